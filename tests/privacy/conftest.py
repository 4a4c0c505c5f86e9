"""A team in which ada has left traces everywhere."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import String, Table, cast, select

from bot import clock
from bot.db import Database
from models import Base, Consent, Greeting, Member, Newcomer, NewcomerPair
from tests.giving.conftest import gives
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
THURSDAY = datetime(2026, 11, 26, 9, 5, tzinfo=UTC)


@pytest.fixture
def ada(team: Team) -> Person:
    """Ada, with offers, reach, a journal, a helped ask, an open ask, an invitation, a nudge and a colleague she met."""
    ada, ben = team.joins("ada", offers="crosswords"), team.joins("ben", offers="stretched photos")
    ada.opens_home()
    ada.types("/offer")
    ada.submits(offers="crosswords", reach="Zeppelin works, purchasing")
    ada.types("/helped", "refilled the copier")
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel", what_for="the fair in Hanover")
    ben.presses("I can help", in_="@")
    ada.presses("Close it")
    ada.submits(words="you saved my morning", made_possible="the fair")
    ben.types("/ask", "who likes crosswords?")
    ben.submits(audience="helpers")
    clock.advance(THURSDAY - clock.now())
    ada.types("/ask", "another stretched photo of a heron")
    ada.submits(audience="channel")
    team.at(datetime(2026, 11, 30, 9, 10, tzinfo=UTC))
    team.later(minutes=1)
    return ada


def row(team: Team, person: Person) -> Member | None:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Member).where(Member.slack_id == person.user_id)).one_or_none()


def everything_said(database: Database) -> dict[str, str]:
    """All that stands in text or JSON columns, by table and column."""
    said: dict[str, str] = {}
    with database.transaction() as tx:
        for table in Base.metadata.sorted_tables:
            for column in _worded(table):
                values = tx.scalars(select(cast(column, String)).where(column.is_not(None)))
                said[f"{table.name}.{column.name}"] = "\n".join(str(value) for value in values)
    return said


def _worded(table: Table) -> list[Any]:
    return [column for column in table.c if issubclass(column.type.python_type, str | dict)]


@pytest.fixture
def everywhere(team: Team, ada: Person) -> Person:
    """Ada, who has given, thanked and introduced besides, been given something, joined, greeted and been paired."""
    ben, cem = team.people["ben"], team.joins("cem")
    cem.types("/givefirst")
    gives(ada, ben, subject="your Monday demo", text="record it with a narwhal")
    gives(ben, ada, subject="your crossword page", text="print it on yellow paper")
    ada.types("/thanks", "@ben for the umbrella")
    ben.types("/thanks", "@ada noticed: watered the ficus")
    ada.types("/givefirst", "introduce @ben @cem You both collect stamps.")
    with team.app.database.transaction() as tx:
        me, other = (tx.scalars(select(Member).where(Member.slack_id == one.user_id)).one() for one in (ada, cem))
        here, now = me.workspace_id, clock.now()
        joined = Newcomer(workspace_id=here, member_id=me.id, joined_at=now, why_here="the walrus project")
        shown = Newcomer(workspace_id=here, member_id=other.id, joined_at=now)
        tx.add_all([joined, shown])
        tx.flush()
        tx.add(Greeting(workspace_id=here, newcomer_id=shown.id, host_id=me.id, asked_at=now, topic="crosswords"))
        pair = NewcomerPair(workspace_id=here, one_id=me.id, other_id=other.id, asked_at=now)
        pair.other_says = Consent.YES
        tx.add(pair)
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    team.settle()
    return ada
