"""Nobody is scored: nothing adds up over people, and no text, file, metric or log holds a total for a person."""

import ast
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY, generate_latest
from sqlalchemy import Float, Integer, Numeric

import models
from tests.team import Person, Team

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for room in ("bot", "handlers", "models", "alembic") for path in (ROOT / room).rglob("*.py"))

# -- the code ---------------------------------------------------------------------------------------------------------

# Where something is added up beside a person's id, and why that is no ledger. Nothing of it is ever shown or kept.
ALLOWED = {
    "bot/matching/lookup.py:fitting_asks": "adds up words of asks; the member is only whom they must not be from",
}
PERSON = re.compile(
    r"^(?:member|giver|helper|receiver|sender|asker|connector|colleague|host|person|people|user|one|other)(?:_ids?)?$"
)
ADDS_UP = frozenset({"count", "sum", "avg", "rank", "dense_rank", "row_number", "ntile"})
IN_SQL = re.compile(r"\bGROUP\s+BY\b|\b(?:COUNT|SUM|AVG)\s*\(", re.IGNORECASE)
TOTAL = re.compile(r"(?:^|_)(?:count|total|score|points|rank|streak|badge|karma|level|sum|number_of|times)(?:_|$|s$)")


def adds_up(node: ast.AST) -> bool:
    """Tell whether a piece of code groups or counts rows."""
    if isinstance(node, ast.Attribute):
        return node.attr == "group_by" or (
            isinstance(node.value, ast.Name) and node.value.id == "func" and node.attr in ADDS_UP
        )
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(IN_SQL.search(node.value))


def names_a_person(node: ast.AST) -> bool:
    """Tell whether a piece of code speaks of a person's id."""
    if isinstance(node, ast.Attribute):
        return bool(PERSON.match(node.attr)) and node.attr.endswith(("_id", "_ids"))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return any(PERSON.match(word) and word.endswith("_id") for word in re.findall(r"\w+", node.value))
    return isinstance(node, ast.Name) and bool(PERSON.match(node.id)) and node.id.endswith(("_id", "_ids"))


