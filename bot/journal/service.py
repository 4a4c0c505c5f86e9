"""Steps on journals, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from bot.errors import Refusal
from bot.i18n import N_
from bot.journal import rules
from models import Ask, EntryKind, JournalEntry, Member


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
    ask_id: int | None = None,
    kind: EntryKind = EntryKind.ASK,
    words: str = "",
    made_possible: str = "",
) -> JournalEntry:
    """Write into the giver's journal what they helped with.

    No `receiver` for help to nobody in particular, or to somebody who stayed anonymous. `words` are the receiver's
    thanks, `made_possible` what came of it.
    """
    entry = JournalEntry(
        workspace_id=giver.workspace_id,
        giver_id=giver.id,
        kind=kind,
        text=text,
        happened_at=now,
        receiver_id=receiver.id if receiver else None,
        ask_id=ask_id,
        words=words,
        made_possible=made_possible,
    )
    tx.add(entry)
    tx.flush()
    return entry


def add_outcome(tx: Session, ask: Ask, words: str) -> None:
    """Write what came of an ask into the journal of everybody who helped with it, after what stands there already."""
    for entry in tx.scalars(select(JournalEntry).where(*_about(ask)).with_for_update(key_share=True)):
        entry.made_possible = rules.with_outcome(entry.made_possible, words)


def givers_of(tx: Session, ask: Ask) -> list[Member]:
    """Return everybody in whose journal an ask stands, in the order they were named."""
    given = select(JournalEntry.giver_id).where(*_about(ask)).order_by(JournalEntry.id)
    people = {
        member.id: member
        for member in tx.scalars(select(Member).where(Member.workspace_id == ask.workspace_id, Member.id.in_(given)))
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


def _about(ask: Ask) -> tuple[ColumnElement[bool], ...]:
    return JournalEntry.workspace_id == ask.workspace_id, JournalEntry.ask_id == ask.id
