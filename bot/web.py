"""The WSGI app: a guard before Bolt, and the pages that tell how the process is doing.

Bolt parses before it verifies, so size, signature and shape are checked here, in this order: 413, 401, 400.
"""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import parse_qs

from prometheus_client import CONTENT_TYPE_LATEST, Histogram, generate_latest
from slack_bolt import App as Bolt
from slack_bolt import BoltRequest
from slack_sdk.signature import Clock, SignatureVerifier

from bot import clock

log = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024
DEEPEST_JSON = 100
ANSWERED = Histogram("givefirst_request_seconds", "Seconds until a request from Slack was answered", ("status",))

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], object]
Body = Iterable[bytes]

STATUS = {
    200: "200 OK",
    400: "400 Bad Request",
    401: "401 Unauthorized",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    413: "413 Content Too Large",
    503: "503 Service Unavailable",
}


class _OurClock(Clock):
    def now(self) -> float:
        return clock.now().timestamp()


class Refused(Exception):
    """A request that goes no further; carries its HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(STATUS[status])
        self.status = status


class Web:
    """What waitress serves: POST /slack/events, GET /healthz, /readyz and /metrics."""

    def __init__(self, bolt: Bolt, *, signing_secret: str, is_ready: Callable[[], str]) -> None:
        self.bolt = bolt
        self.verifier = SignatureVerifier(signing_secret, clock=_OurClock()) if signing_secret else None
        # Returns why the process is not ready, or nothing.
        self.is_ready = is_ready

    def __call__(self, environ: Environ, start: Start) -> Body:
        """Answer one HTTP request."""
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
        pages: dict[str, Callable[[], tuple[int, str, bytes]]] = {
            "/healthz": lambda: (200, "text/plain; charset=utf-8", b"ok\n"),
            "/readyz": self._readiness,
            "/metrics": lambda: (200, CONTENT_TYPE_LATEST, generate_latest()),
        }
        if path == "/slack/events":
            if method != "POST":
                return _answer(start, 405)
            return self._slack(environ, start)
        if path not in pages:
            return _answer(start, 404)
        if method not in {"GET", "HEAD"}:
            return _answer(start, 405)
        status, kind, body = pages[path]()
        return _answer(start, status, kind, b"" if method == "HEAD" else body)

    def _readiness(self) -> tuple[int, str, bytes]:
        reason = self.is_ready()
        return (503 if reason else 200), "text/plain; charset=utf-8", f"{reason or 'ready'}\n".encode()

    def _slack(self, environ: Environ, start: Start) -> Body:
        with ANSWERED.labels("any").time():
            try:
                body = self._guarded(environ)
            except Refused as refused:
                log.warning("a request was refused: %s", refused)
                return _answer(start, refused.status)
            try:
                answer = self.bolt.dispatch(BoltRequest(body=body, headers=_headers(environ)))
            except (LookupError, TypeError, AttributeError, ValueError) as trouble:
                # Signed, but with holes that Bolt stumbles over before any listener runs.
                log.warning("a payload with holes was refused: %s", type(trouble).__name__)
                return _answer(start, 400)
        headers = [(name, value) for name, values in answer.headers.items() for value in values]
        start(STATUS.get(answer.status, f"{answer.status} Unknown"), headers)
        return [answer.body.encode()]

    def _guarded(self, environ: Environ) -> str:
        """Return the body of a request that is surely Slack's and has Slack's shape; raise Refused otherwise."""
        if _number(environ.get("CONTENT_LENGTH")) > LARGEST_BODY:
            raise Refused(413)
        raw = environ["wsgi.input"].read(LARGEST_BODY + 1)
        if len(raw) > LARGEST_BODY:
            raise Refused(413)
        if not self._is_signed(raw, environ):
            raise Refused(401)
        try:
            text: str = raw.decode()
            _check_shape(text, environ.get("CONTENT_TYPE", ""))
        except (ValueError, RecursionError, KeyError, TypeError) as trouble:
            raise Refused(400) from trouble
        return text

    def _is_signed(self, raw: bytes, environ: Environ) -> bool:
        if self.verifier is None:
            return False
        timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        try:
            return bool(timestamp.isdecimal() and self.verifier.is_valid(raw, timestamp, signature))
        except (ValueError, TypeError):
            return False


def _check_shape(text: str, content_type: str) -> None:
    """Raise ValueError unless the body is one of Slack's: JSON, a form, or a form around JSON."""
    if content_type.split(";", 1)[0].strip() == "application/json":
        parsed = _parsed(text)
    else:
        form = parse_qs(text, keep_blank_values=True, max_num_fields=100)
        if "payload" not in form:
            if "command" not in form and "ssl_check" not in form:
                raise ValueError("neither a payload nor a command")
            return
        parsed = _parsed(form["payload"][0])
    if not isinstance(parsed, dict) or not isinstance(parsed.get("type"), str):
        raise TypeError("no type")


def _parsed(text: str) -> Any:
    parsed = json.loads(text)
    # What is nested deeper than this is not Slack's, and would only fail later, somewhere inside Bolt.
    level = [parsed]
    for _ in range(DEEPEST_JSON):
        level = [child for thing in level for child in _children(thing)]
        if not level:
            return parsed
    raise ValueError("nested too deeply")


def _children(thing: Any) -> Iterable[Any]:
    if isinstance(thing, dict):
        return thing.values()
    return thing if isinstance(thing, list) else ()


def _headers(environ: Environ) -> dict[str, str | Sequence[str]]:
    headers: dict[str, str | Sequence[str]] = {
        name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")
    }
    return headers | {"content-type": environ.get("CONTENT_TYPE", "")}


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0


def _answer(start: Start, status: int, kind: str = "text/plain; charset=utf-8", body: bytes | None = None) -> Body:
    shown = f"{STATUS[status]}\n".encode() if body is None else body
    start(STATUS[status], [("Content-Type", kind), ("Content-Length", str(len(shown)))])
    return [shown]
