"""What receivers answer; every step checks that the gift may still go there, and says what is the case if not."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.asks import hands
from bot.asks.forms import Draft
from bot.asks.rules import CAME_OF_IT_AFTER
from bot.blocks import cut
from bot.errors import Refusal
from bot.giving import answers, rules, service, views
from bot.journal import service as journal
from bot.journal.rules import LONGEST as LONGEST_ENTRY
from bot.members import news
from bot.members import service as members
from bot.members.hours import after_working_days
from bot.ties import service as ties
from models import EntryKind, Gift, GiftKind, GiftState

ENTRY_KINDS = {
    GiftKind.IDEA: EntryKind.IDEA,
    GiftKind.CONTACT: EntryKind.CONTACT,
    GiftKind.HEADS_UP: EntryKind.HEADS_UP,
}
# What somebody reads who answers what was answered or ended before.
WHERE_IT_STANDS = {
    GiftState.TOLD: answers.READ_ALREADY,
    GiftState.LATER: answers.COMES_BACK,
    GiftState.AGAIN: answers.CAME_BACK,
    GiftState.DECLINED: answers.DECLINED,
    GiftState.TAKEN_BACK: answers.TAKEN_BACK_BY_SENDER,
    GiftState.LAPSED: answers.OVER,
}


def tell(tx: Session, gift: Gift, *, now: datetime) -> None:
    """Tell an idea to its receiver, who wants to know it, or bring the two together over a contact.

    From here on the sender knows, and finds it in their journal.
    """
    _answer(gift, GiftState.TOLD, rules.CONSENT_FIRST)
    _settle(gift, now)
    if gift.kind is GiftKind.CONTACT:
        _meet(tx, gift, now)
    else:
        key, told = f"gift:{gift.id}:told", views.told(gift)
        outbox.post(tx, gift.workspace_id, key, told, now=now, reason="gift.told", to=[gift.receiver])
        _let_the_sender_hear(tx, gift, now)
    _write_down(tx, gift, now)
    _show(tx, gift, now)


def later(tx: Session, gift: Gift, *, now: datetime) -> None:
    """Bring an idea or a contact back once, after three of the receiver's working days."""
    _answer(gift, GiftState.LATER, rules.CONSENT_FIRST)
    gift.due_at = after_working_days(members.hours_of(gift.receiver), now, rules.BACK_AFTER_WORKING_DAYS)
    gift.lapses_at = now + rules.WAITS_AT_MOST
    service.show_offer(tx, gift, now=now)


def decline(tx: Session, gift: Gift, *, now: datetime) -> None:
    """Note a no to an idea or a contact, of which the sender never hears."""
    _answer(gift, GiftState.DECLINED, rules.CONSENT_FIRST)
    service.show_offer(tx, gift, now=now)


def fixed(tx: Session, gift: Gift, *, now: datetime) -> None:
    """*Thanks, fixed*: the sender hears it and finds it in their journal."""
    _answer(gift, GiftState.FIXED, {GiftKind.HEADS_UP})
    _settle(gift, now)
    _let_the_sender_hear(tx, gift, now)
    _write_down(tx, gift, now)
    _show(tx, gift, now)


def known(tx: Session, gift: Gift, *, now: datetime) -> None:
    """*Known, on purpose*: the sender hears it kindly."""
    _answer(gift, GiftState.KNOWN, {GiftKind.HEADS_UP})
    _let_the_sender_hear(tx, gift, now)
    _show(tx, gift, now)


def more(tx: Session, gift: Gift, *, now: datetime) -> None:
    """*Tell me more*: the two get a conversation."""
    _answer(gift, GiftState.TALKING, {GiftKind.HEADS_UP})
    _meet(tx, gift, now)
    _show(tx, gift, now)


def may_answer(gift: Gift) -> None:
    """Raise Refusal unless the question of a colleague still waits for an answer."""
    _may_answer(gift, GiftState.ASKED, {GiftKind.QUESTION})
    if gift.sender.is_deactivated:
        raise Refusal(answers.GIVER_LEFT)


def ask(tx: Session, gift: Gift, text: str, *, now: datetime) -> None:
    """Make an ask of what would help, in the hands of the colleague who asked; Refusal as in `asks.open_ask`."""
    may_answer(gift)
    hands.ask_one(tx, gift.receiver, gift.sender, Draft(text=text), now=now)
    service.move(gift, GiftState.ASKED)
    _show(tx, gift, now)


def nothing(tx: Session, gift: Gift, *, now: datetime) -> None:
    """*Nothing right now, thank you*: that ends it, kindly."""
    _answer(gift, GiftState.NOTHING, {GiftKind.QUESTION})
    _let_the_sender_hear(tx, gift, now)
    _show(tx, gift, now)


def of_kind(gift: Gift, *kinds: GiftKind) -> Gift:
    """Return the gift; Refusal, as if it did not exist, when the button belongs to another kind."""
    if gift.kind not in kinds:
        raise Refusal(answers.NOT_THERE)
    return gift


def _answer(gift: Gift, to: GiftState, kinds: frozenset[GiftKind] | set[GiftKind]) -> None:
    _may_answer(gift, to, kinds)
    service.move(gift, to)


def _may_answer(gift: Gift, to: GiftState, kinds: frozenset[GiftKind] | set[GiftKind]) -> None:
    of_kind(gift, *kinds)
    if not rules.may_move(gift.kind, gift.state, to):
        raise Refusal(WHERE_IT_STANDS.get(gift.state, answers.ANSWERED))


def _settle(gift: Gift, now: datetime) -> None:
    gift.settled_at = now
    if rules.came_to_good(gift):
        gift.follow_up_at = now + CAME_OF_IT_AFTER


def _show(tx: Session, gift: Gift, now: datetime) -> None:
    service.show_offer(tx, gift, now=now)
    service.show_receipt(tx, gift, now=now)


def _let_the_sender_hear(tx: Session, gift: Gift, now: datetime) -> None:
    key = f"gift:{gift.id}:heard"
    news.tell(tx, gift.sender, key, views.heard(gift), now=now, reason="gift.heard", answers=gift.written_at)


def _meet(tx: Session, gift: Gift, now: datetime) -> None:
    key, both = f"gift:{gift.id}:talk", [gift.receiver, gift.sender]
    outbox.post(tx, gift.workspace_id, key, views.conversation(gift), now=now, reason="gift.talk", to=both)


def _write_down(tx: Session, gift: Gift, now: datetime) -> None:
    text = gift.text
    if gift.kind is GiftKind.HEADS_UP:
        text = cut(f"{gift.subject}: {gift.text}", LONGEST_ENTRY)
    journal.note_help(
        tx,
        giver=gift.sender,
        receiver=gift.receiver,
        text=text,
        now=now,
        about=service.about(gift),
        kind=ENTRY_KINDS[gift.kind],
    )
    ties.note(tx, gift.sender, gift.receiver, now=now)
