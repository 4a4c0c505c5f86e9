"""The weekly letter as a channel meets it in Slack."""

from datetime import UTC, datetime

import pytest

from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
# Ada asks on Tuesday the 24th at ten in Berlin.
MONDAY_NINE = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture
def ada(team: Team) -> Person:
    """Somebody with an ask in #general, which wants a letter."""
    ada = team.joins("ada")
    ada.types("/ask", PHOTO)
    ada.submits()
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    return ada


def letters(person: Person) -> list[str]:
    """The letters somebody sees in #general."""
    return [text for text in map(person.read, person.sees("general")) if "These asks are still open" in text]


def test_whoever_reads_the_letter_can_help_right_there(team: Team, ada: Person):
    ben = team.joins("ben")
    team.at(MONDAY_NINE)
    (letter,) = letters(ben)
    assert PHOTO in letter
    assert "May take: 15 minutes" in letter
    ben.presses("I can help", in_="general")
    assert PHOTO in ada.read(ada.reads_anywhere("Over to you two"))


def test_a_week_in_which_nothing_is_open_is_silent(team: Team, ada: Person):
    team.at(MONDAY_NINE)
    ada.presses("Withdraw", in_="@")
    team.at(MONDAY_NINE.replace(day=7, month=12))
    assert len(letters(ada)) == 1


def test_a_channel_that_was_archived_gets_no_more_letters(team: Team, ada: Person):
    general = team.slack.channel_named("general")
    general.archived = True
    team.at(MONDAY_NINE)
    general.archived = False
    team.at(MONDAY_NINE.replace(day=7, month=12))
    assert letters(ada) == []
    ada.types("/givefirst", "digest")
    ada.reads_anywhere("has no weekly letter yet")
    team.slack.refusals.clear()
