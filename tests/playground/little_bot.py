"""What the playground's tests need besides a workspace: a bot on a real socket, and a clock."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Payload = dict[str, Any]
Reply = tuple[int, Any]


@dataclass
class Heard:
    """One request the bot got."""

    headers: dict[str, str]
    body: bytes
    payload: Payload


@dataclass
class LittleBot:
    """Writes down what it hears and answers what `reply` says: (status, text or JSON)."""

    heard: list[Heard] = field(default_factory=list)
    reply: Callable[[Payload], Reply] = field(default=lambda _payload: (200, ""))
    url: str = ""

    @property
    def last(self) -> Payload:
        return self.heard[-1].payload


def _decoded(content_type: str, body: bytes) -> Payload:
    if content_type == "application/json":
        decoded: Payload = json.loads(body)
        return decoded
    form = {key: values[0] for key, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    interaction: Payload = json.loads(form["payload"]) if "payload" in form else form
    return interaction


def run(little: LittleBot) -> Callable[[], None]:
    """Let it listen; returns what stops it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            payload = _decoded(self.headers["Content-Type"], body)
            little.heard.append(Heard(dict(self.headers.items()), body, payload))
            status, said = little.reply(payload)
            raw = (said if isinstance(said, str) else json.dumps(said)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/plain" if isinstance(said, str) else "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_args: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    little.url = f"http://127.0.0.1:{http.server_port}"

    def stop() -> None:
        http.shutdown()
        http.server_close()
        thread.join()

    return stop


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now
