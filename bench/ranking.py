"""How long it takes to find likely helpers, and whether that grows with the number of members.

Each has ten offers of one to three words, out of two thousand words of which some are in every second offer list.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench import _databases
from bench._databases import NOW, Filling
from bench._report import Floor, conclude, table
from bench._words import Vocabulary
from bot import db
from bot.matching import service as matching
from models import Ask, Kind

SIZES = (1_000, 10_000, 100_000)
ASKS = 200
MOST = 12
# Ten times the members may not take more than so many times as long.
MOST_GROWTH = 3.0


def main() -> list[Floor]:
    """Measure, print, and return what has to hold."""
    rows = []
    medians = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder, _databases.sqlite(Path(folder)) as url:
            started = time.perf_counter()
            filling = Filling(url)
            filling.members([f"U{number}" for number in range(size)])
            filling.close()
            filled = time.perf_counter() - started
            took = _seconds_each(url, size)
        medians.append(median(took))
        rows.append(
            (
                f"{size} members",
                f"{median(took) * 1000:.1f}",
                f"{sorted(took)[len(took) * 95 // 100] * 1000:.1f}",
                f"{median(took) / medians[0]:.2f}",
                f"{filled:.0f}",
            )
        )
    print(f"likely_helpers on SQLite, {ASKS} asks")
    print(table(("", "median ms", "p95 ms", f"ratio to {SIZES[0]}", "filled in s"), rows))
    grown = medians[1] / medians[0]
    return [Floor(f"ranking: {SIZES[1]} against {SIZES[0]} members", grown, at_most=MOST_GROWTH)]


def _seconds_each(url: str, members: int) -> list[float]:
    words = Vocabulary(seed=23)
    database = db.Database(url)
    took = []
    try:
        for number in range(ASKS + 20):
            with database.transaction() as tx:
                asker = number * 37 % members + 1
                ask = Ask(workspace_id=1, asker_id=asker, text=words.ask(number), opened_at=NOW, kind=Kind.KNOW_HOW)
                ask.what_for = words.what_for()
                tx.add(ask)
                tx.flush()
                started = time.perf_counter()
                found = matching.likely_helpers(tx, ask, now=NOW, most=MOST)
                took.append(time.perf_counter() - started)
                assert found, "somebody always offers a word of the ask"
    finally:
        database.close()
    # The first ones build statements and fill caches.
    return took[20:]


if __name__ == "__main__":
    sys.exit(conclude(main()))
