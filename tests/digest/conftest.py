import pytest

from bot.db import Database
from tests.conftest import TUESDAY_TEN
from tests.digest.channel import Office


@pytest.fixture
def office(database: Database) -> Office:
    """A workspace on a Tuesday at ten in Berlin; once for each kind of database."""
    return Office(database, TUESDAY_TEN)
