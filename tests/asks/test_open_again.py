"""When the helper could not finish it: whoever was let off can answer again, and nobody gets a second message."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot import clock
from bot.asks import service, waves
from bot.matching import service as matching
from models import Invitation, InvitationState, Member, Outgoing, Workspace
from tests.introductions.acts import hears
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
AGAIN = "It is open again"


@pytest.fixture
def tom(team: Team) -> Person:
    return team.joins("tom", offers="stretched photos")


@pytest.fixture
def maria(team: Team) -> Person:
    return team.joins("maria", offers="photos, page layout")


def ask(person: Person, text: str = PHOTO, **values: object) -> None:
    person.types("/ask", text)
    person.submits(**{"audience": "helpers", **values})


def invitation(team: Team, name: str) -> Invitation:
    with team.app.database.transaction() as tx:
        named = select(Invitation).join(Member, Member.id == Invitation.helper_id).where(Member.name == name)
        return tx.scalars(named).one()


def messages(person: Person) -> list[str]:
    return [person.read(message) for message in person.inbox if PHOTO in person.read(message)]


def nobody_yet(person: Person) -> list[str]:
    return [person.read(message) for message in person.everything() if "Nobody yet" in person.read(message)]


def test_whoever_was_let_off_gets_the_buttons_back_on_the_same_message(
    team: Team, ada: Person, tom: Person, maria: Person
):
    ask(ada)
    tom.presses("I can help")
    assert maria.buttons(maria.inbox[-1]) == []
    team.later(hours=1)
    ada.presses("Still looking")
    (again,) = messages(maria)
    assert AGAIN in again
    assert maria.buttons(maria.inbox[-1]) == ["I can help", "I know someone", "Nothing comes to mind", "Not now"]
    assert nobody_yet(ada) == []
    maria.presses("I can help")
    assert hears(ada, "Maria Novak can help")


def test_they_have_four_fresh_working_hours_and_then_the_asker_hears_the_truth(
    team: Team, ada: Person, tom: Person, maria: Person
):
    ask(ada)
    tom.presses("I can help")
    team.at(datetime(2026, 11, 24, 15, 30, tzinfo=UTC))
    ada.presses("Still looking")
    lapses_at = invitation(team, "maria").lapses_at
    assert lapses_at is not None
    assert lapses_at.replace(microsecond=0) == datetime(2026, 11, 25, 11, 30, tzinfo=UTC)
    team.at(datetime(2026, 11, 25, 11, 25, tzinfo=UTC))
    assert nobody_yet(ada) == []
    team.at(datetime(2026, 11, 25, 11, 35, tzinfo=UTC))
    (told,) = nobody_yet(ada)
    assert "I have asked everybody whose offers fit, and have no yes so far" in told
    assert len(messages(maria)) == 1


def test_it_counts_against_the_caps_once(team: Team, ada: Person, tom: Person, maria: Person):
    ask(ada)
    tom.presses("I can help")
    team.later(days=1)
    ada.presses("Still looking")
    with team.app.database.transaction() as tx:
        workspace = tx.scalars(select(Workspace)).one()
        member = tx.scalars(select(Member).where(Member.name == "maria")).one()
        now = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
        assert matching.at_their_cap(tx, workspace, [member.id], now=now) == set()


def test_whose_time_was_over_may_answer_but_is_not_waited_for(team: Team, ada: Person, tom: Person, maria: Person):
    ask(ada)
    team.later(hours=4, minutes=5)
    tom.presses("I can help")
    ada.presses("Still looking")
    assert AGAIN in messages(maria)[0]
    assert len(nobody_yet(ada)) == 2, "once before, once when it was open again"
    maria.presses("I can help")
    assert hears(ada, "Maria Novak can help")


@pytest.mark.parametrize("how", ["paused", "gone"])
def test_nobody_waits_for_somebody_who_cannot_answer_now(team: Team, ada: Person, tom: Person, maria: Person, how: str):
    ask(ada)
    tom.presses("I can help")
    if how == "paused":
        maria.types("/givefirst", "pause 2w")
    else:
        team.slack.deactivate(maria.user_id)
        team.settle()
    ada.presses("Still looking")
    assert len(nobody_yet(ada)) == 1
    assert (AGAIN in maria.read(maria.inbox[0])) == (how == "paused")


def test_whoever_said_no_is_not_asked_but_can_help_after_all(team: Team, ada: Person, tom: Person, maria: Person):
    ask(ada)
    maria.presses("Not now")
    tom.presses("I can help")
    assert maria.buttons(maria.inbox[0]) == []
    ada.presses("Still looking")
    assert maria.buttons(maria.inbox[0]) == ["I can help after all"]
    assert AGAIN not in messages(maria)[0]
    assert invitation(team, "maria").state is InvitationState.NOT_NOW


def test_whoever_was_only_planned_comes_with_a_later_wave(team: Team, ada: Person, tom: Person):
    eve = team.joins("eve", offers="stretched photos", tz="America/Los_Angeles")
    ask(ada)
    assert invitation(team, "eve").state is InvitationState.PLANNED
    tom.presses("I can help")
    assert invitation(team, "eve").state is InvitationState.SPARED
    team.at(datetime(2026, 11, 24, 17, 30, tzinfo=UTC))
    assert messages(eve) == []
    ada.presses("Still looking")
    assert len(messages(eve)) == 1
    assert nobody_yet(ada) == []


def test_what_was_never_said_because_it_was_too_late_is_said_by_a_later_wave(
    team: Team, ada: Person, tom: Person, maria: Person
):
    ask(ada)
    tom.presses("I can help")
    with team.app.database.transaction() as tx:
        given = tx.scalars(select(Invitation).where(Invitation.state == InvitationState.CLOSED)).one()
        key = service.invitation_key(given)
        row = tx.scalars(select(Outgoing).where(Outgoing.key == key)).one()
        waves.was_refused(tx, row, "too_late", clock.now())
        tx.delete(row)
    assert invitation(team, "maria").state is InvitationState.SPARED
    ada.presses("Still looking")
    assert invitation(team, "maria").state is InvitationState.SENT
    assert AGAIN not in messages(maria)[-1]


def test_nobody_was_ever_asked(team: Team, ada: Person):
    team.joins("stranger", offers="tax returns")
    ask(ada)
    (told,) = nobody_yet(ada)
    assert "I found no colleague whose offers fit these words" in told


def test_who_saw_it_while_they_waited_was_asked_too(team: Team, ada: Person):
    ada.types("/givefirst")
    ask(ada)
    assert "I found no colleague" in nobody_yet(ada)[0]
    bob = team.joins("bob", offers="stretched photos")
    ask(bob, "who has a projector?")
    assert hears(bob, "While you wait")
    team.later(minutes=1)
    bob.presses("Not now", on=bob.reads_anywhere("While you wait"))
    told = nobody_yet(ada)
    assert len(told) == 2
    assert "I have asked everybody whose offers fit, and have no yes so far" in told[-1]


@pytest.mark.parametrize("somebody", [True, False])
def test_after_widening_it_says_so(team: Team, ada: Person, *, somebody: bool):
    if somebody:
        team.joins("tom", offers="stretched photos").user.name = "tom"
    ask(ada)
    team.later(hours=4, minutes=5)
    ada.presses("Ask more widely")
    wanted = "and have no yes so far" if somebody else "and found no colleague to ask"
    assert f"I have looked more widely, too, {wanted}" in nobody_yet(ada)[-1]
    assert "I know nobody whose offers fit yet" not in ada.read(ada.inbox[0])
