"""The Web API over HTTP: one server for any number of workspaces.

`serve()` starts it on a thread of its own. A call finds its workspace by its token; response URLs and uploads carry the
workspace in their path.
"""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from bot.playground import answers, api_chat, api_files, api_people, api_views
from bot.playground.api_base import ApiError, Method, need_scope
from bot.playground.faults import Fault
from bot.playground.records import Call, Json

if TYPE_CHECKING:
    from bot.playground.world import Slack

METHODS: dict[str, Method] = {**api_people.METHODS, **api_chat.METHODS, **api_files.METHODS, **api_views.METHODS}
IN_JSON = ("blocks", "view", "metadata", "attachments", "files")
OK = 200


@dataclass
class Answer:
    """What goes back over HTTP; `reset` closes the connection instead, `hang` leaves it open first."""

    body: bytes
    status: int = OK
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    reset: bool = False


class Server:
    """A running Web API server; made by `serve`."""

    def __init__(self, host: str, port: int) -> None:
        """Listen on host and port (0: any free one) and serve on a thread of its own."""
        self._by_token: dict[str, Slack] = {}
        self._by_team: dict[str, Slack] = {}
        self._http = _HttpServer((host, port), self)
        self.url = f"http://{host}:{self._http.server_address[1]}"
        self._thread = threading.Thread(
            target=self._http.serve_forever, args=(0.02,), name="playground-api", daemon=True
        )
        self._thread.start()

    def add(self, slack: "Slack") -> "Slack":
        """Serve this workspace and set its `api_url`; raises ValueError when its token or team id is taken."""
        if slack.bot_token in self._by_token or slack.team_id in self._by_team:
            raise ValueError("there is a workspace with that token or team id already")
        slack.api_url = f"{self.url}/api/"
        self._by_token[slack.bot_token] = self._by_team[slack.team_id] = slack
        return slack

    def remove(self, slack: "Slack") -> None:
        """Serve this workspace no longer; its hanging calls are let go."""
        self._by_token.pop(slack.bot_token, None)
        self._by_team.pop(slack.team_id, None)
        slack.faults.clear()

    def close(self) -> None:
        """Stop serving and close every connection."""
        for slack in list(self._by_team.values()):
            self.remove(slack)
        self._http.shutdown()
        self._http.close_connections()
        self._http.server_close()
        self._thread.join()

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """What is answered to one request."""
        address = urlsplit(path)
        root, _, rest = address.path.strip("/").partition("/")
        if root == "api":
            args = dict(parse_qsl(address.query, keep_blank_values=True))
            return self._call(rest, headers, args, body)
        team, _, key = rest.partition("/")
        slack = self._by_team.get(team)
        if slack and root == "hooks":
            return _hook(slack, key, body)
        if slack and root == "upload":
            return _upload(slack, key, body)
        return Answer(b"not found", status=404, content_type="text/plain")

    def _call(self, name: str, headers: Mapping[str, str], args: Json, body: bytes) -> Answer:
        try:
            args |= _arguments(headers.get("Content-Type", ""), body)
        except ValueError as wrong:
            return _said({"ok": False, "error": "invalid_json", "detail": str(wrong)})
        authorization = headers.get("Authorization", "")
        token = authorization.removeprefix("Bearer ").strip() or str(args.get("token", ""))
        args.pop("token", None)
        if name == "apps.connections.open":
            kind = "This Slack speaks HTTP only: run the bot without SLACK_APP_TOKEN."
            return _said({"ok": False, "error": "not_allowed_token_type", "detail": kind})
        slack = self._by_token.get(token)
        if slack is None:
            self._note_stranger(name, args, "invalid_auth" if token else "not_authed")
            return _said({"ok": False, "error": "invalid_auth" if token else "not_authed"})
        return _carry_out(slack, name, args)

    def _note_stranger(self, name: str, args: Json, error: str) -> None:
        """Show a call without a good token where somebody looks: in the only workspace, when there is only one."""
        if len(self._by_team) == 1:
            (slack,) = self._by_team.values()
            call = Call("to_slack", name, args, status=OK, body={"ok": False, "error": error}, at=slack.now())
            slack.record(call)
            slack.refuse(call, error)


def serve(host: str = "127.0.0.1", port: int = 0) -> Server:
    """Start a Web API server; raises OSError when the port is taken."""
    return Server(host, port)


def _carry_out(slack: "Slack", name: str, args: Json) -> Answer:
    started = time.perf_counter()
    call = slack.record(Call("to_slack", name, args, at=slack.now()))
    fault = slack.faults.take(name, _channels_meant(slack, args)) if slack.faults.pending else None
    if fault and fault.kind != "reset_after_accept":
        answer, call.body = _faulty(slack, fault)
        call.problem = f"on purpose: {fault.kind}"
    else:
        call.body = _result(slack, name, args, call)
        answer = _said(call.body, {"X-OAuth-Scopes": ",".join(sorted(slack.scopes))})
        if fault:
            answer.reset, call.problem = True, "on purpose: carried out, but not answered"
    call.status = 0 if answer.reset else answer.status
    call.seconds = time.perf_counter() - started
    slack.changed()
    return answer


