"""*My data* and *Forget me*."""

from sqlalchemy.orm import Session

from bot import outbox
from bot.errors import Refusal
from bot.i18n import N_
from bot.privacy import export, rules, service, views
from handlers.answers import Answer, Instead
from handlers.incoming import Command, Request, Submission

TOO_LARGE = N_("That is more than fits into one file here. Whoever runs me can take it out of the database for you.")
NOT_CONFIRMED = N_("That is not it; nothing was deleted. Type: {phrase}")


def my_data(request: Request, tx: Session) -> Answer:
    """*My data*: everything about the person, as a file in their own conversation with the bot."""
    title, comment = views.data_file(request.locale)
    content = export.data_of(tx, request.member)
    if len(content) > outbox.LARGEST_FILE:
        raise Refusal(TOO_LARGE)
    outbox.upload(
        tx,
        request.workspace.id,
        f"my-data:{request.key}",
        content,
        filename="my-data.zip",
        title=title,
        comment=comment,
        to=request.member,
        now=request.now,
        reason="my-data",
    )
    return views.data_is_coming(request.locale) if isinstance(request, Command) else None


def forget_form(request: Request, tx: Session) -> Answer:
    """*Forget me*: what is deleted and what stays, before anything happens."""
    del tx
    return views.forget_form(request.locale, records_days=request.workspace.keep_records_days)


def forget(form: Submission, tx: Session) -> Answer:
    """The words that confirm were typed."""
    locale = form.locale
    phrases = views.confirming(locale)
    if not rules.is_confirmed(form.text("confirm"), phrases):
        raise Refusal(NOT_CONFIRMED, field="confirm", phrase=phrases[0])
    service.forget(tx, form.member, now=form.now)
    return Instead(views.forgotten(locale))
