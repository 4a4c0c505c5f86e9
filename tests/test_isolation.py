"""Every row belongs to a workspace, and nothing of another workspace exists for anybody."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, func, select

from bot import db
from bot.playground.web_api import Server
from models import (
    Ask,
    AskState,
    Base,
    DigestLetter,
    DigestLine,
    DigestSubscription,
    Gift,
    GiftState,
    Greeting,
    Introduction,
    IntroductionState,
    Invitation,
    JournalEntry,
    Newcomer,
    NewcomerPair,
    Nudge,
    Thanks,
    Workspace,
)
from tests.introductions.acts import passes_on
from tests.team import Front, Person, Team

PHOTO = "the photo on my page is stretched"


@pytest.fixture
def neighbours(team: Team, slack_server: Server, front: Front, database_url: str) -> Iterator[tuple[Team, Team]]:
    """Two workspaces in one database, each with its own bot token."""
    other = Team(slack_server, Front(), database_url)
    other.channel("general")
    yield team, other
    other.app.close()
    slack_server.remove(other.slack)
    db.use(team.app.database)


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_says_whose_its_rows_are(table: Table):
    if table.name == "workspaces":
        return
    column = table.c.workspace_id
    assert not column.nullable
    (target,) = column.foreign_keys
    assert target.column.table.name == "workspaces"
    assert target.ondelete == "CASCADE"


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_whatever_is_unique_is_unique_within_a_workspace_or_unguessable(table: Table):
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint) or constraint is table.primary_key:
            continue
        names = [column.name for column in getattr(constraint, "columns", [])]
        assert names in ([], ["key"], ["team_id"]) or "workspace_id" in names, names


def test_deleting_a_workspace_deletes_all_that_is_its_own(team: Team):
    ada, ben = team.joins("ada"), team.joins("ben", offers="stretched photos")
    ada.types("/ask", PHOTO)
    ada.submits()
    ben.presses("I can help", in_="@")
    ada.presses("Close it")
    ada.submits(words="thanks")
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    ada.types("/give")
    ada.submits(to=ben.user_id, kind="idea", subject="the demo", text="record it")
    ada.types("/givefirst", "host on")
    for name in ("mia", "noa"):
        team.slack.join_team(team.joins(name).user_id)
    ada.types("/ask", "a second one, about the printer")
    ada.submits(audience="channel")
    for _ in range(32):
        team.later(hours=12)
    with team.app.database.transaction() as tx:
        full = [DigestLetter, DigestLine, DigestSubscription, Newcomer, NewcomerPair, Greeting, Nudge]
        assert [table.__name__ for table in full if not tx.scalar(select(func.count()).select_from(table))] == []
    with team.app.database.transaction() as tx:
        tx.delete(tx.scalars(select(Workspace)).one())
    with team.app.database.transaction() as tx:
        for table in Base.metadata.sorted_tables:
            assert tx.scalar(select(func.count()).select_from(table)) == 0, table.name


def test_a_key_from_another_workspace_is_as_if_it_did_not_exist(neighbours: tuple[Team, Team]):
    here, there = neighbours
    ada, ben = here.joins("ada"), here.joins("ben", offers="stretched photos")
    ada.types("/ask", PHOTO)
    ada.submits()
    value = ben.inbox[-1].blocks[-1]["elements"][0]["value"]
    eve = there.joins("eve", offers="stretched photos")
    eve.says("hello")
    old = eve.sees("general")[-1]
    for action in (
        "ask.help", "ask.know", "ask.nothing", "ask.notnow", "ask.close", "ask.withdraw", "ask.details", "ask.keep",
        "ask.widen", "ask.looking", "ask.anyway", "ask.outcome", "ask.thanks", "relay.answer", "intro.carry",
        "intro.pass", "nudge.fewer", "nudge.snooze", "nudge.why", "nudge.keep", "nudge.notthis", "nudge.write",
        "newcomer.hello", "newcomer.notnow", "newcomer.meet", "newcomer.later",
    ):  # fmt: skip
        eve.presses_late(action, value, on=old)
        assert "cannot find" in eve.read(eve.sees("general")[-1]), action
        assert eve.modal is None
    with here.app.database.transaction() as tx:
        assert tx.scalars(select(Ask.state)).all() == [AskState.OPEN]
        assert tx.scalar(select(func.count()).select_from(Invitation)) == 1


def test_what_was_given_in_another_workspace_does_not_exist(neighbours: tuple[Team, Team]):
    here, there = neighbours
    tom, maria = here.joins("tom"), here.joins("maria")
    tom.types("/give")
    tom.submits(to=maria.user_id, kind="idea", subject="the demo", text="record it")
    value = maria.inbox[-1].blocks[-1]["elements"][0]["value"]
    eve = there.joins("eve")
    eve.says("hello")
    old = eve.sees("general")[-1]
    for action in (
        "idea.tell", "idea.later", "idea.no", "idea.takeback", "headsup.fixed", "headsup.known", "headsup.more",
        "question.answer", "question.nothing", "give.outcome",
    ):  # fmt: skip
        eve.presses_late(action, value, on=old)
        assert "cannot find" in eve.read(eve.sees("general")[-1]), action
        assert eve.modal is None
    with here.app.database.transaction() as tx:
        assert tx.scalars(select(Gift.state)).all() == [GiftState.OFFERED]


def test_nothing_can_be_given_to_somebody_elsewhere(neighbours: tuple[Team, Team]):
    here, there = neighbours
    eve, tom = there.joins("eve"), here.joins("tom")
    eve.types("/givefirst")
    here.slack.users[eve.user_id] = eve.user
    here.slack.faults.add("users.info", "error", error="user_not_found")
    tom.types("/give")
    tom.submits(to=eve.user_id, kind="idea", subject="the demo", text="record it")
    assert tom.modal is not None
    assert "to" in tom.modal.errors
    assert tom.holds()["text"] == "record it"


def test_kind_words_and_journals_of_another_workspace_do_not_exist(neighbours: tuple[Team, Team]):
    here, there = neighbours
    ada, ben = here.joins("ada"), here.joins("ben")
    ada.types("/thanks", "@ben noticed: refilled the copier")
    key = ben.inbox[-1].blocks[-1]["elements"][0]["value"]
    with here.app.database.transaction() as tx:
        entry = str(tx.scalars(select(JournalEntry.id)).one())
    eve = there.joins("eve")
    eve.says("hello")
    old = eve.sees("general")[-1]
    for action in ("thanks.tell", "thanks.keep"):
        eve.presses_late(action, key, on=old)
        assert "cannot find" in eve.read(eve.sees("general")[-1]), action
    for action in ("journal.undo", "journal.edit", "journal.hide", "journal.show", "journal.delete"):
        eve.presses_late(action, entry, on=old)
        assert "not in your journal" in eve.read(eve.sees("general")[-1]), action
    eve.presses_late("journal.more", "2147483647", on=old)
    assert "copier" not in eve.read(eve.sees("general")[-1])
    assert eve.modal is None
    eve.types("/givefirst", "journal export csv")
    assert "nothing in your journal" in eve.read(eve.sees("general")[-1])
    with here.app.database.transaction() as tx:
        assert tx.scalars(select(Thanks.may_be_told)).all() == [None]
        assert tx.scalars(select(JournalEntry.is_hidden)).all() == [False]


def test_an_introduction_of_another_workspace_is_as_if_it_did_not_exist(neighbours: tuple[Team, Team]):
    here, there = neighbours
    ada, ben, cem = here.joins("ada"), here.joins("ben", offers="stretched photos"), here.joins("cem")
    ada.types("/ask", PHOTO)
    ada.submits()
    passes_on(ben, cem)
    with here.app.database.transaction() as tx:
        key = tx.scalars(select(Introduction.key)).one()
    eve = there.joins("eve")
    eve.says("hello")
    old = eve.sees("general")[-1]
    for action in ("intro.happy", "intro.notnow", "intro.unnamed", "intro.words", "intro.report"):
        eve.presses_late(action, f"yes:{key}" if action == "intro.report" else key, on=old)
        assert "cannot find" in eve.read(eve.sees("general")[-1]), action
        assert eve.modal is None
    with here.app.database.transaction() as tx:
        assert tx.scalars(select(Introduction.state)).all() == [IntroductionState.ASKING]


def test_a_digest_of_another_workspace_is_as_if_it_did_not_exist(neighbours: tuple[Team, Team]):
    here, there = neighbours
    ada = here.joins("ada")
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    channel = here.slack.channel_named("general").id
    eve = there.joins("eve", is_admin=True)
    eve.types("/offer", "teapots")
    eve.opens_home()
    assert f"#{channel}" not in eve.read(eve.home)
    eve.writes_to_the_bot("hello")
    eve.presses_late("digest.edit", channel, on=eve.inbox[-1])
    assert eve.read(eve.modal) == ""
    assert "has no weekly letter yet" in eve.read(eve.inbox[-1])
    eve.presses_late("digest.stop", channel, on=eve.inbox[-1])
    assert "no weekly letter to end" in eve.read(eve.inbox[-1])
    eve.presses("Set up a digest", in_="home")
    assert eve.modal is not None
    eve.modal.private_metadata = json.dumps({"letter": channel})
    eve.submits(channel=channel)
    assert "ended meanwhile" in eve.read(eve.modal)
    with here.app.database.transaction() as tx:
        (letter,) = tx.scalars(select(DigestSubscription))
        assert (letter.weekday, letter.zone) == (1, "Europe/Berlin")


def test_helpers_of_another_workspace_are_never_invited(neighbours: tuple[Team, Team]):
    here, there = neighbours
    eve = there.joins("eve", offers="stretched photos")
    ada = here.joins("ada")
    ada.types("/ask", PHOTO)
    ada.submits()
    here.later(hours=1)
    there.later(hours=1)
    assert eve.inbox == []
    assert ada.reads_anywhere("found no colleague")


@pytest.mark.parametrize("is_known_to_slack", [True, False])
def test_the_person_who_closes_cannot_name_somebody_elsewhere(
    neighbours: tuple[Team, Team], *, is_known_to_slack: bool
):
    here, there = neighbours
    eve = there.joins("eve", stranger=True)
    eve.types("/givefirst")
    ada: Person = here.joins("ada")
    ada.types("/ask", PHOTO)
    ada.submits()
    ada.presses("Close it")
    here.slack.users[eve.user_id] = eve.user
    if not is_known_to_slack:
        here.slack.faults.add("users.info", "error", error="user_not_found")
    ada.submits(helpers=[eve.user_id])
    assert ada.modal is not None
    assert "helpers" in ada.modal.errors


def test_keys_of_greetings_and_pairs_are_nothing_elsewhere(neighbours: tuple[Team, Team]):
    here, there = neighbours
    ada = here.joins("ada")
    ada.types("/givefirst", "host on")
    for name in ("mia", "noa"):
        here.slack.join_team(here.joins(name).user_id)
    for _ in range(32):
        here.later(hours=12)
    with here.app.database.transaction() as tx:
        keys = {"hello": tx.scalars(select(Greeting.key)).first(), "meet": tx.scalars(select(NewcomerPair.key)).first()}
        before = tx.scalars(select(Greeting.state)).all()
    eve = there.joins("eve")
    eve.types("/givefirst")
    old = eve.sees("general")[-1]
    for action, kind in (("hello", "hello"), ("notnow", "hello"), ("meet", "meet"), ("later", "meet")):
        eve.presses_late(f"newcomer.{action}", str(keys[kind]), on=old)
        assert "cannot find" in eve.read(eve.sees("general")[-1]), action
    with here.app.database.transaction() as tx:
        assert tx.scalars(select(Greeting.state)).all() == before
