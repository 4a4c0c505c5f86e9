from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.matching import service
from bot.matching.rules import ANYBODY, Reason, choose
from models import Ask, Evidence, InvitationState, Kind, Member, Offer, Source
from tests.matching.office import Office
from tests.matching.test_words import BAD

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PHOTO = "our website photo looks stretched"


def test_whoever_offered_it_is_found(office: Office):
    office.joins("ada", offers=["Excel pivot tables"])
    office.joins("ben", offers=["photos and image editing", "stretched images"])
    assert office.finds(PHOTO) == ["ben"]


def test_the_reason_is_their_own_offer(office: Office):
    office.joins("ben", offers=["video editing", "stretched photos", "cooking"])
    (ben,) = office.candidates(PHOTO)
    assert ben.reason == Reason("offer", "stretched photos")


@pytest.mark.parametrize(
    ("offer", "ask"),
    [
        ("Präsentationen und Folien", "Kann jemand über meine Praesentation schauen?"),
        ("Übersetzungen Englisch-Deutsch", "Wer kann zwei Sätze uebersetzen?"),
        ("Verträge lesen", "bräuchte kurz Hilfe bei einem Vertrag"),
        ("PowerPoint slides", "Kann mir jemand bei den Slides helfen?"),
        ("testing", "Wer mag unsere Seite testen?"),
        ("C++", "a segfault in C++ I don't get"),
    ],
)
def test_people_find_each_other_in_either_language(office: Office, offer: str, ask: str):
    office.joins("ada", offers=["gardening", "Kaffee kochen"])
    office.joins("ben", offers=[offer])
    assert office.finds(ask) == ["ben"]


def test_more_shared_words_rank_higher(office: Office):
    office.joins("ada", offers=["photos"])
    office.joins("ben", offers=["website photos"])
    office.joins("cem", offers=["stretched website photos"])
    assert office.finds(PHOTO) == ["cem", "ben", "ada"]


def test_a_common_word_does_not_outweigh_a_rare_one(office: Office):
    for number in range(8):
        office.joins(f"common{number}", offers=["Excel and Word"])
    office.joins("rare", offers=["macros"])
    assert office.finds("Excel macros fail", most=2) == ["rare", "common0"]
    assert office.finds("Excel and Word macros fail", most=2) == ["rare", "common0"]


def test_saying_a_word_in_many_offers_does_not_outweigh_the_offer_that_fits(office: Office):
    office.joins("loud", offers=[f"Excel {thing}" for thing in ("charts", "macros", "reports")])
    office.joins("apt", offers=["Excel imports"])
    assert office.finds("my Excel import fails") == ["apt", "loud"]


def test_what_it_is_for_helps_to_find_somebody(office: Office):
    office.joins("ben", offers=["trade fairs"])
    ask = office.asks("a second pair of eyes", what_for="so that our trade fair stand is ready")
    assert office.finds(ask) == ["ben"]


def test_nobody_is_found_when_no_words_meet(office: Office):
    office.joins("ben", offers=["gardening"])
    assert office.finds(PHOTO) == []


def test_past_help_counts_but_less_than_an_offer(office: Office):
    helper = office.joins("helper")
    office.joins("offerer", offers=["photo"])
    past = office.asks("a photo of the team")
    service.index_help(office.tx, past, helper.id, office.now - 30 * DAY)
    ask = office.asks("which photo?")
    assert office.finds(ask) == ["offerer", "helper"]
    assert office.candidates(ask)[1].reason == Reason("helped", when=(office.now - 30 * DAY).date())


def test_help_noted_twice_is_kept_once(office: Office):
    ada, ben, past = office.joins("ada"), office.joins("ben"), office.asks("photo")
    for helper in (ada, ben, ada):
        service.index_help(office.tx, past, helper.id, office.now)
    helped = select(Evidence.member_id).where(Evidence.source == Source.HELPED)
    assert sorted(office.tx.scalars(helped)) == [ada.id, ben.id]
    assert office.finds("photo") == ["ada", "ben"]


def test_for_a_contact_those_who_know_people_there_come_first(office: Office):
    office.joins("offers", offers=["procurement at Airbus"])
    office.joins("knows", reach=["Airbus Hamburg, procurement"])
    ask = office.asks("Who knows someone in procurement at Airbus?", kind=Kind.CONTACT)
    assert office.finds(ask) == ["knows", "offers"]
    assert office.candidates(ask)[0].reason == Reason("reach", "Airbus Hamburg, procurement")


def test_for_anything_else_reach_counts_little(office: Office):
    office.joins("knows", reach=["photo studio, website agency"])
    office.joins("offers", offers=["photo"])
    assert office.finds("a photo for the website") == ["offers", "knows"]


LEFT_OUT: dict[str, dict[str, Any]] = {
    "deactivated": {"is_deactivated": True},
    "a bot": {"is_bot": True},
    "a guest": {"is_guest": True},
    "a stranger": {"is_stranger": True},
    "on leave without end": {"is_on_leave": True},
    "on leave": {"is_on_leave": True, "leave_ends_at": HOUR},
    "paused": {"paused_until": HOUR},
}
BACK: dict[str, dict[str, Any]] = {
    "back from leave": {"is_on_leave": True, "leave_ends_at": timedelta()},
    "leave without the status": {"is_on_leave": False, "leave_ends_at": HOUR},
    "no longer paused": {"paused_until": timedelta()},
}


