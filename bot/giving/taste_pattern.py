"""From the short hand in which taste and faults are written down to regular expressions."""

import re

from bot.giving import taste_words as lexicon


def words(*lists: str) -> frozenset[str]:
    """Return the words of some lists, which are parted by white space."""
    return frozenset(word.replace("_", " ") for one in lists for word in one.split())


def one_line(lines: str) -> str:
    """Join an expression that is written over many lines; breaks mean nothing."""
    return "".join(line.strip() for line in lines.splitlines())


def choice(of: frozenset[str]) -> str:
    """Return an expression for any one of some words, the longest first."""
    return "|".join(sorted(map(re.escape, of), key=lambda word: (-len(word), word)))


_FINE = words(lexicon.PLEASANT_EN, lexicon.PLEASANT_DE, lexicon.FAIR_EN, lexicon.FAIR_DE) - {"warm"}

# Gaps are bounded: the time to look through a text grows with its length and no faster.
_SHORT_CUTS = {
    "<much>": rf"(?:(?:{choice(words(lexicon.MUCH))}) ){{0,4}}",
    "<so>": rf"(?:(?:{choice(words(lexicon.SO))}) ){{0,4}}",
    "<colour>": rf"(?:{choice(words(lexicon.COLOURS_EN, lexicon.COLOURS_DE))})",
    "<more>": rf"(?:{choice(words(lexicon.MORE_EN, lexicon.MORE_DE))})(?:e[nrsm]?)?",
    "<nicer>": rf"(?:{choice(words(lexicon.NICER_EN, lexicon.NICER_DE))})(?:e[nrsm]?)?",
    "<fine>": rf"(?:{choice(_FINE)})",
    "~": r"[^.!?;\n]{0,70}?",
}
_DIALECT = {
    "nicht": "(?:nicht|nich|ned|net|nit)",
    "nichts": "(?:nichts|nix)",
    "sieht": "(?:sieht|schaut)",
    "sehen aus": "(?:sehen|schauen) aus",
    "bisschen": "(?:bisschen|bissl|bisserl|bissel)",
}
_SPELLINGS = {
    "ä": "(?:ä|ae|a\u0308)",
    "ö": "(?:ö|oe|o\u0308)",
    "ü": "(?:ü|ue|u\u0308)",
    "ß": "(?:ß|ss)",
    "'": "['’´`]?",
    r"\ ": r"\s{1,3}",
    " *": r"\s{0,3}",
    " ?": r"\s{0,3}",
    " ": r"\s{1,3}",
}
# Only where a word begins: most places of a text are ruled out at a glance.
_NOT_INSIDE = r"(?<![\w-])(?=['’´`]?\w)"
_NOT_LONGER = r"(?![\w-]*\w)"


def expanded(source: str) -> str:
    """Write out what `source` says in short hand."""
    source = re.sub(r"\b(?:nichts?|sieht|sehen aus|bisschen)\b", lambda found: _DIALECT[found[0]], source)
    for short, long in (*_SHORT_CUTS.items(), *_SPELLINGS.items()):
        source = source.replace(short, long)
    return source


def whole(*sources: str) -> re.Pattern[str]:
    """Return a pattern for whole words; a part of a compound with a hyphen is no whole word."""
    return re.compile(f"{_NOT_INSIDE}(?:{expanded('|'.join(sources))}){_NOT_LONGER}", re.IGNORECASE)


def just_before(source: str) -> re.Pattern[str]:
    """Return a pattern for words at the end of what it searches."""
    return re.compile(rf"{_NOT_INSIDE}(?:{expanded(source)})\Z", re.IGNORECASE)


def spelled_out(word: str) -> str:
    """Return a word in small letters without umlauts and ß, to look it up: "Häßlich" → "haesslich"."""
    word = " ".join(word.lower().replace("ß", "ss").split())
    for umlaut, base in (("ä", "a"), ("ö", "o"), ("ü", "u")):
        word = word.replace(umlaut, base + "e").replace(base + "\u0308", base + "e")
    return word


class Judgements:
    """The words of one language that judge, each with its tier: how much it needs around it to be taste."""

    def __init__(self, *, prefix: str, ending: str, **tiers: str) -> None:
        self._tier = {spelled_out(word): tier for tier, listed in reversed(tiers.items()) for word in words(listed)}
        stems = expanded(choice(words(*tiers.values())))
        self._pattern = re.compile(
            rf"{_NOT_INSIDE}{prefix}(?P<stem>{stems})(?P<ending>{ending}){_NOT_LONGER}", re.IGNORECASE
        )

    def knows(self, word: str) -> bool:
        """Tell whether a word, without an ending, is one of them."""
        return spelled_out(word) in self._tier

    def found_in(self, part: str) -> list[tuple[re.Match[str], str]]:
        """Return the words found in a sentence with their tiers; the groups are `stem` and `ending`."""
        return [(found, self._tier[spelled_out(found["stem"])]) for found in self._pattern.finditer(part)]
