"""Whose every row is stands in one table, and the database deletes by it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import ForeignKey, select

from bot.privacy import rules
from models import Base
from tests.privacy.conftest import everything_said
from tests.team import Person, Team

PERSONAL = {table for table, _ in rules.MINE}


def references() -> Iterator[tuple[str, str, ForeignKey]]:
    """Every column that names a member, or a row that is a member's own."""
    for table in Base.metadata.sorted_tables:
        for column in table.c:
            for key in column.foreign_keys:
                if key.column.table.name in {"members", *PERSONAL}:
                    yield table.name, column.name, key


EVERY = [pytest.param(*found, id=f"{found[0]}.{found[1]}") for found in references()]


@pytest.mark.parametrize(("table", "column", "key"), EVERY)
def test_every_column_that_names_a_member_says_whose_its_row_is(table: str, column: str, key: ForeignKey):
    del key
    stands = [(table, column) in place for place in (rules.MINE, rules.SHOWN, rules.OTHERS)]
    assert stands.count(True) == 1, "say in bot/privacy/rules.py whether the row goes into *my data*, and why not"


@pytest.mark.parametrize(("table", "column", "key"), EVERY)
def test_what_is_a_members_own_goes_with_them_and_what_is_not_loses_the_name(table: str, column: str, key: ForeignKey):
    assert key.ondelete == ("CASCADE" if (table, column) in rules.MINE else key.ondelete)
    assert key.ondelete in {"CASCADE", "SET NULL"}


def test_the_table_names_only_what_there_is():
    there = {(table, column) for table, column, _ in references()}
    assert {*rules.MINE, *rules.SHOWN, *rules.OTHERS} == there
    columns = {(table.name, column.name) for table in Base.metadata.sorted_tables for column in table.c}
    assert {*rules.NO_KEYS, *rules.BY_SLACK_ID, *rules.KEEPS, *rules.NOT_YET} <= columns
    assert {(table, name) for (table, _), lines in rules.NOT_YET.items() for line in lines for name in line} <= columns


def test_every_table_that_names_nobody_says_why_it_is_nobodys():
    of_somebody = {table for table, _, _ in references()} | {"members"}
    assert {*rules.NOBODYS} == {table.name for table in Base.metadata.sorted_tables} - of_somebody


def test_every_number_that_could_name_somebody_is_a_foreign_key_or_says_what_it_is():
    bare = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.c
        if column.name.endswith("_id") and not column.foreign_keys
    }
    assert bare == {*rules.NO_KEYS}


def test_slacks_own_id_of_somebody_stands_only_where_it_is_said(team: Team, everywhere: Person):
    for table, column in (*rules.MINE, *rules.SHOWN):
        with team.app.database.transaction() as tx:
            assert tx.execute(select(Base.metadata.tables[table].c[column]).limit(1)).all(), "the story goes everywhere"
    holding = {place for place, words in everything_said(team.app.database).items() if everywhere.user_id in words}
    assert holding - {"members.slack_id"} <= {f"{table}.{column}" for table, column in rules.BY_SLACK_ID}


@pytest.mark.parametrize("typed", ["forget me", "Forget Me", "forget-me", " forgetme "])
def test_what_confirms_is_read_kindly(typed: str):
    assert rules.is_confirmed(typed, ("vergiss mich", "forget me"))


@pytest.mark.parametrize("typed", ["", "forget", "me", "yes", "forget me not"])
def test_nothing_else_confirms(typed: str):
    assert not rules.is_confirmed(typed, ("vergiss mich", "forget me"))
