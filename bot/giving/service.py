"""Steps on giving, inside the caller's transaction: what the sender does, and what both see of it.

What the receiver answers is in `bot.giving.replies`, what the clock brings in `bot.giving.delivery`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from bot import outbox
from bot.asks.rules import tidy_words
from bot.errors import Refusal
from bot.giving import answers, rules, views
from bot.journal import service as journal
from bot.members import news
from bot.members import service as members
from bot.members.hours import local, next_working_moment
from bot.workspaces import service as workspaces
from models import Feature, Gift, GiftKind, GiftState, Member, Workspace

OPEN_ALREADY = {
    GiftKind.IDEA: answers.ONE_IDEA,
    GiftKind.CONTACT: answers.ONE_CONTACT,
    GiftKind.QUESTION: answers.ONE_QUESTION,
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a sender typed, field by field."""

    subject: str = ""
    text: str = ""
    where: str = ""
    what_i_see: str = ""
    screenshot: str = ""


def of(tx: Session, workspace: Workspace, key: str, *, to: Member) -> Gift:
    """Return the gift with this key that `to` has in front of them, locked; Refusal when there is none for them."""
    gift = _locked(tx, workspace, Gift.key == key, Gift.receiver_id == to.id, Gift.state != GiftState.PLANNED)
    if gift is None:
        raise Refusal(answers.NOT_THERE)
    return gift


def own(tx: Session, workspace: Workspace, key: str, *, by: Member) -> Gift:
    """Return the gift with this key that `by` sent, locked; Refusal when there is none of theirs."""
    gift = _locked(tx, workspace, Gift.key == key, Gift.sender_id == by.id)
    if gift is None:
        raise Refusal(answers.NOT_THERE)
    return gift


def before(tx: Session, member: Member, *, most: int) -> list[Gift]:
    """Return what a member has in front of them and has not answered, the oldest first, at most `most`."""
    theirs = Gift.workspace_id == member.workspace_id, Gift.receiver_id == member.id
    asked = Gift.state.in_([GiftState.OFFERED, GiftState.AGAIN])
    return list(tx.scalars(select(Gift).where(*theirs, asked).order_by(Gift.written_at, Gift.id).limit(most)))


def under_way(tx: Session, member: Member, *, now: datetime, most: int) -> list[Gift]:
    """Return the ideas and contacts of a member that, as far as they can know, wait for an answer, the oldest first."""
    theirs = Gift.workspace_id == member.workspace_id, Gift.sender_id == member.id, Gift.kind.in_(rules.CONSENT_FIRST)
    waits = Gift.state.in_(rules.SILENT), Gift.lapses_at > now
    return list(tx.scalars(select(Gift).where(*theirs, *waits).order_by(Gift.written_at, Gift.id).limit(most)))


def drafted(
    tx: Session, workspace: Workspace, sender: Member, receiver: Member | None, kind: GiftKind, typed: Typed,
    *, now: datetime,
) -> Gift:  # fmt: skip
    """Return what `sender` would give, checked but not true yet.

    Raises Refusal, naming the field, for somebody it cannot go to, words that are missing or too long, a fourth gift
    of one day, or an idea for somebody whom the last one still waits for.
    """
    to = rules.may_receive(sender, receiver, bot_user_id=workspace.bot_user_id)
    rules.may_be_given(sender, to, kind)
    if kind in rules.CONSENT_FIRST and not workspaces.is_on(workspace, Feature.IDEAS):
        raise Refusal(workspaces.SWITCHED_OFF, field="kind")
    subject = rules.tidy_subject(typed.subject, typed.where, kind=kind)
    text = rules.tidy_text(typed.text, typed.what_i_see, kind=kind)
    if kind in rules.CONSENT_FIRST:
        rules.tells_no_idea(subject, text)
    gift = Gift(
        workspace_id=workspace.id,
        sender_id=sender.id,
        receiver_id=to.id,
        kind=kind,
        subject=subject,
        text=text,
        screenshot=rules.tidy_link(typed.screenshot),
        written_at=now,
        written_on=local(now, sender.zone).date(),
        due_at=next_working_moment(members.hours_of(to), now),
        lapses_at=now + rules.WAITS_AT_MOST,
    )
    # Two requests of one person at once take turns here, so that the second sees the first.
    tx.execute(select(Member.id).where(Member.id == sender.id).with_for_update(key_share=True))
    _may_give_now(tx, gift, now)
    return gift


