"""Whatever the clocks, the zones and the replicas do: never outside hours, never over budget, never twice."""

import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db import Database
from bot.members import service as members
from bot.members.hours import is_working, working_day_of
from bot.nudges import rules, service
from bot.nudges.rules import Budget
from models import AskState, Member, Nudge, NudgeState
from tests.conftest import TUESDAY_TEN
from tests.nudges.house import House

ZONES = st.one_of(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe"]),
    st.sampled_from(sorted(zoneinfo.available_timezones())),
)
CHANGES = st.one_of(
    st.fixed_dictionaries({"zone": ZONES}),
    st.fixed_dictionaries({"workday_starts": st.sampled_from([time(6), time(9), time(13, 30)])}),
    st.fixed_dictionaries({"workdays": st.sampled_from(["12345", "7", "135"])}),
    st.fixed_dictionaries({"is_on_leave": st.booleans()}),
)
# Mostly forward, at times back.
JUMPS = st.one_of(
    st.timedeltas(timedelta(minutes=1), timedelta(hours=9)),
    st.timedeltas(timedelta(hours=9), timedelta(days=4)),
    st.timedeltas(timedelta(days=-3), timedelta()),
)
STEPS = st.lists(st.one_of(JUMPS, CHANGES, st.just("plan"), st.just("two replicas"), st.just("close one")), max_size=25)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.datetimes(datetime(2026, 3, 20), datetime(2026, 11, 10), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=ZONES,
    budget=st.sampled_from([Budget(1, 3), Budget(2, 3), Budget(3, 4)]),
    steps=STEPS,
)
def test_never_outside_hours_never_over_budget_never_twice(
    database: Database, start: datetime, zone: str, budget: Budget, steps: list[object]
) -> None:
    house = House(database, start, nudges_a_day=budget.a_day, nudges_a_week=budget.a_week)
    ada = house.joins(zone=zone)
    house.nudged(ada, many=3)
    known: frozenset[int] = frozenset()
    sent_in_all = 0
    for step in [*steps, timedelta(days=1), timedelta(days=1), timedelta(days=1)]:
        if isinstance(step, dict):
            house.change(ada, **step)
        elif isinstance(step, timedelta):
            house.now += step
        elif step == "plan":
            house.nudged(ada, many=2)
        elif step == "two replicas":
            in_between: list[int] = []
            house.doorman.meanwhile = lambda done=in_between: done.append(house.sends())
            sent_in_all += house.sends() + sum(in_between)
            house.doorman.meanwhile = None
        else:
            for nudge in house.nudges(NudgeState.PLANNED)[:1]:
                house.change(house.ask_of(nudge), state=AskState.WITHDRAWN)
        sent_in_all += house.sends()
        known = check(house, ada, budget, known, sent_in_all)


def check(house: House, ada: Member, budget: Budget, known: frozenset[int], sent_in_all: int) -> frozenset[int]:
    """Fail unless every law holds now; return the ids of the nudges that are out."""
    sent = {nudge.id: nudge.sent_at for nudge in house.nudges(NudgeState.SENT) if nudge.sent_at}
    new = sent.keys() - known
    assert known <= sent.keys(), "a sent nudge changed its state"
    assert len(sent) == sent_in_all == len(house.promised()), "one message for each"
    assert all(sent[id_] == house.now for id_ in new)
    for start in sent.values():
        assert sum(start <= one < start + timedelta(days=7) for one in sent.values()) <= budget.a_week
    if new:
        hours = members.hours_of(house.member_now(ada))
        assert is_working(hours, house.now), "sent outside hours"
        # Only today's date: what was another date in an earlier zone may be the same one in this.
        today = working_day_of(hours, house.now)
        assert sum(working_day_of(hours, one) == today for one in sent.values()) <= budget.a_day
    return frozenset(sent)


def test_many_replicas_at_once_take_turns(house: House) -> None:
    ada, bea = house.joins("ada"), house.joins("bea")
    for member in (ada, bea):
        house.nudged(member, many=5)
    with ThreadPoolExecutor(6) as replicas:
        sent = sum(replicas.map(lambda _: house.sends(TUESDAY_TEN), range(6)))
    assert sent == 2
    assert sorted(promised.people for promised in house.promised()) == ["Uada", "Ubea"]


def test_two_nudges_of_one_member_take_turns(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two replicas that read the budget at the same moment would both find room in it."""
    both_have_read = Barrier(2)

    def read_slowly(*args: Any, **kwargs: Any) -> datetime | None:
        chance = rules.next_chance(*args, **kwargs)
        with suppress(BrokenBarrierError):
            both_have_read.wait(timeout=0.5)
        return chance

    monkeypatch.setattr(service, "rules", SimpleNamespace(**vars(rules) | {"next_chance": read_slowly}))
    one, other = house.nudged(house.joins(), many=2)

    def sends(nudge: Nudge) -> bool:
        with house.database.transaction() as tx:
            claimed = service.claim(tx, nudge.id, house.now)
            assert claimed
            return service.send(tx, *claimed, is_undisturbed=False, now=house.now)

    with ThreadPoolExecutor(2) as replicas:
        assert sorted(replicas.map(sends, (one, other))) == [False, True]


def test_many_replicas_plan_an_occasion_once(house: House) -> None:
    ada = house.joins()
    ask = house.asks(ada)
    with ThreadPoolExecutor(6) as replicas:
        planned = sum(replicas.map(lambda _: house.plans(ask, ada), range(6)))
    assert planned == 1
    assert len(house.nudges()) == 1
