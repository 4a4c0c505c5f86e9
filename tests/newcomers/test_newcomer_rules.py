"""When somebody is welcomed, and which host is chosen."""

import zoneinfo
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.members.hours import Hours, is_working, working_day_of
from bot.newcomers import rules
from bot.newcomers.rules import Host
from models import Consent, GreetingState, WelcomeState

ZONES = st.sampled_from(sorted(zoneinfo.available_timezones()))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@given(zone=ZONES, joined=MOMENTS, days=st.sampled_from(["12345", "1", "67", "1234567"]))
def test_the_second_working_morning_is_the_start_of_another_working_day(zone: str, joined: datetime, days: str):
    hours = Hours(zone, time(9), time(17), frozenset(int(day) for day in days))
    welcomed = rules.second_working_morning(hours, joined)
    assert is_working(hours, welcomed)
    assert not is_working(hours, welcomed - timedelta(seconds=1))
    assert working_day_of(hours, welcomed) > working_day_of(hours, joined)
    assert welcomed - joined < timedelta(days=15)


@given(zone=ZONES, joined=MOMENTS)
def test_nobody_is_looked_after_before_ten_working_days(zone: str, joined: datetime):
    hours = Hours(zone, time(9), time(17), frozenset({1, 2, 3, 4, 5}))
    assert timedelta(days=13) < rules.look_at(hours, joined) - joined < timedelta(days=18)


@pytest.mark.parametrize(
    ("hosts", "chosen"),
    [
        ([], None),
        ([Host(2), Host(1)], 1),
        ([Host(1, last_asked_at=NOON), Host(2)], 2),
        ([Host(1), Host(2, channel="C1")], 2),
        ([Host(1, channel="C1"), Host(2, topic="maps", last_asked_at=NOON)], 2),
        ([Host(1, topic="maps", last_asked_at=NOON), Host(2, topic="Excel", last_asked_at=NOON - timedelta(1))], 2),
    ],
)
def test_whoever_has_something_to_share_goes_first_and_then_whoever_was_asked_longest_ago(
    hosts: list[Host], chosen: int | None
):
    found = rules.choose(hosts)
    assert (found.member_id if found else None) == chosen


def test_a_month_is_that_of_the_calendar_on_the_wall():
    late, early = datetime(2026, 11, 30, 23, 30, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)
    assert rules.is_same_month(late, early, zone="Europe/Berlin")
    assert not rules.is_same_month(late, early, zone="UTC")
    assert not rules.is_same_month(NOON, NOON.replace(year=2027), zone="UTC")


def test_a_line_is_shared_when_a_word_of_it_is():
    lines = [("old maps", ["old", "map"]), ("Excel", ["excel"])]
    assert rules.shared(lines, {"excel"}) == "Excel"
    assert rules.shared(lines, {"piano"}) == ""


def test_an_answer_is_tidied_and_not_endless():
    assert rules.tidy("  a\x00b ", field="why_here") == "ab"
    with pytest.raises(Refusal) as refusal:
        rules.tidy("x" * 301, field="why_here")
    assert refusal.value.field == "why_here"


def test_what_ends_stays_ended():
    assert not rules.WELCOME_MOVES[WelcomeState.REMINDED] | rules.WELCOME_MOVES[WelcomeState.OVER]
    assert not rules.GREETING_MOVES[GreetingState.HELLO]
    assert not rules.CONSENT_MOVES[Consent.YES]
    for table, states in (
        (rules.WELCOME_MOVES, WelcomeState),
        (rules.GREETING_MOVES, GreetingState),
        (rules.CONSENT_MOVES, Consent),
    ):
        assert set(table) == set(states)
