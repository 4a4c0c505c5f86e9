"""Web API clients, one a workspace, that retry nothing by themselves."""

import threading
from collections.abc import Callable

from slack_sdk import WebClient

# Reads and messages may take this long; what a person waits for has its own, shorter limit.
SECONDS = 10


class Clients:
    """Hands out the client of a workspace; thread-safe."""

    def __init__(self, api_url: str, token_of: Callable[[int], str]) -> None:
        self.api_url = api_url
        self.token_of = token_of
        self._clients: dict[int, WebClient] = {}
        self._lock = threading.Lock()

    def __call__(self, workspace_id: int) -> WebClient:
        """Return the client that speaks for the bot in a workspace."""
        with self._lock:
            client = self._clients.get(workspace_id)
            if client is None:
                client = self.new(self.token_of(workspace_id))
                self._clients[workspace_id] = client
            return client

    def new(self, token: str, *, seconds: int = SECONDS) -> WebClient:
        """Return a client for a token; its default retries could send a message twice, so it has none."""
        return WebClient(token=token, base_url=self.api_url, timeout=seconds, retry_handlers=[])
