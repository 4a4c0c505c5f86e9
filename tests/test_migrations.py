"""The schema is what the migrations make of it, up and down, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

import models
from bot import migrate
from bot.db import Database


def test_a_migrated_database_is_current(database: Database):
    assert migrate.is_current(database)


def test_migrations_and_models_agree(database: Database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.Base.metadata) == []


def test_down_to_nothing_and_up_again(database: Database):
    migrate.downgrade(database)
    with database.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    assert not migrate.is_current(database)
    migrate.upgrade(database)
    assert migrate.is_current(database)
