"""When an introduction comes to nothing: one true word to whoever waits, and the ask goes on with all who may help."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot import clock
from bot.privacy import service as privacy
from models import AskState, IntroductionState, Member
from tests.introductions.acts import (
    ask,
    ask_state,
    carries,
    everything_stored,
    hears,
    journal,
    passes_on,
    reports,
    states,
    talks,
    ties,
)
from tests.team import Person, Team

ENDED = "did not come about this time"


@pytest.fixture
def maria(team: Team) -> Person:
    return team.joins("maria", real_name="Maria Sand", offers="people at Airbus")


def told(person: Person, *words: str) -> list[str]:
    read = [person.read(message) for message in person.everything()]
    return [one for one in read if any(word in one for word in words)]


@pytest.mark.parametrize("end", ["no", "not now", "silence"])
def test_whoever_was_let_off_is_asked_again_on_the_same_message(
    team: Team, ada: Person, ben: Person, maria: Person, end: str
):
    ask(ada)
    carries(ben)
    assert "in good hands" in maria.read(maria.inbox[-1])
    if end == "not now":
        ada.presses("Not now")
    else:
        ada.presses("Happy to")
        if end == "no":
            reports(ben, "They said no")
        else:
            team.at(datetime(2026, 11, 27, 9, 5, tzinfo=UTC))
            team.at(datetime(2026, 12, 2, 9, 10, tzinfo=UTC))
    invitations = [m for m in maria.inbox if "could use a hand" in maria.read(m)]
    assert len(invitations) == 1
    assert "It is open again" in maria.read(invitations[0])
    assert "I can help" in maria.buttons(invitations[0])
    assert told(ada, "Nobody yet") == []
    maria.presses("I can help", on=invitations[0])
    assert hears(ada, "can help")
    assert ask_state(team) is AskState.IN_HANDS


@pytest.mark.parametrize("kind", ["carry", "pass"])
def test_with_nobody_left_the_asker_reads_one_message_that_says_both(
    team: Team, ada: Person, ben: Person, cem: Person, kind: str
):
    ask(ada)
    if kind == "carry":
        carries(ben)
        ada.presses("Happy to")
        reports(ben, "They said no")
    else:
        passes_on(ben, cem)
        ben.presses("Not now", on=ben.reads_anywhere("in your name"))
    (line,) = told(ada, ENDED, "Nobody yet")
    assert ENDED in line
    assert "I have asked everybody whose offers fit, and have no yes so far" in line
    assert "I am looking" not in line
    assert "I am asking colleagues" not in line
    assert "Reword it" in ada.buttons(ada.reads_anywhere(ENDED))
    assert "Withdraw" in ada.buttons(ada.reads_anywhere(ENDED))


def test_with_somebody_left_the_line_says_that_i_look_on(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    eve = team.joins("eve", offers="people at Airbus")
    reports(ben, "They said no")
    (line,) = told(ada, ENDED, "Nobody yet")
    assert "I am looking for somebody else" in line
    assert hears(eve, "could use a hand")
    team.later(hours=4, minutes=5)
    assert len(told(ada, ENDED)) == 1
    assert len(told(ada, "Nobody yet")) == 1, "later, when it is so, in a message of its own"


@pytest.mark.parametrize("gone", ["ben", "cem"])
@pytest.mark.parametrize("known", [True, False])
def test_nobody_is_sent_to_somebody_who_has_left(
    team: Team, ada: Person, ben: Person, cem: Person, maria: Person, gone: str, *, known: bool
):
    ask(ada)
    passes_on(ben, cem)
    ben.presses("Happy to")
    if known:
        # Slack refuses for another reason, and we learn by ourselves who has left.
        team.slack.faults.add(method="conversations.open", kind="error", error="not_allowed")
    person = {"ben": ben, "cem": cem}[gone]
    leaves_unseen(team, person, known=known)
    assert states(team) == [IntroductionState.ENDED]
    for one in (ada, ben, cem):
        assert not hears(one, "could not open")
        assert not hears(one, "kein Gespräch")
    assert len(told(ada, ENDED)) == 1
    assert ask_state(team) is AskState.OPEN
    assert "It is open again" in maria.read(maria.reads_anywhere("could use a hand"))
    assert talks(team, ada, ben, cem) == []
    assert (journal(team), ties(team)) == ([], 0)
    assert [where for where, value in everything_stored(team) if "cabins" in value] == []


def leaves_unseen(team: Team, person: Person, *, known: bool) -> None:
    """Let Cem press, and somebody leave before the conversation is opened."""
    cem = team.people["cem"]
    question = cem.reads_anywhere("hat bei etwas")
    cem.slack.press(cem.user_id, question.channel, question.ts, "intro.happy")
    person.user.deleted = True
    if known:
        with team.app.database.transaction() as tx:
            tx.execute(update(Member).where(Member.slack_id == person.user_id).values(is_deactivated=True))
    team.settle()
    team.slack.refusals.clear()


def test_two_introduced_unasked_of_whom_one_has_left(team: Team, ada: Person, ben: Person, cem: Person):
    ben.types("/givefirst", "introduce @ada @cem because you both keep bees")
    ada.presses("Happy to")
    question = cem.reads_anywhere("vorstellen")
    cem.slack.press(cem.user_id, question.channel, question.ts, "intro.happy")
    ada.user.deleted = True
    team.settle()
    team.slack.refusals.clear()
    assert states(team) == [IntroductionState.ENDED]
    assert len(told(ben, ENDED)) == 1
    assert not hears(cem, "kein Gespräch")
    assert (journal(team), ties(team)) == ([], 0)


def test_where_all_are_there_the_cards_say_that_they_write_to_each_other(
    team: Team, ada: Person, ben: Person, cem: Person
):
    ask(ada)
    passes_on(ben, cem)
    ben.presses("Happy to")
    team.slack.faults.add(method="conversations.open", kind="error", error="not_allowed")
    cem.presses("Gerne")
    assert "Slack would not open a conversation" in ben.read(ben.reads_anywhere("It came about"))
    assert hears(ada, "could not open")
    assert states(team) == [IntroductionState.MET]
    assert (len(journal(team)), ties(team)) == (1, 3)


def test_somebody_is_forgotten_before_their_conversation_has_begun(
    team: Team, ada: Person, ben: Person, cem: Person, maria: Person
):
    ask(ada)
    passes_on(ben, cem)
    ben.presses("Happy to")
    question = cem.reads_anywhere("hat bei etwas")
    cem.slack.press(cem.user_id, question.channel, question.ts, "intro.happy")
    with team.app.database.transaction() as tx:
        member = tx.scalars(select(Member).where(Member.slack_id == cem.user_id)).one()
        privacy.forget(tx, member, now=clock.now())
    team.settle()
    assert states(team) == [IntroductionState.ENDED]
    assert len(told(ada, ENDED)) == 1
    assert ask_state(team) is AskState.OPEN
    assert [where for where, value in everything_stored(team) if "cabins" in value] == []
    assert (journal(team), ties(team)) == ([], 0)
