"""How many asks a whole workspace opened and answered in each week; never whose they were."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from bot.digest import rules
from bot.digest.rules import Week
from models import Ask, AskState, Member


def weeks(tx: Session, workspace_id: int, at: datetime, zone: str) -> list[Week]:
    """Return the last twelve whole weeks before `at`, by the clocks in `zone`, oldest first."""
    mondays = rules.mondays(at, zone)
    spans = [(rules.start_of(day, zone), rules.start_of(day + timedelta(days=7), zone)) for day in mondays]
    answered = Ask.state.in_([AskState.HELPED, AskState.ANSWERED])
    counted = [_number(and_(Ask.opened_at >= starts, Ask.opened_at < ends)) for starts, ends in spans]
    counted += [_number(and_(answered, Ask.settled_at >= starts, Ask.settled_at < ends)) for starts, ends in spans]
    since = or_(Ask.opened_at >= spans[0][0], Ask.settled_at >= spans[0][0])
    found = tx.execute(select(*counted).where(Ask.workspace_id == workspace_id, since)).one()
    numbers = [int(number or 0) for number in found]
    half = len(mondays)
    return [Week(day, numbers[place], numbers[half + place]) for place, day in enumerate(mondays)]


def people(tx: Session, workspace_id: int) -> int:
    """Return how many people a workspace has: neither bots nor guests, nobody who left, nobody of another company."""
    here = (
        Member.workspace_id == workspace_id,
        Member.is_bot.is_(False),
        Member.is_guest.is_(False),
        Member.is_stranger.is_(False),
        Member.is_deactivated.is_(False),
    )
    return tx.scalar(select(func.count()).select_from(Member).where(*here)) or 0


def _number(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0))
