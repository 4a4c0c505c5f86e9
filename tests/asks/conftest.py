"""People for stories about asks."""

import pytest

from tests.team import Person, Team


@pytest.fixture
def ada(team: Team) -> Person:
    """The asker, in Berlin, who reads English."""
    return team.joins("ada")


@pytest.fixture
def ben(team: Team) -> Person:
    """A helper who offered images."""
    return team.joins("ben", offers="stretched images, photo editing")


@pytest.fixture
def lena(team: Team) -> Person:
    """A helper who reads German."""
    return team.joins("lena", locale="de-DE", offers="verzerrte Bilder, stretched photos")


@pytest.fixture
def stranger(team: Team) -> Person:
    """A colleague who offered nothing that fits."""
    return team.joins("tom", offers="tax returns")
