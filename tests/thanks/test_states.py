"""Whoever presses what, in any order, twice, late or from elsewhere: kind words keep to the tables."""

import shutil
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from bot import clock, db
from bot.errors import Refusal
from bot.members import service as members
from bot.thanks import service
from models import EntryKind, JournalEntry, Member, Outgoing, Thanks, ThanksKind, ThanksState, Workspace
from tests.conftest import TUESDAY_TEN

EVERYBODY = ("ada", "ben", "eve")
MOVES = {
    ThanksState.PLANNED: {ThanksState.SENT, ThanksState.DROPPED},
    ThanksState.SENT: {ThanksState.DROPPED},
    ThanksState.DROPPED: set(),
}


class KindWords(RuleBasedStateMachine):
    """Ada and Ben of one workspace, Eve of another, and every way to press."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "states.db"
        shutil.copy(self.template, path)
        self.database = db.Database(f"sqlite:///{path}")
        self.now = TUESDAY_TEN
        self.before: dict[int, ThanksState] = {}
        # What each receiver said last in time, and what was told.
        self.said: dict[int, bool] = {}
        self.told: list[int] = []
        with self.database.transaction() as tx:
            for team, names in (("T1", ("ada", "ben")), ("T2", ("eve",))):
                workspace = Workspace(team_id=team, name=team, bot_user_id="UBOT", installed_at=self.now)
                tx.add(workspace)
                tx.flush()
                for name in names:
                    member = members.meet(tx, workspace.id, f"U{name}")
                    member.name, member.zone = name, "Europe/Berlin"

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    @rule(kind=st.sampled_from(ThanksKind), sender=st.sampled_from(EVERYBODY), receiver=st.sampled_from(EVERYBODY))
    def sends(self, kind: ThanksKind, sender: str, receiver: str) -> None:
        with suppress(Refusal), self.database.transaction() as tx:
            people = {member.name: member for member in tx.scalars(select(Member))}
            if people[sender].workspace_id == people[receiver].workspace_id:
                words = f"for {len(self.before)}"
                service.send(tx, people[sender], [people[receiver]], words, kind=kind, now=self.now)
                assert sender != receiver

    @rule(is_undisturbed=st.booleans())
    def the_clock_delivers(self, is_undisturbed: bool) -> None:
        with self.database.transaction() as tx:
            planned = Thanks.state == ThanksState.PLANNED, Thanks.due_at <= self.now
            for thanks in tx.scalars(select(Thanks).where(*planned)):
                service.deliver(tx, thanks, is_undisturbed=is_undisturbed, now=self.now)

    @rule(who=st.sampled_from(EVERYBODY), which=st.integers(0, 5), may_be_told=st.booleans())
    def presses(self, who: str, which: int, may_be_told: bool) -> None:
        with suppress(Refusal), self.database.transaction() as tx:
            member = tx.scalars(select(Member).where(Member.name == who)).one()
            found = tx.scalars(select(Thanks).order_by(Thanks.id).offset(which).limit(1)).first()
            if found is None:
                return
            workspace = tx.get_one(Workspace, member.workspace_id)
            thanks = service.of(tx, workspace, found.key, to=member)
            assert thanks.receiver.name == who, "it exists for its receiver alone"
            service.choose(tx, thanks, may_be_told=may_be_told, now=self.now)
            self.said[thanks.id] = may_be_told

    @rule()
    def a_letter_tells(self) -> None:
        with self.database.transaction() as tx:
            for workspace in tx.scalars(select(Workspace)):
                since = self.now - timedelta(days=30)
                found = [
                    *service.deeds_that_may_be_told(tx, workspace.id, since, 5),
                    *service.thanks_that_may_be_told(tx, workspace.id, since, 5),
                ]
                for thanks in found:
                    assert thanks.id not in self.told, "told once"
                    agreed = self.said.get(thanks.id)
                    if agreed is None:
                        assert thanks.kind is ThanksKind.THANKS, "a deed is told only when its doer said so"
                        assert any(self.said.values()), "a setting comes from a choice"
                    else:
                        assert agreed
                    self.told.append(thanks.id)
                service.mark_told(found, now=self.now)

    @rule(hours=st.integers(0, 9))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours, minutes=1)

    @rule()
    def the_receiver_leaves(self) -> None:
        with self.database.transaction() as tx:
            ben = tx.scalars(select(Member).where(Member.name == "ben")).one()
            ben.is_deactivated = not ben.is_deactivated

    @rule(which=st.integers(0, 5))
    def slack_refuses(self, which: int) -> None:
        with self.database.transaction() as tx:
            sent = select(Outgoing).where(Outgoing.reason == "kind-words").order_by(Outgoing.id).offset(which).limit(1)
            row = tx.scalars(sent).first()
            if row is not None:
                service.was_refused(tx, row, "channel_not_found", self.now)

    @invariant()
    def the_tables_hold(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.transaction() as tx:
            rows = list(tx.scalars(select(Thanks)))
            for thanks in rows:
                before = self.before.get(thanks.id, ThanksState.PLANNED)
                assert thanks.state is before or thanks.state in MOVES[before], (before, thanks.state)
                self.before[thanks.id] = thanks.state
                assert (thanks.sent_at is not None) or thanks.state is not ThanksState.SENT
                if thanks.state is ThanksState.PLANNED:
                    assert (thanks.may_be_told, thanks.told_at) == (None, None)
            written = [entry.about for entry in tx.scalars(select(JournalEntry))]
            assert len(written) == len(set(written)), "a deed stands in a journal once"
            assert all(entry.kind is EntryKind.NOTICED for entry in tx.scalars(select(JournalEntry)))
            posted = {row.key for row in tx.scalars(select(Outgoing)) if row.reason == "kind-words"}
            assert posted == {service.message_key(one) for one in rows if one.sent_at}


@pytest.mark.usefixtures("_real_time_again")
def test_no_move_but_those_in_the_tables(migrated_file: Path):
    KindWords.template = migrated_file
    clock.reset()
    run_state_machine_as_test(
        KindWords,
        settings=settings(
            max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
