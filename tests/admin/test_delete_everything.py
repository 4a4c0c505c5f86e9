"""*Delete everything*: confirmed by the workspace's name, and within a minute nothing is left."""

import pytest
from sqlalchemy import func, select, update

from bot import db
from bot.playground.web_api import Server
from bot.workspaces import jobs, service
from models import Base, Workspace
from tests.team import Front, Person, Team

PHOTO = "the photo on my page is stretched"


def rows(team: Team) -> dict[str, int]:
    with team.app.database.transaction() as tx:
        counts = {
            table.name: tx.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables
        }
    return {name: count for name, count in counts.items() if count}


def deletes(person: Person, name: str) -> None:
    person.opens_home()
    person.presses("Delete everything", in_="home")
    person.submits(name=name)


@pytest.fixture
def full(team: Team, ada: Person, ben: Person) -> Team:
    """A team with a row in nearly every table."""
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel")
    ben.presses("I can help", in_="@")
    ada.presses("Close it")
    ada.submits(words="thanks")
    ben.types("/ask", "who has a projector?")
    ben.submits()
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    return team


def test_it_is_said_before_and_needs_the_name(full: Team, ada: Person):
    deletes(ada, "something else")
    assert ada.modal is not None
    assert "for good and for everybody" in ada.read(ada.modal)
    assert "name" in ada.modal.errors
    full.later(minutes=1)
    assert rows(full)["asks"] == 2


@pytest.mark.parametrize("name", ["", "  "])
def test_a_blank_confirms_nothing_where_the_workspace_has_no_name(full: Team, ada: Person, name: str):
    with full.app.database.transaction() as tx:
        tx.execute(update(Workspace).values(name=name))
    deletes(ada, "  ")
    assert ada.modal is not None
    assert "name" in ada.modal.errors
    assert full.slack.team_id in ada.read(ada.modal)
    ada.submits(name=full.slack.team_id)
    full.later(seconds=30)
    assert rows(full) == {}


def test_within_a_minute_nothing_is_left_in_any_table(full: Team, ada: Person):
    deletes(ada, f" {full.slack.name.upper()} ")
    assert "Within a minute nothing is left" in ada.read(ada.modal)
    full.later(seconds=30)
    assert rows(full) == {}


def test_nothing_is_sent_and_nobody_is_answered_from_that_moment(full: Team, ada: Person, ben: Person):
    deletes(ada, full.slack.name)
    before = len(full.slack.calls("chat.", "to_slack"))
    ben.types("/ask", "who has a teapot?")
    assert "not installed" in str(full.slack.calls("/ask")[-1].body)
    full.later(days=3)
    assert len(full.slack.calls("chat.", "to_slack")) == before


def test_the_neighbours_keep_everything(full: Team, ada: Person, slack_server: Server, database_url: str):
    other = Team(slack_server, Front(), database_url)
    other.channel("general")
    try:
        eve = other.joins("eve", offers="teapots")
        db.use(full.app.database)
        deletes(ada, full.slack.name)
        full.later(seconds=30)
        left = rows(full)
        assert left.pop("workspaces") == 1
        assert {"members", "offers", "evidence"} <= set(left)
        db.use(other.app.database)
        eve.types("/offer")
        assert eve.holds()["offers"] == "teapots"
    finally:
        other.app.close()
        slack_server.remove(other.slack)
        db.use(full.app.database)


def test_a_start_before_it_was_done_begins_anew(full: Team, ada: Person):
    deletes(ada, full.slack.name)
    full.app.close()
    full.start()
    assert rows(full) == {"workspaces": 1}
    full.later(minutes=1)
    with full.app.database.transaction() as tx:
        assert not tx.scalars(select(Workspace)).one().is_leaving


def test_many_rows_go_a_bounded_number_at_a_time(full: Team, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(service, "MOST_AT_ONCE", 1)
    with full.app.database.transaction() as tx:
        workspace_id = tx.scalars(select(Workspace.id)).one()
        service.leave(tx, workspace_id)
        assert service.erase_some(tx, workspace_id)
    jobs.erase(full.app.database, workspace_id)
    assert rows(full) == {}


def test_only_a_workspace_that_is_leaving_is_erased(full: Team):
    before = rows(full)
    with full.app.database.transaction() as tx:
        workspace_id = tx.scalars(select(Workspace.id)).one()
    jobs.erase(full.app.database, workspace_id)
    assert rows(full) == before
