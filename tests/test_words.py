"""Every sentence that people read stands in English and in German, and both keep to the tone of the house."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers")
GERMAN = ROOT / "bot" / "locale" / "de" / "LC_MESSAGES" / "bot.po"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}

EXCLAMATION = re.compile(r"(?<!<)!")  # <!date...> is Slack's own
CODE = re.compile(r"`[^`]*`")
STRAIGHT_QUOTE = re.compile(r"[\"']")
# At the start of a sentence "Ihr" and "Ihre" may well be "you all" or "her".
FORMAL = re.compile(r"\b(?:Sie|Ihnen)\b|(?<=[\w,;] )Ihr(?:e[mnrs]?)?\b")

Text = str | tuple[str, ...]


def forms(text: Text) -> tuple[str, ...]:
    """Return a sentence in its forms: one, or one for each number."""
    return (text,) if isinstance(text, str) else text


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def edges(text: str) -> tuple[str, str]:
    """Return the white space before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def extracted() -> dict[Text, str]:
    """Return the sentences in the code, each with a place where it stands."""
    found: dict[Text, str] = {}
    for package in PACKAGES:
        for file, line, text, _, _ in extract_from_dir(ROOT / package, [("**.py", "python")], keywords=KEYWORDS):
            found.setdefault(text, f"{package}/{file}:{line}")
    return found


@pytest.fixture(scope="module")
def source() -> dict[Text, str]:
    """The sentences in the code, each with a place where it stands."""
    return extracted()


@pytest.fixture(scope="module")
def german() -> Catalog:
    """The German catalogue."""
    if not GERMAN.exists():
        pytest.fail(f"{GERMAN.relative_to(ROOT)} is not there: make words-update")
    with GERMAN.open("rb") as file:
        return read_po(file, locale="de", abort_invalid=True)


@pytest.fixture(scope="module")
def entries(german: Catalog) -> list[Message]:
    """The sentences in the German catalogue."""
    return [entry for entry in german if entry.id]


def unextractable(tree: ast.Module) -> Iterator[int]:
    """Yield the lines that ask for the translation of a text that is only put together at run time."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        texts = node.args[: len(KEYWORDS[name] or (1,))] if name in KEYWORDS else []
        if any(isinstance(text, ast.JoinedStr | ast.BinOp | ast.IfExp) or is_formatted(text) for text in texts):
            yield node.lineno


def in_f_strings(tree: ast.Module) -> Iterator[int]:
    """Yield the lines that ask for a translation inside an f-string, where the translator's tool finds no text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
            yield from (call.lineno for call in calls if called(call) in KEYWORDS)


def not_found(tree: ast.Module) -> list[int]:
    return [*unextractable(tree), *in_f_strings(tree)]


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_formatted(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


@pytest.mark.parametrize(
    "line",
    ['_(f"hello {name}")', '_("hello " + name)', '_("one" if n == 1 else "many")', '_("hello {n}".format(n=1))'],
)
def test_a_text_put_together_at_run_time_is_noticed(line: str):
    assert list(unextractable(ast.parse(line))) == [1]


@pytest.mark.parametrize("line", ['_("hello {n}").format(n=1)', "_(refusal.text)", 'words.ngettext("a", "b", n + 1)'])
def test_a_text_that_can_be_looked_up_is_left_alone(line: str):
    assert list(unextractable(ast.parse(line))) == []


@pytest.mark.parametrize("line", ["f\"# {_('hello')}\"", "f'{words.ngettext(a, b, n)} and {other}'", "f'{N_(text)}'"])
def test_a_translation_inside_an_f_string_is_noticed(line: str):
    assert list(in_f_strings(ast.parse(line))) == [1]


@pytest.mark.parametrize("line", ["f'# {title}'", "_('hello {n}').format(n=f'{n}')", "f'{plain(text)}'"])
def test_any_other_f_string_is_left_alone(line: str):
    assert list(in_f_strings(ast.parse(line))) == []


@pytest.mark.parametrize("text", ["Können Sie helfen?", "Wir danken Ihnen.", "Hier ist Ihre Anfrage."])
def test_a_formal_address_is_noticed(text: str):
    assert FORMAL.search(text)


@pytest.mark.parametrize("text", ["Kannst du helfen?", "Frag sie und ihre Leute.", "Ihr seid jetzt zu zweit."])
def test_an_informal_address_is_left_alone(text: str):
    assert not FORMAL.search(text)


def test_every_sentence_can_be_found_by_the_translator():
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    places = [
        f"{path.relative_to(ROOT)}:{line}" for path in files for line in not_found(ast.parse(path.read_text("utf-8")))
    ]
    assert places == [], "give _() the whole text, outside any f-string, and .format() what it returns"


def test_there_is_something_to_say(source: dict[Text, str]):
    assert source


def test_no_english_sentence_shouts(source: dict[Text, str]):
    assert [f"{place}: {text}" for text, place in source.items() if EXCLAMATION.search("".join(forms(text)))] == []


def test_no_sentence_is_missing_in_german(source: dict[Text, str], german: Catalog):
    assert [f"{place}: {text}" for text, place in source.items() if text not in german] == []


def test_no_sentence_is_left_over_in_german(source: dict[Text, str], german: Catalog, entries: list[Message]):
    kept = [entry.id for entry in entries if text_of(entry.id) not in source]
    assert kept + list(german.obsolete) == []


def test_every_german_sentence_is_finished(entries: list[Message]):
    assert [entry.id for entry in entries if entry.fuzzy or not all(forms(text_of(entry.string)))] == []


def test_every_german_number_has_its_form(german: Catalog, entries: list[Message]):
    wrong = [e.id for e in entries if len(forms(text_of(e.string))) != (german.num_plurals if e.pluralizable else 1)]
    assert german.num_plurals == 2
    assert wrong == []


def test_both_languages_fill_in_the_same_things(entries: list[Message]):
    wrong = [(en, de) for en, de in pairs(entries) if placeholders(en) != placeholders(de)]
    assert wrong == []


def test_both_languages_begin_and_end_with_the_same_space(entries: list[Message]):
    assert [(en, de) for en, de in pairs(entries) if edges(en) != edges(de)] == []


def test_no_german_sentence_shouts(entries: list[Message]):
    assert [de for _, de in pairs(entries) if EXCLAMATION.search(de)] == []


def test_german_quotes_are_german(entries: list[Message]):
    assert [de for _, de in pairs(entries) if STRAIGHT_QUOTE.search(CODE.sub("", de))] == []


def test_german_says_du(entries: list[Message]):
    assert [de for _, de in pairs(entries) if FORMAL.search(de)] == []


def text_of(value: str | list[str] | tuple[str, ...] | None) -> Text:
    """Return a text of the catalogue in a shape that can be compared."""
    return tuple(value) if isinstance(value, list | tuple) else value or ""


def pairs(entries: list[Message]) -> Iterator[tuple[str, str]]:
    """Yield every form of every finished sentence in both languages."""
    for entry in entries:
        for english, german in zip(forms(text_of(entry.id)), forms(text_of(entry.string)), strict=False):
            if german:
                yield english, german