def ledgers(tree: ast.Module) -> Iterator[str]:
    """Yield the functions (or "module") in which something is added up beside a person's id."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(inner) for function in functions for inner in ast.walk(function)}
    rest = [node for node in ast.walk(tree) if id(node) not in inside]
    for name, nodes in [*((function.name, list(ast.walk(function))) for function in functions), ("module", rest)]:
        if any(map(adds_up, nodes)) and any(map(names_a_person, nodes)):
            yield name


@pytest.mark.parametrize(
    "code",
    [
        "def f(): return select(Entry.giver_id, func.count()).group_by(Entry.giver_id)",
        "def f(m): return select(func.count()).where(Entry.giver_id == m.id)",
        "def f(): return select(func.sum(Entry.minutes)).where(Entry.receiver_id == 3)",
        "def f(): return text('SELECT giver_id, count(*) FROM journal_entries GROUP BY giver_id')",
        "def f(): return func.row_number().over(order_by=Tie.one_id)",
        "TOP = select(Thanks.receiver_id).group_by(Thanks.receiver_id)",
    ],
)
def test_a_ledger_is_noticed(code: str):
    assert list(ledgers(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "def f(): return select(func.count()).select_from(Ask)",
        "def f(): return select(Entry).where(Entry.giver_id == 3).limit(9)",
        "def f(): return text('SELECT giver_id FROM journal_entries')",
        "def f(entries): return len(entries)",
    ],
)
def test_what_is_none_is_left_alone(code: str):
    assert list(ledgers(ast.parse(code))) == []


def test_nothing_adds_up_over_people():
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{name}"
        for path in SOURCES
        for name in ledgers(ast.parse(path.read_text("utf-8")))
    }
    assert found - set(ALLOWED) == set(), "say in ALLOWED why this is no ledger, or do without"
    assert set(ALLOWED) - found == set(), "this is gone; let its permission go, too"


def test_no_column_is_a_total():
    numbers = [
        f"{table.name}.{column.name}"
        for table in models.Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Integer | Float | Numeric) and TOTAL.search(column.name)
    ]
    assert numbers == []


def test_no_metric_can_be_told_apart_by_person():
    import bot.app  # noqa: F401 - brings all metrics

    labels = {
        label
        for collector in REGISTRY._collector_to_names
        for label in getattr(collector, "_labelnames", ())
        if str(getattr(collector, "_name", "")).startswith("givefirst")
    }
    assert labels, "there are metrics to look at"
    assert not [label for label in labels if PERSON.match(label) or "slack" in label or "name" in label]


# -- what goes out ----------------------------------------------------------------------------------------------------

NUMBERS = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|twenty|zwei|drei|vier|fünf|sechs|sieben|acht|neun|"
    r"zehn|elf|zwölf|dreizehn|zwanzig"
)
HELP = (
    r"times|mal|thanks|thank-yous?|dank\w*|help(?:s|ed|ers?)?|hilfen|geholfen|deeds?|taten|entries|entry|einträge\w*|"
    r"eintrag|points?|punkte?|colleagues|people|personen|leuten?|kolleg\w*|asks?|anfragen?|ideas?|ideen|heads-ups?|hinweise?|"
    r"introductions?|vorstellungen?|streaks?|ranks?|rang|badges?"
)
A_TOTAL = re.compile(
    rf"(?<![\w.:])(?:\d+|{NUMBERS})(?:\s+[\w-]+){{0,2}}?\s+(?:{HELP})\b"
    rf"|\b(?:total|in total|insgesamt|summe|altogether|zusammen)\b\W*\d|\b(?:{HELP})\b\s*[:(=×x]\s*\d+\b",
    re.IGNORECASE,
)
# Rules and limits, not figures of a person; each is in its sentence for everybody.
NO_FIGURES = re.compile(r"at most (?:\d+|five|three)|höchstens (?:\d+|fünf|drei)", re.IGNORECASE)
DATES = re.compile(r"\d{1,2}\.? (?:November|October|Oktober|December|Dezember) \d{4}|\d{4}-\d{2}-\d{2}")


@pytest.mark.parametrize(
    "text",
    [
        "You helped 3 times",
        "Tom got 12 thanks",
        "three colleagues thanked you",
        "Du hast 4 Mal geholfen",
        "drei liebe Kollegen",
        "Insgesamt: 12",
        "entries: 17",
        "17 entries",
        "Helped (5)",
        "five good deeds",
    ],
)
def test_a_total_is_noticed(text: str):
    assert A_TOTAL.search(text)


@pytest.mark.parametrize(
    "text",
    ["May take: 15 minutes", "24 November 2026", "15 min", "for Tom", "It made possible: the page", "thanks, Tom"],
)
def test_what_is_no_total_passes(text: str):
    assert not A_TOTAL.search(DATES.sub("", text))


def sentences(thing: Any) -> Iterator[str]:
    """Yield every text that somebody may read in a payload."""
    if isinstance(thing, dict):
        for name, value in thing.items():
            if isinstance(value, str) and name in {"text", "title", "initial_comment", "filename", "alt_txt", "value"}:
                if name != "value" or thing.get("type") != "button":
                    yield value
            else:
                yield from sentences(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from sentences(one)


MANY = 17
MINUTES = 13
# As often, and as long in all, in every way to write it.
FIGURES = re.compile(
    rf"(?<![\w:.-])(?:{MANY}|seventeen|siebzehn|{MANY * MINUTES}|{2 * MANY}|3:41|3[,.]7|3 h|3 Std)(?![\w:.-])",
    re.IGNORECASE,
)


@pytest.fixture
def team_with_history(team: Team) -> Team:
    """Somebody who helped, thanked and was thanked often, in English and German."""
    team.joins("ada", locale="en-US")
    team.joins("otto", locale="de-DE", offers="verzerrte Fotos")
    ada, otto = team.people["ada"], team.people["otto"]
    ada.types("/givefirst", "digest here weekly Mon 09:00 en")
    for letter in "abcdefghijklmnopq":
        otto.types("/helped", f"@ada watered plant {letter} ({MINUTES} min)")
        ada.types("/helped", f"@otto watered plant {letter} ({MINUTES} min)")
        ada.types("/thanks", f"@otto for plant {letter}")
        otto.presses("thanks.tell", on=otto.inbox[-1]) if letter == "a" else None
        ada.types("/thanks", f"@otto noticed: carried chair {letter}")
        otto.presses("thanks.tell", on=otto.inbox[-1])
    return team


def goes_through_everything(person: Person, words: str) -> None:
    """Let somebody look at all that is about them."""
    person.opens_home()
    for typed in (
        "journal",
        "journal year",
        f"journal {words}",
        "journal hidden",
        "tagebuch quartal",
        "help",
        "settings",
    ):
        person.types("/givefirst", typed)
        if person.modal:
            person.closes_the_modal()
    person.types("/givefirst", "journal")
    while "journal.more" in str(person.sees("general")[-1].blocks):
        person.presses("journal.more", on=person.sees("general")[-1])
    for kind in ("csv", "markdown"):
        person.types("/givefirst", f"journal export {kind} year")
    person.types("/givefirst", "language en" if person.user.locale == "de-DE" else "language de")
    person.opens_home()
    person.types("/givefirst", "journal")


def test_no_text_that_goes_out_holds_a_total(team_with_history: Team, caplog: pytest.LogCaptureFixture):
    team, otto, ada = team_with_history, team_with_history.people["otto"], team_with_history.people["ada"]
    for name in ("bot", "handlers"):
        caplog.set_level(logging.DEBUG, name)
    for person in (otto, ada):
        goes_through_everything(person, "plant")
    team.later(days=7)
    read = [call.request for call in team.slack.wire if call.direction == "to_slack"]
    read += [call.body for call in team.slack.wire if call.direction == "to_bot"]
    files = [upload["content"].decode("utf-8-sig") for upload in team.slack.uploads.values()]
    assert len(files) == 4, "both kinds of file, of both"
    said = [DATES.sub("", text) for text in (*sentences(read), *files)]
    assert any("carried chair" in text for text in said)
    assert any("Somebody noticed" in text for text in said), "the weekly letter is among them"
    for text in said:
        clean = NO_FIGURES.sub("", text)
        assert not A_TOTAL.search(clean), A_TOTAL.search(clean)
        assert not FIGURES.search(clean), text
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("bot", "handlers")))
    for text in (logged, generate_latest().decode()):
        for person in (otto, ada):
            assert person.user.name not in re.findall(r"\w+", text)
            assert person.user_id not in text
