import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.giving.rules import kinder_way, words_of_taste
from tests.giving.sentences import LANGUAGES, MEASURED, said

CORE_TASTE = [sentence for language in LANGUAGES for sentence in said("core", "taste", language)]
CORE_FACTS = [sentence for language in LANGUAGES for sentence in said("core", "fact", language)]
ALL = [
    sentence
    for batch in ("core", *MEASURED)
    for kind in ("taste", "fact")
    for language in LANGUAGES
    for sentence in said(batch, kind, language)
]


@pytest.mark.parametrize("sentence", CORE_TASTE)
def test_taste_is_pointed_out(sentence: str):
    assert words_of_taste(sentence) != []


@pytest.mark.parametrize("sentence", CORE_FACTS)
def test_a_fact_passes(sentence: str):
    assert words_of_taste(sentence) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_sentences_of_both_kinds(language: str):
    assert len(said("core", "taste", language)) >= 60
    assert len(said("core", "fact", language)) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("batch", MEASURED)
def test_nine_of_ten_sentences_of_taste_are_caught(batch: str, language: str):
    sentences = said(batch, "taste", language)
    missed = [sentence for sentence in sentences if not words_of_taste(sentence)]
    assert len(missed) <= 0.1 * len(sentences), missed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("batch", MEASURED)
def test_at_most_one_fact_in_twenty_is_flagged(batch: str, language: str):
    sentences = said(batch, "fact", language)
    flagged = {sentence: words for sentence in sentences if (words := words_of_taste(sentence))}
    assert len(flagged) <= 0.05 * len(sentences), flagged


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The homepage is UGLY and the font is boring.", ["UGLY", "boring"]),
        ("Ugly. Really ugly, and hideous.", ["Ugly", "hideous"]),
        ("I don’t  like the colour.", ["I don’t  like"]),
        ("Gefällt mir nicht, ist haesslich.", ["Gefällt mir nicht", "haesslich"]),
        ("Das hätte ich anders gemacht.", ["hätte ich anders gemacht"]),
        ("The link is dead. The logo is hideous.", ["hideous"]),
        ("", []),
    ],
)
def test_the_words_come_as_they_were_typed(text: str, words: list[str]):
    assert words_of_taste(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The new coffee tastes like burnt socks.", ["like burnt socks"]),
        ("<@U0TOM> the lamp is a dog's dinner :nauseated_face:", ["a dog's dinner"]),
        ("very brave choice, that orange!", ["very brave choice, that orange"]),
        ("Did a toddler pick these colours?", ["Did a toddler pick these colours"]),
        ("the q3 deck is a wall of text and a slog", ["a wall of text and a slog"]),
        ("Das ist eine Textwüste.", ["Das ist eine Textwüste"]),
        ("die suppe heut schmeckt nach gar nix", ["nach gar nix"]),
        ("vier senftöne auf einer folie, mutig", ["vier senftöne auf einer folie, mutig"]),
        ("Die Animation kann man sich sparen.", ["kann man sich sparen"]),
    ],
)
def test_what_holds_no_fact_is_taste_though_no_list_knows_a_word_of_it(text: str, words: list[str]):
    assert words_of_taste(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "someone parked in the ambulance bay",
        "der stapler versperrt die augendusche",
        "who looks after the printer on 3?",
        "Where is the template?",
        "Could you send me the agenda?",
        "kannst du mir den Link schicken?",
        "Wer hat den Schlüssel?",
        "Hi Tom, thanks for the slides",
        "The meeting is in room Apollo.",
        "I left my umbrella in your office.",
        "Le lien est mort.",
        "bold choice",
        "Tolle Sache!",
        "<https://example.com/page>",
        "🤮🤮 👎",
    ],
)
def test_where_nobody_judges_there_is_no_taste(text: str):
    assert words_of_taste(text) == []


@pytest.mark.parametrize(
    ("fact", "taste"),
    [
        ("The awful weather warning is from last year.", "The weather warning is awful."),
        ("Can you move the nice chairs back to room 5?", "Can you find a nicer chair?"),
        ("Die Warnung vor dem scheußlichen Wetter ist vom letzten Jahr.", "Die Warnung ist scheußlich formuliert."),
    ],
)
def test_a_word_that_only_names_the_thing_is_no_taste(fact: str, taste: str):
    assert words_of_taste(fact) == []
    assert words_of_taste(taste) != []


def test_no_piece_is_too_long_to_be_shown():
    (piece,) = words_of_taste("The lobby is " + "a kind of waiting room of the soul " * 20)
    assert len(piece) <= 100
    assert piece.startswith("a kind of waiting room")


@pytest.mark.parametrize("sentence", CORE_TASTE)
def test_taste_is_taste_in_any_spelling(sentence: str):
    for spelling in (unicodedata.normalize("NFD", sentence), sentence.replace("'", "’"), f"  {sentence}\n"):
        assert words_of_taste(spelling) != []


@pytest.mark.parametrize(
    "text",
    [
        "“I don't like it” is ticked.",
        "»hässlich« steht noch in der Vorlage.",
        "`boring.ugly()` raises an error",
        "ugly-theme.css and assets/ugly_banner.png are missing",
        "<https://example.com/ugly|ugly page> is a 404",
        "mail to ugly@example.com bounces",
    ],
)
def test_what_somebody_else_wrote_is_left_alone(text: str):
    assert words_of_taste(text) == []


@given(st.text() | st.lists(st.sampled_from(" ".join(ALL).split()), max_size=40).map(" ".join))
def test_any_text_is_fine_and_the_words_are_its_own(text: str):
    words = words_of_taste(text)
    assert all(word and word in text for word in words)
    assert len({word.casefold() for word in words}) == len(words)
    places = [text.index(word) for word in words[:1]]
    assert bool(kinder_way(words)) == bool(places)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            " ",
            "'",
            '"',
            "i ",
            "...",
            "<@",
            "a@",
            "zu a ",
            "could you a ",
            "sieht ",
            "A b ",
            "the ugly ",
            "a\u0308",
        ),
        *("no ", "is so ", "ist so ", "like a ", "have to ", ", ", "a, ", "a-", "hat ", "x1 ", "did a? ", "one two "),
    ],
)
def test_a_long_text_takes_no_longer_for_its_length(piece: str):
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        started = time.process_time()
        words_of_taste(text)
        return time.process_time() - started

    # Four times the length takes four times as long; sixteen times would be a runaway expression.
    short, long = (min(seconds(length) for _ in range(3)) for length in (1_000, 4_000))
    assert long < 10 * short + 0.1


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("I don't like the blue.", "does not work"),
        ("Gefällt mir nicht.", "does not work"),
        ("It would look nicer in blue.", "as it is now"),
        ("Hätte ich anders gemacht.", "as it is now"),
        ("Your mail sounds rude.", "what happened"),
        ("Deine Mail klingt unfreundlich.", "what happened"),
        ("The banner is ugly.", "what you see"),
    ],
)
def test_the_kinder_way_fits_what_was_said(text: str, about: str):
    assert about in kinder_way(words_of_taste(text))


def test_a_fact_needs_no_kinder_way():
    assert kinder_way(words_of_taste("The banner is cut off.")) == ""
