"""A letter can be set up by form: by admins from their Home for any channel, by anybody in the channel they are in."""

import json
from datetime import UTC, datetime, time
from typing import Any

import pytest
from sqlalchemy import select, update

from models import DigestSubscription, Member, Rhythm, Workspace
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"
FRIDAY = {"rhythm": "two_weeks", "weekday": "5", "at": "16:30", "language": "de"}


@pytest.fixture
def ada(team: Team) -> Person:
    """An admin."""
    return team.joins("ada", is_admin=True)


@pytest.fixture
def ben(team: Team) -> Person:
    """A colleague."""
    return team.joins("ben")


def letters(team: Team) -> dict[str, DigestSubscription]:
    """The letters by the names of their channels."""
    with team.app.database.transaction() as tx:
        found = list(tx.scalars(select(DigestSubscription).order_by(DigestSubscription.id)))
    return {team.slack.channels[one.channel].name: one for one in found}


def plan(one: DigestSubscription) -> tuple[Any, ...]:
    return one.rhythm, one.weekday, one.at, one.zone, one.locale, one.counted_from, one.next_at, one.set_by_id


def channel(team: Team, name: str = "general") -> str:
    return team.slack.channel_named(name).id


def from_home(person: Person, button: str = "Set up a digest") -> None:
    person.opens_home()
    person.presses(button, in_="home")


def loses_the_office(team: Team) -> None:
    with team.app.database.transaction() as tx:
        tx.execute(update(Member).values(is_admin=False))


def forge(person: Person, **chosen: str) -> None:
    """Let a form hold what no menu of it offers."""
    assert person.modal is not None
    for name, value in chosen.items():
        person.modal.state[name][name]["selected_option"] = {"value": value}


# -- from Home --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("every two weeks Fri 16:30 de", FRIDAY),
        ("weekly Mon 09:00 en", {"language": "en"}),
        ("monthly Sun 00:05 de", {"rhythm": "monthly", "weekday": "7", "at": "00:05", "language": "de"}),
    ],
)
def test_the_form_does_what_the_command_does(team: Team, ada: Person, typed: str, chosen: dict[str, str]):
    sales = team.channel("sales")
    ada.types("/givefirst", f"digest here {typed}")
    said = ada.read(ada.sees("general")[-1])
    from_home(ada)
    ada.submits(channel=sales.id, **chosen)
    assert ada.modal is None
    assert plan(letters(team)["sales"]) == plan(letters(team)["general"])
    assert ada.read(ada.inbox[-1]) == said.replace("#general", "#sales")
    assert said in {ada.read(message) for message in ada.everything()}


def test_the_answer_is_private_and_says_how_to_let_the_bot_in(team: Team, ada: Person, ben: Person):
    sales = team.channel("sales", bot_is_member=False)
    from_home(ada)
    ada.submits(channel=sales.id)
    assert "If I am not in #sales yet, please type /invite @Givefirst there" in ada.read(ada.inbox[-1]).replace("`", "")
    assert ben.sees("sales") == ben.inbox == []


def test_home_shows_the_letters_as_they_are_now(team: Team, ada: Person, ben: Person):
    from_home(ada)
    ada.submits(channel=channel(team), **FRIDAY)
    assert ada.home is not None
    assert "#general: every two weeks, Friday, 16:30 (Europe/Berlin), Deutsch" in ada.read(ada.home)
    assert ada.buttons(ada.home)[-5:] == [
        "Set up a digest", "Change", "Stop", "Settings for everybody", "Delete everything",
    ]  # fmt: skip
    ada.types("/givefirst", "digest here monthly Mon 09:00 en")
    assert "#general: every month, the first Monday, 09:00 (Europe/Berlin), English" in ada.read(ada.home)
    ben.types("/givefirst", "digest off")
    ada.opens_home()
    assert "No channel gets one yet" in ada.read(ada.home)


