"""Promised messages arrive: once, in order, whatever Slack or the process does."""

import os
import socket
import subprocess
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal

import pytest
from sqlalchemy import select

from bot import clock, outbox
from bot.blocks import message
from bot.pace import Pace
from bot.sender import LEASE, Sender
from models import Member, Method, Outgoing, OutgoingState, Workspace
from tests.team import Person, Team, eventually


@pytest.fixture
def ada(team: Team) -> Person:
    person = team.joins("ada")
    person.types("/givefirst")
    return person


def promise(
    team: Team,
    person: Person,
    key: str = "one",
    text: str = "hello",
    *,
    channel: str = "",
    not_after: datetime | None = None,
) -> None:
    with team.app.database.transaction() as tx:
        workspace = tx.scalars(select(Workspace)).one()
        member = tx.scalars(select(Member).where(Member.slack_id == person.user_id)).one()
        outbox.post(
            tx,
            workspace.id,
            key,
            message(text),
            now=clock.now(),
            reason="test",
            to=[] if channel else [member],
            channel=channel,
            not_after=not_after,
        )


def change(team: Team, key: str, text: str) -> None:
    with team.app.database.transaction() as tx:
        outbox.change(tx, tx.scalars(select(Workspace)).one().id, key, message(text), now=clock.now())


def rows(team: Team, key: str = "one") -> Outgoing:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Outgoing).where(Outgoing.key == key)).one()


def words(person: Person) -> list[str]:
    return [person.read(message) for message in person.inbox]


def test_a_promise_made_twice_is_kept_once(team: Team, ada: Person):
    promise(team, ada)
    promise(team, ada)
    team.settle()
    assert words(ada).count("hello") == 1


def test_what_was_rolled_back_is_never_sent(team: Team, ada: Person):
    with suppress(ZeroDivisionError), team.app.database.transaction() as tx:
        workspace = tx.scalars(select(Workspace)).one()
        channel = ada.inbox[0].channel if ada.inbox else next(iter(team.slack.channels))
        outbox.post(tx, workspace.id, "one", message("no"), now=clock.now(), reason="test", channel=channel)
        _ = 1 // 0
    team.settle()
    assert "no" not in [ada.read(message) for message in ada.everything()]


def test_the_words_are_erased_once_they_are_out(team: Team, ada: Person):
    promise(team, ada)
    team.settle()
    row = rows(team)
    assert (row.state, row.payload) == (OutgoingState.SENT, None)
    assert row.ts


def test_a_message_changes_wherever_it_is(team: Team, ada: Person):
    promise(team, ada)
    change(team, "one", "before it went out")
    team.settle()
    assert words(ada)[-1] == "before it went out"
    change(team, "one", "after it went out")
    change(team, "one", "and again")
    team.settle()
    assert words(ada)[-1] == "and again"
    assert len([text for text in words(ada) if "again" in text]) == 1


def test_changing_what_was_never_promised_does_nothing(team: Team, ada: Person):
    before = words(ada)
    change(team, "nothing", "words")
    team.settle()
    assert words(ada) == before


@pytest.mark.parametrize("kind", ["500", "error"])
def test_passing_trouble_is_tried_again(team: Team, ada: Person, kind: Literal["500", "error"]):
    team.slack.faults.add(method="chat.postMessage", kind=kind, error="internal_error")
    promise(team, ada)
    team.settle()
    assert words(ada).count("hello") == 1


def test_slack_says_wait_and_we_wait(team: Team, ada: Person):
    team.slack.faults.add(method="chat.postMessage", kind="429", retry_after=30)
    promise(team, ada)
    team.settle()
    assert "hello" not in words(ada)
    promise(team, ada, key="two", text="second")
    team.settle()
    assert "second" not in words(ada), "the whole method rests, not one message"
    team.later(seconds=31)
    assert sorted(words(ada)[-2:]) == ["hello", "second"]
    assert rows(team).attempts <= 2


