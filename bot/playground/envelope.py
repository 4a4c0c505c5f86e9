"""Signed requests to the bot, as Slack sends them: forms for commands and interactions, JSON for events."""

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from bot.playground.records import Call, Json, ResponseUrl, Trigger

if TYPE_CHECKING:
    from bot.playground.world import Slack

FORM = "application/x-www-form-urlencoded"
PATH = "/slack/events"
LONGEST_WAIT = 30.0
MOST_KEPT = 10_000


def signed_headers(secret: str, body: bytes, timestamp: int) -> dict[str, str]:
    """The headers that prove a request comes from Slack (version 0 of its signatures)."""
    digest = hmac.new(secret.encode(), b"v0:%d:%b" % (timestamp, body), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}


def send_form(slack: "Slack", name: str, fields: Mapping[str, str]) -> Call:
    """Send a slash command."""
    return _send(slack, Call("to_bot", name, dict(fields), raw=urlencode(fields).encode(), content_type=FORM))


def send_payload(slack: "Slack", name: str, payload: Json) -> Call:
    """Send an interaction: a form with one field, `payload`, which holds JSON."""
    raw = urlencode({"payload": json.dumps(payload)}).encode()
    return _send(slack, Call("to_bot", name, payload, raw=raw, content_type=FORM))


def send_json(slack: "Slack", name: str, payload: Json) -> Call:
    """Send an event."""
    return _send(
        slack, Call("to_bot", name, payload, raw=json.dumps(payload).encode(), content_type="application/json")
    )


def resend(slack: "Slack", call: Call) -> Call:
    """Send the same bytes again as Slack's next retry, with a fresh signature."""
    call.retries += 1
    again = Call("to_bot", call.name, call.request, raw=call.raw, content_type=call.content_type, retries=call.retries)
    return _send(slack, again)


def _send(slack: "Slack", call: Call) -> Call:
    """Send and wait for the answer; after `slack.patience` seconds it counts as none. Raises nothing."""
    call.at = slack.now()
    slack.record(call)
    timestamp = int((slack.signing_now or slack.now)())
    headers = signed_headers(slack.signing_secret, call.raw, timestamp)
    headers |= {"Content-Type": call.content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
    if call.retries:
        headers |= {"X-Slack-Retry-Num": str(call.retries), "X-Slack-Retry-Reason": "http_timeout"}
    started = time.perf_counter()
    try:
        call.status, call.body = _post(slack.bot_url, call.raw, headers)
    except (OSError, http.client.HTTPException) as trouble:
        call.problem = f"the bot did not answer ({type(trouble).__name__})"
        call.timed_out = isinstance(trouble, TimeoutError)
    call.seconds = time.perf_counter() - started
    if call.seconds > slack.patience:
        call.timed_out = True
        call.problem = f"operation_timeout: the answer took {call.seconds:.1f} s, at most {slack.patience:g}"
    elif not call.problem and not call.ok:
        call.problem = f"the bot answered {call.status}"
    slack.changed()
    return call


def _post(bot_url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Any]:
    address = urlsplit(bot_url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=LONGEST_WAIT)
    try:
        connection.request("POST", address.path + PATH, body, dict(headers))
        response = connection.getresponse()
        raw = response.read()
        answer = raw.decode(errors="replace")
        if response.headers.get_content_type() == "application/json":
            try:
                return response.status, json.loads(answer)
            except ValueError:
                return response.status, answer
        return response.status, answer
    finally:
        connection.close()


def trigger(slack: "Slack", user_id: str, view_id: str | None = None) -> str:
    """A fresh trigger id for something `user_id` just did (in a modal: `view_id`)."""
    with slack.lock:
        made = Trigger(f"{slack.new_ts()}.{slack.new_id('')}", user_id, slack.now(), view_id)
        slack.triggers[made.id] = made
        _forget_oldest(slack.triggers)
        return made.id


def response_url(
    slack: "Slack", user_id: str, channel_id: str, ts: str | None = None, thread_ts: str | None = None
) -> ResponseUrl:
    """A fresh place for the bot to answer an interaction in that channel."""
    with slack.lock:
        made = ResponseUrl(
            slack.new_id("R") + slack.new_ts().replace(".", ""), user_id, channel_id, slack.now(), ts, thread_ts
        )
        slack.response_urls[made.key] = made
        _forget_oldest(slack.response_urls)
        return made


def _forget_oldest(kept: dict[str, Any]) -> None:
    while len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]


def address_of(slack: "Slack", target: ResponseUrl) -> str:
    """Where to POST answers for `target`."""
    return f"{slack.api_url.removesuffix('api/')}hooks/{slack.team_id}/{target.key}"


def interaction(slack: "Slack", kind: str, user_id: str) -> Json:
    """What all interactions have in common."""
    user = slack.users[user_id]
    return {
        "type": kind,
        "token": slack.verification_token,
        "api_app_id": slack.app_id,
        "team": {"id": slack.team_id, "domain": slack.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
    }


def event_callback(slack: "Slack", event: Json, *, shared: bool = False) -> Json:
    """An event in its wrapping, with an id of its own."""
    return {
        "token": slack.verification_token,
        "team_id": slack.team_id,
        "context_team_id": slack.team_id,
        "context_enterprise_id": None,
        "api_app_id": slack.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": slack.new_id("Ev"),
        "event_time": int(slack.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": slack.team_id,
                "user_id": slack.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{slack.new_id('EC')}",
    }
