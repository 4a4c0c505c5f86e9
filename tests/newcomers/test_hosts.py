"""Somebody whom nobody has met is shown to one host at a time, and never reads why."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot import clock
from bot.errors import Refusal
from bot.newcomers import hosts, jobs
from models import Greeting, GreetingState, Member, Workspace
from tests.newcomers.arrivals import TENTH_DAY, WEDNESDAY_NINE, Arrivals, reads
from tests.team import Person, Team

LABELS = re.compile(
    r"\b(alone|lonely|nobody|newcomers?|new here|allein|einsam|niemand|neuling|neue[rn]?)\b", re.IGNORECASE
)


@pytest.fixture
def host(team: Team, ada: Person) -> Person:
    """A colleague who says hello."""
    ada.types("/givefirst", "host on")
    return ada


def hellos(person: Person) -> list[str]:
    """What somebody is shown as a host."""
    return [text for text in reads(person) if "Would you say hello?" in text or "Magst du hallo sagen?" in text]


@pytest.mark.parametrize(("typed", "answer"), [("host on", "You say hello"), ("host an", "You say hello")])
def test_hosts_volunteer_and_stop(team: Team, arrivals: Arrivals, ada: Person, typed: str, answer: str):
    ada.types("/givefirst", typed)
    assert answer in ada.read(ada.sees("general")[-1])
    assert arrivals.member(ada).is_host
    ada.types("/givefirst", "host")
    assert answer in ada.read(ada.sees("general")[-1])
    ada.types("/givefirst", "host off")
    assert "You do not say hello" in ada.read(ada.sees("general")[-1])
    assert not arrivals.member(ada).is_host


def test_a_guest_is_no_host(team: Team, arrivals: Arrivals):
    guest = team.joins("guest", guest=True)
    guest.types("/givefirst", "host on")
    assert "not guests" in guest.read(guest.sees("general")[-1])
    assert not arrivals.member(guest).is_host


def test_after_ten_working_days_one_host_is_shown_whom_to_greet(arrivals: Arrivals, host: Person):
    mia = arrivals.join()
    arrivals.day_by_day(TENTH_DAY - timedelta(minutes=30))
    assert hellos(host) == []
    arrivals.at(TENTH_DAY)
    (shown,) = hellos(host)
    assert "Mia Novak joined a little while ago" in shown
    for question in ("Why are you here?", "How did you come to us?", "What do you do?"):
        assert question in shown
    assert host.buttons(host.inbox[-1])[:2] == ["Say hello", "Not now"]
    button = host.inbox[-1].blocks[-2]["elements"][0]
    assert button["url"] == f"https://slack.com/app_redirect?team={host.slack.team_id}&channel={mia.user_id}"
    assert not LABELS.search(shown)
    assert not any(LABELS.search(text) for text in reads(mia))


def test_something_to_talk_about_is_a_line_the_host_offers(arrivals: Arrivals, host: Person):
    mia = arrivals.join()
    arrivals.at(WEDNESDAY_NINE)
    mia.presses("Say something about me")
    mia.submits(what_they_do="I build pivots in spreadsheets")
    arrivals.at(TENTH_DAY)
    (shown,) = hellos(host)
    assert "from what you offer: Excel pivot tables" in shown
    assert "spreadsheets" not in shown, "what mia wrote is hers"


def test_something_to_talk_about_is_a_channel_both_ask_in(arrivals: Arrivals, host: Person):
    mia = arrivals.join()
    for person, text in ((host, "who has a projector?"), (mia, "where is the printer paper?")):
        person.types("/ask", text)
        person.submits(audience="channel")
    arrivals.day_by_day(TENTH_DAY + timedelta(days=2))
    assert "You both ask in #general" in hellos(host)[0]


def test_whoever_shares_a_topic_is_asked_before_others(team: Team, arrivals: Arrivals, host: Person):
    ben = team.joins("ben", offers="old maps")
    ben.types("/givefirst", "host on")
    mia = arrivals.join()
    mia.types("/offer", "drawing maps")
    arrivals.at(TENTH_DAY)
    assert (len(hellos(ben)), len(hellos(host))) == (1, 0)


@pytest.mark.parametrize("how", ["helped", "is helping", "thanked", "said hello"])
def test_whoever_was_met_is_shown_to_nobody(team: Team, arrivals: Arrivals, host: Person, how: str):
    mia, ben = arrivals.join(), team.joins("ben", offers="printers")
    if how == "said hello":
        arrivals.at(TENTH_DAY)
        host.presses("Say hello")
    else:
        asker, helper = (mia, ben) if how != "thanked" else (ben, mia)
        asker.types("/ask", "the printer is stuck")
        asker.submits(audience="channel")
        helper.presses("I can help", in_="general")
    if how in {"helped", "thanked"}:
        asker.presses("Close it", in_="@")
        asker.submits(helpers=[helper.user_id], words="thank you")
    ben.types("/givefirst", "host on")
    arrivals.day_by_day(TENTH_DAY + timedelta(days=20))
    assert hellos(ben) == []
    assert len(hellos(host)) == (1 if how == "said hello" else 0)


def test_not_now_lets_another_host_be_asked_and_the_same_never_again(team: Team, arrivals: Arrivals, host: Person):
    mia = arrivals.join()
    arrivals.at(TENTH_DAY)
    ben = team.joins("ben")
    ben.types("/givefirst", "host on")
    team.later(hours=1)
    assert hellos(ben) == [], "never two at once"
    host.presses("Not now")
    assert "That is fine" in reads(host)[-1]
    arrivals.day_by_day(TENTH_DAY + timedelta(days=1))
    assert len(hellos(ben)) == 1
    ben.presses("Not now")
    arrivals.day_by_day(TENTH_DAY + timedelta(days=20))
    assert (len(hellos(host)), len(hellos(ben))) == (1, 1)
    assert not any("hello" in text.lower() for text in reads(mia)), "mia hears of none of it"


def test_a_host_who_does_not_answer_makes_room_for_another_after_three_working_days(
    team: Team, arrivals: Arrivals, host: Person
):
    arrivals.join()
    arrivals.at(TENTH_DAY)
    ben = team.joins("ben")
    ben.types("/givefirst", "host on")
    arrivals.day_by_day(TENTH_DAY + timedelta(days=2, hours=23))
    assert hellos(ben) == []
    arrivals.day_by_day(TENTH_DAY + timedelta(days=3, hours=2))
    assert len(hellos(ben)) == 1
    assert [one.state for one in arrivals.greetings()] == [GreetingState.LAPSED, GreetingState.ASKED]
    (late, _now) = arrivals.greetings()
    shown = next(one for one in host.inbox if "Somebody else has this one by now" in host.read(one))
    assert host.buttons(shown) == []
    for action in ("newcomer.hello", "newcomer.notnow"):
        host.presses_late(action, late.key, on=shown)
        assert "Somebody else has this one by now" in reads(host)[-1]
    assert [one.state for one in arrivals.greetings()] == [GreetingState.LAPSED, GreetingState.ASKED]
    ben.presses("Say hello")
    assert "Thank you. If Slack" in reads(ben)[-1]
    host.presses_late("newcomer.hello", late.key, on=shown)
    assert "Somebody has said hello already" in reads(host)[-1]


def test_a_host_whose_turn_passed_to_nobody_may_say_hello_all_the_same(arrivals: Arrivals, host: Person):
    arrivals.join()
    arrivals.day_by_day(TENTH_DAY + timedelta(days=4))
    assert [one.state for one in arrivals.greetings()] == [GreetingState.LAPSED]
    host.presses("Say hello")
    assert "Thank you. If Slack" in reads(host)[-1]


def test_whoever_stopped_being_a_host_is_let_off_when_another_is_asked(team: Team, arrivals: Arrivals, host: Person):
    arrivals.join()
    arrivals.at(TENTH_DAY)
    host.types("/givefirst", "host off")
    arrivals.day_by_day(TENTH_DAY + timedelta(days=2))
    assert len(hellos(host)) == 1
    ben = team.joins("ben")
    ben.types("/givefirst", "host on")
    arrivals.day_by_day(TENTH_DAY + timedelta(days=6))
    assert (len(hellos(host)), len(hellos(ben))) == (0, 1)


def test_a_second_press_is_told_so(arrivals: Arrivals, host: Person):
    arrivals.join()
    arrivals.at(TENTH_DAY)
    for words in ("Thank you. If Slack", "You have answered this one already"):
        host.presses("Say hello")
        assert words in reads(host)[-1]
    host.presses("Not now")
    assert "You have answered this one already" in reads(host)[-1]


def test_the_button_is_the_hosts_alone(team: Team, arrivals: Arrivals, host: Person):
    arrivals.join()
    arrivals.at(TENTH_DAY)
    (greeting,) = arrivals.greetings()
    eve = team.joins("eve")
    eve.types("/givefirst")
    for action in ("newcomer.hello", "newcomer.notnow"):
        eve.presses_late(action, greeting.key, on=eve.sees("general")[-1])
        assert "cannot find" in eve.read(eve.sees("general")[-1])
    assert arrivals.greetings()[0].state is GreetingState.ASKED


def test_a_host_gets_it_out_of_the_one_budget_and_in_their_hours(team: Team, arrivals: Arrivals, host: Person):
    arrivals.join("mia")
    arrivals.join("noa")
    ben = team.joins("ben", tz="America/New_York")
    ben.types("/givefirst", "host on")
    arrivals.at(TENTH_DAY)
    assert (len(hellos(host)), len(hellos(ben))) == (1, 0), "it is night in New York"
    arrivals.at(TENTH_DAY.replace(hour=14, minute=30))
    assert (len(hellos(host)), len(hellos(ben))) == (1, 1)
    assert "Why this?" in host.buttons(host.inbox[-1])
    host.presses("Why this?")
    assert "/givefirst host off" in reads(host)[-1]


def test_whoever_stops_being_a_host_is_not_asked_any_more(team: Team, arrivals: Arrivals, host: Person):
    arrivals.join()
    arrivals.at(TENTH_DAY)
    ben = team.joins("ben")
    ben.types("/givefirst", "host on")
    host.types("/givefirst", "host off")
    arrivals.at(TENTH_DAY + timedelta(minutes=10))
    assert len(hellos(ben)) == 1


def test_without_hosts_nothing_happens_until_somebody_volunteers(arrivals: Arrivals, ada: Person):
    arrivals.join()
    arrivals.day_by_day(TENTH_DAY + timedelta(days=2))
    assert arrivals.greetings() == []
    ada.types("/givefirst", "host on")
    arrivals.day_by_day(TENTH_DAY + timedelta(days=6))
    assert len(hellos(ada)) == 1


def test_somebody_who_left_is_shown_to_nobody(team: Team, arrivals: Arrivals, host: Person):
    mia = arrivals.join()
    team.slack.deactivate(mia.user_id)
    arrivals.day_by_day(TENTH_DAY + timedelta(days=2))
    assert hellos(host) == []
    assert arrivals.rows()[0].look_at is None


def test_many_replicas_ask_one_host_for_each_and_each_host_for_one(team: Team, arrivals: Arrivals, host: Person):
    for name in ("ben", "cem"):
        team.joins(name).types("/givefirst", "host on")
    for name in ("mia", "noa", "lee"):
        arrivals.join(name)
    clock.advance(TENTH_DAY - clock.now())
    with ThreadPoolExecutor(6) as replicas:
        assert sum(replicas.map(lambda _: jobs.find_hosts(TENTH_DAY), range(6))) == 3
    asked = [(one.newcomer_id, one.host_id) for one in arrivals.greetings()]
    assert len({newcomer for newcomer, _ in asked}) == len({host_id for _, host_id in asked}) == len(asked) == 3


def test_two_hosts_who_say_hello_at_once_are_one_hello(team: Team, arrivals: Arrivals, host: Person):
    arrivals.join()
    arrivals.at(TENTH_DAY)
    ben = team.joins("ben")
    ben.types("/givefirst", "host on")
    arrivals.day_by_day(TENTH_DAY + timedelta(days=3, hours=2))
    assert len(arrivals.greetings()) == 2

    def says_hello(greeting: Greeting) -> bool:
        try:
            with team.app.database.transaction() as tx:
                by = tx.get_one(Member, greeting.host_id)
                hosts.say_hello(tx, tx.get_one(Workspace, by.workspace_id), greeting.key, by)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(says_hello, arrivals.greetings())) == [False, True]
    assert sorted(one.state for one in arrivals.greetings()) == [GreetingState.HELLO, GreetingState.LAPSED]


def test_one_host_is_shown_one_person_at_a_time(arrivals: Arrivals, host: Person):
    for name in ("mia", "noa"):
        arrivals.join(name)
    arrivals.day_by_day(TENTH_DAY + timedelta(days=1))
    assert len(arrivals.greetings()) == 1
    host.presses("Say hello")
    arrivals.day_by_day(TENTH_DAY + timedelta(days=3))
    assert len({one.newcomer_id for one in arrivals.greetings()}) == 2
