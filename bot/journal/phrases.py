"""Which part of a journal somebody types: "quarter", "letzten Monat copier", "1.10. bis 31.12.", "suche Folien"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.journal.rules import LONGEST_SEARCH, Format, Part, in_order
from bot.members.phrases import UnknownPhrase, meanings, plain

_SPANS = meanings(
    {
        "month": "month monat monats",
        "quarter": "quarter quartal quartals vierteljahr",
        "year": "year jahr jahres",
    }
)
_WHICH = meanings(
    {
        "this": "this diesen dieses diesem diese dieser",
        "last": "last previous letzter letzten letztes letztem letzte voriger vorigen voriges vorigem vorige",
    }
)
_FROM = frozenset("from since von vom ab seit".split())  # noqa: SIM905 - reads like the tables above
_TO = frozenset("to until till bis - –".split())  # noqa: SIM905 - reads like the tables above
_SEARCH = frozenset("search find suche suchen finde mit with".split())  # noqa: SIM905 - reads like the tables above
_HIDDEN = frozenset("hidden versteckt versteckte verborgen ausgeblendet".split())  # noqa: SIM905 - as above
_ALL = frozenset("all everything alles alle gesamt".split())  # noqa: SIM905 - reads like the tables above
_FORMATS = meanings({Format.CSV: "csv excel tabelle table", Format.MARKDOWN: "markdown md text"})
_EXPORT = frozenset("export exportieren exportiere file datei".split())  # noqa: SIM905 - reads like the tables above
_AS = frozenset("as als".split())  # noqa: SIM905 - reads like the tables above

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?")
_GERMAN = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4}|[0-9]{2})?")
_MONTHS_IN_A_QUARTER = 3
_CENTURY = 100


def part_of(text: str, today: date) -> Part:
    """Read which part of their journal somebody wants on the local date `today`; nothing typed is all of it.

    "month", "quarter" and "year" are those of the calendar, up to now; "last" makes them the ones before. A date alone
    is from then on. What is no period is a search. Raises UnknownPhrase for a date that does not exist.
    """
    words = text.split()
    since, until, words = _period(words, today)
    is_hidden = bool(words) and plain(words[0]) in _HIDDEN
    words = words[is_hidden:]
    if (words and plain(words[0]) in _SEARCH and len(words) > 1) or (words and plain(words[0]) in _ALL):
        words = words[1:]
    return in_order(Part(since, until, " ".join(words)[:LONGEST_SEARCH], is_hidden=is_hidden))


def export_of(text: str) -> tuple[Format | None, str] | None:
    """Read "export csv quarter": the kind of file, if one was named, and the rest; None when no file is wanted."""
    words = text.split()
    if not words or plain(words[0]) not in _EXPORT:
        return None
    rest = [word for word in words[1:] if plain(word) not in _AS]
    named = next((word for word in rest if plain(word) in _FORMATS), None)
    if named is None:
        return None, " ".join(rest)
    rest.remove(named)
    return _FORMATS[plain(named)], " ".join(rest)


def span(kind: str, today: date, *, is_last: bool = False) -> tuple[date, date]:
    """Return the first and the last date of the month, quarter or year that `today` is in, or of the one before."""
    if kind == "year":
        first, months = today.replace(month=1, day=1), 12
    elif kind == "quarter":
        first = today.replace(month=(today.month - 1) // _MONTHS_IN_A_QUARTER * _MONTHS_IN_A_QUARTER + 1, day=1)
        months = _MONTHS_IN_A_QUARTER
    else:
        first, months = today.replace(day=1), 1
    if is_last:
        first = _months_on(first, -months)
    return first, _months_on(first, months) - timedelta(days=1)


def _period(words: Sequence[str], today: date) -> tuple[date | None, date | None, list[str]]:
    """Take a period off the beginning; return its two ends and the other words."""
    rest = list(words)
    which = _WHICH.get(plain(rest[0])) if rest else None
    named = rest[1:] if which else rest
    if named and plain(named[0]) in _SPANS:
        first, last = span(_SPANS[plain(named[0])], today, is_last=which == "last")
        return first, last, named[1:]
    if rest and plain(rest[0]) in _FROM and len(rest) > 1 and _looks_like_a_date(rest[1]):
        rest = rest[1:]
    if not rest or not _looks_like_a_date(rest[0]):
        return None, None, list(words)
    since, until, rest = _date(rest[0], today), None, rest[1:]
    if len(rest) > 1 and plain(rest[0]) in _TO and _looks_like_a_date(rest[1]):
        rest = rest[1:]
    if rest and _looks_like_a_date(rest[0]):
        until, rest = _date(rest[0], today, is_end=True), rest[1:]
    return since, until, rest


def _looks_like_a_date(word: str) -> bool:
    return bool(_ISO.fullmatch(word) or _GERMAN.fullmatch(word.rstrip(",")))


def _date(word: str, today: date, *, is_end: bool = False) -> date:
    """Read a date; one without a year is the last such date, one without a day the whole month."""
    found = _ISO.fullmatch(word) or _GERMAN.fullmatch(word.rstrip(","))
    assert found is not None  # noqa: S101 - looked at before
    month, day, year = int(found["month"]), found["day"], found["year"]
    try:
        if day is None:
            first = date(int(year), month, 1)
            return _months_on(first, 1) - timedelta(days=1) if is_end else first
        if year:
            return date(int(year) + (today.year // _CENTURY * _CENTURY if int(year) < _CENTURY else 0), month, int(day))
        passed = (month, int(day)) <= (today.month, today.day)
        return date(today.year - (not passed), month, int(day))
    except (ValueError, OverflowError):
        raise UnknownPhrase(word) from None


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
