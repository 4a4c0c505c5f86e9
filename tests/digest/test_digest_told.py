"""Deeds and thanks whose receivers agreed stand in the weekly letter: as sentences, once, at most five of each."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.team import Person, Team

MONDAY_NINE = datetime(2026, 11, 30, 8, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def ada(team: Team) -> Person:
    ada = team.joins("ada")
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    return ada


@pytest.fixture
def tom(team: Team) -> Person:
    return team.joins("tom")


def letters(person: Person) -> list[str]:
    return [text for text in map(person.read, person.sees("general")) if "In random order" in text]


def test_what_may_be_told_is_told_once_and_the_rest_never(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", "@tom noticed: refilled the copier")
    tom.presses("May be told", on=tom.inbox[-1])
    ada.types("/thanks", "@tom noticed: paid for the cake")
    tom.presses("Keep it to myself", on=tom.inbox[-1])
    ada.types("/thanks", "@tom noticed: watered the plants")
    ada.types("/thanks", "@tom for the <!channel> slides")
    tom.presses("May be told", on=tom.inbox[-1])
    team.at(MONDAY_NINE)
    (letter,) = letters(ada)
    assert "tom: refilled the copier" in letter
    assert "ada thanks tom: for the <!channel> slides" in letter
    assert "cake" not in letter
    assert "plants" not in letter
    assert letter.count("ada") == 1, "who noticed is not told"
    team.at(MONDAY_NINE + WEEK)
    assert len(letters(ada)) == 1, "a quiet week"


def test_a_choice_that_comes_after_the_letter_says_so(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", "@tom noticed: refilled the copier")
    note = tom.inbox[-1]
    tom.presses("May be told")
    team.at(MONDAY_NINE)
    tom.presses("Keep it to myself", on=note)
    assert "stood in the weekly letter already" in tom.read(tom.everything()[-1])
    assert tom.buttons(tom.inbox[-1]) == []


def test_a_yes_taken_back_in_time_is_a_no(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", "@tom noticed: refilled the copier")
    tom.presses("May be told")
    tom.presses("Keep it to myself")
    team.at(MONDAY_NINE)
    assert letters(ada) == []


def test_at_most_five_lines_and_the_others_the_week_after(team: Team, ada: Person, tom: Person):
    deeds = ["carried tables", "made tea", "fixed the door", "found the key", "closed windows", "fed the fish"]
    for deed in deeds:
        ada.types("/thanks", f"@tom noticed: {deed}")
        tom.presses("May be told")
    team.at(MONDAY_NINE)
    told = [[deed for deed in deeds if deed in letter] for letter in letters(ada)]
    assert [len(one) for one in told] == [5]
    team.at(MONDAY_NINE + WEEK)
    assert sorted(deed for deed in deeds if any(deed in letter for letter in letters(ada))) == sorted(deeds)
    assert not any(sign.isdigit() for letter in letters(ada) for sign in letter.partition("A question")[0])


def test_somebody_who_left_is_not_told_of(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", "@tom noticed: refilled the copier")
    tom.presses("May be told")
    team.slack.deactivate(tom.user_id)
    team.at(MONDAY_NINE)
    assert letters(ada) == []
