"""Introducing two colleagues unasked: both are asked, and only two yeses open a conversation."""

import pytest

from models import EntryKind, IntroductionState
from tests.introductions.acts import everything_stored, form_of, hears, journal, states, talks, ties
from tests.team import Person, Team

WHY = "because you both keep bees"


def introduces(person: Person, *others: Person, why: str = WHY, word: str = "introduce") -> None:
    people = " ".join(f"@{other.user.name}" for other in others)
    person.types("/givefirst", f"{word} {people} {why}")


def test_both_are_asked_privately_and_meet_when_both_are_happy_to(
    team: Team, ada: Person, ben: Person, cem: Person, dora: Person
):
    introduces(ben, ada, cem)
    for person, words in ((ada, "introduce you to"), (cem, "vorstellen")):
        assert WHY in person.read(person.reads_anywhere(words))
    ada.presses("Happy to")
    assert talks(team, ada, ben, cem) == []
    cem.presses("Gerne")
    (talk,) = talks(team, ada, ben, cem)
    opening = ben.reads_anywhere("meet each other")
    assert opening.channel == talk
    assert WHY in ben.read(opening)
    assert ties(team) == 3
    (entry,) = journal(team)
    assert (entry.kind, entry.text) == (
        EntryKind.INTRODUCTION,
        "Introduced Ada Novak and Cem Yilmaz to each other",
    )
    assert not hears(dora, "bees")
    team.later(minutes=1)
    assert [where for where, value in everything_stored(team) if "bees" in value] == []


@pytest.mark.parametrize("after_a_yes", [True, False])
def test_not_now_by_one_ends_it_with_one_neutral_line_to_the_connector(
    team: Team, ada: Person, ben: Person, cem: Person, *, after_a_yes: bool
):
    introduces(ben, ada, cem)
    if after_a_yes:
        ada.presses("Happy to")
    before = len(ada.inbox)
    cem.presses("Gerade nicht")
    lines = [m for m in ben.inbox if "did not come about" in ben.read(m)]
    assert len(lines) == 1
    assert not any(person.user_id in str(lines[0].blocks) + lines[0].text for person in (ada, cem))
    assert len(ada.inbox) == before
    assert "intro.happy" not in str([m.blocks for m in ada.inbox])
    assert talks(team, ada, ben, cem) == []
    assert journal(team) == []


def test_without_a_sentence_a_form_asks_for_it(team: Team, ada: Person, ben: Person, cem: Person):
    introduces(ben, ada, cem, why="")
    assert ben.holds()["people"] == [ada.user_id, cem.user_id]
    ben.submits(words=WHY)
    assert hears(ada, WHY)


def test_alone_it_asks_for_everything(team: Team, ada: Person, ben: Person, cem: Person):
    ben.types("/givefirst", "introduce")
    ben.submits(people=[ada.user_id], words=WHY)
    assert "Name two colleagues" in form_of(ben).errors["people"]
    ben.submits(people=[ada.user_id, ben.user_id])
    assert "besides yourself" in form_of(ben).errors["people"]
    ben.submits(people=[ada.user_id, cem.user_id])
    assert hears(cem, WHY)


def test_it_works_in_german(team: Team, ada: Person, ben: Person, cem: Person):
    introduces(cem, ada, ben, why="weil ihr beide imkert", word="vorstellen")
    assert "Ich frage beide" in cem.read(cem.sees("general")[-1])
    assert hears(ada, "weil ihr beide imkert")


def test_somebody_who_wants_peace_is_not_asked_and_nobody_learns_who(team: Team, ada: Person, ben: Person, cem: Person):
    cem.types("/givefirst", "pause 2w")
    introduces(ben, ada, cem)
    told = ben.read(ben.sees("general")[-1])
    assert "I cannot ask these two right now" in told
    assert WHY in told
    assert states(team) == []
    assert ada.inbox == []


def test_a_guest_does_not_introduce(team: Team, ada: Person, cem: Person):
    gil = team.joins("gil", guest=True)
    gil.types("/givefirst", f"introduce @ada @cem {WHY}", in_="@")
    assert hears(gil, "guests cannot yet")
    assert states(team) == []


def test_nobody_is_asked_by_two_at_once(team: Team, ada: Person, ben: Person, cem: Person, dora: Person):
    introduces(ben, ada, cem)
    introduces(dora, ada, ben)
    assert "I cannot ask these two right now" in dora.read(dora.sees("general")[-1])


def test_an_unknown_name_gives_back_what_was_typed(team: Team, ada: Person, ben: Person):
    ben.types("/givefirst", f"introduce @nobody @ada {WHY}")
    told = ben.read(ben.sees("general")[-1])
    assert "I do not know anybody" in told
    assert WHY in told


def test_a_conversation_that_slack_refuses_falls_back_to_direct_messages(
    team: Team, ada: Person, ben: Person, cem: Person
):
    introduces(ben, ada, cem)
    ada.presses("Happy to")
    team.slack.faults.add(method="conversations.open", kind="error", error="not_allowed")
    cem.presses("Gerne")
    assert WHY in ada.read(ada.reads_anywhere("could not open"))
    assert WHY in cem.read(cem.reads_anywhere("kein Gespräch"))
    assert states(team) == [IntroductionState.MET]
    team.later(minutes=1)
    assert [where for where, value in everything_stored(team) if "bees" in value] == []


def test_markup_and_pings_stay_words(team: Team, ada: Person, ben: Person, cem: Person):
    introduces(ben, ada, cem, why="*because* <!channel> <@U999> 🐝")
    question = ada.reads_anywhere("introduce you to")
    assert "<!channel>" in ada.read(question)
    assert "<!channel>" not in question.text


LATELY = "The two have been asked lately. Give it a few weeks."


@pytest.mark.parametrize("what", ["still asked", "no", "silence", "met"])
def test_the_same_two_are_left_in_peace_whatever_became_of_it(
    team: Team, ada: Person, ben: Person, cem: Person, what: str
):
    introduces(ben, ada, cem)
    if what == "no":
        cem.presses("Gerade nicht")
    elif what == "silence":
        team.later(days=3)
    elif what == "met":
        ada.presses("Happy to")
        cem.presses("Gerne")
    begun, asked = len(states(team)), len(ada.inbox)
    introduces(ben, cem, ada, why="because you both sail")
    answer = ben.read(ben.sees("general")[-1])
    assert LATELY in answer
    assert "because you both sail" in answer, "nothing typed is lost"
    ben.types("/givefirst", "introduce")
    ben.submits(people=[ada.user_id, cem.user_id], words="Bees.")
    assert form_of(ben).errors["people"] == LATELY
    team.later(days=1, hours=1)
    team.later(days=26)
    introduces(ben, ada, cem)
    assert (len(states(team)), len(ada.inbox)) == (begun, asked)
    team.later(days=4)
    introduces(ben, ada, cem)
    assert len(states(team)) == begun + 1


def test_others_may_be_introduced_and_others_may_introduce(
    team: Team, ada: Person, ben: Person, cem: Person, dora: Person
):
    introduces(ben, ada, cem)
    cem.presses("Gerade nicht")
    introduces(ben, ada, dora, why="because you both run")
    assert hears(dora, "because you both run")
    dora.presses("Not now")
    team.later(days=7)
    introduces(dora, ada, cem, why="because you both sing")
    assert hears(cem, "because you both sing")