def _at_once(office: Office, about: dict[str, Any]) -> dict[str, Any]:
    return {name: office.now + value if isinstance(value, timedelta) else value for name, value in about.items()}


@pytest.mark.parametrize("about", LEFT_OUT.values(), ids=LEFT_OUT.keys())
@pytest.mark.parametrize("widened", [False, True])
def test_who_cannot_be_asked_is_not_found(office: Office, about: dict[str, Any], widened: bool):
    office.joins("ben", offers=["photo"], **_at_once(office, about))
    office.joins("ada", offers=["photo"])
    assert office.finds(PHOTO, widened=widened) == ["ada"]


@pytest.mark.parametrize("about", BACK.values(), ids=BACK.keys())
def test_who_is_back_is_found(office: Office, about: dict[str, Any]):
    office.joins("ben", offers=["photo"], **_at_once(office, about))
    assert office.finds(PHOTO) == ["ben"]


@pytest.mark.parametrize("widened", [False, True])
def test_the_asker_is_never_found(office: Office, widened: bool):
    ada = office.joins("ada", offers=["photo"])
    assert office.finds(office.asks(PHOTO, by=ada), widened=widened) == []


@pytest.mark.parametrize("widened", [False, True])
def test_who_is_excluded_is_not_found(office: Office, widened: bool):
    ada, _ = office.joins("ada", offers=["photo"]), office.joins("ben", offers=["photo"])
    assert office.finds(PHOTO, excluding=[ada.id], widened=widened) == ["ben"]


def test_who_was_only_going_to_be_invited_is_found_again(office: Office):
    ben = office.joins("ben", offers=["photo"])
    ask = office.asks(PHOTO)
    office.invited(ben, ask, state=InvitationState.SPARED)
    assert office.finds(ask) == ["ben"]


@pytest.mark.parametrize("state", [state for state in InvitationState if state is not InvitationState.SPARED])
@pytest.mark.parametrize("widened", [False, True])
def test_who_was_invited_to_this_ask_is_not_found_again(office: Office, state: InvitationState, widened: bool):
    office.workspace.invitations_a_day = office.workspace.invitations_a_week = 9
    ben = office.joins("ben", offers=["photo"])
    ask = office.asks(PHOTO)
    office.invited(ben, ask, ago=HOUR, state=state)
    assert office.finds(ask, widened=widened) == []
    assert office.finds(PHOTO, widened=widened) == ["ben"]


@pytest.mark.parametrize("widened", [False, True])
def test_another_workspace_is_never_looked_into(office: Office, other_office: Office, widened: bool):
    other_office.joins("stranger", offers=["photo"], reach=["photo"])
    friend = other_office.joins("friend")
    service.index_help(office.tx, other_office.asks("photo"), friend.id, office.now)
    assert office.finds(PHOTO, widened=widened) == []
    assert set(other_office.finds(PHOTO)) == {"stranger", "friend"}


def test_another_workspace_does_not_change_what_a_word_is_worth(office: Office, other_office: Office):
    office.joins("ben", offers=["photo"])
    ask = office.asks(PHOTO)
    before = office.candidates(ask)
    other_office.crowd(20, offer="photo")
    assert office.candidates(ask) == before


def test_one_invitation_a_day_is_enough(office: Office):
    rested, tired = office.joins("rested", offers=["photo"]), office.joins("tired", offers=["photo"])
    office.invited(rested, ago=DAY)
    office.invited(tired, ago=DAY - timedelta(seconds=1))
    assert office.finds(PHOTO) == ["rested"]


def test_three_invitations_a_week_are_enough(office: Office):
    rested, tired = office.joins("rested", offers=["photo"]), office.joins("tired", offers=["photo"])
    for days in (2, 4, 7):
        office.invited(rested, ago=days * DAY)
        office.invited(tired, ago=days * DAY - HOUR)
    assert office.finds(PHOTO) == ["rested"]


def test_a_workspace_may_choose_other_caps(office: Office):
    ben = office.joins("ben", offers=["photo"])
    office.workspace.invitations_a_day = 2
    office.invited(ben, ago=HOUR)
    assert office.finds(PHOTO) == ["ben"]
    office.invited(ben, ago=HOUR)
    assert office.finds(PHOTO) == []


@pytest.mark.parametrize("cap", ["invitations_a_day", "invitations_a_week"])
def test_a_cap_of_none_means_nobody(office: Office, cap: str):
    office.joins("ben", offers=["photo"])
    setattr(office.workspace, cap, 0)
    assert office.finds(PHOTO, widened=True) == []


def test_a_planned_invitation_counts_from_when_it_is_due(office: Office):
    ben = office.joins("ben", offers=["photo"])
    office.invited(ben, state=InvitationState.PLANNED, due_at=office.now + 20 * HOUR)
    assert office.finds(PHOTO) == []


