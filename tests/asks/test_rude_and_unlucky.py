"""Rude and unlucky people: whatever they press, in whatever order, one thing is true and they are told."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models import Ask, AskState, Invitation, Member
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


def ask(person: Person, text: str = PHOTO, **values: object) -> None:
    person.types("/ask", text)
    person.submits(**values)


def asks_in(team: Team) -> list[Ask]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Ask).order_by(Ask.id)))


def hears(person: Person, words: str) -> bool:
    return any(words in person.read(message) for message in person.everything())


def test_add_anyway_adds_once_however_often_it_is_pressed(team: Team, ada: Person):
    ask(ada)
    ask(ada)
    button = ada.reads_anywhere("already noted")
    value = button.blocks[-1]["elements"][0]["value"]
    presses = [
        threading.Thread(target=lambda: ada.slack.press(ada.user_id, button.channel, button.ts, "ask.anyway"))
        for _ in range(6)
    ]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    team.settle()
    ada.presses_late("ask.anyway", value, on=button)
    assert len(asks_in(team)) == 2
    assert hears(ada, "I have added it already")


def test_whoever_has_had_enough_invitations_is_asked_another_day_and_the_asker_hears_so(
    team: Team, ada: Person, ben: Person
):
    ask(ada, audience="helpers")
    eve = team.joins("eve")
    ask(eve, "another photo is stretched", audience="helpers")
    assert hears(eve, "Nobody is free right now")
    assert not hears(eve, "Nobody yet")
    team.at(datetime(2026, 11, 25, 9, 5, tzinfo=UTC))
    assert hears(ben, "another photo is stretched")


def test_pressing_help_twice_says_that_you_are_helping(team: Team, ada: Person, ben: Person):
    ask(ada)
    invitation = ben.inbox[-1]
    value = invitation.blocks[-1]["elements"][0]["value"]
    ben.presses("I can help", in_="@")
    ben.presses_late("ask.help", value, on=invitation)
    assert hears(ben, "You are helping with this one already")


def test_saying_no_twice_is_answered_once(team: Team, ada: Person, ben: Person):
    ask(ada)
    invitation = ben.inbox[-1]
    value = invitation.blocks[-1]["elements"][0]["value"]
    ben.presses("Not now")
    for action in ("ask.notnow", "ask.nothing"):
        ben.presses_late(action, value, on=invitation)
    assert hears(ben, "You have answered this one already")
    assert not hears(ben, "cannot find this ask")


def test_a_door_left_open_closes_when_somebody_else_went_through(team: Team, ada: Person, ben: Person):
    cem = team.joins("cem", offers="stretched photos")
    ask(ada)
    ben.presses("Not now")
    assert "I can help after all" in ben.buttons(ben.inbox[-2] if ben.inbox[-1].ephemeral_to else ben.inbox[-1])
    cem.presses("I can help", in_="@")
    assert not any("I can help after all" in ben.buttons(message) for message in ben.inbox)


def test_asking_more_widely_while_somebody_helps_is_refused_with_the_way_to_go(
    team: Team, ada: Person, stranger: Person
):
    ask(ada)
    message = ada.reads_anywhere("Nobody yet")
    value = message.blocks[-1]["elements"][0]["value"]
    stranger.presses("I can help", in_="general")
    ada.presses_late("ask.widen", value, on=message)
    assert hears(ada, "Somebody is helping already")


def test_what_came_of_it_is_told_once(team: Team, ada: Person, ben: Person):
    ask(ada)
    ben.presses("I can help", in_="@")
    ada.presses("Close it")
    ada.submits(words="thanks")
    team.later(days=21, minutes=5)
    for words in ("It won a prize", "It won two prizes"):
        ada.presses("Tell them")
        ada.submits(words=words)
    assert ada.modal is not None
    assert "told them already" in ada.modal.errors["words"]
    assert hears(ben, "It won a prize")
    assert not hears(ben, "It won two prizes")


def test_eight_thousand_characters_come_back_whole(team: Team, ada: Person):
    typed = "".join(f"word{number} " for number in range(1000))[:8000].strip()
    ada.types("/ask", typed)
    told = ada.sees("general")[-1]
    assert "".join(ada.read(told).split()).endswith("".join(typed.split())[-200:])


def test_a_form_that_opens_late_still_knows_its_channel(team: Team, ada: Person):
    team.slack.faults.add(method="views.open", kind="error", error="expired_trigger_id")
    ada.types("/ask", PHOTO)
    ada.presses("Open the form")
    assert "This channel" in ada.read(ada.modal)
    ada.submits()
    assert asks_in(team)[0].channel


def test_thanks_without_anybody_to_read_them_are_not_lost(team: Team, ada: Person):
    ask(ada)
    ada.presses("Close it")
    ada.submits(helpers=[], words="Thank you all")
    assert ada.modal is not None
    assert "words" in ada.modal.errors
    assert ada.holds()["words"] == "Thank you all"
    assert asks_in(team)[0].state is AskState.OPEN


@pytest.mark.parametrize("line", ["thanks!", "danke dir", "🎉", "ok"])
def test_thanking_the_bot_in_a_channel_is_no_ask(team: Team, ada: Person, line: str):
    ada.says(f"@Givefirst {line}")
    assert asks_in(team) == []


def test_an_anonymous_pair_is_let_go_when_the_ask_is_closed(team: Team, ada: Person, ben: Person):
    ask(ada, audience="anonymous")
    ben.presses("I can help")
    relay = ben.reads_anywhere("Thank you for helping a colleague")
    value = relay.blocks[-1]["elements"][0]["value"]
    ada.presses("Close it")
    ada.submits(words="thank you")
    assert ben.buttons(ben.reads_anywhere("Thank you for helping a colleague")) == []
    ben.presses_late("relay.answer", value, on=relay)
    assert ben.modal is None


def test_details_added_later_reach_the_conversation(team: Team, ada: Person, ben: Person):
    ask(ada)
    ben.presses("I can help", in_="@")
    ada.presses("Add details")
    ada.submits(what_for="the launch on Friday")
    assert "the launch on Friday" in ben.read(ben.reads_anywhere("Over to you two"))


def test_somebody_slack_could_not_tell_about_is_looked_up_again(team: Team):
    jonas = team.joins("jonas", locale="de-DE")
    team.slack.faults.add(method="users.info", kind="500")
    jonas.types("/givefirst")
    jonas.types("/givefirst")
    assert "Anfrage" in jonas.read(jonas.sees("general")[-1])
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Member.slack_locale)).one() == "de-DE"


def test_a_stranger_who_mentions_the_bot_is_told_and_slack_does_not_repeat_it(team: Team, ada: Person):
    eve = team.joins("eve", stranger=True)
    sent = eve.says(f"@Givefirst {PHOTO}")
    assert sent is not None
    assert sent.status == 200
    assert asks_in(team) == []
    team.slack.refusals.clear()


def test_an_answer_that_cannot_be_whispered_is_sent_directly(team: Team, ada: Person):
    team.slack.faults.add(method="chat.postEphemeral", kind="error", error="user_not_in_channel")
    ada.says("@Givefirst need help")
    assert any("A tip" in ada.read(message) for message in ada.inbox)


def test_a_preview_can_neither_format_nor_link_nor_ping(team: Team, ada: Person, ben: Person):
    ask(ada, "*bold* _it_ ~no~ `code` http://evil.example www.evil.example @channel photo stretched")
    text = ben.sees("general")[-1].text
    assert not any(sign in text for sign in ("*bold*", "_it_", "~no~", "`code`", "http://", "www.evil", "@channel"))
    assert "photo stretched" in text


def test_the_helper_of_a_bot_without_rights_is_not_thought_to_have_left(team: Team, ada: Person, ben: Person):
    team.slack.faults.add(method="chat.postMessage", kind="error", error="account_inactive", times=9)
    ask(ada, audience="helpers")
    with team.app.database.transaction() as tx:
        helper = tx.scalars(select(Member).where(Member.slack_id == ben.user_id)).one()
        assert not helper.is_deactivated
        assert tx.scalars(select(Invitation)).all()


@pytest.mark.parametrize("day", ["2020-13-45", "tomorrow"])
def test_a_day_that_does_not_exist_is_sent_back(team: Team, ada: Person, day: str):
    ada.types("/ask", PHOTO)
    form = ada.modal
    assert form is not None
    form.state["by_when"]["by_when"]["selected_date"] = day
    ada.submits()
    assert ada.modal is not None
    assert "by_when" in ada.modal.errors
