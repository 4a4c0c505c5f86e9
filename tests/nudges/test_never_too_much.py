"""Whatever clocks, zones and replicas do: never outside hours, never over budget, never twice, and none is lost."""

import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace
from typing import Any

import holidays
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.db import Database
from bot.digest import jobs as digest
from bot.digest.rules import MOST_LINES
from bot.members import service as members
from bot.members.hours import Hours, is_working, working_day_of
from bot.nudges import rules, service
from bot.nudges.rules import Budget
from models import AskState, NudgeState
from tests.conftest import TUESDAY_TEN
from tests.nudges.house import House

ZONES = st.one_of(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe"]),
    st.sampled_from(sorted(zoneinfo.available_timezones())),
)
PLACES = st.sampled_from([None, "", "DE", "DE-BY", "US", "JP", "IL"])
CHANGES = st.one_of(
    st.fixed_dictionaries({"zone": ZONES}),
    st.fixed_dictionaries({"holidays_in": PLACES}),
    st.fixed_dictionaries({"workday_starts": st.sampled_from([time(6), time(9), time(13, 30)])}),
    st.fixed_dictionaries({"workdays": st.sampled_from(["12345", "7", "135"])}),
    st.fixed_dictionaries({"is_on_leave": st.booleans()}),
)
# Mostly forward, at times back; and the jumps that clocks make.
JUMPS = st.one_of(
    st.timedeltas(timedelta(minutes=1), timedelta(hours=9)),
    st.timedeltas(timedelta(hours=9), timedelta(days=4)),
    st.timedeltas(timedelta(days=-3), timedelta()),
    st.sampled_from([timedelta(hours=1), timedelta(hours=-1), timedelta(days=3)]),
)
DEEDS = st.sampled_from(["plan", "three replicas", "close one", "sender stops", "sender starts"])
STEPS = st.lists(st.one_of(JUMPS, CHANGES, DEEDS), min_size=4, max_size=20)
LONGEST = timedelta(days=120)


class Watched(House):
    """A house whose nudges are counted as they arrive; its sender may be down for a while.

    Ada may have a weekly summary, which takes in what waits.
    """

    def __init__(self, database: Database, start: datetime, budget: Budget, **about: Any) -> None:
        super().__init__(database, start, nudges_a_day=budget.a_day)
        self.budget = budget
        self.ada = self.joins(**about)
        self.is_sending = True
        self.arrived: set[int] = set()
        self.hours: dict[int, Hours] = {}
        # What was read in summaries, by the names of these.
        self.folded: dict[str, set[int]] = {}
        self.summary_hours: dict[str, Hours] = {}

    def ticks(self, *, replicas: int = 1) -> None:
        """Let the job and the sender run; fail when a law is broken."""
        before = {nudge.id for nudge in self.nudges(NudgeState.SENT)}
        summed_up = {message.key for message in self.summaries()}
        others = replicas - 1

        def in_between() -> None:
            nonlocal others
            if others:
                others -= 1
                self.doorman.meanwhile = in_between
                self._run()

        self.doorman.meanwhile = in_between
        self._run()
        self.doorman.meanwhile = None
        self._check(before)
        self._check_summaries(summed_up)
        if self.is_sending:
            self._deliver()
            self._deliver_summaries()

    def _run(self) -> None:
        self.sends()
        digest.send_summaries(self.now, self.doorman)

    @property
    def has_something_on_its_way(self) -> bool:
        """True until everything that was sent or folded has arrived."""
        read = set().union(*self.folded.values())
        told = {nudge.id for nudge in self.nudges(NudgeState.SENT, NudgeState.FOLDED)}
        return self.arrived | read != told

    def _deliver(self) -> None:
        nudges = {service.message_key(nudge): nudge for nudge in self.nudges(NudgeState.SENT)}
        for message in self.promised():
            nudge = nudges.get(message.key)
            if nudge is None or nudge.id in self.arrived:
                continue
            if message.not_after and self.now >= message.not_after:
                self.refuses(nudge, "too_late")
            elif self.now >= message.due_at:
                assert is_working(self.hours[nudge.id], self.now), "arrived outside hours"
                self.arrived.add(nudge.id)

    def _deliver_summaries(self) -> None:
        for message in self.summaries():
            if message.key in self.folded:
                continue
            if message.not_after and self.now >= message.not_after:
                self.refuses_the_summary(message.key, "too_late")
            elif self.now >= message.due_at:
                assert is_working(self.summary_hours[message.key], self.now), "arrived outside hours"
                told = {nudge.id for nudge in self.nudges(NudgeState.FOLDED) if nudge.folded_in == message.key}
                assert len(told) <= MOST_LINES
                self.folded[message.key] = told

    def _check_summaries(self, before: set[str]) -> None:
        folded = self.nudges(NudgeState.FOLDED)
        promised = {message.key for message in self.summaries()}
        assert {nudge.folded_in for nudge in folded} <= promised, "folded into nothing"
        for nudge in folded:
            assert (nudge.sent_at, bool(nudge.folded_at)) == (None, True)
        read = [id_ for told in self.folded.values() for id_ in told]
        assert len(read) == len(set(read)), "told twice"
        assert set(read) <= {nudge.id for nudge in folded}, "what was read in a summary is not said again"
        new = promised - before
        assert len(new) <= 1
        if new:
            hours = members.hours_of(self.member_now(self.ada))
            assert is_working(hours, self.now), "a summary outside hours"
            self.summary_hours |= dict.fromkeys(new, hours)

    def _check(self, before: set[int]) -> None:
        sent = {nudge.id: nudge.sent_at for nudge in self.nudges(NudgeState.SENT) if nudge.sent_at}
        new = sent.keys() - before
        assert before <= sent.keys(), "a sent nudge changed its state"
        assert len(self.promised()) == len(sent), "one message for each"
        assert all(sent[id_] == self.now for id_ in new)
        for start in sent.values():
            assert sum(start <= one < start + timedelta(days=7) for one in sent.values()) <= self.budget.a_week
        if new:
            member = self.member_now(self.ada)
            hours = members.hours_of(member)
            today = working_day_of(hours, self.now)
            assert is_working(hours, self.now), "sent outside hours"
            assert not is_a_holiday(hours.holidays, today), "sent on a holiday"
            assert not member.is_on_leave
            self.hours |= dict.fromkeys(new, hours)
            # Only today's date: what was another date in an earlier zone may be the same one in this.
            assert sum(working_day_of(hours, one) == today for one in sent.values()) <= self.budget.a_day


