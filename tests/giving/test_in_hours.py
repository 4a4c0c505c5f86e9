"""What a receiver answers and what came of it reach the giver in the giver's hours."""

from datetime import UTC, datetime

import pytest

from tests.giving.conftest import gives, hears
from tests.team import Person, Team

BERLIN_NINE = datetime(2026, 11, 25, 8, tzinfo=UTC)
BERLIN_EVENING = datetime(2026, 11, 24, 20, tzinfo=UTC)


@pytest.fixture
def kim(team: Team) -> Person:
    """Somebody in New York."""
    return team.joins("kim", tz="America/New_York")


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        ("heads_up", "Thanks, fixed", "says: thanks, fixed"),
        ("heads_up", "Known, on purpose", "and it is on purpose. Thank you"),
        ("idea", "Tell me", "wanted to know your idea and has read it"),
        ("question", "Nothing right now, thank you", "needs nothing right now and thanks you"),
    ],
)
def test_an_answer_from_another_zone_is_read_in_the_morning(
    team: Team, tom: Person, kim: Person, kind: str, answer: str, words: str
):
    gives(tom, kim, kind)
    team.at(BERLIN_EVENING)
    kim.presses(answer)
    assert not hears(tom, words)
    team.at(BERLIN_NINE)
    assert hears(tom, words)


def test_whoever_gives_at_night_and_is_answered_at_once_reads_it_at_once(team: Team, tom: Person, kim: Person):
    team.at(BERLIN_EVENING)
    gives(tom, kim, "heads_up")
    kim.presses("Thanks, fixed")
    assert hears(tom, "says: thanks, fixed")


def test_what_came_of_it_waits_for_the_giver_too(team: Team, tom: Person, kim: Person):
    gives(tom, kim)
    team.at(BERLIN_EVENING)
    kim.presses("Tell me")
    team.at(datetime(2026, 12, 15, 20, 5, tzinfo=UTC))
    kim.presses("Tell them")
    kim.submits(words="Forty people watch it now")
    assert not hears(tom, "Forty people")
    team.at(datetime(2026, 12, 16, 8, tzinfo=UTC))
    assert hears(tom, "Forty people")


def test_what_could_not_be_brought_is_told_in_the_morning(team: Team, tom: Person, kim: Person):
    team.at(datetime(2026, 11, 24, 13, 30, tzinfo=UTC))
    gives(tom, kim, "heads_up")
    kim.slack.set_dnd(kim.user_id, 0, int(datetime(2026, 11, 24, 18, tzinfo=UTC).timestamp()))
    team.at(datetime(2026, 11, 24, 14, tzinfo=UTC))
    team.slack.deactivate(kim.user_id)
    team.at(BERLIN_EVENING)
    assert not hears(tom, "I could not bring this")
    team.at(BERLIN_NINE)
    assert hears(tom, "I could not bring this")
