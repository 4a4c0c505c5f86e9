"""When a letter is due, when a missed one is not worth sending any more, and what it holds. Pure.

A letter is due once in each period of its channel: the local weekday and clock time of every week, of every second
week from a given date, or of the first such weekday in a month. Whatever happened meanwhile, one that was missed goes
out once, unless the next one is due within a day and tells the same.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from bot.members.hours import DAY, Hours, first_working_moment, local, zone_of
from models.digest import Rhythm

T = TypeVar("T")

CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")
MOST_LINES = 5
A_WEEK, TWO_WEEKS = 7, 14
# What happened longer ago is no news.
TELLABLE = timedelta(days=28)
# A letter that late leaves what it had to say to the next one.
SOON = timedelta(days=1)
# Whoever is not to be disturbed is tried again after a while.
UNDISTURBED = timedelta(hours=1)
# A picture of fewer people would tell about each of them.
FEWEST_IN_PICTURE = 5
WEEKS_IN_PICTURE = 12


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a whole workspace: its Monday, how many asks were opened in it, and how many found their answer."""

    monday: date
    opened: int
    answered: int


def is_channel(conversation: str) -> bool:
    """Tell whether a letter may go to a conversation: to a channel it may, to two people alone (D...) it may not."""
    return CHANNEL.fullmatch(conversation) is not None


def first_date(after: datetime, weekday: int, clock: time, zone: str) -> date:
    """Return the local date that every two weeks are counted from, for a channel that asks at `after`."""
    return local(next_due(after, Rhythm.WEEKLY, weekday, clock, zone), zone).date()


def next_due(
    after: datetime, rhythm: Rhythm, weekday: int, clock: time, zone: str, *, counted_from: date | None = None
) -> datetime:
    """Return when the next letter is due, strictly after `after`, in UTC.

    `weekday` is ISO (Monday is 1). A clock time that is skipped in spring comes as much later as the clocks went
    forward; of a repeated one in autumn only the first counts.
    """
    # A skipped clock time can come a date later, so that yesterday's may still be ahead.
    day = local(after, zone).date() - timedelta(days=1)
    day += timedelta(days=(weekday - day.isoweekday()) % A_WEEK)
    while not _has_letter(day, rhythm, counted_from) or _moment(day, clock, zone) <= after:
        day += timedelta(days=A_WEEK)
    return _moment(day, clock, zone)


def is_overtaken(following: datetime, now: datetime) -> bool:
    """Tell whether a letter that was missed is skipped, because the `following` one is due within a day."""
    return following - now < SOON


def draw(lines: Sequence[T], *, workspace_id: int, channel: str, day: date) -> list[T]:
    """Pick at most five in an order that favours nobody; the same ones on the same local date.

    `lines` must come in the same order each time.
    """
    chance = random.Random(f"{workspace_id}:{channel}:{day.isoformat()}")  # noqa: S311 - fair, not secret
    return chance.sample(lines, min(MOST_LINES, len(lines)))


def question(most: int, *, told: Mapping[int, datetime], workspace_id: int, channel: str) -> int:
    """Pick one of `most` questions: one that this channel never read, else the one it read longest ago.

    `told` says when it read which last; each channel has an order of its own.
    """
    chance = random.Random(f"{workspace_id}:{channel}")  # noqa: S311 - fair, not secret
    order = chance.sample(range(most), most)
    never = [number for number in order if number not in told]
    return never[0] if never else min(order, key=told.__getitem__)


def next_summary(hours: Hours, after: datetime) -> datetime:
    """Return when a member's next weekly summary is due: when they begin to work in the week after `after`."""
    today = local(after, hours.zone).date()
    return first_working_moment(hours, today + (A_WEEK - today.weekday()) * DAY)


def mondays(at: datetime, zone: str) -> list[date]:
    """Return the Mondays of the last twelve whole weeks before `at`, oldest first, by the clocks in `zone`."""
    today = local(at, zone).date()
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=weeks) for weeks in range(WEEKS_IN_PICTURE, 0, -1)]


def start_of(day: date, zone: str) -> datetime:
    """Return when a local date begins, in UTC."""
    return _moment(day, time(), zone)


def is_worth_a_picture(weeks: Sequence[Week], *, people: int) -> bool:
    """Tell whether figures may be drawn: of five people at least, and only when there is something to see."""
    return people >= FEWEST_IN_PICTURE and any(week.opened or week.answered for week in weeks)


def _has_letter(day: date, rhythm: Rhythm, counted_from: date | None) -> bool:
    match rhythm:
        case Rhythm.WEEKLY:
            return True
        case Rhythm.TWO_WEEKS:
            return counted_from is None or (day - counted_from).days % TWO_WEEKS == 0
        case Rhythm.MONTHLY:
            return day.day <= A_WEEK


def _moment(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone_of(zone)).replace(fold=0).astimezone(UTC)
