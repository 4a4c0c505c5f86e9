"""Noticed: an unasked good deed is passed on to whoever did it, and stands in their journal alone."""

import pytest
from sqlalchemy import select

from models import Ask, EntryKind, JournalEntry, Thanks, ThanksKind
from tests.team import Person, Team

DEED = "refilled the copier"


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada")


@pytest.fixture
def tom(team: Team) -> Person:
    return team.joins("tom")


def entries(team: Team) -> list[JournalEntry]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(JournalEntry)))


@pytest.mark.parametrize("word", ["noticed:", "Noticed: ", "bemerkt:", "BEMERKT :"])
def test_the_doer_alone_hears_of_it(team: Team, ada: Person, tom: Person, word: str):
    ben = team.joins("ben")
    ada.types("/thanks", f"@tom {word} {DEED}")
    assert "@Ada Novak noticed something good" in tom.read(tom.inbox[-1])
    assert DEED in tom.read(tom.inbox[-1])
    assert tom.buttons(tom.inbox[-1]) == ["Keep it to myself", "May be told"]
    assert "How good that you saw it" in ada.read(ada.sees("general")[-1])
    assert not [message for message in ben.everything() if DEED in ben.read(message)]


def test_the_deed_writes_itself_into_the_doers_journal(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", f"@tom noticed: {DEED}")
    (entry,) = entries(team)
    assert (entry.kind, entry.text, entry.receiver_id) == (EntryKind.NOTICED, DEED, None)
    tom.types("/givefirst", "journal")
    read = tom.read(tom.sees("general")[-1])
    assert DEED in read
    assert "noticed by a colleague" in read
    ada.types("/givefirst", "journal")
    assert DEED not in ada.read(ada.sees("general")[-1])


def test_a_choice_is_for_one_deed_and_no_setting(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", f"@tom noticed: {DEED}")
    tom.presses("May be told")
    ada.types("/thanks", "@tom noticed: watered the plants")
    assert tom.buttons(tom.inbox[-1]) == ["Keep it to myself", "May be told"]
    with team.app.database.transaction() as tx:
        assert list(tx.scalars(select(Thanks.may_be_told).order_by(Thanks.id))) == [True, None]


def test_whoever_tells_of_a_deed_need_not_be_its_doer_and_their_words_go_to_nobody(
    team: Team, ada: Person, tom: Person
):
    ben = team.joins("ben")
    ben.says("Tom refilled the copier again, secretly")
    ada.uses("noticed.from_message", on=ada.sees("general")[-1])
    assert ada.holds() == {"helpers": [ben.user_id], "words": None}
    ada.submits(helpers=[tom.user_id], words=DEED)
    assert DEED in tom.read(tom.inbox[-1])
    assert "secretly" not in tom.read(tom.inbox[-1])
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Thanks.kind)).one() is ThanksKind.NOTICED


def test_ones_own_message_asks_who_did_it(team: Team, ada: Person, tom: Person):
    ada.says("somebody refilled the copier")
    ada.uses("noticed.from_message", on=ada.sees("general")[-1])
    assert ada.holds()["helpers"] == []
    ada.submits(helpers=[ada.user_id], words=DEED)
    assert ada.modal is not None
    assert "That is you" in ada.modal.errors["helpers"]


@pytest.mark.parametrize("word", ["noticed:", "Bemerkt: "])
def test_a_deed_told_to_the_bot_alone_needs_a_name_and_is_no_ask(team: Team, ada: Person, word: str):
    ada.writes_to_the_bot(f"{word} {DEED}")
    assert "/thanks @name noticed: ..." in ada.read(ada.inbox[-1])
    assert f"{word} {DEED}" in ada.read(ada.inbox[-1])
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Ask)).all() == []
