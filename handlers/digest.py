"""The letter of a channel: by command or by form. In a channel anybody in it may set it up; elsewhere admins may.

Which channel a command, or a button under an answer to it, is of is Slack's own word; a form remembers the channel it
was opened in where only we can write. What stands on a button or was chosen in a form counts for admins alone.
"""

from sqlalchemy.orm import Session

from bot.admin import rules as admin
from bot.blocks import Message
from bot.digest import command_views as views
from bot.digest import forms, rules, service
from bot.digest.phrases import Plan, Stop, parse
from bot.errors import Refusal
from bot.home import service as home
from bot.i18n import N_
from bot.members.phrases import UnknownPhrase
from bot.workspaces import service as workspaces
from handlers.answers import Answer
from handlers.incoming import Command, Press, Request, Submission
from models import Feature

ENDED = N_("This letter was ended meanwhile, so nothing has changed. You can set it up again.")


def by_command(command: Command, rest: str, tx: Session) -> Message:
    """`/givefirst digest here weekly Mon 09:00`, `digest off`; `digest` alone says how it is."""
    workspaces.must_be_on(command.workspace, Feature.DIGEST)
    channel = command.channel
    if not rules.is_channel(channel):
        return views.needs_a_channel(command.locale)
    if not rest:
        return views.state(channel, service.of(tx, command.workspace.id, channel), command.locale)
    try:
        plan = parse(rest)
    except UnknownPhrase as unknown:
        return views.not_understood(unknown.word, command.locale)
    if isinstance(plan, Stop):
        return _end(command, tx, channel)
    return _set_up(command, tx, channel, plan, zone=command.member.zone, locale=command.locale)


def form(press: Press, tx: Session) -> Answer:
    """*Set up a digest*, *Change*: ask for everything the command takes."""
    workspaces.must_be_on(press.workspace, Feature.DIGEST)
    channel, is_here = _channel_of(press)
    before = service.of(tx, press.workspace.id, channel) if channel else None
    if channel and not (is_here or before):
        home.refresh(tx, press.member, press.now)
        return views.state(channel, None, press.locale)
    kept = forms.HERE if is_here else forms.LETTER
    return forms.form(press.member, press.workspace, press.locale, channel=channel, kept=kept, before=before)


def save(form: Submission, tx: Session) -> Answer:
    """The form was sent: the same as the command."""
    _must_be_on(form)
    here, letter = (_kept(form, name) for name in (forms.HERE, forms.LETTER))
    if not here:
        admin.check(form.member)
    before = service.of(tx, form.workspace.id, here or letter)
    if letter and before is None:
        raise Refusal(ENDED)
    channel = here or letter or forms.channel_given(form)
    zone = forms.zone_of(form.member, before)
    return _set_up(form, tx, channel, forms.plan_given(form), zone=zone, locale="")


def stop(press: Press, tx: Session) -> Answer:
    """*Stop*: the channel gets no letter any more."""
    workspaces.must_be_on(press.workspace, Feature.DIGEST)
    channel, _is_here = _channel_of(press)
    if not channel:
        raise Refusal(ENDED)
    return _end(press, tx, channel)


def _channel_of(press: Press) -> tuple[str, bool]:
    """Return which channel a press is about, "" for none yet, and whether it was pressed there; Refusal."""
    if rules.is_channel(press.channel):
        return press.channel, True
    admin.check(press.member)
    return press.value if rules.is_channel(press.value) else "", False


def _kept(form: Submission, name: str) -> str:
    channel = str(form.metadata.get(name) or "")
    return channel if rules.is_channel(channel) else ""


def _must_be_on(form: Submission) -> None:
    try:
        workspaces.must_be_on(form.workspace, Feature.DIGEST)
    except Refusal as refusal:
        raise Refusal(refusal.words, field="rhythm") from None


def _set_up(request: Request, tx: Session, channel: str, plan: Plan, *, zone: str, locale: str) -> Message:
    workspace_id, now = request.workspace.id, request.now
    subscription = service.subscribe(
        tx, workspace_id, channel, plan, zone=zone, locale=locale, now=now, by=request.member
    )
    home.refresh(tx, request.member, now)
    return views.agreed(subscription, request.locale, is_let_in=service.is_let_in(tx, workspace_id, channel))


def _end(request: Request, tx: Session, channel: str) -> Message:
    had_one = service.unsubscribe(tx, request.workspace.id, channel)
    home.refresh(tx, request.member, request.now)
    return views.ended(channel, request.locale, had_one=had_one)
