"""Offering: lines come and go in their owner's words, and reach stays with its owner."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot import clock, db
from bot.directory import Directory, Profile
from bot.members import rules, service
from bot.members.jobs import read_everybody
from models import Evidence, Member, Offer, Reach, Source, Workspace
from tests.conftest import TUESDAY_TEN
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada")


def offers(team: Team) -> list[str]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Offer.text).order_by(Offer.id)))


def reach(team: Team) -> list[str]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Reach.text).order_by(Reach.id)))


def answer(call: Any) -> str:
    """Everything an acknowledgement says."""
    return str(call.body)


def test_the_command_adds_lines_and_offers_to_edit_them(team: Team, ada: Person):
    call = ada.types("/offer", "images, photo editing; Excel")
    assert offers(team) == ["images", "photo editing", "Excel"]
    assert all(line in answer(call) for line in ("images", "photo editing", "Excel"))
    assert "offer.edit" in answer(call)


def test_a_line_offered_twice_stands_there_once(team: Team, ada: Person):
    ada.types("/offer", "Excel, images")
    call = ada.types("/offer", "excel, EXCEL , proofreading")
    assert offers(team) == ["Excel", "images", "proofreading"]
    assert "images" not in answer(call)
    assert "among your offers already" in answer(ada.types("/offer", "Images"))


def test_a_line_that_is_too_long_adds_nothing_and_is_given_back(team: Team, ada: Person):
    typed = "Excel, " + "very " * 60 + "long"
    call = ada.types("/offer", typed)
    assert offers(team) == []
    assert "150" in answer(call)
    assert typed in answer(call)


@pytest.mark.parametrize("typed", [",", " ; , ;"])
def test_an_offer_of_nothing_is_answered_with_an_example(team: Team, ada: Person, typed: str):
    assert "/offer images" in answer(ada.types("/offer", typed))
    assert offers(team) == []


def test_more_lines_than_anybody_reads_are_refused_as_a_whole(team: Team, ada: Person):
    ada.types("/offer", ", ".join(f"thing {number}" for number in range(49)))
    call = ada.types("/offer", "one more, and another")
    assert len(offers(team)) == 49
    assert "50" in answer(call)
    assert "one more, and another" in answer(call)


def test_all_lines_always_fit_into_the_editor(team: Team, ada: Person):
    for letter in "abcdefghijklmnopqrstuvwxyz":
        ada.types("/offer", letter * 149)
    ada.types("/offer")
    assert ada.holds()["offers"].split("\n") == offers(team)
    ada.submits()
    assert len(offers(team)) == 19


def test_the_command_alone_opens_the_editor_with_what_is_there(team: Team, ada: Person):
    ada.types("/offer", "images, Excel")
    ada.types("/offer")
    assert ada.modal is not None
    assert ada.modal.callback_id == "offer.edit"
    assert ada.holds() == {"offers": "images\nExcel", "reach": None}
    assert "Only you see this" in ada.read(ada.modal)


def test_the_button_below_the_answer_opens_the_editor(team: Team, ada: Person):
    ada.types("/offer", "images")
    ada.presses("offer.edit")
    assert ada.holds()["offers"] == "images"


def test_saving_keeps_one_line_each_with_its_commas(team: Team, ada: Person):
    ada.types("/offer")
    ada.submits(offers="Excel, pivot tables\n\n  images ", reach="Airbus Hamburg, procurement\nCharité, nurses")
    assert offers(team) == ["Excel, pivot tables", "images"]
    assert reach(team) == ["Airbus Hamburg, procurement", "Charité, nurses"]
    assert ada.modal is None


def test_a_line_taken_out_of_the_editor_brings_no_invitation_any_more(team: Team, ada: Person):
    ben = team.joins("ben", offers="stretched photos, Excel")
    ben.types("/offer")
    ben.submits(offers="Excel")
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    assert ben.inbox == []
    with team.app.database.transaction() as tx:
        offered = Evidence.source == Source.OFFER, Evidence.is_gone.is_(False)
        assert list(tx.scalars(select(Evidence.words).where(*offered))) == ["excel"]


def test_a_line_left_alone_in_the_editor_keeps_its_date(team: Team, ada: Person):
    ada.types("/offer", "images")
    first = clock.now()
    team.later(days=3)
    ada.types("/offer")
    ada.submits(offers="images\nExcel")
    with team.app.database.transaction() as tx:
        dates = dict(tx.execute(select(Offer.text, Offer.written_at)).all())
    assert dates["images"] <= first + timedelta(minutes=1)
    assert dates["Excel"] > first + timedelta(days=2)


@pytest.mark.parametrize("name", ["offers", "reach"])
def test_a_line_that_is_too_long_keeps_the_editor_open_with_all_that_was_typed(team: Team, ada: Person, name: str):
    ada.types("/offer")
    ada.submits(**{name: "fine\n" + "long " * 40})
    assert ada.modal is not None
    assert list(ada.modal.errors) == [name]
    assert offers(team) == []
    assert reach(team) == []


def test_reach_is_shown_to_its_owner_and_to_nobody_else(team: Team, ada: Person):
    ben = team.joins("ben", offers="Excel")
    ada.types("/offer")
    ada.submits(offers="images", reach="Airbus Hamburg, wing assembly")
    ben.types("/ask", "who knows somebody at Airbus Hamburg?")
    ben.submits(audience="helpers")
    assert "Airbus Hamburg, wing assembly" in ada.read(ada.inbox[-1])
    ada.presses("I can help")
    ben.presses("Close it")
    ben.submits(words="thank you")
    for person in team.people.values():
        person.opens_home()
    assert "wing assembly" in ada.read(ada.home)
    assert "wing assembly" not in ben.read(ben.home)
    assert not any("wing assembly" in ben.read(message) for message in ben.everything())


def test_what_people_type_never_pings_or_links(team: Team, ada: Person):
    call = ada.types("/offer", "<!channel> *pictures*, <https://evil.example|click>, 🦊 שלום")
    assert offers(team) == ["<!channel> *pictures*", "<https://evil.example|click>", "🦊 שלום"]
    inert = [element["text"] for element in _leaves(call.body) if element.get("type") == "text"]
    assert "<!channel> *pictures*" in inert
    assert not any("<!channel>" in element.get("text", "") for element in _leaves(call.body) if _is_mrkdwn(element))


def _leaves(thing: Any) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict):
        if isinstance(thing.get("text"), str):
            yield thing
        for value in thing.values():
            yield from _leaves(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from _leaves(value)


def _is_mrkdwn(element: dict[str, Any]) -> bool:
    return element.get("type") in {"mrkdwn", None}


@given(st.text(alphabet=st.sampled_from("ab ,;\n\t\x00é🦊A"), max_size=60))
def test_lines_are_never_empty_and_never_stand_there_twice(typed: str):
    lines = rules.clean_lines(typed, longest=99, at=",;\n")
    assert all(line and line == line.strip() for line in lines)
    assert not any(sign in line for line in lines for sign in ",;\n\x00")
    assert len({line.casefold() for line in lines}) == len(lines)


# -- reading everybody ------------------------------------------------------------------------------------------------

SOMEBODY = Profile(
    slack_id="U1",
    name="Ada",
    locale="de-DE",
    zone="Europe/Berlin",
    team_id="T1",
    is_guest=False,
    is_stranger=False,
    is_bot=False,
    is_admin=False,
    is_deactivated=False,
    status_text="",
    status_emoji="",
    status_ends=0,
)


class Pages:
    """A directory that gives pages of people, then fails if told to."""

    def __init__(self, *pages: list[Profile], fails: Exception | None = None) -> None:
        self.pages = pages
        self.fails = fails
        self.asked = 0

    def everybody(self, workspace_id: int) -> Iterator[list[Profile]]:
        self.asked += 1
        yield from self.pages
        if self.fails:
            raise self.fails


def read(pages: Pages, **later: float) -> int:
    return read_everybody(TUESDAY_TEN + timedelta(**later), cast("Directory", pages))


@pytest.fixture
def workspace(database: db.Database) -> int:
    with database.transaction() as tx:
        row = Workspace(team_id="T1", name="Acme", bot_user_id="UBOT", installed_at=TUESDAY_TEN)
        tx.add(row)
        tx.flush()
        return row.id


def people(database: db.Database) -> int:
    with database.transaction() as tx:
        return tx.scalar(select(func.count()).select_from(Member)) or 0


def test_everybody_is_read_once_a_day(database: db.Database, workspace: int):
    pages = Pages([SOMEBODY], [replace(SOMEBODY, slack_id="U2"), replace(SOMEBODY, slack_id="U3")])
    assert read(pages) == 3
    assert read(pages, hours=23) == 0
    assert pages.asked == 1
    assert read(pages, hours=24) == 3
    assert people(database) == 3


def test_trouble_in_the_middle_keeps_what_was_read_and_is_tried_again(database: db.Database, workspace: int):
    assert read(Pages([SOMEBODY], fails=OSError("the line broke"))) == 1
    assert people(database) == 1
    assert read(Pages([SOMEBODY], [replace(SOMEBODY, slack_id="U2")]), minutes=5) == 2
    assert people(database) == 2


def test_a_workspace_that_was_left_is_not_read(database: db.Database, workspace: int):
    with database.transaction() as tx:
        tx.get_one(Workspace, workspace).removed_at = TUESDAY_TEN
    pages = Pages([SOMEBODY])
    assert read(pages) == 0
    assert pages.asked == 0


def test_what_a_member_chose_survives_the_daily_reading(database: db.Database, workspace: int):
    read(Pages([SOMEBODY]))
    with database.transaction() as tx:
        member = service.of(tx, workspace, "U1")
        assert member is not None
        service.choose_language(member, "en")
    read(Pages([replace(SOMEBODY, zone="Europe/Lisbon")]), days=1)
    with database.transaction() as tx:
        member = service.of(tx, workspace, "U1")
        assert member is not None
        assert (member.locale, member.slack_locale, member.zone) == ("en", "de-DE", "Europe/Lisbon")


def test_the_real_directory_is_read_page_by_page(team: Team):
    team.joins("ada", real_name="Ada Novak", tz="Europe/Paris", locale="de-DE")
    team.joins("gone", deleted=True)
    team.later(minutes=5)
    with team.app.database.transaction() as tx:
        found = {member.name: member for member in tx.scalars(select(Member))}
    assert any(member.zone == "Europe/Paris" and member.locale == "de-DE" for member in found.values())
    assert any(member.is_deactivated for member in found.values())
