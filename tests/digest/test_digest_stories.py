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
    """The letters with open asks that somebody sees in #general."""
    return told(person, "These asks are still open")


def told(person: Person, words: str, channel: str = "general") -> list[str]:
    """What somebody reads in a channel that says these words."""
    return [text for text in map(person.read, person.sees(channel)) if words in text]


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
    assert letters(ada) == []
    assert len(told(ada, "These asks were open")) == 1


def test_a_letter_tells_an_ask_as_it_is_by_now(team: Team, ada: Person):
    ben = team.joins("ben")
    team.at(MONDAY_NINE)
    ada.presses("Add details", in_="@")
    ada.submits(text="the logo is stretched, too", what_for="the launch")
    (letter,) = letters(ada)
    assert "the logo is stretched, too" in letter
    assert PHOTO not in letter
    assert "the launch" in letter
    ben.presses("I can help", in_="general")
    (letter,) = told(ada, "These asks were open")
    assert "In good hands: somebody is helping." in letter
    assert "Offer something" in letter
    assert "I can help" not in letter
    ada.presses("Still looking", in_="@")
    assert "I can help" in letters(ben)[0]
    ada.presses("Close it", in_="@")
    ada.submits(helpers=[ben.user_id], words="thanks")
    assert "Helped. Thank you." in told(ada, "These asks were open")[0]


def test_an_ask_that_ages_out_is_told_as_closed(team: Team, ada: Person):
    team.at(MONDAY_NINE)
    team.at(datetime(2026, 12, 10, tzinfo=UTC))
    assert "Closed after two quiet weeks" in told(ada, "These asks were open")[0]


def test_an_old_letter_keeps_its_language_when_the_next_has_another(team: Team, ada: Person):
    team.at(MONDAY_NINE)
    ada.types("/givefirst", "digest hier wöchentlich Montag 9 Uhr deutsch")
    ada.presses("Withdraw", in_="@")
    assert "Withdrawn by the asker" in told(ada, "These asks were open")[0]


def test_the_question_of_the_week_invites_an_offer(team: Team, ada: Person):
    ben = team.joins("ben")
    team.at(MONDAY_NINE)
    assert "A question for everybody" in letters(ben)[0]
    ben.presses("Offer something", in_="general")
    assert ben.modal is not None
    assert ben.modal.callback_id == "offer.edit"


def test_a_letter_in_german_is_german_throughout(team: Team, ada: Person):
    ada.types("/givefirst", "digest hier alle zwei Wochen Montag 9 Uhr deutsch")
    team.at(MONDAY_NINE)
    (letter,) = told(ada, "Diese Anfragen sind noch offen")
    assert "Ich kann helfen" in letter
    assert "Etwas anbieten" in letter
    assert "question" not in letter


def test_where_the_bot_is_no_member_the_person_is_told_and_the_letter_comes_once_it_is(team: Team, ada: Person):
    sales = team.channel("sales", bot_is_member=True)
    ada.types("/ask", "a second look at the offer", in_="sales")
    ada.submits()
    ada.types("/givefirst", "digest here weekly Mon 09:00", in_="sales")
    assert "/invite" not in ada.read(ada.sees("sales")[-1]), "it has just written there"
    sales.bot_is_member = False
    team.at(MONDAY_NINE)
    assert "/invite @Givefirst" in ada.read(ada.reads_anywhere("I could not post the letter"))
    ada.types("/givefirst", "digest here weekly Mon 09:00", in_="sales")
    assert "I am not in #sales yet" in ada.read(ada.sees("sales")[-1])
    sales.bot_is_member = True
    team.at(MONDAY_NINE.replace(day=7, month=12))
    assert "a second look at the offer" in told(ada, "These asks are still open", "sales")[0]
    team.slack.refusals.clear()


def test_a_letter_can_come_every_two_weeks_or_once_a_month(team: Team, ada: Person):
    ada.types("/givefirst", "digest here every two weeks Mon 09:00 en")
    assert "every two weeks: Monday, 09:00" in ada.read(ada.sees("general")[-1])
    ada.types("/givefirst", "digest here monthly Fri 16:00 en")
    read = ada.read(ada.sees("general")[-1])
    assert "monthly letter" in read
    assert "the first Friday, 16:00" in read
    assert "Friday, 4 December, 16:00" in read
    team.at(MONDAY_NINE)
    assert letters(ada) == []
    team.at(datetime(2026, 12, 4, 15, tzinfo=UTC))
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
