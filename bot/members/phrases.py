"""What people type about time: "2 weeks", "bis Montag", "until 2026-12-24"."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TypeVar

from bot.members.hours import DAY, Hours, first_working_moment, working_day_of

Meaning = TypeVar("Meaning")

LONGEST_PAUSE = timedelta(days=366)
USUAL_PAUSE = timedelta(weeks=2)
LONGEST_PHRASE = 100


def meanings(words: Mapping[Meaning, str]) -> dict[str, Meaning]:
    """Turn "meaning: all its words" round, into "word: meaning"."""
    return {word: meaning for meaning, several in words.items() for word in several.split()}


# Every table below is written as `plain` writes: small letters, ae for ä.
WEEKDAYS = meanings(
    {
        1: "mo mon monday mondays montag montags",
        2: "di tue tues tuesday tuesdays dienstag dienstags",
        3: "mi wed weds wednesday wednesdays mittwoch mittwochs",
        4: "do thu thur thurs thursday thursdays donnerstag donnerstags",
        5: "fr fri friday fridays freitag freitags",
        6: "sa sat saturday saturdays samstag samstags sonnabend sonnabends",
        7: "so sun sunday sundays sonntag sonntags",
    }
)
_MONTHS = meanings(
    {
        1: "jan january januar jaenner",
        2: "feb february februar",
        3: "mar march maerz mrz",
        4: "apr april",
        5: "may mai",
        6: "jun june juni",
        7: "jul july juli",
        8: "aug august",
        9: "sep sept september",
        10: "oct okt october oktober",
        11: "nov november",
        12: "dec dez december dezember",
    }
)
_NUMBERS = meanings(
    {
        1: "a an one ein eine einen einem einer",
        2: "two zwei",
        3: "three drei",
        4: "four vier",
        5: "five fuenf",
        6: "six sechs",
        7: "seven sieben",
        8: "eight acht",
        9: "nine neun",
        10: "ten zehn",
        11: "eleven elf",
        12: "twelve zwoelf",
        14: "fourteen vierzehn",
    }
)
_UNITS = meanings(
    {
        "days": "d day days tag tage tagen",
        "weeks": "w week weeks wk wks woche wochen",
        "months": "month months monat monate monaten",
        "years": "y year years jahr jahre",
    }
)
_LEADING = meanings(
    {
        "filler": "until till til for on the in bis fuer zum zur am an den dem der die",
        "next": "next naechste naechsten naechster naechstem kommende kommenden kommender kommendem",
    }
)

_DURATION = re.compile(r"(?P<count>[0-9]{1,4}|[a-z]+) ?(?P<unit>[a-z]+)")
_ISO_DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_GERMAN_DATE = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})(?:\.? ?|\. ?(?P<year>[0-9]{4}|[0-9]{2}))")
_NAMED_DATE = re.compile(r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)? (?:of )?(?P<name>[a-z]+)\.?(?: (?P<year>[0-9]{4}))?")
_NAMED_DATE_US = re.compile(r"(?P<name>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: (?P<year>[0-9]{4}))?")


class UnknownPhrase(ValueError):
    """Words we cannot make sense of, or that make no sense; `word` is what was typed, for the answer."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def plain(text: str) -> str:
    """Write typed text in one way: small letters, ae oe ue ss for umlauts and ß, single blanks, no commas or calls."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return " ".join(re.sub(r"[,;]|[!?]+(?!\S)", " ", folded).split())


def pause_until(text: str, now: datetime, hours: Hours) -> datetime:
    """Return when the pause ends that somebody typed at `now`, in UTC: the start of their working day on that date.

    A date without working hours gives the next start of work. Nothing typed is two weeks; a weekday is the next one
    after today; a date without a year is the next such date. Raises UnknownPhrase for what is no time, not after
    today, or more than a year away.
    """
    if len(text) > LONGEST_PHRASE:
        raise UnknownPhrase(text[:LONGEST_PHRASE])
    today = working_day_of(hours, now)
    try:
        day = _day_meant(plain(text), today)
    except (ValueError, OverflowError):  # no such date, such as 31.2., or one far beyond the calendar
        day = None
    if day is None or not today < day <= today + LONGEST_PAUSE:
        raise UnknownPhrase(text.strip())
    return first_working_moment(hours, day)


def _day_meant(typed: str, today: date) -> date | None:
    words = typed.split()
    lead = list(takewhile(_LEADING.__contains__, words))
    rest = " ".join(words[len(lead) :])
    if not rest:
        return None if lead else today + USUAL_PAUSE
    is_next = any(_LEADING[word] == "next" for word in lead)
    return _named_day(rest, today, is_next=is_next) or _after_duration(rest, today) or _date(rest, today)


def _named_day(word: str, today: date, *, is_next: bool) -> date | None:
    if word in ("tomorrow", "morgen"):
        return today + DAY
    if word == "uebermorgen":
        return today + 2 * DAY
    if word in WEEKDAYS:
        return _next_weekday(today, WEEKDAYS[word])
    if is_next and word in ("week", "woche"):
        return _next_weekday(today, 1)
    if is_next and word in ("month", "monat"):
        return _months_later(today, 1).replace(day=1)
    return None


def _next_weekday(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)


def _after_duration(phrase: str, today: date) -> date | None:
    found = _DURATION.fullmatch(phrase)
    if found is None or found["unit"] not in _UNITS:
        return None
    count = int(found["count"]) if found["count"].isdigit() else _NUMBERS.get(found["count"])
    if count is None:
        return None
    match _UNITS[found["unit"]]:
        case "days":
            return today + timedelta(days=count)
        case "weeks":
            return today + timedelta(weeks=count)
        case "months":
            return _months_later(today, count)
        case _:
            return _months_later(today, 12 * count)


def _months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _date(phrase: str, today: date) -> date | None:
    if found := _ISO_DATE.fullmatch(phrase) or _GERMAN_DATE.fullmatch(phrase):
        return _in_year(found["year"], int(found["month"]), int(found["day"]), today)
    found = _NAMED_DATE.fullmatch(phrase) or _NAMED_DATE_US.fullmatch(phrase)
    if found and found["name"] in _MONTHS:
        return _in_year(found["year"], _MONTHS[found["name"]], int(found["day"]), today)
    return None


def _in_year(year: str | None, month: int, day: int, today: date) -> date:
    """Return a date in the year that was typed ("2026", "26"), else the next one from `today` on."""
    if year is not None:
        return date(int(year) + (today.year // 100 * 100 if len(year) <= 2 else 0), month, day)  # noqa: PLR2004
    passed = (month, day) < (today.month, today.day)
    return date(today.year + passed, month, day)
