"""Settings: a language and a working week of one's own, and pauses."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import clock
from bot.members import service, views
from models import Member
from tests.conftest import TUESDAY_TEN
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada", locale="en-US", tz="Europe/Berlin")


def row(team: Team, person: Person) -> Member:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Member).where(Member.slack_id == person.user_id)).one()


def test_the_form_holds_what_is_set(team: Team, ada: Person):
    ada.types("/givefirst", "settings")
    assert ada.modal is not None
    assert ada.modal.callback_id == "settings.edit"
    assert ada.holds() == {
        "language": "auto",
        "work_starts": "09:00",
        "work_ends": "17:00",
        "work_days": ["1", "2", "3", "4", "5"],
        "ideas": "on",
        "holidays_in": None,
        "nudges_a_week": "usual",
        "weekly_summary": [],
    }
    assert "Europe/Berlin" in ada.read(ada.modal)


def test_what_is_saved_counts_from_then_on(team: Team, ada: Person):
    ada.types("/givefirst", "settings")
    ada.submits(language="de", work_starts="07:30", work_ends="15:15", work_days=["4", "1", "2"])
    assert ada.modal is None
    saved = row(team, ada)
    assert (saved.locale, saved.workday_starts, saved.workday_ends) == ("de", time(7, 30), time(15, 15))
    assert saved.workdays == "124"


def test_holidays_and_the_number_of_nudges_are_kept_and_shown_again(team: Team, ada: Person):
    ada.types("/givefirst", "settings")
    assert ada.modal is not None
    assert "as in your time zone: Germany" in ada.read(ada.modal)
    ada.submits(holidays_in="Germany, Bayern", nudges_a_week="5")
    assert (row(team, ada).holidays_in, row(team, ada).nudges_a_week) == ("DE-BY", 5)
    ada.types("/givefirst", "settings")
    assert ada.holds() | {"holidays_in": "DE-BY", "nudges_a_week": "5"} == ada.holds()
    ada.submits(holidays_in="none", nudges_a_week="0")
    assert (row(team, ada).holidays_in, row(team, ada).nudges_a_week) == ("", 0)
    ada.types("/givefirst", "settings")
    assert ada.holds()["holidays_in"] == "none"
    ada.submits(holidays_in="", nudges_a_week="usual")
    assert (row(team, ada).holidays_in, row(team, ada).nudges_a_week) == (None, None)


def test_a_place_nobody_knows_is_named_on_its_field_and_nothing_is_lost(team: Team, ada: Person):
    ada.types("/givefirst", "settings")
    ada.submits(holidays_in="Middle-earth", language="de")
    assert ada.modal is not None
    assert list(ada.modal.errors) == ["holidays_in"]
    assert row(team, ada).chosen_locale is None


def test_nobody_is_invited_on_a_holiday(team: Team, ada: Person):
    ben = team.joins("ben", offers="stretched photos", tz="America/New_York")
    team.at(datetime(2026, 11, 26, 15, 1, tzinfo=UTC))
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    team.later(hours=3)
    assert ben.inbox == [], "Thanksgiving"
    team.at(datetime(2026, 11, 27, 14, 1, tzinfo=UTC))
    assert PHOTO in ben.read(ben.inbox[-1])


def test_the_automatic_language_is_the_one_of_slack(team: Team, ada: Person):
    ada.types("/givefirst", "language de")
    ada.types("/givefirst", "settings")
    ada.submits(language="auto")
    saved = row(team, ada)
    assert saved.chosen_locale is None
    assert saved.locale == "en-US"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"work_starts": "17:00", "work_ends": "09:00"}, "work_ends"),
        ({"work_starts": "09:00", "work_ends": "09:00"}, "work_ends"),
        ({"work_days": []}, "work_days"),
    ],
)
def test_hours_nobody_could_work_are_named_on_their_field(
    team: Team, ada: Person, typed: dict[str, object], field: str
):
    ada.types("/givefirst", "settings")
    ada.submits(language="de", **typed)
    assert ada.modal is not None
    assert list(ada.modal.errors) == [field]
    saved = row(team, ada)
    assert (saved.chosen_locale, saved.workday_starts, saved.workday_ends) == (None, time(9), time(17))
    assert saved.workdays == "12345"


def test_invitations_keep_to_the_hours_that_were_set(team: Team, ada: Person):
    ben = team.joins("ben", offers="stretched photos", tz="Europe/Berlin")
    ben.types("/givefirst", "settings")
    ben.submits(work_starts="13:00", work_ends="18:00")
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    assert ben.inbox == []
    team.at(datetime(2026, 11, 24, 12, 1, tzinfo=UTC))
    assert PHOTO in ben.read(ben.inbox[-1])


def test_whoever_is_paused_is_asked_nothing_until_the_pause_ends(team: Team, ada: Person):
    ben = team.joins("ben", offers="stretched photos")
    ben.types("/givefirst", "pause 2w")
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    assert ben.inbox == []
    ben.types("/givefirst", "resume")
    ada.types("/ask", "another photo is stretched")
    ada.submits(audience="helpers")
    assert "another photo" in ben.read(ben.inbox[-1])


def test_a_pause_ends_by_itself(team: Team, ada: Person):
    ada.types("/givefirst", "pause 2w")
    until = row(team, ada).paused_until
    assert until == datetime(2026, 12, 8, 8, tzinfo=UTC)
    assert service.is_paused(row(team, ada), clock.now())
    assert not service.is_paused(row(team, ada), until)


def member(**values: object) -> Member:
    made = Member(workspace_id=1, slack_id="U1", zone="Europe/Berlin")
    for name, value in values.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([1, 2, 3, 4, 5], "Monday to Friday"),
        ([1, 2, 3, 4, 5, 6, 7], "every day"),
        ([1, 3], "Monday and Wednesday"),
        ([2, 3], "Tuesday and Wednesday"),
        ([1, 2, 4, 5], "Monday, Tuesday, Thursday and Friday"),
        ([7], "Sunday"),
        ([5, 6, 7], "Friday to Sunday"),
    ],
)
def test_working_days_are_said_as_people_say_them(days: list[int], words: str):
    assert views.days_in_words(days, "en") == words


@given(st.sets(st.integers(1, 7), min_size=1))
def test_any_working_days_can_be_saved_and_said(days: set[int]):
    someone = member()
    service.save_settings(someone, language="auto", starts=time(8), ends=time(12), days=days)
    assert service.hours_of(someone).days == days
    assert "08:00 to 12:00" in views.state_lines(someone, "en", now=TUESDAY_TEN)


def test_the_state_says_language_hours_and_pause():
    someone = member(slack_locale="en-GB", paused_until=datetime(2026, 12, 7, 8, tzinfo=UTC))
    assert views.state_lines(someone, "en-GB", now=TUESDAY_TEN).splitlines() == [
        "Language: English, as in Slack",
        "Working hours: Monday to Friday, 09:00 to 17:00 (Europe/Berlin)",
        "Paused until Monday, 7 December, 09:00; `/givefirst resume` ends it",
    ]


def test_a_pause_that_is_over_is_not_mentioned():
    someone = member(paused_until=TUESDAY_TEN)
    assert views.state_lines(someone, "en", now=TUESDAY_TEN).endswith("Not paused")
