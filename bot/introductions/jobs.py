"""What happens to introductions by the clock; each piece of work is a transaction of its own."""

from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from bot import outbox
from bot.asks import hands
from bot.db import transaction
from bot.directory import Directory, Profile
from bot.introductions import endings, rules, service, views
from bot.members import service as members
from bot.members.hours import after_working_days, next_working_moment
from models import (
    Ask,
    AskState,
    Introduction,
    IntroductionKind,
    IntroductionState,
    Member,
    Part,
    PartState,
    Role,
    Workspace,
)

MOST_AT_ONCE = 25


def move_on(now: datetime, directory: Directory) -> int:
    """Ask whom it suits, remind once, and end what is over; return how much was done.

    Whether somebody is undisturbed is asked at Slack first, outside any transaction, and everything else is checked
    again inside.
    """
    done = 0
    people, due = _due(now)
    for introduction_id, workspace_id, connector in due:
        is_there = connector is None or not directory.is_undisturbed(workspace_id, connector, now)
        done += _move(introduction_id, is_there=is_there, now=now)
    for part_id, workspace_id, slack_id in people:
        profile = directory.look_up(workspace_id, slack_id)
        is_there = not directory.is_undisturbed(workspace_id, slack_id, now)
        done += _ask(part_id, profile, is_there=is_there, now=now)
    return done


def _due(now: datetime) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str | None]]]:
    """Return whom to ask, and what to look at: its id, its workspace and, for a reminder, the connector."""
    connector = aliased(Member)
    left = select(Part.id).join(Member, Member.id == Part.member_id)
    left = left.where(Part.introduction_id == Introduction.id, Member.is_deactivated)
    is_settled = Ask.state.not_in([AskState.OPEN, AskState.IN_HANDS])
    is_taken = and_(Introduction.kind == IntroductionKind.PASS, Ask.state != AskState.OPEN)
    running = Introduction.state.in_(rules.RUNNING)
    is_due = Introduction.due_at <= now
    out = IntroductionState.OUT
    to_do = or_(
        and_(running, or_(is_due, is_settled, is_taken, left.exists())),
        and_(Introduction.state == out, Introduction.words != ""),
        and_(Introduction.state == IntroductionState.MET, or_(is_due, is_settled)),
    )
    asks_back = and_(Introduction.state == out, is_due).label("asks_back")
    found = (
        select(Introduction.id, Introduction.workspace_id, asks_back, connector.slack_id)
        .join(connector, connector.id == Introduction.connector_id)
        .outerjoin(Ask, Ask.id == Introduction.ask_id)
        .where(Introduction.ended_at.is_(None), to_do)
        .order_by(Introduction.id)
        .limit(MOST_AT_ONCE)
    )
    asked = (
        select(Part.id, Part.workspace_id, Member.slack_id)
        .join(Member, Member.id == Part.member_id)
        .join(Introduction, Introduction.id == Part.introduction_id)
        .where(Part.state == PartState.PLANNED, Part.due_at <= now, Introduction.state == IntroductionState.ASKING)
        .order_by(Part.due_at, Part.id)
        .limit(MOST_AT_ONCE)
    )
    with transaction() as tx:
        people = [(row[0], row[1], row[2]) for row in tx.execute(asked)]
        return people, [(row[0], row[1], row[3] if row[2] else None) for row in tx.execute(found)]


def _move(introduction_id: int, *, is_there: bool, now: datetime) -> bool:
    with transaction() as tx:
        introduction = service.locked(tx, introduction_id, waits=False)
        if introduction is None or introduction.ended_at is not None:
            return False
        if introduction.state is IntroductionState.MET:
            return endings.tidy(tx, introduction, now=now)
        ask = introduction.ask
        if ask and rules.is_overtaken(introduction.kind, is_settled=ask.is_settled, is_open=ask.state is AskState.OPEN):
            endings.overtake(tx, introduction, now=now)
            return True
        if any(part.member.is_deactivated for part in service.parts_of(tx, introduction)):
            endings.end(tx, introduction, by=None, now=now)
            return True
        if introduction.due_at is None or introduction.due_at > now:
            return endings.forget_lines(tx, introduction)
        _run_out(tx, introduction, is_there=is_there, now=now)
        return True


def _run_out(tx: Session, introduction: Introduction, *, is_there: bool, now: datetime) -> None:
    """Go on without what did not come in time."""
    if introduction.state is IntroductionState.OUT:
        if introduction.is_reminded:
            endings.end(tx, introduction, by=None, now=now)
        else:
            _remind(tx, introduction, is_there=is_there, now=now)
    elif introduction.kind is not IntroductionKind.CARRY:
        endings.end(tx, introduction, by=None, now=now)
    elif any(part.state is PartState.PLANNED for part in service.parts_of(tx, introduction)):
        # Not even asked yet, so there is nothing to go on.
        introduction.due_at = now + rules.UNDISTURBED
    else:
        endings.go_out(tx, introduction, is_named=False, now=now)


def _remind(tx: Session, introduction: Introduction, *, is_there: bool, now: datetime) -> None:
    """Ask the connector once how it went, when it suits them; whoever wants to be left in peace is."""
    connector = introduction.connector
    hours = members.hours_of(connector)
    suits = next_working_moment(hours, now if is_there else now + rules.UNDISTURBED)
    if suits > now:
        introduction.due_at = suits
        return
    introduction.is_reminded = True
    introduction.due_at = after_working_days(hours, now, rules.REPORT_WITHIN)
    if members.may_be_invited(connector, now):
        key, message = service.reminder_key(introduction), views.reminder(introduction)
        outbox.post(tx, connector.workspace_id, key, message, now=now, reason="intro.reminder", to=[connector])


def _ask(part_id: int, profile: Profile | None, *, is_there: bool, now: datetime) -> bool:
    with transaction() as tx:
        found = tx.scalar(select(Part.introduction_id).where(Part.id == part_id))
        introduction = service.locked(tx, found, waits=False) if found else None
        if introduction is None or introduction.state is not IntroductionState.ASKING:
            return False
        parts = service.parts_of(tx, introduction)
        part = next(one for one in parts if one.id == part_id)
        if part.state is not PartState.PLANNED:
            return False
        if profile is not None:
            members.learn(tx, tx.get_one(Workspace, part.workspace_id), [profile], now=now)
        hours = members.hours_of(part.member)
        if not is_there:
            part.due_at = next_working_moment(hours, now + rules.UNDISTURBED)
            return True
        # The asker of something is asked about it also while nobody else may ask them anything.
        is_away = part.role is not Role.ASKER and not members.may_be_invited(part.member, now)
        if is_away or part.member.is_deactivated:
            endings.end(tx, introduction, by=None, now=now)
            return True
        part.due_at = next_working_moment(hours, now)
        if part.due_at > now:
            return True
        part.state = PartState.ASKED
        part.due_at = now
        if part.role is Role.COLLEAGUE:
            _count(tx, introduction.ask, part.member, now)
        service.post_question(tx, part, parts, now=now)
        return True


def _count(tx: Session, ask: Ask | None, member: Member, now: datetime) -> None:
    """Let a question in a colleague's name count like any other invitation, so that nobody gets too many."""
    member.last_invited_at = now
    invitation = hands.invitation_of(tx, ask, member) if ask else None
    if invitation:
        invitation.sent_at = now
