from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.nudges import jobs
from models import AskState, NudgeKind, NudgeState
from tests.nudges.house import House

DAY = timedelta(days=1)


def test_a_quiet_ask_is_asked_about_once(house: House) -> None:
    ada = house.joins()
    ask = house.asks(ada, check_at=house.now)
    assert jobs.remind_quiet_askers(house.now - timedelta(minutes=1)) == 0
    assert jobs.remind_quiet_askers(house.now) == 1
    assert house.ask_now(ask).check_at is None
    assert house.only_nudge().occasion == f"still_open:{ask.id}:2026-11-24"
    assert jobs.remind_quiet_askers(house.later(days=3)) == 0


def test_one_that_somebody_helps_with_is_asked_about_too_and_a_settled_one_is_not(house: House) -> None:
    ada = house.joins()
    helping = house.asks(ada, state=AskState.IN_HANDS, check_at=house.now)
    house.asks(ada, state=AskState.HELPED, check_at=house.now)
    assert jobs.remind_quiet_askers(house.now) == 1
    assert house.only_nudge().ask_id == helping.id


def test_an_ask_that_stays_open_is_asked_about_again_after_each_quiet_time(house: House) -> None:
    ada = house.joins()
    ask = house.asks(ada, check_at=house.now)
    assert jobs.remind_quiet_askers(house.now) == 1
    assert house.sends() == 1
    house.change(ask, check_at=house.now + 2 * DAY)
    house.later(days=2)
    assert jobs.remind_quiet_askers(house.now) == 1
    assert house.sends() == 1
    assert [nudge.state for nudge in house.nudges()] == [NudgeState.SENT, NudgeState.SENT]


def test_several_replicas_remind_once_for_each_ask(house: House) -> None:
    ada = house.joins()
    for _ in range(5):
        house.asks(ada, check_at=house.now)
    with ThreadPoolExecutor(5) as replicas:
        assert sum(replicas.map(lambda _: jobs.remind_quiet_askers(house.now), range(5))) == 5
    assert len(house.nudges()) == 5


def test_three_weeks_after_help_the_asker_is_asked_what_came_of_it(house: House) -> None:
    ada = house.joins()
    ask = house.helped(ada, days_ago=0)
    house.change(ask, follow_up_at=house.now + 3 * DAY)
    assert jobs.follow_up_help(house.later(days=20, hours=23)) == 0
    assert jobs.follow_up_help(house.later(hours=1)) == 1
    nudge = house.only_nudge()
    assert (nudge.kind, nudge.occasion) == (NudgeKind.CAME_OF_IT, f"came_of_it:{ask.id}")
    assert house.sends() == 1
    assert jobs.follow_up_help(house.later(days=1)) == 0


def test_after_five_weeks_it_is_too_late_to_ask(house: House) -> None:
    ada = house.joins()
    house.helped(ada, days_ago=35.1)
    assert jobs.follow_up_help(house.now) == 0
    house.helped(ada, days_ago=35)
    assert jobs.follow_up_help(house.now) == 1


@pytest.mark.parametrize("state", [AskState.ANSWERED, AskState.WITHDRAWN, AskState.AGED_OUT])
def test_nobody_is_asked_what_came_of_an_ask_that_nobody_helped_with(house: House, state: AskState) -> None:
    house.asks(house.joins(), state=state, settled_at=house.now - 22 * DAY)
    assert jobs.follow_up_help(house.now) == 0


def test_those_who_want_no_such_question_do_not_hold_up_the_others(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_AT_ONCE", 2)
    muted, ada = house.joins("muted", muted_nudges="came_of_it"), house.joins()
    for _ in range(3):
        house.helped(muted, days_ago=25)
    house.helped(ada, days_ago=22)
    assert jobs.follow_up_help(house.now) == 0
    assert jobs.follow_up_help(house.now) == 1
    assert [nudge.member_id for nudge in house.nudges(NudgeState.PLANNED)] == [ada.id]


def test_several_replicas_ask_once_what_came_of_it(house: House) -> None:
    ada = house.joins()
    for _ in range(5):
        house.helped(ada, days_ago=22)
    with ThreadPoolExecutor(5) as replicas:
        assert sum(replicas.map(lambda _: jobs.follow_up_help(house.now), range(5))) == 5
    assert len(house.nudges()) == 5
