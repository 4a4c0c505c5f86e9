"""Passing an ask on to one colleague: everybody's key, one conversation, and every quiet end."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models import AskState, EntryKind, IntroductionState, Invitation, Member
from tests.introductions.acts import (
    AIRBUS,
    ask,
    ask_state,
    everything_stored,
    form_of,
    hears,
    journal,
    passes_on,
    states,
    talks,
    ties,
)
from tests.team import Person, Team

ASKED = "hat bei etwas"
ENDED = "did not come about"


def stays_quiet(person: Person) -> bool:
    return not any("talk" in person.read(m) and "Over to you" in person.read(m) for m in person.everything())


def test_the_colleague_is_asked_in_the_members_name_with_their_sentence(
    team: Team, ada: Person, ben: Person, cem: Person
):
    ask(ada, what_for="a tender")
    passes_on(ben, cem)
    question = cem.reads_anywhere(ASKED)
    read = cem.read(question)
    for words in ("Ben Okafor", "Ada Novak", AIRBUS, "a tender", "You built cabins once."):
        assert words in read
    assert cem.buttons(question) == ["Gerne", "Gerade nicht"]
    assert all(ben.user_id not in str(m.blocks) + m.text for m in ada.everything())
    assert all(cem.user_id not in str(m.blocks) + m.text for m in ada.everything())


@pytest.mark.parametrize("first", ["connector", "colleague"])
def test_the_conversation_opens_with_the_last_key_whoever_turns_it(
    team: Team, ada: Person, ben: Person, cem: Person, dora: Person, first: str
):
    ask(ada)
    passes_on(ben, cem)
    keys = [(ben, "Happy to"), (cem, "Gerne")]
    one, other = keys if first == "connector" else reversed(keys)
    one[0].presses(one[1])
    assert talks(team, ada, ben, cem) == []
    assert ask_state(team) is AskState.OPEN
    other[0].presses(other[1])
    (talk,) = talks(team, ada, ben, cem)
    opening = ada.reads_anywhere("brings you together")
    assert opening.channel == talk
    read = ada.read(opening)
    assert "You built cabins once." in read
    assert AIRBUS in read
    assert ask_state(team) is AskState.IN_HANDS
    assert not hears(dora, "cabins")


def test_all_three_have_met_and_the_connectors_journal_remembers(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    passes_on(ben, cem)
    ben.presses("Happy to")
    cem.presses("Gerne")
    assert ties(team) == 3
    (entry,) = journal(team)
    assert (entry.kind, entry.text, entry.about) == (EntryKind.INTRODUCTION, AIRBUS, "ask:1")


def test_the_whole_chain_hears_that_it_helped_and_what_came_of_it(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    passes_on(ben, cem)
    ben.presses("Happy to")
    cem.presses("Gerne")
    opening = ada.reads_anywhere("brings you together")
    ada.presses("Close it", on=opening)
    assert ada.holds()["helpers"] == [cem.user_id, ben.user_id]
    assert "brought you together" in ada.read(form_of(ada))
    ada.submits(helpers=[cem.user_id], words="Danke!", made_possible="We are in the tender")
    assert hears(cem, "Danke!")
    told = ben.read(ben.reads_anywhere("It helped"))
    assert "We are in the tender" in told
    assert "Danke!" not in told
    assert ada.buttons(ada.reads_anywhere("brings you together")) == []
    assert {(entry.kind, entry.made_possible) for entry in journal(team)} == {
        (EntryKind.INTRODUCTION, "We are in the tender"),
        (EntryKind.ASK, "We are in the tender"),
    }
    team.later(days=4)
    assert not hears(ada, "A word from you"), "of whom she left out she is not reminded"
    team.later(days=17, minutes=5)
    ada.presses("Tell them")
    ada.submits(words="We won it")
    for person in (ben, cem):
        assert hears(person, "We won it")
    assert all("We won it" in entry.made_possible for entry in journal(team))


def test_a_connector_who_is_thanked_by_name_has_one_line_in_their_journal(
    team: Team, ada: Person, ben: Person, cem: Person
):
    ask(ada)
    passes_on(ben, cem)
    ben.presses("Happy to")
    cem.presses("Gerne")
    ada.presses("Close it", on=ada.reads_anywhere("brings you together"))
    ada.submits(words="Thank you both")
    assert sorted(entry.words for entry in journal(team)) == ["Thank you both", "Thank you both"]
    assert hears(ben, "Thank you both")
    assert not hears(ben, "It helped")


@pytest.mark.parametrize("who", ["ben", "cem"])
def test_not_now_ends_it_silently_but_for_one_neutral_line_to_the_asker(
    team: Team, ada: Person, ben: Person, cem: Person, who: str
):
    ask(ada)
    passes_on(ben, cem)
    other = cem if who == "ben" else ben
    other.presses("intro.happy")
    before = len(other.inbox)
    {"ben": ben, "cem": cem}[who].presses("intro.notnow")
    assert len([m for m in ada.everything() if ENDED in ada.read(m)]) == 1
    line = ada.reads_anywhere(ENDED)
    assert not any(person.user_id in str(line.blocks) + line.text for person in (ben, cem))
    assert len(other.inbox) == before
    for person in (ben, cem):
        for message in person.inbox:
            assert "intro.happy" not in str(message.blocks)
    assert states(team) == [IntroductionState.ENDED]
    assert ask_state(team) is AskState.OPEN
    other.presses_late("intro.notnow", key_of(team), on=other.inbox[-1])
    assert hears(other, "Diese Vorstellung ist vorbei" if other is cem else "This introduction is over")


def key_of(team: Team) -> str:
    from models import Introduction

    with team.app.database.transaction() as tx:
        return tx.scalars(select(Introduction.key)).one()


def test_no_answer_for_a_working_day_ends_it_as_quietly(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    passes_on(ben, cem)
    ben.presses("Happy to")
    team.later(hours=23)
    assert states(team) == [IntroductionState.ASKING]
    team.later(hours=2)
    assert states(team) == [IntroductionState.ENDED]
    assert hears(ada, ENDED)


def test_an_anonymous_asker_holds_the_third_key(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada, audience="anonymous")
    passes_on(ben, cem)
    assert ada.user_id not in str([m.blocks for m in cem.inbox])
    ben.presses("Happy to")
    assert not hears(ada, "Two colleagues")
    cem.presses("Gerne")
    question = ada.reads_anywhere("Two colleagues")
    assert not any(person.user_id in str(question.blocks) for person in (ben, cem))
    assert talks(team, ada, ben, cem) == []
    ada.presses("Happy to")
    assert len(talks(team, ada, ben, cem)) == 1


def test_an_anonymous_asker_may_stay_behind_the_mask(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada, audience="anonymous")
    passes_on(ben, cem)
    ben.presses("Happy to")
    cem.presses("Gerne")
    ada.presses("Not now", on=ada.reads_anywhere("Two colleagues"))
    assert hears(ben, ENDED)
    assert not hears(cem, "nicht zustande gekommen")
    assert not hears(ada, ENDED)
    assert all(ada.user_id not in str(m.blocks) + m.text for person in (ben, cem) for m in person.everything())


def test_a_colleague_is_asked_in_their_hours_and_undisturbed(team: Team, ada: Person, ben: Person):
    eve = team.joins("eve", tz="America/New_York")
    eve.user.dnd_start = int(datetime(2026, 11, 24, 13, 0, tzinfo=UTC).timestamp())
    eve.user.dnd_end = int(datetime(2026, 11, 24, 14, 30, tzinfo=UTC).timestamp())
    ask(ada)
    passes_on(ben, eve)
    team.at(datetime(2026, 11, 24, 14, 5, tzinfo=UTC))
    assert not hears(eve, "thought of you")
    team.at(datetime(2026, 11, 24, 15, 10, tzinfo=UTC))
    assert hears(eve, "thought of you")


def test_a_question_in_somebodys_name_counts_as_an_invitation(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    passes_on(ben, cem)
    with team.app.database.transaction() as tx:
        given = tx.scalars(
            select(Invitation).join(Member, Member.id == Invitation.helper_id).where(Member.name == "cem")
        )
        assert given.one().sent_at is not None
    cem.presses("Gerade nicht")
    eve = team.joins("eve")
    ask(eve, "who knows a locksmith?", audience="channel")
    passes_on(ben, cem, in_="general")
    assert "colleague" in form_of(ben).errors


def test_who_cannot_be_asked_is_not_told_why(team: Team, ada: Person, ben: Person, cem: Person, dora: Person):
    dora.types("/givefirst", "pause 2w")
    guest = team.joins("gil", guest=True)
    ask(ada, audience="anonymous")
    ben.presses("ask.know")
    ben.presses("intro.pass")
    told = set()
    for person in (ada, dora, guest):
        ben.submits(colleague=person.user_id, words="try")
        told.add(form_of(ben).errors["colleague"])
    assert len(told) == 1
    ben.submits(colleague=ben.user_id, words="me")
    assert "That is you" in form_of(ben).errors["colleague"]


def test_nobody_is_asked_twice_about_one_ask(team: Team, ada: Person, ben: Person, cem: Person, dora: Person):
    ask(ada, audience="channel")
    passes_on(ben, cem)
    passes_on(dora, cem, in_="general")
    assert "I cannot ask this colleague" in form_of(dora).errors["colleague"]
    dora.submits(colleague=ben.user_id)
    assert "I cannot ask this colleague" in form_of(dora).errors["colleague"]


def test_two_hops_and_no_further(team: Team, ada: Person, ben: Person, cem: Person, dora: Person):
    ask(ada, audience="channel")
    passes_on(ben, cem)
    cem.presses("ask.know", in_="general")
    cem.presses("intro.pass")
    assert hears(cem, "weiter geht es von da an nicht")


def test_after_a_quiet_end_the_connector_may_think_of_somebody_else(
    team: Team, ada: Person, ben: Person, cem: Person, dora: Person
):
    ask(ada, audience="channel")
    passes_on(ben, cem)
    ben.presses("ask.know", in_="general")
    assert hears(ben, "under way")
    cem.presses("intro.notnow")
    passes_on(ben, dora, in_="general")
    assert hears(dora, "thought of you")


def test_somebody_who_is_quicker_ends_it_kindly(team: Team, ada: Person, ben: Person, cem: Person, dora: Person):
    ask(ada, audience="channel")
    passes_on(ben, cem)
    ben.presses("Happy to")
    dora.presses("I can help", in_="general")
    assert states(team) == [IntroductionState.OVERTAKEN]
    assert hears(ben, "in good hands")
    assert cem.buttons(cem.reads_anywhere(ASKED)) == []
    assert not hears(ada, ENDED)


@pytest.mark.parametrize("how", ["Withdraw", "Close it"])
def test_an_ask_that_ends_ends_it_neatly(team: Team, ada: Person, ben: Person, cem: Person, how: str):
    ask(ada)
    passes_on(ben, cem)
    ben.presses("Happy to")
    before = len(cem.inbox)
    ada.presses(how)
    if how == "Close it":
        assert ada.holds()["helpers"] == [], "who is on it is not told before they have met"
        ada.submits()
    assert states(team) == [IntroductionState.OVERTAKEN]
    assert "settled" in ben.read(ben.inbox[-1])
    assert len(cem.inbox) == before
    cem.presses_late("intro.happy", key_of(team), on=cem.inbox[-1])
    assert talks(team, ada, ben, cem) == []


@pytest.mark.parametrize("who", ["ben", "cem"])
def test_somebody_who_leaves_ends_it(team: Team, ada: Person, ben: Person, cem: Person, who: str):
    ask(ada)
    passes_on(ben, cem)
    team.slack.deactivate({"ben": ben, "cem": cem}[who].user_id)
    team.settle()
    assert states(team) == [IntroductionState.ENDED]
    assert hears(ada, ENDED)


def test_a_colleague_slack_cannot_reach_ends_it(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    cem.types("/givefirst")
    team.slack.faults.add(method="conversations.open", kind="error", error="user_disabled")
    passes_on(ben, cem)
    assert states(team) == [IntroductionState.ENDED]


def test_a_conversation_that_slack_refuses_falls_back_to_direct_messages(
    team: Team, ada: Person, ben: Person, cem: Person
):
    ask(ada)
    passes_on(ben, cem)
    ben.presses("Happy to")
    team.slack.faults.add(method="conversations.open", kind="error", error="not_allowed")
    cem.presses("Gerne")
    for person, words in ((ada, "could not open"), (ben, "could not open"), (cem, "kein Gespräch")):
        read = person.read(person.reads_anywhere(words))
        assert "You built cabins once." in read
        assert AIRBUS in read
    assert [where for where, value in everything_stored(team) if "cabins" in value] == []


def test_the_sentence_is_forgotten_once_it_was_sent_on(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    passes_on(ben, cem, words="Frau Zimtblüte was your boss there")
    ben.presses("Happy to")
    cem.presses("Gerne")
    team.later(minutes=1)
    assert [where for where, value in everything_stored(team) if "Zimtblüte" in value] == []


def test_two_keys_at_the_same_moment_open_one_conversation(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    passes_on(ben, cem)
    places = [(person, person.reads_anywhere(words)) for person, words in ((ben, "in your name"), (cem, ASKED))]
    presses = [
        threading.Thread(target=person.slack.press, args=(person.user_id, at.channel, at.ts, "intro.happy"))
        for person, at in places
        for _ in range(3)
    ]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    team.settle()
    assert states(team) == [IntroductionState.MET]
    assert len([m for m in ada.everything() if "brings you together" in ada.read(m)]) == 1
    assert len(journal(team)) == 1


def test_details_added_later_reach_the_question_and_the_conversation(team: Team, ada: Person, ben: Person, cem: Person):
    ask(ada)
    passes_on(ben, cem)
    ada.presses("Add details")
    ada.submits(what_for="cabin lights")
    assert "cabin lights" in cem.read(cem.reads_anywhere(ASKED))
    ben.presses("Happy to")
    cem.presses("Gerne")
    ada.presses("Add details", on=ada.inbox[0])
    ada.submits(what_for="reading lamps")
    assert "reading lamps" in cem.read(cem.reads_anywhere("brings you together"))


@pytest.mark.parametrize("words", ["x" * 501])
def test_a_sentence_that_is_too_long_is_sent_back_with_all_that_was_typed(
    team: Team, ada: Person, ben: Person, cem: Person, words: str
):
    ask(ada)
    passes_on(ben, cem, words=words)
    assert "At most 500" in form_of(ben).errors["words"]
    assert ben.holds()["words"] == words
