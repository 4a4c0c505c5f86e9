import pytest

from bot.db import Database
from tests.conftest import TUESDAY_TEN
from tests.nudges.house import House


@pytest.fixture
def house(database: Database) -> House:
    """A workspace with its default budget, on a Tuesday at ten in Berlin; once for each kind of database."""
    return House(database, TUESDAY_TEN)
