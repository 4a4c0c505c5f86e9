"""How soon `python -m bot run` is ready, and what it holds, with 10,000 members and 50,000 asks in an SQLite file."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench import _databases, _processes
from bench._databases import Filling
from bench._load import Asks, measure
from bench._report import Floor, conclude, table

MEMBERS = 10_000
ASKS = 50_000
OPEN = 500
STARTS = 3
REQUESTS = 300
LONGEST_START = 2.0
MOST_MEGABYTES = 150


def main() -> list[Floor]:
    """Measure, print, and return what has to hold."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = median(_seconds_of_python() for _ in range(STARTS))
        with _processes.slack(folder, MEMBERS) as at, _databases.sqlite(folder) as url:
            filling = Filling(url, team_id=at.team_id, bot_user_id=at.bot_user_id)
            filling.members(at.members)
            filling.asks(ASKS, members=MEMBERS, open_ones=OPEN)
            filling.close()
            starts = []
            for _ in range(STARTS):
                with _processes.bot(folder, at, url) as process:
                    starts.append(process.wait_until_ready())
                    fresh = process.resident_megabytes()
                    measure(process.url, Asks(at).requests(REQUESTS))
                    # Long enough for everybody to be read at Slack once.
                    time.sleep(10)
                    held = process.resident_megabytes(peak=True)
    print(f"`python -m bot run`, {MEMBERS} members, {ASKS} asks, SQLite")
    print(
        table(
            ("", "value", "ratio"),
            [
                ("seconds until /readyz says yes", f"{median(starts):.2f}", f"{median(starts) / python:.0f} x python"),
                ("resident MB when ready", f"{fresh:.0f}", ""),
                (f"most MB after {REQUESTS} asks and a reading", f"{held:.0f}", f"{held / fresh:.2f} x when ready"),
            ],
        )
    )
    return [
        Floor("start: seconds until ready", median(starts), at_most=LONGEST_START),
        Floor("memory: MB at most", held, at_most=MOST_MEGABYTES),
    ]


def _seconds_of_python() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(conclude(main()))
