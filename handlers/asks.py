"""Asking: the command, the form, a mention, a direct message, shortcuts; and the asker's keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from bot import outbox
from bot.asks import answers, forms, hands, one_views, rules, service, thanking, views, waves
from bot.asks.forms import Draft
from bot.blocks import Message, message
from bot.errors import Refusal
from bot.home import service as home
from bot.introductions import endings
from bot.introductions import service as introductions
from bot.members import service as members
from bot.thanks.rules import is_noticed
from bot.thanks.views import how_to_say_noticed
from handlers.answers import Answer, Instead, Opened
from handlers.incoming import Command, Event, Press, Request, Shortcut, Submission
from models import Ask, Audience, Effort, InvitationState, Kind

T = TypeVar("T")

LONGEST_TYPED = 3000


def ask(command: Command, tx: Session) -> Answer:
    """`/ask`, with or without words: the form, which holds what was typed already."""
    del tx
    if len(command.text) > LONGEST_TYPED:
        text = command.say(answers.TOO_MUCH)
        return views.keep_text(text.format(length=len(command.text), most=rules.LONGEST), command.text)
    draft = _begun_in(command)
    return _form(command, draft)


def open_form(press: Press, tx: Session) -> Answer:
    """Open the form: empty, with words kept in the button, or with those of an ask of one's own."""
    draft = forms.draft_in_button(press.value)
    earlier = service.find(tx, press.workspace, press.value)
    if earlier and earlier.asker_id == press.member.id:
        draft = replace(forms.draft_of(earlier), ask="")
    return _form(press, draft)


def shortcut(used: Shortcut, tx: Session) -> Answer:
    """The global shortcut *Ask for something*."""
    del tx
    return _form(used, Draft())


def from_message(used: Shortcut, tx: Session) -> Answer:
    """The message shortcut *Turn into an ask*: the form holds the message."""
    del tx
    return _form(used, _begun_in(used))


def submit(form: Submission, tx: Session) -> Answer:
    """The form was sent: a new ask, or a change to one; a vague new one is coached once first."""
    draft = _draft(form)
    if draft.ask:
        changed = service.own(tx, form.workspace, draft.ask, by=form.member)
        service.reword(tx, changed, draft, now=form.now)
        endings.show_again(tx, changed, now=form.now)
        home.refresh(tx, form.member, form.now)
        return None
    if rules.is_vague(rules.tidy(draft.text)) and not draft.is_coached:
        return Instead(forms.ask_form(replace(draft, is_coached=True), form.locale, coach=True))
    return _open(form, tx, draft)


def mention(event: Event, tx: Session) -> Answer:
    """`@Givefirst <text>` in a channel: an ask right there, in the thread."""
    text = event.text.replace(f"<@{event.workspace.bot_user_id}>", " ", 1).strip()
    if rules.is_small_talk(text):
        return message(event.say(answers.EMPTY_MENTION))
    draft = Draft(text=text, kind=rules.guess_kind(text), audience=Audience.CHANNEL, channel=event.channel)
    try:
        made = service.open_ask(tx, event.member, draft, now=event.now, thread=event.thread or event.message)
    except service.AlreadyNoted as earlier:
        return views.already_noted(earlier.ask)
    home.refresh(tx, event.member, event.now)
    return views.coaching(made) if rules.is_vague(text) else views.noted(made)


def direct_message(event: Event, tx: Session) -> Answer:
    """A line to the bot: an answer in a relay's thread, a deed somebody noticed, which needs a name, or an ask."""
    if event.thread and event.thread != event.message:
        root = outbox.key_of(tx, event.workspace.id, event.channel, event.thread) or ""
        if ":relay:" in root:
            hands.relay(tx, event.workspace, root.split(":")[3], event.member, event.text, key=event.key, now=event.now)
            return None
    if rules.is_small_talk(event.text):
        return message(event.say(answers.HELLO))
    if is_noticed(event.text):
        return how_to_say_noticed(event.text, event.locale)
    draft = Draft(text=event.text, kind=rules.guess_kind(event.text))
    if rules.is_vague(rules.tidy(event.text)):
        return views.coached_in_private(event.text, forms.in_button(draft), event.locale)
    return _open(event, tx, draft)


