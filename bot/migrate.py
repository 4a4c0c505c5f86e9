"""Bringing a database to the shape the code expects, with Alembic."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from bot.db import Database

# Names the lock under which one process migrates while others wait: "givefirst" in ASCII, cut to eight bytes.
LOCK = int.from_bytes(b"givefirs")


class UnknownRevision(Exception):
    """There is no such revision, or the database is at one that this code has never heard of."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate up to `revision`; of several processes that do so at once, one works and the others wait.

    Raises UnknownRevision.
    """
    _run(database, command.upgrade, revision)


def downgrade(database: Database, revision: str = "base") -> None:
    """Migrate down to `revision`; what the dropped tables held is gone. Raises UnknownRevision."""
    _run(database, command.downgrade, revision)


def is_current(database: Database) -> bool:
    """Tell whether the database has exactly the shape this code expects."""
    return revision_of(database) == ScriptDirectory.from_config(_config()).get_current_head()


def revision_of(database: Database) -> str | None:
    """Return the revision the database is at; None when it was never migrated."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_down(database: Database, revision: str) -> bool:
    """Tell whether going to `revision` means giving up what the database has now. Raises UnknownRevision."""
    has = revision_of(database)
    if has is None or revision == "base":
        return has is not None
    scripts = ScriptDirectory.from_config(_config())
    try:
        wanted = scripts.get_revision(revision)
        behind = {step.revision for step in scripts.iterate_revisions(has, "base")}
    except CommandError as trouble:
        raise UnknownRevision(str(trouble)) from trouble
    return wanted is None or (wanted.revision != has and wanted.revision in behind)


def _run(database: Database, step: Callable[[Config, str], None], revision: str) -> None:
    with _one_at_a_time(database), database.engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        try:
            step(config, revision)
        except CommandError as trouble:
            raise UnknownRevision(str(trouble)) from trouble
        connection.commit()


@contextmanager
def _one_at_a_time(database: Database) -> Iterator[None]:
    """Wait for other processes that migrate; on SQLite the file's own lock does that."""
    if database.is_sqlite:
        yield
        return
    # A lock of the transaction, on a connection of its own: it ends with either of them, whatever happens.
    with database.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield


def _config() -> Config:
    packaged = Path(str(files("bot"))) / "migrations"
    folder = packaged if packaged.is_dir() else Path(__file__).parent.parent / "alembic"
    config = Config()
    config.set_main_option("script_location", str(folder))
    return config
