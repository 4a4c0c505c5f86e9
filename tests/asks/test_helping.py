"""Helping and closing: two people meet, the rest is let off, the journal remembers."""

import pytest
from sqlalchemy import select

from models import Ask, AskState, JournalEntry
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


@pytest.fixture
def cem(team: Team) -> Person:
    return team.joins("cem", offers="photos, page layout")


def ask(person: Person, **values: object) -> None:
    person.types("/ask", PHOTO)
    person.submits(**values)


def state(team: Team) -> AskState:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Ask.state).order_by(Ask.id)).one()


def journal(team: Team) -> list[JournalEntry]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(JournalEntry)))


def test_helper_and_asker_meet_in_a_conversation_that_opens_with_the_ask(team: Team, ada: Person, ben: Person):
    ask(ada, what_for="the launch")
    ben.presses("I can help", in_="@")
    opening = ada.reads_anywhere("Over to you two")
    assert PHOTO in ada.read(opening)
    members = team.slack.channels[opening.channel].members
    assert {ada.user_id, ben.user_id} <= set(members)
    assert state(team) is AskState.IN_HANDS


def test_the_rest_of_the_wave_is_let_off_and_their_buttons_go(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    ben.presses("I can help", in_="@")
    let_off = cem.inbox[-1]
    assert "in good hands" in cem.read(let_off)
    assert cem.buttons(let_off) == []


def test_the_channel_post_tells_that_it_is_in_good_hands(team: Team, ada: Person, ben: Person):
    ask(ada)
    ben.presses("I can help", in_="@")
    post = next(message for message in ada.sees("general") if PHOTO in ada.read(message))
    assert "In good hands" in ada.read(post)
    assert ada.buttons(post) == []


def test_somebody_who_was_not_invited_may_help_from_the_channel(team: Team, ada: Person, stranger: Person):
    ask(ada)
    stranger.presses("I can help", in_="general")
    assert ada.reads_anywhere("Over to you two")


def test_two_who_press_get_one_truth(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    late = cem.inbox[-1]
    value = late.blocks[-1]["elements"][0]["value"]
    ben.presses("I can help", in_="@")
    cem.presses_late("ask.help", value, on=late)
    assert cem.reads_anywhere("already helping")
    with pytest.raises(AssertionError):
        cem.reads_anywhere("Over to you two")


def test_the_asker_cannot_help_themselves(team: Team, ada: Person, ben: Person):
    ask(ada)
    ada.presses("I can help", in_="general")
    assert ada.reads_anywhere("your own ask")
    assert state(team) is AskState.OPEN


def test_closing_thanks_the_helper_in_the_askers_words_and_writes_their_journal(team: Team, ada: Person, ben: Person):
    ask(ada)
    ben.presses("I can help", in_="@")
    ada.presses("Close it")
    assert ada.holds()["helpers"] == [ben.user_id]
    assert ada.holds()["words"] is None
    ada.submits(words="You saved my evening", made_possible="the page is live")
    thanks = ben.reads_anywhere("You saved my evening")
    assert "the page is live" in ben.read(thanks)
    assert [(entry.text, entry.words, entry.made_possible) for entry in journal(team)] == [
        (PHOTO, "You saved my evening", "the page is live")
    ]
    assert state(team) is AskState.HELPED
    post = next(message for message in ada.sees("general") if PHOTO in ada.read(message))
    assert "Helped" in ada.read(post)
    assert ada.buttons(post) == []
    assert post.edited


def test_closing_without_a_helper_means_answered_elsewhere(team: Team, ada: Person, ben: Person):
    ask(ada)
    ada.presses("Close it")
    ada.submits(helpers=[])
    assert state(team) is AskState.ANSWERED
    assert journal(team) == []
    assert "settled" in ben.read(ben.inbox[-1])
    assert ben.buttons(ben.inbox[-1]) == []


def test_an_asker_cannot_thank_themselves(team: Team, ada: Person):
    ask(ada)
    ada.presses("Close it")
    ada.submits(helpers=[ada.user_id])
    assert ada.modal is not None
    assert "helpers" in ada.modal.errors


def test_only_the_asker_closes(team: Team, ada: Person, ben: Person):
    ask(ada)
    ben.presses("I can help", in_="@")
    ben.presses("Close it")
    assert ben.modal is None
    assert ben.reads_anywhere("Only the person who asked")


def test_withdrawing_takes_every_button_away(team: Team, ada: Person, ben: Person):
    ask(ada)
    ada.presses("Withdraw")
    assert state(team) is AskState.WITHDRAWN
    for reader, place in ((ben, ben.inbox[-1]), (ada, ada.sees("general")[-1])):
        assert reader.buttons(place) == []


def test_a_press_on_something_closed_is_answered(team: Team, ada: Person, ben: Person):
    ask(ada)
    old = ben.inbox[-1]
    value = old.blocks[-1]["elements"][0]["value"]
    ada.presses("Withdraw")
    for action in ("ask.help", "ask.nothing", "ask.notnow", "ask.know"):
        ben.presses_late(action, value, on=old)
        assert ben.reads_anywhere("was withdrawn")
    assert state(team) is AskState.WITHDRAWN


def test_a_helper_may_think_of_something_after_all(team: Team, ada: Person, ben: Person):
    team.joins("cem", offers="photos")
    ask(ada)
    ben.presses("Nothing comes to mind")
    ben.presses("I can help after all")
    assert ada.reads_anywhere("Over to you two")


def test_still_looking_asks_on(team: Team, ada: Person, ben: Person):
    ask(ada)
    ben.presses("I can help", in_="@")
    later = team.joins("dora", offers="stretched photos")
    ada.presses("Still looking")
    assert state(team) is AskState.OPEN
    assert PHOTO in later.read(later.inbox[-1])


def test_a_conversation_that_slack_refuses_is_put_right(team: Team, ada: Person, ben: Person):
    ask(ada)
    team.slack.faults.add(method="conversations.open", kind="error", error="not_allowed")
    ben.presses("I can help", in_="@")
    assert ada.reads_anywhere("write to")
    assert ben.reads_anywhere("write to")


def test_an_anonymous_ask_names_nobody_and_the_bot_relays(team: Team, ada: Person, ben: Person):
    ask(ada, audience="anonymous")
    invitation = ben.inbox[-1]
    assert ada.user.real_name not in ben.read(invitation)
    assert ada.user_id not in str(invitation.blocks) + invitation.text
    ben.presses("I can help")
    ben.presses("Write an answer")
    ben.submits(text="Send me the picture")
    ada.reads_anywhere("Send me the picture")
    ada.presses("Answer")
    ada.submits(text="Here it is")
    ben.reads_anywhere("Here it is")
    assert all(ada.user_id not in str(message.blocks) + message.text for message in ben.inbox)
    with pytest.raises(AssertionError):
        ben.reads_anywhere("Over to you two")
    ada.presses("Close it")
    ada.submits(words="thank you")
    assert ada.user_id not in str([(message.blocks, message.text) for message in ben.inbox])
    assert [entry.receiver_id for entry in journal(team)] == [None]


def test_an_anonymous_pair_writes_in_threads(team: Team, ada: Person, ben: Person):
    ask(ada, audience="anonymous")
    ben.presses("I can help")
    ben.says("Which page is it?", thread=ben.reads_anywhere("Thank you for helping"))
    heard = ada.reads_anywhere("Which page is it?")
    ada.says("The one about me", thread=heard)
    assert ben.reads_anywhere("The one about me")
    assert state(team) is AskState.IN_HANDS


def test_an_ask_shown_to_nobody_does_not_exist_for_others(team: Team, ada: Person, ben: Person, stranger: Person):
    ask(ada, audience="helpers")
    value = ben.inbox[-1].blocks[-1]["elements"][0]["value"]
    stranger.says("hello")
    stranger.presses_late("ask.help", value, on=stranger.sees("general")[-1])
    assert stranger.reads_anywhere("cannot find this ask")
    assert state(team) is AskState.OPEN


def test_three_weeks_later_the_chain_hears_what_came_of_it(team: Team, ada: Person, ben: Person):
    ask(ada)
    ben.presses("I can help", in_="@")
    ada.presses("Close it")
    ada.submits(words="thanks")
    team.later(days=21, minutes=5)
    team.later(minutes=5)
    ada.presses("Tell them")
    ada.submits(words="The page won a prize")
    assert ben.reads_anywhere("The page won a prize")
    assert journal(team)[0].made_possible == "The page won a prize"
