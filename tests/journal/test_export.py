"""A journal as a file: whole, private, in one's own language, and harmless in a spreadsheet."""

import csv
import io
from datetime import date

import pytest

from bot import outbox
from bot.journal import export_views
from bot.journal.rules import Format, Part
from models import EntryKind, JournalEntry, Member
from tests.conftest import TUESDAY_TEN
from tests.team import Person, Team


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada", tz="Europe/Berlin")


def file_of(person: Person) -> tuple[str, bytes]:
    message = next(message for message in reversed(person.inbox) if message.files)
    ((name, content),) = person.downloads(message).items()
    return name, content


def help_that_is_thanked(team: Team, ada: Person) -> Person:
    ben = team.joins("ben", locale="en-US")
    ben.types("/ask", "the photo on my page is stretched")
    ben.submits(what_for="the launch")
    ada.presses("I can help", in_="@")
    ben.presses("Close it")
    ben.submits(helpers=[ada.user_id], words="You saved my evening", made_possible="the page is live")
    return ben


def test_the_file_for_a_review_talk_says_what_for_whom_and_what_it_made_possible(team: Team):
    ada = team.joins("ada", tz="Europe/Berlin", offers="stretched photos")
    ben = help_that_is_thanked(team, ada)
    ada.types("/helped", "refilled the copier (5 min)")
    call = ada.types("/givefirst", "journal export markdown quarter")
    assert "on its way" in str(call.body)
    name, content = file_of(ada)
    text = content.decode()
    assert name == "journal-2026-10-01-2026-12-31.md"
    assert text.index("## Asked for a hand") < text.index("## Done without being asked")
    assert "- **the photo on my page is stretched** (24 November 2026)" in text
    assert "  - For: ben" in text
    assert "  - Thanks: You saved my evening" in text
    assert "  - It made possible: the page is live" in text
    assert "*I gave first: until then they had not helped me.*" in text
    assert "  - Time: 5 min" in text
    assert not [message for message in ben.everything() if message.files]


def test_the_file_for_a_spreadsheet_opens_with_umlauts_in_german(team: Team):
    anna = team.joins("anna", tz="Europe/Berlin", locale="de-DE")
    anna.types("/helped", "Tür geölt; für alle\nauch hinten (5 min)")
    anna.types("/givefirst", "tagebuch export csv jahr")
    name, content = file_of(anna)
    assert name == "tagebuch-2026-01-01-2026-12-31.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head == ["Datum", "Was", "Für wen", "Art", "Minuten", "Dank", "Möglich gemacht", "Zuerst gegeben"]
    assert row == ["2026-11-24", "Tür geölt; für alle\nauch hinten", "", "eigene Zeile", "5", "", "", ""]


def test_the_button_asks_which_kind_and_for_which_time(team: Team, ada: Person):
    ada.types("/helped", "refilled the copier")
    ada.types("/helped", "watered the plants")
    ada.types("/givefirst", "journal month copier")
    ada.presses("As a file")
    assert ada.holds() == {"format": "markdown", "since": "2026-11-01", "until": "2026-11-30"}
    ada.submits(format="csv", since="2027-01-01", until="2027-02-01")
    assert ada.modal is not None
    assert "nothing in your journal" in ada.modal.errors["since"]
    ada.submits(since=None, until=None)
    name, content = file_of(ada)
    assert name == "journal.csv"
    assert "refilled the copier" in content.decode()
    assert "plants" not in content.decode(), "the search goes with it"


def test_an_empty_journal_and_hidden_lines_make_no_file(team: Team, ada: Person):
    assert "nothing in your journal" in str(ada.types("/givefirst", "journal export csv").body)
    ada.types("/helped", "refilled the copier")
    ada.types("/givefirst", "journal")
    ada.presses("Hide")
    for typed in ("journal export csv", "journal export csv hidden"):
        assert "nothing in your journal" in str(ada.types("/givefirst", typed).body)
    assert not [message for message in ada.everything() if message.files]


def test_slack_repeating_itself_sends_one_file(team: Team, ada: Person):
    ada.types("/helped", "refilled the copier")
    call = ada.types("/givefirst", "journal export csv")
    team.slack.repeat(call)
    team.settle()
    assert len([message for message in ada.inbox if message.files]) == 1


def test_a_journal_too_long_for_a_file_says_so(team: Team, ada: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(outbox, "LARGEST_FILE", 100)
    ada.types("/helped", "refilled the copier " * 10)
    assert "more than fits into one file" in str(ada.types("/givefirst", "journal export csv").body)


@pytest.mark.parametrize(
    ("error", "said"), [("missing_scope", "files:write"), ("file_upload_size_restricted", "try again later")]
)
def test_whoever_waits_for_a_file_that_slack_refuses_is_told(team: Team, ada: Person, error: str, said: str):
    ada.types("/helped", "refilled the copier")
    team.slack.faults.add("files.getUploadURLExternal", "error", error=error)
    ada.types("/givefirst", "journal export csv")
    assert said in ada.read(ada.inbox[-1])


# -- without Slack ----------------------------------------------------------------------------------------------------

READER = Member(workspace_id=1, slack_id="U1", zone="Europe/Berlin")


def entry(text: str, **values: object) -> JournalEntry:
    made = JournalEntry(workspace_id=1, giver_id=1, kind=EntryKind.BY_HAND, text=text, happened_at=TUESDAY_TEN)
    for name, value in values.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\n=1",
        "＝1+1",
        "|cmd",
        "%0A=1",
        "\ufeff=1",
        '=HYPERLINK("http://x";"y")',
    ],
)
def test_no_cell_is_a_formula(typed: str):
    whom = Member(workspace_id=1, slack_id="U2", name=typed)
    content = export_views.content(
        [entry(typed, words=typed, made_possible=typed, receiver=whom)], Format.CSV, Part(), "en", reader=READER
    )
    _, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    for place in (1, 2, 5, 6):
        assert row[place] == f"'{typed}"


@pytest.mark.parametrize("typed", ["ordinary", "3 = three", "a-b", "", "mail@example.org", "„Zitat“; und mehr"])
def test_ordinary_cells_stay_as_they_are(typed: str):
    content = export_views.content([entry("x", words=typed)], Format.CSV, Part(), "de", reader=READER)
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))[1][5] == typed


def test_markdown_shows_what_was_typed_and_means_nothing_by_it():
    typed = "# *bold* [link](http://x) <script>alert(1)</script>\n\n## heading `code` | a_b"
    text = export_views.content([entry(typed)], Format.MARKDOWN, Part(), "en", reader=READER).decode()
    (line,) = [line for line in text.splitlines() if "bold" in line]
    assert r"\*bold\* \[link\](http://x) \<script\>" in line
    assert "## heading" in line
    assert r"\`code\` \| a\_b" in line


def test_the_period_stands_in_the_file():
    part = Part(date(2026, 10, 1), date(2026, 12, 31))
    text = export_views.content([entry("x")], Format.MARKDOWN, part, "de-DE", reader=READER).decode()
    assert "1. Oktober 2026 bis 31. Dezember 2026" in text
