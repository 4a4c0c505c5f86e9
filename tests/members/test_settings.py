"""Settings: a language and a working week of one's own, and pauses."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import clock
from bot.members import service, settings, views
from handlers import givefirst
from models import Member, NudgeKind
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
        "holidays_in": None,
        "pause": None,
        "ideas": "on",
        "thanks_may_be_told": "ask",
        "matching": [],
        "nudges_a_week": "usual",
        "nudge_kinds": [kind.value for kind in NudgeKind if kind is not NudgeKind.PAUSED],
        "host": [],
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


class Chosen:
    """The answers of a form that was sent."""

    def __init__(self, **values: Any) -> None:
        self.values = values

    def text(self, name: str) -> str:
        return str(self.values[name] or "")

    def several(self, name: str) -> list[str]:
        return list(self.values[name])


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
    chosen = Chosen(work_starts="08:00", work_ends="12:00", work_days=[str(day) for day in days])
    settings.save(Session(), someone, chosen, now=TUESDAY_TEN)
    assert service.hours_of(someone).days == days
    assert "08:00 to 12:00" in views.state_lines(someone, "en", now=TUESDAY_TEN)


def test_the_state_says_language_hours_and_pause():
    someone = member(slack_locale="en-GB", nudges_a_week=2, paused_until=datetime(2026, 12, 7, 8, tzinfo=UTC))
    assert views.state_lines(someone, "en-GB", now=TUESDAY_TEN).splitlines() == [
        "Language: English, as in Slack",
        "Working hours: Monday to Friday, 09:00 to 17:00 (Europe/Berlin)",
        "Public holidays: Germany",
        "Messages unasked, at most so many a week: 2",
        "Paused until Monday, 7 December, 09:00; `/givefirst resume` ends it",
    ]


def test_a_pause_that_is_over_is_not_mentioned():
    someone = member(paused_until=TUESDAY_TEN)
    assert views.state_lines(someone, "en", now=TUESDAY_TEN).endswith("Not paused")


def test_a_form_that_does_not_ask_for_something_leaves_it_alone():
    someone = member(paused_until=datetime(2026, 12, 7, 8, tzinfo=UTC), muted_nudges="still_open")
    settings.save(Session(), someone, Chosen(language="de"), now=TUESDAY_TEN)
    assert (someone.chosen_locale, someone.muted_nudges) == ("de", "still_open")
    assert someone.paused_until is not None


def test_every_setting_has_its_own_inputs(team: Team, ada: Person):
    ada.types("/givefirst", "settings")
    assert list(ada.holds()) == [name for setting in (*settings.SETTINGS, *givefirst.ALSO) for name in setting.names]


def test_a_pause_is_set_in_the_form_by_the_day_one_is_back(team: Team, ada: Person):
    ben = team.joins("ben", offers="stretched photos")
    ben.types("/givefirst", "settings")
    ben.submits(pause="2026-12-01")
    assert row(team, ben).paused_until == datetime(2026, 12, 1, 8, tzinfo=UTC)
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    assert ben.inbox == []
    ben.types("/givefirst", "settings")
    assert ben.holds()["pause"] == "2026-12-01"
    ben.submits(pause=None)
    assert row(team, ben).paused_until is None


@pytest.mark.parametrize("day", ["2026-11-24", "2020-01-01", "2028-01-01"])
def test_a_pause_that_cannot_be_is_refused_on_its_field_and_nothing_is_saved(team: Team, ada: Person, day: str):
    ada.types("/givefirst", "settings")
    ada.submits(pause=day, language="de")
    assert ada.modal is not None
    assert list(ada.modal.errors) == ["pause"]
    assert (row(team, ada).paused_until, row(team, ada).chosen_locale) == (None, None)


def test_a_pause_that_is_over_is_not_in_the_form(team: Team, ada: Person):
    ada.types("/givefirst", "pause 2 days")
    team.later(days=3)
    ada.types("/givefirst", "settings")
    assert ada.holds()["pause"] is None


def test_a_kind_of_nudge_that_is_unchecked_does_not_come(team: Team, ada: Person):
    ada.types("/ask", PHOTO)
    ada.submits()
    ada.types("/givefirst", "settings")
    wanted = [kind for kind in ada.holds()["nudge_kinds"] if kind != "still_open"]
    ada.submits(nudge_kinds=wanted)
    assert row(team, ada).muted_nudges == "still_open"
    team.at(datetime(2026, 11, 26, 9, 5, tzinfo=UTC))
    team.later(minutes=1)
    assert not any("Is it still open?" in ada.read(message) for message in ada.inbox)
    ada.types("/givefirst", "settings")
    assert ada.holds()["nudge_kinds"] == wanted
    ada.submits(nudge_kinds=["still_open", *wanted])
    assert row(team, ada).muted_nudges == ""


def test_a_kind_that_comes_more_rarely_stays_rare_while_it_is_checked(team: Team, ada: Person):
    ada.types("/givefirst")
    with team.app.database.transaction() as tx:
        tx.execute(update(Member).where(Member.slack_id == ada.user_id).values(muted_nudges="still_open:14"))
    ada.types("/givefirst", "settings")
    ada.submits(language="de")
    assert row(team, ada).muted_nudges == "still_open:14"
    ada.types("/givefirst", "settings")
    ada.submits(nudge_kinds=[])
    assert "still_open " in row(team, ada).muted_nudges


def test_thanks_are_told_or_kept_as_it_was_set(team: Team, ada: Person):
    ben = team.joins("ben")
    for choice, words in (("yes", "may be told in the weekly letter, as you said"), ("no", "stays between the two")):
        ben.types("/givefirst", "settings")
        ben.submits(thanks_may_be_told=choice)
        ada.types("/thanks", f"@ben for the slides, {choice}")
        assert words in ben.read(ben.inbox[-1])
    ben.types("/givefirst", "settings")
    assert ben.holds()["thanks_may_be_told"] == "no"
    ben.submits(thanks_may_be_told="ask")
    assert row(team, ben).thanks_may_be_told is None


def test_hosts_and_summaries_are_chosen_in_the_form(team: Team, ada: Person):
    ada.types("/givefirst", "settings")
    ada.submits(host=["yes"], weekly_summary=["yes"])
    assert (row(team, ada).is_host, row(team, ada).weekly_summary) == (True, True)
    ada.types("/givefirst", "settings")
    assert (ada.holds()["host"], ada.holds()["weekly_summary"]) == (["yes"], ["yes"])
    ada.submits(host=[], weekly_summary=[])
    assert (row(team, ada).is_host, row(team, ada).weekly_summary) == (False, False)


def test_guests_are_not_asked_to_say_hello(team: Team):
    guest = team.joins("guest", guest=True)
    guest.types("/givefirst", "settings")
    assert "host" not in guest.holds()
    guest.submits(language="de")
    assert row(team, guest).chosen_locale == "de"
