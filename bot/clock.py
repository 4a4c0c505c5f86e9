"""The only reader of the wall clock."""

import threading
from datetime import UTC, datetime, timedelta

_lock = threading.Lock()
_ahead = timedelta()


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC) + _ahead


def advance(by: timedelta) -> None:
    """Let time pass at once, for the playground and for tests; nothing else may call this."""
    global _ahead  # noqa: PLW0603 - one process has one clock
    with _lock:
        _ahead += by


def reset() -> None:
    """Return to the real time."""
    global _ahead  # noqa: PLW0603 - one process has one clock
    with _lock:
        _ahead = timedelta()
