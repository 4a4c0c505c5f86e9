from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.members import hours as clock
from bot.members.hours import Hours
from bot.members.phrases import LONGEST_PAUSE, UnknownPhrase, pause_until

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = Hours(zone="Europe/Berlin", starts=time(9), ends=time(17), days=frozenset({1, 2, 3, 4, 5}))
# A Wednesday, shortly before noon.
NOW = datetime(2026, 11, 25, 11, 50, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", "2026-12-09"),
        ("   ", "2026-12-09"),
        ("2w", "2026-12-09"),
        ("2 w", "2026-12-09"),
        ("2 weeks", "2026-12-09"),
        ("for 2 weeks", "2026-12-09"),
        ("two weeks", "2026-12-09"),
        ("2 Wochen", "2026-12-09"),
        ("für zwei Wochen", "2026-12-09"),
        ("fu\u0308r die na\u0308chsten 2 Wochen", "2026-12-09"),
        ("vierzehn Tage", "2026-12-09"),
        ("a week", "2026-12-02"),
        ("for a week", "2026-12-02"),
        ("eine Woche", "2026-12-02"),
        ("1 Woche!", "2026-12-02"),
        ("in einer Woche", "2026-12-02"),
        ("1d", "2026-11-26"),
        ("a day", "2026-11-26"),
        ("2d", "2026-11-27"),
        ("3d", "2026-11-30"),
        ("3 days", "2026-11-30"),
        ("3 Tage", "2026-11-30"),
        ("drei Tage", "2026-11-30"),
        ("fünf Tage", "2026-11-30"),
        ("fuenf Tage", "2026-11-30"),
        ("1 month", "2026-12-25"),
        ("a month", "2026-12-25"),
        ("ein Monat", "2026-12-25"),
        ("für einen Monat", "2026-12-25"),
        ("3 Monate", "2027-02-25"),
        ("12 months", "2027-11-25"),
        ("1 year", "2027-11-25"),
        ("ein Jahr", "2027-11-25"),
        ("tomorrow", "2026-11-26"),
        ("until tomorrow", "2026-11-26"),
        ("morgen", "2026-11-26"),
        ("bis morgen", "2026-11-26"),
        ("übermorgen", "2026-11-27"),
        ("until monday", "2026-11-30"),
        ("monday", "2026-11-30"),
        ("UNTIL MONDAY", "2026-11-30"),
        ("bis Montag", "2026-11-30"),
        ("bis zum nächsten Montag", "2026-11-30"),
        ("until next Mon", "2026-11-30"),
        ("bis Fr", "2026-11-27"),
        ("wednesday", "2026-12-02"),
        ("bis Samstag", "2026-11-30"),
        ("bis Sonnabend", "2026-11-30"),
        ("next week", "2026-11-30"),
        ("bis nächste Woche", "2026-11-30"),
        ("next month", "2026-12-01"),
        ("until 2026-12-24", "2026-12-24"),
        ("2026-12-24", "2026-12-24"),
        ("bis 24.12.", "2026-12-24"),
        ("bis 24.12", "2026-12-24"),
        ("bis zum 24. 12.", "2026-12-24"),
        ("bis 24.12.2026", "2026-12-24"),
        ("bis 24.12.26", "2026-12-24"),
        ("bis zum 4.1.", "2027-01-04"),
        ("bis 24.11.", "2027-11-24"),
        ("bis 24. Dezember", "2026-12-24"),
        ("until 24 December 2026", "2026-12-24"),
        ("until the 24th of December", "2026-12-24"),
        ("until Dec 24, 2026", "2026-12-24"),
        ("until january 4th", "2027-01-04"),
        ("bis 1. März", "2027-03-01"),
        ("2026-11-28", "2026-11-30"),
        ("2027-11-26", "2027-11-26"),
    ],
)
def test_a_pause_ends_when_work_starts_that_day(typed: str, day: str) -> None:
    until = pause_until(typed, NOW, HOURS)
    assert until == datetime.combine(datetime.fromisoformat(day), time(9), BERLIN)
    assert until.tzinfo is UTC


