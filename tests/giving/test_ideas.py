"""An idea: who and about what first, the rest only for whoever wants to know."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models import EntryKind, Gift, GiftState, JournalEntry, Tie
from tests.giving.conftest import IDEA, gives, hears, value_of
from tests.team import Person, Team


def state(team: Team) -> GiftState:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Gift.state).order_by(Gift.id.desc()).limit(1)).one()


def test_the_receiver_first_reads_who_and_about_what(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    offer = maria.inbox[-1]
    assert "@Tom Novak has an idea for you" in maria.read(offer)
    assert "your Monday demo" in maria.read(offer)
    assert maria.buttons(offer) == ["Tell me", "Later", "No thanks"]
    assert not hears(maria, IDEA)
    assert hears(tom, IDEA)


def test_tell_me_brings_the_idea_and_the_sender_hears_it(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    maria.presses("Tell me")
    assert hears(maria, IDEA)
    assert maria.buttons(maria.reads_anywhere("has an idea for you")) == []
    assert tom.reads_anywhere("wanted to know your idea")
    assert "Take it back" not in str([tom.buttons(message) for message in tom.inbox])
    with team.app.database.transaction() as tx:
        entry = tx.scalars(select(JournalEntry)).one()
        gift = tx.scalars(select(Gift)).one()
        assert (entry.kind, entry.text, entry.about) == (EntryKind.IDEA, IDEA, f"idea:{gift.id}")
        assert (entry.giver_id, entry.receiver_id) == (gift.sender_id, gift.receiver_id)
        assert tx.scalars(select(Tie)).one()


def test_a_no_and_silence_look_the_same_to_the_sender(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    before = [tom.read(message) for message in tom.everything()]
    maria.presses("No thanks")
    assert maria.reads_anywhere("Nobody hears of it")
    team.later(days=13)
    assert [tom.read(message) for message in tom.everything()] == before
    team.later(days=20)
    assert [tom.read(message) for message in tom.everything()] == before


def test_after_a_no_another_idea_waits_as_long_as_after_silence(team: Team, tom: Person, maria: Person):
    paul = team.joins("paul")
    gives(tom, maria)
    gives(tom, paul)
    maria.presses("No thanks")
    told = []
    team.later(days=7)
    for person in (maria, paul):
        gives(tom, person, text="another one")
        assert tom.modal is not None
        told.append(tom.modal.errors["to"])
    assert told[0] == told[1]
    team.later(days=7, minutes=5)
    for person in (maria, paul):
        gives(tom, person, text="another one")
        assert tom.modal is None


def test_after_a_no_it_can_be_taken_back_as_after_silence(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    maria.presses("No thanks")
    tom.presses("Take it back")
    assert tom.reads_anywhere("Taken back. Nobody reads it")
    assert "No thanks, and that is fine" in maria.read(maria.reads_anywhere("has an idea for you"))


def test_later_brings_it_back_once_after_three_working_days(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    first = maria.inbox[-1]
    key = value_of(first)
    maria.presses("Later")
    assert maria.reads_anywhere("It comes back once")
    team.at(datetime(2026, 11, 27, 8, 55, tzinfo=UTC))
    assert not hears(maria, "here it is again")
    team.at(datetime(2026, 11, 27, 9, 5, tzinfo=UTC))
    again = maria.reads_anywhere("here it is again")
    assert maria.buttons(again) == ["Tell me", "No thanks"]
    assert not hears(maria, IDEA)
    maria.presses_late("idea.later", key, on=first)
    assert maria.reads_anywhere("I bring it back once only")
    maria.presses("Tell me")
    assert hears(maria, IDEA)


def test_later_leaves_the_door_open(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    maria.presses("Later")
    maria.presses("Tell me after all")
    assert hears(maria, IDEA)
    team.later(days=5)
    assert not hears(maria, "here it is again")


def test_an_idea_may_be_taken_back_until_it_was_told(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    offer = maria.inbox[-1]
    key = value_of(offer)
    tom.presses("Take it back")
    assert "Taken back by the sender" in maria.read(maria.inbox[-1])
    assert maria.buttons(maria.inbox[-1]) == []
    maria.presses_late("idea.tell", key, on=offer)
    assert maria.reads_anywhere("has taken this one back")
    assert not hears(maria, IDEA)
    gives(tom, maria, text="a better one")
    maria.presses("Tell me")
    receipt = tom.reads_anywhere("a better one")
    with team.app.database.transaction() as tx:
        newest = tx.scalars(select(Gift.key).order_by(Gift.id.desc()).limit(1)).one()
    tom.presses_late("idea.takeback", newest, on=receipt)
    assert tom.reads_anywhere("It has been read already")
    assert state(team) is GiftState.TOLD


def test_an_untold_idea_lapses_after_two_weeks_without_a_word(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    offer = maria.inbox[-1]
    key = value_of(offer)
    before = [tom.read(message) for message in tom.everything()]
    team.later(days=14, minutes=2)
    assert state(team) is GiftState.LAPSED
    assert maria.buttons(maria.inbox[-1]) == []
    assert [tom.read(message) for message in tom.everything()] == before
    maria.presses_late("idea.tell", key, on=offer)
    assert maria.reads_anywhere("This one is over")
    assert not hears(maria, IDEA)


def test_only_the_receiver_may_press(team: Team, tom: Person, maria: Person):
    paul = team.joins("paul")
    gives(tom, maria)
    key = value_of(maria.inbox[-1])
    paul.says("hello")
    old = paul.sees("general")[-1]
    for person in (paul, tom):
        for action in ("idea.tell", "idea.later", "idea.no", "headsup.fixed", "question.nothing"):
            person.presses_late(action, key, on=old)
            assert "cannot find" in person.read(person.sees("general")[-1]), action
    paul.presses_late("idea.takeback", key, on=old)
    maria.presses_late("idea.takeback", key, on=old)
    assert "cannot find" in maria.read(maria.sees("general")[-1])
    assert state(team) is GiftState.OFFERED


def test_it_comes_in_the_receivers_working_hours(team: Team, tom: Person, maria: Person):
    grace = team.joins("grace", tz="America/New_York")
    gives(tom, grace)
    assert grace.inbox == []
    team.at(datetime(2026, 11, 24, 13, 55, tzinfo=UTC))
    assert grace.inbox == []
    team.at(datetime(2026, 11, 24, 14, 1, tzinfo=UTC))
    assert hears(grace, "has an idea for you")


def test_nothing_comes_during_a_pause_or_a_leave_but_afterwards(team: Team, tom: Person, maria: Person):
    maria.types("/givefirst", "pause until 2026-12-21")
    paul = team.joins("paul", status_emoji=":palm_tree:", status_text="vacation")
    gives(tom, maria)
    gives(tom, paul)
    team.later(days=20)
    assert not hears(maria, "has an idea for you")
    assert not hears(paul, "has an idea for you")
    team.at(datetime(2026, 12, 21, 9, 0, tzinfo=UTC))
    assert hears(maria, "has an idea for you")
    team.slack.change_user(paul.user_id, status_emoji="", status_text="")
    team.later(days=1, hours=1)
    assert hears(paul, "has an idea for you")


def test_do_not_disturb_is_respected(team: Team, tom: Person, maria: Person):
    ends = datetime(2026, 11, 24, 11, 0, tzinfo=UTC).timestamp()
    team.slack.set_dnd(maria.user_id, int(ends) - 7200, int(ends))
    gives(tom, maria)
    assert not hears(maria, "has an idea for you")
    team.at(datetime(2026, 11, 24, 11, 5, tzinfo=UTC))
    assert hears(maria, "has an idea for you")


def test_whoever_takes_ideas_in_person_gets_none_and_the_sender_reads_so(team: Team, tom: Person, maria: Person):
    maria.types("/givefirst", "settings")
    maria.submits(ideas="off")
    gives(tom, maria)
    assert tom.modal is not None
    assert tom.modal.errors == {"to": "maria takes ideas in person."}
    assert tom.holds()["text"] == IDEA
    tom.submits(kind="heads_up", where="careers page", subject="", text="", what_i_see="the photo is stretched")
    assert hears(maria, "the photo is stretched")
    maria.types("/givefirst", "settings")
    assert maria.holds()["ideas"] == "off"
    maria.submits(ideas="on")
    gives(tom, maria)
    assert hears(maria, "has an idea for you")


def test_ideas_switched_off_meanwhile_are_not_brought(team: Team, tom: Person):
    grace = team.joins("grace", tz="America/New_York")
    gives(tom, grace)
    grace.types("/givefirst", "settings")
    grace.submits(ideas="off")
    team.at(datetime(2026, 11, 24, 15, 0, tzinfo=UTC))
    assert not hears(grace, "has an idea for you")
    assert state(team) is GiftState.LAPSED


def test_the_subject_may_not_tell_the_idea(team: Team, tom: Person, maria: Person):
    gives(tom, maria, subject=f"Demo: {IDEA.upper()}")
    assert tom.modal is not None
    assert "all of it already" in tom.modal.errors["subject"]


@pytest.mark.parametrize("words", ["<!channel> *bold* <https://evil.example|x> @tom 🎉", "مرحبا بالعالم"])
def test_what_was_typed_is_shown_inert(team: Team, tom: Person, maria: Person, words: str):
    gives(tom, maria, subject=words[:80], text=words + " and more")
    offer = maria.inbox[-1]
    assert not any(sign in offer.text for sign in ("<!channel>", "*bold*", "https://evil"))
    maria.presses("Tell me")
    assert words in str([message.blocks for message in maria.inbox])


def test_pressing_tell_me_twice_tells_once(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    offer = maria.inbox[-1]
    key = value_of(offer)
    maria.presses("Tell me")
    maria.presses_late("idea.tell", key, on=offer)
    assert maria.reads_anywhere("You have read this one already")
    with team.app.database.transaction() as tx:
        assert len(tx.scalars(select(JournalEntry)).all()) == 1
    assert sum(IDEA in maria.read(message) for message in maria.inbox) == 1


def test_yes_and_take_back_at_once_have_one_truth(team: Team, tom: Person, maria: Person):
    gives(tom, maria)
    offer, receipt = maria.inbox[-1], tom.reads_anywhere("is on its way")
    acts = [
        threading.Thread(target=lambda: team.slack.press(maria.user_id, offer.channel, offer.ts, "idea.tell")),
        threading.Thread(target=lambda: team.slack.press(tom.user_id, receipt.channel, receipt.ts, "idea.takeback")),
        threading.Thread(target=lambda: team.slack.press(maria.user_id, offer.channel, offer.ts, "idea.no")),
    ]
    for act in acts:
        act.start()
    for act in acts:
        act.join()
    team.settle()
    is_told = state(team) is GiftState.TOLD
    assert hears(maria, IDEA) == is_told
    assert hears(tom, "wanted to know your idea") == is_told
    with team.app.database.transaction() as tx:
        assert bool(tx.scalars(select(JournalEntry)).all()) == is_told
