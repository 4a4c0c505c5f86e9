"""Whoever presses what, in any order: an ask and its invitations make no move but those in the tables."""

import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock, db
from bot.asks import hands, rules, service, waves
from bot.asks.forms import Draft
from bot.errors import Refusal
from bot.members import service as members
from models import Ask, AskState, Audience, Invitation, InvitationState, Member, Outgoing, Workspace
from tests.conftest import TUESDAY_TEN

HELPERS = ("ben", "cem", "dora", "eve")
EVERYBODY = ("ada", *HELPERS)


class OneAsk(RuleBasedStateMachine):
    """Five people, one ask, and every way to press."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "states.db"
        shutil.copy(self.template, path)
        self.database = db.Database(f"sqlite:///{path}")
        self.now = TUESDAY_TEN
        with self.database.transaction() as tx:
            workspace = Workspace(team_id="T1", name="Team", bot_user_id="UBOT", installed_at=self.now)
            tx.add(workspace)
            tx.flush()
            for name in EVERYBODY:
                member = members.meet(tx, workspace.id, f"U{name}")
                member.name, member.zone = name, "Europe/Berlin"
                if name != "eve":
                    members.add_offers(tx, member, "stretched photos", now=self.now)
            draft = Draft(text="the photo is stretched", channel="C1", audience=Audience.CHANNEL)
            service.open_ask(tx, members.meet(tx, workspace.id, "Uada"), draft, now=self.now)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def do(self, act: Callable[[Session, Ask, Member, Workspace], Any], name: str = "ada") -> None:
        """Let somebody act in one transaction, and hold the outcome against the tables."""
        before = self.states()
        with suppress(Refusal), self.database.transaction() as tx:
            workspace = tx.scalars(select(Workspace)).one()
            ask = tx.scalars(select(Ask)).one()
            person = tx.scalars(select(Member).where(Member.name == name)).one()
            act(tx, ask, person, workspace)
        after = self.states()
        assert before[0] is after[0] or rules.may_move(before[0], after[0]), (before[0], after[0])
        for key, state in after[1].items():
            was = before[1].get(key)
            if was is not None and was is not state:
                assert rules.may_answer(was, state), (was, state)

    def states(self) -> tuple[AskState, dict[int, InvitationState]]:
        with self.database.transaction() as tx:
            invitations = {given.id: given.state for given in tx.scalars(select(Invitation))}
            return tx.scalars(select(Ask.state)).one(), invitations

    @rule(name=st.sampled_from(EVERYBODY))
    def takes(self, name: str) -> None:
        self.do(lambda tx, ask, person, _: hands.take(tx, ask, person, now=self.now), name)

    @rule(name=st.sampled_from(EVERYBODY))
    def knows_someone(self, name: str) -> None:
        self.do(lambda tx, ask, who, _: hands.step_up(tx, ask, who, InvitationState.KNOWS, now=self.now), name)

    @rule(name=st.sampled_from(EVERYBODY), how=st.sampled_from([InvitationState.NOTHING, InvitationState.NOT_NOW]))
    def declines(self, name: str, how: InvitationState) -> None:
        self.do(lambda tx, ask, person, _: hands.decline(tx, ask, person, how, now=self.now), name)

    @rule(helpers=st.lists(st.sampled_from(HELPERS), unique=True, max_size=2))
    def closes(self, helpers: list[str]) -> None:
        def act(tx: Session, ask: Ask, person: Member, workspace: Workspace) -> None:
            own = service.own(tx, workspace, ask.key, by=person)
            named = list(tx.scalars(select(Member).where(Member.name.in_(helpers))))
            service.close(tx, own, helpers=named, words="thanks", made_possible="", now=self.now)

        self.do(act)

    @rule(name=st.sampled_from(EVERYBODY))
    def withdraws(self, name: str) -> None:
        def act(tx: Session, ask: Ask, person: Member, workspace: Workspace) -> None:
            service.withdraw(tx, service.own(tx, workspace, ask.key, by=person), now=self.now)

        self.do(act, name)

    @rule()
    def keeps_looking(self) -> None:
        def act(tx: Session, ask: Ask, person: Member, workspace: Workspace) -> None:
            hands.keep_looking(tx, service.own(tx, workspace, ask.key, by=person), now=self.now)

        self.do(act)

    @rule()
    def ages(self) -> None:
        def act(tx: Session, ask: Ask, person: Member, workspace: Workspace) -> None:
            del person, workspace
            if ask.ages_at:
                service.age_out(tx, ask, now=self.now)

        self.do(act)

    @rule(hours=st.integers(0, 9))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(is_there=st.booleans())
    def the_clock_works(self, is_there: bool) -> None:
        self.do(lambda tx, ask, _, __: ask.next_wave_at and waves.start_wave(tx, ask, now=self.now))

        def act(tx: Session, ask: Ask, person: Member, workspace: Workspace) -> None:
            del person, workspace
            for invitation in service.invitations_of(tx, ask, InvitationState.PLANNED):
                waves.send(tx, invitation, is_there=is_there, now=self.now)

        self.do(act)

    @invariant()
    def what_is_settled_waits_for_nobody(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.transaction() as tx:
            ask = tx.scalars(select(Ask)).one()
            invitations = list(tx.scalars(select(Invitation)))
            if ask.is_settled:
                assert (ask.next_wave_at, ask.check_at, ask.ages_at) == (None, None, None)
            if ask.state is not AskState.OPEN:
                assert not [given for given in invitations if given.state in rules.PENDING]
            if ask.state is AskState.OPEN:
                assert not [given for given in invitations if rules.was_let_off(given)]
            assert ask.asker_id not in {given.helper_id for given in invitations}
            invited = [row.people for row in tx.scalars(select(Outgoing)) if row.reason == "invitation"]
            assert len(invited) == len(set(invited)), "one message for each"
            talks = [row.key for row in tx.scalars(select(Outgoing)) if row.reason == "talk"]
            assert len(talks) == len(set(talks))
            thanks = [row.key for row in tx.scalars(select(Outgoing)) if row.reason == "thanks"]
            assert not thanks or ask.state is AskState.HELPED


@pytest.mark.usefixtures("_real_time_again")
def test_no_move_but_those_in_the_tables(migrated_file: Path):
    OneAsk.template = migrated_file
    clock.reset()
    run_state_machine_as_test(
        OneAsk,
        settings=settings(
            max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.parametrize(("title", "moves"), [("An ask", rules.ASK_MOVES), ("An invitation", rules.INVITATION_MOVES)])
def test_the_tables_in_the_docstring_are_the_tables_in_the_code(title: str, moves: dict[Any, Any]):
    table = (rules.__doc__ or "").split(f"{title}\n\n")[1].split("\n\n")[0]
    written = set()
    for line in table.splitlines()[1:]:
        state, several = line[4:15].strip(), re.split(r", ", line[56:])
        written |= {(state, to.strip()) for to in several}
    assert written == {(state.value, to.value) for state, all_of_them in moves.items() for to in all_of_them}
