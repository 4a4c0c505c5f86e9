"""Public holidays: guessed from the zone, typed in words, and never worked on."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.members import daysoff, service
from bot.members.hours import Hours, after_working_days, end_of_work, is_working, next_working_moment, working_day_of
from models import Member

THREE_YEARS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = sorted(zoneinfo.available_timezones())
COUNTRIES = sorted(holidays.list_supported_countries(include_aliases=False))


@pytest.mark.parametrize(
    ("zone", "place"),
    [
        ("Europe/Berlin", "DE"),
        ("Europe/Busingen", "DE"),
        ("America/New_York", "US"),
        ("US/Eastern", "US"),
        ("Asia/Calcutta", "IN"),
        ("Europe/Kiev", "UA"),
        ("Europe/Amsterdam", "NL"),
        ("Japan", "JP"),
        ("UTC", ""),
        ("Etc/GMT+3", ""),
        ("CET", ""),
        ("Middle-earth/Shire", ""),
        ("", ""),
    ],
)
def test_a_zone_tells_the_country(zone: str, place: str) -> None:
    assert daysoff.place_of(zone) == place


def test_every_zone_that_is_a_place_has_a_country() -> None:
    no_place = [zone for zone in ZONES if "/" in zone and not zone.startswith("Etc/") and not daysoff.place_of(zone)]
    assert no_place == []


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("", None),
        ("  ", None),
        ("none", ""),
        ("Keine", ""),
        ("de", "DE"),
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("DE-BY", "DE-BY"),
        ("de by", "DE-BY"),
        ("Deutschland, Bayern", "DE-BY"),
        ("Schweiz (ZH)", "CH-ZH"),
        ("Guinea-Bissau", "GW"),
        ("Bosnien und Herzegowina", "BA"),
        ("UK", "GB"),
    ],
)
def test_places_are_read_as_people_write_them(typed: str, place: str | None) -> None:
    assert daysoff.read_place(typed) == place


@pytest.mark.parametrize("typed", ["Middle-earth", "XX", "DE-XX", "Germany, Tyrol", "x" * 3000, "🎄", "'; DROP TABLE"])
def test_a_place_that_nobody_knows_is_refused_on_its_field(typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        daysoff.read_place(typed)
    assert refusal.value.field == "holidays_in"


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        place = daysoff.read_place(typed)
    except Refusal:
        return
    assert place is None or place == "" or place.partition("-")[0] in COUNTRIES


@given(zone=st.sampled_from(ZONES), at=THREE_YEARS)
def test_nobody_works_on_a_holiday_of_their_country(zone: str, at: datetime) -> None:
    member = Member(workspace_id=1, slack_id="U1", zone=zone, workdays="1234567")
    hours = service.hours_of(member)
    for moment in (next_working_moment(hours, at), after_working_days(hours, at, 3)):
        assert is_working(hours, moment)
        assert moment < end_of_work(hours, moment)
        assert not is_working(hours, end_of_work(hours, moment))
        if hours.holidays in COUNTRIES:
            day = working_day_of(hours, moment)
            assert day not in holidays.country_holidays(hours.holidays, years=day.year)


def test_each_chooses_whose_holidays_they_keep() -> None:
    christmas = datetime(2026, 12, 25, 10, tzinfo=UTC)
    epiphany = datetime(2027, 1, 6, 10, tzinfo=UTC)
    ada = Member(workspace_id=1, slack_id="U1", zone="Europe/Berlin")
    assert not is_working(service.hours_of(ada), christmas)
    assert is_working(service.hours_of(ada), epiphany)
    ada.holidays_in = "DE-BY"
    assert not is_working(service.hours_of(ada), epiphany)
    ada.holidays_in = ""
    assert is_working(service.hours_of(ada), christmas)
    ada.holidays_in = "Nowhere land"
    assert is_working(service.hours_of(ada), christmas), "what nobody knows stops nobody"


def test_a_working_day_ends_in_the_members_own_zone() -> None:
    new_york = Hours("America/New_York", time(9), time(17), frozenset({1, 2, 3, 4, 5}), "US")
    tuesday = datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert end_of_work(new_york, tuesday) == datetime(2026, 11, 24, 22, tzinfo=UTC)
    assert end_of_work(new_york, tuesday + timedelta(hours=12)) == datetime(2026, 11, 25, 22, tzinfo=UTC)
    thanksgiving = datetime(2026, 11, 26, 15, tzinfo=UTC)
    assert end_of_work(new_york, thanksgiving) == datetime(2026, 11, 27, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("place", "locale", "name"), [("DE", "en", "Germany"), ("DE-BY", "de-DE", "Deutschland (BY)"), ("", "de", "")]
)
def test_a_place_has_a_name(place: str, locale: str, name: str) -> None:
    assert daysoff.name_of(place, locale) == name


def test_a_year_is_read_once() -> None:
    daysoff._holidays.cache_clear()
    for day in range(1, 29):
        daysoff.is_holiday("DE", date(2026, 2, day))
    assert daysoff._holidays.cache_info().misses == 1
