"""Where the clock's buttons lead, and in which strides."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

NINE = time(9)
HOUR = timedelta(hours=1)
MONDAY = 0
DAYS_IN_WEEK = 7
MOST_STRIDES = 24


def way_to(button: str, now: datetime) -> timedelta:
    """Return how far off a button's moment is; `now` is the reader's local time. Raises KeyError for no such button."""
    days_to_monday = (MONDAY - now.weekday() - 1) % DAYS_IN_WEEK + 1
    return {"hour": HOUR, "tomorrow": _to_nine(now, days=1), "monday": _to_nine(now, days=days_to_monday)}[button]


def _to_nine(now: datetime, *, days: int) -> timedelta:
    """How long until it is nine on the wall; counted in UTC, since clocks may change on the way."""
    nine = datetime.combine(now.date() + timedelta(days=days), NINE, now.tzinfo)
    return nine.astimezone(UTC) - now.astimezone(UTC)


def strides(way: timedelta) -> Iterator[timedelta]:
    """Cut a way into equal strides of about an hour, at most 24 of them."""
    number = max(1, min(MOST_STRIDES, round(way / HOUR)))
    done = timedelta()
    for step in range(1, number + 1):
        upto = way * step / number
        yield upto - done
        done = upto
