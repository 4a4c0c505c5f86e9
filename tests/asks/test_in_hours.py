"""What is news about an ask is told in its reader's hours, and only if it is still so; an answer comes at once."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot import clock
from models import Member, Outgoing, OutgoingState
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
NOBODY, FREE, THANKS = "Nobody yet", "Nobody is free right now", "Thank you for helping"


def on(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """A moment of November 2026 in UTC: the 24th is a Tuesday, nine in Berlin is eight, nine in New York is two pm."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


MORNING = on(25, 8)


@pytest.fixture
def grace(team: Team) -> Person:
    """A helper in New York."""
    return team.joins("grace", tz="America/New_York", offers="stretched photos")


def ask(person: Person, text: str = PHOTO, audience: str = "helpers") -> None:
    person.types("/ask", text)
    person.submits(audience=audience)


def times(person: Person, words: str) -> int:
    return sum(words in person.read(message) for message in person.inbox)


def waiting(team: Team) -> list[tuple[str, datetime]]:
    with team.app.database.transaction() as tx:
        rows = tx.scalars(select(Outgoing).where(Outgoing.state == OutgoingState.WAITING).order_by(Outgoing.id))
        return [(row.reason, row.due_at) for row in rows]


@pytest.fixture
def helped(team: Team, ada: Person, grace: Person) -> None:
    """Grace has taken Ada's ask, and it is Wednesday, ten in Berlin, four in New York."""
    ask(ada)
    team.at(on(24, 14, 5))
    grace.presses("I can help")
    team.at(on(25, 9))


@pytest.fixture
def ran_out(team: Team, ada: Person, grace: Person) -> None:
    """Grace did not answer, so that the wave ran out at seven in the evening in Berlin."""
    ask(ada)
    team.at(on(24, 14))
    team.at(on(24, 18, 1))
    assert waiting(team) == [("nobody-left", MORNING)]


@pytest.mark.usefixtures("helped")
def test_a_helper_in_new_york_hears_in_their_morning_that_the_ask_was_closed(team: Team, ada: Person, grace: Person):
    ada.presses("Close it", in_="@")
    ada.submits(helpers=[grace.user_id], words="You saved my evening", made_possible="")
    assert times(grace, THANKS) == 0
    team.at(on(25, 13, 59))
    assert times(grace, THANKS) == 0
    team.at(on(25, 14))
    assert "You saved my evening" in grace.read(grace.reads_anywhere(THANKS))
    team.at(on(26, 14))
    assert times(grace, THANKS) == 1


@pytest.mark.usefixtures("helped")
def test_thanks_and_what_came_of_it_wait_too(team: Team, ada: Person, grace: Person):
    ada.presses("Close it", in_="@")
    ada.submits(helpers=[grace.user_id], words="", made_possible="")
    team.at(on(28, 9))
    team.at(on(30, 9))
    ada.presses("Say thanks")
    ada.submits(words="It looks great now")
    assert times(grace, "It looks great now") == 0
    team.at(on(30, 14))
    assert times(grace, "It looks great now") == 1
    team.at(on(17, 9, month=12))
    ada.presses("Tell them")
    ada.submits(words="Three people applied")
    assert times(grace, "Three people applied") == 0
    team.at(on(17, 14, month=12))
    assert times(grace, "Three people applied") == 1


@pytest.mark.usefixtures("helped")
def test_a_pause_keeps_nothing_back_that_is_no_question(team: Team, ada: Person, grace: Person):
    grace.types("/givefirst", "pause 2w")
    ada.presses("Close it", in_="@")
    ada.submits(helpers=[grace.user_id], words="You saved my evening", made_possible="")
    assert times(grace, THANKS) == 0
    team.at(on(25, 14))
    assert times(grace, THANKS) == 1


def test_whoever_helps_brings_the_two_together_at_any_hour(team: Team, ada: Person, grace: Person):
    ask(ada)
    team.at(on(24, 14))
    team.at(on(24, 17, 30))
    grace.presses("I can help")
    assert ada.reads_anywhere("Over to you two")
    assert waiting(team) == []


def test_whoever_asks_at_night_reads_at_once_that_nobody_fits(team: Team, ada: Person, stranger: Person):
    team.at(on(24, 23))
    ask(ada)
    assert times(ada, NOBODY) == 1
    team.later(hours=1)
    ada.presses("Ask more widely")
    assert times(ada, NOBODY) == 1  # Tom is to be asked in the morning
    team.at(MORNING)
    assert times(ada, NOBODY) == 1
    assert PHOTO in stranger.read(stranger.inbox[-1])


def test_rewording_and_looking_more_widely_at_night_are_answered_at_once(team: Team, ada: Person):
    team.at(on(24, 23))
    ask(ada)
    team.later(minutes=10)
    ada.presses("Reword it")
    ada.submits(text="who has an eye for photos?")
    assert times(ada, NOBODY) == 2
    team.later(minutes=10)
    ada.presses("Ask more widely")
    assert times(ada, NOBODY) == 3
    team.at(MORNING)
    assert times(ada, NOBODY) == 3


def test_whoever_still_looks_at_night_is_answered_at_once(team: Team, ada: Person, grace: Person):
    ask(ada)
    team.at(on(24, 14))
    grace.presses("I can help")
    team.at(on(24, 22))
    ada.presses("Still looking", in_="@")
    assert times(ada, NOBODY) == 1


@pytest.mark.usefixtures("ran_out")
def test_a_wave_that_ran_out_in_the_evening_is_told_in_the_morning(team: Team, ada: Person):
    assert times(ada, NOBODY) == 0
    team.at(MORNING)
    message = ada.reads_anywhere(NOBODY)
    assert ada.buttons(message) == ["Reword it", "Ask more widely", "Leave it open", "Withdraw"]
    team.at(on(26, 8))
    assert times(ada, NOBODY) == 1


