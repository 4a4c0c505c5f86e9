"""Which asks a letter holds, and when a letter that was missed is not worth sending any more. Pure."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

MOST_ASKS = 5
# What happened longer ago is no news.
TELLABLE = timedelta(days=28)
# "Open asks this week" is read two days late at the most.
TOO_LATE = timedelta(days=2)


def is_too_late(due: datetime, now: datetime) -> bool:
    """Tell whether a letter that was due is skipped, because nobody sent it for two days."""
    return now - due >= TOO_LATE


def draw(asks: Sequence[T], *, workspace_id: int, channel: str, day: date) -> list[T]:
    """Pick at most five in an order that favours nobody; the same ones on the same local date.

    `asks` must come in the same order each time.
    """
    chance = random.Random(f"{workspace_id}:{channel}:{day.isoformat()}")  # noqa: S311 - fair, not secret
    return chance.sample(asks, min(MOST_ASKS, len(asks)))
