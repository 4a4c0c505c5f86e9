"""Starting, waiting for what is away, and ending politely."""

import http.client
import io
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from click import ClickException
from pydantic import SecretStr
from sqlalchemy import text

from bot import db, migrate, run
from bot.config import Settings
from bot.front import Front
from bot.run import Process
from tests.small_slack import SmallSlack

PATIENCE = 15.0


@pytest.fixture
def slack() -> Iterator[SmallSlack]:
    running = SmallSlack()
    yield running
    running.close()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(run, "SECONDS_BETWEEN_TRIES", 0.02)
    yield
    db.use(None)


@pytest.fixture
def settings(slack: SmallSlack, tmp_path: Any) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path / 'givefirst.db'}",
        slack_bot_token=SecretStr("xoxb-1"),
        slack_signing_secret=SecretStr("secret"),
        slack_api_url=slack.url,
        host="127.0.0.1",
        port=0,
    )


class Running:
    """A process on a thread of its own; leaving the block stops it and raises what it raised."""

    def __init__(self, settings: Settings, **kind: bool) -> None:
        self.process = Process(settings, **({"takes_requests": True, "does_work": True} | kind))
        self.pool = ThreadPoolExecutor(1)
        self.future: Future[None] | None = None

    def __enter__(self) -> "Running":
        self.future = self.pool.submit(self.process.run)
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.process.stop()
        self.pool.shutdown(wait=True)
        assert self.future
        self.future.result(PATIENCE)

    def is_ready(self) -> bool:
        return not self.process.why_not_ready()

    def asks(self, path: str) -> tuple[int, str]:
        return get(self.process.front, path)


