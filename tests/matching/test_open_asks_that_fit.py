from datetime import timedelta

import pytest

from bot.matching import service
from models import AskState, Audience, Effort, InvitationState
from tests.matching.office import Office


def test_an_ask_that_meets_an_offer_is_shown(office: Office):
    ada = office.joins("ada", offers=["Excel pivot tables", "cooking"])
    office.asks("my pivot table is empty")
    office.asks("a photo of the team")
    assert office.shows(ada) == ["my pivot table is empty"]


def test_the_best_fit_comes_first_then_the_older_ask(office: Office):
    ada = office.joins("ada", offers=["Excel pivot tables"])
    for text in ("a pivot question", "a pivot table in Excel", "another pivot question"):
        office.asks(text)
        office.now += timedelta(hours=1)
    assert office.shows(ada) == ["a pivot table in Excel", "a pivot question", "another pivot question"]
    assert office.shows(ada, most=1) == ["a pivot table in Excel"]


def test_a_rare_word_fits_better_than_a_common_one(office: Office):
    ada = office.joins("ada", offers=["Excel", "macros"])
    for number in range(3):
        office.asks(f"Excel sheet no. {number}")
    office.asks("macros")
    assert office.shows(ada, most=1) == ["macros"]


def test_only_small_asks_when_only_small_ones_are_wanted(office: Office):
    ada = office.joins("ada", offers=["photo"])
    for effort in Effort:
        office.asks(f"photo {effort}", effort=effort)
    assert set(office.shows(ada, small_only=True)) == {"photo 2min", "photo 15min"}
    assert set(office.shows(ada)) == {"photo 2min", "photo 15min", "photo 1h"}


@pytest.mark.parametrize("state", [state for state in AskState if state is not AskState.OPEN])
def test_an_ask_that_is_not_open_is_not_shown(office: Office, state: AskState):
    ada = office.joins("ada", offers=["photo"])
    office.asks("photo", state=state)
    assert office.shows(ada) == []


@pytest.mark.parametrize("audience", Audience)
def test_asks_for_helpers_and_anonymous_ones_are_shown_too_but_none_for_one_colleague(
    office: Office, audience: Audience
):
    ada = office.joins("ada", offers=["photo"])
    office.asks("photo", audience=audience)
    assert office.shows(ada) == ([] if audience is Audience.ONE else ["photo"])


def test_ones_own_ask_is_not_shown(office: Office):
    ada = office.joins("ada", offers=["photo"])
    office.asks("photo", by=ada)
    assert office.shows(ada) == []


@pytest.mark.parametrize("state", InvitationState)
def test_an_ask_one_has_an_invitation_to_is_not_shown(office: Office, state: InvitationState):
    ada, ben = office.joins("ada", offers=["photo"]), office.joins("ben", offers=["photo"])
    office.invited(ada, office.asks("photo"), state=state)
    assert office.shows(ada) == []
    assert office.shows(ben) == ["photo"]


def test_an_ask_whose_day_has_passed_is_not_shown(office: Office):
    ada = office.joins("ada", offers=["photo"])
    today = office.now.date()
    office.asks("photo today", by_when=today)
    office.asks("photo yesterday", by_when=today - timedelta(days=1))
    assert office.shows(ada) == ["photo today"]


def test_asks_of_another_workspace_are_never_shown(office: Office, other_office: Office):
    ada = office.joins("ada", offers=["photo"])
    other_office.asks("photo")
    assert office.shows(ada) == []


def test_who_offers_nothing_is_shown_nothing(office: Office):
    ben = office.joins("ben", reach=["photo studio"])
    office.asks("photo studio")
    assert office.shows(ben) == []


def test_a_forgotten_ask_is_not_shown(office: Office):
    ada = office.joins("ada", offers=["photo"])
    gone = office.asks("gone photo")
    office.asks("kept photo")
    service.forget_open_ask(office.tx, gone)
    assert office.shows(ada) == ["kept photo"]


def test_changed_words_count_once_the_ask_is_read_anew(office: Office):
    ada = office.joins("ada", offers=["photo"])
    ask = office.asks("video")
    ask.text = "photo"
    service.forget_open_ask(office.tx, ask)
    service.index_open_ask(office.tx, ask)
    assert office.shows(ada) == ["photo"]
