"""What becomes of introductions when somebody in them is forgotten, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot import outbox
from bot.blocks import Message
from bot.introductions import endings, rules, service, views
from bot.members import news
from bot.members import service as members
from models import Ask, Introduction, IntroductionState, Member, Outgoing, Part, PartState
from models.base import new_key

# Messages that ask for something, by the third part of their keys ("intro:3:question:7").
ASK_FOR_SOMETHING = frozenset({"question", "letter", "reminder"})


def let_go(tx: Session, member: Member, *, now: datetime) -> set[str]:
    """End every introduction that a member is in, before their asks and rows are deleted; return all their names.

    Their own, and those for their asks, are deleted with them; of these whoever said *Happy to* reads one kind line.
    Any other comes to nothing in the usual way. Nothing anybody reads says who left.
    """
    going: list[Introduction] = []
    staying: list[Introduction] = []
    for introduction in _all_of(tx, member):
        is_theirs = introduction.connector_id == member.id
        is_for_them = introduction.ask is not None and introduction.ask.asker_id == member.id
        (going if is_theirs or is_for_them else staying).append(introduction)
    for introduction in [*going, *staying]:
        if introduction.state not in rules.RUNNING:
            if introduction in staying and introduction.state is IntroductionState.MET and introduction.due_at:
                _let_it_begin(tx, introduction, now)
            continue
        if introduction.ask is not None and introduction.ask.asker_id == member.id:
            _thank_who_waits(tx, introduction, member, now)
        else:
            endings.end(tx, introduction, by=None, now=now)
    for introduction in going:
        _let_the_last_word_out(tx, introduction)
    names = frozenset(f"intro:{introduction.id}" for introduction in going)

    def instead(row: Outgoing) -> Message | None:
        readers = members.by_slack_ids(tx, member.workspace_id, row.people.split())
        is_open = row.key.split(":")[2] in ASK_FOR_SOMETHING and row.people != member.slack_id
        return views.is_over(readers[0]) if is_open and readers else None

    outbox.forget_about(tx, member.workspace_id, names, instead=instead, now=now)
    return {f"introduction:{introduction.id}" for introduction in going}


def _let_it_begin(tx: Session, introduction: Introduction, now: datetime) -> None:
    """Remember a conversation that has begun while it is known who is in it; one that has not never will."""
    if not endings.tidy(tx, introduction, now=now):
        endings.never_met(tx, introduction, service.parts_of(tx, introduction), now)


def _all_of(tx: Session, member: Member) -> list[Introduction]:
    parts = select(Part.introduction_id).where(Part.workspace_id == member.workspace_id, Part.member_id == member.id)
    asks = select(Ask.id).where(Ask.workspace_id == member.workspace_id, Ask.asker_id == member.id)
    theirs = or_(Introduction.connector_id == member.id, Introduction.id.in_(parts), Introduction.ask_id.in_(asks))
    found = select(Introduction.id).where(Introduction.workspace_id == member.workspace_id, theirs)
    locked = [service.locked(tx, id_) for id_ in tx.scalars(found.order_by(Introduction.id)).all()]
    return [introduction for introduction in locked if introduction is not None]


def _thank_who_waits(tx: Session, introduction: Introduction, member: Member, now: datetime) -> None:
    for part in service.parts_of(tx, introduction):
        is_here = part.member_id != member.id and not part.member.is_deactivated
        if part.state is PartState.HAPPY and is_here:
            key, message = f"forgotten:{new_key()}", views.is_over(part.member)
            news.tell(tx, part.member, key, message, now=now, reason="forgotten")


def _let_the_last_word_out(tx: Session, introduction: Introduction) -> None:
    readers = {part.member_id for part in service.parts_of(tx, introduction)}
    readers |= {introduction.connector_id} | ({introduction.ask.asker_id} if introduction.ask else set())
    for reader in sorted(readers):
        outbox.release(tx, introduction.workspace_id, f"intro:{introduction.id}:end:{reader}")
