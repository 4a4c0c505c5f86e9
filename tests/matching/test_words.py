import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.words import MOST_STEMS, stems


def _stem_of(word: str) -> str:
    (stem,) = stems(word)
    return stem


@pytest.mark.parametrize(
    "family",
    [
        "image images imaging",
        "edit edits editing edited",
        "company companies",
        "translate translation translating translations",
        "engineer engineers engineering",
        "table tables",
        "contract contracts",
        "photo photos PHOTO",
        "database databases",
        "customer customers customer's",
        "Bild Bilder Bildern Bildes",
        "Präsentation Präsentationen Praesentation",
        "Buch Bücher Buecher Büchern",
        "Straße Strasse Straßen STRASSE",
        "Steuer Steuern",
        "Vertrag Verträge Vertraege Verträgen",
        "Übersetzung Übersetzungen uebersetzen übersetzen",
        "Einkauf Einkäufer einkaufen",
        "Tabelle Tabellen",
        "Möbel Moebel",
        "test tests testing testen",
        "design designs designer designen",
        "review reviews reviewing Reviews",
    ],
)
def test_the_forms_of_a_word_meet(family: str):
    assert len({stem for word in family.split() for stem in stems(word)}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "project projector",
        "Steuer Stuhl",
        "contact contract",
        "Buch Buchung",
        "C++ C#",
        "Java JavaScript",
    ],
)
def test_different_things_stay_apart(pair: str):
    one, other = pair.split()
    assert _stem_of(one) != _stem_of(other)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Can anybody have a quick look at our website photo, please?", ["websit", "photo"]),
        ("Kann mir jemand kurz bei der Präsentation helfen?", ["prasent"]),
        ("Wer kennt jemanden bei Airbus Hamburg im Einkauf?", ["airbus", "hamburg", "einkauf"]),
        ("Ich bräuchte Hilfe mit Excel. Koennte jemand für mich schauen?", ["excel"]),
        ("I'd need someone who's done a pivot table", ["pivot", "tabl"]),
        ("Need help until Friday 10:30", []),
        ("Kann mir jemand helfen?", []),
        ("C++ or C#, node.js", ["c++", "c#", "nod", "js"]),
        ("Excel-Tabellen, excel", ["excel", "tabel"]),
        ("Kolleg*innen in Zürich", ["zurich"]),
        ("jemand aus der IT", ["it"]),
        ("is it broken", ["brok"]),
        ("CAN YOU FIX IT", ["fix"]),
        ("invoices 2026, ISO 9001", ["invoic", "iso"]),
    ],
)
def test_only_what_an_ask_is_about_is_left(text: str, about: list[str]):
    assert stems(text) == about


@pytest.mark.parametrize(
    "noise",
    [
        "<@U024BE7LH>",
        "<@U024BE7LH|maria>",
        "<#C024BE7LR|general>",
        "<!channel>",
        "<!subteam^SAZ94GDB8|@marketing>",
        "<!date^1392734382^Posted {date_num}|in winter>",
        "<https://example.com/excel?sheet=pivot>",
        "https://example.com/excel www.example.com/pivot",
        "<mailto:maria@example.com|maria@example.com>",
        "tom.smith@example.com",
        ":tada: :+1::skin-tone-2: 🎉",
        "`print(total)`",
        "```\nimport pandas\npandas.read_excel()\n```",
        "```never closed import pandas",
        "&amp; &lt;&gt;",
    ],
)
def test_code_links_mentions_and_emoji_do_not_distract(noise: str):
    assert stems(f"{noise} photo") == ["photo"] or stems(f"photo {noise}") == ["photo"]


def test_the_words_a_link_is_shown_by_count():
    assert stems("<https://example.com/a/b|the pivot table>") == ["pivot", "tabl"]


def test_a_name_set_like_code_counts():
    assert stems("`pandas` or `git rebase`") == ["panda", "git", "reba"]


BAD = [
    "",
    " \n\t",
    "\x00",
    "\x00pivot\x00",
    "\ud800",
    "🎉🎉👩‍👩‍👧‍👦",
    "日本語のテスト",
    "مرحبا كيف حالك",
    "\u202eevil\u202c",
    "x" * 500,
    "ß" * 500,
    "ﷺ" * 500,
    "e\u0301" * 300,
    "`" * 500,
    "<" * 500,
    "<@" * 250,
    ":" * 500,
    "a@" * 250,
    'OR "AND" * : ( NEAR',
    "'; DROP TABLE asks; --",
]


@pytest.mark.parametrize("text", BAD)
def test_bad_input_is_never_an_error(text: str):
    assert all(stem and "\x00" not in stem and len(stem) <= 32 for stem in stems(text))


def test_null_bytes_are_passed_over():
    assert stems("pi\x00vot table\x00") == ["pi", "vot", "tabl"]


def test_a_long_text_brings_only_so_many_stems():
    assert len(stems(" ".join(f"alpha{number}" for number in range(500)))) == MOST_STEMS


@given(st.text(max_size=600))
def test_any_text_gives_short_clean_stems_each_once(text: str):
    found = stems(text)
    assert len(found) <= MOST_STEMS
    assert len(set(found)) == len(found)
    assert all(0 < len(stem) <= 32 and "\x00" not in stem for stem in found)
    assert all(stem.encode() for stem in found)
    assert stems(text) == found