def is_a_holiday(place: str, day: Any) -> bool:
    """Ask the calendar itself."""
    country, _, region = place.partition("-")
    if country not in holidays.list_supported_countries(include_aliases=False):
        return False
    return day in holidays.country_holidays(country, subdiv=region or None, years=day.year)


NIGHT = timedelta(hours=15)
OVERNIGHT = ["sender stops", timedelta(hours=1), NIGHT, "sender starts", timedelta(hours=8), timedelta(hours=1)]


@example(datetime(2026, 11, 24, 14, tzinfo=UTC), "Europe/Berlin", Budget(1, 3), False, False, OVERNIGHT)
@example(datetime(2026, 11, 30, 7, tzinfo=UTC), "Europe/Berlin", Budget(1, 3), False, True, OVERNIGHT)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 20), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=ZONES,
    budget=st.sampled_from([Budget(1, 3), Budget(2, 3), Budget(3, 4)]),
    is_own_choice=st.booleans(),
    has_summary=st.booleans(),
    steps=STEPS,
)
def test_never_outside_hours_never_over_budget_never_twice_none_lost(
    database: Database,
    start: datetime,
    zone: str,
    budget: Budget,
    is_own_choice: bool,
    has_summary: bool,
    steps: list[object],
) -> None:
    about = {"zone": zone, "nudges_a_week": budget.a_week if is_own_choice else None}
    house = Watched(database, start, budget, weekly_summary=has_summary, summary_at=start, **about)
    house.change(house.workspace, nudges_a_week=1 if is_own_choice else budget.a_week)
    house.nudged(house.ada, many=5)
    for step in steps:
        if isinstance(step, dict):
            house.change(house.ada, **step)
        elif isinstance(step, timedelta):
            house.now += step
        elif step == "plan":
            house.nudged(house.ada)
        elif step == "close one":
            for nudge in house.nudges(NudgeState.PLANNED)[:1]:
                house.change(house.ask_of(nudge), state=AskState.WITHDRAWN)
        elif step in ("sender stops", "sender starts"):
            house.is_sending = step == "sender starts"
        house.ticks(replicas=3 if step == "three replicas" else 1)
    assert_none_was_lost(house)


def assert_none_was_lost(house: Watched) -> None:
    """Let time pass until nothing waits; fail if a nudge whose reason held never arrived."""
    house.change(house.ada, is_on_leave=False)
    house.is_sending = True
    end = house.now + LONGEST
    while house.nudges(NudgeState.PLANNED) or house.has_something_on_its_way:
        house.ticks()
        waiting = [nudge.due_at for nudge in house.nudges(NudgeState.PLANNED)]
        house.now = max(house.now + timedelta(minutes=1), min(waiting, default=house.now))
        assert house.now < end, "something waits for ever"
    for nudge in house.nudges(NudgeState.LAPSED):
        has_reason = house.ask_of(nudge).state is AskState.OPEN
        assert not has_reason or house.now - nudge.planned_at > rules.OLD, "a nudge was lost"


def test_many_replicas_at_once_take_turns(house: House) -> None:
    ada, bea = house.joins("ada"), house.joins("bea")
    for member in (ada, bea):
        house.nudged(member, many=5)
    with ThreadPoolExecutor(6) as replicas:
        sent = sum(replicas.map(lambda _: house.sends(TUESDAY_TEN), range(6)))
    assert sent == 2
    assert sorted(promised.people for promised in house.promised()) == ["Uada", "Ubea"]


def test_two_replicas_with_one_member_take_turns(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that read the budget at the same moment would both find room in it."""
    both_have_read = Barrier(2)

    def read_slowly(*args: Any, **kwargs: Any) -> datetime | None:
        chance = rules.next_chance(*args, **kwargs)
        with suppress(BrokenBarrierError):
            both_have_read.wait(timeout=0.5)
        return chance

    monkeypatch.setattr(service, "rules", SimpleNamespace(**vars(rules) | {"next_chance": read_slowly}))
    ada = house.joins()
    house.nudged(ada, many=2)

    def sends(_: int) -> bool:
        with house.database.transaction() as tx:
            return service.send_best(tx, house.workspace.id, ada.id, is_undisturbed=False, now=house.now)

    with ThreadPoolExecutor(2) as replicas:
        assert sorted(replicas.map(sends, range(2))) == [False, True]


def test_many_replicas_plan_an_occasion_once(house: House) -> None:
    ada = house.joins()
    ask = house.asks(ada)
    with ThreadPoolExecutor(6) as replicas:
        planned = sum(replicas.map(lambda _: house.plans(ask, ada), range(6)))
    assert planned == 1
    assert len(house.nudges()) == 1
