"""What can I do for you? An answer becomes an ask to that one colleague."""

from sqlalchemy import select

from models import Ask, AskState, Audience, GiftKind, Invitation
from models import Gift as GiftRow
from tests.giving.conftest import gives, hears, value_of
from tests.team import Person, Team

WISH = "Somebody to proofread my talk"


def asks_in(team: Team) -> list[Ask]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Ask)))


def test_the_answer_lies_in_the_hands_of_whoever_asked(team: Team, tom: Person, maria: Person):
    helper = team.joins("ben", offers="proofreading talks")
    gives(tom, maria, "question", text="I have a free afternoon")
    assert "what can I do for you?" in maria.read(maria.inbox[-1])
    assert "I have a free afternoon" in maria.read(maria.inbox[-1])
    maria.presses("There is something")
    maria.submits(text=WISH)
    talk = tom.reads_anywhere("Over to you two")
    assert WISH in tom.read(talk)
    assert {tom.user_id, maria.user_id} <= set(team.slack.channels[talk.channel].members)
    (ask,) = asks_in(team)
    assert (ask.state, ask.audience) == (AskState.IN_HANDS, Audience.ONE)
    team.later(hours=5)
    maria.presses("Still looking")
    team.later(minutes=30)
    assert not hears(helper, WISH)
    maria.presses("Ask others", on=maria.reads_anywhere("Shall I ask others"))
    assert hears(helper, WISH)


def test_nothing_right_now_ends_it_kindly(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "question")
    asked = maria.inbox[-1]
    key = asked.blocks[-1]["elements"][0]["value"]
    maria.presses("Nothing right now, thank you")
    assert tom.reads_anywhere("needs nothing right now and thanks you for asking")
    maria.presses_late("question.answer", key, on=asked)
    assert maria.modal is None
    assert maria.reads_anywhere("You have answered this one already")
    assert asks_in(team) == []


def test_an_answer_that_comes_too_late_is_not_lost(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "question")
    maria.presses("There is something")
    team.later(days=14, minutes=2)
    maria.submits(text=WISH)
    assert WISH in maria.read(maria.modal)
    assert asks_in(team) == []


def test_an_empty_answer_stays_in_its_form(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "question")
    maria.presses("There is something")
    maria.submits(text="  ")
    assert maria.modal is not None
    assert "text" in maria.modal.errors


def test_whoever_asked_and_left_cannot_help(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "question")
    team.slack.deactivate(tom.user_id)
    maria.presses("There is something")
    assert maria.modal is None
    assert maria.reads_anywhere("is not here any more")


def test_nobody_else_may_answer(team: Team, tom: Person, maria: Person):
    paul = team.joins("paul")
    gives(tom, maria, "question")
    paul.says("hi")
    paul.presses_late("question.answer", value_of(maria.inbox[-1]), on=paul.sees("general")[-1])
    assert paul.modal is None


def test_a_guest_gives_ideas_but_cannot_take_asks(team: Team, maria: Person):
    priya = team.joins("priya", guest=True)
    gives(priya, maria, "question")
    assert priya.modal is not None
    assert "kind" in priya.modal.errors
    priya.submits(kind="idea", subject="the icons", text="draw them by hand")
    assert hears(maria, "has an idea for you")
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(GiftRow.kind)).all() == [GiftKind.IDEA]
        assert tx.scalars(select(Invitation)).all() == []
