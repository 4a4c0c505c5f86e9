"""Time as people live it: working hours in somebody's own zone, across changes of clocks.

Whoever reads a clock face reads it in a zone; whatever is stored or compared is UTC. Every moment given to these
functions must be aware (a naive one raises ValueError), every moment they return is UTC.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.i18n import N_
from bot.members.daysoff import is_holiday

DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(1, 8))
USUAL_START, USUAL_END = time(9), time(17)
USUAL_DAYS = frozenset(range(1, 6))


@dataclass(frozen=True, slots=True)
class Hours:
    """A member's working week, in the clock times of their zone.

    Work is from `starts` up to, not including, `ends` on `days` (ISO weekdays, Monday is 1), but not on public
    holidays in `holidays` ("DE", "DE-BY"; empty is nowhere). A zone nobody knows is
    read as UTC. What `may_be_hours` would refuse never stops the clock: without any day it is read as Monday to
    Friday, with `ends` not after `starts` as 9:00 to 17:00.
    """

    zone: str
    starts: time
    ends: time
    days: frozenset[int]
    holidays: str = ""


def may_be_hours(starts: time, ends: time, days: Collection[int]) -> None:
    """Raise Refusal, naming the field, unless these could be somebody's working hours.

    Night shifts over midnight are not supported.
    """
    if not starts < ends:
        raise Refusal(N_("The working day has to end after it starts, on the same day."), field="ends")
    if not days or not EVERY_DAY.issuperset(days):
        raise Refusal(N_("Please choose at least one working day."), field="days")


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """Return the zone with this IANA name; UTC when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no possible name, the name of a folder
        return ZoneInfo("UTC")


def local(at: datetime, zone: str) -> datetime:
    """Return `at` as the clocks in `zone` show it."""
    return _utc(at).astimezone(zone_of(zone))


def working_day_of(hours: Hours, at: datetime) -> date:
    """Return the member's local date at `at`, working day or not: the key of a daily budget."""
    return local(at, hours.zone).date()


def is_working(hours: Hours, at: datetime) -> bool:
    """Tell whether `at` lies in the member's working hours."""
    span = _span(hours, working_day_of(hours, at))
    return span is not None and span[0] <= _utc(at) < span[1]


def end_of_work(hours: Hours, at: datetime) -> datetime:
    """Return when the working day ends that `at` lies in, or the next one when it lies in none."""
    span = _span(hours, working_day_of(hours, next_working_moment(hours, at)))
    return span[1] if span is not None else _utc(at)


def first_working_moment(hours: Hours, day: date) -> datetime:
    """Return when work starts on the local date `day`, or on the next date with any working time."""
    span = _span(hours, day)
    while span is None:
        day += DAY
        span = _span(hours, day)
    return span[0]


def next_working_moment(hours: Hours, at: datetime) -> datetime:
    """Return `at` itself inside working hours, else the moment they start next."""
    today = working_day_of(hours, at)
    span = _span(hours, today)
    if span is not None and _utc(at) < span[1]:
        return max(_utc(at), span[0])
    return first_working_moment(hours, today + DAY)


def after_working_time(hours: Hours, at: datetime, duration: timedelta) -> datetime:
    """Return the working moment before which so much working time has passed since `at`.

    What would be the very end of a working day is the start of the next one. Raises ValueError for less than nothing.
    """
    if duration < timedelta():
        raise ValueError("working time only passes forwards")
    moment, left = next_working_moment(hours, at), duration
    while left >= (today := _rest_of_day(hours, moment)):
        left -= today
        moment = first_working_moment(hours, working_day_of(hours, moment) + DAY)
    return moment + left


def after_working_days(hours: Hours, at: datetime, days: int) -> datetime:
    """Return the same local clock time `days` working days later, moved on into working hours.

    Outside working hours we count from when they start next: two working days after a Saturday are over on Wednesday
    morning. Raises ValueError for fewer than none.
    """
    if days < 0:
        raise ValueError("working days only pass forwards")
    start = local(next_working_moment(hours, at), hours.zone)
    if days == 0:
        return _utc(start)
    day = start.date()
    for _ in range(days):
        day = working_day_of(hours, first_working_moment(hours, day + DAY))
    return next_working_moment(hours, _moment(day, start.time(), hours.zone))


def next_weekly(at: datetime, weekday: int, clock: time, zone: str) -> datetime:
    """Return the next local ISO `weekday` (Monday is 1) at `clock`, strictly after `at`.

    There is one such moment per local week: a clock time that is skipped in spring comes as much later as the clocks
    went forward, of a repeated one in autumn only the first counts. Raises ValueError for a weekday outside 1 to 7.
    """
    if weekday not in EVERY_DAY:
        raise ValueError(f"{weekday} is no ISO weekday")
    # A skipped clock time can come a date later, so last week's may still be ahead.
    earliest = local(at, zone).date() - DAY
    day = earliest + timedelta(days=(weekday - earliest.isoweekday()) % 7)
    while (moment := _moment(day, clock, zone)) <= at:
        day += timedelta(days=7)
    return moment


def _utc(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC)


def _moment(day: date, clock: time, zone: str, fold: int = 0) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone_of(zone)).replace(fold=fold).astimezone(UTC)


def _span(hours: Hours, day: date) -> tuple[datetime, datetime] | None:
    """Return from when to when work is on a local date; None when it is not.

    A start that the clocks skip or show twice is taken late, an end early: inside a span the clock never shows a time
    outside the working hours, whatever happens that night.
    """
    if day.isoweekday() not in (hours.days & EVERY_DAY or USUAL_DAYS) or is_holiday(hours.holidays, day):
        return None
    starts, ends = (hours.starts, hours.ends) if hours.starts < hours.ends else (USUAL_START, USUAL_END)
    start = max(_moment(day, starts, hours.zone, fold) for fold in (0, 1))
    end = min(_moment(day, ends, hours.zone, fold) for fold in (0, 1))
    return (start, end) if start < end else None


def _rest_of_day(hours: Hours, moment: datetime) -> timedelta:
    span = _span(hours, working_day_of(hours, moment))
    return span[1] - moment if span is not None else timedelta()
