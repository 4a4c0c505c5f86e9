"""*Forget me*: said before, confirmed by typing, and then nothing is left."""

import pytest
from sqlalchemy import select

from models import Ask, AskState, JournalEntry, Member, Nudge, Offer, Outgoing, Tie
from tests.introductions.acts import passes_on
from tests.privacy.conftest import PHOTO, everything_said, row
from tests.team import Person, Team


def forgets(person: Person, typed: str = "forget me") -> None:
    person.types("/givefirst", "forget-me")
    person.submits(confirm=typed)


@pytest.mark.parametrize("typed", ["forget-me", "forget me", "Vergiss-mich", "vergiss mich"])
def test_it_says_before_what_goes_and_what_stays(team: Team, ada: Person, typed: str):
    ada.types("/givefirst", typed)
    assert ada.modal is not None
    read = ada.read(ada.modal)
    for words in ("This is deleted", "Your asks", "This stays", "a colleague", "30 days", "my-data"):
        assert words in read
    assert row(team, ada) is not None


def test_the_button_on_the_home_leads_there(team: Team, ada: Person):
    ada.presses("Forget me", in_="home")
    assert ada.modal is not None
    assert ada.modal.callback_id == "forget.me"


@pytest.mark.parametrize("typed", ["yes", "forget", "ada"])
def test_without_the_words_nothing_happens(team: Team, ada: Person, typed: str):
    forgets(ada, typed)
    assert ada.modal is not None
    assert "forget me" in ada.modal.errors["confirm"]
    assert row(team, ada) is not None


def test_in_german_the_german_words_confirm(team: Team, ada: Person):
    ada.types("/givefirst", "language de")
    forgets(ada, "Vergiss mich")
    assert row(team, ada) is None


def test_nothing_is_left_in_any_text_of_any_table(team: Team, ada: Person):
    ben = team.people["ben"]
    ben.types("/helped", f"carried boxes with <@{ada.user_id}>")
    ben.types("/ask", f"who was there with <@{ada.user_id}|ada>?")
    ben.submits()
    passes_on(ada, team.joins("cem"), words="he knows every word")
    forgets(ada)
    traces = [ada.user_id, "Zeppelin", "crosswords", "copier", "heron", "Hanover", "he knows", ada.user.real_name]
    said = everything_said(team.app.database)
    kept_by_ben = {"asks.text", "ask_words.word"}
    for place, words in said.items():
        for trace in traces:
            assert trace not in words or (trace == "crosswords" and place in kept_by_ben), (place, trace)
    assert "carried boxes with a colleague" in said["journal_entries.text"]


def test_no_row_of_theirs_is_left(team: Team, ada: Person):
    me = row(team, ada)
    assert me is not None
    ben = team.people["ben"]
    forgets(ada)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Member.slack_id).where(Member.is_bot.is_(False))).all() == [ben.user_id]
        assert tx.scalars(select(Offer.text)).all() == ["stretched photos"]
        assert tx.scalars(select(Tie)).all() == []
        assert tx.scalars(select(Nudge).where(Nudge.member_id == me.id)).all() == []
        assert tx.scalars(select(Ask.asker_id).where(Ask.asker_id == me.id)).all() == []
        assert not any(ada.user_id in one.people for one in tx.scalars(select(Outgoing)))


def test_whoever_helped_keeps_their_sentence_for_a_colleague(team: Team, ada: Person):
    forgets(ada)
    ben = team.people["ben"]
    with team.app.database.transaction() as tx:
        (entry,) = tx.scalars(select(JournalEntry))
    assert (entry.text, entry.words, entry.receiver_id, entry.about) == (PHOTO, "you saved my morning", None, "")
    ben.types("/givefirst", "journal")
    read = ben.read(ben.sees("general")[-1])
    assert "for a colleague" in read
    assert ada.user.real_name not in read


