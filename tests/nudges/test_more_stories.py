"""The other nudges as people meet them in Slack: small asks, thanks, old ties, what comes back, and silence."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot import clock
from bot.playground.records import Message
from models import Invitation, InvitationState, Member, Nudge, Tie, Workspace
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
WEDNESDAY_MORNING = datetime(2026, 11, 25, 8, 5, tzinfo=UTC)
FRIDAY_TEN = datetime(2026, 11, 27, 9, 5, tzinfo=UTC)


def wait_until(team: Team, moment: datetime) -> None:
    """Let time pass; what is planned by one job is sent by the next run of another."""
    team.at(moment)
    team.later(minutes=1)


def nudges(person: Person) -> list[Message]:
    """The nudges somebody got, oldest first."""
    return [message for message in person.inbox if "Why this?" in person.buttons(message)]


def sleep_for_half_a_year(team: Team) -> None:
    """Let the ties of everybody be as old as they get."""
    with team.app.database.transaction() as tx:
        tx.execute(update(Tie).values(met_at=clock.now() - timedelta(days=200), wakes_at=clock.now()))


def asked(team: Team, by: Person, text: str = PHOTO, **about: str) -> None:
    by.types("/ask", text)
    by.submits(**about)


def helped(team: Team, ada: Person, ben: Person, words: str = "thank you") -> None:
    """Ben helps Ada, and she closes her ask."""
    asked(team, ada)
    ben.presses("I can help", in_="general")
    ada.presses("Close it", in_="@")
    ada.submits(helpers=[ben.user_id], words=words)


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada")


@pytest.fixture
def ben(team: Team) -> Person:
    ben = team.joins("ben")
    ben.types("/givefirst")
    return ben


def test_a_small_ask_finds_somebody_who_offers_just_that(team: Team, ada: Person, ben: Person):
    asked(team, ada, effort="2min")
    ben.types("/offer", "stretched photos")
    team.at(WEDNESDAY_MORNING)
    team.later(minutes=1)
    (nudge,) = nudges(ben)
    assert "Two minutes of yours would help @Ada Novak" in ben.read(nudge)
    ben.presses("I can help", on=nudge)
    assert "I am opening a conversation" in ben.read(ben.inbox[-1])
    team.later(days=8)
    assert len(nudges(ben)) == 1


def test_a_small_ask_may_bring_nothing_to_mind(team: Team, ada: Person, ben: Person):
    asked(team, ada, effort="2min")
    ben.types("/offer", "stretched photos")
    wait_until(team, WEDNESDAY_MORNING)
    ben.presses("Nothing comes to mind", on=nudges(ben)[0])
    with team.app.database.transaction() as tx:
        given = tx.scalars(select(Invitation)).one()
        assert given.state is InvitationState.NOTHING
        assert given.answered_at
        assert given.comes_back_at == given.answered_at + timedelta(days=28)


def test_thanks_that_were_not_said_are_said_three_days_later(team: Team, ada: Person, ben: Person):
    helped(team, ada, ben, words="")
    ada.reads_anywhere("Closed. I tell @Ben Novak that it helped.")
    wait_until(team, FRIDAY_TEN)
    (nudge,) = nudges(ada)
    assert "@Ben Novak helped you with this" in ada.read(nudge)
    ada.presses("Say thanks", on=nudge)
    assert ada.holds() == {"words": None}, "never drafted"
    ada.submits(words="you saved my evening")
    thanks = ben.reads_anywhere("you saved my evening")
    assert "@Ada Novak thanks you for your help" in ben.read(thanks)
    ben.types("/givefirst", "journal")
    ben.reads_anywhere("you saved my evening")
    ada.presses("Say thanks", on=nudge)
    ada.submits(words="again")
    assert "thanked them already" in str(ada.modal and ada.modal.errors)


def test_nobody_is_reminded_of_thanks_that_were_said_in_another_way(team: Team, ada: Person, ben: Person):
    helped(team, ada, ben, words="")
    ada.types("/thanks", "@ben you saved my evening")
    wait_until(team, FRIDAY_TEN)
    assert nudges(ada) == []


def test_an_old_tie_wakes_with_something_to_bring(team: Team, ada: Person, ben: Person):
    helped(team, ada, ben)
    # Nobody is invited here, so that the ask is still news to Ben.
    with team.app.database.transaction() as tx:
        tx.execute(update(Workspace).values(invitations_a_week=0))
    asked(team, ada, "our logo looks crooked on the flyer")
    ben.types("/offer", "crooked logos")
    sleep_for_half_a_year(team)
    wait_until(team, WEDNESDAY_MORNING)
    (nudge,) = nudges(ben)
    assert nudges(ada) == [], "never both"
    assert "It has been a while for you and @Ada Novak" in ben.read(nudge)
    assert "crooked on the flyer" in ben.read(nudge)
    assert ben.buttons(nudge) == ["I can help", "Write to ada", "Not this one", "Fewer of these", "Why this?"]
    before = len(ada.everything())
    ben.presses("Write to ada", on=nudge)
    assert len(ada.everything()) == before, "nothing is drafted, nothing is sent"
    ben.presses("Not this one", on=nudge)
    now = team.slack.message(nudge.channel, nudge.ts)
    assert now is not None
    assert "leave this one alone" in ben.read(now)
    assert ben.buttons(now) == []


def test_an_ask_comes_back_when_somebody_learns_something_new(team: Team, ada: Person, ben: Person):
    ben.types("/offer", "stretched photos")
    asked(team, ada, "a stretched photo, made with the new camera", audience="helpers")
    ben.presses("Nothing comes to mind", in_="@")
    team.later(hours=1)
    ben.types("/offer", "")
    ben.submits(offers="stretched photos\ncamera settings", reach="")
    team.later(minutes=1)
    (nudge,) = nudges(ben)
    assert "does it fit now?" in ben.read(nudge)
    ben.presses("I know someone", on=nudge)
    assert ben.modal is not None
    ben.closes_the_modal()
    ben.presses("I can help", on=nudge)
    ada.reads_anywhere("can help")


def test_whoever_asked_anonymously_stays_so_when_the_ask_comes_back(team: Team, ada: Person, ben: Person):
    ben.types("/offer", "stretched photos")
    asked(team, ada, audience="anonymous")
    ben.presses("Nothing comes to mind", in_="@")
    team.later(hours=1)
    ben.types("/offer", "a page")
    team.later(minutes=1)
    assert "Ada" not in ben.read(nudges(ben)[0])


def ignores_four(team: Team, ada: Person) -> None:
    """Ada gets four nudges and presses nothing on them."""
    for number in range(4):
        asked(team, ada, f"the {('red', 'blue', 'green', 'white')[number]} printer")
    team.at(datetime(2026, 11, 26, 9, 5, tzinfo=UTC))
    for _ in range(8):
        team.later(days=1)
    assert [ada.read(message).count("still open?") for message in nudges(ada)][:4] == [1, 1, 1, 1]


def test_after_four_ignored_nudges_it_stops_and_one_press_brings_them_back(team: Team, ada: Person):
    ignores_four(team, ada)
    asked(team, ada, "the purple printer")
    for _ in range(5):
        team.later(days=1)
    *_, last = nudges(ada)
    assert "of no use to you" in ada.read(last)
    assert ada.buttons(last) == ["Keep them coming", "Why this?"]
    ada.presses("Why this?", on=last)
    assert "last four messages" in ada.read(ada.inbox[-1])
    ada.presses("Keep them coming", on=last)
    team.later(days=1)
    assert "purple" in ada.read(nudges(ada)[-1])


def test_resume_brings_them_back_too(team: Team, ada: Person):
    ignores_four(team, ada)
    asked(team, ada, "the purple printer")
    for _ in range(5):
        team.later(days=1)
    ada.types("/givefirst", "resume")
    team.later(days=1)
    assert "purple" in ada.read(nudges(ada)[-1])


def test_a_press_that_is_refused_is_an_answer_as_well(team: Team, ada: Person):
    asked(team, ada)
    wait_until(team, datetime(2026, 11, 26, 9, 5, tzinfo=UTC))
    (nudge,) = nudges(ada)
    ada.presses("Withdraw", in_="@", newest=False)
    ada.presses("Still open", on=nudge)
    assert "withdrawn" in ada.read(ada.inbox[-1])
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Nudge)).one().answered_at is not None


def test_an_invitation_that_is_too_late_for_today_comes_tomorrow_morning(team: Team, ada: Person, ben: Person):
    ben.types("/offer", "stretched photos")
    team.at(datetime(2026, 11, 24, 15, 50, tzinfo=UTC))
    team.slack.faults.add("chat.postMessage", "429", retry_after=1800, channel=team.slack.direct(ben.user_id).id)
    asked(team, ada, audience="helpers")
    before = len(ben.inbox)
    for _ in range(15):
        team.later(hours=1)
    assert len(ben.inbox) == before, "not at night"
    team.at(WEDNESDAY_MORNING)
    assert PHOTO in ben.read(ben.inbox[-1])
    with team.app.database.transaction() as tx:
        given = tx.scalars(select(Invitation)).one()
        assert given.state is InvitationState.SENT
        assert given.sent_at is not None
        assert given.sent_at >= WEDNESDAY_MORNING - timedelta(minutes=5)
    ben.presses("I can help")
    ada.reads_anywhere("can help")


def test_a_nudge_that_is_too_late_for_today_comes_tomorrow_morning(team: Team, ada: Person):
    asked(team, ada)
    thursday = datetime(2026, 11, 26, 15, 45, tzinfo=UTC)
    with team.app.database.transaction() as tx:
        tx.execute(update(Member).values(nudges_snoozed_until=thursday - timedelta(minutes=1)))
    team.at(thursday - timedelta(hours=1))
    team.later(minutes=1)
    direct = team.slack.direct(ada.user_id).id
    team.slack.faults.add("chat.postMessage", "429", retry_after=1800, channel=direct)
    team.at(thursday)
    for _ in range(12):
        team.later(minutes=5)
    assert nudges(ada) == []
    team.at(FRIDAY_TEN - timedelta(minutes=30))
    team.later(minutes=1)
    assert len(nudges(ada)) == 1
