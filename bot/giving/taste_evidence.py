"""Whether a heads-up holds anything that can be checked: a fault, a number, a quotation, a deed, a request."""

import re

from bot.giving import taste_evidence_english, taste_evidence_german
from bot.giving.taste_faults import DEEDS_DE, DEEDS_EN, FAULTS_DE, FAULTS_EN
from bot.giving.taste_pattern import choice, expanded, whole, words


def _faults(*sources: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?=\w)(?:{expanded('|'.join(sources))})(?!\w)", re.IGNORECASE)


_FAULT = _faults(FAULTS_EN, FAULTS_DE)
_DEED = _faults(DEEDS_EN, DEEDS_DE)
# Where something only feels empty, nothing is missing.
_FELT = whole(
    r"(?:feels?|felt|sounds?|looks so|looks a bit|looks rather|wirk(?:t|en|te)|kling(?:t|en)) <so>"
    r"(?:empty|dead|bare|blank|dark|loose|wet|leer|tot|schief|lose|kahl)"
)
_NO_PLACE_BEFORE = choice(
    words(
        """at to from by of than in on is are was has have says say shows only and or the for with not but about around
        until needs costs takes weighs um auf von bis mit ab zu am ist sind war hat haben nur und oder statt bei seit im
        über unter nach vor als noch steht zeigt sagt kostet braucht nicht aber etwa rund ca"""
    )
)
_UNIT = r"%|°|(?:px|pt|am|pm|uhr|kg|[cm]?m|db|dpi|[kmg]b|m?s|sec|sek|min|h|eur|euro)\b"
# Numbers that only say where ("slide 4", "Station 3", "Q3", "the 404 page"), and decades, which are a manner.
_WHERE = re.compile(
    rf"\b(?!(?:{_NO_PLACE_BEFORE})\b)[^\W\d_]{{2,}}[ -]\d{{1,3}}\b(?![.,:/]\d|\s?(?:{_UNIT}))"
    r"|\b[a-z]{1,12}\d{1,2}\b|\b404(?=[ -](?:page|seite))|\b\d?\d?[0-9]0(?:'?s|er\w*)\b|\b(?:19|20)\d\d(?=[.!?]|\s*$)",
    re.IGNORECASE,
)
# Whom a text speaks to, and its smileys, are not what it is about.
_ADDRESSED = re.compile(r"<[@!][^>\n]{1,80}>|(?<!\w)@[\w.-]+|:[a-z0-9_+-]{2,40}:", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def has_fault(plain: str) -> bool:
    """Tell whether a text, without names, states what is broken, missing or wrong, or what does not work."""
    return has_plain_fault(plain) or bool(_DEED.search(_FELT.sub("", plain)))


def has_plain_fault(plain: str) -> bool:
    """Tell whether a text, without names, has a word for what is broken, missing or wrong."""
    return bool(_FAULT.search(_FELT.sub("", plain)))


def gives_names_or_numbers(plain: str, typed: str) -> bool:
    """Tell whether a text quotes, counts or measures something; `plain` is `typed` without names."""
    named = any(
        one == "X" and other not in "xX"
        for one, other in zip(plain, _ADDRESSED.sub(lambda found: "X" * len(found[0]), typed), strict=True)
    )
    return named or any(map(str.isdigit, _WHERE.sub("", plain)))


def tells_of_deeds(plain: str, *, english: bool, german: bool) -> bool:
    """Tell whether a text says what a thing does, what was done or is to be done to it, or where or when."""
    said = _WORD.findall(plain.lower().replace("’", "'"))
    return (english and taste_evidence_english.shows_facts(said, plain)) or (
        german and taste_evidence_german.shows_facts(said, plain)
    )
