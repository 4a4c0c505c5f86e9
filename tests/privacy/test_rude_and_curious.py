"""Found by somebody rude: names that stayed, a yes that was taken back, words that had not arrived yet."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models import JournalEntry
from tests.team import Person, Team

WEDNESDAY = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
TUESDAY_NIGHT = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


def my_data(person: Person) -> str:
    person.types("/givefirst", "my-data")
    (content,) = [content for message in person.everything() for content in person.downloads(message).values()]
    return zipfile.ZipFile(io.BytesIO(content)).read("my-data.json").decode()


def test_whoever_was_introduced_and_forgotten_is_a_colleague_in_the_journal(team: Team):
    con = team.joins("con")
    zeb, ann = team.joins("zeb", real_name="Zebulon Quark"), team.joins("ann", real_name="Ann Other")
    con.types("/givefirst", "introduce @zeb @ann you both sail")
    team.later(minutes=1)
    zeb.presses("Happy to", in_="@")
    ann.presses("Happy to", in_="@")
    zeb.types("/givefirst", "forget-me")
    zeb.submits(confirm="forget me")
    with team.app.database.transaction() as tx:
        (entry,) = tx.scalars(select(JournalEntry))
        assert "Zebulon" not in entry.text + entry.searched
        assert "zebulon" not in entry.searched
        assert "a colleague" in entry.text
        assert "Ann Other" in entry.text


def test_a_no_in_the_settings_is_for_thanks_that_wait_as_well(team: Team):
    tom, maria = team.joins("tom"), team.joins("maria")
    tom.types("/thanks", "@maria first thing")
    maria.presses("May be told")
    tom.types("/thanks", "@maria second thing")
    maria.types("/givefirst", "settings")
    maria.submits(thanks_may_be_told="no")
    tom.types("/givefirst", "digest weekly Wed 09:00")
    team.at(WEDNESDAY)
    assert not any("second thing" in tom.read(message) for message in tom.sees("general") if not message.ephemeral_to)


@pytest.mark.parametrize("shortcut", ["thanks.from_message", "noticed.from_message"])
def test_a_message_of_nothing_but_emoji_can_be_thanked_for(team: Team, shortcut: str):
    tom, maria = team.joins("tom"), team.joins("maria")
    maria.says("🎉" * 250)
    tom.uses(shortcut, on=tom.sees("general")[-1])
    assert tom.modal


def test_words_that_have_not_arrived_are_not_in_my_data(team: Team):
    tom, maria = team.joins("tom"), team.joins("maria")
    maria.types("/givefirst")
    team.at(TUESDAY_NIGHT)
    tom.types("/thanks", "@maria SURPRISE at night")
    assert "SURPRISE" not in my_data(maria)
