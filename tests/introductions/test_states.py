"""Whoever presses what, in any order, twice, late, or after leaving: introductions make only the moves in the tables.

A conversation opens only when all keys are there, and once; nobody outside the chain learns of it; the asker gets
exactly one outcome.
"""

import re
import shutil
import tempfile
from collections import Counter
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
from bot.asks import hands
from bot.asks import service as asks
from bot.asks.forms import Draft
from bot.errors import Refusal
from bot.introductions import endings, jobs, keys, rules, service
from bot.members import service as members
from models import (
    Ask,
    Audience,
    Introduction,
    IntroductionKind,
    IntroductionState,
    Invitation,
    InvitationState,
    JournalEntry,
    Member,
    Outgoing,
    OutgoingState,
    Part,
    PartState,
    Role,
    Tie,
    Workspace,
)
from tests.conftest import TUESDAY_TEN

EVERYBODY = ("ada", "ben", "cem", "dora", "eve")
INVITED = EVERYBODY[1:3]
NAMES = st.sampled_from(EVERYBODY)
PRESSES = st.sampled_from(["happy", "unnamed", "not now", "yes", "no"])


class Nobody:
    """A directory in which nobody is disturbed by anything."""

    def look_up(self, workspace_id: int, slack_id: str) -> None:
        return None

    def is_undisturbed(self, workspace_id: int, slack_id: str, now: object) -> bool:
        return False