def test_final_trouble_is_recorded_and_blocks_nobody(team: Team, ada: Person):
    promise(team, ada, key="lost", channel="C0NOWHERE")
    promise(team, ada)
    team.settle()
    lost = rows(team, "lost")
    assert (lost.state, lost.problem) == (OutgoingState.FAILED, "channel_not_found")
    assert words(ada)[-1] == "hello"
    team.slack.refusals.clear()


def test_an_unclear_send_to_a_person_is_looked_up_and_not_repeated(team: Team, ada: Person):
    team.slack.faults.add(method="chat.postMessage", kind="reset_after_accept")
    promise(team, ada)
    team.settle()
    team.later(seconds=30)
    assert words(ada).count("hello") == 1
    assert rows(team).state is OutgoingState.SENT


def test_a_process_that_dies_in_the_middle_is_relieved_when_its_lease_ends(team: Team, ada: Person):
    promise(team, ada)
    dying = Sender(team.app.clients, pace=Pace(0, 100))
    assert [claimed.key for claimed in dying.claim(clock.now(), most=5)] == ["one"]
    team.settle()
    assert "hello" not in words(ada), "somebody else's until the lease ends"
    team.later(seconds=LEASE.total_seconds() + 1)
    assert words(ada).count("hello") == 1


def test_a_process_started_again_on_the_same_host_does_not_wait_for_the_lease(team: Team, ada: Person):
    promise(team, ada)
    dying = Sender(team.app.clients, pace=Pace(0, 100))
    child = subprocess.Popen(["true"])
    child.wait()
    dying.name = f"{socket.gethostname()}:{child.pid}:x"
    dying.claim(clock.now(), most=5)
    assert team.app.sender.relieve_the_dead() == 1
    assert team.app.sender.relieve_the_dead() == 0
    team.settle()
    assert words(ada).count("hello") == 1


def test_nobody_takes_over_from_a_process_that_lives_or_stands_elsewhere(team: Team, ada: Person):
    promise(team, ada)
    living = Sender(team.app.clients, pace=Pace(0, 100))
    for name in (living.name, "otherhost:1:x", f"{socket.gethostname()}:{os.getppid()}:x", "unclear"):
        living.name = name
        living.claim(clock.now() + LEASE * 2, most=5)
        assert team.app.sender.relieve_the_dead() == 0


def test_a_message_that_went_out_before_the_crash_is_not_sent_again(team: Team, ada: Person):
    promise(team, ada)
    dying = Sender(team.app.clients, pace=Pace(0, 100))
    (claimed,) = dying.claim(clock.now(), most=5)
    dying._deliver(claimed)  # dies between Slack's answer and writing it down
    team.later(seconds=LEASE.total_seconds() + 1)
    assert words(ada).count("hello") == 1


def test_two_senders_share_the_work(team: Team, ada: Person):
    for number in range(20):
        promise(team, ada, key=str(number), text=f"message {number}")
    other = Sender(team.app.clients, pace=Pace(0, 100))
    for sender in (team.app.sender, other) * 10:
        sender.deliver_due(clock.now())
    other.stop()
    assert sorted(text for text in words(ada) if text.startswith("message")) == sorted(
        f"message {number}" for number in range(20)
    )


def test_a_failed_message_tells_the_feature_that_promised_it(team: Team, ada: Person):
    told: list[str] = []
    sender = Sender(team.app.clients, failures={"test": lambda tx, row, problem, now: told.append(problem)})
    promise(team, ada, channel="C0NOWHERE")
    sender.deliver_due(clock.now())
    sender.stop()
    assert told == ["channel_not_found"]
    team.slack.refusals.clear()


