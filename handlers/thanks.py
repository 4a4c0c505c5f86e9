"""Thanks and noticed deeds: the command, two shortcuts on messages, two forms, and the receiver's choice."""

from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.i18n import N_
from bot.members import service as members
from bot.members.views import not_saved
from bot.thanks import rules, service, views
from handlers.answers import Answer
from handlers.incoming import Command, Press, Request, Shortcut, Submission
from handlers.people import in_words, people_first
from models import Member, ThanksKind

NO_AUTHOR = N_("No colleague wrote this message, so I do not know whom to write to. `/thanks @name` reaches anybody.")
SOME_UNKNOWN = N_("I do not know all of them here. Choose colleagues of this workspace.")


def thanks(command: Command, tx: Session) -> Answer:
    """`/thanks @tom for the slides`, `/thanks @tom noticed: ...`: sent at once; with less than that, the form."""
    try:
        people, rest = people_first(command, tx, command.text)
        typed = rules.read(in_words(command, tx, rest))
        if people and typed.words:
            return _send(command, tx, typed.kind, people, typed.words)
        for person in people:
            rules.may_receive(command.member, person)
    except Refusal as refusal:
        said = command.say(refusal.words).format(**refusal.values)
        return not_saved(said, in_words(command, tx, command.text))
    helpers = [person.slack_id for person in people]
    return views.form(typed.kind, command.locale, helpers=helpers, words=typed.words)


def thank_for_message(used: Shortcut, tx: Session) -> Answer:
    """The message shortcut *Thank for this*: the form, for whoever wrote the message."""
    author = _author(used, tx)
    rules.may_receive(used.member, author)
    return _form_about(used, ThanksKind.THANKS, helpers=[author.slack_id])


def noticed_in_message(used: Shortcut, tx: Session) -> Answer:
    """The message shortcut *I noticed this*: the form; whoever wrote the message need not be whoever did the deed."""
    author = members.of(tx, used.workspace.id, used.author) if used.author else None
    try:
        if author:
            rules.may_receive(used.member, author)
    except Refusal:
        author = None
    return _form_about(used, ThanksKind.NOTICED, helpers=[author.slack_id] if author else [])


def send_thanks(form: Submission, tx: Session) -> Answer:
    """The form of a thank-you was sent."""
    return _submitted(form, tx, ThanksKind.THANKS)


def send_noticed(form: Submission, tx: Session) -> Answer:
    """The form of a noticed deed was sent."""
    return _submitted(form, tx, ThanksKind.NOTICED)


def tell(press: Press, tx: Session) -> Answer:
    """*May be told*."""
    return _choose(press, tx, may_be_told=True)


def keep(press: Press, tx: Session) -> Answer:
    """*Keep it to myself*."""
    return _choose(press, tx, may_be_told=False)


def _choose(press: Press, tx: Session, *, may_be_told: bool) -> Answer:
    words = service.of(tx, press.workspace, press.value, to=press.member)
    service.choose(tx, words, may_be_told=may_be_told, now=press.now)
    return views.already_told(press.locale) if words.told_at and not may_be_told else None


def _submitted(form: Submission, tx: Session, kind: ThanksKind) -> Answer:
    chosen = form.several("helpers")
    receivers = members.by_slack_ids(tx, form.workspace.id, chosen)
    if len(receivers) < len(set(chosen)):
        raise Refusal(SOME_UNKNOWN, field="helpers")
    author = members.of(tx, form.workspace.id, str(form.metadata.get("author") or ""))
    quoted = str(form.metadata.get("quoted") or "")
    return _send(form, tx, kind, receivers, form.text("words"), quoted=quoted, author=author)


def _send(
    request: Request,
    tx: Session,
    kind: ThanksKind,
    receivers: list[Member],
    words: str,
    *,
    quoted: str = "",
    author: Member | None = None,
) -> Answer:
    made = service.send(tx, request.member, receivers, words, kind=kind, now=request.now, quoted=quoted, author=author)
    if not made:
        return views.on_its_way(request.locale)
    return views.passed_on(kind, [one.receiver for one in made], made[0].words, request.locale)


def _author(used: Shortcut, tx: Session) -> Member:
    author = members.of(tx, used.workspace.id, used.author) if used.author else None
    if author is None:
        raise Refusal(NO_AUTHOR)
    return author


def _form_about(used: Shortcut, kind: ThanksKind, *, helpers: list[str]) -> Answer:
    return views.form(kind, used.locale, helpers=helpers, quoted=used.text, author=used.author)
