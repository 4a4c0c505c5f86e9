"""`python -m bot run` as its own process: ready, killed in the middle, started again, stopped politely."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from bot import db
from bot.playground.menu import ESCAPING
from bot.playground.persona import Persona
from bot.playground.web_api import Server
from bot.playground.world import Slack
from models import Ask, AskState, JournalEntry
from tests.team import eventually

ROOT = Path(__file__).parent.parent
PHOTO = "the photo on my page is stretched"
# Far enough that somebody who works around the clock is at work now, whatever day it is.


class Process:
    """The bot, as an operator starts it: with nothing but settings in its environment."""

    def __init__(self, slack: Slack, database_url: str, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        slack.bot_url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
        }
        self.start()

    def start(self, *words: str) -> None:
        self.log = (self.folder / "bot.log").open("a")
        self.running = subprocess.Popen(
            [sys.executable, "-m", "bot", *(words or ("run",))],
            cwd=self.folder,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )
        eventually(lambda: self.get("/readyz") == 200)

    def get(self, path: str) -> int:
        connection = http.client.HTTPConnection(urlsplit(f"http://127.0.0.1:{self.port}").netloc, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def kill(self) -> None:
        self.running.send_signal(signal.SIGKILL)
        self.running.wait(10)
        self.log.close()

    def stop(self) -> int:
        self.running.send_signal(signal.SIGTERM)
        code = self.running.wait(20)
        self.log.close()
        return code

    def said(self) -> str:
        return (self.folder / "bot.log").read_text()


@pytest.fixture
def slack(slack_server: Server) -> Iterator[Slack]:
    workspace = Slack(bot_url="http://unknown")
    workspace.escaping = ESCAPING
    slack_server.add(workspace)
    yield workspace
    slack_server.remove(workspace)


@pytest.fixture
def process(slack: Slack, database_url: str, tmp_path: Path) -> Iterator[Process]:
    started = Process(slack, database_url, tmp_path)
    yield started
    if started.running.poll() is None:
        started.kill()


def always_at_work(person: Persona) -> None:
    """Choose working hours that begin before and end after now, every day."""
    person.types("/givefirst", "settings", in_="@")
    person.submits(work_starts="00:00", work_ends="23:59", work_days=list("1234567"))


def test_what_was_acknowledged_survives_a_kill_and_what_was_promised_arrives(process: Process, slack: Slack):
    # At noon in some zone it is a safe time of day here, too.
    hour = datetime.now(UTC).hour
    zone = f"Etc/GMT{'+' if hour >= 12 else '-'}{abs(hour - 12)}".replace("+0", "").replace("-0", "")
    ada, ben = (Persona(slack, slack.add_user(name=name, tz=zone).id) for name in ("ada", "ben"))
    slack.add_channel("general", members=[ada.user_id, ben.user_id])
    ben.types("/offer", "stretched photos")
    always_at_work(ben)
    # Slack takes nothing for a while: everything promised has to wait.
    slack.faults.add(method="chat.postMessage", kind="500", times=4)
    ada.types("/ask", PHOTO)
    assert ada.submits(what_for="the launch").status == 200
    process.kill()
    process.start()
    eventually(lambda: any(PHOTO in ben.read(message) for message in ben.inbox))
    eventually(lambda: any(PHOTO in ben.read(message) for message in ben.sees("general")))
    ben.presses("I can help", in_="@")
    process.kill()
    process.start()
    eventually(lambda: any("Over to you two" in ada.read(message) for message in ada.everything()))
    ada.presses("Close it")
    ada.submits(words="You saved my evening")
    process.kill()
    process.start()
    eventually(lambda: any("You saved my evening" in ben.read(message) for message in ben.inbox))
    for words in ("Over to you two", "You saved my evening"):
        assert sum(words in ben.read(message) for message in ben.everything()) == 1
    assert process.stop() == 0
    database = db.Database(process.environment["DATABASE_URL"])
    with database.transaction() as tx:
        assert tx.scalars(select(Ask.state)).all() == [AskState.HELPED]
        assert tx.scalars(select(JournalEntry.text)).all() == [PHOTO]
    database.close()
    assert PHOTO not in process.said()
    assert slack.bot_token not in process.said()
    assert slack.refusals == []


def test_it_stops_politely(process: Process):
    assert process.get("/healthz") == 200
    assert process.stop() == 0
    assert "Traceback" not in process.said()


def test_web_and_worker_may_be_two_processes(slack: Slack, database_url: str, tmp_path: Path):
    (tmp_path / "web").mkdir()
    (tmp_path / "worker").mkdir()
    web = Process(slack, database_url, tmp_path / "web")
    web.kill()
    web.start("run", "--no-worker")
    ada = Persona(slack, slack.add_user(name="ada").id)
    ada.writes_to_the_bot(PHOTO)
    assert ada.inbox[-1].user == ada.user_id
    with (tmp_path / "worker.log").open("w") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "bot", "worker"],
            cwd=tmp_path / "worker",
            env=web.environment,
            stdout=log,
            stderr=log,
        )
        eventually(lambda: any("Your ask is out" in ada.read(message) for message in ada.inbox))
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
    assert web.stop() == 0
