"""Nothing escapes the edge: one effect, one true answer, an apology with a reference."""

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.asks import service
from bot.asks.forms import Draft
from bot.errors import Refusal
from bot.i18n import N_
from handlers import edge, routes
from handlers.incoming import Request, as_typed
from models import Ask, Delivery, Member
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada")


def breaks(request: Request, tx: Session) -> None:
    raise ZeroDivisionError


def away(request: Request, tx: Session) -> None:
    raise OperationalError("SELECT", {}, Exception("gone"))


def test_something_broken_is_answered_with_a_reference_that_is_logged(
    team: Team, ada: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setitem(routes.COMMANDS, "/ask", breaks)
    ada.types("/ask", PHOTO)
    said = ada.read(ada.sees("general")[-1])
    reference = said.split("“")[1].split("”")[0]
    assert reference in caplog.text
    assert PHOTO not in caplog.text


def test_a_broken_press_is_answered_too(team: Team, ada: Person, monkeypatch: pytest.MonkeyPatch):
    ada.types("/ask", PHOTO)
    ada.submits()
    monkeypatch.setitem(routes.ACTIONS, "ask.withdraw", breaks)
    ada.presses("Withdraw")
    assert ada.reads_anywhere("Something broke on my side")


def test_a_broken_form_stays_open_with_all_that_was_typed(team: Team, ada: Person, monkeypatch: pytest.MonkeyPatch):
    ada.types("/ask", PHOTO)
    monkeypatch.setitem(routes.SUBMISSIONS, "ask.new", away)
    ada.submits(what_for="the launch")
    assert ada.modal is not None
    assert "try again in a minute" in ada.modal.errors["text"]
    assert ada.holds()["what_for"] == "the launch"


def test_when_the_database_is_away_the_person_reads_so_and_the_process_recovers(
    team: Team, ada: Person, monkeypatch: pytest.MonkeyPatch
):
    ada.types("/ask", PHOTO)
    with monkeypatch.context() as broken:
        broken.setattr(edge, "transaction", lambda: away(None, None))  # type: ignore[arg-type] # never looks at them
        ada.submits()
        assert ada.modal is not None
        assert "try again in a minute" in ada.modal.errors["text"]
        ada.types("/givefirst")
        assert "try again in a minute" in ada.read(ada.sees("general")[-1])
    ada.submits()
    assert PHOTO in ada.read(ada.inbox[-1])


def test_an_event_that_met_trouble_is_left_for_slack_to_repeat(
    team: Team, ada: Person, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setitem(routes.EVENTS, "message.im", away)
        sent = ada.writes_to_the_bot(PHOTO)
        assert sent.status == 503
    assert team.slack.repeat(sent).status == 200
    team.settle()
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Ask.text)).all() == [PHOTO]
    team.slack.refusals.clear()


def test_a_refusal_undoes_what_was_begun(team: Team, ada: Person, monkeypatch: pytest.MonkeyPatch):
    def begins(request: Request, tx: Session) -> None:
        service.open_ask(tx, request.member, Draft(text=PHOTO), now=request.now)
        raise Refusal(N_("I cannot find this ask."))

    monkeypatch.setitem(routes.COMMANDS, "/ask", begins)
    ada.types("/ask", PHOTO)
    assert ada.reads_anywhere("cannot find this ask")
    with team.app.database.transaction() as tx:
        assert tx.scalar(select(func.count()).select_from(Ask)) == 0


def test_the_same_request_many_times_at_once_has_one_effect_and_one_answer(team: Team, ada: Person):
    ada.types("/ask", PHOTO)
    sent = ada.submits()
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(team.slack.repeat(sent).body)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    team.settle()
    assert answers == [sent.body] * 8
    with team.app.database.transaction() as tx:
        assert tx.scalar(select(func.count()).select_from(Ask)) == 1


def test_many_people_at_once_are_all_heard(team: Team):
    people = [team.joins(f"person{number}") for number in range(6)]
    sent = [person.slack.command for person in people]
    channel = next(iter(team.slack.channels))
    threads = [
        threading.Thread(target=send, args=(person.user_id, channel, "/offer", f"thing {person.user.name}"))
        for send, person in zip(sent, people, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with team.app.database.transaction() as tx:
        assert tx.scalar(select(func.count()).select_from(Delivery)) == 6


def test_a_command_nobody_knows_is_answered(team: Team, ada: Person):
    ada.types("/unheardof", "x")
    assert ada.reads_anywhere("/givefirst shows what I can do")


def test_the_first_answer_is_in_the_persons_language_already(team: Team):
    jonas = team.joins("jonas", locale="de-DE", tz="Europe/Vienna")
    jonas.types("/ask")
    with team.app.database.transaction() as tx:
        member = tx.scalars(select(Member)).one()
        assert (member.slack_locale, member.zone) == ("de-DE", "Europe/Vienna")


def test_a_profile_that_changes_is_known_at_once(team: Team, ada: Person):
    ada.types("/givefirst")
    team.slack.change_user(ada.user_id, tz="America/New_York")
    team.settle()
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Member.zone)).one() == "America/New_York"


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt;", "&lt;"),
        ("see <https://example.org/x|example.org/x>", "see example.org/x"),
        ("see <https://example.org/x>", "see https://example.org/x"),
        ("write <mailto:a@example.org|a@example.org>", "write a@example.org"),
        ("in <#C123|general>", "in #general"),
        ("<@U123> please", "<@U123> please"),
        ("<!channel> please", "<!channel> please"),
        ("&nbsp; &euro;", "&nbsp; &euro;"),
        ("", ""),
    ],
)
def test_slacks_escaping_is_undone(sent: str, typed: str):
    assert as_typed(sent) == typed
