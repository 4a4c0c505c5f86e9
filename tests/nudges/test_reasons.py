"""What gives rise to each kind of nudge, and what ends it; rows only, every act a transaction of its own."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.newcomers import occasions as newcomers
from bot.nudges import jobs, service
from models import (
    Ask,
    AskState,
    Audience,
    Effort,
    Greeting,
    InvitationState,
    Member,
    Newcomer,
    NudgeKind,
    NudgeState,
)
from tests.conftest import TUESDAY_TEN
from tests.nudges.house import House

DAY = timedelta(days=1)
QUICK: dict[str, Any] = {"effort": Effort.TWO_MINUTES}


@pytest.fixture
def ada(house: House) -> Member:
    return house.joins("ada")


@pytest.fixture
def ben(house: House) -> Member:
    ben = house.joins("ben")
    house.offers(ben, "stretched photos", "Excel pivot tables")
    return ben


# -- small asks ----------------------------------------------------------------------------------------------------


def test_a_two_minute_ask_that_fits_is_shown_with_ways_to_answer(house: House, ada: Member, ben: Member) -> None:
    ask = house.asks_aloud(ada, "the photo is stretched", **QUICK)
    assert jobs.find_small_asks(house.now) == 1
    assert house.sends() == 1
    nudge, (message,) = house.only_nudge(), house.promised()
    assert (nudge.kind, nudge.member_id, nudge.about) == (NudgeKind.TWO_MINUTES, ben.id, f"ask:{ask.id}")
    for words in ("Two minutes of yours", "the photo is stretched", "ask.help", "ask.nothing", "nudge.snooze"):
        assert words in house.text_of(message)


@pytest.mark.parametrize(
    "about",
    [
        {"effort": Effort.QUARTER_HOUR},
        {"audience": Audience.HELPERS},
        {"audience": Audience.ANONYMOUS},
        {"state": AskState.IN_HANDS},
        {"text": "a projector"},
        {"by_when": date(2026, 11, 20)},
    ],
)
def test_no_other_ask_is_shown(house: House, ada: Member, ben: Member, about: dict[str, Any]) -> None:
    house.asks_aloud(ada, **{"text": "the photo is stretched"} | QUICK | about)
    assert jobs.find_small_asks(house.now) == 0


def test_one_small_ask_a_week_and_never_the_same_again(house: House, ada: Member, ben: Member) -> None:
    for text in ("a stretched photo", "another stretched photo"):
        house.asks_aloud(ada, text, **QUICK)
    days = []
    for day in range(21):
        jobs.find_small_asks(house.now)
        days += [day] * house.sends()
        house.later(days=1)
    assert days == [0, 7]
    assert len({nudge.ask_id for nudge in house.nudges()}) == 2


def test_whoever_was_invited_meanwhile_is_not_asked_again_and_the_other_way_round(
    house: House, ada: Member, ben: Member
) -> None:
    ask = house.asks_aloud(ada, "a stretched photo", **QUICK)
    jobs.find_small_asks(house.now)
    house.invites(ben, ask, InvitationState.PLANNED, due_at=house.now)
    assert house.sends() == 0
    assert house.kinds(NudgeState.LAPSED) == [NudgeKind.TWO_MINUTES]


def test_a_small_ask_that_was_shown_counts_as_an_invitation(house: House, ada: Member, ben: Member) -> None:
    ask = house.asks_aloud(ada, "a stretched photo", **QUICK)
    jobs.find_small_asks(house.now)
    house.sends()
    (own,) = house.invitations()
    assert (own.ask_id, own.helper_id, own.wave, own.state) == (ask.id, ben.id, 0, InvitationState.SENT)


@pytest.mark.parametrize(
    "about", [{"is_guest": True}, {"is_deactivated": True}, {"muted_nudges": "two_minutes"}, {"nudges_a_week": 0}]
)
def test_who_is_shown_no_small_asks(house: House, ada: Member, ben: Member, about: dict[str, object]) -> None:
    house.change(ben, **about)
    house.asks_aloud(ada, "a stretched photo", **QUICK)
    assert jobs.find_small_asks(house.now) == 0


# -- thanks ---------------------------------------------------------------------------------------------------------


def test_thanks_are_asked_for_once_when_none_were_said(house: House, ada: Member, ben: Member) -> None:
    silent, thanked = house.closes(ada, [ben]), house.closes(ada, [ben], words="thank you")
    assert jobs.follow_up_help(house.later(days=2)) == 0
    assert jobs.follow_up_help(house.later(days=1)) == 1
    assert house.sends() == 1
    assert [(nudge.kind, nudge.ask_id) for nudge in house.nudges()] == [(NudgeKind.THANKS, silent.id)]
    house.later(days=18)
    assert jobs.follow_up_help(house.now) == 2
    later = {nudge.ask_id for nudge in house.nudges(NudgeState.PLANNED) if nudge.kind is NudgeKind.CAME_OF_IT}
    assert later == {silent.id, thanked.id}


def test_thanks_that_were_said_meanwhile_are_not_asked_for(house: House, ada: Member, ben: Member) -> None:
    ask = house.closes(ada, [ben])
    jobs.follow_up_help(house.later(days=3))
    house.thanks(ask, "that was quick")
    assert house.sends() == 0
    assert house.only_nudge().state is NudgeState.LAPSED


def test_after_two_weeks_it_is_too_late_for_a_reminder_to_thank(house: House, ada: Member, ben: Member) -> None:
    house.closes(ada, [ben])
    house.change(ada, paused_until=house.now + 15 * DAY)
    jobs.follow_up_help(house.later(days=3))
    house.later(days=12)
    assert house.sends() == 0
    assert house.only_nudge().state is NudgeState.LAPSED


# -- old ties -------------------------------------------------------------------------------------------------------


def test_half_a_year_later_one_of_the_two_gets_a_reason_to_write(house: House, ada: Member, ben: Member) -> None:
    tie = house.met(ada, ben, days_ago=181)
    assert jobs.wake_ties(house.now) == 0
    house.asks_aloud(ada, "a stretched photo on the news page")
    assert jobs.wake_ties(house.later(days=1)) == 1
    assert house.sends() == 1
    nudge, (message,) = house.only_nudge(), house.promised()
    assert (nudge.member_id, nudge.about) == (ben.id, f"tie:{tie.id}"), "whoever can bring something"
    words = house.text_of(message)
    for said in (
        "It has been a while for you and <@Uada>",
        "stretched photo on the news page",
        "ask.help",
        "Write to ada",
    ):
        assert said in words
    assert "slack.com/app_redirect?team=T1&channel=Uada" in words
    (own,) = house.invitations()
    assert own.helper_id == ben.id, "no wave asks for the same again"


def test_an_offer_that_fits_what_the_other_does_is_a_reason_too(house: House, ada: Member, ben: Member) -> None:
    house.offers(ada, "colour photos", "calm words")
    house.met(ada, ben, days_ago=200)
    jobs.wake_ties(house.now)
    house.sends()
    assert "You offer:" in house.text_of(house.promised()[0])
    assert "photos" in house.text_of(house.promised()[0])


def test_where_there_is_nothing_to_bring_a_question_is_enough(house: House, ada: Member) -> None:
    house.met(ada, house.joins("cem"), days_ago=200)
    jobs.wake_ties(house.now)
    house.sends()
    assert "What can I do for you?" in house.text_of(house.promised()[0])


@pytest.mark.parametrize("audience", [Audience.HELPERS, Audience.ANONYMOUS])
def test_an_ask_that_not_everybody_may_read_is_no_reason(
    house: House, ada: Member, ben: Member, audience: Audience
) -> None:
    house.asks_aloud(ada, "a stretched photo of the secret plant", audience=audience)
    house.met(ada, ben, days_ago=200)
    jobs.wake_ties(house.now)
    house.sends()
    assert "secret plant" not in house.text_of(house.promised()[0])


def test_never_both_ends_and_never_twice_in_half_a_year(house: House, ada: Member, ben: Member) -> None:
    house.met(ada, ben, days_ago=200)
    got: list[tuple[int, int]] = []
    for week in range(80):
        jobs.wake_ties(house.now)
        got += [(week, nudge.member_id) for nudge in house.nudges(NudgeState.PLANNED)]
        house.sends()
        house.later(days=7)
    assert [week for week, _ in got] == [0, 26, 52, 78]
    assert got[0][1] != got[1][1], "they take turns"


def test_one_member_is_reminded_of_one_tie_at_a_time(house: House, ada: Member) -> None:
    for number in range(6):
        house.met(ada, house.joins(f"colleague{number}", muted_nudges="reconnect"), days_ago=200)
    weeks = []
    for week in range(12):
        jobs.wake_ties(house.now)
        weeks += [week] * house.sends()
        house.later(days=7)
    assert weeks == [0, 2, 4, 6, 8, 10], "none is forgotten, and no two come at once"


def test_a_tie_that_was_used_meanwhile_needs_no_reminder(house: House, ada: Member, ben: Member) -> None:
    house.met(ada, ben, days_ago=200)
    jobs.wake_ties(house.now)
    house.later(hours=1)
    house.met(ada, ben, days_ago=0)
    assert house.sends() == 0
    assert jobs.wake_ties(house.later(days=181)) == 0


@pytest.mark.parametrize("about", [{"is_deactivated": True}, {"is_guest": True}])
def test_whoever_left_is_nobody_to_write_to(house: House, ada: Member, ben: Member, about: dict[str, object]) -> None:
    house.met(ada, ben, days_ago=200)
    house.change(ben, **about)
    assert jobs.wake_ties(house.now) == 0
    house.met(ada, house.joins("cem"), days_ago=200)
    assert jobs.wake_ties(house.now) == 1


def test_when_one_wants_no_reminders_the_other_may_get_it(house: House, ada: Member, ben: Member) -> None:
    house.change(ben, muted_nudges="reconnect")
    house.asks_aloud(ada, "a stretched photo")
    house.met(ada, ben, days_ago=200)
    jobs.wake_ties(house.now)
    assert house.only_nudge().member_id == ada.id


def test_not_this_one_leaves_a_tie_alone_for_a_year(house: House, ada: Member, ben: Member) -> None:
    tie = house.met(ada, ben, days_ago=200)
    jobs.wake_ties(house.now)
    house.sends()
    house.dismisses(house.only_nudge())
    assert house.tie_now(tie).wakes_at == house.now + 365 * DAY
    assert jobs.wake_ties(house.later(days=364)) == 0
    assert jobs.wake_ties(house.later(days=1)) == 1


# -- an ask comes back ----------------------------------------------------------------------------------------------


@pytest.fixture
def nothing(house: House, ada: Member, ben: Member) -> Ask:
    """An ask that brought nothing to Ben's mind."""
    ask = house.asks_aloud(ada, "who knows their way around pivot charts?")
    about = {"answered_at": house.now, "comes_back_at": house.now + 28 * DAY}
    house.invites(ben, ask, InvitationState.NOTHING, **about)
    return ask


