"""Where the clock's buttons lead."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.hours import MOST_STRIDES, strides, way_to

BERLIN = ZoneInfo("Europe/Berlin")


def after(button: str, now: datetime) -> datetime:
    return (now.astimezone(UTC) + way_to(button, now)).astimezone(now.tzinfo)


@pytest.mark.parametrize(
    ("button", "now", "then"),
    [
        ("hour", "2026-03-04 09:12", "2026-03-04 10:12"),
        ("tomorrow", "2026-03-04 09:12", "2026-03-05 09:00"),
        ("tomorrow", "2026-03-04 00:30", "2026-03-05 09:00"),
        ("monday", "2026-03-04 09:12", "2026-03-09 09:00"),
        ("monday", "2026-03-08 23:59", "2026-03-09 09:00"),
        ("monday", "2026-03-09 08:00", "2026-03-16 09:00"),
        ("tomorrow", "2026-03-28 12:00", "2026-03-29 09:00"),
        ("monday", "2026-10-23 12:00", "2026-10-26 09:00"),
    ],
)
def test_each_button_leads_to_its_hour_on_the_wall(button: str, now: str, then: str) -> None:
    arrived = after(button, datetime.fromisoformat(now).replace(tzinfo=BERLIN))
    assert arrived.strftime("%Y-%m-%d %H:%M") == then


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    before = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)
    assert after("hour", before).strftime("%H:%M") == "03:30"


def test_there_are_no_other_buttons() -> None:
    with pytest.raises(KeyError):
        way_to("yesterday", datetime(2026, 3, 4, tzinfo=BERLIN))


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - zoned by hypothesis


@given(MOMENTS, st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]))
def test_next_monday_is_the_first_monday_at_nine_after_today(moment: datetime, zone: str) -> None:
    now = moment.astimezone(ZoneInfo(zone))
    arrived = after("monday", now)
    assert (arrived.weekday(), arrived.hour, arrived.minute) == (0, 9, 0)
    assert date.toordinal(now.date()) < date.toordinal(arrived.date()) <= date.toordinal(now.date()) + 7


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=9)))
def test_strides_cover_the_whole_way_forward_and_stay_few(way: timedelta) -> None:
    steps = list(strides(way))
    assert sum(steps, timedelta()) == way
    assert 1 <= len(steps) <= MOST_STRIDES
    assert all(step > timedelta() for step in steps)


def test_a_day_is_walked_hour_by_hour() -> None:
    assert list(strides(timedelta(days=1))) == [timedelta(hours=1)] * 24
