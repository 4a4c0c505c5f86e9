from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest import rules

DAY = date(2026, 11, 23)
DUE = datetime(2026, 11, 23, 8, tzinfo=UTC)


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


@pytest.mark.parametrize(("late", "skipped"), [({"hours": 47, "minutes": 59}, False), ({"days": 2}, True)])
def test_two_days_late_is_too_late(late: dict[str, float], skipped: bool) -> None:
    assert rules.is_too_late(DUE, DUE + timedelta(**late)) is skipped