def test_an_ask_comes_back_once_after_four_weeks(house: House, nothing: Ask) -> None:
    assert jobs.bring_asks_back(house.later(days=27, hours=23)) == 0
    assert jobs.bring_asks_back(house.later(hours=1)) == 1
    assert house.sends() == 1
    nudge, (message,) = house.only_nudge(), house.promised()
    assert (nudge.kind, nudge.ask_id) == (NudgeKind.FITS_NOW, nothing.id)
    for words in ("does it fit now?", "pivot charts", "ask.help", "ask.know", "nudge.notthis"):
        assert words in house.text_of(message)
    for _ in range(10):
        assert jobs.bring_asks_back(house.later(days=7)) == 0


def test_an_ask_comes_back_when_a_new_line_fits(house: House, ben: Member, nothing: Ask) -> None:
    house.later(hours=1)
    assert house.writes(ben, "baking bread") == 0
    assert house.writes(ben, "charts of all sorts") == 1
    assert house.sends() == 1
    assert house.writes(ben, "pie charts") == 0
    assert jobs.bring_asks_back(house.later(days=30)) == 0, "once"


def test_lines_that_were_there_before_are_nothing_new(house: House, ada: Member, ben: Member) -> None:
    ask = house.asks_aloud(ada, "who can do pivot tables?")
    about = {"answered_at": house.now, "comes_back_at": house.now + 28 * DAY}
    house.invites(ben, ask, InvitationState.NOTHING, **about)
    assert house.writes(ben, "baking bread") == 0


