"""A Slack that knows a handful of answers by heart: for starting, for the doctor, and for Socket Mode."""

import base64
import hashlib
import json
import queue
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot import clock, manifest

KNOWN = {"ok": True, "team": "Acme", "team_id": "T1", "user": "givefirst", "user_id": "UBOT"}
TEXT, CLOSE = 1, 8
MEDIUM, LARGE = 126, 127


class SmallSlack:
    """Answers calls with `answers`, and sends envelopes down the socket that the bot has opened."""

    def __init__(self) -> None:
        self.answers: dict[str, dict[str, Any]] = {"auth.test": KNOWN}
        self.scopes: str | None = ",".join(manifest.scopes())
        self.date: str | None = clock.now().strftime("%a, %d %b %Y %H:%M:%S GMT")
        self.status = 200
        self.heard: list[tuple[str, str]] = []
        # What came back over the socket, and the sockets that are open.
        self.acknowledged: queue.Queue[dict[str, Any]] = queue.Queue()
        self.sockets: queue.Queue[Any] = queue.Queue()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        host = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{host}/api/"
        self.answers["apps.connections.open"] = {"ok": True, "url": f"ws://{host}/link/?ticket=secret-ticket"}
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def sends(self, kind: str, payload: dict[str, Any], *, over: Any, envelope_id: str = "1") -> None:
        """Send an envelope ("slash_commands", "events_api", "interactive") over an open socket."""
        self.says({"type": kind, "envelope_id": envelope_id, "payload": payload}, over=over)

    def says(self, what: dict[str, Any], *, over: Any) -> None:
        """Send something else over an open socket, such as {"type": "disconnect"}."""
        body = json.dumps(what).encode()
        over.sendall(struct.pack("!BBH", 0x80 | TEXT, MEDIUM, len(body)) + body)

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def _handler(slack: SmallSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            method = self.path.removeprefix("/api/")
            slack.heard.append((method, self.headers.get("Authorization", "")))
            answer = slack.answers.get(method, {"ok": False, "error": "unknown_method"})
            body = json.dumps(answer).encode() if slack.status == 200 else b"<h1>Oh</h1>"
            self.send_response_only(slack.status)
            for name, value in {"X-OAuth-Scopes": slack.scopes, "Date": slack.date}.items():
                if value is not None:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
            self.send_response_only(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
            self.end_headers()
            slack.sockets.put(self.connection)
            while (frame := _read_frame(self.rfile)) is not None:
                kind, body = frame
                if kind == TEXT:
                    slack.acknowledged.put(json.loads(body))
                elif kind == CLOSE:
                    break
            self.close_connection = True

        def log_message(self, *_words: Any) -> None:
            pass

    return Handler


def _read_frame(stream: Any) -> tuple[int, bytes] | None:
    head = stream.read(2)
    if len(head) < 2:
        return None
    length = head[1] & LARGE
    if length == MEDIUM:
        (length,) = struct.unpack("!H", stream.read(2))
    mask, body = stream.read(4), stream.read(length)
    return head[0] & 0x0F, bytes(byte ^ mask[place % 4] for place, byte in enumerate(body))