def test_every_input_has_its_label_and_asks_for_one_channel_of_those_there_are(team: Team, ada: Person):
    from_home(ada)
    assert ada.modal is not None
    assert ada.holds() == {"channel": None, "rhythm": "weekly", "weekday": "1", "at": "09:00", "language": "auto"}
    read = ada.read(ada.modal)
    for words in ("Which channel gets it?", "How often?", "On which day?", "At what time?", "In which language?"):
        assert words in read
    assert "Europe/Berlin" in read
    assert "As in this workspace: English" in read
    (element,) = [block["element"] for block in ada.modal.blocks if block.get("block_id") == "channel"]
    assert element["filter"] == {"include": ["public", "private"], "exclude_bot_users": True}


def test_as_in_this_workspace_is_what_the_workspace_reads_when_the_letter_comes(team: Team, ada: Person):
    from_home(ada)
    ada.submits(channel=channel(team))
    assert "Monday, 09:00 (Europe/Berlin), the workspace's language" in ada.read(ada.home)
    with team.app.database.transaction() as tx:
        tx.execute(update(Workspace).values(locale="de"))
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel")
    team.at(datetime(2026, 11, 30, 8, 0, 30, tzinfo=UTC))
    assert any("Diese Anfragen sind noch offen" in ada.read(message) for message in ada.sees("general"))


def test_changing_begins_with_what_is_set_and_saving_that_changes_nothing(team: Team, ada: Person):
    ada.types("/givefirst", "digest here every two weeks Fri 16:30 de")
    before = plan(letters(team)["general"])
    from_home(ada, "Change")
    assert ada.holds() == FRIDAY
    assert "#general" in ada.read(ada.modal)
    ada.submits()
    assert plan(letters(team)["general"]) == before


