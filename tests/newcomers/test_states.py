"""Whoever presses what, in any order: one host at a time, never too early, never for somebody who was greeted."""

import json
import re
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import db
from bot.asks import hands
from bot.asks import service as asks
from bot.asks.forms import Draft
from bot.directory import Directory, Profile
from bot.errors import Refusal
from bot.members import service as members
from bot.newcomers import hosts, jobs, occasions, rules, service
from bot.nudges import jobs as nudges
from models import Audience, Greeting, GreetingState, Member, Newcomer, Nudge, NudgeState, Outgoing, Workspace
from tests.conftest import TUESDAY_TEN

HOSTS = ("ada", "ben", "cem")
NEW = ("mia", "noa")
LABELS = re.compile(r"\b(alone|lonely|newcomers?|allein|einsam|neuling\w*|nobody has)\b", re.IGNORECASE)


class Nobody(Directory):
    """A Slack that has nothing to say about anybody."""

    def __init__(self) -> None:
        self.undisturbed: set[str] = set()

    def look_up(self, workspace_id: int, slack_id: str) -> Profile | None:
        return None

    def is_undisturbed(self, workspace_id: int, slack_id: str, now: datetime) -> bool:
        return slack_id in self.undisturbed


class Arriving(RuleBasedStateMachine):
    """Two who join, three who may be hosts, and every way to press."""

    template: Path

    @initialize(zones=st.lists(st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Tokyo"]), min_size=5))
    def begin(self, zones: list[str]) -> None:
        occasions.register()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "states.db"
        shutil.copy(self.template, path)
        self.database = db.Database(f"sqlite:///{path}")
        db.use(self.database)
        self.now = TUESDAY_TEN
        self.slack = Nobody()
        self.greeted: set[str] = set()
        with self.database.transaction() as tx:
            tx.add(Workspace(team_id="T1", name="Team", bot_user_id="UBOT", installed_at=self.now))
            tx.flush()
            for name, zone in zip((*HOSTS, *NEW), zones, strict=False):
                member = members.meet(tx, 1, f"U{name}")
                member.name, member.zone, member.is_host = name, zone, name == "ada"
            for name in NEW:
                service.expect(tx, self.person(tx, name), now=self.now)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            db.use(None)
            self.database.close()
            self.folder.cleanup()

    def person(self, tx: Session, name: str) -> Member:
        return tx.scalars(select(Member).where(Member.name == name)).one()

    def greetings(self) -> dict[int, GreetingState]:
        with self.database.transaction() as tx:
            return {one.id: one.state for one in tx.scalars(select(Greeting))}

    @rule(hours=st.sampled_from([1, 5, 24, 24, 72, 240]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        before = self.greetings()
        jobs.welcome(self.now, self.slack)
        jobs.find_hosts(self.now)
        after = self.greetings()
        for id_ in after.keys() - before.keys():
            with self.database.transaction() as tx:
                greeting = tx.get_one(Greeting, id_)
                newcomer = greeting.newcomer
                assert self.now >= rules.look_at(members.hours_of(newcomer.member), newcomer.joined_at), "too early"
                assert newcomer.member.name not in self.greeted, "somebody has greeted them"
        nudges.send_due(self.now, self.slack)

    @rule(name=st.sampled_from(HOSTS), hello=st.booleans(), number=st.integers(0, 3))
    def a_host_presses(self, name: str, hello: bool, number: int) -> None:
        with suppress(Refusal), self.database.transaction() as tx:
            host, workspace = self.person(tx, name), tx.get_one(Workspace, 1)
            mine = select(Greeting).where(Greeting.host_id == host.id).order_by(Greeting.id)
            there = list(tx.scalars(mine))
            if number < len(there) and hello:
                greeting = hosts.say_hello(tx, workspace, there[number].key, host)
                self.greeted.add(greeting.newcomer.member.name)
            elif number < len(there):
                hosts.not_now(tx, workspace, there[number].key, host, now=self.now)

    @rule(name=st.sampled_from(HOSTS), is_host=st.booleans())
    def a_host_comes_or_goes(self, name: str, is_host: bool) -> None:
        with self.database.transaction() as tx:
            hosts.set_host(tx, self.person(tx, name), is_host=is_host, now=self.now)

    @rule(name=st.sampled_from(NEW), helper=st.sampled_from(HOSTS))
    def somebody_helps(self, name: str, helper: str) -> None:
        with suppress(Refusal, asks.AlreadyNoted), self.database.transaction() as tx:
            draft = Draft(text=f"the printer is stuck {self.now}", channel="C1", audience=Audience.CHANNEL)
            ask = asks.open_ask(tx, self.person(tx, name), draft, now=self.now)
            hands.take(tx, ask, self.person(tx, helper), now=self.now)
            self.greeted.add(name)

    @rule(name=st.sampled_from((*HOSTS, *NEW)), away=st.booleans())
    def somebody_is_away(self, name: str, away: bool) -> None:
        with self.database.transaction() as tx:
            self.person(tx, name).paused_until = self.now + timedelta(days=9) if away else None

    @rule(name=st.sampled_from(NEW))
    def somebody_leaves(self, name: str) -> None:
        with self.database.transaction() as tx:
            self.person(tx, name).is_deactivated = True

    @rule(name=st.sampled_from((*HOSTS, *NEW)), on=st.booleans())
    def somebody_is_undisturbed(self, name: str, on: bool) -> None:
        (self.slack.undisturbed.add if on else self.slack.undisturbed.discard)(f"U{name}")

    @invariant()
    def one_host_at_a_time_and_no_label(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.transaction() as tx:
            rows = list(tx.scalars(select(Greeting)))
            waiting = [one.newcomer_id for one in rows if one.state is GreetingState.ASKED]
            assert len(waiting) == len(set(waiting)), "two hosts at once"
            busy = [one.host_id for one in rows if one.state is GreetingState.ASKED]
            assert len(busy) == len(set(busy)), "a list for one host"
            assert all((one.lapses_at is not None) == (one.state is GreetingState.ASKED) for one in rows)
            for name in NEW:
                welcomes = [
                    one.key
                    for one in tx.scalars(select(Outgoing).where(Outgoing.people == f"U{name}"))
                    if one.reason == "welcome"
                ]
                assert len(welcomes) <= 2
            for outgoing in tx.scalars(select(Outgoing)):
                words = re.sub(r'"action_id": "[^"]*"', "", json.dumps(outgoing.payload or {}))
                assert not LABELS.search(words), words
            newcomers = tx.scalars(select(Newcomer)).all()
            assert all(one.welcome_at or one.state.value in {"reminded", "over"} for one in newcomers)
            sent = [one.id for one in tx.scalars(select(Nudge)) if one.state is NudgeState.SENT]
            shown = [one.key for one in tx.scalars(select(Outgoing)) if one.reason == "nudge"]
            assert len(sent) == len(shown)


@pytest.mark.usefixtures("_real_time_again")
def test_never_two_hosts_never_early_never_after_a_hello_never_a_label(migrated_file: Path):
    Arriving.template = migrated_file
    run_state_machine_as_test(
        Arriving,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
