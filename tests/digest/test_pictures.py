"""The picture that comes with a letter: into the same channel, with alt text, from five people up."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from bot.playground.records import Message
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
MONDAY_NINE = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture
def five(team: Team) -> list[Person]:
    """Five people, one of whom has asked for something, and a letter in German."""
    people = [team.joins(name) for name in ("ada", "ben", "cem", "dora", "eve")]
    people[0].types("/ask", PHOTO)
    people[0].submits(audience="channel")
    people[0].types("/givefirst", "digest hier wöchentlich Montag 9 Uhr de")
    return people


def pictures(person: Person) -> list[Message]:
    return [message for message in person.sees("general") if message.files]


def test_it_follows_the_letter_once_with_alt_text(team: Team, five: list[Person]):
    team.at(MONDAY_NINE)
    team.later(minutes=1)
    team.later(minutes=1)
    (shown,) = pictures(five[1])
    (file,) = shown.files
    assert file["title"] == "Anfragen in den letzten zwölf Wochen"
    assert "23. Nov.: 1 gestellt, 0 beantwortet" in file["alt_txt"]
    with Image.open(io.BytesIO(team.slack.uploads[file["id"]]["content"])) as image:
        assert image.format == "PNG"
    letters = [message for message in five[1].sees("general") if "Diese Anfragen" in five[1].read(message)]
    assert float(letters[0].ts) < float(shown.ts)


def test_fewer_than_five_people_get_none(team: Team, five: list[Person]):
    team.slack.deactivate(five[4].user_id)
    team.at(MONDAY_NINE)
    team.later(minutes=1)
    assert pictures(five[1]) == []


def test_a_letter_that_slack_refused_has_none(team: Team, five: list[Person]):
    team.slack.channel_named("general").bot_is_member = False
    team.at(MONDAY_NINE)
    team.later(minutes=1)
    team.slack.channel_named("general").bot_is_member = True
    team.later(minutes=1)
    assert pictures(five[1]) == []
    team.slack.refusals.clear()
