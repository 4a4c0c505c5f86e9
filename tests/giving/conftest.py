"""People for stories about giving."""

import pytest

from bot.playground.records import Message
from tests.team import Person, Team

IDEA = "record the demo once and link it in the invitation"


@pytest.fixture
def tom(team: Team) -> Person:
    """Who gives, in Berlin, and reads English."""
    return team.joins("tom")


@pytest.fixture
def maria(team: Team) -> Person:
    """Who receives, in Berlin, and reads English."""
    return team.joins("maria")


def gives(sender: Person, receiver: Person, kind: str = "idea", **values: object) -> None:
    """Fill in the form and send it."""
    usual: dict[str, dict[str, object]] = {
        "idea": {"subject": "your Monday demo", "text": IDEA},
        "contact": {"subject": "the museum fair", "text": "We studied together and she runs the fair"},
        "heads_up": {"where": "careers page", "what_i_see": "the team photo is stretched"},
        "question": {},
    }
    sender.types("/give")
    sender.submits(**{"kind": kind, "to": receiver.user_id} | usual[kind] | values)


def hears(person: Person, words: str) -> bool:
    """Tell whether somebody reads these words anywhere."""
    return any(words in person.read(message) or words in message.text for message in person.everything())


def value_of(message: Message) -> str:
    """The key in the buttons of a message."""
    value: str = message.blocks[-1]["elements"][0]["value"]
    return value
