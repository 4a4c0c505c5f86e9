"""A cheap load generator: requests are written and signed before the clock starts, connections stay open."""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from bench._processes import SlackAt
from bench._words import Vocabulary
from bot.asks.forms import Draft, ask_form
from bot.playground.envelope import FORM, signed_headers
from models import Audience

CONNECTIONS = 50


@dataclass(frozen=True)
class Measured:
    """How a load was borne; times in seconds. Two measurements of the same can be added."""

    took: float = 0.0
    latencies: list[float] = field(default_factory=list)
    refused: int = 0

    def __add__(self, other: "Measured") -> "Measured":
        return Measured(self.took + other.took, [*self.latencies, *other.latencies], self.refused + other.refused)

    @property
    def per_second(self) -> float:
        """How many requests were answered in a second."""
        return len(self.latencies) / self.took

    def percentile(self, percent: int) -> float:
        """Return the time within which so many percent of the requests were answered."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


class Asks:
    """Writes requests that send the form of an ask, each ask a new one, as Slack would."""

    def __init__(self, at: SlackAt) -> None:
        self._at = at
        self._words = Vocabulary(seed=11)
        self._numbers = count(1)
        form = ask_form(Draft(text="x", audience=Audience.CHANNEL, channel=at.channel), "en-US")
        self._view = form.view

    def requests(self, many: int) -> list[bytes]:
        """Return so many HTTP requests, signed now; Slack's signatures are good for five minutes."""
        return [self._request(next(self._numbers)) for _ in range(many)]

    def _request(self, number: int) -> bytes:
        user = self._at.members[number * 7 % len(self._at.members)]
        payload: dict[str, Any] = {
            "type": "view_submission",
            "token": "verification",
            "api_app_id": "A0BENCH",
            "team": {"id": self._at.team_id, "domain": "bench"},
            "user": {"id": user, "username": user, "name": user, "team_id": self._at.team_id},
            "trigger_id": f"{number}.trigger",
            "response_urls": [],
            "enterprise": None,
            "is_enterprise_install": False,
            "view": self._view
            | {"id": f"V{number}", "hash": f"{number}.hash", "state": {"values": self._state(number)}},
        }
        body = urlencode({"payload": json.dumps(payload)}).encode()
        headers = {
            "Host": "bench",
            "Content-Type": FORM,
            "Content-Length": str(len(body)),
            **signed_headers(self._at.secret, body, int(time.time())),
        }
        lines = ["POST /slack/events HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode() + body

    def _state(self, number: int) -> dict[str, Any]:
        audience = Audience.CHANNEL if number % 2 else Audience.HELPERS
        return {
            "text": {"text": {"type": "plain_text_input", "value": self._words.ask(number)}},
            "what_for": {"what_for": {"type": "plain_text_input", "value": self._words.what_for()}},
            "kind": {"kind": _picked("static_select", "know_how")},
            "effort": {"effort": _picked("static_select", "15min")},
            "by_when": {"by_when": {"type": "datepicker", "selected_date": None}},
            "audience": {"audience": _picked("radio_buttons", audience.value)},
        }


def _picked(kind: str, value: str) -> dict[str, Any]:
    option = {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}
    return {"type": kind, "selected_option": option}


def measure(url: str, requests: Sequence[bytes], *, connections: int = CONNECTIONS) -> Measured:
    """Send all requests over so many connections, each waiting for its answer before it sends the next."""
    return asyncio.run(_measure(url, requests, connections))


async def _measure(url: str, requests: Sequence[bytes], connections: int) -> Measured:
    host, port = url.removeprefix("http://").split(":")
    loop = asyncio.get_running_loop()
    left = iter(requests)
    lanes = [(await loop.create_connection(lambda: _Lane(left), host, int(port)))[1] for _ in range(connections)]
    started = time.perf_counter()
    for lane in lanes:
        lane.send_next()
    await asyncio.gather(*(lane.done for lane in lanes))
    took = time.perf_counter() - started
    for lane in lanes:
        lane.close()
    return Measured(took, [one for lane in lanes for one in lane.latencies], sum(lane.refused for lane in lanes))


class _Lane(asyncio.Protocol):
    """One connection; a server that closes it ends the measurement with ConnectionError."""

    def __init__(self, left: Iterator[bytes]) -> None:
        self._left = left
        self.latencies: list[float] = []
        self.refused = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._answer = b""
        self._sent_at = 0.0
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server closed the connection"))

    def send_next(self) -> None:
        request = next(self._left, None)
        if request is None:
            self.done.set_result(None)
            return
        self._answer = b""
        self._sent_at = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, end, body = self._answer.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return
        self.latencies.append(time.perf_counter() - self._sent_at)
        # A form that was sent back with errors, or with an apology, took no effect.
        if not head.startswith(b"HTTP/1.1 200") or b'"clear"' not in body:
            self.refused += 1
        self.send_next()

    def close(self) -> None:
        self._transport.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
