"""An admin and a colleague."""

import pytest

from tests.team import Person, Team


@pytest.fixture
def ada(team: Team) -> Person:
    """An admin of the workspace."""
    return team.joins("ada", is_admin=True)


@pytest.fixture
def ben(team: Team) -> Person:
    """A colleague."""
    return team.joins("ben", offers="stretched photos")
