"""Public holidays: where somebody has them, guessed from their zone or chosen, and which dates they are.

A place is "DE", or "DE-BY" for a region of it; "" is nowhere. The dates come from the package `holidays`, the country
of a zone from the list of the time zone database itself.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale

from bot.errors import Refusal
from bot.i18n import LANGUAGES, N_, language

NOWHERE = ""
NOWHERE_WORDS = frozenset({"none", "no", "nowhere", "-", "0", "keine", "kein", "nirgends"})
UNKNOWN = N_("I do not know holidays there. Try a country, “Germany” or “DE”, a region of it, “DE-BY”, or “none”.")
# What people write for a code, besides the code itself.
_NICKNAMES = {"uk": "GB", "usa": "US"}
# Old names of zones that are a time and no place.
_NO_PLACE = frozenset("CET EET EST EST5EDT CST6CDT HST MET MST MST7MDT PST8PDT WET".split())  # noqa: SIM905 - a list


def is_holiday(place: str, day: date) -> bool:
    """Tell whether `day` is a public holiday in a place; never in one nobody knows."""
    return bool(place) and day in _holidays(place, day.year)


@lru_cache(maxsize=1024)
def place_of(zone: str) -> str:
    """Return the country that a time zone lies in, "DE"; nowhere for a zone of none."""
    countries, links = _zones()
    seen: set[str] = set()
    while zone not in countries and zone in links and zone not in seen | _NO_PLACE:
        seen.add(zone)
        zone = links[zone]
    return countries.get(zone, NOWHERE)


def read_place(typed: str) -> str | None:
    """Return the place somebody typed: "DE", "Germany", "Deutschland, BY", "none"; None for nothing typed.

    Raises Refusal, naming the field `holidays_in`, for a place whose holidays nobody knows.
    """
    text = " ".join(typed.split())
    if not text:
        return None
    if text.casefold() in NOWHERE_WORDS:
        return NOWHERE
    for country, region in _ways_to_read(text):
        code = _country_codes().get(country.casefold())
        if code and (place := _known(code, region)):
            return place
    raise Refusal(UNKNOWN, field="holidays_in")


def name_of(place: str, locale: str) -> str:
    """Return what a place is called in a language: "Germany", "Germany (BY)"; empty for nowhere."""
    country, _, region = place.partition("-")
    name = Locale(language(locale)).territories.get(country, country) if country else ""
    return f"{name} ({region})" if region else name


def _ways_to_read(text: str) -> Iterator[tuple[str, str]]:
    yield text, ""
    for sign in re.finditer(r"[\s,/()-]+", text):
        yield text[: sign.start()], text[sign.end() :].strip(" )")


def _known(country: str, region: str) -> str:
    """Return "DE-BY" for "DE" and "BY" or "Bayern"; empty when there is no such region, or no holidays are known."""
    kind = _package().country_holidays
    try:
        here: Any = kind(country)
    except NotImplementedError:
        return ""
    if not region:
        return country
    names = {code.casefold(): code for code in here.subdivisions}
    names |= {name.casefold(): code for name, code in (here.subdivisions_aliases or {}).items()}
    found = names.get(region.casefold())
    return f"{country}-{found}" if found else ""


@lru_cache(maxsize=4096)
def _holidays(place: str, year: int) -> frozenset[date]:
    country, _, region = place.partition("-")
    try:
        return frozenset(_package().country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError:
        return frozenset()


def _package() -> Any:
    # Imported when first needed: it is large, and half of the commands never ask.
    import holidays

    return holidays


@lru_cache(maxsize=1)
def _zones() -> tuple[dict[str, str], dict[str, str]]:
    """Return zone → country, and old name of a zone → its name now."""
    folder = files("tzdata.zoneinfo")
    places = [line.split("\t") for line in folder.joinpath("zone.tab").read_text("utf-8").splitlines()]
    countries = {place[2]: place[0] for place in places if not place[0].startswith("#")}
    rules = [line.split(" ") for line in folder.joinpath("tzdata.zi").read_text("utf-8").splitlines()]
    return countries, {rule[2]: rule[1] for rule in rules if rule[0] == "L"}


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    """Return what a country is called in any of our languages, and its code → its code."""
    named = [(name, code) for spoken in LANGUAGES for code, name in Locale(spoken).territories.items()]
    codes = [(code, code) for _, code in named]
    return _NICKNAMES | {name.casefold(): code for name, code in [*named, *codes] if re.fullmatch("[A-Z]{2}", code)}