def test_posts_and_invitations_say_only_that_the_ask_was_taken_back(team: Team, ada: Person):
    cem = team.joins("cem", offers="herons")
    ada.types("/ask", "who can draw a heron?")
    ada.submits(audience="helpers")
    assert "heron" in cem.read(cem.inbox[-1])
    forgets(ada)
    ben = team.people["ben"]
    for reader in (ben, cem):
        for message in reader.everything():
            read = reader.read(message)
            assert "heron" not in read.replace("Added to what you offer:\nherons", "")
            if "could use a hand" in read:
                assert "crosswords" in read, "somebody else's ask"
    taken_back = [message for message in ben.sees("general") if "took this ask back" in ben.read(message)]
    assert len(taken_back) == 2
    assert all(ben.buttons(message) == [] for message in taken_back)
    assert "took this ask back" in cem.read(cem.inbox[-1])


def test_the_thanks_a_helper_got_stay_theirs(team: Team, ada: Person):
    forgets(ada)
    ben = team.people["ben"]
    assert any("you saved my morning" in ben.read(message) for message in ben.inbox)


def test_an_ask_they_were_helping_with_is_open_again(team: Team, ada: Person):
    ben = team.people["ben"]
    ada.presses("I can help", in_="@")
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Ask.state).where(Ask.text.contains("crosswords"))).one() is AskState.IN_HANDS
    dora = team.joins("dora", offers="crosswords")
    forgets(ada)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Ask.state).where(Ask.text.contains("crosswords"))).one() is AskState.OPEN
    assert "crosswords" in dora.read(dora.inbox[-1])
    assert ada.user.real_name not in ben.read(ben.inbox[-1])


def test_an_ask_that_waited_for_their_answer_goes_on_to_somebody_else(team: Team, ada: Person):
    eve = team.joins("eve", offers="teapots")
    team.people["ben"].types("/ask", "who has teapots?")
    team.people["ben"].submits(audience="helpers")
    assert "teapots" in eve.read(eve.inbox[-1])
    fay = team.joins("fay", offers="teapots")
    forgets(eve)
    assert "teapots" in fay.read(fay.inbox[-1])


def test_their_home_is_empty_afterwards(team: Team, ada: Person):
    forgets(ada)
    read = ada.read(ada.home)
    assert "I keep nothing about you" in read
    assert PHOTO not in read
    assert "copier" not in read


def test_what_slack_tells_later_brings_back_no_more_than_slacks_profile(team: Team, ada: Person):
    forgets(ada)
    team.slack.change_user(ada.user_id, name="ada")
    team.settle()
    found = row(team, ada)
    assert found is not None
    assert (found.chosen_locale, found.muted_nudges, found.paused_until, found.conversation) == (None, "", None, None)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Offer.text)).all() == ["stretched photos"]
        assert tx.scalars(select(JournalEntry.giver_id).where(JournalEntry.giver_id == found.id)).all() == []


def test_whoever_comes_back_begins_as_somebody_new_and_everything_works(team: Team, ada: Person):
    forgets(ada)
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel")
    ben = team.people["ben"]
    assert PHOTO in ben.read(ben.sees("general")[-1])
    assert PHOTO in ben.read(ben.inbox[-1])
    ben.presses("I can help", in_="@")
    ada.presses("Close it")
    ada.submits(words="again, thank you")
    with team.app.database.transaction() as tx:
        first, second = tx.scalars(select(JournalEntry).order_by(JournalEntry.id))
    assert (first.about, first.words) == ("", "you saved my morning")
    assert second.words == "again, thank you"


def test_pressing_twice_forgets_once(team: Team, ada: Person):
    ada.types("/givefirst", "forget-me")
    call = ada.submits(confirm="forget me")
    team.slack.repeat(call)
    team.settle()
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(JournalEntry.text)).all() == [PHOTO]


def test_somebody_whose_id_begins_the_same_is_left_alone(team: Team, ada: Person):
    longer = f"{ada.user_id}X"
    with team.app.database.transaction() as tx:
        ben = tx.scalars(select(Member).where(Member.name == "ben")).one()
        tx.add(Member(workspace_id=ben.workspace_id, slack_id=longer, name="other"))
    forgets(ada)
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Member.slack_id).where(Member.name == "other")).one() == longer
