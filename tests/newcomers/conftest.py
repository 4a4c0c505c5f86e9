"""A team that somebody joins."""

import pytest

from tests.newcomers.arrivals import Arrivals
from tests.team import Person, Team


@pytest.fixture
def ada(team: Team) -> Person:
    """A colleague who was here before the bot."""
    return team.joins("ada", offers="Excel pivot tables, stretched photos")


@pytest.fixture
def arrivals(team: Team, ada: Person) -> Arrivals:
    """The door of the team; the bot has read who is here."""
    team.later(seconds=1)
    return Arrivals(team)
