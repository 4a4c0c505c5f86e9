"""A stored command against an acknowledgement: requests per second with 50 connections, on both databases.

A request is a signed `view_submission` of `ask.new`, each a new ask in a workspace of 1,000 members with ten offers
each. The ask, its messages and its place in line for matching are durable before the acknowledgement; the helpers are
looked for by the worker in the same process, and this script says how long it takes, so that nobody is fooled.
"""

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import func, select

from bench import _databases, _processes
from bench._databases import Filling
from bench._load import CONNECTIONS, Asks, Measured, measure
from bench._processes import Process, SlackAt
from bench._report import Floor, conclude, table
from bot import clock
from models import Ask

MEMBERS = 1_000
ROUNDS = 4
# Of one round.
BARE_REQUESTS = 400
REQUESTS = 200
LEAST_RATIO = 0.10
LONGEST_P99 = 1.0
HEAD = ("", "per second", "ratio", "p50 ms", "p99 ms", "CPU ms each")
# How many of our functions are named.
SHOWN = 10
# So long the worker is waited for.
MOST_SECONDS = 60


@dataclass
class Server:
    """A process and what was measured of it."""

    name: str
    process: Process
    answered: Measured = field(default_factory=Measured)
    cpu: float = 0.0

    def bear(self, requests: Sequence[bytes]) -> None:
        """Measure it with these requests, as the only one that runs."""
        self.process.go_on()
        before = self.process.cpu_seconds()
        self.answered += measure(self.process.url, requests)
        self.cpu += self.process.cpu_seconds() - before
        self.process.pause()
        if self.answered.refused:
            raise RuntimeError(f"{self.name}: {self.answered.refused} requests took no effect")

    def row(self, baseline: float) -> tuple[str, ...]:
        """Return it as a line of the table."""
        return (
            self.name,
            f"{self.answered.per_second:.0f}",
            f"{self.answered.per_second / baseline:.3f}",
            f"{self.answered.percentile(50) * 1000:.0f}",
            f"{self.answered.percentile(99) * 1000:.0f}",
            f"{self.cpu / len(self.answered.latencies) * 1000:.1f}",
        )


def main() -> list[Floor]:
    """Measure, print, and return what has to hold."""
    floors = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"one sync to this disk takes {_databases.seconds_of_a_sync(folder) * 1000:.1f} ms")
        with _processes.slack(folder, MEMBERS) as at:
            asks = Asks(at)
            for kind, database in (("SQLite", _databases.sqlite(folder)), ("PostgreSQL", _databases.postgresql())):
                try:
                    with database as url:
                        floors += _compare(kind, folder, at, asks, url)
                except psycopg.OperationalError:
                    print(f"\n{kind} was not reachable (TEST_POSTGRES_URL), so it was NOT measured")
    return floors


def _compare(kind: str, folder: Path, at: SlackAt, asks: Asks, url: str) -> list[Floor]:
    filling = Filling(url, team_id=at.team_id, bot_user_id=at.bot_user_id)
    filling.members(at.members)
    filling.close()
    print(f"\n{kind}, {CONNECTIONS} connections, {MEMBERS} members")
    with _processes.bare(folder, at) as one, _processes.bot(folder, at, url) as other:
        bare, stored = Server("bare Bolt", one), Server("a stored ask", other)
        _take_turns(bare, stored, asks)
        baseline = bare.answered.per_second
        print(
            table(
                ("", "per second", "ratio", "p50 ms", "p99 ms", "CPU ms each"),
                [bare.row(baseline), stored.row(baseline)],
            )
        )
        _say_when_planned(other, url)
    with _processes.bot(folder, at, url, "bench._sampled") as process:
        process.wait_until_ready()
        measure(process.url, asks.requests(5 * REQUESTS))
    _say_where_time_goes(folder / "sampled.json")
    return [
        Floor(f"{kind}: ratio to bare Bolt", stored.answered.per_second / baseline, at_least=LEAST_RATIO),
        Floor(f"{kind}: p99 in seconds", stored.answered.percentile(99), at_most=LONGEST_P99),
    ]


def _take_turns(bare: Server, stored: Server, asks: Asks) -> None:
    """Measure both in many short turns, so that a machine that is busy with other things is so for both."""
    for server in (bare, stored):
        server.process.wait_until_ready()
        measure(server.process.url, asks.requests(REQUESTS))
        server.process.pause()
    for _ in range(ROUNDS):
        bare.bear(asks.requests(BARE_REQUESTS))
        stored.bear(asks.requests(REQUESTS))


def _say_when_planned(process: Process, url: str) -> None:
    """Let the bot go on, and say how long its worker takes for what was put off while people waited for answers."""
    process.go_on()
    started, busy = time.perf_counter(), process.cpu_seconds()
    waiting = select(func.count()).select_from(Ask)
    with _databases.looking_at(url) as connection:
        many = left = connection.scalar(waiting.where(Ask.next_wave_at <= clock.now())) or 0
        while left and time.perf_counter() - started < MOST_SECONDS:
            process.check_alive()
            time.sleep(0.1)
            left = connection.scalar(waiting.where(Ask.next_wave_at <= clock.now())) or 0
    took, busy = time.perf_counter() - started, process.cpu_seconds() - busy
    print(f"{many} asks were still to be matched; {many - left} first waves took the worker {took:.1f} s, ", end="")
    print(f"{busy / max(1, many - left) * 1000:.1f} ms of CPU each with all that is sent meanwhile")


def _say_where_time_goes(sampled: Path) -> None:
    seen = json.loads(sampled.read_text())
    samples = seen["samples"]
    print(f"where the threads that answer requests are ({samples} looks):")
    for name, count in sorted(seen["at"].items(), key=lambda entry: -entry[1]):
        print(f"  {count / samples:6.1%}  {name}")
    print("of our functions, with what they call:")
    for name, count in sorted(seen["inclusive"].items(), key=lambda entry: -entry[1])[:SHOWN]:
        print(f"  {count / samples:6.1%}  {name}")


if __name__ == "__main__":
    sys.exit(conclude(main()))