@pytest.mark.parametrize(
    "typed",
    [
        "0 days",
        "0d",
        "-3 days",
        "1.5 weeks",
        "2",
        "weeks",
        "for",
        "until",
        "bis zum",
        "heute",
        "2 hours",
        "2m",
        "53 weeks",
        "367 days",
        "13 months",
        "2 years",
        "9999 days",
        "9999 years",
        "99999 days",
        "9" * 90 + " weeks",
        "9" * 5000,
        "٣ days",
        "yesterday",
        "gestern",
        "2026-11-25",
        "bis 25.11.",
        "2026-11-24",
        "bis 24.11.2026",
        "until 2025-12-24",
        "2027-11-27",
        "9999-12-31",
        "0000-01-01",
        "2026-13-01",
        "2026-02-30",
        "bis 31.2.",
        "bis 29.2.",
        "bis 0.0.",
        "12/24",
        "24 Brumaire",
        "monday tuesday",
        "monday 2w",
        "next",
        "week",
        "for ever",
        "forever",
        "until the cows come home",
        "🏖️",
        "2 🏖️",
        "<@U123>",
        "<!channel>",
        "*2w*",
        "2w\x00",
        "\ud800",
        "x" * 10_000,
    ],
)
def test_what_is_no_time_ahead_is_not_understood(typed: str) -> None:
    with pytest.raises(UnknownPhrase) as unknown:
        pause_until(typed, NOW, HOURS)
    assert typed.startswith(unknown.value.word)
    assert 0 < len(unknown.value.word) <= 100


def test_a_weekday_is_never_today() -> None:
    early_monday = datetime(2026, 11, 30, 7, tzinfo=BERLIN)
    assert pause_until("monday", early_monday, HOURS) == datetime(2026, 12, 7, 9, tzinfo=BERLIN)


def test_tomorrow_is_the_members_own() -> None:
    in_auckland = Hours(zone="Pacific/Auckland", starts=time(8), ends=time(16), days=frozenset({1, 2, 3, 4, 5, 6, 7}))
    noon_in_berlin_past_midnight_there = datetime(2026, 11, 25, 12, 30, tzinfo=BERLIN)
    friday_there = datetime(2026, 11, 27, 8, tzinfo=ZoneInfo("Pacific/Auckland"))
    assert pause_until("tomorrow", noon_in_berlin_past_midnight_there, in_auckland) == friday_there


def test_a_month_after_the_31st_ends_with_the_month() -> None:
    assert pause_until("1 month", datetime(2027, 1, 31, 12, tzinfo=BERLIN), HOURS) == datetime(
        2027, 3, 1, 9, tzinfo=BERLIN
    )
    assert pause_until("13 weeks", datetime(2026, 11, 30, 12, tzinfo=BERLIN), HOURS) == datetime(
        2027, 3, 1, 9, tzinfo=BERLIN
    )
    assert pause_until("3 months", datetime(2026, 11, 30, 12, tzinfo=BERLIN), HOURS) == datetime(
        2027, 3, 1, 9, tzinfo=BERLIN
    )


def test_a_pause_over_a_change_of_clocks_still_ends_at_nine() -> None:
    assert pause_until("1w", datetime(2027, 3, 24, 12, tzinfo=BERLIN), HOURS) == datetime(2027, 3, 31, 9, tzinfo=BERLIN)


def test_a_leap_day_is_found_when_it_is_next() -> None:
    assert pause_until("bis 29.2.", datetime(2028, 1, 3, 12, tzinfo=BERLIN), HOURS) == datetime(
        2028, 2, 29, 9, tzinfo=BERLIN
    )


WORDS = """
    until bis for für zum the next nächste 2 0 14 400 a eine w week Wochen d Tage month Jahr monday Mo . 24. 12. 2026
    24.12. 2026-12-24 Dezember tomorrow morgen 🏖️ am in, -
"""
words = st.sampled_from(WORDS.split())


@settings(deadline=None)
@given(
    st.one_of(st.text(), st.lists(words).map(" ".join), st.lists(words).map("".join), st.dates().map(str)),
    st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - aware below
)
@example("29.2.", datetime(2027, 12, 31, tzinfo=UTC))
def test_anything_typed_is_a_working_moment_ahead_or_not_understood(typed: str, now: datetime) -> None:
    try:
        until = pause_until(typed, now, HOURS)
    except UnknownPhrase:
        return
    assert now < until <= now + LONGEST_PAUSE + timedelta(days=4)
    assert until == clock.first_working_moment(HOURS, clock.working_day_of(HOURS, until))