class OneChain(RuleBasedStateMachine):
    """Five people, one ask, and every way to bring two of them together; somebody elsewhere tries her luck."""

    template: Path

    @initialize(
        audience=st.sampled_from([Audience.CHANNEL, Audience.ANONYMOUS]), first=st.sampled_from(list(IntroductionKind))
    )
    def begin(self, audience: Audience, first: IntroductionKind) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "states.db"
        shutil.copy(self.template, path)
        self.database = db.Database(f"sqlite:///{path}")
        db.use(self.database)
        self.now = TUESDAY_TEN
        self.audience = audience
        # Introduction id → whose keys were turned, as this test saw it.
        self.keys: dict[int, set[str]] = {}
        # The conversations that Slack would not open.
        self.refused: set[str] = set()
        with self.database.transaction() as tx:
            for team in ("T1", "T2"):
                tx.add(Workspace(team_id=team, name=team, bot_user_id="UBOT", installed_at=self.now))
            tx.flush()
            here, there = tx.scalars(select(Workspace).order_by(Workspace.id))
            for name in EVERYBODY:
                member = members.meet(tx, here.id, f"U{name}")
                member.name, member.zone = name, "Europe/Berlin"
            members.meet(tx, there.id, "Umallory").name = "mallory"
            here.invitations_a_day = here.invitations_a_week = 99
            draft = Draft(text="who knows somebody at Airbus?", channel="C1", audience=audience)
            ask = asks.open_ask(tx, members.meet(tx, here.id, "Uada"), draft, now=self.now)
            # An anonymous ask is seen by those who were invited.
            for member in tx.scalars(select(Member).where(Member.name.in_(INVITED))):
                sent = Invitation(here.id, ask_id=ask.id, helper_id=member.id, wave=1, state=InvitationState.SENT)
                tx.add(sent)
        match first:
            case IntroductionKind.CARRY:
                self.carries("ben", "de")
            case IntroductionKind.PASS:
                self.passes_on("ben", "dora")
            case IntroductionKind.PAIR:
                self.introduces("ben", ["cem", "dora"])
        self.the_clock_works()

    def teardown(self) -> None:
        if hasattr(self, "database"):
            db.use(None)
            self.database.close()
            self.folder.cleanup()

    # -- acting ---------------------------------------------------------------------------------------------------

    def do(self, act: Callable[[Session, Member], Any], name: str) -> bool:
        """Let somebody act in one transaction, and hold the outcome against the tables; tell whether it was allowed."""
        before, done = self.states(), False
        with suppress(Refusal), self.database.transaction() as tx:
            act(tx, tx.scalars(select(Member).where(Member.name == name)).one())
            done = True
        self.compare(before)
        return done

    def compare(self, before: tuple[dict[int, IntroductionState], dict[int, PartState]]) -> None:
        after = self.states()
        for key, state in after[0].items():
            was = before[0].get(key, IntroductionState.ASKING)
            # One transaction may let the lines go out only; no two moves at once.
            assert was is state or rules.may_move(was, state), (was, state)
        for part, now in after[1].items():
            earlier = before[1].get(part, now)
            assert earlier is now or rules.may_answer(earlier, now), (earlier, now)

    def states(self) -> tuple[dict[int, IntroductionState], dict[int, PartState]]:
        with self.database.transaction() as tx:
            introductions = {one.id: one.state for one in tx.scalars(select(Introduction))}
            return introductions, {part.id: part.state for part in tx.scalars(select(Part))}

    def ask(self, tx: Session) -> Ask:
        workspace = tx.scalars(select(Workspace).order_by(Workspace.id)).first()
        assert workspace is not None
        return asks.of(tx, workspace, tx.scalars(select(Ask.key)).one())

    def press(self, name: str, which: int, act: Callable[[Session, Introduction, Part], Any]) -> int | None:
        """Let somebody press a button of some introduction; return its id when that did something."""
        pressed: list[int] = []

        def presses(tx: Session, member: Member) -> None:
            all_of_them = list(tx.execute(select(Introduction.id, Introduction.key).order_by(Introduction.id)))
            if not all_of_them:
                raise Refusal("nothing to press")
            id_, key = all_of_them[which % len(all_of_them)]
            workspace = tx.get_one(Workspace, member.workspace_id)
            act(tx, *service.of(tx, workspace, key, member))
            pressed.append(id_)

        return pressed[0] if self.do(presses, name) and pressed else None

    @rule(name=NAMES, language=st.sampled_from(["en", "de"]))
    def carries(self, name: str, language: str) -> None:
        self.do(lambda tx, who: service.carry(tx, self.ask(tx), who, language=language, now=self.now), name)

    @rule(name=NAMES, other=NAMES)
    def passes_on(self, name: str, other: str) -> None:
        def act(tx: Session, who: Member) -> None:
            colleague = tx.scalars(select(Member).where(Member.name == other)).one()
            service.pass_on(tx, self.ask(tx), who, colleague, "try this one", now=self.now)

        self.do(act, name)

    @rule(name=NAMES, pair=st.lists(NAMES, min_size=2, max_size=2, unique=True))
    def introduces(self, name: str, pair: list[str]) -> None:
        def act(tx: Session, who: Member) -> None:
            people = list(tx.scalars(select(Member).where(Member.name.in_(pair))))
            service.pair(tx, who, people, "you both sail", now=self.now)

        self.do(act, name)

    @rule(name=st.sampled_from([*EVERYBODY, "mallory"]), which=st.integers(0, 5), what=PRESSES)
    def somebody_presses_something(self, name: str, which: int, what: str) -> None:
        self.presses(name, which, what)

    @rule(which=st.integers(0, 9), what=st.sampled_from(["happy", "happy", "happy", "unnamed", "not now"]))
    def somebody_who_was_asked_answers(self, which: int, what: str) -> None:
        with self.database.transaction() as tx:
            asked = select(Part).join(Introduction, Introduction.id == Part.introduction_id)
            waiting = asked.where(Part.state == PartState.ASKED, Introduction.state == IntroductionState.ASKING)
            found = [(part.member.name, part.introduction_id) for part in tx.scalars(waiting.order_by(Part.id))]
        if found:
            name, id_ = found[which % len(found)]
            self.presses(name, id_ - 1, what)

    @rule()
    def everybody_who_was_asked_is_happy_to_twice(self) -> None:
        for which in range(6):
            self.somebody_who_was_asked_answers(which, "happy")
            self.somebody_who_was_asked_answers(which, "happy")

    @rule(which=st.integers(0, 9), what=st.sampled_from(["yes", "no", "waiting"]))
    def somebody_who_carries_reports(self, which: int, what: str) -> None:
        with self.database.transaction() as tx:
            out = select(Introduction).where(Introduction.state == IntroductionState.OUT).order_by(Introduction.id)
            found = [(one.connector.name, one.id) for one in tx.scalars(out)]
        if found:
            name, id_ = found[which % len(found)]
            self.presses(name, id_ - 1, what)

    @rule(what=st.sampled_from([*["looking"] * 8, "take", "withdraw"]), name=NAMES)
    def something_happens_to_the_ask(self, what: str, name: str) -> None:
        if what == "looking":
            self.do(lambda tx, _: hands.keep_looking(tx, self.ask(tx), now=self.now), "ada")
        elif what == "take":
            self.do(lambda tx, who: hands.take(tx, self.ask(tx), who, now=self.now), name)
        else:
            self.do(lambda tx, _: asks.withdraw(tx, self.ask(tx), now=self.now), "ada")

    @rule(name=st.sampled_from([*EVERYBODY[1:], *[None] * 12]))
    def somebody_leaves(self, name: str | None) -> None:
        def act(tx: Session, who: Member) -> None:
            del tx
            who.is_deactivated = True

        if name:
            self.do(act, name)

    @rule(hours=st.sampled_from([1, 1, 1, 8, 30]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.the_clock_works()

    @rule(refuses=st.sampled_from(["not_allowed", "user_disabled"]), which=st.integers(0, 3))
    def slack_opens_no_conversation(self, refuses: str, which: int) -> None:
        before = self.states()
        with self.database.transaction() as tx:
            waiting = Outgoing.reason == "intro.talk", Outgoing.state == OutgoingState.WAITING
            talks = list(tx.scalars(select(Outgoing).where(*waiting).order_by(Outgoing.id)))
            if talks:
                talk = talks[which % len(talks)]
                talk.state = OutgoingState.FAILED
                endings.talk_was_refused(tx, talk, refuses, self.now)
                self.refused.add(talk.key)
        self.compare(before)

    @rule()
    def slack_opens_every_conversation(self) -> None:
        with self.database.transaction() as tx:
            waiting = Outgoing.reason == "intro.talk", Outgoing.state == OutgoingState.WAITING
            for talk in tx.scalars(select(Outgoing).where(*waiting)):
                talk.state, talk.ts = OutgoingState.SENT, f"{talk.id}.0"
        self.the_clock_works()

    @rule()
    def the_clock_works(self) -> None:
        before = self.states()
        jobs.move_on(self.now, Nobody())  # type: ignore[arg-type]
        self.compare(before)
        # Nothing is left that would be done over and over.
        assert any(not jobs.move_on(self.now, Nobody()) for _ in range(3))  # type: ignore[arg-type]

    def presses(self, name: str, which: int, what: str) -> None:
        """Let somebody press a key, and remember for ourselves whose key was turned."""
        act = {
            "happy": lambda tx, one, part: keys.happy(tx, one, part, now=self.now),
            "unnamed": lambda tx, one, part: keys.unnamed(tx, one, part, now=self.now),
            "not now": lambda tx, one, part: keys.not_now(tx, one, part, now=self.now),
        }.get(what, lambda tx, one, part: keys.report(tx, one, part, what, now=self.now))
        pressed = self.press(name, which, act)
        assert pressed is None or name != "mallory"
        if pressed and what == "happy":
            self.keys.setdefault(pressed, set()).add(name)
        elif pressed and what == "not now":
            self.keys.get(pressed, set()).discard(name)

    # -- what holds always ----------------------------------------------------------------------------------------

    @invariant()
    def a_conversation_opens_once_and_only_with_all_keys(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.transaction() as tx:
            sent = Counter(row.key for row in tx.scalars(select(Outgoing)))
            assert all(times == 1 for times in sent.values())
            for one in tx.scalars(select(Introduction)):
                talk = tx.scalars(select(Outgoing).where(Outgoing.key == service.talk_key(one))).one_or_none()
                parts = service.parts_of(tx, one)
                if talk is not None:
                    assert one.state is IntroductionState.MET or talk.key in self.refused
                    assert set(talk.people.split()) == {who.slack_id for who in service.people_of(one, parts)}
                if one.state is IntroductionState.MET and one.kind is not IntroductionKind.CARRY:
                    assert talk is not None
                    needed = {part.member.name for part in parts}
                    if one.kind is IntroductionKind.PAIR:
                        needed.discard(one.connector.name)
                    assert needed <= self.keys.get(one.id, set())
                    assert all(part.state is PartState.HAPPY for part in parts)

    @invariant()
    def nobody_outside_the_chain_hears_of_it_and_the_one_who_waits_hears_once(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.transaction() as tx:
            rows = [row for row in tx.scalars(select(Outgoing)) if row.reason.startswith("intro.")]
            for one in tx.scalars(select(Introduction)):
                about = [row for row in rows if row.key.startswith(f"intro:{one.id}:")]
                parts = service.parts_of(tx, one)
                inside = {part.member.slack_id for part in parts} | {
                    who.slack_id for who in service.people_of(one, parts)
                }
                assert {person for row in about for person in row.people.split()} <= inside
                ends = [row for row in about if row.reason == "intro.end"]
                if one.state in {IntroductionState.ASKING, IntroductionState.OUT, IntroductionState.MET}:
                    assert ends == []
                if one.state is IntroductionState.ENDED:
                    waits, heard = self._who_waits(one, parts), [row.people for row in ends]
                    # Whoever has left may have heard it before.
                    assert heard == [waits.slack_id] or (waits.is_deactivated and heard == [])
                if one.ask_id:
                    asker = tx.get_one(Ask, one.ask_id).asker.slack_id
                    told = [row for row in about if row.key not in self.refused]
                    outcomes = [row for row in told if row.reason in {"intro.end", "intro.talk"}]
                    assert len([row for row in outcomes if asker in row.people.split()]) <= 1

    @invariant()
    def an_anonymous_asker_is_named_to_nobody_without_their_key(self) -> None:
        if not hasattr(self, "database") or self.audience is not Audience.ANONYMOUS:
            return
        with self.database.transaction() as tx:
            for row in tx.scalars(select(Outgoing).where(Outgoing.reason.in_(["intro.question", "intro.letter"]))):
                if row.people != "Uada" and row.key in self._of_the_ask(tx):
                    assert "<@Uada>" not in str(row.payload), row.key

    @invariant()
    def what_ended_keeps_no_words_and_waits_for_nothing(self) -> None:
        if not hasattr(self, "database"):
            return
        with self.database.transaction() as tx:
            for one in tx.scalars(select(Introduction)):
                if one.state in {IntroductionState.ENDED, IntroductionState.OVERTAKEN}:
                    assert (one.words, one.due_at) == ("", None)
                    assert one.ended_at is not None
                if one.state in rules.RUNNING:
                    assert one.due_at is not None
            met = tx.scalars(select(Introduction).where(Introduction.state == IntroductionState.MET)).all()
            begun = [one for one in met if one.due_at is None]
            assert len(tx.scalars(select(JournalEntry)).all()) == len(begun)
            assert begun or not tx.scalars(select(Tie)).all()

    def _who_waits(self, one: Introduction, parts: list[Part]) -> Member:
        ended_by_the_asker = any(part.role is Role.ASKER and part.state is PartState.NOT_NOW for part in parts)
        return one.connector if one.ask is None or ended_by_the_asker else one.ask.asker

    def _of_the_ask(self, tx: Session) -> set[str]:
        mine = select(Part).join(Introduction, Introduction.id == Part.introduction_id).where(Introduction.ask_id == 1)
        return {service.question_key(part) for part in tx.scalars(mine) if part.role is not Role.ASKER}


@pytest.mark.usefixtures("_real_time_again")
def test_no_move_but_those_in_the_tables(migrated_file: Path):
    OneChain.template = migrated_file
    clock.reset()
    run_state_machine_as_test(
        OneChain,
        settings=settings(
            max_examples=30, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_tables_in_the_docstring_are_the_tables_in_the_code():
    told = rules.__doc__ or ""
    written = re.findall(r"^    (asking|out|met) +[a-z, ]+?  +.+?  +(out|met|ended|overtaken)\b", told, re.MULTILINE)
    assert set(written) == {(state.value, to.value) for state, several in rules.MOVES.items() for to in several}
    parts = re.findall(r"^    (later|planned|asked|happy) +.+?  +(planned|asked|happy|not_now)$", told, re.MULTILINE)
    assert set(parts) == {(state.value, to.value) for state, several in rules.PART_MOVES.items() for to in several}
