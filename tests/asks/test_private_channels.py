"""What is asked in a private channel is found by nobody who was not there or asked to help."""

import pytest

from bot.asks.forms import Draft, draft_in_button, in_button
from models import Audience
from tests.team import Person, Team

ASK = "who knows salary negotiations?"


@pytest.fixture
def board(team: Team) -> Person:
    ada = team.joins("ada")
    team.slack.add_channel(name="board", members=[ada.user_id, team.slack.bot_user_id], is_private=True)
    return ada


def home_of(person: Person) -> str:
    person.opens_home()
    return person.read(person.home)


@pytest.mark.parametrize(("where", "is_found"), [("board", False), ("general", True)])
def test_a_home_shows_what_was_asked_of_everybody_only(team: Team, board: Person, where: str, *, is_found: bool):
    board.types("/ask", ASK, in_=where)
    board.submits(audience="channel")
    nina = team.joins("nina", offers="salary negotiations")
    assert (ASK in home_of(nina)) == is_found
    assert any(ASK in board.read(message) for message in board.sees(where))


@pytest.mark.parametrize("is_private", [True, False])
def test_a_button_that_opens_the_form_again_remembers_where_it_was_begun(*, is_private: bool):
    draft = Draft(text="one: two", channel="C1", is_private=is_private, audience=Audience.CHANNEL)
    assert draft_in_button(in_button(draft)) == draft
