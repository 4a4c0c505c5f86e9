"""Forgetting somebody who gave, thanked, introduced and was greeted: whoever waits is told kindly, and buttons go."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.playground.records import Message
from models import (
    Base,
    DigestLine,
    Gift,
    GiftState,
    Greeting,
    Introduction,
    IntroductionState,
    JournalEntry,
    Nudge,
)
from tests.giving.conftest import gives
from tests.introductions.acts import carries, hears, passes_on
from tests.privacy.conftest import everything_said, row
from tests.privacy.test_forget_me import forgets
from tests.team import Person, Team

NO_FURTHER = "comes no further"
EVENING = datetime(2026, 11, 30, 19, tzinfo=UTC)


def found(person: Person, words: str) -> Message:
    """The newest message to somebody with these words."""
    return next(one for one in reversed(person.inbox) if words in person.read(one))


def test_no_row_and_no_word_is_left_in_any_table(team: Team, everywhere: Person):
    me = row(team, everywhere)
    assert me is not None
    forgets(everywhere)
    team.later(minutes=5)
    traces = (everywhere.user_id, "narwhal", "walrus", "umbrella", "stamps", everywhere.user.real_name)
    for place, words in everything_said(team.app.database).items():
        assert not [trace for trace in traces if trace in words], place
    with team.app.database.transaction() as tx:
        for table in Base.metadata.sorted_tables:
            for column in table.c:
                if any(key.column.table.name == "members" for key in column.foreign_keys):
                    assert tx.scalars(select(table.c.id).where(column == me.id)).all() == [], column


def test_what_they_gave_loses_its_buttons_and_their_name(team: Team, everywhere: Person):
    ben = team.people["ben"]
    offer = found(ben, "has an idea for you")
    forgets(everywhere)
    assert ben.buttons(offer) == []
    assert "Taken back by the sender." in ben.read(offer)
    assert everywhere.user.real_name not in ben.read(offer)


@pytest.mark.parametrize("answer", ["", "No thanks", "Later"])
def test_whoever_had_an_idea_for_them_gets_it_back_whatever_the_answer_was(team: Team, everywhere: Person, answer: str):
    ben = team.people["ben"]
    receipt = found(ben, "is on its way")
    if answer:
        everywhere.presses(answer, on=found(everywhere, "has an idea for you"))
    forgets(everywhere)
    assert ben.buttons(receipt) == []
    assert sum(NO_FURTHER in ben.read(one) for one in ben.inbox) == 2, "the receipt, and one message"
    assert "print it on yellow paper" in ben.read(found(ben, NO_FURTHER))
    gives(ben, team.people["cem"], text="a new one, after all")
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Gift.state)).all() == [GiftState.OFFERED]
    assert hears(team.people["cem"], "has an idea for you")


def test_their_thanks_stay_without_a_choice_and_thanks_for_them_go_back(team: Team, everywhere: Person):
    ben = team.people["ben"]
    thanks = found(ben, "for the umbrella")
    team.at(EVENING)
    ben.types("/thanks", "@ada for the late train")
    forgets(everywhere)
    assert "for the umbrella" in ben.read(thanks)
    assert "A colleague says thank you" in ben.read(thanks)
    assert ben.buttons(thanks) == []
    back = found(ben, "did not arrive")
    assert "for the late train" in ben.read(back)


def test_the_journal_of_whoever_gave_keeps_the_sentence_for_a_colleague(team: Team, everywhere: Person):
    everywhere.presses("Tell me", on=found(everywhere, "has an idea for you"))
    forgets(everywhere)
    with team.app.database.transaction() as tx:
        (entry,) = tx.scalars(select(JournalEntry).where(JournalEntry.text.contains("yellow paper")))
    assert (entry.receiver_id, entry.about) == (None, "")


def test_an_introduction_they_began_is_over_for_both(team: Team, everywhere: Person):
    people = team.people["ben"], team.people["cem"]
    asked = [found(one, "would like to introduce you") for one in people]
    forgets(everywhere)
    for one, question in zip(people, asked, strict=True):
        assert one.buttons(question) == []
        assert "This introduction is over" in one.read(question)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Introduction)).all() == []


def test_whoever_carries_their_ask_reads_that_it_is_over(team: Team, everywhere: Person):
    dora = team.joins("dora")
    everywhere.types("/ask", "who knows somebody at the zoo?")
    everywhere.submits(audience="channel")
    carries(dora, in_="general")
    forgets(everywhere)
    assert hears(dora, "This introduction is over. Thank you for being open to it.")
    assert not hears(dora, "at the zoo")
    assert dora.buttons(dora.inbox[-1]) == []


def test_an_introduction_they_were_asked_for_comes_to_nothing_and_the_ask_goes_on(team: Team, everywhere: Person):
    dora, eve = team.joins("dora"), team.joins("eve", offers="accordions")
    dora.types("/ask", "who plays the accordion?")
    dora.submits(audience="helpers")
    passes_on(eve, everywhere)
    forgets(everywhere)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Introduction.state)).all() == [IntroductionState.ENDED]
    assert hears(dora, "it did not come about this time")
    assert not hears(dora, everywhere.user.real_name)


def test_a_host_is_no_longer_shown_whoever_is_forgotten(team: Team, ada: Person):
    ben, mia = team.people["ben"], team.joins("mia")
    ben.types("/givefirst", "host on")
    team.slack.join_team(mia.user_id)
    for _ in range(32):
        team.later(hours=12)
    shown = found(ben, "Would you say hello?")
    assert "Mia Novak joined" in ben.read(shown)
    forgets(mia)
    assert ben.buttons(shown) == []
    assert "Mia Novak" not in ben.read(shown)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Greeting)).all() == []
        assert tx.scalars(select(Nudge).where(Nudge.about.startswith("greeting:"))).all() == []


def test_whom_they_were_shown_as_a_host_is_shown_to_another(team: Team, everywhere: Person):
    team.people["ben"].types("/givefirst", "host on")
    forgets(everywhere)
    for _ in range(3):
        team.later(hours=12)
    assert hears(team.people["ben"], "Cem Novak joined a little while ago")


def test_whoever_said_yes_to_meeting_them_reads_that_it_does_not_come_about(team: Team, everywhere: Person):
    forgets(everywhere)
    assert hears(team.people["cem"], "The introduction you said yes to does not come about")


def test_letters_tell_nothing_of_them_any_more(team: Team, ada: Person):
    ben = team.people["ben"]
    ben.types("/givefirst", "digest here weekly Mon 10:30")
    team.at(datetime(2026, 11, 30, 9, 31, tzinfo=UTC))
    letter = next(one for one in ben.sees("general") if "In random order" in ben.read(one))
    assert "heron" in ben.read(letter)
    forgets(ada)
    team.later(seconds=5)
    assert "heron" not in ben.read(letter)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(DigestLine.about).where(DigestLine.about.startswith("ask:"))).all() == []
