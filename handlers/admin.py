"""What admins do: settings for everybody, and an end to everything. Every request is checked."""

from sqlalchemy.orm import Session

from bot.admin import forms, rules, service
from bot.home import service as home
from handlers.answers import Answer, Instead
from handlers.incoming import Press, Submission


def settings_form(press: Press, tx: Session) -> Answer:
    """*Settings for everybody*."""
    rules.check(press.member)
    return forms.form(press.workspace, service.appointed(tx, press.workspace), press.locale)


def save(form: Submission, tx: Session) -> Answer:
    """The settings for everybody were sent."""
    service.save(tx, form.workspace, form, by=form.member)
    home.refresh(tx, form.member, form.now)
    return None


def delete_form(press: Press, tx: Session) -> Answer:
    """*Delete everything*: ask for the workspace's name first."""
    del tx
    rules.check(press.member)
    return forms.delete_form(press.workspace, press.locale)


def delete(form: Submission, tx: Session) -> Answer:
    """The workspace's name was typed."""
    locale = form.locale
    service.delete_everything(tx, form.workspace, form.text("name"), by=form.member)
    return Instead(forms.deleted(locale))
