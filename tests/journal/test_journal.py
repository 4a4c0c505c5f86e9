"""The journal: a private log of help, in one's own words, that counts nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock, db
from bot.asks.service import about
from bot.errors import Refusal
from bot.journal import rules, service, views
from bot.journal.rules import Part
from models import Ask, EntryKind, JournalEntry, Member, Workspace
from tests.conftest import TUESDAY_TEN
from tests.team import Person, Team


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada", tz="Europe/Berlin")


def sentences(team: Team) -> list[str]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(JournalEntry.text).order_by(JournalEntry.id)))


def reads_journal(person: Person) -> str:
    person.types("/givefirst", "journal")
    return person.read(person.sees("general")[-1])


def test_a_line_by_hand_stands_in_the_journal(team: Team, ada: Person):
    call = ada.types("/helped", "refilled the copier")
    assert "refilled the copier" in str(call.body)
    read = reads_journal(ada)
    assert "refilled the copier" in read
    assert "24 November 2026" in read
    assert "Only you read it" in read


def test_the_command_alone_asks_what_it_was(team: Team, ada: Person):
    ada.types("/helped")
    assert ada.holds() == {"text": None, "receiver": None, "minutes": None}
    ada.submits(text="looked over Tom's page")
    assert ada.modal is None
    assert "looked over Tom's page" in ada.read(ada.inbox[-1])
    assert sentences(team) == ["looked over Tom's page"]


def test_a_line_that_is_too_long_is_given_back_whole(team: Team, ada: Person):
    typed = "refilled the copier " * 30
    call = ada.types("/helped", typed)
    assert "500" in str(call.body)
    assert typed.strip() in str(call.body)
    assert sentences(team) == []


def test_a_form_that_is_too_long_stays_open(team: Team, ada: Person):
    ada.types("/helped")
    ada.submits(text="x" * 501)
    assert ada.modal is not None
    assert list(ada.modal.errors) == ["text"]
    ada.submits(text="x" * 500)
    assert sentences(team) == ["x" * 500]


def test_a_line_can_be_taken_back_right_away(team: Team, ada: Person):
    ada.types("/helped", "refilled the copier")
    ada.presses("Undo")
    assert sentences(team) == []
    assert ada.reads_anywhere("took this out of your journal")
    ada.presses("journal.undo", newest=False)
    assert ada.reads_anywhere("not in your journal any more")


def test_nobody_takes_a_line_out_of_somebody_elses_journal(team: Team, ada: Person):
    ben = team.joins("ben")
    ada.types("/helped", "refilled the copier")
    with team.app.database.transaction() as tx:
        entry_id = tx.scalars(select(JournalEntry.id)).one()
    ben.types("/givefirst", "help")
    for value in (str(entry_id), "9999999999", "99999999999999999999", "-1", "²", "", "x"):
        ben.presses_late("journal.undo", value, on=ben.sees("general")[-1])
        assert "not in your journal" in ben.read(ben.sees("general")[-1])
    assert sentences(team) == ["refilled the copier"]


def test_nobody_reads_on_in_somebody_elses_journal(team: Team, ada: Person):
    ben = team.joins("ben")
    ada.types("/helped", "refilled the copier")
    ben.types("/helped", "watered the plants")
    ben.presses_late("journal.more", "2147483647", on=ben.sees("general")[-1])
    read = ben.read(ben.sees("general")[-1])
    assert "watered the plants" in read
    assert "copier" not in read


def test_an_empty_journal_says_how_it_fills(team: Team, ada: Person):
    assert "Nothing here yet" in reads_journal(ada)


def test_older_lines_are_one_press_away_and_every_line_is_shown_once(team: Team, ada: Person):
    written = [f"watered plant {letter}" for letter in "abcdefghijklmnopqrst"]
    for line in written:
        ada.types("/helped", line)
    pages = [reads_journal(ada)]
    while "Show older" in pages[-1]:
        ada.presses("Show older")
        pages.append(ada.read(ada.sees("general")[-1]))
    everything = "\n".join(pages)
    assert [everything.count(line + "\n") or everything.endswith(line) for line in written] == [1] * 20
    assert everything.index("plant t") < everything.index("plant a")
    assert len(pages) == 3


def test_a_journal_counts_nothing(team: Team, ada: Person):
    for line in ("refilled the copier", "watered the plants", "carried the tables"):
        ada.types("/helped", line)
    read = reads_journal(ada)
    without_dates = read.replace("24 November 2026", "")
    assert not any(sign.isdigit() for sign in without_dates)


def test_the_text_is_stored_as_typed_and_shown_inert(team: Team, ada: Person):
    typed = "<!channel> *helped* <@U123> with <https://a.example|b> 🦊 שלום &amp;lt;"
    call = ada.types("/helped", typed)
    assert sentences(team) == [typed.replace("&amp;", "&")]
    assert call.body["text"] == "It stands in your journal. Only you read it."
    assert not any("<!channel>" in text for text in _mrkdwn(call.body))
    assert "<!channel>" in reads_journal(ada)


def _mrkdwn(thing: Any) -> list[str]:
    if isinstance(thing, list):
        return [text for one in thing for text in _mrkdwn(one)]
    if not isinstance(thing, dict):
        return []
    own = [str(thing["text"])] if thing.get("type") == "mrkdwn" else []
    return own + [text for value in thing.values() for text in _mrkdwn(value)]


def test_a_late_line_has_the_date_of_its_readers_clock(team: Team):
    hana = team.joins("hana", tz="Asia/Tokyo")
    clock.advance(timedelta(hours=8))
    hana.types("/helped", "refilled the copier")
    assert "25 November 2026" in reads_journal(hana)


# -- steps, without Slack ---------------------------------------------------------------------------------------------


def people(tx: Session, *names: str) -> list[Member]:
    workspace = Workspace(team_id=f"T{names}", name="Acme", bot_user_id="UBOT", installed_at=TUESDAY_TEN)
    tx.add(workspace)
    tx.flush()
    found = [Member(workspace_id=workspace.id, slack_id=f"U{name}", name=name) for name in names]
    tx.add_all(found)
    tx.flush()
    return found


def ask_of(tx: Session, asker: Member) -> Ask:
    ask = Ask(workspace_id=asker.workspace_id, asker_id=asker.id, text="a stretched photo", opened_at=TUESDAY_TEN)
    tx.add(ask)
    tx.flush()
    return ask


def test_what_came_of_an_ask_is_written_to_everybody_who_helped(database: db.Database):
    with database.transaction() as tx:
        asker, *helpers = people(tx, "ada", "ben", "cem")
        ask, other = ask_of(tx, asker), ask_of(tx, asker)
        for helper in reversed(helpers):
            service.note_help(tx, giver=helper, receiver=asker, text=ask.text, about=about(ask), now=TUESDAY_TEN)
        service.note_help(tx, giver=helpers[0], receiver=asker, text="other", about=about(other), now=TUESDAY_TEN)
        service.add_outcome(tx, ask.workspace_id, about(ask), "the page is live")
        assert [giver.name for giver in service.givers_of(tx, ask.workspace_id, about(ask))] == ["cem", "ben"]
        told = {entry.text: entry.made_possible for entry in service.entries_of(tx, helpers[0], most=10)}
        assert told == {ask.text: "the page is live", "other": ""}


def test_what_it_made_possible_is_added_to_and_never_lost():
    assert rules.with_outcome("", "a prize") == "a prize"
    assert rules.with_outcome("the page is live", "a prize") == "the page is live\na prize"
    assert rules.with_outcome("a prize", "a prize") == "a prize"


def test_journals_of_two_workspaces_know_nothing_of_each_other(database: db.Database):
    with database.transaction() as tx:
        (here,) = people(tx, "ada")
        (there,) = people(tx, "ben")
        mine = service.write(tx, here, "watered the plants", TUESDAY_TEN)
        stranger = Member(workspace_id=there.workspace_id, slack_id="UX")
        stranger.id = here.id
        assert service.entries_of(tx, stranger, most=10) == []
        with pytest.raises(Refusal):
            service.take_back(tx, stranger, mine.id)
        assert service.entries_of(tx, here, most=10) == [mine]


@pytest.mark.parametrize("typed", ["", "  \n", "\x00", "x" * 501])
def test_what_is_no_sentence_is_refused_on_its_field(database: db.Database, typed: str):
    with database.transaction() as tx:
        (ada,) = people(tx, "ada")
        with pytest.raises(Refusal) as refused:
            service.write(tx, ada, typed, TUESDAY_TEN)
        assert refused.value.field == "text"
        assert service.entries_of(tx, ada, most=1) == []


def entry(happened_at: datetime = TUESDAY_TEN, **values: Any) -> JournalEntry:
    made = JournalEntry(
        workspace_id=1, giver_id=1, kind=EntryKind.ASK, text="a stretched photo", happened_at=happened_at
    )
    for name, value in values.items():
        setattr(made, name, value)
    return made


def test_an_entry_says_when_for_whom_what_was_said_and_what_came_of_it():
    reader = Member(workspace_id=1, slack_id="U1", zone="Europe/Berlin")
    ben = Member(workspace_id=1, slack_id="UBEN")
    full = entry(receiver=ben, words="You saved my evening", made_possible="the page is live")
    shown = str(views.entry_blocks(full, "en", reader=reader))
    for words in ("*24 November 2026* · for <@UBEN>", "a stretched photo", "You saved my evening", "the page is live"):
        assert words in shown


def test_whoever_asked_anonymously_stays_so():
    reader = Member(workspace_id=1, slack_id="U1", zone="Europe/Berlin")
    assert "for a colleague" in str(views.entry_blocks(entry(), "en", reader=reader))


def test_the_fullest_page_fits_into_a_message():
    reader = Member(workspace_id=1, slack_id="U1")
    ben = Member(workspace_id=1, slack_id="UBEN")
    full = [
        entry(id=number, receiver=ben, text="x" * 500, words="y" * 500, made_possible="z" * 500)
        for number in range(views.MOST_ON_A_PAGE + 1)
    ]
    page = views.page(full, "de", reader=reader)
    assert len(page.blocks) <= 50
    assert rules.from_button(page.blocks[-1]["elements"][0]["value"]) == (Part(), views.MOST_ON_A_PAGE - 1)
