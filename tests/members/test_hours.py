import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.members import hours as rules
from bot.members.hours import Hours

WEEKDAYS = frozenset({1, 2, 3, 4, 5})
BERLIN = Hours(zone="Europe/Berlin", starts=time(9), ends=time(17), days=WEEKDAYS)
ZONES = sorted(zoneinfo.available_timezones())
FIRST, LAST = datetime(2025, 1, 1), datetime(2028, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone

zones = st.sampled_from(ZONES)
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
durations = st.timedeltas(timedelta(), timedelta(hours=60))
OVERNIGHT_CLOCKS = st.sampled_from([time(hour, minute) for hour in range(4) for minute in (0, 30)])


def _offset(at: datetime, zone: str) -> timedelta | None:
    return at.astimezone(ZoneInfo(zone)).utcoffset()


def _changes(zone: str) -> list[datetime]:
    half_hours = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(48 * 365)]
    offsets = [_offset(at, zone) for at in half_hours]
    return [at for at, before, after in zip(half_hours[1:], offsets, offsets[1:], strict=False) if before != after]


# Clocks that change at night, by half an hour, and at midnight.
CHANGES = [
    (zone, at)
    for zone in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago")
    for at in _changes(zone)
]
near_a_change = st.builds(
    lambda change, away: (change[0], change[1] + away),
    st.sampled_from(CHANGES),
    st.timedeltas(timedelta(days=-2), timedelta(days=2)),
)
where_and_when = st.one_of(st.tuples(zones, moments), near_a_change)


@st.composite
def working_weeks(draw: st.DrawFn, zone: str) -> Hours:
    starts, ends = sorted(draw(st.lists(st.one_of(clocks, OVERNIGHT_CLOCKS), min_size=2, max_size=2, unique=True)))
    days = draw(st.frozensets(st.integers(1, 7), min_size=1))
    return Hours(zone=zone, starts=starts, ends=ends, days=days)


