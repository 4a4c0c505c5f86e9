"""Nudges as people meet them in Slack."""

from datetime import UTC, datetime

import pytest

from bot import clock
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
# Ada asks on Tuesday at ten in Berlin.
THURSDAY_TEN = datetime(2026, 11, 26, 9, 5, tzinfo=UTC)
FRIDAY_TEN = datetime(2026, 11, 27, 9, 5, tzinfo=UTC)
MONDAY_TEN = datetime(2026, 11, 30, 9, 10, tzinfo=UTC)


@pytest.fixture
def ada(team: Team) -> Person:
    """Somebody with an open ask, and nobody who can help."""
    ada = team.joins("ada")
    ada.types("/ask", PHOTO)
    ada.submits()
    return ada


def wait_until(team: Team, moment: datetime) -> None:
    """Let time pass; what is planned by one job is sent by the next run of another."""
    team.at(moment)
    team.later(minutes=1)


def nudges(person: Person) -> list[str]:
    """The nudges somebody got, oldest first."""
    return [person.read(message) for message in person.inbox if "Why this?" in person.buttons(message)]


def test_a_quiet_ask_is_asked_about_after_two_working_days(team: Team, ada: Person):
    wait_until(team, THURSDAY_TEN.replace(hour=8, minute=50))
    assert nudges(ada) == []
    wait_until(team, THURSDAY_TEN)
    (read,) = nudges(ada)
    assert "Is it still open?" in read
    assert PHOTO in read
    assert ada.buttons(ada.inbox[-1]) == [
        "Still open", "Close it", "Withdraw", "Fewer of these", "Why this?",
    ]  # fmt: skip
    wait_until(team, MONDAY_TEN)
    assert len(nudges(ada)) == 1, "asked once"


def test_still_open_asks_again_two_working_days_later(team: Team, ada: Person):
    wait_until(team, THURSDAY_TEN)
    ada.presses("Still open")
    assert "stays open" in ada.read(ada.inbox[-1])
    wait_until(team, FRIDAY_TEN)
    assert len(nudges(ada)) == 1
    wait_until(team, MONDAY_TEN)
    assert len(nudges(ada)) == 2


def test_an_ask_can_be_closed_or_withdrawn_from_the_nudge(team: Team, ada: Person):
    wait_until(team, THURSDAY_TEN)
    ada.presses("Close it", newest=True, on=ada.inbox[-1])
    assert ada.modal is not None
    ada.closes_the_modal()
    ada.presses("Withdraw", on=ada.inbox[-1])
    assert "Nobody will be asked any more" in ada.read(ada.reads_anywhere("Withdrawn."))


def test_whoever_is_undisturbed_gets_it_later_that_day(team: Team, ada: Person):
    until = THURSDAY_TEN.replace(hour=10, minute=30).timestamp()
    team.slack.set_dnd(ada.user_id, int(THURSDAY_TEN.timestamp()) - 3600, int(until))
    wait_until(team, THURSDAY_TEN)
    assert nudges(ada) == []
    wait_until(team, THURSDAY_TEN.replace(hour=11))
    assert len(nudges(ada)) == 1


def test_fewer_of_these_halves_them_once_a_message_and_one_press_takes_it_back(team: Team, ada: Person):
    wait_until(team, THURSDAY_TEN)
    ada.presses("Still open")
    asked = next(message for message in ada.inbox if "Why this?" in ada.buttons(message))
    for _ in range(2):
        ada.presses("Fewer of these", on=asked)
        assert "at most one in 2 weeks" in ada.read(ada.inbox[-1])
    wait_until(team, MONDAY_TEN)
    assert len(nudges(ada)) == 1
    ada.presses("Bring them back")
    assert "as before" in ada.read(ada.inbox[-1])
    ada.types("/ask", "a second one, about the printer")
    ada.submits()
    wait_until(team, MONDAY_TEN.replace(day=2, month=12, minute=20))
    assert "about the printer" in nudges(ada)[-1]


