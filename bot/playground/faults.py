"""Trouble on demand: what a Web API call may run into on a bad day."""

import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

FaultKind = Literal["429", "500", "hang", "reset_after_accept", "error"]
LONGEST_HANG = 60.0


@dataclass
class Fault:
    """What goes wrong, with which calls, and how many times more.

    `method` "*" means all of them, "upload" the bytes of a file; `channel` is a channel's or a person's id, None means
    any. `met` counts the calls.
    """

    method: str
    kind: FaultKind
    times: int = 1
    retry_after: int = 3
    error: str = "internal_error"
    channel: str | None = None
    met: int = 0

    def fits(self, method: str, channels: Collection[str]) -> bool:
        """Whether this fault is for such a call."""
        return self.times > 0 and self.method in ("*", method) and (self.channel is None or self.channel in channels)


class Faults:
    """The faults waiting for calls. Each call meets at most one, the one added first."""

    def __init__(self) -> None:
        """Begin without faults."""
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()
        self._released = threading.Event()
        self._hanging = threading.Semaphore(0)

    def add(
        self,
        method: str = "*",
        kind: FaultKind = "500",
        *,
        times: int = 1,
        retry_after: int = 3,
        error: str = "internal_error",
        channel: str | None = None,
    ) -> Fault:
        """Let the next `times` calls of `method` (into `channel`) fail.

        "429" answers `ratelimited` with `Retry-After: retry_after` (seconds), "500" a bare server error, "error"
        answers `{"ok": false, "error": error}`, "hang" does not answer until `release()` and does nothing,
        "reset_after_accept" does the work and then closes the connection without an answer.
        """
        fault = Fault(method, kind, times=times, retry_after=retry_after, error=error, channel=channel)
        with self._lock:
            if kind == "hang":
                self._released.clear()
            self._waiting.append(fault)
        return fault

    @property
    def pending(self) -> bool:
        """Whether any fault waits for a call."""
        return bool(self._waiting)

    def take(self, method: str, channels: Collection[str]) -> Fault | None:
        """The fault a call into one of `channels` (names for the same one) meets, or None; it counts as met."""
        with self._lock:
            self._waiting = [fault for fault in self._waiting if fault.times > 0]
            for fault in self._waiting:
                if fault.fits(method, channels):
                    fault.times -= 1
                    fault.met += 1
                    return fault
        return None

    def hang(self) -> None:
        """Wait for `release()`, a minute at most."""
        self._hanging.release()
        self._released.wait(LONGEST_HANG)

    def wait_for_hanging(self, seconds: float = 10.0) -> bool:
        """Wait until one more call hangs; False when none did for `seconds`."""
        return self._hanging.acquire(timeout=seconds)

    def release(self) -> None:
        """Let every hanging call go."""
        self._released.set()

    def clear(self) -> None:
        """Forget all faults and let every hanging call go."""
        with self._lock:
            self._waiting.clear()
        self.release()
