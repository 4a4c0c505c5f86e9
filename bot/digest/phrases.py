"""What people type to have the weekly letter: "here weekly Mon 09:00", "hier wöchentlich Montag 9 Uhr", "off"."""

import re
from dataclasses import dataclass
from datetime import time

from bot.members.phrases import LONGEST_PHRASE, WEEKDAYS, UnknownPhrase, meanings, plain

USUAL_WEEKDAY = 1
USUAL_TIME = time(9)

_LOCALES = meanings({"de": "de deutsch german", "en": "en englisch english"})
_OTHERS = meanings(
    {
        "stop": "off stop stopp aus ende end",
        "filler": "here hier weekly woechentlich every each week jede jeden woche on at in am um auf uhr please bitte",
    }
)
# "9 am" is the morning, but in "9 am Montag" the word belongs to the German day.
_PIECE = re.compile(
    r"""
    (?P<hour>[0-9]{1,2})
    (?: (?: [:.h] | \ ?uhr\ ? ) (?P<minute>[0-9]{2}) )?
    (?: \ ?(?: uhr | h | (?P<half>[ap]m) (?!\ (?: (?:mon|diens|donners|frei|sams|sonn)(?:tag|abend)
                                              | mittwoch | (?:mo|di|mi|do|fr|sa|so)\b )) ) )?
    (?!\S)
    | (?P<word>\S+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """When a channel wants its letter: ISO weekday (Monday is 1), local time, language ("de", "en"; None: not said)."""

    weekday: int
    at: time
    locale: str | None


@dataclass(frozen=True, slots=True)
class Stop:
    """The channel wants no letter any more."""


def parse(text: str) -> Plan | Stop:
    """Read what follows `/givefirst digest`, in English or German, words in any order.

    A day or time that is not said is Monday, 9:00. Raises UnknownPhrase with the word that is not understood or says
    a thing a second time, and with an empty one when nothing was typed.
    """
    pieces = list(_PIECE.finditer(plain(text)))
    if not pieces or len(text) > LONGEST_PHRASE:
        raise UnknownPhrase(text[:LONGEST_PHRASE].strip())
    words = [piece["word"] for piece in pieces if piece["word"]]
    clocks = [piece for piece in pieces if piece["hour"]]
    days = [word for word in words if word in WEEKDAYS]
    locales = [word for word in words if word in _LOCALES]
    stops = [word for word in words if _OTHERS.get(word) == "stop"]

    known = {*WEEKDAYS, *_LOCALES, *_OTHERS}
    too_much = [*days[1:], *locales[1:], *(clock[0] for clock in clocks[1:])]
    odd = [word for word in words if word not in known] + too_much
    if stops and (days or clocks or locales):
        odd += stops
    if odd:
        raise UnknownPhrase(_as_typed(text, odd[0]))

    if stops:
        return Stop()
    return Plan(
        weekday=WEEKDAYS[days[0]] if days else USUAL_WEEKDAY,
        at=_time_of(clocks[0]) if clocks else USUAL_TIME,
        locale=_LOCALES[locales[0]] if locales else None,
    )


def _time_of(clock: re.Match[str]) -> time:
    hour, minute, half = int(clock["hour"]), int(clock["minute"] or 0), clock["half"]
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - the hours of a dial
        raise UnknownPhrase(clock[0])
    try:
        return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)
    except ValueError:
        raise UnknownPhrase(clock[0]) from None


def _as_typed(text: str, word: str) -> str:
    return next((typed for typed in text.split() if plain(typed) == word), word)
