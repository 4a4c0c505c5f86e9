""" "Who knows someone at Airbus?" on the playground's own people, from the ask to the three in one conversation."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import clock, db
from bot.app import App
from bot.pace import Pace
from bot.playground import run
from bot.playground.persona import Persona
from bot.playground.world import Slack
from tests.conftest import TUESDAY_TEN

Colleague = Callable[[str], Persona]


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[tuple[Slack, App]]:
    """The playground as `make playground` opens it, on a Tuesday morning in Berlin, and without a browser."""
    clock.advance(TUESDAY_TEN - clock.now())
    slack, app = run.build(tmp_path / "playground.db")
    app.sender.pace = Pace(seconds_per_channel=0, a_second_per_workspace=10_000)
    yield slack, app
    app.close()
    db.use(None)
    assert slack.refusals == []


@pytest.fixture
def settle(playground: tuple[Slack, App]) -> Callable[[], None]:
    """Let everything happen that is due."""
    _, app = playground

    def settle() -> None:
        for _ in range(20):
            app.runner.run_all()
            while app.sender.deliver_due(clock.now()):
                pass

    return settle


@pytest.fixture
def colleague(playground: tuple[Slack, App]) -> Colleague:
    """A colleague by name."""
    slack, _ = playground
    return lambda name: Persona(slack, next(user.id for user in slack.users.values() if user.name == name))


def talk_of(slack: Slack, *people: Persona) -> str:
    wanted = {person.user_id for person in people}
    (found,) = [
        channel.id
        for channel in slack.channels.values()
        if channel.is_direct and set(channel.members) - {slack.bot_user_id} == wanted
    ]
    return found


def test_in_english(playground: tuple[Slack, App], colleague: Colleague, settle: Callable[[], None]):
    slack, _ = playground
    ada, lena, jonas = colleague("ada"), colleague("lena"), colleague("jonas")
    ada.types("/ask", "who knows someone at Airbus in Hamburg?")
    assert ada.holds()["kind"] == "contact"
    ada.submits(what_for="a stand at their family day", audience="helpers")
    settle()
    assert "Airbus Hamburg, Pressestelle" in lena.read(lena.reads_anywhere("Kontakten notiert"))
    lena.presses("Ich kenne jemanden")
    lena.presses("Weitergeben")
    lena.submits(colleague=jonas.user_id, words="Du warst doch dort?")
    settle()
    assert "Du warst doch dort?" in jonas.read(jonas.reads_anywhere("an dich gedacht"))
    for person in (lena, jonas):
        person.presses("Gerne")
    settle()
    read = ada.read(ada.sees(talk_of(slack, ada, lena, jonas))[-1])
    assert "brings you together" in read
    assert "Du warst doch dort?" in read


def test_in_german(playground: tuple[Slack, App], colleague: Colleague, settle: Callable[[], None]):
    slack, _ = playground
    jonas, lena, ada = colleague("jonas"), colleague("lena"), colleague("ada")
    jonas.types("/ask", "Wer kennt jemanden bei Airbus in Hamburg?")
    jonas.submits(audience="helpers")
    settle()
    lena.presses("Ich kenne jemanden")
    lena.presses("Weitergeben")
    lena.submits(colleague=ada.user_id, words="Ada hat dort ausgestellt.")
    settle()
    assert "Ada hat dort ausgestellt." in ada.read(ada.reads_anywhere("thought of you"))
    ada.presses("Happy to")
    lena.presses("Gerne")
    settle()
    read = jonas.read(jonas.sees(talk_of(slack, ada, lena, jonas))[-1])
    assert "bringt euch zusammen" in read
    assert "Ada hat dort ausgestellt." in read


def test_carried_to_somebody_outside(playground: tuple[Slack, App], colleague: Colleague, settle: Callable[[], None]):
    slack, _ = playground
    ada, lena = colleague("ada"), colleague("lena")
    ada.types("/ask", "who knows someone at Airbus in Hamburg?")
    ada.submits(audience="helpers")
    settle()
    lena.presses("Ich kenne jemanden")
    lena.presses("Selbst übernehmen")
    lena.submits(language="de")
    settle()
    ada.presses("Happy to")
    settle()
    assert "Ada Novak aus meinem Team sucht etwas" in lena.read(lena.reads_anywhere("Zeilen zum Verschicken"))
    lena.presses("Es kam ein Ja")
    settle()
    assert "found somebody outside" in ada.read(ada.sees(talk_of(slack, ada, lena))[-1])
