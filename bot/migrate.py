"""Bringing a database to the shape the code expects, with Alembic."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.db import Database


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate up to `revision`."""
    _run(database, command.upgrade, revision)


def downgrade(database: Database, revision: str = "base") -> None:
    """Migrate down to `revision`; what the dropped tables held is gone."""
    _run(database, command.downgrade, revision)


def is_current(database: Database) -> bool:
    """Tell whether the database has exactly the shape this code expects."""
    with database.engine.connect() as connection:
        has = MigrationContext.configure(connection).get_current_revision()
    return has == ScriptDirectory.from_config(_config()).get_current_head()


def _run(database: Database, step: Callable[[Config, str], None], revision: str) -> None:
    with database.engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        step(config, revision)
        connection.commit()


def _config() -> Config:
    packaged = Path(str(files("bot"))) / "migrations"
    folder = packaged if packaged.is_dir() else Path(__file__).parent.parent / "alembic"
    config = Config()
    config.set_main_option("script_location", str(folder))
    return config
