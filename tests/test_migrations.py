"""The schema is what the migrations make of it, up and down, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, inspect, select, text

import models
from bot import migrate
from bot.db import Database


def test_a_migrated_database_is_current(database: Database):
    assert migrate.is_current(database)


def test_migrations_and_models_agree(database: Database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.Base.metadata) == []


FIRST = "bd2d1845b7c9"
ROWS = """
INSERT INTO workspaces (id, team_id, name, bot_user_id, installed_at, locale, wave_size, most_waves,
    invitations_a_day, invitations_a_week, nudges_a_day, nudges_a_week)
VALUES (1, 'T1', 'Team', 'U0', '2026-11-24 09:00:00', 'en', 3, 3, 1, 3, 1, 3);
INSERT INTO members (id, workspace_id, slack_id, name, slack_locale, zone, is_guest, is_stranger, is_bot, is_admin,
    is_deactivated, is_on_leave, workday_starts, workday_ends, workdays, muted_nudges)
VALUES (1, 1, 'U1', 'ada', 'en-US', 'UTC', false, false, false, false,
    false, false, '09:00:00', '17:00:00', '12345', '');
INSERT INTO asks (id, workspace_id, key, asker_id, text, opened_at, what_for, kind, effort, audience, state,
    waves_sent, is_widened, made_possible)
VALUES (7, 1, 'k', 1, 'a photo', '2026-11-24 09:00:00', '', 'look', '2min', 'helpers', 'helped', 0, false, '');
INSERT INTO journal_entries (workspace_id, giver_id, kind, text, happened_at, ask_id, words, made_possible)
VALUES (1, 1, 'ask', 'a photo', '2026-11-24 09:00:00', 7, 'thanks', '')
"""


def test_what_people_wrote_survives_all_migrations_up_and_down(database: Database):
    migrate.downgrade(database)
    migrate.upgrade(database, FIRST)
    with database.engine.begin() as connection:
        for row in ROWS.split(";"):
            connection.execute(text(row))
    migrate.upgrade(database)
    with database.transaction() as tx:
        (entry,) = tx.scalars(select(models.JournalEntry))
        assert (entry.text, entry.about, entry.words, entry.is_hidden) == ("a photo", "ask:7", "thanks", False)
        assert tx.scalars(select(models.Member.name)).all() == ["ada"]
    migrate.downgrade(database, FIRST)
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT text, ask_id FROM journal_entries")).all() == [("a photo", 7)]
        assert connection.execute(text("SELECT count(*) FROM asks")).scalar() == 1
    migrate.upgrade(database)


def test_deleting_cascades_again_after_a_migration(database: Database):
    migrate.downgrade(database)
    migrate.upgrade(database, FIRST)
    with database.engine.begin() as connection:
        for row in ROWS.split(";"):
            connection.execute(text(row))
    migrate.upgrade(database)
    with database.transaction() as tx:
        tx.execute(delete(models.Workspace))
        assert tx.scalars(select(models.JournalEntry)).all() == []


def test_down_to_nothing_and_up_again(database: Database):
    migrate.downgrade(database)
    with database.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    assert not migrate.is_current(database)
    migrate.upgrade(database)
    assert migrate.is_current(database)
