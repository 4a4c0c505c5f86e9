"""When a nudge may reach somebody, which of several goes, and whether its reason still holds.

    state      moved by                                                      to
    (none)     offer()                                                       planned
    (none)     offer(), the member wants none of this kind                   lapsed
    planned    the clock: reason, hours and budget hold, most useful         sent
    planned    the clock: something more useful goes                         planned, due later
    planned    the clock: away, snoozed, undisturbed, off work, no budget    planned, due later
    planned    the clock: of this kind there was one not long ago            planned, due later
    planned    the clock: the last four were ignored                         planned, due later
    planned    the clock: reason gone, none of this kind, member left, old   lapsed
    planned    the member's own weekly summary, in which it is a line        folded
    sent       the sender: too late in the day to say it                     planned, due later
    sent       Slack, which would not take it                                lapsed
    folded     the summary did not go out: refused, too late, taken back     planned, due later

Folded is only what would be sent, were there room for it: nothing while its member snoozes or wants none at all, and of
a kind they want fewer of no more than otherwise. It counts like one that was sent where one of its kind was not long
ago. It takes nothing out of the budget and is never ignored, as the summary was asked for; nor do ignored nudges end
folding. `paused` is the one kind that never folds: it says that the others stop, at once or not at all.

Nothing leaves lapsed. No nudge is moved on for ever: after five weeks its moment is over.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.members.hours import DAY, Hours, first_working_moment, next_working_moment, working_day_of
from models import Member, NudgeKind, NudgeState

WEEK = timedelta(days=7)
# No reason to write is worth more after a month of snoozing and a few days.
OLD = timedelta(days=35)
# Whoever is not to be disturbed is tried again after a while.
UNDISTURBED = timedelta(hours=1)
# After so many nudges in a row that nobody pressed anything on, we stop by ourselves.
IGNORED = 4
SNOOZES = {"day": timedelta(days=1), "week": WEEK, "month": timedelta(days=30)}
# What came of it is asked while they remember.
CAME_OF_IT_UNTIL = timedelta(days=35)
# Thanks that come later than this are for the next time the two meet.
THANKS_UNTIL = timedelta(days=14)
SMALL_ASK_EVERY = WEEK
# One and the same member is reminded of an old tie at most so often.
RECONNECT_EVERY = timedelta(days=14)
# A tie that could not be offered to either of the two is looked at again.
RECONNECT_AGAIN = WEEK
# "Not this one" leaves a tie alone for so long.
LEFT_ALONE = timedelta(days=365)

# Its member has read it.
TOLD = frozenset({NudgeState.SENT, NudgeState.FOLDED})
# Days between two of one kind: each *Fewer of these* goes one further, and the last is "none of these".
NONE_OF_THESE = -1
RESTS = (0, 14, 28, NONE_OF_THESE)


@dataclass(frozen=True, slots=True)
class Budget:
    """How many nudges a member may get in all: on one date of theirs, and within any seven days."""

    a_day: int
    a_week: int

    @property
    def is_none(self) -> bool:
        """True when it allows no nudges at all."""
        return self.a_day < 1 or self.a_week < 1


def rest_of(member: Member, kind: NudgeKind) -> int:
    """Return how many days a member wants between two of this kind: 0 for all of them, NONE_OF_THESE for none."""
    return _rests(member).get(kind, 0)


def with_rest(member: Member, kind: NudgeKind, days: int) -> str:
    """Return what `muted_nudges` says once a member wants `days` between two of this kind."""
    rests = _rests(member) | {kind.value: days}
    return " ".join(_written(name, rest) for name, rest in sorted(rests.items()) if rest)


def fewer(days: int) -> int:
    """Return the next longer rest after one of `days`."""
    place = RESTS.index(days) if days in RESTS else 0
    return RESTS[min(place + 1, len(RESTS) - 1)]


def longer(one: int, other: int) -> int:
    """Return the rest with fewer nudges."""
    return max(one, other, key=lambda days: float("inf") if days == NONE_OF_THESE else days)


def number_in(about: str) -> int:
    """Return the 4 of "tie:4"."""
    return int(about.rpartition(":")[2])


def is_old(planned_at: datetime, now: datetime) -> bool:
    """Tell whether a nudge has waited for so long that its moment is over."""
    return now - planned_at > OLD


def are_ignored(answered: Sequence[datetime | None]) -> bool:
    """Tell from when the last nudges were answered, newest first, whether a member has no use for them."""
    return len(answered) >= IGNORED and not any(answered[:IGNORED])


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
    if budget.is_none:
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


def _rests(member: Member) -> dict[str, int]:
    written = (entry.partition(":") for entry in member.muted_nudges.split())
    return {name: int(days) if days.isdigit() else NONE_OF_THESE for name, _, days in written}


def _written(name: str, days: int) -> str:
    return name if days == NONE_OF_THESE else f"{name}:{days}"
