"""Databases for tests: every test that asks for one runs on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

import models
from bot import clock, db, migrate
from bot.matching import encoder
from bot.playground.web_api import Server, serve
from tests import accessible
from tests.team import Front, Team

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REQUIRED = os.environ.get("GIVEFIRST_REQUIRE", "").split(",")
# Tables of tests are nearly empty, and TRUNCATE costs the same for all of them: a third of a second for each test.
EMPTYING = [
    *(f"DELETE FROM {table.name}" for table in reversed(models.Base.metadata.sorted_tables)),
    "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence",
]
# A Tuesday morning in winter: working hours in Berlin, early in New York.
TUESDAY_TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _postgres_is_there() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


HAS_POSTGRES = _postgres_is_there()


def pytest_report_header() -> str:
    if HAS_POSTGRES:
        return "databases: SQLite and PostgreSQL"
    return "databases: SQLite ONLY - PostgreSQL was NOT reachable, so nothing was tested on it (TEST_POSTGRES_URL)"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not HAS_POSTGRES:
        terminalreporter.section("PostgreSQL was not tested", sep="!", red=True)
        terminalreporter.line("No server at TEST_POSTGRES_URL: every test that needs PostgreSQL was skipped.")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that was migrated once, to copy from."""
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    database = db.Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> Iterator[str]:
    """A database of this test process on the PostgreSQL server, migrated once."""
    if not HAS_POSTGRES:
        if "postgres" in REQUIRED:
            pytest.fail("PostgreSQL is required here and was not reachable")
        pytest.skip("PostgreSQL was NOT reachable (TEST_POSTGRES_URL)")
    name = f"givefirst_test_{worker_id}_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        server.execute(f'CREATE DATABASE "{name}"'.encode())
    url = make_url(POSTGRES).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
    database = db.Database(url)
    migrate.upgrade(database)
    database.close()
    yield url
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path) -> str:
    """The address of an empty, migrated database; once for each kind."""
    if request.param == "sqlite":
        path = tmp_path / "givefirst.db"
        shutil.copy(migrated_file, path)
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("postgres_url")
    database = db.Database(url)
    with database.engine.begin() as connection:
        for statement in EMPTYING:
            connection.execute(text(statement))
    database.close()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[db.Database]:
    """The database in use, empty and migrated; once for each kind."""
    opened = db.Database(database_url)
    db.use(opened)
    yield opened
    db.use(None)
    opened.close()


@pytest.fixture(autouse=True)
def _words_alone() -> Iterator[None]:
    """Match by words: by meaning is slower, and has tests of its own that ask for `by_meaning`."""
    encoder.use(None)
    yield
    encoder.use(None)


@pytest.fixture
def by_meaning(_words_alone: None) -> encoder.Encoder:
    """Match by meaning, too, with the encoder of the extra `semantic`."""
    found = encoder.installed()
    assert found, "the tests need the extra `semantic`"
    encoder.use(found)
    return found


@pytest.fixture(autouse=True)
def _real_time_again() -> Iterator[None]:
    yield
    clock.reset()


@pytest.fixture(scope="session")
def slack_server() -> Iterator[Server]:
    """The fake Slack's Web API; each test adds a workspace of its own."""
    server = serve()
    yield server
    server.close()


@pytest.fixture(scope="session")
def front() -> Front:
    """The web server that the bots of all tests stand behind."""
    return Front()


@pytest.fixture
def team(slack_server: Server, front: Front, database_url: str) -> Iterator[Team]:
    """An empty team with a bot in #general, on a Tuesday at ten in Berlin."""
    clock.advance(TUESDAY_TEN - clock.now())
    working = Team(slack_server, front, database_url)
    working.channel("general")
    yield working
    working.app.close()
    db.use(None)
    slack_server.remove(working.slack)
    assert working.slack.refusals == [], "Slack would have refused these"
    assert accessible.problems(working.slack.wire) == [], "not everybody could use these"
