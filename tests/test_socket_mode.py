"""Socket Mode: the bot opens the socket, and what comes over it is answered as over HTTP."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click import ClickException
from pydantic import SecretStr
from slack_bolt import BoltRequest, BoltResponse

from bot import db, run
from bot.config import Settings
from tests.small_slack import SmallSlack
from tests.test_run import PATIENCE, Running, eventually

COMMAND = {
    "command": "/givefirst",
    "text": "",
    "team_id": "T1",
    "user_id": "UADA",
    "user_name": "ada",
    "channel_id": "C1",
    "trigger_id": "1.2.3",
    "response_url": "http://127.0.0.1:1/nowhere",
}


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSlack]:
    monkeypatch.setattr(run, "SECONDS_BETWEEN_TRIES", 0.02)
    running = SmallSlack()
    yield running
    running.close()
    db.use(None)


@pytest.fixture
def settings(slack: SmallSlack, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path / 'givefirst.db'}",
        slack_bot_token=SecretStr("xoxb-1"),
        slack_app_token=SecretStr("xapp-1"),
        slack_api_url=slack.url,
        host="127.0.0.1",
        port=0,
    )


def test_a_command_is_answered_over_the_socket(settings: Settings, slack: SmallSlack):
    with Running(settings) as running:
        eventually(running.is_ready)
        slack.sends("slash_commands", COMMAND, over=slack.sockets.get(timeout=PATIENCE), envelope_id="e1")
        answer: dict[str, Any] = slack.acknowledged.get(timeout=PATIENCE)
    assert answer["envelope_id"] == "e1"
    assert "/ask" in str(answer["payload"])
    assert ("apps.connections.open", "Bearer xapp-1") in slack.heard


def test_its_health_is_told_over_http(settings: Settings, slack: SmallSlack, capsys: pytest.CaptureFixture[str]):
    with Running(settings) as running:
        eventually(running.is_ready)
        assert running.asks("/healthz") == (200, "ok\n")
        assert running.asks("/readyz") == (200, "ready\n")
        assert running.asks("/metrics")[0] == 200
        assert slack.sockets.qsize() == 1
    assert "connected through Socket Mode, its health is at http://127.0.0.1:" in capsys.readouterr().out


def test_a_socket_that_slack_wants_to_close_is_replaced(settings: Settings, slack: SmallSlack):
    with Running(settings) as running:
        eventually(running.is_ready)
        first = slack.sockets.get(timeout=PATIENCE)
        slack.says({"type": "disconnect", "reason": "refresh_requested"}, over=first)
        second = slack.sockets.get(timeout=PATIENCE)
        eventually(running.is_ready)
        slack.sends("slash_commands", COMMAND, over=second)
        assert slack.acknowledged.get(timeout=PATIENCE)["envelope_id"] == "1"


def test_a_command_in_flight_is_answered_at_the_end(
    settings: Settings, slack: SmallSlack, monkeypatch: pytest.MonkeyPatch
):
    with Running(settings) as running:
        eventually(running.is_ready)
        assert running.process.socket
        client, bolt = running.process.socket.client, running.process.app.bolt
        begun, may_answer, dispatch = threading.Event(), threading.Event(), bolt.dispatch

        def takes_long(request: BoltRequest) -> BoltResponse:
            begun.set()
            assert may_answer.wait(PATIENCE)
            return dispatch(request)

        monkeypatch.setattr(bolt, "dispatch", takes_long)
        slack.sends("slash_commands", COMMAND, over=slack.sockets.get(timeout=PATIENCE), envelope_id="e1")
        assert begun.wait(PATIENCE)
        running.process.stop()
        eventually(lambda: client.message_processor.thread is None)
        may_answer.set()
        assert slack.acknowledged.get(timeout=PATIENCE)["envelope_id"] == "e1"


def test_an_app_token_that_slack_refuses_ends_it_with_a_sentence(settings: Settings, slack: SmallSlack):
    slack.answers["apps.connections.open"] = {"ok": False, "error": "not_allowed_token_type"}
    running = Running(settings)
    with pytest.raises(ClickException, match=r"Slack refuses SLACK_APP_TOKEN \(not_allowed_token_type\)"):
        running.process.run()
    running.pool.shutdown()


def test_a_socket_that_cannot_be_opened_is_waited_for(settings: Settings, slack: SmallSlack):
    right = slack.answers["apps.connections.open"]
    slack.answers["apps.connections.open"] = {"ok": True, "url": "ws://127.0.0.1:1/"}
    with Running(settings) as running:
        eventually(lambda: running.process.waits_for == "Slack opens no socket")
        slack.answers["apps.connections.open"] = right
        eventually(running.is_ready)
