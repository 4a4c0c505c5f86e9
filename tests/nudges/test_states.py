"""Whatever the clock, Slack and the member do, in any order: nudges keep to the table of states."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from bot import clock, db
from bot.digest.rules import MOST_LINES
from bot.nudges import service
from models import Ask, AskState, Effort, Member, Nudge, NudgeKind, NudgeState, Outgoing, OutgoingState
from tests.conftest import TUESDAY_TEN
from tests.nudges.house import House

MOVES = {
    NudgeState.PLANNED: {NudgeState.SENT, NudgeState.FOLDED, NudgeState.LAPSED},
    NudgeState.SENT: {NudgeState.PLANNED, NudgeState.LAPSED},
    NudgeState.FOLDED: {NudgeState.PLANNED},
    NudgeState.LAPSED: set(),
}
WHO = st.sampled_from(["ada", "ben"])
CHANGES = st.sampled_from(
    [
        {"muted_nudges": ""},
        {"muted_nudges": "still_open"},
        {"muted_nudges": "still_open:14"},
        {"nudges_a_week": None},
        {"nudges_a_week": 0},
        {"nudges_a_week": 1},
        {"nudges_snoozed_until": None},
        {"nudges_snoozed_until": TUESDAY_TEN + timedelta(days=9)},
        {"is_on_leave": True},
        {"is_on_leave": False},
    ]
)


class Nudging(RuleBasedStateMachine):
    """Ada, who has a weekly summary, and Ben, who has none."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "states.db"
        shutil.copy(self.template, path)
        self.database = db.Database(f"sqlite:///{path}")
        db.use(self.database)
        self.house = House(self.database, TUESDAY_TEN)
        self.people = {name: self.house.joins(name) for name in ("ada", "ben")}
        self.before: dict[int, NudgeState] = {}
        # What people have read: nothing moves it any more.
        self.read: set[int] = set()

    def teardown(self) -> None:
        if hasattr(self, "database"):
            db.use(None)
            self.database.close()
            self.folder.cleanup()

    @rule(who=WHO, kind=st.sampled_from([NudgeKind.STILL_OPEN, NudgeKind.TWO_MINUTES]), many=st.integers(1, 7))
    def occasions_arise(self, who: str, kind: NudgeKind, many: int) -> None:
        other = {"ada": "ben", "ben": "ada"}[who]
        for _ in range(many):
            ask = self.house.asks(
                self.people[who if kind is NudgeKind.STILL_OPEN else other], effort=Effort.TWO_MINUTES
            )
            self.house.plans(ask, self.people[who], kind=kind)

    @rule(is_undisturbed=st.booleans(), answers=st.booleans())
    def the_clock_sends(self, is_undisturbed: bool, answers: bool) -> None:
        self.house.answers = answers
        self.house.doorman.undisturbed = {"Uada", "Uben"} if is_undisturbed else set()
        self.house.sends()
        self.house.doorman.undisturbed = set()

    @rule()
    def a_summary_is_due(self) -> None:
        self.house.sums_up(self.people["ada"])

    @rule()
    def slack_takes_what_is_on_its_way(self) -> None:
        with self.database.transaction() as tx:
            for row in tx.scalars(select(Outgoing).where(Outgoing.state == OutgoingState.WAITING)):
                row.state, row.ts, row.payload = OutgoingState.SENT, "1.1", None
                told = Nudge.folded_in == row.key if row.reason == "summary" else Nudge.id == _number(row.key)
                if row.changes is None:
                    self.read |= set(tx.scalars(select(Nudge.id).where(told)))

    @rule(problem=st.sampled_from(["too_late", "channel_not_found"]))
    def slack_does_not(self, problem: str) -> None:
        with self.database.transaction() as tx:
            waiting = Outgoing.state == OutgoingState.WAITING, Outgoing.reason.in_(["nudge", "summary"])
            found = tx.scalars(select(Outgoing).where(*waiting).order_by(Outgoing.id).limit(1)).first()
        if found is not None and found.reason == "summary":
            self.house.refuses_the_summary(found.key, problem)
        elif found is not None:
            self.house.refuses(next(one for one in self.house.nudges() if one.id == _number(found.key)), problem)

    @rule(which=st.integers(0, 9))
    def a_reason_is_gone(self, which: int) -> None:
        with self.database.transaction() as tx:
            ask = tx.scalars(select(Ask).order_by(Ask.id).offset(which).limit(1)).first()
        if ask is not None:
            self.house.change(ask, state=AskState.WITHDRAWN)

    @rule(which=st.integers(0, 9))
    def what_it_is_about_is_forgotten(self, which: int) -> None:
        with self.database.transaction() as tx:
            ask = tx.scalars(select(Ask).order_by(Ask.id).offset(which).limit(1)).first()
            if ask is not None:
                service.forget_about(tx, ask.workspace_id, {f"ask:{ask.id}"}, now=self.house.now)
                tx.delete(ask)

    @rule(who=WHO, what=CHANGES)
    def somebody_changes(self, who: str, what: dict[str, object]) -> None:
        self.house.change(self.people[who], **what)

    @rule(days=st.integers(0, 8))
    def time_passes(self, days: int) -> None:
        self.house.later(days=days, minutes=50)

    @invariant()
    def the_table_holds(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.transaction() as tx:
            rows = {nudge.id: nudge for nudge in tx.scalars(select(Nudge))}
            promised = {row.key: row.state for row in tx.scalars(select(Outgoing))}
            ben = tx.scalars(select(Member.id).where(Member.name == "ben")).one()
        folded: dict[str | None, int] = {}
        for id_, nudge in rows.items():
            before = self.before.get(id_, nudge.state)
            assert nudge.state is before or nudge.state in MOVES[before], (before, nudge.state)
            assert nudge.state is before or id_ not in self.read, "said again"
            assert (nudge.sent_at is not None) == (nudge.state is NudgeState.SENT)
            is_folded = nudge.state is NudgeState.FOLDED
            assert (nudge.folded_at is not None, nudge.folded_in is not None) == (is_folded, is_folded)
            if is_folded:
                assert nudge.member_id != ben, "without a summary nothing folds"
                assert nudge.kind is not NudgeKind.PAUSED
                assert nudge.folded_in in promised
                assert service.message_key(nudge) not in promised, "in the summary and by itself"
                folded[nudge.folded_in] = folded.get(nudge.folded_in, 0) + 1
        assert all(many <= MOST_LINES for many in folded.values())
        self.before = {id_: nudge.state for id_, nudge in rows.items()}
        self.read &= rows.keys()


def _number(key: str) -> int:
    number = key.removesuffix("#change").rpartition(":")[2]
    return int(number) if number.isdigit() else 0


@pytest.mark.usefixtures("_real_time_again")
def test_no_move_but_those_in_the_table(migrated_file: Path):
    Nudging.template = migrated_file
    clock.reset()
    run_state_machine_as_test(
        Nudging,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