@pytest.mark.parametrize("state", [AskState.IN_HANDS, AskState.HELPED, AskState.WITHDRAWN])
def test_an_ask_that_needs_nobody_any_more_does_not_come_back(house: House, nothing: Ask, state: AskState) -> None:
    house.change(nothing, state=state)
    assert jobs.bring_asks_back(house.later(days=28)) == 0


def test_whoever_helps_after_all_is_not_reminded(house: House, nothing: Ask) -> None:
    jobs.bring_asks_back(house.later(days=28))
    (own,) = house.invitations()
    house.change(own, state=InvitationState.HELPING)
    assert house.sends() == 0


# -- somebody to greet, and which of several goes ---------------------------------------------------------------------


def greet(house: House, to: Member, newcomer: Member) -> bool:
    """Show a host somebody who has joined, as `bot.newcomers` does."""
    newcomers.register()
    house.change(to, is_host=True)
    with house.database.transaction() as tx:
        joined = Newcomer(workspace_id=to.workspace_id, member_id=newcomer.id, joined_at=house.now)
        tx.add(joined)
        tx.flush()
        greeting = Greeting(
            workspace_id=to.workspace_id, newcomer_id=joined.id, host_id=to.id, asked_at=house.now, topic=newcomer.name
        )
        tx.add(greeting)
        tx.flush()
        about = f"greeting:{greeting.id}"
        return service.offer(tx, to=to, kind=NudgeKind.GREET, occasion=about, about=about, now=house.now)


