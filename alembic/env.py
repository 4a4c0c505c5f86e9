"""How Alembic finds our tables; called by `python -m bot migrate`, the tests and the alembic command."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection

import models
from bot.config import Settings
from bot.db import Database

config = context.config


def render_item(kind: str, thing: object, _autogen: object) -> str | bool:
    """Keep our own types out of migrations: a migration must not change when the models do."""
    if kind == "type" and isinstance(thing, models.UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def nothing_cascades(connection: Connection) -> Iterator[None]:
    """Let SQLite make a table anew without deleting what belongs to its rows.

    It cannot change a column in place: Alembic copies the table and drops the old one, which would delete every row
    that refers to it. The switch works only outside a transaction.
    """
    raw = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        connection.commit()
    finally:
        connection.rollback()
        raw.execute("PRAGMA foreign_keys=ON")


def run(connection: Connection) -> None:
    """Run what was asked for on an open connection."""
    with nothing_cascades(connection):
        migrate(connection)


def migrate(connection: Connection) -> None:
    """Let Alembic compare, upgrade or downgrade."""
    context.configure(
        connection=connection,
        target_metadata=models.Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Givefirst migrates a database it can reach; it writes no SQL scripts.")

given = config.attributes.get("connection")
if given is not None:
    run(given)
else:
    url = config.attributes.get("url") or Settings().database_url
    database = Database(url)
    with database.engine.connect() as connection:
        run(connection)
        connection.commit()
    database.close()
