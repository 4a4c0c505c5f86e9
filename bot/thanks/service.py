"""Steps on thanks and noticed deeds, inside the caller's transaction; `bot.thanks.rules` holds the tables."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from bot import outbox
from bot.errors import Refusal
from bot.i18n import N_
from bot.journal import service as journal
from bot.members import news
from bot.members import service as members
from bot.members.hours import next_working_moment
from bot.thanks import rules, views
from bot.ties import service as ties
from models import EntryKind, Member, Outgoing, Thanks, ThanksKind, ThanksState, Workspace

NOT_THERE = N_("I cannot find this message any more.")
NOBODY = N_("Whom is it for? Choose a colleague.")
TOO_MANY = N_("At most {most} people at once, so that each of them knows it is meant.")


def send(
    tx: Session,
    sender: Member,
    receivers: Sequence[Member],
    words: str,
    *,
    kind: ThanksKind,
    now: datetime,
    quoted: str = "",
    author: Member | None = None,
) -> list[Thanks]:
    """Plan one sender's words for each receiver, for their next working moment.

    `quoted` is a message of `author` that it is about; only its author gets to see it. What was sent to somebody in
    the same words within the last minute is not sent again. Raises Refusal, naming the field, and plans nothing when
    there are no words or too many, or when one of the receivers cannot get any.
    """
    if not receivers:
        raise Refusal(NOBODY, field="helpers")
    if len(receivers) > rules.MOST_RECEIVERS:
        raise Refusal(TOO_MANY, field="helpers", most=rules.MOST_RECEIVERS)
    for receiver in receivers:
        rules.may_receive(sender, receiver)
    tidied = rules.tidy(words)
    _take_turns(tx, sender)
    made = [
        Thanks(
            workspace_id=sender.workspace_id,
            kind=kind,
            sender_id=sender.id,
            receiver_id=receiver.id,
            words=tidied,
            written_at=now,
            due_at=_next_moment(receiver, now),
            quoted=quoted[: rules.LONGEST_QUOTE] if author and author.id == receiver.id else "",
        )
        for receiver in receivers
        if not _was_just_sent(tx, sender, receiver, kind, tidied, now)
    ]
    tx.add_all(made)
    tx.flush()
    return made


def deliver(tx: Session, thanks: Thanks, *, is_undisturbed: bool, now: datetime) -> bool:
    """Deliver planned words, or let them wait for a better moment; return whether they went out.

    When their receiver cannot be reached any more, the sender gets the words back.
    """
    receiver = thanks.receiver
    if receiver.is_deactivated or receiver.is_bot or receiver.is_stranger:
        _give_back(tx, thanks, now)
        return False
    later = rules.away_until(receiver, now) or (now + rules.UNDISTURBED if is_undisturbed else now)
    due = _next_moment(receiver, later)
    if due > now:
        thanks.due_at = due
        return False
    thanks.state, thanks.sent_at = ThanksState.SENT, now
    if thanks.kind is ThanksKind.THANKS:
        thanks.may_be_told = receiver.thanks_may_be_told
    else:
        about = f"noticed:{thanks.id}"
        journal.note_help(
            tx, giver=receiver, receiver=None, text=thanks.words, about=about, kind=EntryKind.NOTICED, now=now
        )
    ties.note(tx, thanks.sender, receiver, now=now)
    message = views.received(thanks)
    key, reason = message_key(thanks), "kind-words"
    outbox.post(tx, thanks.workspace_id, key, message, now=now, reason=reason, to=[receiver])
    return True


def thanked_since(tx: Session, sender: Member, since: datetime) -> set[int]:
    """Return the ids of those to whom a member wrote words of thanks after `since`."""
    theirs = Thanks.workspace_id == sender.workspace_id, Thanks.sender_id == sender.id
    written = Thanks.written_at >= since, Thanks.kind == ThanksKind.THANKS, Thanks.state != ThanksState.DROPPED
    return set(tx.scalars(select(Thanks.receiver_id).where(*theirs, *written)))


def of(tx: Session, workspace: Workspace, key: str, *, to: Member) -> Thanks:
    """Return the words with this key that went to `to`, locked; Refusal when there are none, or somebody else's."""
    mine = Thanks.workspace_id == workspace.id, Thanks.key == key, Thanks.receiver_id == to.id
    found = select(Thanks).where(*mine, Thanks.state == ThanksState.SENT).with_for_update(key_share=True)
    thanks = tx.scalars(found).one_or_none()
    if thanks is None:
        raise Refusal(NOT_THERE)
    return thanks


