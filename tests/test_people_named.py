"""People whom a request names: as Slack's mentions, as typed names, or somebody nobody knows."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks import Message, message
from handlers import routes
from handlers.incoming import Command
from handlers.people import people_first
from models import Member
from tests.team import Person, Team


def echo(command: Command, tx: Session) -> Message:
    people, rest = people_first(command, tx, command.text)
    named = " + ".join(f"{person.name}/{bool(person.read_at)}" for person in people)
    return message(f"{named or 'nobody'} | {rest}")


@pytest.fixture
def ada(team: Team, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setitem(routes.COMMANDS, "/give", echo)
    monkeypatch.setitem(routes.COMMANDS, "/helped", echo)
    return team.joins("ada")


def heard(person: Person) -> str:
    return person.read(person.sees("general")[-1])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("@tom for the slides", "tom/True | for the slides"),
        ("@tom", "tom/True | "),
        ("@tom, @maria because of the fair", "tom/True + maria/True | because of the fair"),
        ("@tom and @maria you two", "tom/True + maria/True | you two"),
        ("@tom und @maria", "tom/True + maria/True | "),
        ("@tom @tom twice", "tom/True | twice"),
        ("for the slides", "nobody | for the slides"),
        ("", "nobody | "),
    ],
)
def test_people_are_found_whether_slack_marks_them_or_not(team: Team, ada: Person, typed: str, read: str):
    team.joins("tom").opens_home()
    team.joins("maria").opens_home()
    for command in ("/give", "/helped"):
        ada.types(command, typed)
        assert heard(ada) == read, command


def test_somebody_named_for_the_first_time_is_looked_up_before_the_handler_runs(team: Team, ada: Person):
    team.joins("tom")
    ada.types("/give", "@tom hello")
    assert heard(ada) == "tom/True | hello"
    with team.app.database.transaction() as tx:
        assert {member.name for member in tx.scalars(select(Member).where(Member.read_at.is_not(None)))} >= {"tom"}


def test_nobody_and_everybody_of_a_name_are_said_kindly(team: Team, ada: Person):
    ada.types("/helped", "@nobody at all")
    assert "anybody here called @nobody" in heard(ada)
    for _ in range(2):
        Person(team, team.slack.add_user(name="sam").id).opens_home()
    ada.types("/helped", "@sam thanks")
    assert "several people" in heard(ada)


def test_a_full_name_is_one_person(team: Team, ada: Person):
    team.joins("Tom Meyer").opens_home()
    ada.types("/helped", "@Tom Meyer for the slides")
    assert heard(ada) == "Tom Meyer/True | for the slides"
