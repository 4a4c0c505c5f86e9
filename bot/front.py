"""The web server: waitress, with an end that answers what it has taken."""

import errno
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from click import ClickException
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

THREADS = 16
# Connections held open at once; those of one Slack and a few health checks are far fewer.
CONNECTIONS = 500
# The guard refuses at 1 MB with an answer; this only keeps what nobody reads off the disk.
LARGEST_BODY = 2 * 1024 * 1024
LARGEST_HEADERS = 32 * 1024
# How long requests in flight may take at the end; Slack gives up after three seconds.
PATIENCE = 10.0

Wsgi = Callable[..., Iterable[bytes]]


class Front:
    """A bound port; serve() answers requests until stop(). ClickException when the port is not to be had."""

    def __init__(self, wsgi: Wsgi, host: str, port: int) -> None:
        self._sockets: dict[int, Any] = {}
        self._stopping = False
        self._bell_is_rung = threading.Event()
        try:
            server = create_server(
                wsgi,
                map=self._sockets,
                host=host,
                port=port,
                threads=THREADS,
                connection_limit=CONNECTIONS,
                max_request_body_size=LARGEST_BODY,
                max_request_header_size=LARGEST_HEADERS,
                channel_timeout=60,
                ident="",
                # Nobody's word about where a request came from is taken.
                trusted_proxy=None,
                clear_untrusted_proxy_headers=True,
            )
        except (OSError, ValueError) as trouble:
            wasyncore.close_all(self._sockets, ignore_all=True)
            raise ClickException(_why_not(trouble, host, port)) from trouble
        self._dispatcher = server.task_dispatcher
        self._listeners = [one for one in self._sockets.values() if isinstance(one, BaseWSGIServer)]
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self._listeners[0].effective_port}"

    def serve(self) -> None:
        """Answer requests; returns after stop(), once everything that was taken is answered."""
        while not self._stopping:
            self._turn(seconds=1)
        self._bell_is_rung.wait()
        for listener in self._listeners:
            # Closes the port and leaves alone the bell by which threads say that an answer is written.
            wasyncore.dispatcher.close(listener)
        end = time.monotonic() + PATIENCE
        while self._is_busy() and time.monotonic() < end:
            self._turn(seconds=0.05)
        self._dispatcher.shutdown(timeout=1)
        if not self._dispatcher.threads:
            # A thread that still works would ring a bell that is gone, and perhaps write into something else.
            wasyncore.close_all(self._sockets, ignore_all=True)

    def stop(self) -> None:
        """Let serve() end; may be called from a signal handler and from any thread."""
        if not self._stopping:
            self._stopping = True
            self._listeners[0].pull_trigger()
            self._bell_is_rung.set()

    def _turn(self, *, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, map=self._sockets, count=1)

    def _is_busy(self) -> bool:
        channels = [one for one in self._sockets.values() if isinstance(one, HTTPChannel)]
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def _why_not(trouble: Exception, host: str, port: int) -> str:
    if isinstance(trouble, OSError) and trouble.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: set PORT to a free one, or stop the other."
    if isinstance(trouble, OSError) and trouble.errno == errno.EACCES:
        return f"Port {port} is not for everybody: set PORT to one above 1023."
    return f"This machine cannot listen on {host}:{port} ({trouble}): set HOST and PORT."
