"""Whoever presses what, in any order, twice, late, or from elsewhere: no word of an idea leaves before *Tell me*."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import select

from bot import clock, db
from bot.giving import rules
from bot.playground.records import Message
from bot.playground.web_api import Server
from models import Gift, GiftKind, GiftState, Outgoing
from tests.conftest import TUESDAY_TEN
from tests.team import Front, Person, Team

ACTIONS = (
    "idea.tell", "idea.later", "idea.no", "idea.takeback", "headsup.fixed", "headsup.known", "headsup.more",
    "question.answer", "question.nothing", "give.outcome", "give.form",
)  # fmt: skip
PEOPLE = ("maria", "tom", "paul", "eve")


class Consent(RuleBasedStateMachine):
    """Tom gives Maria ideas and contacts; Paul is a colleague, Eve of another workspace in the same database."""

    template: Path
    server: Server

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "consent.db"
        shutil.copy(self.template, path)
        clock.reset()
        clock.advance(TUESDAY_TEN - clock.now())
        url = f"sqlite:///{path}"
        self.there = Team(self.server, Front(), url)
        self.team = Team(self.server, Front(), url)
        self.people: dict[str, Person] = {}
        self.walls: dict[str, Message] = {}
        for team, names in ((self.team, ("tom", "maria", "paul")), (self.there, ("eve",))):
            team.channel("general")
            for name in names:
                person = self.people[name] = team.joins(name)
                person.says("hello")
                self.walls[name] = person.sees("general")[-1]
        # By gift id: its secret, and whether its receiver has pressed *Tell me* while they could.
        self.secrets: dict[int, str] = {}
        self.wanted: set[int] = set()
        self.states: dict[int, GiftState] = {}
        self.gives(GiftKind.IDEA)

    def teardown(self) -> None:
        if hasattr(self, "team"):
            for team in (self.team, self.there):
                team.app.close()
                self.server.remove(team.slack)
            db.use(None)
            clock.reset()
            self.folder.cleanup()

    def gifts(self) -> list[Gift]:
        with self.team.app.database.transaction() as tx:
            return list(tx.scalars(select(Gift).order_by(Gift.id)))

    @rule(kind=st.sampled_from(sorted(rules.CONSENT_FIRST)))
    @precondition(lambda self: len(self.secrets) < 4)
    def gives(self, kind: GiftKind) -> None:
        tom, secret = self.people["tom"], f"SECRET-{clock.now().timestamp()}"
        tom.types("/give", "@maria")
        tom.submits(kind=kind, subject="the demo", text=secret)
        if tom.modal:
            tom.closes_the_modal()
        for gift in self.gifts():
            if gift.id not in self.secrets:
                assert gift.text == secret
                self.secrets[gift.id] = secret

    @rule(name=st.sampled_from(PEOPLE), action=st.sampled_from(ACTIONS), newest=st.integers(0, 3))
    def presses(self, name: str, action: str, newest: int) -> None:
        self.press(name, action, newest)

    @rule(answer=st.sampled_from(["later", "later", "tell", "no", "takeback"]), waits=st.booleans())
    def answers_the_newest(self, answer: str, waits: bool) -> None:
        self.press("tom" if answer == "takeback" else "maria", f"idea.{answer}", 0)
        if waits:
            self.nothing_leaks()
            self.team.later(days=5)

    def press(self, name: str, action: str, newest: int) -> None:
        gifts = self.gifts()
        gift = gifts[max(0, len(gifts) - 1 - newest)]
        person = self.people[name]
        may_tell = rules.may_move(gift.kind, gift.state, GiftState.TOLD)
        if name == "maria" and action == "idea.tell" and may_tell:
            self.wanted.add(gift.id)
        person.presses_late(action, gift.key, on=self.walls[name])
        if person.modal:
            self.nothing_leaks()
            person.closes_the_modal()

    @rule(hours=st.sampled_from([1, 24, 5 * 24, 15 * 24, 60 * 24]))
    def time_passes(self, hours: int) -> None:
        self.team.later(hours=hours)

    @rule(what=st.sampled_from(["home", "home of another", "pause", "ideas off", "ideas on"]))
    def something_else_happens(self, what: str) -> None:
        maria = self.people["maria"]
        if what.startswith("home"):
            self.people["paul" if "another" in what else "maria"].opens_home()
        elif what == "pause":
            maria.types("/givefirst", "pause 1 day")
        else:
            maria.types("/givefirst", "settings")
            maria.submits(ideas=what.removeprefix("ideas "))

    @invariant()
    def nothing_leaks(self) -> None:
        if not hasattr(self, "team"):
            return
        for name in ("maria", "paul", "eve"):
            person = self.people[name]
            seen = [message.text + str(message.blocks) for message in person.everything()]
            seen += [str(view.payload) for view in (person.modal, person.home) if view]
            for gift_id, secret in self.secrets.items():
                allowed = name == "maria" and gift_id in self.wanted
                assert allowed or not any(secret in text for text in seen), (name, gift_id)
        # Not even on the wire, and in no promise: what carries a secret goes to Tom alone, until it may be told.
        toms = {self.people["tom"].user_id, self.team.slack.direct(self.people["tom"].user_id).id}
        for call in self.team.slack.wire:
            if call.direction == "to_slack" and call.name.startswith("chat."):
                self.goes_to_tom(str(call.request), str(call.request.get("channel")), toms)
        with self.team.app.database.transaction() as tx:
            for row in tx.scalars(select(Outgoing)):
                self.goes_to_tom(str(row.payload), row.people or row.channel, toms)

    def goes_to_tom(self, payload: str, to: str, toms: set[str]) -> None:
        for gift_id, secret in self.secrets.items():
            assert secret not in payload or to in toms or gift_id in self.wanted, to

    @invariant()
    def only_moves_of_the_table_are_made(self) -> None:
        if not hasattr(self, "team"):
            return
        for gift in self.gifts():
            before = self.states.get(gift.id, GiftState.PLANNED)
            path = {before}
            # A rule may let the clock make several moves.
            for _ in range(4):
                path |= {to for state in path for to in rules.MOVES[gift.kind].get(state, ())}
            assert gift.state in path, (before, gift.state)
            assert (gift.state is GiftState.TOLD) <= (gift.id in self.wanted)
            self.states[gift.id] = gift.state

    @invariant()
    def tom_learns_of_no_no(self) -> None:
        if not hasattr(self, "team"):
            return
        read = [self.people["tom"].read(message) for message in self.people["tom"].inbox]
        silent = [gift for gift in self.gifts() if gift.state in rules.SILENT]
        for gift in silent:
            about = [text for text in read if gift.text in text]
            assert len(about) == 1
            assert "is on its way" in about[0]
            assert "Take it back" in about[0]


@pytest.mark.usefixtures("_real_time_again")
def test_no_word_of_an_idea_leaves_before_its_receiver_wants_it(migrated_file: Path, slack_server: Server):
    Consent.template, Consent.server = migrated_file, slack_server
    run(
        Consent,
        settings=settings(
            max_examples=40,
            stateful_step_count=12,
            deadline=None,
            # A failure is read from its steps; making it smaller takes minutes.
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
