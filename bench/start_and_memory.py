"""How soon `python -m bot run` is ready, and what it holds, with 10,000 members and 50,000 asks in an SQLite file."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from sqlalchemy import select, update

from bench import _databases, _processes
from bench._databases import Filling
from bench._load import Asks, measure
from bench._processes import SlackAt
from bench._report import Floor, conclude, table
from models import Workspace

MEMBERS = 10_000
ASKS = 50_000
OPEN_ASKS = 500
STARTS = 3
REQUESTS = 300
LONGEST_START = 2.0
MOST_MEGABYTES = 150.0
# What every bot on these libraries has to load.
LIBRARIES = "import slack_bolt, sqlalchemy.orm, alembic.command, apscheduler.schedulers.background, waitress"
# When loading them takes longer, it is said what takes so long, so many modules of it.
SLOW_IMPORT = 1.0
SHOWN = 12


def main() -> list[Floor]:
    """Measure, print, and return what has to hold."""
    with tempfile.TemporaryDirectory() as name, _databases.sqlite(Path(name)) as url:
        folder = Path(name)
        with _processes.slack(folder, MEMBERS) as at:
            filling = Filling(url, team_id=at.team_id, bot_user_id=at.bot_user_id)
            filling.members(at.members)
            filling.asks(ASKS, members=MEMBERS, open_ones=OPEN_ASKS)
            filling.close()
            starts = []
            for _ in range(STARTS):
                with _processes.bot(folder, at, url) as process:
                    starts.append(process.wait_until_ready())
                    idle = process.resident_megabytes()
            busy, peak = _megabytes_at_work(folder, at, url)
    _say_how_fast(starts)
    sizes = [("ready", idle), (f"after {REQUESTS} asks and a reading of everybody", busy), ("at most meanwhile", peak)]
    print(table(("resident", "MB"), [(what, f"{size:.0f}") for what, size in sizes]))
    return [
        Floor("seconds until ready", median(starts), at_most=LONGEST_START),
        Floor("resident MB, at most", peak, at_most=MOST_MEGABYTES),
    ]


def _megabytes_at_work(folder: Path, at: SlackAt, url: str) -> tuple[float, float]:
    """Return what it holds after people asked and everybody was read at Slack, and the most it held meanwhile."""
    read_at = select(Workspace.members_read_at)
    with _databases.looking_at(url) as connection:
        connection.execute(update(Workspace).values(members_read_at=None))
        with _processes.bot(folder, at, url) as process:
            process.wait_until_ready()
            measure(process.url, Asks(at).requests(REQUESTS))
            while connection.scalar(read_at) is None:
                process.check_alive()
                time.sleep(0.1)
            return process.resident_megabytes(), process.resident_megabytes(peak=True)


def _say_how_fast(starts: list[float]) -> None:
    nothing, libraries = (median(_seconds_of(code) for _ in range(STARTS)) for code in ("pass", LIBRARIES))
    rows = [
        ("a Python that does nothing", nothing),
        ("a Python that loads the libraries", libraries),
        ("python -m bot run until /readyz says 200", median(starts)),
        ("  the slowest of the starts", max(starts)),
    ]
    print(f"{MEMBERS} members, {ASKS} asks, SQLite")
    print(table(("", "seconds", "ratio"), [(what, f"{took:.2f}", f"{took / nothing:.1f}") for what, took in rows]))
    if libraries > SLOW_IMPORT:
        print("slowest imports, in seconds with all they import:")
        print(table(("", "seconds"), _slowest_imports()))


def _seconds_of(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def _slowest_imports() -> list[tuple[str, str]]:
    """Return module and seconds for what takes longest to import on the way to a running bot."""
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import bot.run"],
        cwd=_processes.PROJECT,
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line.removeprefix("import time:").split("|") for line in said.stderr.splitlines()[1:]]
    took = {name.strip(): int(cumulative) for _, cumulative, name in lines}
    slowest = sorted(took, key=lambda name: -took[name])[:SHOWN]
    return [(name, f"{took[name] / 1_000_000:.2f}") for name in slowest]


if __name__ == "__main__":
    sys.exit(conclude(main()))
