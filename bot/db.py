"""Engines and transaction(): the only commit there is.

SQLite gets one connection that begins with BEGIN IMMEDIATE, so that writers queue instead of failing; PostgreSQL
gets a pool. Code above this module cannot tell them apart.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Engine, Integer, bindparam, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from models.base import Base

_AFTER_COMMIT = "after_commit"
# Seconds. Slack gives up on an answer after three, so waiting much longer for the database helps nobody.
LONGEST_WAIT = 4
LONGEST_STATEMENT = 15
# So long at most does the worker's next transaction let those of requests go first.
_LONGEST_TURN = 0.25
_can_wait: ContextVar[bool] = ContextVar("can_wait", default=False)


class Database:
    """One database: where transactions come from. Its errors never show the values of a statement."""

    def __init__(self, url: str, *, pool_size: int = 16) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url, pool_size)
        self._turns = _Turns()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session; commit when the block ends, roll back when it raises.

        Raises sqlalchemy.exc.OperationalError when the database is away.
        """
        with Session(self.engine, expire_on_commit=False) as session:
            with self._turns.take(), session.begin():
                yield session
            for then in session.info.pop(_AFTER_COMMIT, ()):
                then()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def tidy(self) -> None:
        """Rewrite an SQLite file, so that nothing deleted can be read in it; nothing to do elsewhere.

        Raises sqlite3.Error while another process works on the file.
        """
        if not self.is_sqlite:
            return
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def is_worth_another_try(trouble: BaseException) -> bool:
    """Tell whether PostgreSQL broke a tie between two transactions at our cost; the same again will work."""
    return getattr(getattr(trouble, "orig", None), "sqlstate", None) in {"40P01", "40001"}


class _Turns:
    """Who goes first when many want a transaction: whoever answers a person; the worker can wait."""

    def __init__(self) -> None:
        self._answering = 0
        self._changed = threading.Condition()

    @contextmanager
    def take(self) -> Iterator[None]:
        if _can_wait.get():
            with self._changed:
                self._changed.wait_for(lambda: not self._answering, _LONGEST_TURN)
            yield
            return
        with self._changed:
            self._answering += 1
        try:
            yield
        finally:
            with self._changed:
                self._answering -= 1
                if not self._answering:
                    self._changed.notify_all()


@contextmanager
def in_background() -> Iterator[None]:
    """Let the transactions that this thread opens inside wait a moment while people wait for answers."""
    before = _can_wait.set(True)
    try:
        yield
    finally:
        _can_wait.reset(before)


def after_commit(tx: Session, then: Callable[[], None]) -> None:
    """Call `then` once `tx` has committed; never when it rolls back. The same callable is called once."""
    waiting: list[Callable[[], None]] = tx.info.setdefault(_AFTER_COMMIT, [])
    if then not in waiting:
        waiting.append(then)


def insert_once(tx: Session, row: type[Base], values: Mapping[str, Any], *, unique: tuple[str, ...]) -> bool:
    """Insert a row unless one with the same `unique` columns is there; return whether it was inserted."""
    statement = _insert_once(row, tx.get_bind().dialect.name, tuple(values), unique)
    return tx.execute(statement, values).first() is not None


@lru_cache(maxsize=64)
def _insert_once(row: type[Base], dialect: str, columns: tuple[str, ...], unique: tuple[str, ...]) -> Any:
    """Every request inserts a few rows this way, and building the statement takes longer than running it."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    table = row.metadata.tables[row.__tablename__]
    statement = insert(table).values({column: bindparam(column, type_=table.c[column].type) for column in columns})
    return statement.on_conflict_do_nothing(index_elements=unique).returning(table.c.id)


def holds(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Tell whether a column contains `text`, letter for letter: twice as fast as LIKE, which looks for patterns."""
    return _Place(column, bindparam(None, text)) > 0


class _Place(FunctionElement[int]):
    """Where a text stands in another, from 1; 0 where it does not."""

    inherit_cache = True
    type = Integer()


@compiles(_Place)
def _strpos(place: _Place, compiler: SQLCompiler, **how: Any) -> str:
    return f"strpos({compiler.process(place.clauses, **how)})"


@compiles(_Place, "sqlite")
def _instr(place: _Place, compiler: SQLCompiler, **how: Any) -> str:
    return f"instr({compiler.process(place.clauses, **how)})"


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
        url,
        pool_size=pool_size,
        max_overflow=4,
        pool_pre_ping=True,
        pool_timeout=LONGEST_WAIT,
        hide_parameters=True,
        connect_args={
            "connect_timeout": LONGEST_WAIT,
            "options": f"-c statement_timeout={1000 * LONGEST_STATEMENT}",
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": 1000 * LONGEST_STATEMENT,
        },
    )


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=LONGEST_WAIT,
        hide_parameters=True,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": 2},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: object) -> None:
        del record
        # secure_delete: what people take back is overwritten in the file, on every build of SQLite.
        keep = "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=2000", "secure_delete=ON"
        for pragma in keep:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