def _result(slack: "Slack", name: str, args: Json, call: Call) -> Json:
    method = METHODS.get(name)
    if method is None:
        slack.refuse(call, "unknown_method")
        return {"ok": False, "error": "unknown_method", "req_method": name}
    try:
        with slack.lock:
            need_scope(slack, *method.scopes)
            return {"ok": True, **method.run(slack, args)}
    except ApiError as refusal:
        slack.refuse(call, f"{refusal.error}: {refusal.why}" if refusal.why else refusal.error)
        return {"ok": False, "error": refusal.error, **refusal.more}
    except (TypeError, ValueError, AttributeError) as wrong:
        slack.refuse(call, f"invalid_arguments: {wrong}")
        return {"ok": False, "error": "invalid_arguments"}


def _faulty(slack: "Slack", fault: Fault) -> tuple[Answer, Any]:
    if fault.kind == "429":
        body = {"ok": False, "error": "ratelimited"}
        answer = _said(body, {"Retry-After": str(fault.retry_after)})
        answer.status = 429
        return answer, body
    if fault.kind == "500":
        return Answer(b"Internal Server Error", status=500, content_type="text/plain"), "Internal Server Error"
    if fault.kind == "error":
        body = {"ok": False, "error": fault.error}
        return _said(body), body
    slack.faults.hang()
    return Answer(b"", reset=True), ""


def _channels_meant(slack: "Slack", args: Json) -> frozenset[str]:
    """The channel of a call, and for a direct conversation also the person, and the other way round."""
    wanted = args.get("channel") or args.get("channel_id")
    if not isinstance(wanted, str):
        return frozenset()
    channel = slack.channels.get(wanted)
    if channel and channel.kind == "im":
        return frozenset({wanted, *channel.members})
    direct = (c.id for c in list(slack.channels.values()) if c.kind == "im" and wanted in c.members)
    return frozenset({wanted, *direct}) if wanted in slack.users else frozenset({wanted})


def _hook(slack: "Slack", key: str, body: bytes) -> Answer:
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    call = slack.record(Call("to_slack", "response_url", said if isinstance(said, dict) else {}, at=slack.now()))
    call.status, call.body = answers.respond(slack, key, said)
    if call.status != OK:
        slack.refuse(call, call.body)
    return Answer(call.body.encode(), status=call.status, content_type="text/plain; charset=utf-8")


def _upload(slack: "Slack", key: str, body: bytes) -> Answer:
    fault = slack.faults.take("upload", frozenset()) if slack.faults.pending else None
    if fault and fault.kind != "reset_after_accept":
        answer = _faulty(slack, fault)[0]
        answer.status = api_files.BAD if fault.kind == "error" else answer.status
        return answer
    status, said = api_files.take(slack, key, body)
    return Answer(said, status=status, content_type="text/plain", reset=fault is not None)


def _arguments(content_type: str, body: bytes) -> Json:
    """The arguments of a call, from JSON or from a form (in which structures are JSON strings)."""
    if not body:
        return {}
    if content_type.startswith("application/json"):
        said = json.loads(body)
        if not isinstance(said, dict):
            raise ValueError("not an object")
    else:
        said = dict(parse_qsl(body.decode(), keep_blank_values=True))
    for name in IN_JSON:
        if isinstance(said.get(name), str):
            said[name] = json.loads(said[name])
    return said


def _said(body: Json, headers: dict[str, str] | None = None) -> Answer:
    return Answer(json.dumps(body).encode(), headers=headers or {})


class _HttpServer(ThreadingHTTPServer):
    """The threads and sockets; it knows its connections, so that closing leaves none behind."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], owner: Server) -> None:
        self.owner = owner
        self.connections: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def close_connections(self) -> None:
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about clients that went away."""


class _Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with keep-alive; an answer leaves in one piece, so that no client waits for a delayed one."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _HttpServer

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        with contextlib.suppress(OSError):
            super().finish()

    def do_POST(self) -> None:
        """Answer one request."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.server.owner.answer(self.path, dict(self.headers.items()), body)
        if answer.reset:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        lines = [f"HTTP/1.1 {answer.status} {self.responses.get(answer.status, ('',))[0]}"]
        headers = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body)), **answer.headers}
        lines += [f"{name}: {value}" for name, value in headers.items()]
        with contextlib.suppress(OSError):
            self.connection.sendall("\r\n".join([*lines, "", ""]).encode() + answer.body)

    do_GET = do_POST  # noqa: N815 - the name the standard library looks for

    def log_message(self, *_args: Any) -> None:
        """Keep quiet."""
