"""What waits stands on the Home: ideas and introductions with their buttons, and one's own ideas that wait."""

import pytest

from tests.giving.conftest import IDEA, gives
from tests.introductions.acts import carries
from tests.team import Person, Team


@pytest.fixture
def ada(team: Team) -> Person:
    ada = team.joins("ada")
    ada.opens_home()
    return ada


@pytest.fixture
def ben(team: Team) -> Person:
    ben = team.joins("ben")
    ben.opens_home()
    return ben


def home(person: Person) -> str:
    """What somebody reads who opens their Home now."""
    person.opens_home()
    return person.read(person.home)


def buttons(person: Person) -> list[str]:
    """The buttons on somebody's Home as they see it."""
    assert person.home is not None
    return person.buttons(person.home)


def test_an_idea_waits_on_both_homes_and_its_words_on_none_of_the_receivers(team: Team, ada: Person, ben: Person):
    gives(ada, ben)
    assert "@Ada Novak has an idea for you\nyour Monday demo" in home(ben)
    assert IDEA not in home(ben)
    assert buttons(ben)[2:5] == ["Tell me", "Later", "No thanks"]
    assert "Your idea for @Ben Novak is on its way" in home(ada)
    assert "Take it back" in buttons(ada)


def test_it_is_answered_there(team: Team, ada: Person, ben: Person):
    gives(ada, ben)
    home(ben)
    ben.presses("Tell me", in_="home")
    team.later(seconds=20)
    assert any(IDEA in ben.read(message) for message in ben.inbox)
    for person in (ada, ben):
        assert "What is waiting" not in person.read(person.home)


@pytest.mark.parametrize("answer", ["No thanks", "Later", ""])
def test_a_no_reads_like_silence(team: Team, ada: Person, ben: Person, answer: str):
    gives(ada, ben)
    if answer:
        ben.presses(answer, in_="@")
    assert "Your idea for @Ben Novak is on its way" in home(ada)
    assert "Take it back" in buttons(ada)


def test_an_idea_taken_back_is_gone_from_both(team: Team, ada: Person, ben: Person):
    gives(ada, ben)
    home(ada)
    ada.presses("Take it back", in_="home")
    assert "What is waiting" not in home(ada)
    assert "What is waiting" not in home(ben)


def test_a_heads_up_waits_for_its_receiver_alone(team: Team, ada: Person, ben: Person):
    gives(ada, ben, "heads_up")
    assert "careers page: the team photo is stretched" in home(ben)
    assert "What is waiting" not in home(ada)
    ben.presses("Thanks, fixed", in_="home")
    assert "What is waiting" not in home(ben)


def test_an_introduction_waits_for_ones_key(team: Team, ada: Person, ben: Person):
    cem = team.joins("cem")
    cem.types("/givefirst", f"introduce <@{ada.user_id}> <@{ben.user_id}> You both sail.")
    for person in (ada, ben):
        assert "@Cem Novak would like to introduce you to" in home(person)
        assert "You both sail." in person.read(person.home)
        person.presses("Happy to", in_="home")
        assert "What is waiting" not in home(person)
    assert "What is waiting" not in home(cem)


def test_the_words_that_go_out_wait_for_their_asker(team: Team, ada: Person, ben: Person):
    ada.types("/ask", "who knows somebody at Airbus?")
    ada.submits(audience="channel")
    carries(ben, in_="general")
    assert "would carry your request there\nwho knows somebody at Airbus?" in home(ada)
    ada.presses("Not now", in_="home")
    assert "What is waiting" not in home(ada)
