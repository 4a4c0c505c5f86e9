"""A member's own weekly summary: wanted, private, on Monday morning, and silent when there is nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models import Member
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
# The team begins on Tuesday the 24th at ten in Berlin.
MONDAY_NINE = datetime(2026, 11, 30, 8, tzinfo=UTC)
TITLE = "Your week with Givefirst"


@pytest.fixture
def ben(team: Team) -> Person:
    """A helper who wants a summary."""
    ben = team.joins("ben", offers="stretched photos")
    wants(ben)
    return ben


@pytest.fixture
def ada(team: Team) -> Person:
    """Somebody who asks."""
    return team.joins("ada")


def wants(person: Person, *, yes: bool = True) -> None:
    person.types("/givefirst", "settings")
    person.submits(weekly_summary=["yes"] if yes else [])


def summaries(person: Person) -> list[str]:
    return [text for text in map(person.read, person.inbox) if TITLE in text]


def test_it_tells_ones_asks_asks_that_fit_and_what_came_of_ones_help(team: Team, ada: Person, ben: Person):
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel")
    ben.presses("I can help", in_="general")
    ada.presses("Close it", in_="@")
    ada.submits(helpers=[ben.user_id], words="you saved my day", made_possible="the launch")
    ben.types("/ask", "who has a projector?")
    ben.submits()
    # Whom an invitation reached needs no summary to know of the ask.
    ben.types("/givefirst", "pause 2w")
    ada.types("/ask", "more stretched photos")
    ada.submits(audience="channel")
    ben.types("/givefirst", "resume")
    team.at(MONDAY_NINE)
    (summary,) = summaries(ben)
    for words in (
        "What came of your help", PHOTO, "They wrote: you saved my day", "It made possible: the launch",
        "Your asks", "who has a projector?",
        "You may be able to help here", "more stretched photos",
    ):  # fmt: skip
        assert words in summary
    assert summaries(ada) == []


def test_an_outcome_told_weeks_later_stands_in_the_summary_of_that_week(team: Team, ada: Person, ben: Person):
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel")
    ben.presses("I can help", in_="general")
    ada.presses("Close it", in_="@")
    ada.submits(helpers=[ben.user_id])
    team.at(MONDAY_NINE)
    team.at(MONDAY_NINE + timedelta(days=16))
    team.later(minutes=1)
    ada.presses("Tell them")
    ada.submits(words="we won the customer")
    team.at(MONDAY_NINE + timedelta(days=21))
    assert "we won the customer" in summaries(ben)[-1]
    team.at(MONDAY_NINE + timedelta(days=28))
    assert len([text for text in summaries(ben) if "we won the customer" in text]) == 1


def test_nobody_gets_one_who_did_not_ask_and_a_week_without_anything_is_silent(team: Team, ada: Person, ben: Person):
    ada.types("/ask", "who has a projector?")
    ada.submits(audience="helpers")
    team.at(MONDAY_NINE)
    assert summaries(ada) + summaries(ben) == []


def test_it_comes_once_a_week_in_their_language_zone_and_hours(team: Team, ada: Person):
    lee = team.joins("lee", tz="America/New_York", locale="de-DE")
    wants(lee)
    lee.types("/ask", "Wer hat einen Beamer?")
    lee.submits()
    team.at(MONDAY_NINE.replace(hour=13, minute=58))
    assert not any("Deine Woche" in lee.read(message) for message in lee.inbox)
    team.at(MONDAY_NINE.replace(hour=14))
    (summary,) = [text for text in map(lee.read, lee.inbox) if "Deine Woche" in text]
    assert "Wer hat einen Beamer?" in summary
    team.later(days=1)
    assert len([text for text in map(lee.read, lee.inbox) if "Deine Woche" in text]) == 1


def test_whoever_is_not_to_be_disturbed_gets_it_a_little_later_and_whoever_is_away_not_at_all(team: Team, ben: Person):
    ben.types("/ask", "who has a projector?")
    ben.submits()
    team.slack.set_dnd(ben.user_id, int(MONDAY_NINE.timestamp()) - 60, int(MONDAY_NINE.timestamp()) + 1800)
    team.at(MONDAY_NINE)
    assert summaries(ben) == []
    team.at(MONDAY_NINE + timedelta(minutes=61))
    assert len(summaries(ben)) == 1
    ben.types("/givefirst", "pause 2w")
    team.at(MONDAY_NINE + timedelta(days=7))
    assert len(summaries(ben)) == 1


def test_one_that_was_missed_comes_in_the_next_working_hours(team: Team, ben: Person):
    ben.types("/ask", "who has a projector?")
    ben.submits()
    team.at(MONDAY_NINE.replace(hour=19))
    assert summaries(ben) == []
    team.at(MONDAY_NINE.replace(day=1, month=12))
    assert len(summaries(ben)) == 1


def test_the_setting_is_shown_and_ends_it(team: Team, ben: Person):
    ben.types("/ask", "who has a projector?")
    ben.submits()
    ben.types("/givefirst", "settings")
    assert ben.holds()["weekly_summary"] == ["yes"]
    ben.closes_the_modal()
    wants(ben, yes=False)
    team.at(MONDAY_NINE)
    assert summaries(ben) == []


def test_a_member_whose_choice_was_set_elsewhere_gets_it_on_the_next_monday(team: Team, ada: Person):
    ada.types("/ask", "who has a projector?")
    ada.submits()
    with team.app.database.transaction() as tx:
        tx.scalars(select(Member).where(Member.slack_id == ada.user_id)).one().weekly_summary = True
    team.later(minutes=1)
    assert summaries(ada) == []
    team.at(MONDAY_NINE)
    assert len(summaries(ada)) == 1
