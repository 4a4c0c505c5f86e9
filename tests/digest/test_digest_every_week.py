"""Whatever the zone and its clocks do: one letter in each local week, no more and no less."""

import zoneinfo
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db import Database
from bot.digest.phrases import Plan
from bot.members.hours import next_weekly
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
)
# Never two days without the job.
PAUSES = st.lists(st.timedeltas(timedelta(seconds=1), timedelta(hours=47)), min_size=30, max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=STARTS, zone=st.sampled_from(ZONES), plan=PLANS, pauses=PAUSES)
def test_one_letter_each_week_however_irregular_the_clock_of_the_bot(
    database: Database, start: datetime, zone: str, plan: Plan, pauses: list[timedelta]
) -> None:
    office = Office(database, start)
    office.subscribes("C1", plan, zone=zone)
    office.asks("the photo is stretched")
    due = next_weekly(start, plan.weekday, plan.at, zone)
    for pause in pauses:
        office.now += pause
        is_due = due <= office.now
        assert office.sends() == is_due
        assert office.sends() == 0, "another replica finds nothing to do"
        if is_due:
            due = next_weekly(office.now, plan.weekday, plan.at, zone)


@given(start=STARTS, zone=st.sampled_from(ZONES), plan=PLANS)
def test_a_year_of_letters_has_one_in_each_local_week(start: datetime, zone: str, plan: Plan) -> None:
    moments = [next_weekly(start, plan.weekday, plan.at, zone)]
    while len(moments) < 53:
        moments.append(next_weekly(moments[-1], plan.weekday, plan.at, zone))
    local = [moment.astimezone(ZoneInfo(zone)) for moment in moments]
    weeks = [one.date() - timedelta(days=one.weekday()) for one in local]
    assert weeks == [weeks[0] + timedelta(weeks=number) for number in range(53)]
    assert sum(one.time() == plan.at and one.isoweekday() == plan.weekday for one in local) >= 51