def give(tx: Session, gift: Gift, *, sender: Member, receiver: Member, now: datetime) -> None:
    """Make a drafted gift true: it reaches its receiver at a good moment; the sender reads how it goes on."""
    tx.add(gift)
    tx.flush()
    # Known already: what the relationships would read again.
    set_committed_value(gift, "sender", sender)
    set_committed_value(gift, "receiver", receiver)
    key = receipt_key(gift)
    outbox.post(tx, gift.workspace_id, key, views.receipt(gift), now=now, reason="receipt", to=[sender])


def take_back(tx: Session, gift: Gift, *, now: datetime) -> None:
    """Take a gift back, as if it had never been sent; Refusal once its receiver has read it all.

    Nothing tells the sender whether there was a no in the meantime.
    """
    if gift.state is GiftState.TAKEN_BACK:
        raise Refusal(answers.TAKEN_BACK_ALREADY)
    if not rules.may_move(gift.kind, gift.state, GiftState.TAKEN_BACK):
        raise Refusal(answers.TOLD_ALREADY if gift.kind in rules.CONSENT_FIRST else answers.ARRIVED_ALREADY)
    is_seen = gift.state in rules.WAITING
    move(gift, GiftState.TAKEN_BACK)
    if is_seen:
        show_offer(tx, gift, now=now)
    show_receipt(tx, gift, now=now)


def tell_outcome(tx: Session, gift: Gift, words: str, *, now: datetime) -> None:
    """Tell the sender once what came of it, and write it into their journal.

    Raises Refusal for words that are empty or too long, and when there is nothing to tell.
    """
    if not rules.came_to_good(gift):
        raise Refusal(answers.NO_OUTCOME)
    said = tidy_words(words, field="words")
    key = f"gift:{gift.id}:outcome"
    message = views.came_of_it(gift, said)
    if not news.tell(tx, gift.sender, key, message, now=now, reason="outcome"):
        raise Refusal(answers.OUTCOME_ONCE, field="words")
    journal.add_outcome(tx, gift.workspace_id, about(gift), said)


def move(gift: Gift, to: GiftState) -> None:
    """Let a gift stand somewhere else; whoever calls this has checked that it may, AssertionError otherwise."""
    if not rules.may_move(gift.kind, gift.state, to):
        raise AssertionError(f"no way from {gift.state} to {to} for {gift.kind}")
    gift.state = to
    gift.due_at = None


def show_offer(tx: Session, gift: Gift, *, now: datetime) -> None:
    """Let what the receiver has in front of them say where it stands."""
    outbox.change(tx, gift.workspace_id, offer_key(gift), views.offer(gift), now=now)
    outbox.change(tx, gift.workspace_id, again_key(gift), views.offer_again(gift), now=now)


def show_receipt(tx: Session, gift: Gift, *, now: datetime) -> None:
    """Let the sender's own message say where it stands."""
    outbox.change(tx, gift.workspace_id, receipt_key(gift), views.receipt(gift), now=now)


def about(gift: Gift) -> str:
    """Name the gift in the sender's journal."""
    return f"{gift.kind}:{gift.id}"


def offer_key(gift: Gift) -> str:
    """Name the message that brings it to the receiver."""
    return f"gift:{gift.id}:offer"


def again_key(gift: Gift) -> str:
    """Name the message that brings it back."""
    return f"gift:{gift.id}:again"


def receipt_key(gift: Gift) -> str:
    """Name the sender's own message about it."""
    return f"gift:{gift.id}:receipt"


def _locked(tx: Session, workspace: Workspace, *which: ColumnElement[bool]) -> Gift | None:
    found = select(Gift).where(Gift.workspace_id == workspace.id, *which)
    return tx.scalars(found.with_for_update(key_share=True)).first()


def _may_give_now(tx: Session, gift: Gift, now: datetime) -> None:
    mine = Gift.workspace_id == gift.workspace_id, Gift.sender_id == gift.sender_id
    if gift.kind in rules.ONE_AT_A_TIME:
        same = Gift.receiver_id == gift.receiver_id, Gift.kind == gift.kind, Gift.state.in_(rules.SILENT)
        # A no does not make room, or the next idea would give it away; only time does, or taking it back.
        if tx.scalars(select(Gift.id).where(*mine, *same, Gift.lapses_at > now).limit(1)).first() is not None:
            raise Refusal(OPEN_ALREADY[gift.kind], field="to")
    today = select(Gift.id).where(*mine, Gift.written_on == gift.written_on).limit(rules.MOST_A_DAY)
    if len(tx.scalars(today).all()) == rules.MOST_A_DAY:
        raise Refusal(answers.ENOUGH_TODAY, field="to")
