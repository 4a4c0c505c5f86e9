"""Keeping the lines of evidence: what is new is added, what counts no more is deleted and said to be gone."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from bot import clock
from bot.matching.lines import TOPIC_OF
from bot.matching.words import stems
from models import Ask, AskWord, Evidence, JournalEntry, Meaning, Member, Offer, Reach, Source, Topic, Workspace

# So many ids fit into one statement.
_SOME = 500


def index_offer(tx: Session, offer: Offer) -> None:
    """Make `offer` count for its member from now on. For changed words call forget_lines first."""
    tx.flush()
    _add(tx, Source.OFFER, offer, member_id=offer.member_id, text=offer.text, written_at=offer.written_at)


def index_reach(tx: Session, reach: Reach) -> None:
    """Make `reach` count for its member from now on. For changed words call forget_lines first."""
    tx.flush()
    _add(tx, Source.REACH, reach, member_id=reach.member_id, text=reach.text, written_at=reach.written_at)


def index_help(tx: Session, ask: Ask, helper_id: int, now: datetime) -> None:
    """Remember that member `helper_id` helped with `ask`; saying so twice changes nothing."""
    tx.flush()
    these = _lines(ask.workspace_id, Source.HELPED, [ask.id])
    known = select(Evidence.id).where(*these, Evidence.member_id == helper_id, Evidence.is_gone.is_(False))
    if tx.scalars(known.limit(1)).first() is None:
        asker_id = None if ask.is_anonymous else ask.asker_id
        _add(tx, Source.HELPED, ask, member_id=helper_id, text=ask.text, written_at=now, asker_id=asker_id)


def index_told(tx: Session, entry: JournalEntry) -> None:
    """Let a line of a journal count for its giver, if they share their journal with matching; a changed one anew."""
    tx.flush()
    # Who shares nothing has no lines of this kind.
    if tx.get_one(Member, entry.giver_id).journal_may_match:
        forget_lines(tx, entry.workspace_id, Source.TOLD, [entry.id])
        text = f"{entry.text}\n{entry.words}"
        _add(tx, Source.TOLD, entry, member_id=entry.giver_id, text=text, written_at=entry.happened_at)


def share_journal(tx: Session, member: Member, *, shares: bool) -> None:
    """Let all lines of a member's journal count for them from now on, or none."""
    member.journal_may_match = shares
    tx.flush()
    mine = JournalEntry.workspace_id == member.workspace_id, JournalEntry.giver_id == member.id
    if shares:
        for entry in tx.scalars(select(JournalEntry).where(*mine)):
            index_told(tx, entry)
    else:
        forget_lines(tx, member.workspace_id, Source.TOLD, list(tx.scalars(select(JournalEntry.id).where(*mine))))


def index_open_ask(tx: Session, ask: Ask) -> None:
    """Let open_asks_that_fit find `ask`, and remember what its asker is about; changed words replace the old ones."""
    index_asked(tx, ask, is_open=True)


def index_asked(tx: Session, ask: Ask, *, is_open: bool) -> None:
    """Remember what the asker of `ask` is about; while it is open, let open_asks_that_fit find it as well."""
    tx.flush()
    forget_open_ask(tx, ask)
    forget_lines(tx, ask.workspace_id, Source.ASKED, [ask.id])
    rows = [{"workspace_id": ask.workspace_id, "ask_id": ask.id, "word": word} for word in stems(ask.text)]
    if rows and is_open:
        tx.execute(insert(AskWord), rows)
    _add(tx, Source.ASKED, ask, member_id=ask.asker_id, text=ask.text, written_at=ask.opened_at)


def forget_open_ask(tx: Session, ask: Ask) -> None:
    """Take `ask` out of what open_asks_that_fit looks through, once it is settled."""
    gone = delete(AskWord).where(AskWord.workspace_id == ask.workspace_id, AskWord.ask_id == ask.id)
    tx.execute(gone, execution_options={"synchronize_session": False})


def forget_lines(tx: Session, workspace_id: int, source: Source, source_ids: Collection[int]) -> None:
    """Let offers, reach lines, journal entries or asks with these ids count no more."""
    if not source_ids:
        return
    these = _lines(workspace_id, source, source_ids)
    columns = Evidence.id, Evidence.member_id, Evidence.source_id, Evidence.written_at
    there = tx.execute(select(*columns).where(*these, Evidence.is_gone.is_(False))).all()
    if not there:
        return
    # First what says so, then the deletion: an id must not be used twice.
    of_all = {"workspace_id": workspace_id, "source": source, "words": "", "encoder": "", "is_gone": True}
    same = "member_id", "source_id", "written_at"
    gone = [of_all | {name: getattr(row, name) for name in same} | {"added_at": clock.now()} for row in there]
    tx.execute(insert(Evidence), gone)
    quietly = {"synchronize_session": False}
    tx.execute(delete(Evidence).where(Evidence.id.in_([row.id for row in there])), execution_options=quietly)
    topic = TOPIC_OF[source]
    meant = Meaning.workspace_id == workspace_id, Meaning.topic == topic, Meaning.topic_id.in_(source_ids)
    tx.execute(delete(Meaning).where(*meant), execution_options=quietly)
    if topic is Topic.ASK:
        # Others who have lines about the same ask get its meaning again.
        others = Evidence.source.in_([Source.HELPED, Source.ASKED]), Evidence.source_id.in_(source_ids)
        unread = update(Evidence).where(Evidence.workspace_id == workspace_id, *others).values(encoder="")
        tx.execute(unread, execution_options=quietly)


def forget_member(tx: Session, member: Member) -> None:
    """Let nothing be known of a member any more, whose rows are about to be deleted."""
    mine = Evidence.workspace_id == member.workspace_id, Evidence.member_id == member.id
    for source in (Source.OFFER, Source.REACH, Source.TOLD, Source.ASKED):
        ids = tx.scalars(select(Evidence.source_id).where(*mine, Evidence.source == source)).all()
        for start in range(0, len(ids), _SOME):
            forget_lines(tx, member.workspace_id, source, ids[start : start + _SOME])
    read_anew(tx.get_one(Workspace, member.workspace_id))


def forget_gone(tx: Session, before: datetime, most: int = 500) -> int:
    """Delete up to `most` rows that say that a line is gone, when every process has read them; return how many."""
    old = select(Evidence.id).where(Evidence.is_gone, Evidence.added_at < before).limit(most)
    ids = tx.scalars(old).all()
    tx.execute(delete(Evidence).where(Evidence.id.in_(ids)))
    return len(ids)


def read_anew(workspace: Workspace) -> None:
    """Let every process read all evidence of a workspace again, after rows went that nobody was told of."""
    workspace.evidence_read += 1


def _add(
    tx: Session,
    source: Source,
    line: Offer | Reach | Ask | JournalEntry,
    *,
    member_id: int,
    text: str,
    written_at: datetime,
    asker_id: int | None = None,
) -> None:
    row = {
        "workspace_id": line.workspace_id,
        "member_id": member_id,
        "source": source,
        "source_id": line.id,
        "words": " ".join(stems(text)),
        "written_at": written_at,
        # By the wall clock, because it is compared with how long a transaction may take.
        "added_at": clock.now(),
        "asker_id": asker_id,
        "encoder": "",
        "is_gone": False,
    }
    tx.execute(insert(Evidence), row)


def _lines(workspace_id: int, source: Source, source_ids: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return Evidence.workspace_id == workspace_id, Evidence.source == source, Evidence.source_id.in_(source_ids)