def get(front: Front | None, path: str) -> tuple[int, str]:
    assert front
    connection = http.client.HTTPConnection(front.url.removeprefix("http://"), timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def eventually(what: Callable[[], object]) -> None:
    """Wait for another thread; there is no other way to know."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it never happened"
        threading.Event().wait(0.005)


def test_it_says_in_one_line_when_it_is_ready(settings: Settings, capsys: pytest.CaptureFixture[str]):
    with Running(settings) as running:
        eventually(running.is_ready)
        assert running.asks("/readyz") == (200, "ready\n")
        assert running.process.front
        url = running.process.front.url
    assert capsys.readouterr().out == f"Givefirst is ready for Acme: listening at {url}\n"


def test_it_is_up_but_not_ready_while_slack_is_away(settings: Settings, slack: SmallSlack):
    slack.status = 503
    with Running(settings) as running:
        eventually(lambda: "Slack" in running.process.waits_for)
        assert running.asks("/healthz") == (200, "ok\n")
        status, why = running.asks("/readyz")
        assert (status, why) == (503, "Slack gives no sensible answer (HTTP 503)\n")
        slack.status = 200
        eventually(running.is_ready)


@pytest.mark.parametrize("error", ["internal_error", "ratelimited", "service_unavailable"])
def test_passing_trouble_of_slack_is_waited_out(error: str, settings: Settings, slack: SmallSlack):
    right = slack.answers["auth.test"]
    slack.answers["auth.test"] = {"ok": False, "error": error}
    with Running(settings) as running:
        eventually(lambda: error in running.process.waits_for)
        slack.answers["auth.test"] = right
        eventually(running.is_ready)


def test_waiting_is_logged_once_for_each_reason(
    settings: Settings, slack: SmallSlack, caplog: pytest.LogCaptureFixture
):
    slack.status = 503
    with Running(settings) as running:
        eventually(lambda: len(slack.heard) > 4)
        slack.status = 200
        eventually(running.is_ready)
    assert [record.getMessage() for record in caplog.records if record.name == "bot.run"] == [
        "Slack gives no sensible answer (HTTP 503); trying again every 0 seconds"
    ]


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_token_that_slack_refuses_ends_it_with_a_sentence(error: str, settings: Settings, slack: SmallSlack):
    slack.answers["auth.test"] = {"ok": False, "error": error}
    running = Running(settings)
    with pytest.raises(ClickException, match=rf"Slack refuses SLACK_BOT_TOKEN \({error}\)"):
        running.process.run()
    running.pool.shutdown()


def test_it_waits_for_a_database_that_is_away(settings: Settings, slack: SmallSlack):
    away = settings.model_copy(update={"database_url": "postgresql+psycopg://127.0.0.1:1/x"})
    with Running(away) as running:
        eventually(lambda: "The database cannot be reached" in running.process.waits_for)
        status, why = running.asks("/readyz")
        assert status == 503
        assert why.startswith("The database cannot be reached (")
        assert slack.heard == []


def test_a_file_that_cannot_be_opened_ends_it_with_a_sentence(settings: Settings, tmp_path: Any):
    (tmp_path / "folder").mkdir()
    wrong = settings.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'folder'}"})
    running = Running(wrong)
    with pytest.raises(ClickException, match="See DATABASE_URL"):
        running.process.run()
    running.pool.shutdown()


def test_a_database_of_a_newer_version_is_left_alone(settings: Settings):
    database = db.Database(settings.database_url)
    migrate.upgrade(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    database.close()
    running = Running(settings)
    with pytest.raises(ClickException, match="another version of Givefirst"):
        running.process.run()
    running.pool.shutdown()


def test_a_port_that_is_taken_is_told(settings: Settings):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ClickException, match=f"Port {port} is taken by another program"):
            Front(lambda environ, start: [], "127.0.0.1", port)


def test_an_address_of_another_machine_is_told():
    with pytest.raises(ClickException, match=r"cannot listen on 192\.0\.2\.1:0 .*: set HOST and PORT"):
        Front(lambda environ, start: [], "192.0.2.1", 0)


def test_the_worker_listens_on_no_port(settings: Settings, capsys: pytest.CaptureFixture[str]):
    with Running(settings, takes_requests=False) as running:
        eventually(running.is_ready)
        assert running.process.front is None
    assert capsys.readouterr().out == "The worker of Givefirst is ready for Acme.\n"


@pytest.mark.parametrize("does_work", [True, False])
def test_the_clock_ticks_unless_it_is_left_to_another_process(settings: Settings, *, does_work: bool):
    with Running(settings, does_work=does_work) as running:
        eventually(running.is_ready)
        assert any(thread.name == "deliver" for thread in threading.enumerate()) is does_work


def test_several_processes_may_migrate_at_once(postgres_url: str):
    databases = [db.Database(postgres_url) for _ in range(4)]
    migrate.downgrade(databases[0])
    with ThreadPoolExecutor(4) as together:
        list(together.map(migrate.upgrade, databases))
    assert migrate.is_current(databases[0])
    for database in databases:
        database.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it(number: signal.Signals, settings: Settings):
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    process = Process(settings, takes_requests=True, does_work=True)
    process.heed_signals()

    def sends_it() -> None:
        eventually(lambda: not process.why_not_ready())
        signal.raise_signal(number)

    try:
        threading.Thread(target=sends_it).start()
        process.run()
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert not process.gave_up


class Slow:
    """A web app that answers when it is told to."""

    def __init__(self) -> None:
        self.begun, self.may_answer = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.begun.set()
        assert self.may_answer.wait(PATIENCE)
        start("200 OK", [("Content-Length", "4")])
        return [b"done"]


def test_a_request_in_flight_is_answered_and_a_new_one_is_not_taken(monkeypatch: pytest.MonkeyPatch):
    slow = Slow()
    front = Front(slow, "127.0.0.1", 0)
    turn, turns_at_the_end = front._turn, []

    def turns(*, seconds: float) -> None:
        if front._stopping:
            turns_at_the_end.append(seconds)
        turn(seconds=seconds)

    monkeypatch.setattr(front, "_turn", turns)
    serving = threading.Thread(target=front.serve)
    serving.start()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(get, front, "/")
        assert slow.begun.wait(PATIENCE)
        front.stop()
        eventually(lambda: not is_open(front))
        eventually(lambda: len(turns_at_the_end) > 2)
        slow.may_answer.set()
        assert answer.result(PATIENCE) == (200, "done")
    serving.join(PATIENCE)
    assert not serving.is_alive()


def is_open(front: Front) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(front.url.rpartition(":")[2]))) == 0


def test_an_idle_connection_does_not_keep_it_from_ending():
    front = Front(lambda environ, start: [], "127.0.0.1", 0)
    serving = threading.Thread(target=front.serve)
    serving.start()
    with socket.create_connection(("127.0.0.1", int(front.url.rpartition(":")[2]))):
        front.stop()
        serving.join(PATIENCE)
        assert not serving.is_alive()


def test_it_believes_nobody_about_where_a_request_came_from():
    seen: dict[str, Any] = {}

    def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        seen.update(environ)
        start("200 OK", [("Content-Length", "0")])
        return []

    front = Front(app, "127.0.0.1", 0)
    serving = threading.Thread(target=front.serve)
    serving.start()
    port = int(front.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\nX-Forwarded-For: 8.8.8.8\r\nX-Forwarded-Proto: https\r\n\r\n")
        answer = io.BytesIO(connection.makefile("rb").read())
    front.stop()
    serving.join(PATIENCE)
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("127.0.0.1", "http")
    assert not [name for name in seen if "FORWARDED" in name]
    assert b"waitress" not in answer.getvalue()
