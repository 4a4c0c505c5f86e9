"""Files arrive: whole, once, in the right conversation, whatever Slack does on the way."""

from datetime import timedelta
from typing import Any, Literal

import pytest
from sqlalchemy import select

from bot import clock, outbox
from bot.blocks import message
from bot.pace import Pace
from bot.playground.persona import Persona
from bot.sender import LEASE, Sender
from models import Member, Method, Outgoing, OutgoingState, Workspace
from tests.team import Person, Team

CSV = "Datum;Satz\r\n24.11.;für Köln\r\n".encode("utf-8-sig")
STEPS = ("files.getUploadURLExternal", "upload", "files.completeUploadExternal")


@pytest.fixture
def ada(team: Team) -> Person:
    person = team.joins("ada")
    person.types("/givefirst")
    return person


def hand_over(team: Team, person: Person, key: str = "file", content: bytes = CSV, **how: Any) -> bool:
    with team.app.database.transaction() as tx:
        to = tx.scalars(select(Member).where(Member.slack_id == person.user_id)).one()
        whom: dict[str, Any] = {} if "channel" in how else {"to": to}
        how = (
            whom | {"filename": "journal.csv", "title": "My journal", "comment": "Here it is.", "reason": "test"} | how
        )
        return outbox.upload(tx, to.workspace_id, key, content, now=clock.now(), **how)


def row(team: Team, key: str = "file") -> Outgoing:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Outgoing).where(Outgoing.key == key)).one()


def files(person: Persona) -> list[bytes]:
    return [content for one in person.inbox for content in person.downloads(one).values()]


def test_a_file_arrives_whole_with_its_words_for_the_person_alone(team: Team, ada: Person):
    ben = team.joins("ben")
    hand_over(team, ada)
    team.settle()
    (message_,) = [one for one in ada.inbox if one.files]
    assert message_.text == "Here it is."
    assert ada.downloads(message_) == {"journal.csv": CSV}
    assert message_.files[0]["title"] == "My journal"
    assert not [one for one in ben.everything() if one.files]
    assert (row(team).state, row(team).payload) == (OutgoingState.SENT, None)


def test_the_same_file_promised_twice_arrives_once(team: Team, ada: Person):
    assert hand_over(team, ada)
    assert not hand_over(team, ada)
    team.settle()
    assert not hand_over(team, ada)
    team.settle()
    assert files(ada) == [CSV]


def test_a_picture_stands_in_the_thread_of_a_message_of_ours_and_says_what_it_shows(team: Team, ada: Person):
    general = team.slack.channel_named("general").id
    with team.app.database.transaction() as tx:
        workspace = tx.scalars(select(Workspace)).one().id
        outbox.post(tx, workspace, "letter", message("A letter"), now=clock.now(), reason="test", channel=general)
    hand_over(team, ada, filename="week.png", channel=general, below="letter", alt_text="Three asks found a hand")
    team.settle()
    (letter,) = [one for one in ada.sees("general") if one.text == "A letter"]
    picture = ada.sees("general", thread=letter)[-1]
    assert picture.files[0]["alt_txt"] == "Three asks found a hand"
    assert picture.files[0]["mimetype"] == "image/png"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind", ["500", "error", "429"])
def test_passing_trouble_at_any_step_is_tried_again(
    team: Team, ada: Person, step: str, kind: Literal["500", "error", "429"]
):
    team.slack.faults.add(step, "500" if step == "upload" and kind == "error" else kind, retry_after=5)
    hand_over(team, ada)
    team.settle()
    team.later(seconds=30)
    assert files(ada) == [CSV]
    assert row(team).state is OutgoingState.SENT


@pytest.mark.parametrize("step", STEPS)
def test_an_answer_that_got_lost_at_any_step_doubles_nothing(team: Team, ada: Person, step: str):
    team.slack.faults.add(step, "reset_after_accept")
    hand_over(team, ada)
    team.settle()
    team.later(seconds=30)
    assert files(ada) == [CSV]
    assert row(team).state is OutgoingState.SENT


def test_bytes_that_are_there_are_not_sent_again(team: Team, ada: Person):
    team.slack.faults.add("files.completeUploadExternal", "500", times=3)
    hand_over(team, ada)
    team.settle()
    team.later(minutes=5)
    assert files(ada) == [CSV]
    assert len(team.slack.calls("upload")) == 1


def test_a_file_that_slack_forgot_is_brought_once_more(team: Team, ada: Person):
    team.slack.faults.add("files.completeUploadExternal", "500")
    hand_over(team, ada)
    team.app.sender.deliver_due(clock.now())
    team.slack.uploads.clear()
    team.later(seconds=30)
    assert files(ada) == [CSV]
    assert [refusal for refusal in team.slack.refusals if "file_not_found" not in refusal] == []
    team.slack.refusals.clear()


def test_a_process_that_died_after_sharing_does_not_make_it_come_twice(team: Team, ada: Person):
    hand_over(team, ada)
    dying = Sender(team.app.clients, pace=Pace(0, 100))
    (claimed,) = dying.claim(clock.now(), most=5)
    dying._deliver(claimed)
    team.later(seconds=LEASE.total_seconds() + 1)
    assert files(ada) == [CSV]


@pytest.mark.parametrize(
    ("scopes", "channel", "problem"),
    [({"files:write"}, None, "missing_scope"), (set(), "C0NOWHERE", "channel_not_found")],
)
def test_what_slack_will_never_take_is_given_up_and_told(
    team: Team, ada: Person, scopes: set[str], channel: str | None, problem: str
):
    told: list[str] = []
    sender = Sender(team.app.clients, failures={"test": lambda tx, row, problem, now: told.append(problem)})
    team.slack.scopes -= scopes
    where: dict[str, Any] = {"channel": channel} if channel else {}
    hand_over(team, ada, **where)
    for minutes in range(10):
        sender.deliver_due(clock.now() + timedelta(minutes=minutes))
    sender.stop()
    assert told == [problem]
    assert (row(team).state, row(team).payload) == (OutgoingState.FAILED, None)
    team.slack.refusals.clear()


def test_an_address_that_refuses_the_bytes_ends_it(team: Team, ada: Person):
    team.slack.faults.add("upload", "error")
    hand_over(team, ada)
    team.settle()
    team.later(minutes=10)
    assert files(ada) == []
    assert (row(team).state, row(team).problem) == (OutgoingState.FAILED, "upload_http_400")


@pytest.mark.parametrize("size", [0, outbox.LARGEST_FILE + 1])
def test_a_file_of_no_bytes_or_too_many_is_refused_at_once(team: Team, ada: Person, size: int):
    with pytest.raises(ValueError, match=str(size)):
        hand_over(team, ada, content=b"x" * size)


def test_a_file_keeps_to_the_pace_of_a_conversation():
    pace = Pace(timer=lambda: 0.0)
    assert pace.take(1, Method.POST, "D1")
    assert not pace.take(1, Method.UPLOAD, "D1")
    assert pace.take(1, Method.UPLOAD, "D2")


def test_a_file_is_never_changed_and_nothing_waits_for_it_for_ever(team: Team, ada: Person):
    hand_over(team, ada)
    team.settle()
    with team.app.database.transaction() as tx:
        outbox.change(tx, row(team).workspace_id, "file", message("other words"), now=clock.now())
    hand_over(team, ada, key="second", channel=team.slack.channel_named("general").id, below="file")
    team.settle()
    assert files(ada) == [CSV]
    assert (row(team, "second").state, row(team, "second").problem) == (OutgoingState.FAILED, "message_not_found")