def choose(tx: Session, thanks: Thanks, *, may_be_told: bool, now: datetime) -> None:
    """Let the receiver say whether others may read of it; a choice about thanks is remembered for the next ones.

    What was told already stays told.
    """
    if thanks.kind is ThanksKind.THANKS:
        thanks.receiver.thanks_may_be_told = may_be_told
    if thanks.told_at is None:
        thanks.may_be_told = may_be_told
    tx.flush()
    outbox.change(tx, thanks.workspace_id, message_key(thanks), views.received(thanks), now=now)


def deeds_that_may_be_told(tx: Session, workspace_id: int, since: datetime, most: int) -> list[Thanks]:
    """Return noticed deeds whose doers agreed, written since `since` and never told, the oldest first, at most `most`.

    Their receivers are loaded. Whoever tells them calls `mark_told` in the same transaction.
    """
    return _to_tell(tx, workspace_id, ThanksKind.NOTICED, since, most)


def thanks_that_may_be_told(tx: Session, workspace_id: int, since: datetime, most: int) -> list[Thanks]:
    """Return thanks whose receivers agreed, written since `since` and never told, the oldest first, at most `most`.

    Their senders and receivers are loaded. Whoever tells them calls `mark_told` in the same transaction.
    """
    return _to_tell(tx, workspace_id, ThanksKind.THANKS, since, most)


def mark_told(told: Iterable[Thanks], *, now: datetime) -> None:
    """Remember that these stood in a letter, so that they are never told again."""
    for thanks in told:
        thanks.told_at = now


def still_agreed(tx: Session, workspace_id: int, ids: Collection[int]) -> list[Thanks]:
    """Return those of some deeds and thanks, by id, whose receivers agree to this day, with their people loaded."""
    agreed = Thanks.workspace_id == workspace_id, Thanks.id.in_(ids), Thanks.may_be_told.is_(True)
    people = joinedload(Thanks.sender), joinedload(Thanks.receiver)
    return list(tx.scalars(select(Thanks).where(*agreed).options(*people).order_by(Thanks.id)))


def was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not take the words: their sender gets them back."""
    thanks = tx.get(Thanks, int(outgoing.key.split(":")[1]))
    if thanks is None or thanks.workspace_id != outgoing.workspace_id or thanks.state is not ThanksState.SENT:
        return
    if problem == "user_disabled":
        thanks.receiver.is_deactivated = True
    _give_back(tx, thanks, now)


def message_key(thanks: Thanks) -> str:
    """Return what the message to the receiver is called in the outbox."""
    return f"kind-words:{thanks.id}"


def _give_back(tx: Session, thanks: Thanks, now: datetime) -> None:
    thanks.state, thanks.may_be_told = ThanksState.DROPPED, None
    key, message, sender = f"{message_key(thanks)}:back", views.given_back(thanks), thanks.sender
    news.tell(tx, sender, key, message, now=now, reason="kind-words-back", answers=thanks.written_at)


def _to_tell(tx: Session, workspace_id: int, kind: ThanksKind, since: datetime, most: int) -> list[Thanks]:
    sender, receiver = aliased(Member), aliased(Member)
    found = (
        select(Thanks)
        .join(Thanks.sender.of_type(sender))
        .join(Thanks.receiver.of_type(receiver))
        .options(contains_eager(Thanks.sender.of_type(sender)), contains_eager(Thanks.receiver.of_type(receiver)))
        .where(
            Thanks.workspace_id == workspace_id,
            Thanks.kind == kind,
            Thanks.state == ThanksState.SENT,
            Thanks.may_be_told.is_(True),
            Thanks.told_at.is_(None),
            Thanks.written_at >= since,
            sender.is_deactivated.is_(False),
            receiver.is_deactivated.is_(False),
            # Whoever has said no since means what waits as well; deeds are agreed to one by one.
            or_(Thanks.kind == ThanksKind.NOTICED, receiver.thanks_may_be_told.is_not(False)),
        )
        .order_by(Thanks.id)
        .limit(most)
        # A receiver who takes a yes back at this moment is either in time, or reads that it was told.
        .with_for_update(key_share=True, of=Thanks)
    )
    return list(tx.scalars(found))


def _was_just_sent(tx: Session, sender: Member, receiver: Member, kind: ThanksKind, words: str, now: datetime) -> bool:
    same = select(Thanks.id).where(
        Thanks.workspace_id == sender.workspace_id,
        Thanks.sender_id == sender.id,
        Thanks.written_at > now - rules.SAME_WITHIN,
        Thanks.receiver_id == receiver.id,
        Thanks.kind == kind,
        Thanks.words == words,
    )
    return tx.scalars(same.limit(1)).first() is not None


def _next_moment(receiver: Member, at: datetime) -> datetime:
    return next_working_moment(members.hours_of(receiver), at)


def _take_turns(tx: Session, sender: Member) -> None:
    """Let two requests of one person at once follow each other, so that the second sees what the first wrote."""
    tx.execute(select(Member.id).where(Member.id == sender.id).with_for_update(key_share=True))
