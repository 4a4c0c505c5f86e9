"""Databases for one measurement: made, migrated, filled, and gone afterwards."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, create_engine, insert, select
from sqlalchemy.engine import make_url

from bench._words import Vocabulary
from bot import db, migrate
from bot.matching.encoder import Encoder, encoder, packed, sketched
from bot.matching.jobs import MADE
from bot.matching.words import stems
from models import Ask, AskState, Base, Effort, Evidence, Kind, Meaning, Member, Offer, Source, Topic, Workspace
from models.base import new_key

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
OFFERS_EACH = 10
NOW = datetime.now(UTC)
_CHUNK = 2_000
# As if this process's encoder had read the lines; whoever measures meanings writes them.
READ = found.name if (found := encoder()) else ""


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """Yield the address of an empty, migrated SQLite file in `folder`."""
    url = f"sqlite:///{folder / 'bench.db'}"
    _migrate(url)
    yield url


@contextmanager
def postgresql(on: str = POSTGRES) -> Iterator[str]:
    """Yield the address of an empty, migrated PostgreSQL database; raises psycopg.OperationalError without a server."""
    name = f"givefirst_bench_{os.getpid()}_{new_key().replace('-', '_').lower()}"
    with psycopg.connect(on, autocommit=True, connect_timeout=3) as server:
        server.execute(f'CREATE DATABASE "{name}"'.encode())
    url = make_url(on).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
    try:
        _migrate(url)
        yield url
    finally:
        with psycopg.connect(on, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    """Yield a connection of its own, on which every statement stands alone and so never stands in the bot's way."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def seconds_of_a_sync(folder: Path, times: int = 50) -> float:
    """Return how long it takes to make a few bytes durable in `folder`, typically."""
    took = []
    with (folder / "sync").open("wb") as file:
        for _ in range(times):
            file.write(b"x" * 512)
            file.flush()
            started = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - started)
    return sorted(took)[times // 2]


class Filling:
    """Fills a database quickly: a workspace, its members with their offers, and asks of theirs."""

    def __init__(self, url: str, *, team_id: str = "TBENCH", bot_user_id: str = "UBOT") -> None:
        self.words = Vocabulary()
        self.workspace = 1
        self._next_offer = 1
        self._database = db.Database(url)
        with self._database.engine.begin() as connection:
            row = Workspace(team_id=team_id, name="Bench", bot_user_id=bot_user_id, installed_at=NOW)
            row.members_read_at, row.evidence_made = NOW, MADE
            # The caps would soon leave nobody to invite, and matching little to do.
            row.invitations_a_day = row.invitations_a_week = 1_000_000
            connection.execute(insert(Workspace), [_columns(row, Workspace)])

    def members(self, slack_ids: Sequence[str], *, first: int = 1) -> None:
        """Add members with ids from `first` on, ten offers each, at work around the clock so that nothing has to wait.

        They were looked up at Slack just now.
        """
        template = Member(
            workspace_id=self.workspace,
            slack_id="",
            slack_locale="en-US",
            zone="Europe/Berlin",
            workday_starts=clock_time(0),
            workday_ends=clock_time(23, 59),
            workdays="1234567",
            read_at=NOW,
        )
        columns = _columns(template, Member)
        everybody = enumerate(slack_ids, first)
        with self._database.engine.begin() as connection:
            while some := list(islice(everybody, _CHUNK)):
                rows = [columns | {"id": id_, "slack_id": slack_id, "name": slack_id} for id_, slack_id in some]
                offers = [offer for id_, _ in some for offer in self._offers(id_)]
                connection.execute(insert(Member), rows)
                connection.execute(insert(Offer), offers)
                connection.execute(insert(Evidence), [_evidence(offer) for offer in offers])

    def asks(self, many: int, *, members: int, open_ones: int) -> None:
        """Add asks by members 1 to `members`; all but the newest `open_ones` are settled."""
        columns = _columns(Ask(workspace_id=self.workspace, asker_id=0, text="", opened_at=NOW), Ask)

        def row(number: int) -> dict[str, Any]:
            is_open = number >= many - open_ones
            opened = NOW - timedelta(minutes=5 * (many - number) + 60)
            return columns | {
                "key": new_key(),
                "asker_id": number % members + 1,
                "text": self.words.ask(number),
                "what_for": self.words.what_for(),
                "kind": Kind.KNOW_HOW,
                "effort": Effort.HOUR,
                "opened_at": opened,
                "state": AskState.OPEN if is_open else AskState.HELPED,
                "settled_at": None if is_open else opened + timedelta(hours=3),
                "check_at": NOW + timedelta(days=2) if is_open else None,
                "ages_at": NOW + timedelta(days=14) if is_open else None,
            }

        rows = (row(number) for number in range(many))
        with self._database.engine.begin() as connection:
            while some := list(islice(rows, _CHUNK)):
                connection.execute(insert(Ask), some)

    def meanings(self, of: Encoder, *, kinds: int = 2_000) -> None:
        """Write what all offers mean; to keep it short, each means what one of `kinds` of them does."""
        with self._database.engine.begin() as connection:
            texts = connection.execute(select(Offer.text).order_by(Offer.id).limit(kinds)).scalars().all()
            vectors = of.encode(texts)
            pairs = list(zip(packed(vectors), [row.tobytes() for row in sketched(vectors)], strict=True))
            same = {"workspace_id": self.workspace, "topic": Topic.OFFER, "encoder": of.name}
            rows = (
                same | {"topic_id": id_, "vector": pairs[id_ % len(pairs)][0], "sketch": pairs[id_ % len(pairs)][1]}
                for id_ in range(1, self._next_offer)
            )
            while some := list(islice(rows, _CHUNK)):
                connection.execute(insert(Meaning), some)

    def close(self) -> None:
        """Leave PostgreSQL as if the rows had come one by one, and let go."""
        if not self._database.is_sqlite:
            with self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in ("members", "offers", "evidence", "meanings"):
                    counter = f"pg_get_serial_sequence('{table}', 'id')"
                    connection.exec_driver_sql(f"SELECT setval({counter}, (SELECT max(id) FROM {table}))")
                connection.exec_driver_sql("ANALYZE")
        self._database.close()

    def _offers(self, member_id: int) -> Iterator[dict[str, Any]]:
        for _ in range(OFFERS_EACH):
            yield {
                "id": self._next_offer,
                "workspace_id": self.workspace,
                "member_id": member_id,
                "text": self.words.offer(),
                "written_at": NOW,
            }
            self._next_offer += 1


def _evidence(offer: dict[str, Any]) -> dict[str, Any]:
    return {
        "workspace_id": offer["workspace_id"],
        "member_id": offer["member_id"],
        "source": Source.OFFER,
        "source_id": offer["id"],
        "words": " ".join(stems(offer["text"])),
        "written_at": NOW,
        "added_at": NOW,
        "asker_id": None,
        "encoder": READ,
        "is_gone": False,
    }


def _columns(row: Base, kind: type[Base]) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in kind.__table__.columns if column.key != "id"}


def _migrate(url: str) -> None:
    database = db.Database(url)
    migrate.upgrade(database)
    database.close()
