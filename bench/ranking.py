"""How long it takes to find likely helpers, by meaning and by words, and what that takes in memory.

Each member has ten offers of one to three words, out of two thousand words of which some are in every second offer
list. Asks come one after the other, as in a day of a workspace whose index is in memory.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from statistics import median

import psycopg

from bench import _databases
from bench._databases import NOW, Filling
from bench._report import Floor, conclude, table
from bench._words import Vocabulary
from bot import db
from bot.matching import encoder, jobs
from bot.matching import service as matching
from bot.matching.shelf import shelf_of
from models import Ask, Kind

SIZES = (1_000, 10_000, 100_000)
ASKS = 60
MOST = 12
# A hundred times the members may not take more than so many times as long.
MOST_GROWTH = 12.0
MOST_MS_AT_10_000 = 25.0
MOST_MB = 150.0
MEGABYTE = 1_000_000
LATER = NOW + timedelta(hours=1)


def main() -> list[Floor]:
    """Measure, print, and return what has to hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of members")
    given = parser.parse_args()
    found = encoder.installed()
    if found:
        found.encode(["loaded before anything is measured"])
    floors = []
    for name in ("SQLite", "PostgreSQL"):
        try:
            floors += _on(name, given.sizes, found)
        except psycopg.OperationalError:
            print("no PostgreSQL here (TEST_POSTGRES_URL): not measured")
    return floors


def _on(name: str, sizes: Sequence[int], found: encoder.Encoder | None) -> list[Floor]:
    rows, floors = [], []
    medians = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            place: AbstractContextManager[str] = (
                _databases.sqlite(Path(folder)) if name == "SQLite" else _databases.postgresql()
            )
            with place as url:
                filling = Filling(url)
                filling.members([f"U{number}" for number in range(size)])
                if found:
                    filling.meanings(found)
                filling.close()
                loaded, took, held = _asked(url, size)
        gc.collect()
        medians.append(median(took))
        late = sorted(took)[len(took) * 95 // 100] * 1000
        ratio = medians[-1] / medians[0]
        rows.append(
            (
                f"{size} members",
                f"{medians[-1] * 1000:.1f}",
                f"{late:.1f}",
                f"{ratio:.1f}",
                f"{loaded:.1f}",
                f"{held:.0f}",
            )
        )
        if size == 10_000:
            floors.append(Floor(f"{name}: p95 in ms at 10000 members", late, at_most=MOST_MS_AT_10_000))
        if size == 100_000:
            floors.append(Floor(f"{name}: median at 100000 members against 1000", ratio, at_most=MOST_GROWTH))
            floors.append(Floor(f"{name}: MB in memory at 100000 members", held, at_most=MOST_MB))
    print(f"\nlikely_helpers on {name}, {ASKS} asks, {'by meaning' if found else 'by words alone'}")
    print(table(("", "median ms", "p95 ms", f"ratio to {sizes[0]}", "first one s", "MB in memory"), rows))
    return floors


def _asked(url: str, members: int) -> tuple[float, list[float], float]:
    words = Vocabulary(seed=23)
    database = db.Database(url)
    db.use(database)
    took = []
    of = encoder.encoder()
    try:
        for number in range(ASKS + 10):
            with database.transaction() as tx:
                asker = number * 37 % members + 1
                ask = Ask(workspace_id=1, asker_id=asker, text=words.ask(number), opened_at=NOW, kind=Kind.KNOW_HOW)
                ask.what_for = words.what_for()
                tx.add(ask)
                matching.index_open_ask(tx, ask)
            jobs.read_meanings(NOW)
            with database.transaction() as tx:
                ask = tx.get_one(Ask, ask.id)
                started = time.perf_counter()
                found = matching.likely_helpers(tx, ask, now=LATER, most=MOST)
                took.append(time.perf_counter() - started)
                assert found, "somebody always offers a word of the ask"
                held = shelf_of(tx).bytes / MEGABYTE
    finally:
        database.close()
    assert of is encoder.encoder()
    # The first one loads the index, the next build statements and fill caches.
    return took[0], took[10:], held


if __name__ == "__main__":
    sys.exit(conclude(main()))
