"""What waits for its turn stands in the weekly summary of whoever wants one, and is not said again."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot import clock
from bot.admin import service as admin
from models import Member, Nudge, NudgeState, Tie, Workspace
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
LOGO = "<!channel> our *logo* looks crooked"
MONDAY_NINE = datetime(2026, 11, 30, 8, tzinfo=UTC)
THURSDAY_TEN = datetime(2026, 11, 26, 9, 5, tzinfo=UTC)
HEADING = "When you have a moment"


@pytest.fixture
def ada(team: Team) -> Person:
    """Somebody who wants a summary, and one nudge a week besides."""
    ada = team.joins("ada")
    ada.types("/givefirst", "settings")
    ada.submits(weekly_summary=["yes"], nudges_a_week="1")
    return ada


@pytest.fixture
def ben(team: Team) -> Person:
    return team.joins("ben", offers="stretched photos")


def asks(person: Person, text: str, **about: str) -> None:
    person.types("/ask", text)
    person.submits(**about)


def nudges(person: Person) -> list[str]:
    """The nudges somebody got, oldest first."""
    return [person.read(message) for message in person.inbox if "Why this?" in person.buttons(message)]


def summaries(person: Person, heading: str = HEADING) -> list[str]:
    return [text for text in map(person.read, person.inbox) if heading in text]


def states(team: Team) -> list[NudgeState]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Nudge.state).order_by(Nudge.id)))


def runs(team: Team, name: str) -> None:
    """Let one job run, and nothing be delivered yet."""
    team.app.runner.run(next(job for job in team.app.runner.jobs if job.name == name))


def one_goes_and_one_waits(team: Team, ada: Person) -> None:
    """Let Ada have two quiet asks, and hear of one of them on Thursday."""
    asks(ada, PHOTO)
    asks(ada, LOGO)
    team.at(THURSDAY_TEN)
    team.later(minutes=1)
    (sent,) = nudges(ada)
    assert PHOTO in sent
    assert states(team) == [NudgeState.SENT, NudgeState.PLANNED]


def test_what_waits_is_told_in_the_summary_with_its_button_and_never_by_itself(team: Team, ada: Person):
    one_goes_and_one_waits(team, ada)
    team.at(MONDAY_NINE)
    (summary,) = summaries(ada)
    assert "Is this ask of yours still open?" in summary
    assert summary.count(LOGO) == 1, "as typed, and not among the asks a second time"
    assert summary.index("Your asks") < summary.index(PHOTO) < summary.index(HEADING) < summary.index(LOGO)
    message = ada.reads_anywhere(HEADING)
    assert ada.buttons(message) == ["Still open", "Settings"]
    assert "Why this?" not in summary
    assert states(team) == [NudgeState.SENT, NudgeState.FOLDED]
    team.at(MONDAY_NINE + timedelta(days=7))
    assert len(nudges(ada)) == 1
    assert len(summaries(ada)) == 1, "told once"
    ada.presses("Still open", on=message)
    assert "stays open" in ada.read(ada.inbox[-1])


def test_without_a_summary_it_waits_for_its_own_turn(team: Team, ada: Person):
    ada.types("/givefirst", "settings")
    ada.submits(weekly_summary=[])
    one_goes_and_one_waits(team, ada)
    team.at(MONDAY_NINE)
    assert summaries(ada) == []
    assert states(team) == [NudgeState.SENT, NudgeState.PLANNED]
    team.at(THURSDAY_TEN + timedelta(days=7))
    team.later(minutes=5)
    assert LOGO in nudges(ada)[1]


def test_a_summary_of_nothing_but_what_waits_goes_out_and_its_buttons_do_what_they_say(
    team: Team, ada: Person, ben: Person
):
    for text in (PHOTO, LOGO):
        asks(ada, text, audience="channel")
        ben.presses("I can help", in_="general")
        ada.presses("Close it", in_="@")
        ada.submits(helpers=[ben.user_id])
    team.at(THURSDAY_TEN + timedelta(days=1))
    team.later(minutes=1)
    assert len(nudges(ada)) == 1
    team.at(MONDAY_NINE)
    message = ada.reads_anywhere(HEADING)
    assert "A word from you to @Ben Novak would be a nice end to this." in ada.read(message)
    assert message.text == f"Your week with Givefirst · {HEADING}"
    ada.presses("Say thanks", on=message)
    ada.submits(words="you saved my evening")
    ben.reads_anywhere("you saved my evening")


def test_in_german_and_with_somebody_to_write_to(team: Team, ben: Person):
    lea = team.joins("lea", locale="de-DE")
    lea.types("/givefirst", "settings")
    lea.submits(weekly_summary=["yes"], nudges_a_week="1")
    asks(lea, PHOTO, audience="channel")
    ben.presses("I can help", in_="@")
    lea.presses("ask.close")
    lea.submits(helpers=[ben.user_id], words="danke dir")
    asks(lea, LOGO)
    team.at(THURSDAY_TEN)
    team.later(minutes=1)
    ben.types("/givefirst", "pause 4w")
    with team.app.database.transaction() as tx:
        tx.execute(update(Member).where(Member.slack_id == ben.user_id).values(muted_nudges="reconnect"))
        tx.execute(update(Tie).values(met_at=clock.now() - timedelta(days=200), wakes_at=clock.now()))
    team.at(MONDAY_NINE)
    message = lea.reads_anywhere("Wenn du einen Moment hast")
    assert "Du und @Ben Novak habt länger nichts voneinander gehört." in lea.read(message)
    before = len(lea.everything())
    lea.presses("ben schreiben", on=message)
    assert len(lea.everything()) == before, "Slack opens the conversation; nothing is said"


def test_an_ask_that_fits_stands_in_it_once_and_can_be_taken_from_there(team: Team, ada: Person, ben: Person):
    ben.types("/givefirst", "settings")
    ben.submits(weekly_summary=["yes"], nudges_a_week="1")
    with team.app.database.transaction() as tx:
        tx.execute(update(Workspace).values(invitations_a_week=0))
        tx.execute(update(Member).where(Member.slack_id == ben.user_id).values(small_asks_at=clock.now()))
    asks(ada, PHOTO, audience="channel", effort="2min")
    clock.advance(MONDAY_NINE - clock.now())
    runs(team, "small-asks")
    runs(team, "summaries")
    team.settle()
    message = ben.reads_anywhere(HEADING)
    assert "Two minutes of yours would help @Ada Novak" in ben.read(message)
    assert ben.read(message).count(PHOTO) == 1
    ben.presses("I can help", on=message)
    assert "I am opening a conversation" in ben.read(ben.inbox[-1])


def test_a_summary_that_slack_refuses_loses_nothing(team: Team, ada: Person):
    one_goes_and_one_waits(team, ada)
    team.slack.faults.add(method="chat.postMessage", kind="error", error="restricted_action", times=9)
    team.at(MONDAY_NINE)
    assert summaries(ada) == []
    assert states(team) == [NudgeState.SENT, NudgeState.PLANNED]
    team.slack.faults.clear()
    team.at(THURSDAY_TEN + timedelta(days=7))
    team.later(minutes=1)
    assert LOGO in nudges(ada)[1]


def test_one_that_could_not_be_said_in_working_hours_comes_the_next_day_with_all_that_waits(team: Team, ada: Person):
    one_goes_and_one_waits(team, ada)
    clock.advance(MONDAY_NINE - clock.now())
    runs(team, "summaries")
    assert states(team) == [NudgeState.SENT, NudgeState.FOLDED]
    clock.advance(timedelta(hours=10))
    team.settle()
    assert states(team) == [NudgeState.SENT, NudgeState.PLANNED]
    assert summaries(ada) == []
    team.at(MONDAY_NINE + timedelta(days=1))
    assert LOGO in summaries(ada)[0]
    assert states(team) == [NudgeState.SENT, NudgeState.FOLDED]


def test_nobody_reads_on_in_a_summary_of_somebody_who_is_forgotten(team: Team, ada: Person, ben: Person):
    ada.types("/givefirst", "settings")
    ada.submits(weekly_summary=[])
    ben.types("/givefirst", "settings")
    ben.submits(weekly_summary=["yes"], nudges_a_week="1")
    asks(ada, PHOTO, audience="channel")
    ben.presses("Nothing comes to mind")
    asks(ben, LOGO)
    team.at(THURSDAY_TEN)
    team.later(minutes=1)
    ben.types("/offer", "photos of any page")
    team.at(MONDAY_NINE)
    message = ben.reads_anywhere(HEADING)
    assert PHOTO in ben.read(message)
    ada.types("/givefirst", "forget-me")
    ada.submits(confirm="forget me")
    now = team.slack.message(message.channel, message.ts)
    assert now is not None
    assert PHOTO not in ben.read(now)
    assert "settled for good" in ben.read(now)


def test_my_data_says_what_was_told_in_a_summary(team: Team, ada: Person):
    one_goes_and_one_waits(team, ada)
    team.at(MONDAY_NINE)
    ada.types("/givefirst", "my-data")
    (archive,) = ada.downloads(ada.inbox[-1]).values()
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        words = {name: files.read(name).decode() for name in files.namelist()}
    told = json.loads(next(text for name, text in words.items() if name.endswith(".json")))
    assert [(one["state"], bool(one["folded_at"])) for one in told["nudges"]] == [("sent", False), ("folded", True)]


def test_figures_count_it_apart_from_what_was_sent(team: Team, ada: Person):
    one_goes_and_one_waits(team, ada)
    team.at(MONDAY_NINE)
    for number in range(4):
        team.joins(f"colleague{number}", offers=f"thing {number}")
    with team.app.database.transaction() as tx:
        figures = admin.figures(tx, tx.scalars(select(Workspace)).one(), clock.now())
    assert figures is not None
    assert (figures.nudges_sent, figures.nudges_folded, figures.nudges_silenced) == (1, 1, 0)
