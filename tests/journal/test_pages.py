"""Reading one's journal: for a time, by a word, for whom; and changing, hiding and deleting what stands there."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot import clock
from bot.journal import phrases, rules
from bot.journal.rules import Format, Part
from bot.members.phrases import UnknownPhrase
from models import JournalEntry, Member
from tests.team import Person, Team

TODAY = date(2026, 11, 24)


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada", tz="Europe/Berlin")


@pytest.fixture
def tom(team: Team) -> Person:
    person = team.joins("tom", tz="Europe/Berlin")
    person.opens_home()
    return person


def entries(team: Team) -> list[JournalEntry]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(JournalEntry).order_by(JournalEntry.id)))


def reads(person: Person, part: str = "", command: str = "journal") -> str:
    person.types("/givefirst", f"{command} {part}")
    return person.read(person.sees("general")[-1])


# -- what is typed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("", Part()),
        ("all", Part()),
        ("month", Part(date(2026, 11, 1), date(2026, 11, 30))),
        ("diesen Monat", Part(date(2026, 11, 1), date(2026, 11, 30))),
        ("last month", Part(date(2026, 10, 1), date(2026, 10, 31))),
        ("quarter", Part(date(2026, 10, 1), date(2026, 12, 31))),
        ("letztes Quartal", Part(date(2026, 7, 1), date(2026, 9, 30))),
        ("Jahr", Part(date(2026, 1, 1), date(2026, 12, 31))),
        ("letztes Jahr", Part(date(2025, 1, 1), date(2025, 12, 31))),
        ("2026-01-01 2026-03-31", Part(date(2026, 1, 1), date(2026, 3, 31))),
        ("from 2026-03-31 to 2026-01-01", Part(date(2026, 1, 1), date(2026, 3, 31))),
        ("1.10.2026 bis 31.12.2026", Part(date(2026, 10, 1), date(2026, 12, 31))),
        ("vom 1.10. bis 23.11.", Part(date(2026, 10, 1), date(2026, 11, 23))),
        ("seit 1.12.", Part(date(2025, 12, 1))),
        ("2026-01 2026-02", Part(date(2026, 1, 1), date(2026, 2, 28))),
        ("copier", Part(words="copier")),
        ("search month", Part(words="month")),
        ("suche dritter Stock", Part(words="dritter Stock")),
        ("quarter Folien", Part(date(2026, 10, 1), date(2026, 12, 31), "Folien")),
        ("hidden", Part(is_hidden=True)),
        ("versteckt Folien", Part(words="Folien", is_hidden=True)),
        ("letzten", Part(words="letzten")),
    ],
)
def test_which_part_is_meant(typed: str, part: Part):
    assert phrases.part_of(typed, TODAY) == part


@pytest.mark.parametrize("typed", ["2026-02-30", "31.2.2026", "2026-13", "from 99.99.", "0.1.26", "0000-00-01"])
def test_a_date_that_does_not_exist_is_not_guessed_at(typed: str):
    with pytest.raises(UnknownPhrase):
        phrases.part_of(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("export", (None, "")),
        ("export csv quarter", (Format.CSV, "quarter")),
        ("exportieren als Markdown letztes Jahr", (Format.MARKDOWN, "letztes Jahr")),
        ("export year csv", (Format.CSV, "year")),
        ("quarter", None),
        ("", None),
    ],
)
def test_whether_a_file_is_meant(typed: str, wanted: tuple[Format | None, str] | None):
    assert phrases.export_of(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("15", 15), ("15 min", 15), ("15 Minuten", 15), ("1 h", 60), ("1,5 h", 90), ("2 Stunden", 120), ("", None)],
)
def test_how_long_it_took(typed: str, minutes: int | None):
    assert rules.minutes_of(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "text", "minutes"),
    [
        ("looked over his page (15 min)", "looked over his page", 15),
        ("Folien durchgesehen (1 Std.)", "Folien durchgesehen", 60),
        ("moved (15 min) of tables", "moved (15 min) of tables", None),
        ("met (the team)", "met (the team)", None),
        ("took (9999 h)", "took (9999 h)", None),
        ("took (0 min)", "took (0 min)", None),
    ],
)
def test_minutes_are_read_at_the_end_only(typed: str, text: str, minutes: int | None):
    assert rules.without_minutes(typed) == (text, minutes)


@pytest.mark.parametrize(
    "part", [Part(), Part(date(2026, 1, 1), date(2026, 2, 1), "Über & <x>", 7), Part(is_hidden=True)]
)
def test_a_button_carries_which_part_is_shown(part: Part):
    assert rules.from_button(rules.in_button(part, 12)) == (part, 12)
    assert rules.from_button(rules.in_button(part)) == (part, None)


@pytest.mark.parametrize("value", ["", "x", "[]", "{", '{"since": "x"}', '{"since": 3}', "null", "[" * 3000, "7e9"])
def test_a_button_that_was_tampered_with_shows_ones_own_journal(value: str):
    assert rules.from_button(value) == (Part(), None)


# -- writing ----------------------------------------------------------------------------------------------------------


def test_for_whom_and_how_long_may_be_typed(team: Team, ada: Person, tom: Person):
    ada.types("/helped", "@tom looked over his page (15 min)")
    (entry,) = entries(team)
    assert (entry.text, entry.minutes) == ("looked over his page", 15)
    read = reads(ada)
    assert "for @Tom Novak" in read
    assert "15 min" in read
    assert "you gave first" in read


def test_the_form_asks_for_both_and_insists_on_neither(team: Team, ada: Person, tom: Person):
    ada.types("/helped", "@tom")
    assert ada.holds() == {"text": None, "receiver": tom.user_id, "minutes": None}
    ada.submits(text="looked over his page", minutes="a while")
    assert ada.modal is not None
    assert list(ada.modal.errors) == ["minutes"]
    ada.submits(minutes="1 h", receiver=ada.user_id)
    assert list(ada.modal.errors) == ["receiver"]
    ada.submits(receiver=tom.user_id)
    assert [(entry.text, entry.minutes) for entry in entries(team)] == [("looked over his page", 60)]


def test_a_name_nobody_has_is_said_and_nothing_is_lost(team: Team, ada: Person):
    call = ada.types("/helped", "@nobody looked over a page (15 min)")
    assert "anybody here called @nobody" in str(call.body)
    assert "@nobody looked over a page (15 min)" in str(call.body)
    assert entries(team) == []


def test_several_people_stay_in_the_sentence(team: Team, ada: Person, tom: Person):
    team.joins("maria").opens_home()
    ada.types("/helped", "@tom and @maria carried the tables")
    assert [(entry.text, entry.receiver_id) for entry in entries(team)] == [
        ("@tom and @maria carried the tables", None)
    ]


def test_nobody_finds_out_from_their_own_journal_what_is_in_anothers(team: Team, ada: Person, tom: Person):
    ada.opens_home()
    ada.types("/helped", "@tom looked over his page")
    tom.types("/helped", "@ada fixed her chair")
    assert [entry.is_unrewarded for entry in entries(team)] == [True, True]


# -- reading ----------------------------------------------------------------------------------------------------------


def test_a_journal_is_searched_by_a_word_whatever_its_capitals(team: Team, ada: Person, tom: Person):
    for line in ("ÜBER die Brücke geholfen", "refilled the copier", "100% sure_thing"):
        ada.types("/helped", line)
    assert "Brücke" in reads(ada, "über")
    assert "copier" not in reads(ada, "suche BRÜCKE", command="tagebuch")
    assert "copier" in reads(ada, "COPIER the")
    assert "100% sure_thing" in reads(ada, "0% sure_")
    assert "Nothing in your journal fits" in reads(ada, "projector")
    tom.types("/helped", "refilled the copier in the cellar")
    assert "cellar" not in reads(ada, "copier")


def test_signs_of_a_pattern_are_only_signs(team: Team, ada: Person):
    ada.types("/helped", "refilled the copier")
    for sign in ("%", "_", "c%r", "/", "\\"):
        assert "Nothing in your journal fits" in reads(ada, sign), sign


def test_a_journal_is_read_for_a_time_and_for_somebody(team: Team, ada: Person, tom: Person):
    ada.types("/helped", "@tom looked over his page")
    team.later(days=40)
    ada.types("/helped", "refilled the copier")
    assert "copier" in reads(ada, "month")
    assert "his page" not in reads(ada, "month")
    assert "his page" in reads(ada, "last quarter")
    assert "24 November" in reads(ada, "2026-11-24 2026-11-24")
    assert "Nothing in your journal" in reads(ada, "2026-11-25 2026-11-30")
    assert "copier" not in reads(ada, "@tom")
    assert "his page" in reads(ada, "@tom year" if clock.now().year == 2026 else "@tom")
    assert "could not read a date" in reads(ada, "2026-02-30")


def test_the_pages_of_a_search_go_on_with_the_search(team: Team, ada: Person):
    for letter in "abcdefghijkl":
        ada.types("/helped", f"watered plant {letter}")
        ada.types("/helped", f"refilled copier {letter}")
    first = reads(ada, "plant")
    ada.presses("Show older")
    second = ada.read(ada.sees("general")[-1])
    assert "copier" not in first + second
    assert [(first + second).count(f"plant {letter}\n") for letter in "abcdefghijkl"] == [1] * 12
    assert "Show older" not in second


# -- changing ---------------------------------------------------------------------------------------------------------


def test_an_entry_can_be_changed_by_its_owner(team: Team, ada: Person, tom: Person):
    ada.types("/helped", "refilled the copier")
    reads(ada)
    ada.presses("Edit")
    assert ada.holds() == {"text": "refilled the copier", "receiver": None, "minutes": None}
    ada.submits(text=" ", minutes="5")
    assert ada.modal is not None
    assert list(ada.modal.errors) == ["text"]
    ada.submits(text="refilled Tom's copier", minutes="5", receiver=tom.user_id)
    (entry,) = entries(team)
    assert (entry.text, entry.minutes, entry.is_unrewarded) == ("refilled Tom's copier", 5, True)
    assert "refilled Tom's copier" in reads(ada, "tom's")
    ada.presses("Edit")
    ada.submits(receiver=None, minutes="")
    (entry,) = entries(team)
    assert (entry.minutes, entry.receiver_id, entry.is_unrewarded) == (None, None, False)


def test_what_is_hidden_is_seen_only_when_asked_for(team: Team, ada: Person):
    ada.opens_home()
    for line in ("refilled the copier", "watered the plants"):
        ada.types("/helped", line)
    reads(ada)
    ada.presses("Hide")
    assert "copier" not in reads(ada)
    assert "plants" in reads(ada)
    assert "copier" not in ada.read(ada.home)
    assert "copier" in reads(ada, "hidden")
    ada.presses("Show again")
    assert "copier" in reads(ada)
    assert "copier" in ada.read(ada.home)


def test_deleting_asks_first_and_is_for_good(team: Team, ada: Person):
    ada.types("/helped", "refilled the copier")
    reads(ada)
    delete = next(
        element
        for block in ada.sees("general")[-1].blocks
        for element in block.get("elements", [])
        if element.get("action_id") == "journal.delete"
    )
    assert "for good" in delete["confirm"]["text"]["text"]
    ada.presses("Delete")
    assert entries(team) == []
    ada.presses_late("journal.delete", delete["value"], on=ada.sees("general")[0])
    assert ada.reads_anywhere("not in your journal any more")


def test_nobody_changes_somebody_elses_journal(team: Team, ada: Person, tom: Person):
    ada.types("/helped", "refilled the copier")
    (entry,) = entries(team)
    tom.types("/givefirst", "help")
    on = tom.sees("general")[-1]
    for action in ("journal.edit", "journal.hide", "journal.show", "journal.delete"):
        tom.presses_late(action, str(entry.id), on=on)
        assert tom.modal is None
        assert "not in your journal" in tom.read(tom.sees("general")[-1]), action
    assert [(one.text, one.is_hidden) for one in entries(team)] == [("refilled the copier", False)]


def test_a_form_that_outlived_its_entry_gives_back_what_was_typed(team: Team, ada: Person):
    ada.types("/helped", "refilled the copier")
    ada.presses("Edit")
    with team.app.database.transaction() as tx:
        tx.delete(tx.scalars(select(JournalEntry)).one())
    ada.submits(text="refilled both copiers")
    assert "not in your journal" in ada.read(ada.modal)
    assert "refilled both copiers" in ada.read(ada.modal)


# -- those who are gone -----------------------------------------------------------------------------------------------


def test_a_person_who_was_deleted_is_a_colleague_and_one_who_left_keeps_the_name(team: Team, ada: Person, tom: Person):
    ada.types("/helped", "@tom looked over Tom's page")
    team.slack.deactivate(tom.user_id)
    team.later(hours=1)
    assert "for @Tom Novak" in reads(ada)
    with team.app.database.transaction() as tx:
        tx.delete(tx.scalars(select(Member).where(Member.slack_id == tom.user_id)).one())
    read = reads(ada)
    assert "for a colleague" in read
    assert "looked over Tom's page" in read, "the sentence is Ada's"
    ada.types("/givefirst", "journal export csv", in_="@")
    (csv,) = ada.downloads(next(one for one in reversed(ada.inbox) if one.files)).values()
    assert "a colleague" in csv.decode("utf-8-sig")


def test_one_who_left_stays_when_the_form_is_saved(team: Team, ada: Person, tom: Person):
    ada.types("/helped", "@tom looked over his page")
    team.slack.deactivate(tom.user_id)
    team.settle()
    reads(ada)
    ada.presses("Edit")
    assert ada.holds()["receiver"] is None
    ada.submits(minutes="5")
    assert entries(team)[0].receiver_id is not None


def test_a_day_is_a_day_of_the_reader(team: Team):
    hana = team.joins("hana", tz="Asia/Tokyo")
    clock.advance(timedelta(hours=8))
    hana.types("/helped", "refilled the copier")
    assert "copier" in reads(hana, "2026-11-25 2026-11-25")
    assert "Nothing" in reads(hana, "2026-11-24 2026-11-24")
