"""The guard before Bolt: what is not surely Slack's goes no further."""

import http.client
import json
import logging
from urllib.parse import urlencode, urlsplit

import pytest
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import func, select

from bot import clock
from models import Delivery
from tests.team import Team


def send(team: Team, body: bytes, *, headers: dict[str, str], path: str = "/slack/events", method: str = "POST") -> int:
    connection = http.client.HTTPConnection(urlsplit(team.slack.bot_url).netloc, timeout=10)
    connection.request(method, path, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def signed(team: Team, body: bytes, *, kind: str = "application/x-www-form-urlencoded", age: int = 0) -> dict[str, str]:
    timestamp = str(int(clock.now().timestamp()) - age)
    signature = SignatureVerifier(team.slack.signing_secret).generate_signature(timestamp=timestamp, body=body)
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": str(signature),
    }


def command(team: Team) -> bytes:
    form = {
        "command": "/givefirst",
        "text": "",
        "team_id": team.slack.team_id,
        "user_id": team.slack.bot_user_id,
        "trigger_id": "1.2",
    }
    return urlencode(form).encode()


def traces(team: Team) -> int:
    with team.app.database.transaction() as tx:
        return tx.scalar(select(func.count()).select_from(Delivery)) or 0


def test_a_signed_request_is_taken(team: Team):
    body = command(team)
    assert send(team, body, headers=signed(team, body)) == 200
    assert traces(team) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=ü"},
        {"X-Slack-Request-Timestamp": "abc"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "9" * 40},
    ],
    ids=str,
)
def test_a_forged_request_is_refused_and_leaves_no_trace(
    team: Team, spoil: dict[str, str], caplog: pytest.LogCaptureFixture
):
    body = command(team)
    headers = {name: value.encode("latin-1", "replace").decode("latin-1") for name, value in spoil.items()}
    with caplog.at_level(logging.INFO):
        assert send(team, body, headers=signed(team, body) | headers) == 401
    assert traces(team) == 0
    assert "givefirst" not in caplog.text.replace("bot.web", "")


def test_an_old_signature_is_refused(team: Team):
    body = command(team)
    assert send(team, body, headers=signed(team, body, age=600)) == 401
    assert traces(team) == 0


def test_a_request_without_any_signature_is_refused(team: Team):
    assert send(team, b"payload={", headers={}) == 401


def test_a_body_changed_on_the_way_is_refused(team: Team):
    body = command(team)
    assert send(team, body + b"&x=1", headers=signed(team, body)) == 401


def test_too_much_is_refused_before_it_is_read(team: Team):
    body = b"a" * (1024 * 1024 + 1)
    assert send(team, body, headers=signed(team, body)) == 413


DEEP = b"[" * 2000 + b"]" * 2000


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b""),
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b"null"),
        ("application/json", b'{"type": 1}'),
        ("application/json", DEEP),
        ("application/json", b'{"type": "x", "a": ' + b"[" * 200 + b"]" * 200 + b"}"),
        ("application/x-www-form-urlencoded", b""),
        ("application/x-www-form-urlencoded", b"payload="),
        ("application/x-www-form-urlencoded", b"payload=%7B"),
        ("application/x-www-form-urlencoded", b"payload=" + DEEP),
        ("application/x-www-form-urlencoded", b"nothing=here"),
        ("text/plain", b"hello"),
    ],
)
def test_what_has_not_slacks_shape_is_refused(team: Team, kind: str, body: bytes):
    assert send(team, body, headers=signed(team, body, kind=kind)) == 400


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions"},
        {"type": "block_actions", "actions": []},
        {"type": "view_submission", "view": {}},
        {"type": "something_new"},
        {"type": "event_callback", "event": {}},
        {"type": "event_callback", "team_id": "T1", "event": {"type": "app_mention"}},
    ],
    ids=str,
)
def test_a_signed_payload_with_holes_never_breaks_the_process(team: Team, payload: dict[str, object]):
    body = json.dumps(payload).encode()
    assert (
        send(team, body, headers=signed(team, body, kind="application/json")) < 500
        or payload["type"] == "event_callback"
    )
    form = urlencode({"payload": json.dumps(payload)}).encode()
    send(team, form, headers=signed(team, form))
    assert send(team, b"", headers={}, path="/healthz", method="GET") == 200


def test_slack_may_verify_the_address(team: Team):
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"}).encode()
    assert send(team, body, headers=signed(team, body, kind="application/json")) == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("HEAD", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/metrics", 200),
        ("POST", "/healthz", 405),
        ("GET", "/slack/events", 405),
        ("GET", "/", 404),
        ("GET", "/../etc/passwd", 404),
    ],
)
def test_the_other_pages(team: Team, method: str, path: str, status: int):
    assert send(team, b"", headers={}, path=path, method=method) == status


def test_a_workspace_that_is_not_ours_is_told_so(team: Team):
    body = command(team).replace(team.slack.team_id.encode(), b"T0SOMEBODYELSE")
    assert send(team, body, headers=signed(team, body)) == 200
    assert traces(team) == 0