@pytest.mark.usefixtures("ran_out")
def test_nobody_yet_is_never_said_once_somebody_helps(team: Team, ada: Person, grace: Person):
    grace.presses("I can help")
    assert ada.reads_anywhere("Over to you two")
    team.at(MORNING)
    assert times(ada, NOBODY) == 0
    assert waiting(team) == []


@pytest.mark.usefixtures("ran_out")
def test_nobody_yet_is_never_said_of_an_ask_that_is_over(team: Team, ada: Person):
    ada.presses("Withdraw", in_="@")
    team.at(MORNING)
    assert times(ada, NOBODY) == 0


@pytest.mark.usefixtures("ran_out")
def test_nobody_yet_is_not_said_again_in_the_morning_after_a_newer_answer(team: Team, ada: Person):
    ada.presses("Add details")
    ada.submits(text="the picture is odd")
    assert times(ada, NOBODY) == 1
    team.at(MORNING)
    assert times(ada, NOBODY) == 1


@pytest.mark.usefixtures("ran_out")
def test_nobody_yet_says_what_the_ask_says_by_then(team: Team, ada: Person):
    ada.presses("Add details")
    ada.submits(text=PHOTO.upper())
    team.at(MORNING)
    assert PHOTO.upper() in ada.read(ada.reads_anywhere(NOBODY))


@pytest.mark.usefixtures("ran_out")
def test_what_is_found_out_twice_in_a_night_is_told_once(team: Team, ada: Person, grace: Person):
    team.later(minutes=30)
    grace.presses("Nothing comes to mind")
    assert waiting(team) == [("nobody-left", MORNING)]
    team.at(MORNING)
    assert times(ada, NOBODY) == 1


@pytest.mark.usefixtures("ran_out")
def test_somebody_who_handed_it_back_in_the_night_makes_it_true_again(team: Team, ada: Person, grace: Person):
    grace.presses("I can help")
    grace.slack.deactivate(grace.user_id)
    team.at(MORNING)
    ada.presses("Still looking", in_="@")
    assert times(ada, NOBODY) == 1


@pytest.fixture
def hugo(team: Team, ada: Person, grace: Person) -> Person:
    """The only one in New York who is free for Ada's second ask, and says no when it is evening in Berlin."""
    ask(ada)
    team.at(on(24, 14))
    ada.presses("Withdraw", in_="@")
    hugo = team.joins("hugo", tz="America/New_York", offers="stretched images")
    team.at(on(24, 15, 50))
    ask(ada, "this image is stretched, who can look?")
    team.at(on(24, 17, 30))
    hugo.presses("Not now")
    assert ("nobody-free", MORNING) in waiting(team)
    return hugo


@pytest.mark.usefixtures("hugo")
def test_that_nobody_is_free_is_told_in_the_morning(team: Team, ada: Person):
    assert times(ada, FREE) == 0
    team.at(MORNING)
    assert times(ada, FREE) == 1
    assert "Thursday" in ada.read(ada.reads_anywhere(FREE))


def test_that_nobody_is_free_is_never_said_once_somebody_helps(team: Team, ada: Person, hugo: Person):
    hugo.presses("I can help after all")
    team.at(MORNING)
    assert times(ada, FREE) == 0


def test_an_ask_that_ages_out_at_night_is_told_in_the_morning(team: Team, ada: Person, stranger: Person):
    team.at(on(24, 23))
    ask(ada, audience="channel")
    team.at(on(8, 23, 5, month=12))
    (post,) = [stranger.read(message) for message in stranger.sees("general") if PHOTO in stranger.read(message)]
    assert "quiet" in post
    assert times(ada, "so I closed it") == 0
    team.at(on(9, 8, month=12))
    assert times(ada, "so I closed it") == 1


@pytest.mark.usefixtures("ran_out")
def test_what_the_bot_missed_to_say_by_day_waits_for_the_next(team: Team, ada: Person):
    clock.advance(on(25, 19) - clock.now())
    team.settle()
    assert times(ada, NOBODY) == 0
    ((reason, due),) = waiting(team)
    assert (reason, due.replace(microsecond=0)) == ("nobody-left", on(26, 8))
    team.at(on(26, 8))
    assert times(ada, NOBODY) == 1


@pytest.mark.usefixtures("ran_out")
def test_hours_that_change_while_it_waits_are_kept(team: Team, ada: Person):
    with team.app.database.transaction() as tx:
        tx.scalars(select(Member).where(Member.slack_id == ada.user_id)).one().workday_starts = time(11)
    team.at(MORNING)
    assert times(ada, NOBODY) == 0
    team.later(hours=2)
    assert times(ada, NOBODY) == 1


def test_it_is_told_at_once_in_hours(team: Team, ada: Person, ben: Person):
    ask(ada)
    team.later(hours=1)
    ben.presses("Nothing comes to mind")
    assert times(ada, NOBODY) == 1


def test_slack_is_away_at_the_end_of_the_day(team: Team, ada: Person, ben: Person):
    team.at(on(24, 15, 50))
    ask(ada)
    team.at(on(24, 15, 59))
    team.slack.faults.add("chat.postMessage", "error", times=5, error="internal_error")
    ben.presses("Nothing comes to mind")
    clock.advance(timedelta(minutes=2))
    team.settle()
    assert times(ada, NOBODY) == 0
    team.at(MORNING)
    assert times(ada, NOBODY) == 1