def details(press: Press, tx: Session) -> Answer:
    """*Add details*, *Reword it*: the form with what the ask says now."""
    return _form(press, forms.draft_of(service.own(tx, press.workspace, press.value, by=press.member)))


def add_anyway(press: Press, tx: Session) -> Answer:
    """*Add anyway*: the same ask a second time, on purpose."""
    made = service.add_again(tx, service.own(tx, press.workspace, press.value, by=press.member), now=press.now)
    if made is None:
        return message(press.say(answers.ADDED))
    home.refresh(tx, press.member, press.now)
    return views.noted(made)


def help_(press: Press, tx: Session) -> Answer:
    """*I can help*: asker and helper get a conversation."""
    taken = service.of(tx, press.workspace, press.value)
    hands.take(tx, taken, press.member, now=press.now)
    home.refresh(tx, press.member, press.now)
    return views.thank_helper(taken, press.locale)


def nothing(press: Press, tx: Session) -> Answer:
    """*Nothing comes to mind*: a good answer."""
    return _decline(press, tx, InvitationState.NOTHING)


def not_now(press: Press, tx: Session) -> Answer:
    """*Not now*."""
    return _decline(press, tx, InvitationState.NOT_NOW)


def keep_looking(press: Press, tx: Session) -> Answer:
    """*Still looking*: the helper could not finish it; the next wave goes out, or the asker says whether it may."""
    mine = service.own(tx, press.workspace, press.value, by=press.member)
    hands.keep_looking(tx, mine, now=press.now, is_asker=True)
    home.refresh(tx, press.member, press.now)
    return one_views.shall_i_ask_others(mine) if mine.is_for_one else message(press.say(answers.LOOKING_ON))


def others(press: Press, tx: Session) -> Answer:
    """*Ask others*: what was written to one colleague may go to everybody who may help."""
    waves.ask_others(tx, service.own(tx, press.workspace, press.value, by=press.member), now=press.now)
    home.refresh(tx, press.member, press.now)
    return message(press.say(answers.OTHERS_TOO))


def widen(press: Press, tx: Session) -> Answer:
    """*Ask more widely*: also colleagues whose offers do not meet the words."""
    waves.widen(service.own(tx, press.workspace, press.value, by=press.member), now=press.now)
    return message(press.say(answers.WIDER))


def keep(press: Press, tx: Session) -> Answer:
    """*Still open*, *Leave it in the digest*: nothing changes but the dates."""
    service.keep(service.own(tx, press.workspace, press.value, by=press.member), now=press.now)
    return message(press.say(answers.STILL_STANDS))


def close_form(press: Press, tx: Session) -> Answer:
    """*Close it*: ask who helped, a few words of thanks, what it made possible."""
    mine = service.own(tx, press.workspace, press.value, by=press.member)
    helping = [given.helper for given in service.invitations_of(tx, mine, InvitationState.HELPING)]
    return forms.close_form(mine, helping, introductions.connectors_of(tx, mine), press.locale)


def close(form: Submission, tx: Session) -> Answer:
    """The closing form was sent: the ask is settled, the helpers are thanked."""
    mine = service.own(tx, form.workspace, _key(form, "ask"), by=form.member)
    named = form.several("helpers")
    helpers = [one for one in members.by_slack_ids(tx, form.workspace.id, named) if not one.is_stranger]
    if len(helpers) != len(named):
        raise Refusal(answers.UNKNOWN_PEOPLE, field="helpers")
    words, made_possible = form.text("words"), form.text("made_possible")
    service.close(tx, mine, helpers=helpers, words=words, made_possible=made_possible, now=form.now)
    for person in (form.member, *helpers):
        home.refresh(tx, person, form.now)
    return views.closed(mine, helpers, words)


def withdraw(press: Press, tx: Session) -> Answer:
    """*Withdraw*: the asker takes the ask back; invitations lose their buttons."""
    mine = service.own(tx, press.workspace, press.value, by=press.member)
    service.withdraw(tx, mine, now=press.now)
    home.refresh(tx, press.member, press.now)
    return views.withdrawn(mine)


