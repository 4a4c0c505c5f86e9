from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from models import AskState, NudgeKind, NudgeState
from tests.conftest import TUESDAY_TEN
from tests.nudges.house import House

DAY = timedelta(days=1)
TUESDAY_NIGHT = TUESDAY_TEN + timedelta(hours=11)
WEDNESDAY_NINE = datetime(2026, 11, 25, 8, tzinfo=UTC)


def test_a_nudge_planned_in_working_hours_goes_out_at_once(house: House) -> None:
    ada = house.joins()
    assert house.plans(house.asks(ada), ada)
    assert house.sends() == 1
    nudge = house.only_nudge()
    assert (nudge.state, nudge.sent_at) == (NudgeState.SENT, house.now)
    (promised,) = house.promised()
    assert (promised.key, promised.people, promised.reason) == (f"nudge:{nudge.id}", "Uada", "nudge")
    assert house.sends() == 0


def test_one_planned_at_night_waits_for_the_morning_and_slack_is_not_asked_before(house: House) -> None:
    ada = house.joins()
    house.plans(house.asks(ada), ada, at=TUESDAY_NIGHT)
    assert house.only_nudge().due_at == WEDNESDAY_NINE
    assert house.sends(TUESDAY_NIGHT) == 0
    assert house.doorman.asked == []
    assert house.sends(WEDNESDAY_NINE) == 1


def test_an_occasion_is_used_once(house: House) -> None:
    ada = house.joins()
    ask = house.asks(ada)
    assert house.plans(ask, ada)
    assert not house.plans(ask, ada)
    assert house.sends() == 1
    assert not house.plans(ask, ada)
    assert len(house.nudges()) == 1


def test_the_same_occasion_in_two_workspaces_is_two(house: House) -> None:
    ada = house.joins()
    assert house.plans(house.asks(ada), ada, "still_open:1")
    first = house.workspace
    with house.database.transaction() as tx:
        other = type(first)(team_id="T2", name="T2", bot_user_id="U0", installed_at=house.now)
        tx.add(other)
    house.workspace = other
    bea = house.joins("bea")
    assert house.plans(house.asks(bea), bea, "still_open:1")


def test_a_muted_kind_is_not_planned_and_its_occasion_is_over(house: House) -> None:
    ada = house.joins(muted_nudges="came_of_it still_open")
    ask = house.asks(ada)
    assert not house.plans(ask, ada)
    house.change(ada, muted_nudges="")
    assert not house.plans(ask, ada)
    assert house.sends() == 0


def test_what_was_muted_after_it_was_planned_lapses_and_the_other_kind_does_not(house: House) -> None:
    ada = house.joins()
    house.plans(house.asks(ada), ada)
    house.plans(house.helped(ada, days_ago=22), ada, kind=NudgeKind.CAME_OF_IT)
    house.change(ada, muted_nudges="still_open")
    assert house.sends() == 1
    assert [(nudge.kind, nudge.state) for nudge in house.nudges()] == [
        (NudgeKind.STILL_OPEN, NudgeState.LAPSED),
        (NudgeKind.CAME_OF_IT, NudgeState.SENT),
    ]


@pytest.mark.parametrize(
    "change", [{"state": AskState.HELPED}, {"state": AskState.WITHDRAWN}, {"check_at": TUESDAY_TEN + DAY}]
)
def test_a_reason_that_is_gone_lets_the_nudge_lapse(house: House, change: dict[str, object]) -> None:
    ada = house.joins()
    ask = house.asks(ada)
    house.plans(ask, ada, at=house.now)
    house.change(ask, **change)
    assert house.sends() == 0
    assert house.only_nudge().state is NudgeState.LAPSED
    assert house.promised() == []


def test_whoever_left_is_not_written_to(house: House) -> None:
    ada = house.joins()
    house.nudged(ada)
    house.change(ada, is_deactivated=True)
    assert house.sends() == 0
    assert house.only_nudge().state is NudgeState.LAPSED


