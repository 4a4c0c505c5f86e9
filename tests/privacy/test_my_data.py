"""*My data*: all that is kept about somebody, and nothing that is somebody else's."""

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.privacy import rules
from bot.privacy.export import data_of
from models import Base, DigestSubscription
from tests.giving.conftest import gives
from tests.privacy.conftest import PHOTO, row
from tests.team import Person, Team


def unzipped(data: bytes) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["my-data.json", "my-data.md"]
        return json.loads(archive.read("my-data.json")), archive.read("my-data.md").decode()


def data(team: Team, person: Person) -> tuple[dict[str, Any], str]:
    member = row(team, person)
    assert member is not None
    with team.app.database.transaction() as tx:
        return unzipped(data_of(tx, member))


def test_every_row_that_is_mine_is_there(team: Team, everywhere: Person):
    rows, _ = data(team, everywhere)
    me = row(team, everywhere)
    assert me is not None
    with team.app.database.transaction() as tx:
        for name, column in (*rules.MINE, *rules.SHOWN):
            if (name, column) in rules.NOT_YET:
                continue
            table = Base.metadata.tables[name]
            if "members" in {key.column.table.name for key in table.c[column].foreign_keys}:
                count = tx.scalar(select(func.count()).select_from(table).where(table.c[column] == me.id)) or 0
                assert len(rows[name]) >= count
    assert all(rows[name] for name, _ in (*rules.MINE, *rules.SHOWN)), "the story leaves a trace in every table"


def test_my_own_words_stand_in_both_files(team: Team, ada: Person):
    rows, read = data(team, ada)
    for words in (PHOTO, "the fair in Hanover", "crosswords", "Zeppelin works, purchasing", "refilled the copier"):
        assert words in read
        assert words in json.dumps(rows)
    assert rows["members"][0]["slack_id"] == ada.user_id


def test_whom_i_met_is_said_by_name(team: Team, ada: Person):
    rows, _ = data(team, ada)
    ben = team.people["ben"]
    assert ben.user_id in str(rows["ties"])
    assert rows["asks"][0]["asker_id"].endswith(f"({ada.user_id})")


def test_nothing_that_is_somebody_elses_is_there(team: Team, ada: Person):
    ben = team.people["ben"]
    ben.types("/offer")
    ben.submits(reach="Airbus Hamburg")
    ben.types("/helped", "watered the plants")
    cem = team.joins("cem", offers="herons")
    ada.types("/ask", "who can draw a heron?")
    ada.submits(audience="helpers")
    cem.presses("Not now", in_="@")
    both = "\n".join(map(str, data(team, ada)))
    for secret in ("Airbus", "watered", "not_now", cem.user_id, "stretched photos", "you saved my morning"):
        assert secret not in both, secret


def test_an_idea_that_is_not_told_is_in_its_senders_file_alone(team: Team, everywhere: Person):
    ben = team.people["ben"]
    everywhere.presses(
        "No thanks",
        on=next(
            one
            for one in everywhere.inbox
            if "yellow" in everywhere.read(one) or "your crossword page" in everywhere.read(one)
        ),
    )
    assert "yellow paper" not in data(team, everywhere)[1]
    rows, read = data(team, ben)
    assert "yellow paper" in read
    assert not {"state", "settled_at", "lapses_at"} & set(rows["gifts"][0]), "which would tell a no"
    assert "declined" not in read


def test_what_reached_me_unasked_is_mine_as_well(team: Team, ada: Person):
    cem, dan = team.joins("cem"), team.joins("dan")
    gives(cem, ada, subject="your heron page", text="print it on papyrus")
    gives(dan, ada, "heads_up", where="the kitchen", what_i_see="the tap drips")
    ada.presses("Tell me", in_="@")
    gives(team.people["ben"], ada, "question", text="I have a free hour")
    rows, read = data(team, ada)
    reached = {one["kind"]: one for one in rows["gifts"]}
    assert reached.keys() == {"idea", "heads_up", "question"}
    assert (reached["idea"]["state"], reached["heads_up"]["state"]) == ("told", "offered")
    for words in ("print it on papyrus", "the kitchen", "the tap drips", "I have a free hour", cem.user_id):
        assert words in read


