"""Steps on journals, inside the caller's transaction."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import Session, joinedload

from bot.db import holds
from bot.errors import Refusal
from bot.i18n import N_, translations
from bot.journal import rules
from bot.journal.rules import Part
from bot.matching import service as matching
from bot.members.hours import zone_of
from models import EntryKind, JournalEntry, Member, Source, UtcDateTime
from models.journal import as_searched

# Dates outside are as good as no date, and some have no moment in every zone.
_FIRST_YEAR, _LAST_YEAR = 1971, 9000


def write(
    tx: Session,
    giver: Member,
    text: str,
    now: datetime,
    *,
    receiver: Member | None = None,
    minutes: int | None = None,
) -> JournalEntry:
    """Write a sentence of somebody's own into their journal; Refusal when it is empty or too long."""
    tidied = rules.tidy(text)
    _not_to_oneself(giver, receiver)
    return note_help(tx, giver=giver, receiver=receiver, text=tidied, kind=EntryKind.BY_HAND, minutes=minutes, now=now)


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
        is_for_somebody=receiver is not None,
        about=about,
        minutes=minutes,
        is_unrewarded=receiver is not None and not _has_helped(tx, receiver, giver, before=now),
        words=words,
        made_possible=made_possible,
    )
    tx.add(entry)
    tx.flush()
    matching.index_told(tx, entry)
    return entry


def add_outcome(tx: Session, workspace_id: int, about: str, words: str) -> None:
    """Write what came of `about` ("ask:12") into the journal of everybody who helped, after what stands there."""
    entries = select(JournalEntry).where(*_about(workspace_id, about))
    for entry in tx.scalars(entries.with_for_update(key_share=True)):
        entry.made_possible = rules.with_outcome(entry.made_possible, words)


def unthanked(tx: Session, workspace_id: int, about: str) -> list[Member]:
    """Return in whose journals `about` ("ask:12") stands while no word of thanks was said for it, as they were named.

    Nobody once it was said to some: whoever was not named among them is not waited for.
    """
    said = select(JournalEntry.id).where(*_about(workspace_id, about), JournalEntry.words != "").limit(1)
    return [] if tx.scalars(said).first() is not None else givers_of(tx, workspace_id, about)


def thank_everybody(tx: Session, workspace_id: int, about: str, words: str) -> None:
    """Write the receiver's thanks for `about` ("ask:12") into every journal where none stand yet."""
    entries = select(JournalEntry).where(*_about(workspace_id, about), JournalEntry.words == "")
    for entry in tx.scalars(entries.with_for_update(key_share=True)):
        entry.words = words
        matching.index_told(tx, entry)


def add_thanks(tx: Session, giver: Member, about: str, *, words: str, made_possible: str) -> None:
    """Write the receiver's thanks, and what it made possible, to what stands in the giver's journal about `about`."""
    mine = select(JournalEntry).where(*_about(giver.workspace_id, about), JournalEntry.giver_id == giver.id)
    for entry in tx.scalars(mine.with_for_update(key_share=True)):
        entry.words = rules.with_outcome(entry.words, words) if words else entry.words
        if made_possible:
            entry.made_possible = rules.with_outcome(entry.made_possible, made_possible)
        matching.index_told(tx, entry)


def forget_about(tx: Session, workspace_id: int, abouts: Collection[str]) -> None:
    """Let no journal name what is going away; its sentences stay."""
    named = JournalEntry.workspace_id == workspace_id, JournalEntry.about.in_(abouts)
    tx.execute(update(JournalEntry).where(*named).values(about=""), execution_options={"synchronize_session": False})


def givers_of(tx: Session, workspace_id: int, about: str) -> list[Member]:
    """Return everybody in whose journal `about` ("ask:12") stands, in the order they were named."""
    given = select(JournalEntry.giver_id).where(*_about(workspace_id, about)).order_by(JournalEntry.id)
    people = {
        member.id: member
        for member in tx.scalars(select(Member).where(Member.workspace_id == workspace_id, Member.id.in_(given)))
    }
    return [people[giver_id] for giver_id in dict.fromkeys(tx.scalars(given))]


def entries_of(
    tx: Session, member: Member, *, most: int | None, before_id: int | None = None, part: Part | None = None
) -> list[JournalEntry]:
    """Return the newest entries of a member's own journal, at most `most`; only those written before `before_id`.

    Without a `part` all that are not hidden.
    """
    mine = _mine(member, part or Part())
    if before_id is not None:
        # The sum keeps SQLite from sorting all entries by their ids instead of reading the index in its order.
        mine.append(JournalEntry.id + 0 < before_id)
    # Entries are written as they happen, so that the later id is the later moment; the index has them in this order.
    newest = select(JournalEntry).where(*mine).order_by(JournalEntry.happened_at.desc(), JournalEntry.id.desc())
    newest = newest if most is None else newest.limit(most)
    return list(tx.scalars(newest.options(joinedload(JournalEntry.receiver))))


