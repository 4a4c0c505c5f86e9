"""What is old goes when the admins want that, and never otherwise."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot import clock
from models import Ask, AskState, AskWord, Evidence, Invitation, JournalEntry, Outgoing, Source, Workspace
from tests.privacy.conftest import PHOTO
from tests.team import Person, Team


@pytest.fixture
def ben(team: Team) -> Person:
    """Ben, who helped ada with one ask; another of hers is open."""
    ada, ben = team.joins("ada"), team.joins("ben", offers="stretched photos")
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel")
    ben.presses("I can help", in_="@")
    ada.presses("Close it")
    ada.submits(words="you saved my morning")
    ada.types("/ask", "who has a projector?")
    ada.submits(audience="channel")
    return ben


def keeps(team: Team, **days: int) -> None:
    with team.app.database.transaction() as tx:
        tx.execute(update(Workspace).values(**days))


def count(team: Team, row: type) -> int:
    with team.app.database.transaction() as tx:
        return tx.scalar(select(func.count()).select_from(row)) or 0


def keep_open(team: Team) -> None:
    """Let the open ask be one that its asker keeps open."""
    with team.app.database.transaction() as tx:
        tx.execute(update(Ask).where(Ask.state == AskState.OPEN).values(ages_at=None, check_at=None, next_wave_at=None))


def test_nothing_is_ever_too_old_by_default(team: Team, ben: Person):
    before = count(team, Ask), count(team, JournalEntry)
    team.later(days=2000)
    assert (count(team, Ask), count(team, JournalEntry)) == before


def test_settled_asks_go_with_every_word_of_theirs_after_the_set_time(team: Team, ben: Person):
    keeps(team, keep_asks_days=90)
    keep_open(team)
    team.later(days=89)
    assert count(team, Ask) == 2
    team.later(days=2)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Ask.text)).all() == ["who has a projector?"]
        helped = select(Evidence).where(Evidence.source == Source.HELPED, ~Evidence.is_gone)
        assert tx.scalars(helped).all() == []
        assert tx.scalars(select(Outgoing.key).where(Outgoing.key.startswith("ask:1:"))).all() == []
        assert tx.scalars(select(Invitation)).all() == []
    assert count(team, AskWord) > 0


def test_a_journal_outlives_the_ask_it_came_from(team: Team, ben: Person):
    keeps(team, keep_asks_days=90)
    team.later(days=100)
    with team.app.database.transaction() as tx:
        (entry,) = tx.scalars(select(JournalEntry))
    assert (entry.text, entry.about) == (PHOTO, "")


def test_journal_entries_go_after_the_set_time(team: Team, ben: Person):
    keeps(team, keep_journals_days=180)
    clock.advance(timedelta(days=170))
    ben.types("/helped", "refilled the copier")
    team.later(days=11)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(JournalEntry.text)).all() == ["refilled the copier"]


def test_records_of_messages_go_after_the_set_time(team: Team, ben: Person):
    keeps(team, keep_records_days=60)
    keep_open(team)
    post = select(Outgoing).where(Outgoing.key == "ask:2:post")
    team.later(days=59)
    with team.app.database.transaction() as tx:
        assert tx.scalars(post).one_or_none() is not None
    team.later(days=2)
    with team.app.database.transaction() as tx:
        assert tx.scalars(post).one_or_none() is None


def test_a_new_ask_never_meets_the_messages_of_one_that_is_gone(team: Team, ben: Person):
    keeps(team, keep_asks_days=90)
    team.later(days=100)
    assert count(team, Ask) <= 1
    cem = team.joins("cem")
    cem.types("/ask", "another stretched photo")
    cem.submits(audience="channel")
    assert "another stretched photo" in ben.read(ben.sees("general")[-1])
    # Ben has had an invitation today: the open ask went to him, who has helped its asker before.
    team.later(days=1)
    assert "another stretched photo" in ben.read(ben.inbox[-1])