def outcome_form(press: Press, tx: Session) -> Answer:
    """*Tell them*: ask what came of it."""
    return forms.outcome_form(_own_settled(press, tx, press.value), press.locale)


def outcome(form: Submission, tx: Session) -> Answer:
    """What came of it was told: everybody in the chain hears it."""
    service.tell_outcome(tx, _own_settled(form, tx, _key(form, "ask")), form.text("words"), now=form.now)
    return message(form.say(answers.TOLD))


def thanks_form(press: Press, tx: Session) -> Answer:
    """*Say thanks*: ask for a few words to those who helped."""
    return thanking.form(_own_settled(press, tx, press.value), press.locale)


def thanks(form: Submission, tx: Session) -> Answer:
    """Thanks were written some days later: everybody who helped and read none reads them."""
    thanking.thank(tx, _own_settled(form, tx, _key(form, "ask")), form.text("words"), now=form.now)
    return message(form.say(answers.THANKED))


def relay_form(press: Press, tx: Session) -> Answer:
    """*Write an answer*: ask for the words to pass on."""
    invitation = hands.relayed(tx, press.workspace, press.value, press.member)
    return forms.relay_form(invitation.ask, invitation.key, press.locale)


def relay(form: Submission, tx: Session) -> Answer:
    """Words for the other end of an anonymous ask."""
    text = form.text("text")
    hands.relay(tx, form.workspace, _key(form, "invitation"), form.member, text, key=form.key, now=form.now)
    return message(form.say(answers.PASSED_ON))


def _open(request: Request, tx: Session, draft: Draft) -> Message | None:
    try:
        service.open_ask(tx, request.member, draft, now=request.now)
    except service.AlreadyNoted as earlier:
        return views.already_noted(earlier.ask)
    home.refresh(tx, request.member, request.now)
    return None


def _form(request: Request, draft: Draft) -> Opened:
    if not draft.ask and draft.kind is Kind.OTHER:
        draft = replace(draft, kind=rules.guess_kind(draft.text))
    otherwise = forms.form_did_not_open(draft, request.locale)
    return Opened(forms.ask_form(draft, request.locale), otherwise)


def _decline(press: Press, tx: Session, how: InvitationState) -> Message:
    asked = service.of(tx, press.workspace, press.value)
    invitation = hands.decline(tx, asked, press.member, how, now=press.now)
    return views.thank_for_answering(invitation)


def _own_settled(request: Request, tx: Session, key: str) -> Ask:
    mine = service.of(tx, request.workspace, key)
    if mine.asker_id != request.member.id:
        raise Refusal(service.NOT_YOURS)
    if not mine.is_settled:
        raise Refusal(answers.NOT_CLOSED_YET)
    return mine


def _draft(form: Submission) -> Draft:
    def chosen(kind: Callable[[str], T], name: str, default: T) -> T:
        try:
            return kind(form.text(name))
        except ValueError:
            return default

    by_when = form.text("by_when")
    return Draft(
        text=form.text("text"),
        what_for=form.text("what_for"),
        kind=chosen(Kind, "kind", Kind.OTHER),
        effort=chosen(Effort, "effort", Effort.QUARTER_HOUR),
        by_when=_day(by_when),
        audience=chosen(forms.audience_named, "audience", Audience.HELPERS),
        channel=str(form.metadata.get("channel") or ""),
        is_private=bool(form.metadata.get("is_private")),
        ask=_key(form, "ask"),
        is_coached=bool(form.metadata.get("is_coached")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as trouble:
        raise Refusal(answers.NO_DAY, field="by_when") from trouble


def _key(form: Submission, name: str) -> str:
    return str(form.metadata.get(name) or "")


def _begun_in(request: Command | Shortcut) -> Draft:
    """Return what was typed, or the message it begins with, to be shown where it was begun."""
    channel, is_private = _postable(request.channel), request.envelope.is_private
    return Draft(text=request.text, channel=channel, is_private=is_private, audience=Audience.CHANNEL)


def _postable(channel: str) -> str:
    """Return the conversation when a post there would reach anybody but the two who talk."""
    return "" if channel.startswith("D") else channel
