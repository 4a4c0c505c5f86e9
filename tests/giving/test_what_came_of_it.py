"""Three weeks after an idea was read or a fault put right, its receiver may say what came of it."""

import pytest
from sqlalchemy import select

from models import JournalEntry, Nudge
from tests.giving.conftest import gives, hears
from tests.team import Person, Team

CAME = "Forty people watch the recording now"


def journal(team: Team) -> list[str]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(JournalEntry.made_possible)))


@pytest.mark.parametrize(("kind", "answer"), [("idea", "Tell me"), ("heads_up", "Thanks, fixed")])
def test_the_giver_hears_it_once_and_finds_it_in_their_journal(
    team: Team, tom: Person, maria: Person, kind: str, answer: str
):
    gives(tom, maria, kind)
    maria.presses(answer)
    team.later(days=20)
    assert not hears(maria, "What came of it?")
    team.later(days=1, minutes=5)
    asked = maria.reads_anywhere("gave you this. What came of it?")
    assert maria.buttons(asked) == ["Tell them", "Fewer of these", "Why this?"]
    maria.presses("Tell them")
    maria.submits(words=" ")
    assert maria.modal is not None
    assert "words" in maria.modal.errors
    maria.submits(words=CAME)
    assert CAME in tom.read(tom.reads_anywhere("tells you what came of it"))
    assert journal(team) == [CAME]
    maria.presses("Tell them")
    maria.submits(words="More and more")
    assert maria.modal is not None
    assert "told it already" in maria.modal.errors["words"]
    team.later(days=3)
    assert sum("What came of it?" in maria.read(message) for message in maria.inbox) == 1


def test_why_it_comes_is_said_truly(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    maria.presses("Tell me")
    team.later(days=21, minutes=5)
    maria.presses("Why this?")
    assert hears(maria, "three weeks after you read an idea or put something right")


@pytest.mark.parametrize(
    ("kind", "answer"), [("idea", "No thanks"), ("heads_up", "Known, on purpose"), ("contact", "Tell me")]
)
def test_nobody_is_asked_about_what_did_not_end_well(team: Team, tom: Person, maria: Person, kind: str, answer: str):
    gives(tom, maria, kind)
    maria.presses(answer)
    team.later(days=21, minutes=5)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Nudge)).all() == []


def test_whoever_wants_no_such_questions_gets_none(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    maria.presses("Tell me")
    team.later(days=21, minutes=5)
    maria.presses("Fewer of these")
    maria.presses("None of these at all")
    gives(tom, maria, "heads_up")
    maria.presses("Thanks, fixed")
    team.later(days=21, minutes=5)
    assert sum("gave you this. What came of it?" in maria.read(message) for message in maria.inbox) == 1


def test_the_giver_cannot_tell_it_in_place_of_the_receiver(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    maria.presses("Tell me")
    team.later(days=21, minutes=5)
    key = maria.reads_anywhere("What came of it?").blocks[-2]["elements"][0]["value"]
    tom.says("hello")
    tom.presses_late("give.outcome", key, on=tom.sees("general")[-1])
    assert tom.modal is None
    assert hears(tom, "cannot find this")