@pytest.mark.parametrize("answer", ["", "Later", "No thanks"])
@pytest.mark.parametrize("kind", ["idea", "contact"])
def test_an_idea_that_was_not_told_stands_not_even_with_its_subject(team: Team, ada: Person, kind: str, answer: str):
    gives(team.people["ben"], ada, kind, subject="your heron page", text="print it on papyrus")
    if answer:
        ada.presses(answer, in_="@")
    rows, read = data(team, ada)
    assert rows["gifts"] == []
    assert "papyrus" not in read
    assert "heron page" not in read


def test_what_is_on_its_way_to_me_is_not_told_by_the_file(team: Team, ada: Person):
    team.later(hours=9)
    gives(team.people["ben"], ada, "heads_up", where="the kitchen", what_i_see="the tap drips")
    assert data(team, ada)[0]["gifts"] == []


def test_letters_that_i_ordered_are_there_and_stay_without_me(team: Team, ada: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    rows, read = data(team, ada)
    (letter,) = rows["digest_subscriptions"]
    assert (letter["weekday"], letter["set_by_id"]) == (1, f"ada ({ada.user_id})")
    assert "Letters that I ordered for channels" in read
    assert data(team, team.people["ben"])[0]["digest_subscriptions"] == []
    ada.types("/givefirst", "forget-me")
    ada.submits(confirm="forget me")
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(DigestSubscription.set_by_id)).all() == [None]


def test_a_conversation_of_several_is_among_my_messages(team: Team, ada: Person):
    assert any(one["reason"] == "talk" for one in data(team, ada)[0]["messages"])
    assert any(one["reason"] == "talk" for one in data(team, team.people["ben"])[0]["messages"])


def test_what_the_other_one_chose_is_not_said(team: Team, everywhere: Person):
    ben, cem = team.people["ben"], team.people["cem"]
    ben.presses("May be told", in_="@")
    rows, read = data(team, everywhere)
    (mine,) = [one for one in rows["thanks"] if one["words"] == "for the umbrella"]
    assert not {"may_be_told", "told_at", "state"} & set(mine)
    assert [set(one) & {"other_id", "other_says"} for one in rows["newcomer_pairs"]] == [set()]
    assert cem.user_id not in str(rows["newcomer_pairs"])
    assert "the walrus project" in read


def test_whoever_helps_anonymously_does_not_learn_who_asked(team: Team, ada: Person):
    cem = team.joins("cem", offers="teapots")
    ada.types("/ask", "who has a teapot?")
    ada.submits(audience="anonymous")
    cem.presses("I can help", in_="@")
    rows, read = data(team, cem)
    assert ada.user_id not in read
    assert rows["invitations"]


def test_no_name_that_opens_a_door_is_in_the_file(team: Team, ada: Person):
    rows, _ = data(team, ada)
    names = {name for kept in rows.values() for one in kept for name in one}
    assert not names & {"key", "owner", "sealed_token", "workspace_id", "payload"}


def test_the_file_speaks_my_language(team: Team, ada: Person):
    ada.types("/givefirst", "language de")
    _, read = data(team, ada)
    assert "Mein Tagebuch" in read
    assert read.startswith("# Was Givefirst über mich gespeichert hat\n")


def test_somebody_new_gets_a_file_that_says_there_is_nothing(team: Team):
    eve = team.joins("eve")
    eve.types("/givefirst")
    rows, read = data(team, eve)
    assert {name: kept for name, kept in rows.items() if kept}.keys() == {"members"}
    assert "Nothing." in read


def test_the_same_rows_make_the_same_file(team: Team, ada: Person):
    member = row(team, ada)
    assert member is not None
    with team.app.database.transaction() as tx:
        assert data_of(tx, member) == data_of(tx, member)


@pytest.mark.parametrize("typed", ["my-data", "my data", "Meine-Daten"])
def test_the_file_arrives_in_ones_own_conversation_and_nowhere_else(team: Team, ada: Person, typed: str):
    ada.types("/givefirst", typed)
    (message,) = [message for message in ada.inbox if message.files]
    assert message.files[0]["name"] == "my-data.zip"
    assert not any(message.files for message in team.people["ben"].everything())


def test_the_button_on_the_home_brings_the_file_too(team: Team, ada: Person):
    ada.opens_home()
    ada.presses("My data", in_="home")
    assert any(message.files for message in ada.inbox)
