"""Words in the reader's language: English is the source text, translations are read from .po files at start."""

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError, dates, lists
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = ("en", "de")


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark `text` for translation and return it unchanged."""
    return text


def language(locale: str) -> str:
    """Return the language we speak that is nearest to a Slack locale ("de-DE" → "de"); English when in doubt."""
    short = locale.replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else "en"


def translations(locale: str) -> NullTranslations:
    """Return gettext and ngettext for a locale such as "de-DE"."""
    return _catalogue(language(locale))


@lru_cache(maxsize=2048)
def day(value: date, locale: str) -> str:
    """Say a date: "27 November 2026" or "27. November 2026"."""
    return dates.format_date(value, format="d MMMM y" if language(locale) == "en" else "long", locale=_babel(locale))


def short_day(value: date, locale: str) -> str:
    """Say a date where there is little room: "27 Nov", "27. Nov."."""
    return dates.format_date(value, format="d MMM" if language(locale) == "en" else "d. MMM", locale=_babel(locale))


def moment(value: datetime, locale: str) -> str:
    """Say a local time with its weekday: "Friday, 27 November, 09:00"."""
    pattern = "EEEE, d MMMM, HH:mm" if language(locale) == "en" else "EEEE, d. MMMM, HH:mm"
    return dates.format_datetime(value, format=pattern, tzinfo=value.tzinfo, locale=_babel(locale))


def month(value: date, locale: str) -> str:
    """Say a month: "March", "März"."""
    return dates.format_date(value, format="LLLL", locale=_babel(locale))


def weekday(number: int, locale: str) -> str:
    """Say an ISO weekday, Monday is 1: "Monday", "Montag"."""
    return str(dates.get_day_names("wide", "stand-alone", locale=_babel(locale))[number - 1])


def span(value: timedelta, locale: str) -> str:
    """Say roughly how long something took: "25 minutes", "3 hours", "2 days"."""
    return dates.format_timedelta(value, threshold=1.5, locale=_babel(locale))


def listed(items: Sequence[str], locale: str) -> str:
    """Join names the way the language does: "Ada, Ben and Cem"."""
    return lists.format_list(list(items), locale=_babel(locale))


@cache
def _catalogue(short: str) -> NullTranslations:
    if short == "en":
        return NullTranslations()
    source = files("bot").joinpath("locale", short, "LC_MESSAGES", "bot.po")
    compiled = io.BytesIO()
    with source.open("rb") as po:
        write_mo(compiled, read_po(po, locale=short))
    compiled.seek(0)
    return Translations(compiled)


@cache
def _babel(locale: str) -> Locale:
    try:
        wanted = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
    return wanted if wanted.language == "de" else Locale.parse("en_GB")
