"""Whatever the zone and its clocks do: one letter in each period of a channel, no more and no less."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db import Database
from bot.digest import rules
from bot.digest.phrases import Plan
from models import Rhythm
from tests.digest.channel import Office

ZONES = sorted(zoneinfo.available_timezones())
STARTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
# The hours in which clocks are changed come up often.
CLOCKS = st.one_of(st.times(), st.sampled_from([time(0), time(0, 30), time(1, 30), time(2, 30), time(3), time(23, 30)]))
PLANS = st.builds(
    Plan,
    weekday=st.integers(1, 7),
    at=CLOCKS.map(lambda clock: clock.replace(second=0, microsecond=0)),
    locale=st.sampled_from(["de", "en"]),
    rhythm=st.sampled_from(Rhythm),
)
# The bot runs, hangs for hours, and is down for weeks at times.
PAUSES = st.lists(
    st.one_of(
        st.timedeltas(timedelta(seconds=1), timedelta(hours=30)),
        st.timedeltas(timedelta(hours=30), timedelta(days=40)),
    ),
    min_size=15,
    max_size=25,
)


def schedule(start: datetime, plan: Plan, zone: str, most: int) -> list[datetime]:
    """Return when letters are due, one after the other."""
    counted_from = rules.first_date(start, plan.weekday, plan.at, zone)
    moments: list[datetime] = []
    while len(moments) < most:
        after = moments[-1] if moments else start
        moments.append(rules.next_due(after, plan.rhythm, plan.weekday, plan.at, zone, counted_from=counted_from))
    return moments


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=STARTS, zone=st.sampled_from(ZONES), plan=PLANS, pauses=PAUSES)
def test_never_twice_and_none_lost_however_irregular_the_clock_of_the_bot(
    database: Database, start: datetime, zone: str, plan: Plan, pauses: list[timedelta]
) -> None:
    office = Office(database, start)
    office.subscribes("C1", plan, zone=zone)
    office.asks("the photo is stretched")
    moments = schedule(start, plan, zone, 300)
    told_until = start
    for pause in pauses:
        office.now += pause
        missed = [moment for moment in moments if told_until < moment <= office.now]
        following = next(moment for moment in moments if moment > office.now)
        is_left_to_the_next = following - office.now < timedelta(days=1)
        assert office.sends() == (bool(missed) and not is_left_to_the_next)
        assert office.sends() == 0, "another replica finds nothing to do"
        told_until = office.now
    (subscription,) = office.subscriptions()
    assert subscription.next_at == next(moment for moment in moments if moment > office.now)


@given(start=STARTS, zone=st.sampled_from(ZONES), plan=PLANS)
def test_years_of_letters_have_one_in_each_period(start: datetime, zone: str, plan: Plan) -> None:
    moments = schedule(start, plan, zone, 53)
    assert moments[0] > start
    local = [moment.astimezone(ZoneInfo(zone)) for moment in moments]
    weeks = [one.date() - timedelta(days=one.weekday()) for one in local]
    if plan.rhythm is Rhythm.MONTHLY:
        months = [(one.year, one.month) for one in local]
        assert all(following == after(month) for month, following in pairwise(months))
    else:
        apart = timedelta(weeks=2 if plan.rhythm is Rhythm.TWO_WEEKS else 1)
        assert weeks == [weeks[0] + number * apart for number in range(53)]
    on_time = [one for one in local if one.time() == plan.at and one.isoweekday() == plan.weekday]
    assert len(on_time) >= 51
    if plan.rhythm is Rhythm.MONTHLY:
        assert all(one.day <= 7 for one in on_time)


def after(month: tuple[int, int]) -> tuple[int, int]:
    """Return the month after one."""
    last = date(*month, 28) + timedelta(days=4)
    return last.year, last.month