def test_no_more_than_slack_allows():
    now = 0.0
    pace = Pace(timer=lambda: now)
    assert pace.take(1, Method.POST, "C1")
    assert not pace.take(1, Method.POST, "C1"), "one a second in a channel"
    assert [pace.take(1, Method.POST, f"C{n}") for n in range(2, 7)] == [True, True, True, False, False]
    assert pace.take(2, Method.POST, "C1"), "another workspace has its own measure"
    assert pace.take(1, Method.RESPOND, ""), "an answer to a press does not wait"
    now = 1.01
    assert pace.take(1, Method.POST, "C1")
    pace.pause(1, Method.POST, 30)
    now = 20.0
    assert not pace.take(1, Method.POST, "C9")
    assert (1, Method.POST) in pace.resting()
    now = 31.1
    assert pace.take(1, Method.POST, "C9")


def test_a_long_queue_for_one_channel_does_not_hold_up_the_others(team: Team, ada: Person):
    channel = next(channel for channel in team.slack.channels.values() if channel.name == "general")
    for number in range(50):
        promise(team, ada, key=f"c{number}", text=f"line {number}", channel=channel.id)
    promise(team, ada, text="for you")
    sender = Sender(team.app.clients, pace=Pace(timer=lambda: 0.0))
    for _ in range(3):
        sender.deliver_due(clock.now() + timedelta(seconds=1))
    sender.stop()
    assert "for you" in words(ada)
    team.slack.faults.release()


def test_a_hanging_line_holds_up_nobody_else(team: Team, ada: Person):
    ben = team.joins("ben")
    ben.types("/givefirst")
    promise(team, ada, key="first")
    team.settle()
    team.slack.faults.add(method="chat.postMessage", kind="hang", channel=ada.inbox[0].channel)
    promise(team, ada, key="stuck", text="stuck")
    promise(team, ben, key="free", text="free")
    team.app.sender.start_due(clock.now())
    eventually(lambda: "free" in words(ben))
    assert "stuck" not in words(ada)
    team.slack.faults.release()
    eventually(lambda: rows(team, "stuck").owner in {None, "unclear"})
    team.later(seconds=30)
    assert words(ada).count("stuck") == 1


def told_of(team: Team) -> list[tuple[str, str]]:
    """Let the feature behind the reason "test" write down what it is told: (key, problem)."""
    told: list[tuple[str, str]] = []
    team.app.sender.failures = {"test": lambda tx, row, problem, now: told.append((row.key, problem))}
    return told


def test_what_is_too_late_is_not_said_and_the_feature_is_told(team: Team, ada: Person):
    told, before = told_of(team), words(ada)
    promise(team, ada, not_after=clock.now() + timedelta(hours=1))
    clock.advance(timedelta(hours=1))
    team.settle()
    assert (words(ada), told) == (before, [("one", "too_late")])
    promise(team, ada, text="the next morning", not_after=clock.now() + timedelta(hours=1))
    team.settle()
    assert words(ada)[-1] == "the next morning", "the key is free again"


def test_what_is_in_time_is_said(team: Team, ada: Person):
    told = told_of(team)
    promise(team, ada, not_after=clock.now() + timedelta(hours=1))
    team.settle()
    assert (words(ada)[-1], told) == ("hello", [])


def test_what_slack_would_not_take_before_it_was_too_late_is_not_said_after(team: Team, ada: Person):
    told = told_of(team)
    team.slack.faults.add("chat.postMessage", "error", times=3, error="internal_error")
    promise(team, ada, not_after=clock.now() + timedelta(seconds=5))
    for _ in range(6):
        clock.advance(timedelta(minutes=1))
        team.settle()
    assert told == [("one", "too_late")]
    assert "hello" not in words(ada)


def test_what_may_have_been_said_is_looked_for_before_it_is_called_too_late(team: Team, ada: Person):
    told = told_of(team)
    promise(team, ada, not_after=clock.now() + timedelta(seconds=30))
    team.slack.faults.add("chat.postMessage", "reset_after_accept")
    team.app.sender.deliver_due(clock.now())
    clock.advance(timedelta(minutes=5))
    team.settle()
    assert (words(ada).count("hello"), told) == (1, [])
