"""From what somebody typed to the word stems that are compared."""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

from bot.matching.stopwords import STOP_WORDS

MOST_STEMS = 64
"""No text brings more stems than this; an ask of 500 characters has about forty."""

_LONGEST_TEXT = 4_000
_LONGEST_WORD = 32
_SHORTEST_WORD = 2
# Two letters that are a subject when written large, and fill a sentence when not.
_ABBREVIATIONS = frozenset({"IT", "US"})

_NOISE = re.compile(
    r"""
      ```.*?(?:```|\Z)                      # a block of code
    | `([\w.+\#-]{1,20}(?:\ [\w.+\#-]{1,20})?)`  # a name or two set like code: `git rebase`; kept
    | `[^`\n]*`                             # a line of code
    | <(?:[@\#!][^>]*)>                     # somebody, a channel, a date, everybody
    | (?:https?://|www\.|mailto:|tel:)[^\s|>]+  # an address; the words a link is shown by stay
    | [\w.+-]+@[\w-]+\.[\w.-]+              # a mail address
    | (?<!\w):[\w+'-]+:                     # :tada:
    | &(?:amp|lt|gt);                       # as Slack escapes & < >
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(r"[cC]\+\+|[cCfF]\#(?!\w)|[^\W_]+")

_german = snowballstemmer.stemmer("german")
_english = snowballstemmer.stemmer("english")
# The stemmers keep the word they work on in themselves.
_one_at_a_time = threading.Lock()


def stems(text: str) -> list[str]:
    """Return what `text` is about: its word stems, each once, in the order of the text, at most MOST_STEMS.

    Code, links, mentions and emoji are passed over, so are numbers and words that every ask has. Any string is fine;
    one without words gives an empty list. A stem is at most 32 characters of lower case without accents.
    """
    return list(words(text))


def words(text: str) -> dict[str, str]:
    """Return the same as stems(), each with the word it is the stem of, in lower case: {"bild": "bilder"}."""
    plain = _NOISE.sub(r" \1 ", unicodedata.normalize("NFKC", text[:_LONGEST_TEXT]))
    is_shouted = plain.isupper()
    found: dict[str, str] = {}
    for word in _WORD.findall(plain):
        stem = _folded(word) if word in _ABBREVIATIONS and not is_shouted else stem_of(word)
        if stem:
            found.setdefault(stem, _folded(word))
        if len(found) == MOST_STEMS:
            break
    return found


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return the stem of one word, empty for one that says nothing.

    Both stemmers, one after the other: teams mix their languages within a sentence, and so "Tests", "testing" and
    "testen" meet. German goes first because it knows umlauts ("Bücher", "Buecher") and the longer endings.
    """
    folded = _folded(word)
    if len(folded) < _SHORTEST_WORD or folded.isnumeric() or folded in STOP_WORDS:
        return ""
    with _one_at_a_time:
        stem: str = _english.stemWord(_german.stemWord(folded))
    return _without_accents(stem)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold())[:_LONGEST_WORD]


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))[
        :_LONGEST_WORD
    ]