def test_none_of_these_at_all_ends_a_kind_at_once(team: Team, ada: Person):
    wait_until(team, THURSDAY_TEN)
    ada.presses("Still open")
    ada.presses("Fewer of these", on=next(message for message in ada.inbox if "Why this?" in ada.buttons(message)))
    ada.presses("None of these at all")
    assert "none of these any more" in ada.read(ada.inbox[-1])
    for day in (MONDAY_TEN, MONDAY_TEN.replace(day=14, month=12)):
        wait_until(team, day)
    assert len(nudges(ada)) == 1


@pytest.mark.parametrize(
    ("span", "said"), [("a day", "Friday, 27"), ("a week", "Thursday, 3"), ("a month", "Saturday, 26")]
)
def test_snooze_says_until_when(team: Team, ada: Person, span: str, said: str):
    wait_until(team, THURSDAY_TEN)
    ada.chooses("Snooze", f"for {span}")
    assert f"until {said}" in ada.read(ada.inbox[-1])


def test_snooze_holds_until_then_and_one_press_ends_it(team: Team, ada: Person):
    wait_until(team, THURSDAY_TEN)
    ada.presses("Still open")
    ada.chooses("Snooze", "for a week")
    assert "until Thursday, 3 December" in ada.read(ada.inbox[-1])
    wait_until(team, MONDAY_TEN)
    assert len(nudges(ada)) == 1
    ada.presses("Wake up now")
    assert "when there is a reason" in ada.read(ada.inbox[-1])
    wait_until(team, datetime(2026, 12, 3, 10, tzinfo=UTC))
    assert len(nudges(ada)) == 2


def test_the_snooze_button_of_an_older_message_means_a_week(team: Team, ada: Person):
    wait_until(team, THURSDAY_TEN)
    nudge = ada.inbox[-1]
    ada.presses_late("nudge.snooze", str(nudge.blocks[-1]["elements"][0]["value"]), on=nudge)
    assert "until Thursday, 3 December" in ada.read(ada.inbox[-1])


def test_why_this_is_one_sentence(team: Team, ada: Person):
    wait_until(team, THURSDAY_TEN)
    ada.presses("Why this?")
    why = ada.read(ada.inbox[-1])
    assert "quiet for two working days" in why
    assert "/givefirst settings" in why
    assert why.count(". ") == 0


@pytest.mark.parametrize(
    "action", ["nudge.fewer", "nudge.snooze", "nudge.why", "nudge.keep", "nudge.notthis", "nudge.write"]
)
def test_a_nudge_of_somebody_else_does_not_exist(team: Team, ada: Person, action: str):
    ben = team.joins("ben")
    ben.writes_to_the_bot("hello")
    wait_until(team, THURSDAY_TEN)
    hers = str(ada.inbox[-1].blocks[-1]["elements"][0]["value"])
    for value in (hers, f"back:{hers}", f"none:{hers}", f"day:{hers}", "unknown", ""):
        before = len(ben.inbox)
        ben.presses_late(action, value, on=ben.inbox[-1])
        (answer,) = ben.inbox[before:]
        assert "I cannot find this message" in ben.read(answer)


def test_three_weeks_later_the_asker_tells_what_came_of_it(team: Team, ada: Person):
    ben = team.joins("ben")
    ben.presses("I can help", in_="general")
    ada.presses("Close it", in_="@")
    ada.submits(helpers=[ben.user_id], words="thank you")
    settled_at = clock.now()
    wait_until(team, settled_at.replace(day=14, month=12))
    assert nudges(ada) == []
    wait_until(team, settled_at.replace(day=15, month=12, hour=10))
    assert "What came of it?" in nudges(ada)[-1]
    ada.presses("Tell them")
    ada.submits(words="the page went live and won us a customer")
    ben.reads_anywhere("won us a customer")
    wait_until(team, settled_at.replace(day=21, month=12))
    assert len(nudges(ada)) == 1
