"""What admins choose counts for everybody, and nobody else can choose it."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy import select, update

from bot.admin import forms
from models import Feature, Introduction, Invitation, Member, Newcomer, WelcomeState, Workspace
from tests.giving.conftest import gives, hears
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


def workspace(team: Team) -> Workspace:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Workspace)).one()


def member(team: Team, person: Person) -> Member:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Member).where(Member.slack_id == person.user_id)).one()


def sets(person: Person, **chosen: object) -> None:
    person.opens_home()
    person.presses("Settings for everybody", in_="home")
    person.submits(**chosen)


def test_admins_have_one_more_part_on_their_home(team: Team, ada: Person, ben: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00 de")
    ada.opens_home()
    ben.opens_home()
    read = ada.read(ada.home)
    for words in ("For admins", "Monday, 09:00", "Deutsch", "at most: 3", "09:00 to 17:00", "from five members up"):
        assert words in read
    assert "For admins" not in ben.read(ben.home)


@pytest.mark.parametrize("button", ["workspace.edit", "workspace.forget"])
def test_nobody_else_opens_their_forms(team: Team, ada: Person, ben: Person, button: str):
    ada.says("hello")
    ben.presses_late(button, "", on=ben.sees("general")[-1])
    assert ben.modal is None
    assert "Only the admins" in ben.reads_anywhere("Only the admins").text


@pytest.mark.parametrize("button", ["Settings for everybody", "Delete everything"])
def test_a_form_that_is_still_open_counts_for_nothing_once_one_is_no_admin(team: Team, ada: Person, button: str):
    ada.opens_home()
    ada.presses(button, in_="home")
    with team.app.database.transaction() as tx:
        tx.execute(update(Member).values(is_admin=False))
    ada.submits(**({"wave_size": "5"} if button.startswith("S") else {"name": team.slack.name}))
    assert "Only the admins" in ada.read(ada.modal)
    assert workspace(team).wave_size == 3
    assert not workspace(team).is_leaving


def test_the_form_holds_what_is_set_and_saving_it_changes_nothing(team: Team, ada: Person):
    def settings() -> dict[str, object]:
        return {name: value for name, value in vars(workspace(team)).items() if not name.startswith(("_", "evidence"))}

    before = settings()
    sets(ada)
    assert ada.modal is None
    assert settings() == before


def test_every_feature_can_be_switched_off():
    assert set(forms.FEATURES) == set(Feature)


def test_caps_count_from_then_on(team: Team, ada: Person, ben: Person):
    for name in ("cem", "dora"):
        team.joins(name, offers="stretched photos")
    sets(ada, wave_size="1")
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    with team.app.database.transaction() as tx:
        assert len(tx.scalars(select(Invitation)).all()) == 1


def test_what_is_not_to_choose_is_not_taken(team: Team, ada: Person):
    sets(ada)
    with team.app.database.transaction() as tx:
        tx.execute(update(Workspace).values(wave_size=1_000_000))
    sets(ada, most_waves="5")
    assert (workspace(team).wave_size, workspace(team).most_waves) == (1_000_000, 5)


def test_without_nudges_nobody_gets_one(team: Team, ada: Person):
    sets(ada, features=["ideas", "introductions", "newcomers", "digest"])
    ada.types("/ask", PHOTO)
    ada.submits()
    team.at(datetime(2026, 11, 26, 9, 5, tzinfo=UTC))
    team.later(minutes=1)
    assert not any("Is it still open?" in ada.read(message) for message in ada.inbox)
    assert "Switched off: Nudges" in ada.read(ada.home)


def test_without_letters_no_channel_gets_one_and_nobody_can_ask_for_one(team: Team, ada: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel")
    sets(ada, features=["nudges"])
    before = len(ada.sees("general"))
    team.at(datetime(2026, 11, 30, 8, 5, tzinfo=UTC))
    assert len(ada.sees("general")) == before
    ada.types("/givefirst", "digest here weekly Tue 09:00")
    assert "switched this off" in ada.read(ada.sees("general")[-1])


def test_without_ideas_none_is_taken_and_none_arrives(team: Team, ada: Person, ben: Person):
    cem = team.joins("cem")
    team.at(datetime(2026, 11, 24, 19, tzinfo=UTC))
    gives(cem, ben)
    sets(ada, features=["introductions", "newcomers", "digest", "nudges"])
    gives(cem, ben, "contact")
    assert cem.modal is not None
    assert "switched this off" in cem.modal.errors["kind"]
    cem.submits(kind="heads_up", where="careers page", what_i_see="the photo is stretched")
    team.at(datetime(2026, 11, 25, 8, 5, tzinfo=UTC))
    assert not hears(ben, "has an idea for you")
    assert hears(ben, "saw something that you may want to put right")


def test_without_introductions_nobody_is_introduced(team: Team, ada: Person, ben: Person):
    sets(ada, features=["ideas", "newcomers", "digest", "nudges"])
    cem = team.joins("cem")
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    ben.presses("I know someone", in_="@")
    assert ben.modal is None
    assert "switched this off" in ben.read(ben.everything()[-1])
    ada.types("/givefirst", f"introduce <@{ben.user_id}> <@{cem.user_id}> both sail")
    assert "switched this off" in ada.read(ada.sees("general")[-1])
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Introduction)).all() == []


def test_without_newcomers_nobody_is_welcomed_and_nobody_greets(team: Team, ada: Person, ben: Person):
    team.later(seconds=1)
    mia = team.joins("mia")
    team.slack.join_team(mia.user_id)
    team.settle()
    sets(ada, features=["ideas", "introductions", "digest", "nudges"])
    noa = team.joins("noa")
    team.slack.join_team(noa.user_id)
    ben.types("/givefirst", "host on")
    assert "switched this off" in ben.read(ben.sees("general")[-1])
    for _ in range(6):
        team.later(hours=12)
    assert (mia.inbox, noa.inbox) == ([], [])
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Newcomer.state)).all() == [WelcomeState.OVER]


def test_the_default_hours_hold_for_all_who_have_not_set_others(team: Team, ada: Person, ben: Person):
    cem = team.joins("cem")
    cem.types("/givefirst", "settings")
    cem.submits(work_starts="07:00")
    sets(ada, work_starts="08:00", work_ends="16:00", work_days=["1", "2", "3", "4"])
    dora = team.joins("dora")
    dora.types("/givefirst")
    assert [member(team, one).workday_starts for one in (ben, cem, dora)] == [time(8), time(7), time(8)]
    assert [member(team, one).workdays for one in (ben, cem, dora)] == ["1234", "12345", "1234"]


def test_hours_nobody_could_work_are_refused_on_their_field(team: Team, ada: Person):
    sets(ada, work_starts="17:00", work_ends="09:00")
    assert ada.modal is not None
    assert list(ada.modal.errors) == ["work_ends"]
    assert workspace(team).workday_starts == time(9)


def test_the_default_language_is_read_by_whom_slack_names_none_for(team: Team, ada: Person):
    sets(ada, language="de")
    eve = team.joins("eve", locale="")
    eve.types("/givefirst", "resume")
    assert "Du hattest gar keine Pause" in eve.read(eve.sees("general")[-1])


def test_retention_is_never_until_it_is_set(team: Team, ada: Person):
    assert (workspace(team).keep_asks_days, workspace(team).keep_journals_days) == (None, None)
    sets(ada, keep_asks_days="365", keep_records_days="60")
    saved = workspace(team)
    assert (saved.keep_asks_days, saved.keep_journals_days, saved.keep_records_days) == (365, None, 60)
    sets(ada, keep_asks_days="never")
    assert workspace(team).keep_asks_days is None


def test_admins_can_name_others_and_take_it_back(team: Team, ada: Person, ben: Person):
    sets(ada, admins=[ben.user_id])
    ben.opens_home()
    assert "For admins" in ben.read(ben.home)
    sets(ben, wave_size="2")
    assert workspace(team).wave_size == 2
    sets(ada, admins=[])
    ben.opens_home()
    assert "For admins" not in ben.read(ben.home)


@pytest.mark.parametrize("who", [{"is_guest": True}, {"is_deactivated": True}, {"is_bot": True}, {"is_stranger": True}])
def test_nobody_but_a_colleague_can_be_named(team: Team, ada: Person, ben: Person, who: dict[str, bool]):
    with team.app.database.transaction() as tx:
        tx.execute(update(Member).where(Member.slack_id == ben.user_id).values(**who))
    sets(ada, admins=[ben.user_id])
    assert ada.modal is not None
    assert "admins" in ada.modal.errors
    assert not member(team, ben).is_appointed


@pytest.mark.parametrize("who", [{"is_guest": True}, {"is_deactivated": True}])
def test_whoever_was_named_and_is_no_colleague_any_more_looks_after_nothing(
    team: Team, ada: Person, ben: Person, who: dict[str, bool]
):
    sets(ada, admins=[ben.user_id])
    with team.app.database.transaction() as tx:
        tx.execute(update(Member).where(Member.slack_id == ben.user_id).values(**who))
    ben.opens_home()
    assert "For admins" not in ben.read(ben.home)
    sets(ada, wave_size="2")
    assert ada.modal is None, "their name is not in the form, where it would be refused"
    assert not member(team, ben).is_appointed


def test_the_command_says_where_the_part_for_admins_is(team: Team, ben: Person):
    ben.types("/givefirst", "admin")
    assert "at the end of my App Home" in ben.read(ben.sees("general")[-1])
