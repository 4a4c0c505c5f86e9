"""Whoever asked for a letter that a channel would not take reads so in their hours, while it is still so."""

from datetime import UTC, datetime

import pytest

from tests.digest.test_digest_stories import PHOTO
from tests.team import Person, Team

WORDS = "I could not post the letter"
SATURDAY, MONDAY = datetime(2026, 11, 28, 8, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture
def ada(team: Team) -> Person:
    """Somebody whose channel gets a letter on Saturdays, which Slack would not take."""
    ada = team.joins("ada")
    ada.types("/ask", PHOTO)
    ada.submits()
    ada.types("/givefirst", "digest here weekly Sat 09:00")
    (channel,) = [one.id for one in team.slack.channels.values() if one.name == "general"]
    team.slack.faults.add("chat.postMessage", "error", error="not_in_channel", channel=channel)
    team.at(SATURDAY)
    assert hears(ada) == 0
    return ada


def hears(person: Person) -> int:
    return sum(WORDS in person.read(message) for message in person.inbox)


def test_it_is_told_on_monday(team: Team, ada: Person):
    team.at(MONDAY)
    assert hears(ada) == 1
    assert "Saturday" in ada.read(ada.reads_anywhere(WORDS))


def test_it_is_not_told_when_the_channel_gets_no_letter_any_more(team: Team, ada: Person):
    ada.types("/givefirst", "digest off")
    team.at(MONDAY)
    assert hears(ada) == 0


def test_it_is_not_told_when_the_bot_was_let_in_meanwhile(team: Team, ada: Person):
    ada.types("/ask", "the logo is stretched, too")
    ada.submits(audience="channel")
    team.at(MONDAY)
    assert hears(ada) == 0


def test_it_is_not_told_to_whom_somebody_else_relieved_of_the_letter(team: Team, ada: Person):
    team.joins("ben").types("/givefirst", "digest here weekly Fri 09:00")
    team.at(MONDAY)
    assert hears(ada) == 0
