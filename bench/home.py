"""How long it takes to make the App Home of somebody who has used the bot for years, against that of somebody new.

What is measured is the transaction that opening it takes: reading, writing the page, the promise, the commit.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median

import psycopg
from sqlalchemy import insert

from bench import _databases
from bench._databases import NOW, Filling
from bench._report import Floor, conclude, table
from bot import db
from bot.home import service as home
from models import Ask, AskState, EntryKind, JournalEntry, Member
from models.base import new_key

MEMBERS, ASKS, ENTRIES, OPEN = 1_000, 1_000, 10_000, 5
TIMES = 60
OLD, NEW = 1, MEMBERS + 1
# The Home of somebody who has used it for years may take so many times as long.
MOST_GROWTH = 3.0


def main() -> list[Floor]:
    """Measure, print, and return what has to hold."""
    rows, floors = [], []
    for name, url in _each():
        old, new = _seconds(url, OLD), _seconds(url, NEW)
        rows.append((name, f"{1000 * new:.1f}", f"{1000 * old:.1f}", f"{old / new:.2f}"))
        floors.append(Floor(f"home, {name}: after years against new", old / new, at_most=MOST_GROWTH))
    print(f"App Home of somebody new, and of one with {ASKS:,} asks ({OPEN} open) and {ENTRIES:,} journal entries")
    print(table(("", "new, ms", "after years, ms", "ratio"), rows))
    return floors


def _each() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        yield "SQLite", _filled(stack.enter_context(_databases.sqlite(Path(folder))))
        try:
            url = stack.enter_context(_databases.postgresql())
        except psycopg.OperationalError as trouble:
            print(f"No PostgreSQL: {trouble}")
            return
        yield "PostgreSQL", _filled(url)


def _filled(url: str) -> str:
    """Fill a database: a thousand colleagues with offers and asks, one of whom has written all the time."""
    filling = Filling(url)
    filling.members([f"U{number}" for number in range(1, MEMBERS + 1)])
    filling.asks(2 * MEMBERS, members=MEMBERS, open_ones=200)
    database = db.Database(url)
    with database.engine.begin() as connection:
        ask = Ask(workspace_id=filling.workspace, asker_id=OLD, text="", opened_at=NOW)
        asks = [
            _values(ask)
            | {
                "key": new_key(),
                "text": filling.words.ask(number),
                "opened_at": NOW - timedelta(days=number),
                "state": AskState.OPEN if number % (ASKS // OPEN) == 0 else AskState.HELPED,
            }
            for number in range(ASKS)
        ]
        connection.execute(insert(Ask), asks)
        entry = JournalEntry(workspace_id=1, giver_id=OLD, kind=EntryKind.ASK, text="", happened_at=NOW, receiver_id=2)
        written = [
            _values(entry) | {"text": filling.words.ask(number), "happened_at": NOW - timedelta(hours=ENTRIES - number)}
            for number in range(ENTRIES)
        ]
        connection.execute(insert(JournalEntry), written)
        connection.execute(
            insert(Member), [_values(Member(workspace_id=1, slack_id="UNEW", read_at=NOW)) | {"id": NEW}]
        )
    database.close()
    filling.close()
    return url


def _values(row: Ask | JournalEntry | Member) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "id"}


def _seconds(url: str, member_id: int) -> float:
    database = db.Database(url)
    took = []
    try:
        for _ in range(TIMES + 5):
            started = time.perf_counter()
            with database.transaction() as tx:
                home.show(tx, tx.get_one(Member, member_id), NOW)
            took.append(time.perf_counter() - started)
    finally:
        database.close()
    # The first ones build statements and fill caches.
    return median(took[5:])


if __name__ == "__main__":
    sys.exit(conclude(main()))
