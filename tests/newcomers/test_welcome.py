"""Joining: a welcome on the second working morning, three questions, and one reminder at most."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import clock
from models import WelcomeState
from tests.newcomers.arrivals import WEDNESDAY_NINE, Arrivals, reads
from tests.team import Person, Team

ANSWERS = {"why_here": "I like maps", "how_came": "a friend", "what_they_do": "tests & <b>more</b>"}


def test_the_welcome_comes_on_the_second_working_morning(arrivals: Arrivals):
    mia = arrivals.join()
    arrivals.at(WEDNESDAY_NINE - timedelta(minutes=10))
    assert mia.inbox == []
    arrivals.at(WEDNESDAY_NINE)
    (welcome,) = reads(mia)
    assert "Good to have you here" in welcome
    assert mia.buttons(mia.inbox[-1]) == ["Say something about me"]
    arrivals.at(WEDNESDAY_NINE + timedelta(days=1))
    assert len(mia.inbox) == 1


@pytest.mark.parametrize(
    ("zone", "joined", "welcomed"),
    [
        # A Saturday: Monday is the first working day.
        ("Europe/Berlin", datetime(2026, 11, 28, 12, tzinfo=UTC), datetime(2026, 12, 1, 8, tzinfo=UTC)),
        # A Friday evening.
        ("Europe/Berlin", datetime(2026, 11, 27, 19, tzinfo=UTC), datetime(2026, 12, 1, 8, tzinfo=UTC)),
        # Early on Wednesday in New York, before work.
        ("America/New_York", datetime(2026, 12, 2, 10, tzinfo=UTC), datetime(2026, 12, 3, 14, tzinfo=UTC)),
        # The day before Thanksgiving.
        ("America/New_York", datetime(2026, 11, 25, 10, tzinfo=UTC), datetime(2026, 11, 27, 14, tzinfo=UTC)),
    ],
)
def test_in_their_own_hours_and_zone(team: Team, arrivals: Arrivals, zone: str, joined: datetime, welcomed: datetime):
    team.at(joined)
    mia = arrivals.join(tz=zone)
    arrivals.at(welcomed - timedelta(minutes=2))
    assert mia.inbox == []
    arrivals.at(welcomed)
    assert len(mia.inbox) == 1


def test_in_their_own_language(arrivals: Arrivals):
    mia = arrivals.join(locale="de-DE")
    arrivals.at(WEDNESDAY_NINE)
    assert "Schön, dass du da bist" in reads(mia)[0]
    mia.presses("Etwas über mich sagen")
    read = mia.read(mia.modal)
    for question in ("Warum bist du hier?", "Wie kamst du zu uns?", "Was machst du?"):
        assert question in read


@pytest.mark.parametrize("who", [{"guest": True}, {"is_bot": True}, {"stranger": True}, {"deleted": True}])
def test_guests_bots_and_people_from_elsewhere_are_left_alone(arrivals: Arrivals, who: dict[str, bool]):
    somebody = arrivals.join("somebody", **who)
    arrivals.at(WEDNESDAY_NINE)
    assert arrivals.rows() == []
    assert somebody.inbox == []


def test_whoever_was_here_before_the_bot_is_not_welcomed(team: Team, arrivals: Arrivals, ada: Person):
    team.joins("ben")
    team.later(days=2)
    team.slack.change_user(ada.user_id, real_name="Ada Lovelace")
    team.later(days=20)
    assert arrivals.rows() == []
    assert ada.inbox == []
    ada.types("/givefirst", "welcome")
    assert "people who have just joined" in ada.read(ada.sees("general")[-1])


def test_slack_repeating_itself_welcomes_once(team: Team, arrivals: Arrivals):
    mia = arrivals.join()
    team.slack.join_team(mia.user_id)
    team.slack.repeat(team.slack.calls("event team_join")[-1])
    arrivals.at(WEDNESDAY_NINE)
    arrivals.at(WEDNESDAY_NINE + timedelta(days=1))
    assert len(mia.inbox) == 1


def test_whoever_is_away_that_morning_is_welcomed_later(team: Team, arrivals: Arrivals):
    mia = arrivals.join()
    back = WEDNESDAY_NINE + timedelta(days=2)
    team.slack.set_status(mia.user_id, "Vacation", ":palm_tree:", expiration=int(back.timestamp()))
    arrivals.at(WEDNESDAY_NINE + timedelta(hours=2))
    assert mia.inbox == []
    arrivals.at(back)
    assert len(mia.inbox) == 1


def test_whoever_is_not_to_be_disturbed_is_welcomed_an_hour_later(team: Team, arrivals: Arrivals):
    mia = arrivals.join()
    team.slack.set_dnd(mia.user_id, int(WEDNESDAY_NINE.timestamp()) - 60, int(WEDNESDAY_NINE.timestamp()) + 1800)
    arrivals.at(WEDNESDAY_NINE)
    assert mia.inbox == []
    arrivals.at(WEDNESDAY_NINE + timedelta(minutes=65))
    assert len(mia.inbox) == 1


def test_whoever_left_before_is_not_written_to(team: Team, arrivals: Arrivals):
    mia = arrivals.join()
    team.slack.deactivate(mia.user_id)
    arrivals.at(WEDNESDAY_NINE)
    (row,) = arrivals.rows()
    assert (row.state, row.welcome_at) == (WelcomeState.OVER, None)
    assert mia.inbox == []


def test_everything_is_optional_and_nothing_is_told_without_a_yes(arrivals: Arrivals):
    mia = arrivals.join()
    arrivals.at(WEDNESDAY_NINE)
    mia.presses("Say something about me")
    assert mia.holds() == {"why_here": None, "how_came": None, "what_they_do": None, "offers": None, "may_be_told": []}
    mia.submits()
    assert "Nothing is written down" in reads(mia)[-1]
    (row,) = arrivals.rows()
    assert (row.answers, row.may_be_told) == (("", "", ""), False)


def test_answers_offers_and_consent_are_kept_and_can_be_changed_and_emptied(team: Team, arrivals: Arrivals):
    mia = arrivals.join()
    arrivals.at(WEDNESDAY_NINE)
    mia.presses("Say something about me")
    mia.submits(**ANSWERS, offers="maps, Excel", may_be_told=["yes"])
    assert "Added to what you offer: maps and Excel" in reads(mia)[-1]
    assert "The next letter to a channel tells your answers" in reads(mia)[-1]
    (row,) = arrivals.rows()
    assert row.answers == tuple(ANSWERS.values())
    mia.types("/offer")
    assert mia.holds()["offers"] == "maps\nExcel"
    mia.closes_the_modal()
    mia.presses("Change it")
    assert mia.holds() == {**ANSWERS, "offers": None, "may_be_told": ["yes"]}
    mia.submits(how_came=None, may_be_told=[])
    (row,) = arrivals.rows()
    assert (row.answers, row.may_be_told, row.agreed_at) == (
        ("I like maps", "", "tests & <b>more</b>"),
        False,
        None,
    )
    mia.types("/givefirst", "willkommen")
    mia.submits(why_here=None, what_they_do=None)
    assert arrivals.rows()[0].answers == ("", "", "")


@pytest.mark.parametrize(
    ("field", "typed"), [("why_here", "x" * 301), ("what_they_do", "maps " * 80), ("offers", "x" * 151)]
)
def test_what_is_too_long_is_sent_back_to_its_field_with_nothing_lost(arrivals: Arrivals, field: str, typed: str):
    mia = arrivals.join()
    arrivals.at(WEDNESDAY_NINE)
    mia.presses("Say something about me")
    mia.submits(how_came="a friend", **{field: typed})
    assert mia.modal is not None
    assert list(mia.modal.errors) == [field]
    assert arrivals.rows()[0].answers == ("", "", "")
    mia.submits(**{field: "short"})
    assert arrivals.rows()[0].how_came == "a friend"


def test_an_empty_profile_is_invited_once_more_after_two_weeks_and_never_again(arrivals: Arrivals):
    mia = arrivals.join()
    arrivals.at(WEDNESDAY_NINE)
    arrivals.day_by_day(WEDNESDAY_NINE + timedelta(days=13, hours=23))
    assert len(mia.inbox) == 1
    arrivals.day_by_day(WEDNESDAY_NINE + timedelta(days=14, minutes=5))
    assert "Two weeks in" in reads(mia)[-1]
    arrivals.day_by_day(clock.now() + timedelta(days=40))
    assert len(mia.inbox) == 2
    assert arrivals.rows()[0].state is WelcomeState.REMINDED


@pytest.mark.parametrize("what", ["an answer", "an offer"])
def test_whoever_told_something_is_not_reminded(arrivals: Arrivals, what: str):
    mia = arrivals.join()
    arrivals.at(WEDNESDAY_NINE)
    if what == "an answer":
        mia.presses("Say something about me")
        mia.submits(why_here="I like maps")
    else:
        mia.types("/offer", "maps")
    before = len(mia.inbox)
    arrivals.day_by_day(WEDNESDAY_NINE + timedelta(days=16))
    assert len(mia.inbox) == before
    assert arrivals.rows()[0].state is WelcomeState.OVER


def test_a_letter_tells_those_who_agreed_once_and_no_longer_when_they_take_it_back(
    team: Team, arrivals: Arrivals, ada: Person
):
    mia, ben = arrivals.join(), arrivals.join("ben")
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    arrivals.at(WEDNESDAY_NINE)
    mia.presses("Say something about me")
    mia.submits(**ANSWERS, may_be_told=["yes"])
    ben.presses("Say something about me")
    ben.submits(why_here="a secret")
    monday = datetime(2026, 11, 30, 8, tzinfo=UTC)
    team.at(monday)
    (letter,) = [text for text in map(ada.read, ada.sees("general")) if "Say hello to" in text]
    for words in (
        "Mia Novak has joined the team",
        "Why are you here? I like maps",
        "What do you do? tests & <b>more</b>",
    ):
        assert words in letter
    assert "a secret" not in letter
    mia.types("/givefirst", "welcome")
    mia.submits(why_here="I love maps")
    assert ada.reads_anywhere("I love maps")
    mia.types("/givefirst", "welcome")
    mia.submits(may_be_told=[])
    assert not [text for text in map(ada.read, ada.sees("general")) if "maps" in text]
    mia.types("/givefirst", "welcome")
    mia.submits(may_be_told=["yes"])
    team.slack.deactivate(mia.user_id)
    team.settle()
    assert not [text for text in map(ada.read, ada.sees("general")) if "maps" in text], "gone with mia"
    team.slack.change_user(mia.user_id, deleted=False)
    team.at(monday + timedelta(days=7))
    assert len([text for text in map(ada.read, ada.sees("general")) if "has joined the team" in text]) == 0, "told once"
