"""What people type to have a letter: "here weekly Mon 09:00", "hier alle zwei Wochen Montag 9 Uhr", "off"."""

import re
from dataclasses import dataclass
from datetime import time

from bot.members.phrases import LONGEST_PHRASE, WEEKDAYS, UnknownPhrase, meanings, plain
from models.digest import Rhythm

USUAL_WEEKDAY = 1
USUAL_TIME = time(9)

_LOCALES = meanings({"de": "de deutsch german", "en": "en englisch english"})
_OTHERS = meanings(
    {
        "stop": "off stop stopp aus ende end",
        "filler": "here every each the of month on at in please hier jede jeden im monat am um auf uhr bitte",
    }
)
_RHYTHMS = {
    Rhythm.WEEKLY: r"""
        weekly | every\ week | each\ week | once\ a\ week | woechentlich | jede\ woche | einmal\ (?:die|in\ der)\ woche
    """,
    Rhythm.TWO_WEEKS: r"""
        (?:every\ |each\ )? (?:fortnight(?:ly)? | bi-?weekly | 2-weekly)
        | (?:every|each)\ (?:2|two|other|second)\ weeks?
        | alle\ (?:2|zwei|14|vierzehn)\ (?:wochen|tage) | jede\ (?:2\.?|zweite)\ woche
        | (?:zwei|2-?)woechentlich | zweiwoechig | (?:14|vierzehn)-?taeg(?:ig|lich)
    """,
    Rhythm.MONTHLY: r"""
        monthly | every\ month | each\ month | once\ a\ month | first | 1st
        | monatlich | jeden\ monat | einmal\ im\ monat | erste[rn]
    """,
}
# "9 am" is the morning, but in "9 am Montag" the word belongs to the German day.
_PIECE = re.compile(
    rf"""
    (?P<weekly>{_RHYTHMS[Rhythm.WEEKLY]}) (?!\S)
    | (?P<two_weeks>{_RHYTHMS[Rhythm.TWO_WEEKS]}) (?!\S)
    | (?P<monthly>{_RHYTHMS[Rhythm.MONTHLY]}) (?!\S)
    | (?P<hour>[0-9]{{1,2}})
    (?: (?: [:.h] | \ ?uhr\ ? ) (?P<minute>[0-9]{{2}}) )?
    (?: \ ?(?: uhr | h | (?P<half>[ap]m) (?!\ (?: (?:mon|diens|donners|frei|sams|sonn)(?:tag|abend)
                                              | mittwoch | (?:mo|di|mi|do|fr|sa|so)\b )) ) )?
    (?!\S)
    | (?P<word>\S+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """When a channel wants its letter: ISO weekday (Monday is 1), local time, language ("de", "en"; None: not said).

    `rhythm` says how often; monthly means the first such weekday of a month.
    """

    weekday: int
    at: time
    locale: str | None
    rhythm: Rhythm = Rhythm.WEEKLY


@dataclass(frozen=True, slots=True)
class Stop:
    """The channel wants no letter any more."""


def parse(text: str) -> Plan | Stop:
    """Read what follows `/givefirst digest`, in English or German, words in any order.

    A day or time that is not said is Monday, 9:00, a rhythm that is not said every week. Raises UnknownPhrase with
    the word that is not understood or says a thing a second time, and with an empty one when nothing was typed.
    """
    pieces = list(_PIECE.finditer(plain(text)))
    if not pieces or len(text) > LONGEST_PHRASE:
        raise UnknownPhrase(text[:LONGEST_PHRASE].strip())
    words = [piece["word"] for piece in pieces if piece["word"]]
    clocks = [piece for piece in pieces if piece["hour"]]
    days = [word for word in words if word in WEEKDAYS]
    locales = [word for word in words if word in _LOCALES]
    stops = [word for word in words if _OTHERS.get(word) == "stop"]
    rhythms = {rhythm: piece[0] for piece in pieces for rhythm in Rhythm if piece[rhythm.value]}

    known = {*WEEKDAYS, *_LOCALES, *_OTHERS}
    too_much = [*days[1:], *locales[1:], *(clock[0] for clock in clocks[1:]), *list(rhythms.values())[1:]]
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
        rhythm=next(iter(rhythms), Rhythm.WEEKLY),
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
