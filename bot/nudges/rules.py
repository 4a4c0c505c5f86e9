"""When a nudge may reach somebody, and whether its reason still holds.

    state      moved by                                                    to
    (none)     offer()                                                     planned
    (none)     offer(), the member muted this kind                         lapsed
    planned    the clock: reason, hours and budget hold                    sent
    planned    the clock: away, snoozed, undisturbed, off work, no budget  planned, due later
    planned    the clock: reason gone, kind muted, member left             lapsed

Nothing leaves sent or lapsed. No nudge is moved on for ever: every reason ends by itself within two weeks.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.members.hours import DAY, Hours, first_working_moment, next_working_moment, working_day_of
from models import Ask, AskState, Gift, Member, NudgeKind

WEEK = timedelta(days=7)
SNOOZE = timedelta(days=7)
# Whoever is not to be disturbed is tried again after a while.
UNDISTURBED = timedelta(hours=1)
# What came of it: soon enough to remember, late enough to know.
CAME_OF_IT_AFTER = timedelta(days=21)
CAME_OF_IT_UNTIL = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Budget:
    """How many nudges a member may get in all: on one date of theirs, and within any seven days."""

    a_day: int
    a_week: int


def is_muted(member: Member, kind: NudgeKind) -> bool:
    """Tell whether a member wants none of this kind."""
    return kind in member.muted_nudges.split()


def muted(member: Member, kind: NudgeKind) -> str:
    """Return what `muted_nudges` says once this kind is muted, too."""
    return " ".join(sorted({*member.muted_nudges.split(), kind}))


def unmuted(member: Member, kind: NudgeKind) -> str:
    """Return what `muted_nudges` says once this kind is wanted again."""
    return " ".join(sorted({*member.muted_nudges.split()} - {kind}))


def still_matters(kind: NudgeKind, ask: Ask | None, now: datetime) -> bool:
    """Tell whether the reason for a nudge holds at `now`."""
    if ask is None:
        return False
    match kind:
        case NudgeKind.STILL_OPEN:
            # A new date to check means that the asker gave a sign since; a quiet ask ages out after two weeks.
            return not ask.is_settled and ask.check_at is None
        case NudgeKind.CAME_OF_IT:
            since = now - ask.settled_at if ask.settled_at else WEEK
            return ask.state is AskState.HELPED and since <= CAME_OF_IT_UNTIL


def gift_matters(gift: Gift, now: datetime) -> bool:
    """Tell whether it is still time to say what came of an idea or a heads-up."""
    return gift.settled_at is not None and now - gift.settled_at <= CAME_OF_IT_UNTIL


def away_until(member: Member, now: datetime) -> datetime | None:
    """Return when to look again for a member who is on leave, paused or snoozed; None when they are here."""
    ends = [member.paused_until, member.nudges_snoozed_until]
    if member.is_on_leave:
        ends.append(member.leave_ends_at or now + DAY)
    return max((end for end in ends if end is not None and end > now), default=None)


def next_chance(hours: Hours, at: datetime, *, sent: Collection[datetime], budget: Budget) -> datetime | None:
    """Return `at` itself when a nudge may go out then, else the next working moment with room in the budget.

    `sent` are the moments of earlier nudges, at least of the seven days before `at`; later ones, left by a clock that
    went back, count as well. None when the budget allows no nudges at all.
    """
    if budget.a_day < 1 or budget.a_week < 1:
        return None
    moment = next_working_moment(hours, at)
    while (later := _room_from(hours, moment, sent, budget)) is not None:
        moment = next_working_moment(hours, later)
    return moment


def _room_from(hours: Hours, moment: datetime, sent: Collection[datetime], budget: Budget) -> datetime | None:
    """Return a later moment to try when the budget has no room at this one."""
    near = sorted(one for one in sent if abs(one - moment) < WEEK)
    if len(near) >= budget.a_week:
        return near[-budget.a_week] + WEEK
    day = working_day_of(hours, moment)
    if sum(working_day_of(hours, one) == day for one in near) >= budget.a_day:
        return first_working_moment(hours, day + DAY)
    return None
