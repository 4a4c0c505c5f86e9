from collections.abc import Iterator

import pytest

from bot.db import Database
from tests.conftest import TUESDAY_TEN
from tests.matching.office import Office


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    """An office in a transaction, with one member who asks; once for each kind of database."""
    with database.transaction() as tx:
        yield Office(tx, TUESDAY_TEN)


@pytest.fixture
def other_office(office: Office) -> Office:
    """Another workspace in the same database."""
    return Office(office.tx, office.now, team_id="T2")
