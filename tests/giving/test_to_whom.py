"""To whom something may go, how much of it a day, the ways to the form, and that nothing typed is lost."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.playground.world import Slack
from models import Gift, Member
from tests.giving.conftest import IDEA, gives, hears
from tests.team import Person, Team


def gifts(team: Team) -> list[Gift]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Gift).order_by(Gift.id)))


def errors(person: Person) -> dict[str, str]:
    assert person.modal is not None
    return person.modal.errors


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ({"guest": True}, "is a guest here"),
        ({"stranger": True}, "from another company"),
        ({"is_bot": True}, "A bot cannot read this"),
        ({}, "is not in your Slack any more"),
    ],
)
@pytest.mark.parametrize("kind", ["idea", "heads_up", "question"])
def test_it_cannot_go_to_everybody(team: Team, tom: Person, profile: dict[str, Any], words: str, kind: str):
    other = team.joins("other", **profile)
    if not profile:
        team.slack.deactivate(other.user_id)
    gives(tom, other, kind)
    assert words in errors(tom)["to"]
    assert gifts(team) == []


def test_not_to_oneself_the_bot_or_nobody(team: Team, tom: Person):
    for to, words in ((tom.user_id, "That is you"), (team.slack.bot_user_id, "I need nothing")):
        tom.types("/give")
        tom.submits(to=to, kind="idea", subject="demo", text=IDEA)
        assert words in errors(tom)["to"]
        assert tom.holds()["text"] == IDEA
    form = tom.modal
    assert form is not None
    form.state["to"]["to"]["selected_user"] = "U0NOBODY"
    team.slack.faults.add(method="users.info", kind="error", error="user_not_found")
    tom.submits()
    assert "Choose a colleague" in errors(tom)["to"]
    assert gifts(team) == []


def test_three_a_day_are_enough(team: Team, tom: Person):
    people = [team.joins(name) for name in ("ann", "bob", "cem", "dan")]
    for person, kind in zip(people, ("idea", "heads_up", "contact", "question"), strict=True):
        gives(tom, person, kind)
    assert "Three unasked things a day" in errors(tom)["to"]
    assert len(gifts(team)) == 3
    team.at(datetime(2026, 11, 24, 22, 50, tzinfo=UTC))
    tom.submits(text="late in the evening")
    assert "Three unasked things a day" in errors(tom)["to"]
    team.at(datetime(2026, 11, 24, 23, 5, tzinfo=UTC))
    tom.submits(text="after midnight")
    assert len(gifts(team)) == 4


def test_one_open_idea_for_the_same_person(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    gives(tom, maria, text="another one")
    assert "One at a time" in errors(tom)["to"]
    assert tom.holds()["text"] == "another one"
    gives(maria, tom)
    assert maria.modal is None
    maria.presses("Tell me")
    tom.types("/give")
    tom.submits(to=maria.user_id, kind="idea", subject="demo", text="another one")
    assert tom.modal is None


def test_two_at_once_are_one(team: Team, tom: Person, maria: Person):
    slack: Slack = team.slack
    tom.types("/give")
    form = tom.modal
    assert form is not None
    values = {"to": maria.user_id, "kind": "idea", "subject": "demo", "text": IDEA}
    tom.fills_in(**values)
    sends = [threading.Thread(target=lambda: slack.submit(tom.user_id, form.id, {})) for _ in range(4)]
    for send in sends:
        send.start()
    for send in sends:
        send.join()
    team.settle()
    assert len(gifts(team)) == 1


@pytest.mark.parametrize("typed", ["@maria link the recording", "@maria, link the recording"])
def test_the_command_knows_for_whom_and_keeps_the_words(team: Team, tom: Person, maria: Person, typed: str):
    tom.types("/give", typed)
    assert tom.holds()["to"] == maria.user_id
    assert tom.holds()["text"] == "link the recording"


def test_a_name_nobody_has_loses_no_word(team: Team, tom: Person):
    tom.types("/give", "@nobody link the recording")
    assert "anybody here called @nobody" in tom.read(tom.modal)
    assert tom.holds()["to"] is None
    assert tom.holds()["text"] == "@nobody link the recording"


def test_two_people_are_one_too_many(team: Team, tom: Person, maria: Person):
    team.joins("paul")
    tom.types("/give", "@maria @paul link the recording")
    assert "goes to one person" in tom.read(tom.modal)
    assert tom.holds()["to"] == maria.user_id


def test_the_command_for_oneself_says_so_in_the_form(team: Team, tom: Person):
    tom.types("/give", "@tom link the recording")
    assert "That is you" in tom.read(tom.modal)
    assert tom.holds()["text"] == "link the recording"


def test_much_too_long_comes_back_whole(team: Team, tom: Person):
    typed = "word " * 1000
    tom.types("/give", typed)
    told = tom.sees("general")[-1]
    assert tom.read(told).count("word") == 1000


def test_too_long_opens_the_form_with_a_word(team: Team, tom: Person, maria: Person):
    tom.types("/give", "@maria " + "x" * 700)
    assert "700 characters long" in tom.read(tom.modal)
    tom.submits(kind="idea", subject="demo")
    assert "text" in errors(tom)


def test_a_form_that_does_not_open_keeps_what_was_typed(team: Team, tom: Person, maria: Person):
    team.slack.faults.add(method="views.open", kind="error", error="expired_trigger_id")
    tom.types("/give", "@maria link the recording")
    assert "link the recording" in tom.read(tom.sees("general")[-1])
    tom.presses("Open the form")
    assert (tom.holds()["to"], tom.holds()["text"]) == (maria.user_id, "link the recording")


def test_a_colleagues_message_is_answered_with_something(team: Team, tom: Person, maria: Person):
    maria.says("The *Monday* demo was long & nobody stayed")
    tom.uses("give.from_message", on=tom.sees("general")[-1])
    assert tom.holds()["to"] == maria.user_id
    assert tom.holds()["subject"] == "The *Monday* demo was long & nobody stayed"
    tom.submits(kind="idea", text=IDEA)
    assert "The *Monday* demo was long" in str(maria.inbox[-1].blocks)
    assert not hears(maria, IDEA)


def test_a_heads_up_about_a_message_needs_no_other_place(team: Team, tom: Person, maria: Person):
    maria.says("See the careers page")
    tom.uses("give.from_message", on=tom.sees("general")[-1])
    tom.submits(kind="heads_up", what_i_see="the link is dead")
    assert hears(maria, "See the careers page")
    assert hears(maria, "the link is dead")


def test_on_ones_own_message_or_the_bots_the_form_asks_for_whom(team: Team, tom: Person):
    tom.says("hello")
    tom.uses("give.from_message", on=tom.sees("general")[-1])
    assert "That is you" in tom.read(tom.modal)
    assert tom.holds()["to"] is None
    tom.types("/ask", "who has a projector?")
    tom.submits()
    tom.uses("give.from_message", on=tom.sees("general")[-1])
    assert tom.holds()["to"] is None


def test_shortcut_home_and_help_lead_to_the_same_form(team: Team, tom: Person):
    tom.uses("give.new")
    assert tom.modal is not None
    assert tom.modal.callback_id == "give.new"
    tom.closes_the_modal()
    tom.opens_home()
    tom.presses("Give something", in_="home")
    assert tom.modal is not None
    assert tom.modal.callback_id == "give.new"
    tom.closes_the_modal()
    tom.types("/givefirst")
    tom.presses("Give something")
    assert tom.modal is not None


def test_a_kind_that_does_not_exist_is_sent_back(team: Team, tom: Person, maria: Person):
    tom.types("/give")
    form = tom.modal
    assert form is not None
    tom.fills_in(to=maria.user_id, subject="demo", text=IDEA)
    form.state["kind"]["kind"]["selected_option"] = {
        "text": {"type": "plain_text", "text": "An idea"},
        "value": "secret",
    }
    tom.submits()
    assert "kind" in errors(tom)


def test_words_in_the_wrong_field_are_not_lost(team: Team, tom: Person, maria: Person):
    gives(tom, maria, subject="", text="", where="Monday demo", what_i_see=IDEA)
    assert "Monday demo" in maria.read(maria.inbox[-1])
    assert not hears(maria, IDEA)
    maria.presses("Tell me")
    assert hears(maria, IDEA)


def test_slack_will_not_deliver_so_the_sender_gets_it_back(team: Team, tom: Person, maria: Person):
    tom.writes_to_the_bot("hello")
    team.slack.faults.add(method="conversations.open", kind="error", error="user_disabled")
    gives(tom, maria)
    assert IDEA in tom.read(tom.reads_anywhere("I could not bring this to"))
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Member.is_deactivated).where(Member.slack_id == maria.user_id)).one()


def test_whoever_left_gives_and_gets_nothing(team: Team, tom: Person):
    grace = team.joins("grace", tz="America/New_York")
    gives(tom, grace, "heads_up")
    team.slack.deactivate(grace.user_id)
    team.at(datetime(2026, 11, 24, 15, 0, tzinfo=UTC))
    assert "stretched" in tom.read(tom.reads_anywhere("I could not bring this to"))


def test_slack_repeating_itself_gives_once(team: Team, tom: Person, maria: Person):
    tom.types("/give")
    tom.fills_in(to=maria.user_id, kind="idea", subject="demo", text=IDEA)
    call = tom.submits()
    team.slack.repeat(call)
    team.settle()
    assert len(gifts(team)) == 1
