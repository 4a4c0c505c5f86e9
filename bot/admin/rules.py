"""Who may look after the bot, and how figures of a group are said so that they say nothing about anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from statistics import median

from bot.errors import Refusal
from bot.i18n import N_
from bot.members.rules import is_colleague
from models import Member, Workspace

NOT_ADMIN = N_("Only the admins of this workspace can do that. They are glad to hear what you would like to change.")
# Figures are of so many people and so many asks at least, or there are none.
FEWEST = 5
PERIOD = timedelta(days=90)


class Band(Enum):
    """A share of a group, said so roughly that nobody can be counted."""

    NOBODY = 0
    UP_TO_A_QUARTER = 1
    UP_TO_A_HALF = 2
    UP_TO_THREE_QUARTERS = 3
    MORE = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """What admins read about the group over the last 90 days; None where there is too little to tell."""

    first_answer: timedelta | None
    answered_percent: int | None
    helped: Band
    nudges_sent: int
    nudges_folded: int
    nudges_silenced: int


def may_administer(member: Member) -> bool:
    """Tell whether a member looks after the bot here."""
    return is_colleague(member) and (member.is_admin or member.is_appointed)


def name_to_type(workspace: Workspace) -> str:
    """Return what is typed to confirm that everything shall go: the workspace's name, or Slack's for one without."""
    return workspace.name.strip() or workspace.team_id


def check(member: Member) -> None:
    """Raise Refusal unless a member looks after the bot here."""
    if not may_administer(member):
        raise Refusal(NOT_ADMIN)


def band(some: int, everybody: int) -> Band:
    """Return the share of `everybody` that `some` are."""
    if not some:
        return Band.NOBODY
    quarters = 4 * some / max(some, everybody)
    return next(one for one, most in ((Band(1), 1), (Band(2), 2), (Band(3), 3), (Band(4), 4)) if quarters <= most)


def percent(some: int, of_all: int) -> int | None:
    """Return a share in steps of five percent; None of too few."""
    return round(20 * some / of_all) * 5 if of_all >= FEWEST else None


def typical(waits: Sequence[tuple[datetime, datetime]]) -> timedelta | None:
    """Return the median of what lies between two moments each; None for too few."""
    if len(waits) < FEWEST:
        return None
    return timedelta(seconds=median((until - since).total_seconds() for since, until in waits))
