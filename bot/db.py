"""Engines and transaction(): the only commit there is.

SQLite gets one connection that begins with BEGIN IMMEDIATE, so that writers queue instead of failing; PostgreSQL
gets a pool. Code above this module cannot tell them apart.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base

_AFTER_COMMIT = "after_commit"


class Database:
    """One database: where transactions come from. Its errors never show the values of a statement."""

    def __init__(self, url: str, *, pool_size: int = 20) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url, pool_size)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session; commit when the block ends, roll back when it raises.

        Raises sqlalchemy.exc.OperationalError when the database is away.
        """
        with Session(self.engine, expire_on_commit=False) as session:
            with session.begin():
                yield session
            for then in session.info.pop(_AFTER_COMMIT, ()):
                then()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def after_commit(tx: Session, then: Callable[[], None]) -> None:
    """Call `then` once `tx` has committed; never when it rolls back. The same callable is called once."""
    waiting: list[Callable[[], None]] = tx.info.setdefault(_AFTER_COMMIT, [])
    if then not in waiting:
        waiting.append(then)


def insert_once(tx: Session, row: type[Base], values: Mapping[str, Any], *, unique: tuple[str, ...]) -> bool:
    """Insert a row unless one with the same `unique` columns is there; return whether it was inserted."""
    insert = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    table = row.metadata.tables[row.__tablename__]
    statement = insert(table).values(**values).on_conflict_do_nothing(index_elements=unique)
    return tx.execute(statement.returning(table.c.id)).first() is not None


_current: Database | None = None
_lock = threading.Lock()


def use(database: Database | None) -> None:
    """Make `database` the one that transaction() works on."""
    global _current  # noqa: PLW0603 - a process serves one database
    with _lock:
        _current = database


def current() -> Database:
    """Return the database in use; RuntimeError before use() was called."""
    if _current is None:
        raise RuntimeError("no database in use yet; bot.app opens it")
    return _current


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a transaction on the database in use; see Database.transaction."""
    with current().transaction() as session:
        yield session


def _postgresql(url: str, pool_size: int) -> Engine:
    return create_engine(
        url, pool_size=pool_size, max_overflow=4, pool_pre_ping=True, pool_timeout=10, hide_parameters=True
    )


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=30,
        hide_parameters=True,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": 5},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: object) -> None:
        del record
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
