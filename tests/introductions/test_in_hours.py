"""The lines to carry and the word about an end reach people in their hours, and only when they are still wanted."""

from datetime import UTC, datetime

import pytest

from models import AskState
from tests.introductions.acts import ask, ask_state, carries, hears, passes_on, reports
from tests.team import Person, Team

LINES, NOTHING_CAME, SETTLED = "lines to send", "did not come about this time", "please tell them that it is settled"
NEW_YORK_NINE, BERLIN_NINE = datetime(2026, 11, 25, 14, tzinfo=UTC), datetime(2026, 11, 26, 8, tzinfo=UTC)


@pytest.fixture
def kim(team: Team) -> Person:
    """Somebody in New York who knows people at Airbus."""
    person = team.joins("kim", tz="America/New_York")
    person.types("/offer")
    person.submits(reach="Airbus Hamburg, procurement")
    return person


@pytest.fixture
def agreed(team: Team, ada: Person, kim: Person) -> None:
    """Kim carries Ada's ask, and Ada agrees in the morning of the next day, when Kim is asleep."""
    ask(ada, audience="channel")
    team.at(datetime(2026, 11, 24, 14, 5, tzinfo=UTC))
    carries(kim)
    team.at(datetime(2026, 11, 25, 9, tzinfo=UTC))
    ada.presses("Happy to")


@pytest.mark.usefixtures("agreed")
def test_the_lines_to_carry_arrive_in_the_morning_of_whoever_carries_them(team: Team, kim: Person):
    assert not hears(kim, LINES)
    team.at(NEW_YORK_NINE)
    assert kim.buttons(kim.reads_anywhere(LINES)) == ["They said yes", "They said no", "No answer yet"]


@pytest.mark.usefixtures("agreed")
def test_lines_that_nobody_needs_by_then_never_arrive(team: Team, ada: Person, kim: Person):
    ada.presses("Withdraw", in_="@")
    assert not hears(kim, SETTLED)
    team.at(NEW_YORK_NINE)
    assert hears(kim, SETTLED)
    assert not hears(kim, LINES)


def test_whoever_is_still_at_it_gets_the_lines_at_once(team: Team, ada: Person, kim: Person):
    ask(ada)
    team.at(datetime(2026, 11, 24, 14, 5, tzinfo=UTC))
    team.at(datetime(2026, 11, 25, 10, tzinfo=UTC))
    carries(kim)
    ada.presses("Happy to")
    assert hears(kim, LINES)


@pytest.fixture
def in_vain(team: Team, agreed: None, kim: Person) -> None:
    """Somebody outside said no, and Kim tells it when it is evening in Berlin."""
    team.at(NEW_YORK_NINE)
    team.at(datetime(2026, 11, 25, 20, tzinfo=UTC))
    reports(kim, "They said no")


@pytest.mark.usefixtures("in_vain")
def test_the_asker_hears_in_the_morning_that_nothing_came_of_it(team: Team, ada: Person):
    assert ask_state(team) is AskState.OPEN
    assert not hears(ada, NOTHING_CAME)
    team.at(BERLIN_NINE)
    assert hears(ada, NOTHING_CAME)
    assert hears(ada, "Nobody yet")


@pytest.mark.usefixtures("in_vain")
def test_an_asker_who_has_closed_it_by_then_hears_nothing(team: Team, ada: Person):
    ada.presses("Withdraw", in_="@")
    team.at(BERLIN_NINE)
    assert not hears(ada, NOTHING_CAME)
    assert not hears(ada, "Nobody yet")


@pytest.mark.usefixtures("in_vain")
def test_it_says_where_the_ask_stands_by_then(team: Team, ada: Person):
    team.joins("eve").presses("I can help", in_="general")
    team.at(BERLIN_NINE)
    assert "somebody is helping" in ada.read(ada.reads_anywhere(NOTHING_CAME))


def test_whoever_was_happy_to_hears_what_is_the_case_in_the_morning(team: Team, ada: Person, kim: Person):
    dora, eve = team.joins("dora", tz="America/New_York"), team.joins("eve")
    ask(ada, audience="channel")
    team.at(datetime(2026, 11, 24, 14, 5, tzinfo=UTC))
    passes_on(kim, dora)
    kim.presses("Happy to")
    team.at(datetime(2026, 11, 25, 9, tzinfo=UTC))
    eve.presses("I can help", in_="general")
    before = len(kim.inbox)
    ada.presses("Still looking", in_="@")
    team.at(NEW_YORK_NINE)
    (last,) = kim.inbox[before:]
    assert "This introduction is over" in kim.read(last)