def test_a_newcomer_to_greet_is_named_while_they_are_here(house: House, ada: Member) -> None:
    lena, max_ = house.joins("lena"), house.joins("max")
    assert greet(house, ada, lena)
    assert house.sends() == 1
    assert "<@Ulena> joined a little while ago" in house.text_of(house.promised()[0])
    assert greet(house, ada, max_)
    house.change(max_, is_deactivated=True)
    assert house.sends(house.later(days=1)) == 0


def test_of_several_the_most_useful_goes_and_the_others_wait_their_turn(house: House, ada: Member, ben: Member) -> None:
    house.met(ada, house.joins("cem", muted_nudges="reconnect"), days_ago=200)
    jobs.wake_ties(house.now)
    assert greet(house, ada, house.joins("lena"))
    house.plans(house.asks(ada), ada)
    for _ in range(4):
        house.sends()
        house.later(days=1)
    sent = sorted(house.nudges(NudgeState.SENT), key=lambda nudge: nudge.sent_at or TUESDAY_TEN)
    assert [nudge.kind for nudge in sent] == [NudgeKind.STILL_OPEN, NudgeKind.RECONNECT, NudgeKind.GREET]


def test_what_waits_is_told_in_the_order_of_usefulness_and_without_what_is_over(house: House, ada: Member) -> None:
    greet(house, ada, house.joins("lena"))
    over, still = house.asks(ada), house.asks(ada)
    house.plans(over, ada)
    house.plans(still, ada)
    house.change(over, state=AskState.WITHDRAWN)
    with house.database.transaction() as tx:
        waiting = service.waiting(tx, tx.get_one(Member, ada.id), now=house.now)
        assert [nudge.about for nudge in waiting] == [f"ask:{still.id}", "greeting:1"]


def test_a_kind_with_a_rest_gives_way_to_others(house: House, ada: Member) -> None:
    house.nudged(ada)
    assert house.sends() == 1
    house.change(ada, muted_nudges="still_open:14")
    house.later(days=1)
    house.nudged(ada)
    greet(house, ada, house.joins("lena"))
    assert house.sends() == 1
    assert house.kinds(NudgeState.SENT) == [NudgeKind.STILL_OPEN, NudgeKind.GREET]
    (waiting,) = house.nudges(NudgeState.PLANNED)
    assert waiting.due_at == TUESDAY_TEN + 14 * DAY
    assert house.sends(waiting.due_at) == 1


def test_a_reason_that_no_feature_stands_for_lapses(house: House, ada: Member) -> None:
    with house.database.transaction() as tx:
        service.offer(tx, to=ada, kind=NudgeKind.CAME_OF_IT, occasion="x", about="dream:1", now=house.now)
    assert house.sends() == 0
    assert house.only_nudge().state is NudgeState.LAPSED
