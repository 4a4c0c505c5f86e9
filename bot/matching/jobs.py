"""Matching by the clock: reading what texts mean, and making the lines of a workspace anew."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bot.db import insert_once, transaction
from bot.matching import evidence
from bot.matching.encoder import encoder, packed, sketched
from bot.matching.lines import TOPIC_OF
from bot.matching.shelf import OLDEST, shelf_of
from models import (
    Ask,
    AskState,
    Evidence,
    Invitation,
    InvitationState,
    JournalEntry,
    Meaning,
    Offer,
    Reach,
    Topic,
    Workspace,
)

MADE = "lines-1"
"""The way in which lines are made of texts; another one lets every workspace make its lines anew."""

_AT_ONCE = 32
_MOST_AT_ONCE = 20
_TEXTS: dict[Topic, Any] = {
    Topic.ASK: select(Ask.id, Ask.text),
    Topic.OFFER: select(Offer.id, Offer.text),
    Topic.REACH: select(Reach.id, Reach.text),
    Topic.TOLD: select(JournalEntry.id, JournalEntry.text),
}


class _Unread(NamedTuple):
    workspace_id: int
    topic: Topic
    topic_id: int
    text: str


def read_meanings(now: datetime) -> int:
    """Let the encoder read lines it has not read yet, outside any transaction; return how many texts it read."""
    del now
    of = encoder()
    if of is None:
        return 0
    read = 0
    for _ in range(_MOST_AT_ONCE):
        with transaction() as tx:
            lines, texts = _unread(tx, of.name)
        if not lines:
            break
        vectors = of.encode([unread.text for unread in texts]) if texts else None
        with transaction() as tx:
            if vectors is not None:
                sketches = sketched(vectors)
                for unread, vector, sketch in zip(texts, packed(vectors), sketches, strict=True):
                    _write(tx, unread, of.name, vector, sketch.tobytes())
            tx.execute(update(Evidence).where(Evidence.id.in_(lines)).values(encoder=of.name))
        read += len(texts)
    return read


def get_ready(workspace_id: int, now: datetime) -> None:
    """Have the encoder and a workspace's lines in memory, read in short transactions, before somebody is looked for."""
    if of := encoder():
        of.encode(["ready"])
    while True:
        with transaction() as tx:
            if not shelf_of(tx).take_in(tx, tx.get_one(Workspace, workspace_id), now):
                return


def make_lines(now: datetime) -> int:
    """Make the lines of workspaces whose lines are none, or were made in another way; return how many workspaces."""
    made = 0
    for workspace_id in _unmade():
        with transaction() as tx:
            workspace = tx.get_one(Workspace, workspace_id, with_for_update={"key_share": True})
            if workspace.evidence_made != MADE:
                _make(tx, workspace, now)
                made += 1
    return made


def forget_gone(now: datetime) -> int:
    """Delete the rows that say that a line is gone once no process can need them; return how many."""
    with transaction() as tx:
        return evidence.forget_gone(tx, now - 2 * OLDEST)


def _unread(tx: Session, name: str) -> tuple[list[int], list[_Unread]]:
    others = or_(Evidence.encoder < name, Evidence.encoder > name), Evidence.is_gone.is_(False)
    columns = Evidence.id, Evidence.workspace_id, Evidence.source, Evidence.source_id
    lines = tx.execute(select(*columns).where(*others).order_by(Evidence.id).limit(_AT_ONCE)).all()
    found: dict[tuple[Topic, int], _Unread] = {}
    for topic, texts in _TEXTS.items():
        ids = {line.source_id: line.workspace_id for line in lines if TOPIC_OF[line.source] is topic}
        if ids:
            known = texts.where(texts.selected_columns[0].in_(ids))
            found |= {(topic, id_): _Unread(ids[id_], topic, id_, text) for id_, text in tx.execute(known)}
    return [line.id for line in lines], list(found.values())


def _write(tx: Session, unread: _Unread, name: str, vector: bytes, sketch: bytes) -> None:
    one = {"workspace_id": unread.workspace_id, "topic": unread.topic, "topic_id": unread.topic_id}
    same = Meaning.workspace_id == unread.workspace_id, Meaning.topic == unread.topic
    # What an older encoder saw makes way; a new id lets every process read the new one.
    tx.execute(delete(Meaning).where(*same, Meaning.topic_id == unread.topic_id, Meaning.encoder != name))
    values = one | {"encoder": name, "vector": vector, "sketch": sketch}
    insert_once(tx, Meaning, values, unique=("workspace_id", "topic", "topic_id"))


def _unmade() -> Sequence[int]:
    with transaction() as tx:
        unmade = select(Workspace.id).where(Workspace.evidence_made != MADE, Workspace.removed_at.is_(None))
        return tx.scalars(unmade.limit(_MOST_AT_ONCE)).all()


def _make(tx: Session, workspace: Workspace, now: datetime) -> None:
    """Make all lines of a workspace of its rows."""
    tx.execute(delete(Evidence).where(Evidence.workspace_id == workspace.id))
    for offer in tx.scalars(select(Offer).where(Offer.workspace_id == workspace.id)):
        evidence.index_offer(tx, offer)
    for reach in tx.scalars(select(Reach).where(Reach.workspace_id == workspace.id)):
        evidence.index_reach(tx, reach)
    for ask in tx.scalars(select(Ask).where(Ask.workspace_id == workspace.id)):
        evidence.index_asked(tx, ask, is_open=ask.state is AskState.OPEN)
        helping = Invitation.ask_id == ask.id, Invitation.state == InvitationState.HELPING
        helped = {given.helper_id: given.answered_at for given in tx.scalars(select(Invitation).where(*helping))}
        told = JournalEntry.workspace_id == workspace.id, JournalEntry.about == f"ask:{ask.id}"
        for entry in tx.scalars(select(JournalEntry).where(*told)):
            helped.setdefault(entry.giver_id, entry.happened_at)
        for helper_id, at in helped.items():
            evidence.index_help(tx, ask, helper_id, at or now)
    for entry in tx.scalars(select(JournalEntry).where(JournalEntry.workspace_id == workspace.id)):
        evidence.index_told(tx, entry)
    workspace.evidence_made = MADE
    evidence.read_anew(workspace)
