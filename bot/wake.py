"""Two bells: whoever promised something rings them, the worker in the same process hears them."""

import threading

_bells = {"jobs": threading.Event(), "outbox": threading.Event()}


def up() -> None:
    """Tell the worker that something may be due."""
    for bell in _bells.values():
        bell.set()


def wait_for(bell: str, seconds: float) -> bool:
    """Sleep until the bell rings, at most so many seconds; return whether it rang."""
    rang = _bells[bell].wait(seconds)
    _bells[bell].clear()
    return rang
