"""The journal: writing a line by hand, reading on, taking back."""

from sqlalchemy.orm import Session

from bot.blocks import Message
from bot.errors import Refusal
from bot.home import service as home
from bot.journal import rules, service, views
from bot.members.views import not_saved
from handlers.answers import Answer
from handlers.incoming import Command, Press, Request, Submission


def helped(command: Command, tx: Session) -> Answer:
    """`/helped refilled the copier` writes a line; alone it asks for one."""
    if not command.text:
        return views.form(command.locale)
    try:
        return _write(command, tx, command.text)
    except Refusal as refusal:
        return not_saved(command.say(refusal.words).format(**refusal.values), command.text)


def save(form: Submission, tx: Session) -> Message:
    """The form of `/helped` was sent."""
    return _write(form, tx, form.text("text"))


def read(request: Request, tx: Session) -> Message:
    """`/givefirst journal`: the newest page of one's own journal."""
    entries = service.entries_of(tx, request.member, most=views.MOST_ON_A_PAGE + 1)
    return views.page(entries, request.locale, reader=request.member)


def more(press: Press, tx: Session) -> Message:
    """*Show older*: the page before the entry the button names; the newest page when it names none."""
    before = rules.entry_id(press.value)
    if before is None:
        return read(press, tx)
    entries = service.entries_of(tx, press.member, most=views.MOST_ON_A_PAGE + 1, before_id=before)
    return views.page(entries, press.locale, reader=press.member) if entries else views.no_older(press.locale)


def undo(press: Press, tx: Session) -> Message:
    """*Undo*, right after `/helped`: the line goes."""
    text = service.take_back(tx, press.member, rules.entry_id(press.value))
    home.refresh(tx, press.member, press.now)
    return views.undone(text, press.locale)


def _write(request: Request, tx: Session, text: str) -> Message:
    entry = service.write(tx, request.member, text, request.now)
    home.refresh(tx, request.member, request.now)
    return views.noted(entry, request.locale)
