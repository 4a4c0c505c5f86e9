"""Where people know somebody is found by the bot and shown to nobody but its owner."""

import json
import logging

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot import db
from bot.__main__ import cli
from models import Invitation, Kind
from tests.introductions.acts import ask, carries, passes_on
from tests.team import Person, Team

LINE = "Airbus Hamburg, procurement: Mrs. Zimtblüte"
SECRET = "Zimtblüte"


@pytest.fixture
def grace(team: Team) -> Person:
    """Somebody whose reach names a person, and who offers something else."""
    person = team.joins("grace", real_name="Grace Kim")
    person.types("/offer")
    person.submits(offers="proofreading", reach=LINE)
    return person


def seen_by(person: Person) -> str:
    shown = [person.read(message) + message.text + str(message.blocks) for message in person.everything()]
    return "\n".join([*shown, person.read(person.home), person.read(person.modal)])


def test_a_contact_ask_goes_to_those_whose_reach_fits_first_and_to_offers_second(team: Team, ada: Person):
    team.joins("olga", offers="Airbus models, Hamburg tours")
    knows = [team.joins(f"knows{number}") for number in range(3)]
    for person in knows:
        person.types("/offer")
        person.submits(reach="Airbus Hamburg")
    ask(ada, "who knows somebody at Airbus in Hamburg?")
    with team.app.database.transaction() as tx:
        rows = tx.scalars(select(Invitation).order_by(Invitation.wave, Invitation.id)).all()
        assert {row.helper.name for row in rows if row.wave == 1} == {"knows0", "knows1", "knows2"}
        assert rows[0].ask.kind is Kind.CONTACT
    for person in knows:
        person.presses("Not now")
    with team.app.database.transaction() as tx:
        later = tx.scalars(select(Invitation).where(Invitation.wave == 2)).all()
        assert [row.helper.name for row in later] == ["olga"]


def test_an_invitation_says_why_you_to_its_owner_alone(team: Team, ada: Person, grace: Person, dora: Person):
    ask(ada)
    assert LINE in grace.read(grace.inbox[-1])
    assert "where you know people" in grace.read(grace.inbox[-1])
    assert all(grace.user_id not in message.text + str(message.blocks) for message in ada.everything())


def test_nobody_else_ever_reads_it(
    team: Team, ada: Person, grace: Person, cem: Person, dora: Person, caplog: pytest.LogCaptureFixture
):
    # What libraries say below a warning is kept out of our logs; tests/test_logs.py looks at that.
    for ours in ("bot", "handlers"):
        caplog.set_level(logging.DEBUG, logger=ours)
    others = (ada, cem, dora)
    for person in (*others, grace):
        person.opens_home()
    ada.types("/givefirst", "digest here weekly Tue 10:05")
    ask(ada, audience="channel")
    passes_on(grace, cem)
    grace.presses("Happy to")
    cem.presses("Gerne")
    ada.presses("Close it", on=ada.reads_anywhere("brings you together"))
    ada.submits(words="Thank you")
    ask(dora, "who knows somebody at Airbus?")
    team.later(days=1)
    carries(grace)
    team.later(days=8)
    assert SECRET in grace.read(grace.home)
    for person in others:
        person.types("/givefirst")
        person.types("/givefirst", "journal")
        person.opens_home()
        assert SECRET not in seen_by(person)
    assert SECRET not in caplog.text
    letters = [message for channel in team.slack.channels.values() if channel.name for message in ada.sees(channel.id)]
    assert SECRET not in str([(message.text, message.blocks) for message in letters])


def test_searching_for_it_finds_nobody(team: Team, ada: Person, grace: Person):
    ada.types("/ask", f"who knows {SECRET}?")
    ada.submits(audience="helpers")
    assert all("grace" not in ada.read(m).lower() and grace.user_id not in str(m.blocks) for m in ada.everything())


def test_neither_the_operators_export_nor_the_doctor_holds_it(
    team: Team, ada: Person, grace: Person, monkeypatch: pytest.MonkeyPatch, database_url: str
):
    grace.opens_home()
    ask(ada)
    team.slack.faults.add(method="chat.postMessage", kind="500", times=99)
    ask(ada, "who else knows somebody at Airbus?")
    monkeypatch.setattr("bot.logs.set_up", lambda *_words, **_named: None)
    monkeypatch.setenv("DATABASE_URL", database_url)
    before = db._current
    exported = CliRunner().invoke(cli, ["export", team.slack.team_id], catch_exceptions=False).stdout
    examined = CliRunner().invoke(cli, ["doctor"], catch_exceptions=False).output
    db.use(before)
    told = json.loads(exported)
    assert told["reach"] == []
    assert [row["text"] for row in told["offers"]] == ["proofreading"]
    assert "reach" not in {row["source"] for row in told["evidence"]}
    assert {row["why"]["kind"] for row in told["invitations"]} == {"reach"}
    for text in (exported, examined):
        assert SECRET not in text
        assert "zimtblut" not in text.casefold()


def test_nothing_comes_to_mind_is_no_refusal_and_lowers_nothing(team: Team, ada: Person, grace: Person):
    ask(ada)
    grace.presses("Nothing comes to mind")
    assert "I may come back to you with it, once" in grace.read(grace.inbox[-1])
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Invitation.state)).one().value == "nothing"
    team.later(days=1, minutes=5)
    ask(ada, "who knows somebody at Airbus Bremen?")
    assert "Bremen" in grace.read(grace.inbox[-1])
