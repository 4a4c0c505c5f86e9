"""The App Home: everything around one member, on one page, as it is now."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import func, select

from bot.admin.rules import Band, Figures
from bot.admin.views import ForAdmins
from bot.blocks import button, buttons
from bot.home import views
from bot.home.views import Shown, Waiting
from bot.playground.limits import problems_of_view
from models import (
    Ask,
    AskState,
    Audience,
    DigestSubscription,
    EntryKind,
    JournalEntry,
    Member,
    Method,
    Outgoing,
    Workspace,
)
from tests.conftest import TUESDAY_TEN
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada")


@pytest.fixture
def ben(team: Team) -> Person:
    return team.joins("ben", offers="stretched photos")


def ask(person: Person, text: str = PHOTO, **values: object) -> None:
    person.types("/ask", text)
    person.submits(**values)


def home(person: Person) -> str:
    return person.read(person.home)


def state(team: Team) -> AskState:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Ask.state)).one()


def test_an_empty_home_says_kindly_how_it_fills(team: Team, ada: Person):
    ada.opens_home()
    read = home(ada)
    for words in ("Hello", "Nothing open", "Tell me what you can help with", "Nothing here yet", "Monday to Friday"):
        assert words in read
    assert ada.home is not None
    assert ada.buttons(ada.home) == [
        "Ask for something", "Give something", "Edit", "Settings", "My data", "Forget me",
    ]  # fmt: skip


def test_asking_begins_on_the_home(team: Team, ada: Person):
    ada.opens_home()
    ada.presses("Ask for something", in_="home")
    ada.submits(text=PHOTO)
    assert PHOTO in home(ada)


def test_my_asks_stand_there_with_where_they_stand_and_my_keys(team: Team, ada: Person):
    ask(ada)
    ada.opens_home()
    assert "I know nobody whose offers fit yet" in home(ada)
    ada.presses("Close it", in_="home")
    assert ada.modal is not None
    assert ada.modal.callback_id == "ask.close"


def test_withdrawing_on_the_home_takes_the_ask_off_it(team: Team, ada: Person):
    ask(ada)
    ada.opens_home()
    ada.presses("Withdraw", in_="home")
    assert state(team) is AskState.WITHDRAWN
    assert PHOTO not in home(ada)


def test_withdrawing_asks_back_first(team: Team, ada: Person):
    ask(ada)
    ada.opens_home()
    assert ada.home is not None
    keys = [one for block in ada.home.blocks if block["type"] == "actions" for one in block["elements"]]
    assert all("confirm" in key for key in keys if key["action_id"] == "ask.withdraw")


def test_an_open_ask_that_fits_my_offers_can_be_taken_there(team: Team, ada: Person):
    ask(ada)
    ben = team.joins("ben", offers="stretched photos")
    ben.opens_home()
    assert PHOTO in home(ben)
    ben.presses("I can help", in_="home")
    assert state(team) is AskState.IN_HANDS
    assert ada.reads_anywhere("Over to you two")
    assert PHOTO not in home(ben)


@pytest.mark.parametrize("audience", ["helpers", "anonymous"])
def test_an_ask_by_private_invitation_is_on_nobodys_home(team: Team, ada: Person, audience: str):
    ask(ada, audience=audience)
    cem = team.joins("cem", offers="stretched photos")
    cem.opens_home()
    assert PHOTO not in home(cem)


def test_private_asks_do_not_hide_the_ones_for_everybody(team: Team, ada: Person):
    for number in range(7):
        ask(ada, f"stretched photo, stretched photos, {'abcdefg'[number]}", audience="helpers")
    ask(ada)
    cem = team.joins("cem", offers="stretched photos")
    cem.opens_home()
    assert PHOTO in home(cem)


def test_a_guest_sees_no_asks_to_take(team: Team, ada: Person):
    ask(ada)
    guest = team.joins("gus", guest=True, offers="stretched photos")
    guest.opens_home()
    assert PHOTO not in home(guest)


def test_my_offers_and_my_reach_are_edited_there(team: Team, ada: Person):
    ada.opens_home()
    ada.presses("Edit", in_="home")
    ada.submits(offers="Excel", reach="Airbus Hamburg, procurement")
    read = home(ada)
    assert "Excel" in read
    assert "Airbus Hamburg, procurement" in read
    assert "only you see this" in read


def test_my_journal_ends_with_all_of_it(team: Team, ada: Person):
    ada.opens_home()
    for letter in "abcdef":
        ada.types("/helped", f"watered plant {letter}")
    read = home(ada)
    assert "plant f" in read
    assert "plant a" not in read
    ada.presses("All", in_="home")
    assert "plant a" in ada.read(ada.inbox[-1])


def test_taking_a_line_back_takes_it_off_the_home(team: Team, ada: Person):
    ada.opens_home()
    ada.types("/helped", "refilled the copier")
    assert "refilled the copier" in home(ada)
    ada.presses("Undo")
    assert "refilled the copier" not in home(ada)


def test_settings_and_pauses_show_at_once(team: Team, ada: Person):
    ada.opens_home()
    assert "Not paused" in home(ada)
    ada.types("/givefirst", "pause 2w")
    assert "Paused until Tuesday, 8 December" in home(ada)
    ada.types("/givefirst", "resume")
    assert "Not paused" in home(ada)
    ada.presses("Settings", in_="home")
    ada.submits(work_starts="10:00")
    assert "10:00 to 17:00" in home(ada)


def test_a_home_that_nobody_opened_is_not_kept_up(team: Team, ada: Person, ben: Person):
    ask(ada)
    ada.types("/helped", "refilled the copier")
    ada.types("/givefirst", "pause")
    with team.app.database.transaction() as tx:
        published = select(func.count()).select_from(Outgoing).where(Outgoing.method == Method.PUBLISH)
        assert tx.scalar(published) == 0


def test_nobody_sees_what_is_somebody_elses(team: Team, ada: Person, ben: Person):
    ada.types("/helped", "refilled the copier")
    ada.types("/offer", "Excel")
    ask(ada, "who has a projector?", audience="helpers")
    ben.opens_home()
    read = home(ben)
    assert not any(words in read for words in ("copier", "Excel", "projector"))


def fullest(reader: Member) -> Shown:
    colleague = Member(workspace_id=1, slack_id="UBEN")
    longest = "<!channel> " + "x" * 489
    asks = [
        Ask(
            workspace_id=1,
            asker_id=2,
            text=longest,
            what_for=longest,
            opened_at=TUESDAY_TEN,
            by_when=TUESDAY_TEN.date(),
            state=AskState.IN_HANDS,
            audience=Audience.CHANNEL,
        )
        for _ in range(20)
    ]
    entries = []
    for one in asks:
        one.asker = colleague
        entry = JournalEntry(
            workspace_id=1,
            giver_id=1,
            kind=EntryKind.ASK,
            text=longest,
            happened_at=TUESDAY_TEN,
            words=longest,
            made_possible=longest,
        )
        entry.receiver = colleague
        entries.append(entry)
    lines = ["y" * 57] * 50
    return Shown(reader=reader, asks=asks, fitting=asks, offers=lines, reach=lines, entries=entries)


@pytest.mark.parametrize("locale", ["en", "de"])
def test_the_fullest_home_is_whole_and_within_what_slack_takes(locale: str):
    shown = fullest(Member(workspace_id=1, slack_id="UADA", zone="Europe/Berlin"))
    page = views.page(shown, locale, now=TUESDAY_TEN).view
    assert len(page["blocks"]) < 90
    assert page["blocks"][-1]["elements"][0]["action_id"] == "settings.edit"
    assert problems_of_view(page) == []


def test_what_waits_for_an_answer_comes_first_and_nothing_shows_when_nothing_does():
    reader = Member(workspace_id=1, slack_id="UADA")
    quiet = Shown(reader=reader, asks=[], fitting=[], offers=[], reach=[], entries=[])
    assert "What is waiting" not in str(views.page(quiet, "en", now=TUESDAY_TEN).view)
    keys = buttons(button("Tell me", "idea.tell", "k"))
    waiting = [Waiting("<@UBEN> has an idea for you", words="<!channel> about slides", keys=keys)] * 9
    page = views.page(replace(quiet, waiting=waiting), "en", now=TUESDAY_TEN).view
    assert str(page).count("has an idea for you") == views.MOST_WAITING
    assert str(page).index("What is waiting") < str(page).index("Your asks")
    assert problems_of_view(page) == []


def for_admins(features_off: str = "") -> ForAdmins:
    letters = [
        DigestSubscription(
            workspace_id=1,
            channel=f"C{number}",
            weekday=1,
            at=time(9),
            zone="America/Argentina/ComodRivadavia",
            locale="",
            next_at=TUESDAY_TEN,
        )
        for number in range(50)
    ]
    workspace = Workspace(
        team_id="T1", name="Team", bot_user_id="U0", installed_at=TUESDAY_TEN, features_off=features_off
    )
    return ForAdmins(workspace, letters, Figures(timedelta(hours=3), 60, Band.UP_TO_A_HALF, 12, 4, 3))


@pytest.mark.parametrize("features_off", ["", "digest"])
@pytest.mark.parametrize("locale", ["en", "de"])
def test_even_an_admins_fullest_home_is_whole(locale: str, features_off: str):
    shown = replace(
        fullest(Member(workspace_id=1, slack_id="UADA")),
        waiting=[Waiting("x", words="y" * 3000, keys=buttons(button("Tell me", "idea.tell", "k")))] * 9,
        admin=for_admins(features_off),
    )
    page = views.page(shown, locale, now=TUESDAY_TEN).view
    assert page["blocks"][-1]["elements"][-1]["action_id"] == "workspace.forget"
    assert problems_of_view(page) == []
    assert str(page).count("ComodRivadavia") == 10, "what has no room for buttons stands there in a line"
    assert str(page).count("'digest.stop'") == (0 if features_off else 3)


def test_with_room_every_digest_of_ten_has_its_buttons():
    reader = Member(workspace_id=1, slack_id="UADA")
    quiet = Shown(reader=reader, asks=[], fitting=[], offers=[], reach=[], entries=[], admin=for_admins())
    page = views.page(quiet, "en", now=TUESDAY_TEN).view
    assert str(page).count("'digest.edit'") == 11
    assert "There are more" in str(page)


def test_an_anonymous_ask_would_show_no_name():
    shown = fullest(Member(workspace_id=1, slack_id="UADA"))
    for one in shown.fitting:
        one.audience = Audience.ANONYMOUS
    quiet = Shown(reader=shown.reader, asks=[], fitting=shown.fitting, offers=["x"], reach=[], entries=[])
    assert "UBEN" not in str(views.page(quiet, "en", now=TUESDAY_TEN).view)