@pytest.mark.parametrize(
    ("away", "due"),
    [
        ({"paused_until": TUESDAY_TEN + 2 * DAY}, TUESDAY_TEN + 2 * DAY),
        ({"nudges_snoozed_until": TUESDAY_NIGHT}, WEDNESDAY_NINE),
        ({"is_on_leave": True, "leave_ends_at": TUESDAY_NIGHT + 4 * DAY}, datetime(2026, 11, 30, 8, tzinfo=UTC)),
        ({"is_on_leave": True}, TUESDAY_TEN + DAY),
        ({"workday_starts": time(11)}, TUESDAY_TEN + timedelta(hours=1)),
        ({"zone": "America/New_York"}, TUESDAY_TEN + timedelta(hours=5)),
    ],
)
def test_whoever_is_away_gets_it_at_their_next_working_moment(
    house: House, away: dict[str, object], due: datetime
) -> None:
    ada = house.joins()
    house.nudged(ada)
    house.change(ada, **away)
    assert house.sends() == 0
    nudge = house.only_nudge()
    assert (nudge.state, nudge.due_at) == (NudgeState.PLANNED, due)


def test_whoever_is_undisturbed_is_tried_again_within_the_day(house: House) -> None:
    ada = house.joins()
    house.nudged(ada)
    house.doorman.undisturbed.add("Uada")
    assert house.sends() == 0
    assert house.only_nudge().due_at == house.now + timedelta(hours=1)
    house.doorman.undisturbed.clear()
    assert house.sends(house.later(hours=1)) == 1


def test_what_changes_while_slack_is_asked_still_counts(house: House) -> None:
    ada = house.joins()
    ask = house.asks(ada)
    house.plans(ask, ada)
    house.doorman.meanwhile = lambda: house.change(ask, state=AskState.HELPED)
    assert house.sends() == 0
    assert house.only_nudge().state is NudgeState.LAPSED


def test_a_second_replica_in_the_middle_sends_nothing_twice(house: House) -> None:
    house.change(house.workspace, nudges_a_day=3)
    house.nudged(house.joins())
    in_between: list[int] = []
    house.doorman.meanwhile = lambda: in_between.append(house.sends())
    assert house.sends() + in_between[0] == 1
    assert len(house.promised()) == 1


def test_one_a_day_and_three_a_week_over_all_kinds(house: House) -> None:
    ada = house.joins()
    house.nudged(ada, many=4)
    house.plans(house.helped(ada, days_ago=21), ada, kind=NudgeKind.CAME_OF_IT)
    went_out = []
    while house.nudges(NudgeState.PLANNED):
        if house.sends():
            went_out.append(house.now.astimezone(ZoneInfo("Europe/Berlin")).strftime("%a %d %H:%M"))
        house.later(minutes=30)
    assert went_out == ["Tue 24 10:00", "Wed 25 09:00", "Thu 26 09:00", "Tue 01 10:00", "Wed 02 09:00"]


def test_each_member_has_a_budget_of_their_own(house: House) -> None:
    ada, bea = house.joins("ada"), house.joins("bea")
    house.nudged(ada)
    house.plans(house.asks(bea), bea)
    assert house.sends() == 2


def test_the_workspace_decides_how_many(house: House) -> None:
    house.change(house.workspace, nudges_a_day=2)
    ada = house.joins()
    house.nudged(ada, many=3)
    assert [house.sends() for _ in range(3)] == [1, 1, 0]


def test_a_workspace_that_wants_none_gets_none(house: House) -> None:
    house.change(house.workspace, nudges_a_week=0)
    house.nudged(house.joins())
    assert house.sends() == 0
    assert house.only_nudge().state is NudgeState.LAPSED


def test_no_nudge_is_moved_on_for_ever(house: House) -> None:
    ada = house.joins(is_on_leave=True)
    house.plans(house.helped(ada, days_ago=21), ada, kind=NudgeKind.CAME_OF_IT)
    for _ in range(14):
        assert house.sends() == 0
        assert house.only_nudge().state is NudgeState.PLANNED
        house.later(days=1)
    assert house.sends(house.later(days=1)) == 0
    assert house.only_nudge().state is NudgeState.LAPSED


def test_after_five_weeks_the_moment_of_any_nudge_is_over(house: House) -> None:
    ada = house.joins(nudges_snoozed_until=house.now + 34 * DAY)
    bea = house.joins("bea", nudges_snoozed_until=house.now + 40 * DAY)
    for member in (ada, bea):
        house.plans(house.asks(member), member)
    while house.nudges(NudgeState.PLANNED):
        house.sends()
        house.later(days=1)
    assert [nudge.state for nudge in house.nudges()] == [NudgeState.SENT, NudgeState.LAPSED]
