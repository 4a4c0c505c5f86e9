"""Steps on journals, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from bot.errors import Refusal
from bot.i18n import N_
from bot.journal import rules
from models import EntryKind, JournalEntry, Member


def write(tx: Session, giver: Member, text: str, now: datetime) -> JournalEntry:
    """Write a sentence of somebody's own into their journal; Refusal when it is empty or too long."""
    return note_help(tx, giver=giver, receiver=None, text=rules.tidy(text), kind=EntryKind.BY_HAND, now=now)


def note_help(
    tx: Session,
    *,
    giver: Member,
    receiver: Member | None,
    text: str,
    now: datetime,
    about: str = "",
    minutes: int | None = None,
    kind: EntryKind = EntryKind.ASK,
    words: str = "",
    made_possible: str = "",
) -> JournalEntry:
    """Write into the giver's journal what they helped with.

    No `receiver` for help to nobody in particular, or to somebody who stayed anonymous. `about` names what it came
    from ("ask:12", "idea:3"), so that what comes of it can be added later; `words` are the receiver's thanks,
    `made_possible` what came of it.
    """
    entry = JournalEntry(
        workspace_id=giver.workspace_id,
        giver_id=giver.id,
        kind=kind,
        text=text,
        happened_at=now,
        receiver_id=receiver.id if receiver else None,
        about=about,
        minutes=minutes,
        is_unrewarded=receiver is not None and not _has_helped(tx, receiver, giver),
        words=words,
        made_possible=made_possible,
    )
    tx.add(entry)
    tx.flush()
    return entry


def add_outcome(tx: Session, workspace_id: int, about: str, words: str) -> None:
    """Write what came of `about` ("ask:12") into the journal of everybody who helped, after what stands there."""
    entries = select(JournalEntry).where(*_about(workspace_id, about))
    for entry in tx.scalars(entries.with_for_update(key_share=True)):
        entry.made_possible = rules.with_outcome(entry.made_possible, words)


def givers_of(tx: Session, workspace_id: int, about: str) -> list[Member]:
    """Return everybody in whose journal `about` ("ask:12") stands, in the order they were named."""
    given = select(JournalEntry.giver_id).where(*_about(workspace_id, about)).order_by(JournalEntry.id)
    people = {
        member.id: member
        for member in tx.scalars(select(Member).where(Member.workspace_id == workspace_id, Member.id.in_(given)))
    }
    return [people[giver_id] for giver_id in dict.fromkeys(tx.scalars(given))]


def entries_of(tx: Session, member: Member, *, most: int, before_id: int | None = None) -> list[JournalEntry]:
    """Return the newest entries of a member's own journal, or the newest of those written before entry `before_id`."""
    mine = [JournalEntry.workspace_id == member.workspace_id, JournalEntry.giver_id == member.id]
    if before_id is not None:
        mine.append(JournalEntry.id < before_id)
    # Entries are written as they happen, so that the later id is the later moment.
    newest = select(JournalEntry).where(*mine).order_by(JournalEntry.id.desc()).limit(most)
    return list(tx.scalars(newest.options(joinedload(JournalEntry.receiver))))


def take_back(tx: Session, member: Member, entry_id: int | None) -> str:
    """Delete an entry of a member's own journal; return its sentence. Refusal when they have no such entry."""
    mine = (
        JournalEntry.workspace_id == member.workspace_id,
        JournalEntry.giver_id == member.id,
        JournalEntry.id == entry_id,
    )
    entry = tx.scalars(select(JournalEntry).where(*mine)).one_or_none()
    if entry is None:
        raise Refusal(N_("This line is not in your journal any more."))
    tx.delete(entry)
    tx.flush()
    return entry.text


def _about(workspace_id: int, about: str) -> tuple[ColumnElement[bool], ...]:
    return JournalEntry.workspace_id == workspace_id, JournalEntry.about == about


def _has_helped(tx: Session, giver: Member, receiver: Member) -> bool:
    helped = select(JournalEntry.id).where(
        JournalEntry.workspace_id == giver.workspace_id,
        JournalEntry.receiver_id == receiver.id,
        JournalEntry.giver_id == giver.id,
    )
    return tx.scalars(helped.limit(1)).first() is not None