def berlin(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    """A clock time in Berlin; March 2026 begins on a Sunday, clocks go forward on the 29th."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))


def shows_working_time(hours: Hours, at: datetime) -> bool:
    shown = at.astimezone(ZoneInfo(hours.zone))
    return shown.isoweekday() in hours.days and hours.starts <= shown.time() < hours.ends


# Stories


@pytest.mark.parametrize(
    ("at", "working"),
    [
        (berlin(2, 9), True),
        (berlin(2, 16, 59), True),
        (berlin(2, 17), False),
        (berlin(2, 8, 59), False),
        (berlin(7, 12), False),
        (datetime(2026, 3, 2, 8, tzinfo=UTC), True),
        (datetime(2026, 3, 2, 16, tzinfo=UTC), False),
    ],
)
def test_work_is_from_the_start_up_to_the_end_on_working_days(at: datetime, working: bool) -> None:
    assert rules.is_working(BERLIN, at) is working


@pytest.mark.parametrize(
    ("at", "then"),
    [
        (berlin(2, 12), berlin(2, 12)),
        (berlin(2, 6), berlin(2, 9)),
        (berlin(2, 17), berlin(3, 9)),
        (berlin(6, 20), berlin(9, 9)),
        (berlin(28, 20), berlin(30, 9)),
    ],
)
def test_what_comes_outside_hours_waits_for_the_next_morning_of_work(at: datetime, then: datetime) -> None:
    moment = rules.next_working_moment(BERLIN, at)
    assert moment == then
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("at", "hours", "then"),
    [
        (berlin(2, 10), 4, berlin(2, 14)),
        (berlin(2, 15), 4, berlin(3, 11)),
        (berlin(6, 16), 4, berlin(9, 12)),
        (berlin(7, 12), 4, berlin(9, 13)),
        (berlin(2, 13), 4, berlin(3, 9)),
        (berlin(2, 9), 40, berlin(9, 9)),
        (berlin(7, 12), 0, berlin(9, 9)),
        (berlin(27, 16), 2, berlin(30, 10)),
    ],
)
def test_four_working_hours_are_counted_on_the_clock_of_the_working_week(
    at: datetime, hours: int, then: datetime
) -> None:
    assert rules.after_working_time(BERLIN, at, timedelta(hours=hours)) == then


@pytest.mark.parametrize(
    ("at", "days", "then"),
    [
        (berlin(2, 10), 2, berlin(4, 10)),
        (berlin(6, 10), 2, berlin(10, 10)),
        (berlin(6, 20), 2, berlin(11, 9)),
        (berlin(7, 12), 2, berlin(11, 9)),
        (berlin(7, 12), 0, berlin(9, 9)),
        (berlin(27, 10), 1, berlin(30, 10)),
    ],
)
def test_two_working_days_later_is_the_same_clock_time(at: datetime, days: int, then: datetime) -> None:
    assert rules.after_working_days(BERLIN, at, days) == then


def test_a_clock_time_that_is_skipped_on_the_day_moves_on_into_working_hours() -> None:
    by_night = Hours(zone="Europe/Berlin", starts=time(1), ends=time(2, 45), days=frozenset(range(1, 8)))
    assert rules.after_working_days(by_night, berlin(28, 2, 30), 1) == berlin(30, 1)


def test_the_budget_of_a_day_is_kept_by_the_local_date() -> None:
    in_tokyo = Hours(zone="Asia/Tokyo", starts=time(9), ends=time(17), days=WEEKDAYS)
    at = datetime(2026, 3, 2, 16, tzinfo=UTC)
    assert rules.working_day_of(in_tokyo, at) == date(2026, 3, 3)
    assert rules.working_day_of(BERLIN, at) == date(2026, 3, 2)


@pytest.mark.parametrize("name", ["", "Middle/Earth", "../../etc/passwd", "Europe", "\x00", "ü" * 5000, "\ud800"])
def test_an_unknown_zone_is_read_as_utc(name: str) -> None:
    assert rules.zone_of(name).key == "UTC"
    assert rules.local(berlin(2, 9), name).hour == 8


@pytest.mark.parametrize(
    ("starts", "ends", "days"),
    [
        (time(9), time(17), frozenset()),
        (time(17), time(9), WEEKDAYS),
        (time(9), time(9), WEEKDAYS),
        (time(22), time(6), frozenset({0, 9})),
    ],
)
def test_a_week_without_working_time_is_read_as_the_usual_one(starts: time, ends: time, days: frozenset[int]) -> None:
    odd = Hours(zone="Europe/Berlin", starts=starts, ends=ends, days=days)
    assert rules.next_working_moment(odd, berlin(7, 12)) == berlin(9, 9)
    assert rules.after_working_time(odd, berlin(6, 16), timedelta(hours=4)) == berlin(9, 12)


def test_hours_that_cannot_be_are_refused_with_the_field_to_change() -> None:
    rules.may_be_hours(time(9), time(17), [1, 2, 3])
    for starts, ends, days, field in (
        (time(22), time(6), [1], "ends"),
        (time(9), time(9), [1], "ends"),
        (time(9), time(17), [], "days"),
        (time(9), time(17), [0], "days"),
        (time(9), time(17), [1, 8], "days"),
    ):
        with pytest.raises(Refusal) as refused:
            rules.may_be_hours(starts, ends, days)
        assert refused.value.field == field


def test_naive_moments_are_refused() -> None:
    naive = datetime(2026, 3, 2, 12)  # noqa: DTZ001 - that is what is tested
    for question in (
        lambda: rules.is_working(BERLIN, naive),
        lambda: rules.next_working_moment(BERLIN, naive),
        lambda: rules.after_working_time(BERLIN, naive, timedelta(hours=1)),
        lambda: rules.after_working_days(BERLIN, naive, 1),
        lambda: rules.working_day_of(BERLIN, naive),
        lambda: rules.local(naive, "UTC"),
        lambda: rules.next_weekly(naive, 1, time(9), "UTC"),
    ):
        with pytest.raises(ValueError, match="no time zone"):
            question()


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        rules.after_working_time(BERLIN, berlin(2, 9), timedelta(seconds=-1))
    with pytest.raises(ValueError, match="forwards"):
        rules.after_working_days(BERLIN, berlin(2, 9), -1)


@pytest.mark.parametrize(
    ("at", "clock", "then"),
    [
        (berlin(2, 8, 59), time(9), berlin(2, 9)),
        (berlin(2, 9), time(9), berlin(9, 9)),
        (berlin(3, 9), time(9), berlin(9, 9)),
        (berlin(23, 9), time(9), berlin(30, 9)),
    ],
)
def test_the_letter_comes_on_the_next_monday_at_nine(at: datetime, clock: time, then: datetime) -> None:
    assert rules.next_weekly(at, 1, clock, "Europe/Berlin") == then


def test_a_skipped_clock_time_moves_on_and_a_repeated_one_comes_once() -> None:
    spring = rules.next_weekly(berlin(28, 12), 7, time(2, 30), "Europe/Berlin")
    assert spring == berlin(29, 3, 30)
    assert rules.next_weekly(spring, 7, time(2, 30), "Europe/Berlin") == berlin(5, 2, 30, month=4)
    autumn = rules.next_weekly(berlin(24, 12, month=10), 7, time(2, 30), "Europe/Berlin")
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert rules.next_weekly(autumn, 7, time(2, 30), "Europe/Berlin") == berlin(1, 2, 30, month=11)


def test_a_whole_date_that_a_zone_left_out_has_no_working_time() -> None:
    samoa = Hours(zone="Pacific/Apia", starts=time(9), ends=time(17), days=WEEKDAYS)
    thursday_night = datetime(2011, 12, 29, 20, tzinfo=ZoneInfo("Pacific/Apia"))
    assert rules.next_working_moment(samoa, thursday_night) == datetime(2012, 1, 2, 9, tzinfo=ZoneInfo("Pacific/Apia"))


def test_a_weekday_is_an_iso_weekday() -> None:
    for weekday in (0, 8):
        with pytest.raises(ValueError, match="weekday"):
            rules.next_weekly(berlin(2, 9), weekday, time(9), "UTC")


# In every zone, three years long


@settings(deadline=None)
@given(where_and_when, st.data())
def test_the_next_working_moment_is_the_first_one_from_now_on(where: tuple[str, datetime], data: st.DataObject) -> None:
    zone, at = where
    hours = data.draw(working_weeks(zone))
    moment = rules.next_working_moment(hours, at)
    assert moment >= at
    assert rules.is_working(hours, moment)
    assert shows_working_time(hours, moment)
    assert rules.next_working_moment(hours, moment) == moment
    assert (moment == at) == rules.is_working(hours, at)
    between = at + (moment - at) * data.draw(st.floats(0, 1, exclude_max=True))
    assert moment == at or not rules.is_working(hours, min(between, moment - timedelta(microseconds=1)))


@settings(deadline=None)
@given(where_and_when, st.data())
def test_the_clock_on_the_wall_decides_away_from_changes(where: tuple[str, datetime], data: st.DataObject) -> None:
    zone, at = where
    hours = data.draw(working_weeks(zone))
    assume(len({_offset(at + timedelta(hours=away), zone) for away in (-26, -13, 0, 13, 26)}) == 1)
    assert rules.is_working(hours, at) == shows_working_time(hours, at)


@settings(deadline=None)
@given(where_and_when, durations, durations, st.data())
@example(("Europe/Berlin", datetime(2026, 3, 28, 23, tzinfo=UTC)), timedelta(hours=2), timedelta(hours=3), None)
def test_working_time_adds_up_and_ends_inside_working_hours(
    where: tuple[str, datetime], one: timedelta, other: timedelta, data: st.DataObject | None
) -> None:
    zone, at = where
    night = Hours(zone=zone, starts=time(1), ends=time(5), days=frozenset(range(1, 8)))
    hours = data.draw(working_weeks(zone)) if data else night
    assume(datetime.combine(at, hours.ends) - datetime.combine(at, hours.starts) >= timedelta(minutes=30))
    moment = rules.after_working_time(hours, at, one)
    assert moment >= at + one
    assert rules.is_working(hours, moment)
    assert rules.after_working_time(hours, moment, other) == rules.after_working_time(hours, at, one + other)


@settings(deadline=None)
@given(where_and_when, st.timedeltas(timedelta(), timedelta(days=9)), durations, st.data())
def test_whoever_starts_later_is_never_done_earlier(
    where: tuple[str, datetime], later: timedelta, duration: timedelta, data: st.DataObject
) -> None:
    zone, at = where
    hours = data.draw(working_weeks(zone))
    assume(datetime.combine(at, hours.ends) - datetime.combine(at, hours.starts) >= timedelta(minutes=30))
    assert rules.next_working_moment(hours, at) <= rules.next_working_moment(hours, at + later)
    assert rules.after_working_time(hours, at, duration) <= rules.after_working_time(hours, at + later, duration)


@settings(deadline=None)
@given(where_and_when, st.integers(0, 10), st.data())
def test_working_days_end_inside_working_hours_on_a_working_day(
    where: tuple[str, datetime], days: int, data: st.DataObject
) -> None:
    zone, at = where
    hours = data.draw(working_weeks(zone))
    moment = rules.after_working_days(hours, at, days)
    assert moment >= at
    assert rules.is_working(hours, moment)


@settings(deadline=None)
@given(where_and_when, st.integers(0, 6), st.integers(0, 6), st.timedeltas(timedelta(), timedelta(days=9)))
def test_working_days_by_daylight_add_up_and_keep_order(
    where: tuple[str, datetime], one: int, other: int, later: timedelta
) -> None:
    # By daylight: a clock time that is skipped or repeated one night cannot be kept the night after.
    zone, at = where
    hours = Hours(zone=zone, starts=time(9), ends=time(17, 30), days=WEEKDAYS)
    moment = rules.after_working_days(hours, at, one)
    assert rules.after_working_days(hours, moment, other) == rules.after_working_days(hours, at, one + other)
    assert moment <= rules.after_working_days(hours, at + later, one)
    assert rules.local(moment, zone).time() == rules.local(rules.next_working_moment(hours, at), zone).time()


@settings(deadline=None)
@given(where_and_when, st.integers(1, 7), st.one_of(clocks, OVERNIGHT_CLOCKS))
def test_one_letter_a_week_at_the_time_on_the_wall(where: tuple[str, datetime], weekday: int, clock: time) -> None:
    zone, at = where
    last, dates = at, []
    for _ in range(4):
        moment = rules.next_weekly(last, weekday, clock, zone)
        shown = moment.astimezone(ZoneInfo(zone))
        assert moment > last
        assert shown.isoweekday() == weekday
        assert shown.time() == clock or (shown.time() > clock and _is_skipped(shown.date(), clock, zone))
        assert rules.next_weekly(moment - timedelta(microseconds=1), weekday, clock, zone) == moment
        dates.append(shown.date())
        last = moment
    assert [(later - dates[0]).days for later in dates] == [0, 7, 14, 21]
    assert (dates[0] - at.astimezone(ZoneInfo(zone)).date()).days <= 7


def _is_skipped(day: date, clock: time, zone: str) -> bool:
    """Tell whether no clock in the zone ever showed this time on that day."""
    wanted = datetime.combine(day, clock, ZoneInfo(zone))
    return wanted.astimezone(UTC).astimezone(ZoneInfo(zone)).time() != clock