@pytest.mark.parametrize(
    "row",
    [
        {"wave": 0, "state": InvitationState.HELPING},
        {"state": InvitationState.DROPPED},
        {"state": InvitationState.SPARED},
        {"state": InvitationState.DROPPED, "ago": HOUR},
        {"wave": 0, "state": InvitationState.HELPING, "ago": HOUR},
        {"state": InvitationState.CLOSED},
    ],
)
def test_coming_unasked_and_what_was_never_sent_do_not_count(office: Office, row: dict[str, Any]):
    ben = office.joins("ben", offers=["photo"])
    office.invited(ben, due_at=office.now - HOUR, **row)
    assert office.finds(PHOTO) == ["ben"]


def test_many_tired_people_do_not_hide_a_rested_one(office: Office):
    office.workspace.invitations_a_day = 1
    other = office.asks("something else entirely")
    for number in range(60):
        office.invited(office.joins(f"tired{number}", offers=["stretched photo"]), other, ago=HOUR)
    office.joins("rested", offers=["photo"])
    assert office.finds(PHOTO, most=1) == ["rested"]


def test_widened_those_with_any_offer_follow_longest_in_peace_first(office: Office):
    office.joins("nothing to offer")
    office.joins("lately", offers=["cooking"], last_invited_at=office.now - 2 * DAY)
    office.joins("long ago", offers=["cooking"], last_invited_at=office.now - 20 * DAY)
    office.joins("never", offers=["cooking"])
    office.joins("fitting", offers=["photo"], last_invited_at=office.now - DAY)
    assert office.finds(PHOTO, widened=True) == ["fitting", "never", "long ago", "lately"]
    assert office.finds(PHOTO, widened=True, most=2) == ["fitting", "never"]
    assert [one.reason for one in office.candidates(PHOTO, widened=True)][1:] == [ANYBODY] * 3
    assert office.finds(PHOTO) == ["fitting"]


def test_widening_does_not_bring_back_who_is_at_their_cap(office: Office):
    ben = office.joins("ben", offers=["photo"])
    office.invited(ben, ago=HOUR)
    assert office.finds(PHOTO, widened=True) == []


def test_equals_come_in_the_order_of_their_coming(office: Office):
    for name in ("ada", "ben", "cem"):
        office.joins(name, offers=["photo"])
    ask = office.asks(PHOTO)
    assert office.finds(ask) == office.finds(ask) == ["ada", "ben", "cem"]


def test_no_more_than_asked_for(office: Office):
    for name in ("ada", "ben", "cem"):
        office.joins(name, offers=["photo"])
    assert office.finds(PHOTO, most=2) == ["ada", "ben"]
    assert office.finds(PHOTO, most=0) == []


def test_the_asking_is_spread(office: Office):
    for number in range(9):
        office.joins(f"helper{number}", offers=["photo"])
    asked = []
    for _ in range(3):
        ask = office.asks(PHOTO)
        for one in choose(office.candidates(ask), most=3, now=office.now, seed=str(ask.id)):
            helper = office.tx.get_one(Member, one.member_id)
            office.invited(helper, ask, ago=timedelta(), answered_at=office.now)
            asked.append(helper.name)
        office.now += 2 * DAY
    assert len(set(asked)) == 9


def test_a_rare_word_beside_a_very_common_one_decides(office: Office):
    office.crowd(300, offer="photo")
    office.joins("rare", offers=["photo retouching"])
    assert office.finds("photo retouching", most=1) == ["rare"]


def test_a_forgotten_offer_counts_no_more(office: Office):
    ben = office.joins("ben")
    gone, kept = office.offers(ben, "photo"), office.offers(ben, "video")
    service.forget_lines(office.tx, office.workspace.id, Source.OFFER, [gone.id])
    assert office.finds("photo") == []
    assert office.finds("video") == ["ben"]
    assert kept.id != gone.id


def test_forgetting_touches_only_this_workspace_and_this_source(office: Office, other_office: Office):
    stranger = other_office.joins("stranger")
    theirs = other_office.offers(stranger, "photo")
    service.forget_lines(office.tx, office.workspace.id, Source.OFFER, [theirs.id])
    service.forget_lines(office.tx, other_office.workspace.id, Source.REACH, [theirs.id])
    service.forget_lines(office.tx, other_office.workspace.id, Source.OFFER, [])
    assert other_office.finds("photo") == ["stranger"]


@pytest.mark.parametrize("text", [*BAD, 'photo" OR "x', "photo*", "photo : NEAR(", "%", "_"])
def test_bad_input_is_never_an_error(office: Office, text: str):
    workspace, ben = office.workspace.id, office.joins("ben", offers=["cooking"])
    offer = Offer(workspace_id=workspace, member_id=ben.id, text=text, written_at=office.now)
    offer.id = 99
    service.index_offer(office.tx, offer)
    # Never stored: what a database makes of such a text is not what is tried here.
    ask = Ask(workspace_id=workspace, asker_id=office.asker.id, text=text, what_for=text, opened_at=office.now)
    assert office.finds(ask) == office.finds(ask, widened=True) == ["ben"]
