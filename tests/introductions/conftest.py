"""People for stories about introductions: somebody who asks, somebody who knows, somebody who may know."""

import pytest

from tests.team import Person, Team


@pytest.fixture
def ada(team: Team) -> Person:
    """The asker, in Berlin, who reads English."""
    return team.joins("ada", real_name="Ada Novak")


@pytest.fixture
def ben(team: Team) -> Person:
    """The connector, who wrote where they know people."""
    person = team.joins("ben", real_name="Ben Okafor")
    person.types("/offer")
    person.submits(reach="Airbus Hamburg, procurement")
    return person


@pytest.fixture
def cem(team: Team) -> Person:
    """A colleague who may know, and reads German."""
    return team.joins("cem", real_name="Cem Yilmaz", locale="de-DE")


@pytest.fixture
def dora(team: Team) -> Person:
    """A colleague who has to do with none of it."""
    return team.joins("dora", real_name="Dora Lind")
