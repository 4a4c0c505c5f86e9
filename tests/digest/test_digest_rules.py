from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest import rules
from bot.digest.rules import Week
from models import Rhythm

DAY = date(2026, 11, 23)
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


@given(asks=st.lists(st.integers(), unique=True, max_size=12), day=st.dates(), channel=st.text(max_size=9))
def test_a_letter_holds_at_most_five_each_once_and_says_the_same_when_written_again(
    asks: list[int], day: date, channel: str
) -> None:
    drawn = rules.draw(asks, workspace_id=1, channel=channel, day=day)
    assert len(drawn) == min(5, len(asks))
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= set(asks)
    assert drawn == rules.draw(asks, workspace_id=1, channel=channel, day=day)


def test_over_the_weeks_everybody_comes_first_at_some_time() -> None:
    weeks = [DAY + timedelta(weeks=week) for week in range(60)]
    first = {rules.draw(range(9), workspace_id=1, channel="C1", day=day)[0] for day in weeks}
    assert first == set(range(9))


def test_channels_and_workspaces_draw_for_themselves() -> None:
    drawn = {
        tuple(rules.draw(range(30), workspace_id=workspace_id, channel=channel, day=DAY))
        for workspace_id in (1, 2)
        for channel in ("C1", "C2")
    }
    assert len(drawn) == 4


@pytest.mark.parametrize(("before", "skipped"), [({"hours": 23, "minutes": 59}, True), ({"days": 1}, False)])
def test_a_missed_letter_leaves_it_to_one_that_is_due_within_a_day(before: dict[str, float], skipped: bool) -> None:
    assert rules.is_overtaken(MONDAY, MONDAY - timedelta(**before)) is skipped


@pytest.mark.parametrize(
    ("rhythm", "after", "due"),
    [
        (Rhythm.WEEKLY, datetime(2026, 11, 24, tzinfo=UTC), "2026-11-30"),
        (Rhythm.TWO_WEEKS, datetime(2026, 11, 24, tzinfo=UTC), "2026-12-07"),
        (Rhythm.TWO_WEEKS, datetime(2026, 12, 7, 8, tzinfo=UTC), "2026-12-21"),
        (Rhythm.MONTHLY, datetime(2026, 11, 24, tzinfo=UTC), "2026-12-07"),
        (Rhythm.MONTHLY, datetime(2026, 12, 7, 8, tzinfo=UTC), "2027-01-04"),
        (Rhythm.MONTHLY, datetime(2026, 12, 7, 7, 59, tzinfo=UTC), "2026-12-07"),
    ],
)
def test_less_often_is_counted_from_a_date_or_by_the_month(rhythm: Rhythm, after: datetime, due: str) -> None:
    found = rules.next_due(after, rhythm, 1, time(9), "Europe/Berlin", counted_from=date(2026, 11, 23))
    assert found == datetime.fromisoformat(f"{due}T09:00+01:00")


@given(told=st.dictionaries(st.integers(0, 11), st.datetimes(timezones=st.just(UTC))), channel=st.text(max_size=5))
def test_a_question_comes_again_only_after_all_others(told: dict[int, datetime], channel: str) -> None:
    asked = rules.question(12, told=told, workspace_id=1, channel=channel)
    if len(told) < 12:
        assert asked not in told
    else:
        assert told[asked] == min(told.values())


def test_twelve_whole_weeks_are_drawn_by_the_clocks_of_the_channel() -> None:
    sunday_in_berlin = datetime(2026, 11, 22, 22, 59, tzinfo=UTC)
    assert rules.mondays(sunday_in_berlin, "Europe/Berlin")[-1] == date(2026, 11, 9)
    mondays = rules.mondays(sunday_in_berlin + timedelta(minutes=1), "Europe/Berlin")
    assert (len(mondays), mondays[0], mondays[-1]) == (12, date(2026, 8, 31), date(2026, 11, 16))
    assert rules.start_of(date(2026, 8, 31), "Europe/Berlin") == datetime(2026, 8, 30, 22, tzinfo=UTC)


@pytest.mark.parametrize(("people", "opened", "drawn"), [(5, 1, True), (4, 9, False), (5, 0, False)])
def test_a_picture_needs_five_people_and_something_to_see(people: int, opened: int, drawn: bool) -> None:
    weeks = [Week(DAY, 0, 0)] * 11 + [Week(DAY, opened, 0)]
    assert rules.is_worth_a_picture(weeks, people=people) is drawn