def own(tx: Session, member: Member, entry_id: int | None) -> JournalEntry:
    """Return an entry of a member's own journal, locked; Refusal when they have no such entry."""
    mine = (
        JournalEntry.workspace_id == member.workspace_id,
        JournalEntry.giver_id == member.id,
        JournalEntry.id == entry_id,
    )
    entry = tx.scalars(select(JournalEntry).where(*mine).with_for_update(key_share=True)).one_or_none()
    if entry is None:
        raise Refusal(N_("This line is not in your journal any more."))
    return entry


def edit(tx: Session, entry: JournalEntry, by: Member, *, text: str, minutes: int | None, whom: Member | None) -> None:
    """Let an entry of one's own say something else, take other time or be for somebody else."""
    tidied = rules.tidy(text)
    _not_to_oneself(by, whom)
    entry.text, entry.minutes = tidied, minutes
    matching.index_told(tx, entry)
    if whom is None and entry.receiver_id is None:
        return
    if whom is None or whom.id != entry.receiver_id:
        entry.receiver_id = whom.id if whom else None
        entry.is_for_somebody = whom is not None
        entry.is_unrewarded = whom is not None and not _has_helped(tx, whom, by, before=entry.happened_at)
    tx.flush()
    tx.refresh(entry, ["receiver"])


def take_back(tx: Session, member: Member, entry_id: int | None) -> str:
    """Delete an entry of a member's own journal; return its sentence. Refusal when they have no such entry."""
    entry = own(tx, member, entry_id)
    matching.forget_lines(tx, entry.workspace_id, Source.TOLD, [entry.id])
    tx.delete(entry)
    tx.flush()
    return entry.text


def forget_name(tx: Session, member: Member) -> None:
    """Put "a colleague" in place of a member's name where the bot itself has written it into somebody's journal."""
    introduced = JournalEntry.workspace_id == member.workspace_id, JournalEntry.kind == EntryKind.INTRODUCTION
    names = sorted({name for name in (member.full_name, member.name) if name}, key=len, reverse=True)
    for name in names:
        named = select(JournalEntry).where(*introduced, JournalEntry.text.contains(name, autoescape=True))
        for entry in tx.scalars(named.with_for_update(key_share=True)).all():
            if entry.about.startswith("introduction:"):
                somebody = translations(tx.get_one(Member, entry.giver_id).locale).gettext("a colleague")
                entry.text = entry.text.replace(name, somebody)
    tx.flush()


def _not_to_oneself(giver: Member, receiver: Member | None) -> None:
    if receiver is not None and receiver.id == giver.id:
        raise Refusal(N_("That is you. Choose a colleague, or leave it empty."), field="receiver")


def _mine(member: Member, part: Part) -> list[ColumnElement[bool]]:
    mine = [
        JournalEntry.workspace_id == member.workspace_id,
        JournalEntry.giver_id == member.id,
        JournalEntry.is_hidden.is_(part.is_hidden),
    ]
    if since := _start_of(part.since, member):
        mine.append(JournalEntry.happened_at >= _as_written(since))
    if until := _start_of(part.until, member, days_later=1):
        mine.append(JournalEntry.happened_at < _as_written(until))
    if part.whom is not None:
        mine.append(JournalEntry.receiver_id == part.whom)
    mine += [holds(JournalEntry.searched, word) for word in as_searched(part.words).split()]
    return mine


def _start_of(day: date | None, member: Member, *, days_later: int = 0) -> datetime | None:
    """Return when a local date of the member begins, in UTC; None for no date, or one that is as good as none."""
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return None
    midnight = datetime.combine(day + timedelta(days=days_later), time(), tzinfo=zone_of(member.zone))
    return midnight.astimezone(UTC)


def _as_written(moment: datetime) -> ColumnElement[datetime]:
    """Put a moment into the statement itself: PostgreSQL plans for the dates only when it sees them."""
    return bindparam(None, moment, type_=UtcDateTime(), literal_execute=True)


def _about(workspace_id: int, about: str) -> tuple[ColumnElement[bool], ...]:
    return JournalEntry.workspace_id == workspace_id, JournalEntry.about == about


def _has_helped(tx: Session, giver: Member, receiver: Member, *, before: datetime) -> bool:
    """Tell whether the bot has seen `giver` help `receiver` before a moment.

    What somebody only wrote into their own journal does not count: nobody may find out from theirs what is in it.
    """
    helped = select(JournalEntry.id).where(
        JournalEntry.workspace_id == giver.workspace_id,
        JournalEntry.receiver_id == receiver.id,
        JournalEntry.giver_id == giver.id,
        JournalEntry.kind != EntryKind.BY_HAND,
        JournalEntry.happened_at <= before,
    )
    return tx.scalars(helped.limit(1)).first() is not None
