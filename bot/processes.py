"""Names of processes, from which the next one on the same host can tell that one is gone."""

import os
import secrets
import socket


def own_name() -> str:
    """Return a name for this process: host, process id, and something that no other start has."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_dead(name: str) -> bool:
    """Tell whether a process surely runs no more; False for those of other hosts, of which we know nothing."""
    host, _, process = name.partition(":")
    number = process.partition(":")[0]
    if host != socket.gethostname() or not number.isdecimal() or int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
