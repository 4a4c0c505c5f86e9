"""Slack's limits on posting, kept by whoever sends: nobody sleeps, what may not go yet is simply not picked up."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from models import Method

Lane = tuple[int, str]

# What becomes a message in a conversation, and so has to keep to Slack's pace.
MESSAGES = (Method.POST, Method.UPLOAD)


@dataclass
class Pace:
    """How fast messages may leave this process; times are monotonic seconds.

    One message a second per conversation and four a second per workspace, after Slack's documentation; a pause per
    workspace and method for as long as Slack asked with Retry-After.
    """

    seconds_per_channel: float = 1.0
    a_second_per_workspace: int = 4
    timer: Callable[[], float] = time.monotonic
    _channel_free: dict[Lane, float] = field(default_factory=dict)
    _recent: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _paused: dict[tuple[int, Method], float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, workspace_id: int, method: Method, lane: str) -> bool:
        """Claim the right to send now; False when it is too early."""
        now = self.timer()
        with self._lock:
            if self._paused.get((workspace_id, method), 0) > now:
                return False
            if method not in MESSAGES:
                return True
            recent = self._recent[workspace_id]
            while recent and recent[0] <= now - 1:
                recent.popleft()
            if len(recent) >= self.a_second_per_workspace or self._channel_free.get((workspace_id, lane), 0) > now:
                return False
            recent.append(now)
            self._channel_free[workspace_id, lane] = now + self.seconds_per_channel
            return True

    def pause(self, workspace_id: int, method: Method, seconds: float) -> None:
        """Send nothing by `method` for so long, as Slack asked."""
        with self._lock:
            self._paused[workspace_id, method] = self.timer() + seconds

    def resting(self) -> list[tuple[int, Method]]:
        """Return what need not be looked at now, and forget what has rested enough."""
        now = self.timer()
        with self._lock:
            self._paused = {key: until for key, until in self._paused.items() if until > now}
            self._channel_free = {key: until for key, until in self._channel_free.items() if until > now}
            full = [
                (workspace_id, method)
                for workspace_id, recent in self._recent.items()
                for method in MESSAGES
                if sum(at > now - 1 for at in recent) >= self.a_second_per_workspace
            ]
            return [*self._paused, *full]

    def busy_lanes(self) -> list[Lane]:
        """Return the conversations that had a message within the last second."""
        now = self.timer()
        with self._lock:
            return [lane for lane, until in self._channel_free.items() if until > now]