def test_changing_moves_the_letter_by_the_clocks_it_had(team: Team, ada: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00 de")
    nell = team.joins("nell", is_admin=True, tz="America/New_York")
    from_home(nell, "Change")
    assert "The clocks in Europe/Berlin count" in nell.read(nell.modal)
    nell.submits(at="10:00")
    (letter,) = letters(team).values()
    assert (letter.at, letter.zone, letter.next_at.hour) == (time(10), "Europe/Berlin", 9)
    from_home(nell)
    assert "The clocks in America/New_York count" in nell.read(nell.modal)


def test_the_buttons_beside_a_letter_are_of_that_letter(team: Team, ada: Person):
    sales = team.channel("sales")
    for name in ("general", "sales"):
        ada.types("/givefirst", "digest here weekly Mon 09:00", in_=name)
    ada.opens_home()
    ada.presses("Change", in_="home", newest=False)
    ada.submits(weekday="3")
    assert {name: one.weekday for name, one in letters(team).items()} == {"general": 3, "sales": 1}
    ada.presses("Stop", in_="home", newest=False)
    assert list(letters(team)) == ["sales"]
    assert "#general gets no weekly letter any more" in ada.read(ada.inbox[-1])
    assert "#general" not in ada.read(ada.home)
    assert sales.id in str(ada.home)


def test_stopping_asks_back_first(team: Team, ada: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    ada.opens_home()
    assert ada.home is not None
    keys = [one for block in ada.home.blocks if block["type"] == "actions" for one in block["elements"]]
    (stop,) = [key for key in keys if key["action_id"] == "digest.stop"]
    assert stop["confirm"]["title"]["text"] == "Stop this digest?"


def test_a_letter_that_somebody_ended_meanwhile_stays_ended(team: Team, ada: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    from_home(ada, "Change")
    ben = team.joins("ben")
    ben.types("/givefirst", "digest off")
    ada.submits(weekday="3")
    assert "ended meanwhile" in ada.read(ada.modal)
    ada.closes_the_modal()
    assert ada.home is not None
    assert "Change" in ada.buttons(ada.home), "as it was published last"
    ada.presses("Change", in_="home")
    assert ada.modal is None
    assert "#general has no weekly letter yet" in ada.read(ada.inbox[-1])
    assert "Change" not in ada.buttons(ada.home)
    ada.presses("Set up a digest", in_="@")
    ada.submits(channel=channel(team))
    assert list(letters(team)) == ["general"]


def test_stopping_twice_says_that_there_is_none(team: Team, ada: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    ada.opens_home()
    with team.app.database.transaction() as tx:
        tx.delete(tx.scalars(select(DigestSubscription)).one())
    ada.presses("Stop", in_="home")
    assert "#general has no weekly letter to end" in ada.read(ada.inbox[-1])
    assert ada.home is not None
    assert "Stop" not in ada.buttons(ada.home)


def test_an_admin_who_reads_german_reads_german(team: Team):
    dora = team.joins("dora", locale="de-DE", is_admin=True)
    from_home(dora, "Wochenbrief einrichten")
    read = dora.read(dora.modal)
    for words in ("Wochenbrief einrichten", "Welcher Channel bekommt ihn?", "Wie oft?", "Jeden Monat", "Dienstag"):
        assert words in read
    dora.submits(channel=channel(team), rhythm="monthly", weekday="2")
    assert "#general: jeden Monat am ersten Dienstag, 09:00 Uhr" in dora.read(dora.home)
    assert "#general bekommt jeden Monat einen Brief" in dora.read(dora.inbox[-1])
    dora.presses("Ändern", in_="home")
    assert "Wochenbrief ändern" in dora.read(dora.modal)
    dora.closes_the_modal()
    dora.presses("Beenden", in_="home")
    assert "#general bekommt keinen Wochenbrief mehr" in dora.read(dora.inbox[-1])


# -- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["D012", "", "general", "<#C1>", "C" * 99])
def test_a_letter_to_no_channel_is_refused_on_its_field(team: Team, ada: Person, where: str):
    from_home(ada)
    assert ada.modal is not None
    ada.fills_in(channel="C1", **FRIDAY)
    ada.modal.state["channel"]["channel"]["selected_conversation"] = where or " "
    ada.submits()
    assert list(ada.modal.errors) == ["channel"]
    assert "Please choose one" in ada.modal.errors["channel"]
    assert FRIDAY.items() <= ada.holds().items()
    assert letters(team) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("rhythm", "hourly"), ("weekday", "8"), ("weekday", "0"), ("weekday", "²"), ("language", "fr"), ("language", "")],
)
def test_what_is_not_to_choose_is_refused_on_its_field(team: Team, ada: Person, name: str, value: str):
    from_home(ada)
    ada.fills_in(channel=channel(team))
    forge(ada, **{name: value})
    ada.submits()
    assert ada.modal is not None
    assert list(ada.modal.errors) == [name]
    assert letters(team) == {}


@pytest.mark.parametrize("at", ["25:00", "nine", "9"])
def test_an_hour_that_no_clock_shows_is_refused_on_its_field(team: Team, ada: Person, at: str):
    from_home(ada)
    ada.submits(channel=channel(team), at=at)
    assert ada.modal is not None
    assert list(ada.modal.errors) == ["at"]
    assert ada.holds()["channel"] == channel(team)
    assert letters(team) == {}


def test_without_letters_the_home_offers_none_and_an_open_form_is_refused_on_a_field(team: Team, ada: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    from_home(ada)
    with team.app.database.transaction() as tx:
        tx.execute(update(Workspace).values(features_off="digest"))
    ada.submits(channel=channel(team), **FRIDAY)
    assert ada.modal is not None
    assert "switched this off" in ada.modal.errors["rhythm"]
    assert FRIDAY.items() <= ada.holds().items()
    ada.closes_the_modal()
    for button in ("Change", "Stop"):
        ada.presses(button, in_="home")
        assert ada.read(ada.modal) == ""
        assert "switched this off" in ada.read(ada.inbox[-1])
    ada.opens_home()
    assert ada.home is not None
    assert not {"Set up a digest", "Change", "Stop"} & set(ada.buttons(ada.home))
    assert "#general: every week, Monday" in ada.read(ada.home)
    assert letters(team)["general"].rhythm is Rhythm.WEEKLY


def test_nobody_but_admins_sees_it_on_their_home(team: Team, ada: Person, ben: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    ben.opens_home()
    assert ben.home is not None
    assert "igest" not in ben.read(ben.home)
    assert not {"Set up a digest", "Change", "Stop"} & set(ben.buttons(ben.home))


@pytest.mark.parametrize("button", ["digest.edit", "digest.stop"])
def test_outside_a_channel_nobody_but_admins_opens_or_stops_one(team: Team, ada: Person, ben: Person, button: str):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    ben.writes_to_the_bot("hello")
    ben.presses_late(button, channel(team), on=ben.inbox[-1])
    assert ben.modal is None
    assert "Only the admins" in ben.read(ben.inbox[-1])
    assert list(letters(team)) == ["general"]


@pytest.mark.parametrize("button", ["Set up a digest", "Change"])
def test_a_form_from_home_counts_for_nothing_once_one_is_no_admin(team: Team, ada: Person, button: str):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    before = plan(letters(team)["general"])
    from_home(ada, button)
    loses_the_office(team)
    ada.submits(**({"channel": channel(team)} if button.startswith("Set") else {}), **FRIDAY)
    assert "Only the admins" in ada.read(ada.modal)
    assert plan(letters(team)["general"]) == before


# -- in a channel -----------------------------------------------------------------------------------------------------


def test_in_a_channel_anybody_sets_up_changes_and_stops_its_letter(team: Team, ben: Person):
    sales = team.channel("sales")
    ben.types("/givefirst", "digest", in_="sales")
    assert "#sales has no weekly letter yet" in ben.read(ben.sees("sales")[-1])
    ben.presses("Set up a digest", in_="sales")
    assert ben.modal is not None
    assert "#sales" in ben.read(ben.modal)
    assert "channel" not in ben.holds()
    ben.submits(**FRIDAY)
    assert list(letters(team)) == ["sales"]
    assert "#sales gets a letter with its open asks every two weeks: Friday, 16:30" in ben.read(ben.inbox[-1])
    ben.types("/givefirst", "digest", in_="sales")
    assert ben.buttons(ben.sees("sales")[-1]) == ["Change", "Stop"]
    ben.presses("Change", in_="sales")
    assert ben.holds() == FRIDAY
    ben.submits(weekday="4")
    assert letters(team)["sales"].weekday == 4
    ben.presses("Stop", in_="sales")
    assert letters(team) == {}
    assert "#sales gets no weekly letter any more" in ben.read(ben.sees("sales")[-1])
    assert sales.id


def test_in_german_it_is_german(team: Team):
    dora = team.joins("dora", locale="de-DE")
    dora.types("/givefirst", "wochenbrief")
    dora.presses("Wochenbrief einrichten")
    assert "An welchem Tag?" in dora.read(dora.modal)
    dora.submits()
    dora.types("/givefirst", "wochenbrief")
    assert dora.buttons(dora.sees("general")[-1]) == ["Ändern", "Beenden"]


def test_a_form_of_a_channel_is_of_that_channel_whatever_is_sent(team: Team, ben: Person):
    sales = team.channel("sales")
    ben.types("/givefirst", "digest")
    ben.presses("Set up a digest")
    assert ben.modal is not None
    chosen = {"type": "conversations_select", "selected_conversation": sales.id}
    ben.modal.state["channel"] = {"channel": chosen}
    ben.submits()
    assert list(letters(team)) == ["general"]


@pytest.mark.parametrize("kept", [{}, {"letter": "C"}, {"here": ""}, {"here": None}, {"here": "@"}])
def test_a_form_that_names_no_channel_it_was_opened_in_is_an_admins(team: Team, ben: Person, kept: dict[str, Any]):
    ben.types("/givefirst", "digest")
    ben.presses("Set up a digest")
    assert ben.modal is not None
    ben.modal.private_metadata = json.dumps(
        {name: channel(team) if value == "C" else value for name, value in kept.items()}
    )
    ben.submits()
    assert "Only the admins" in ben.read(ben.modal)
    assert letters(team) == {}


def test_an_answer_in_a_direct_conversation_offers_no_form(team: Team, ben: Person):
    ben.types("/givefirst", "digest", in_="@")
    assert ben.buttons(ben.sees("@")[-1]) == []
