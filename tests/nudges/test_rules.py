import zoneinfo
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.members.hours import Hours, is_working, working_day_of
from bot.nudges import rules
from bot.nudges.rules import Budget, next_chance
from models import Member, NudgeKind
from tests.conftest import TUESDAY_TEN

BERLIN = Hours(zone="Europe/Berlin", starts=time(9), ends=time(17), days=frozenset({1, 2, 3, 4, 5}))
USUAL = Budget(a_day=1, a_week=3)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
YEAR = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@pytest.mark.parametrize(
    ("now", "sent", "expected"),
    [
        ("Tuesday 10:00", [], "Tuesday 10:00"),
        ("Tuesday 17:00", [], "Wednesday 09:00"),
        ("Tuesday 10:00", ["Tuesday 09:30"], "Wednesday 09:00"),
        ("Friday 16:59", ["Friday 09:00"], "next Monday 09:00"),
        ("Thursday 10:00", ["Monday 12:00", "Tuesday 09:00", "Wednesday 09:00"], "next Monday 12:00"),
        ("Friday 10:00", ["Monday 16:00", "Tuesday 11:00", "Friday 09:00"], "next Monday 16:00"),
        # The seven days end after work.
        ("next Monday 09:00", ["Monday 18:00", "Thursday 09:00", "Friday 09:00"], "next Tuesday 09:00"),
    ],
)
def test_a_nudge_waits_for_hours_and_for_room_in_the_budget(now: str, sent: list[str], expected: str) -> None:
    chance = next_chance(BERLIN, _at(now), sent=[_at(one) for one in sent], budget=USUAL)
    assert chance == _at(expected)


@pytest.mark.parametrize("budget", [Budget(0, 3), Budget(1, 0)])
def test_an_empty_budget_never_allows_one(budget: Budget) -> None:
    assert next_chance(BERLIN, TUESDAY_TEN, sent=[], budget=budget) is None


@given(
    zone=st.sampled_from(sorted(zoneinfo.available_timezones())),
    tries=st.lists(YEAR, min_size=1, max_size=40),
    a_day=st.integers(1, 3),
    a_week=st.integers(1, 5),
)
def test_whoever_waits_for_each_chance_is_never_over_budget(
    zone: str, tries: list[datetime], a_day: int, a_week: int
) -> None:
    """Tried in any order: the clock may go back."""
    hours = Hours(zone=zone, starts=time(8, 30), ends=time(16), days=frozenset({1, 2, 4, 7}))
    budget = Budget(a_day, a_week)
    sent: list[datetime] = []
    for tried in tries:
        chance = next_chance(hours, tried, sent=sent, budget=budget)
        assert chance is not None
        assert chance >= tried
        assert is_working(hours, chance)
        sent.append(chance)
    assert_within(budget, hours, sent)


@given(tried=YEAR, sent=st.lists(YEAR, max_size=10), budget=st.sampled_from([USUAL, Budget(2, 2), Budget(3, 5)]))
def test_a_chance_is_the_first_one_there_is(tried: datetime, sent: list[datetime], budget: Budget) -> None:
    chance = next_chance(BERLIN, tried, sent=sent, budget=budget)
    assert chance is not None
    for minutes in range(0, 60 * 24 * 9, 17):
        earlier = tried + timedelta(minutes=minutes)
        if earlier < chance:
            assert next_chance(BERLIN, earlier, sent=sent, budget=budget) == chance


def assert_within(budget: Budget, hours: Hours, sent: list[datetime]) -> None:
    """Fail unless no local date and no seven days hold more than the budget."""
    days = [working_day_of(hours, one) for one in sent]
    assert all(days.count(day) <= budget.a_day for day in days)
    for start in sent:
        assert sum(start <= one < start + timedelta(days=7) for one in sent) <= budget.a_week


def test_whoever_is_away_is_looked_for_when_the_last_reason_ends() -> None:
    now = TUESDAY_TEN
    member = Member(workspace_id=1, slack_id="U1", paused_until=now + DAY, nudges_snoozed_until=now + 2 * DAY)
    assert rules.away_until(member, now) == now + 2 * DAY
    assert rules.away_until(member, now + DAY) == now + 2 * DAY
    assert rules.away_until(member, now + 2 * DAY) is None
    member.is_on_leave = True
    assert rules.away_until(member, now + 2 * DAY) == now + 3 * DAY, "no end given: look again tomorrow"
    member.leave_ends_at = now + 9 * DAY
    assert rules.away_until(member, now) == now + 9 * DAY
    assert rules.away_until(member, now + 9 * DAY) is None, "the leave is over, whatever the status still says"


def test_fewer_of_a_kind_goes_step_by_step_to_none_and_leaves_the_others_alone() -> None:
    member = Member(workspace_id=1, slack_id="U1", muted_nudges="something_else")
    seen = []
    for _ in range(4):
        days = rules.fewer(rules.rest_of(member, NudgeKind.CAME_OF_IT))
        member.muted_nudges = rules.with_rest(member, NudgeKind.CAME_OF_IT, days)
        seen.append((rules.rest_of(member, NudgeKind.CAME_OF_IT), member.muted_nudges))
    assert seen == [
        (14, "came_of_it:14 something_else"),
        (28, "came_of_it:28 something_else"),
        (rules.NONE_OF_THESE, "came_of_it something_else"),
        (rules.NONE_OF_THESE, "came_of_it something_else"),
    ]
    assert rules.rest_of(member, NudgeKind.STILL_OPEN) == 0
    member.muted_nudges = rules.with_rest(member, NudgeKind.CAME_OF_IT, 0)
    assert member.muted_nudges == "something_else"


@pytest.mark.parametrize(("one", "other", "longest"), [(0, 14, 14), (28, 14, 28), (28, -1, -1), (-1, 0, -1), (0, 0, 0)])
def test_none_is_the_longest_rest(one: int, other: int, longest: int) -> None:
    assert rules.longer(one, other) == longest


def test_four_in_a_row_without_a_press_are_ignored() -> None:
    assert not rules.are_ignored([None, None, None])
    assert rules.are_ignored([None, None, None, None])
    assert not rules.are_ignored([None, None, None, TUESDAY_TEN])
    assert rules.are_ignored([None, None, None, None, TUESDAY_TEN])


def _at(words: str) -> datetime:
    """Read "next Monday 09:00": a clock time in Berlin in the week of 23 November 2026, or in the one after."""
    *_, day, clock = words.split()
    date = 23 + DAYS.index(day) + (7 if words.startswith("next") else 0)
    moment = datetime(2026, 11, 1, int(clock[:2]), int(clock[3:]), tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
    return (moment + timedelta(days=date - 1)).astimezone(UTC)
