"""Two who joined in the same month meet when both say yes; a no is heard by nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models import Consent, NewcomerPair
from tests.newcomers.arrivals import Arrivals, reads
from tests.team import Person, Team

# Both have been here for five working days.
TUESDAY = datetime(2026, 12, 1, 10, tzinfo=UTC)
QUESTION = "Shall I introduce you two?"


@pytest.fixture
def two(arrivals: Arrivals) -> tuple[Person, Person]:
    """Two who joined on one day, some working days later."""
    mia, noa = arrivals.join("mia"), arrivals.join("noa", locale="de-DE")
    arrivals.day_by_day(TUESDAY)
    arrivals.team.later(minutes=1)
    return mia, noa


def asked(person: Person) -> list[str]:
    return [text for text in reads(person) if QUESTION in text or "Soll ich euch bekannt machen?" in text]


def together(team: Team, one: Person, other: Person) -> list[str]:
    """What is said where the two meet."""
    wanted = {one.user_id, other.user_id}
    theirs = [c for c in team.slack.conversations_of(one.user_id) if wanted <= set(c.members) and c.kind == "mpim"]
    return [one.read(message) for channel in theirs for message in team.slack.messages(channel.id, one.user_id)]


def pairs(team: Team) -> list[NewcomerPair]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(NewcomerPair)))


def test_each_is_asked_privately_and_without_a_name(two: tuple[Person, Person]):
    for person, other in (two, two[::-1]):
        (read,) = asked(person)
        assert other.user.real_name not in read


def test_a_conversation_opens_once_both_said_yes(team: Team, two: tuple[Person, Person]):
    mia, noa = two
    mia.presses("Happy to")
    assert "When the other one says yes" in reads(mia)[-1]
    assert together(team, mia, noa) == []
    noa.presses("Gerne")
    (opened,) = together(team, mia, noa)
    assert "@Mia Novak and @Noa Novak" in opened
    noa.presses("Gerne")
    assert len(together(team, mia, noa)) == 1


def test_a_no_is_silent_and_may_become_a_yes(team: Team, two: tuple[Person, Person]):
    mia, noa = two
    mia.presses("Happy to")
    before = len(mia.inbox)
    noa.presses("Gerade nicht")
    assert len(mia.inbox) == before
    assert together(team, mia, noa) == []
    assert [(pair.one_says, pair.other_says) for pair in pairs(team)] == [(Consent.YES, Consent.NO)]
    noa.presses("Gerne")
    assert len(together(team, mia, noa)) == 1


def test_nobody_is_asked_a_second_time_or_paired_with_a_third(
    team: Team, arrivals: Arrivals, two: tuple[Person, Person]
):
    lee = arrivals.join("lee")
    arrivals.day_by_day(TUESDAY + timedelta(days=20))
    assert len(asked(two[0])) == len(asked(two[1])) == 1
    assert asked(lee) == []
    assert len(pairs(team)) == 1


def test_whoever_joined_in_another_month_is_not_paired(team: Team, arrivals: Arrivals):
    arrivals.join("mia")
    team.at(datetime(2026, 12, 1, 9, tzinfo=UTC))
    arrivals.join("noa")
    arrivals.day_by_day(TUESDAY + timedelta(days=20))
    assert pairs(team) == []


def test_two_who_have_met_need_no_introduction(team: Team, arrivals: Arrivals):
    mia, noa = arrivals.join("mia"), arrivals.join("noa")
    mia.types("/ask", "the printer is stuck")
    mia.submits(audience="channel")
    noa.presses("I can help", in_="general")
    mia.presses("Close it", in_="@")
    mia.submits(helpers=[noa.user_id], words="thanks")
    arrivals.day_by_day(TUESDAY + timedelta(days=3))
    assert pairs(team) == []


def test_the_buttons_are_theirs_alone(team: Team, two: tuple[Person, Person]):
    eve = team.joins("eve")
    eve.types("/givefirst")
    (pair,) = pairs(team)
    for action in ("newcomer.meet", "newcomer.later"):
        eve.presses_late(action, pair.key, on=eve.sees("general")[-1])
        assert "cannot find" in eve.read(eve.sees("general")[-1])


def test_where_slack_opens_no_conversation_each_reads_who_the_other_is(team: Team, two: tuple[Person, Person]):
    mia, noa = two
    team.slack.faults.add("conversations.open", "error", error="method_not_supported_for_channel_type", times=9)
    mia.presses("Happy to")
    noa.presses("Gerne")
    team.slack.faults.clear()
    assert "Please write to @Noa Novak directly" in "\n".join(reads(mia))
    team.slack.refusals.clear()
