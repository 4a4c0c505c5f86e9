from datetime import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.phrases import Plan, Stop, parse
from bot.members.phrases import UnknownPhrase
from models import Rhythm


@pytest.mark.parametrize(
    ("typed", "plan"),
    [
        ("here weekly Mon 09:00", Plan(1, time(9), None)),
        ("here", Plan(1, time(9), None)),
        ("hier", Plan(1, time(9), None)),
        ("weekly", Plan(1, time(9), None)),
        ("de", Plan(1, time(9), "de")),
        ("weekly mon 9:00 de", Plan(1, time(9), "de")),
        ("hier wöchentlich Montag 9 Uhr", Plan(1, time(9), None)),
        ("hier woechentlich montags um 9 Uhr auf Deutsch", Plan(1, time(9), "de")),
        ("Hier, jeden Freitag um 16 Uhr bitte!", Plan(5, time(16), None)),
        ("wöchentlich Mo 9:30 en", Plan(1, time(9, 30), "en")),
        ("wo\u0308chentlich Mi", Plan(3, time(9), None)),
        ("en 9:30 Mo wöchentlich", Plan(1, time(9, 30), "en")),
        ("monday 9am", Plan(1, time(9), None)),
        ("9 am monday", Plan(1, time(9), None)),
        ("9AM on mondays in English", Plan(1, time(9), "en")),
        ("thu 4 pm", Plan(4, time(16), None)),
        ("thu 4:30pm", Plan(4, time(16, 30), None)),
        ("12 am Mon", Plan(1, time(0), None)),
        ("12 pm", Plan(1, time(12), None)),
        ("um 12 am Montag", Plan(1, time(12), None)),
        ("um 15 am Mo", Plan(1, time(15), None)),
        ("15 Uhr am Sonntag", Plan(7, time(15), None)),
        ("am Dienstag um 9.30 Uhr", Plan(2, time(9, 30), None)),
        ("Sonnabend 9 Uhr 30", Plan(6, time(9, 30), None)),
        ("fr 16h", Plan(5, time(16), None)),
        ("fr 16h30", Plan(5, time(16, 30), None)),
        ("every week on tue at 17", Plan(2, time(17), None)),
        ("here weekly 00:00", Plan(1, time(0), None)),
        ("here weekly 23:59", Plan(1, time(23, 59), None)),
    ],
)
def test_a_plan_is_read_in_both_languages_and_any_order(typed: str, plan: Plan) -> None:
    assert parse(typed) == plan


@pytest.mark.parametrize(
    ("typed", "plan"),
    [
        ("here every two weeks Mon 09:00 de", Plan(1, time(9), "de", Rhythm.TWO_WEEKS)),
        ("every 2 weeks", Plan(1, time(9), None, Rhythm.TWO_WEEKS)),
        ("every other week on Tue at 2pm", Plan(2, time(14), None, Rhythm.TWO_WEEKS)),
        ("fortnightly fri 16:00 en", Plan(5, time(16), "en", Rhythm.TWO_WEEKS)),
        ("bi-weekly 8:15", Plan(1, time(8, 15), None, Rhythm.TWO_WEEKS)),
        ("hier alle zwei Wochen montags 9 Uhr", Plan(1, time(9), None, Rhythm.TWO_WEEKS)),
        ("alle 2 Wochen um 2 Uhr", Plan(1, time(2), None, Rhythm.TWO_WEEKS)),
        ("jede zweite Woche Mi", Plan(3, time(9), None, Rhythm.TWO_WEEKS)),
        ("14-tägig Do 10:30 deutsch", Plan(4, time(10, 30), "de", Rhythm.TWO_WEEKS)),
        ("zweiwöchentlich", Plan(1, time(9), None, Rhythm.TWO_WEEKS)),
        ("here monthly Mon 09:00 de", Plan(1, time(9), "de", Rhythm.MONTHLY)),
        ("every month on Wed", Plan(3, time(9), None, Rhythm.MONTHLY)),
        ("the first Friday of the month at 4 pm", Plan(5, time(16), None, Rhythm.MONTHLY)),
        ("hier monatlich Di 9:30", Plan(2, time(9, 30), None, Rhythm.MONTHLY)),
        ("jeden ersten Montag im Monat um 9 Uhr", Plan(1, time(9), None, Rhythm.MONTHLY)),
        ("einmal im Monat", Plan(1, time(9), None, Rhythm.MONTHLY)),
        ("einmal die Woche Freitag", Plan(5, time(9), None, Rhythm.WEEKLY)),
    ],
)
def test_a_letter_may_come_less_often(typed: str, plan: Plan) -> None:
    assert parse(typed) == plan


@pytest.mark.parametrize(
    "typed", ["off", "stop", "aus", " OFF ", "Stopp!", "here off", "monthly off", "hier aus", "bitte stop"]
)
def test_a_letter_is_stopped_with_a_word(typed: str) -> None:
    assert parse(typed) == Stop()


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", ""),
        ("  ", ""),
        ("!?", "!?"),
        ("täglich", "täglich"),
        ("here Täglich 9:00", "Täglich"),
        ("here yearly mon", "yearly"),
        ("weekly Mon monthly", "monthly"),
        ("alle 2 Wochen, jeden Monat", "jeden monat"),
        ("here weekly Mon 24:00", "24:00"),
        ("here weekly Mon 9:60", "9:60"),
        ("here weekly Mon 9:5", "9:5"),
        ("here weekly Mon 25", "25"),
        ("here weekly Mon 13pm", "13pm"),
        ("here weekly Mon 0am", "0am"),
        ("here weekly Mon 900", "900"),
        ("here weekly Mon -9", "-9"),
        ("here 9:00 10:00", "10:00"),
        ("every 3 weeks", "weeks"),
        ("2 weeks", "weeks"),
        ("mon tue", "tue"),
        ("montag und Freitag", "und"),
        ("de en", "en"),
        ("fr franz", "franz"),
        ("off monday", "off"),
        ("mon 9:00 stop", "stop"),
        ("here fr-FR", "fr-FR"),
        ("#general weekly", "#general"),
        ("<#C024BE91L|general> weekly", "<#C024BE91L|general>"),
        ("<!channel>", "<!channel>"),
        ("🦆 weekly", "🦆"),
        ("mon ٩:00", "٩:00"),
        ("\ud800", "\ud800"),
        ("9" * 5000, "9" * 100),
        ("here " * 100, ("here " * 20).strip()),
    ],
)
def test_the_word_that_is_not_understood_is_named_as_typed(typed: str, word: str) -> None:
    with pytest.raises(UnknownPhrase) as unknown:
        parse(typed)
    assert unknown.value.word == word


WORDS = """
    here hier weekly wöchentlich monthly alle zwei 2 Wochen jeden Monat every other week
    mon Montag so fr 9 09:00 9:61 9:5 12 24 am pm uhr 30 h de English off aus 🦆 at um . :
"""
words = st.sampled_from(WORDS.split())


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(words).map(" ".join), st.lists(words).map("".join)))
def test_anything_typed_is_a_plan_a_stop_or_not_understood(typed: str) -> None:
    try:
        heard = parse(typed)
    except UnknownPhrase as unknown:
        assert len(unknown.word) <= 100  # noqa: PT017 - most texts are not understood, and that is fine
        return
    assert heard == Stop() or (
        isinstance(heard, Plan) and 1 <= heard.weekday <= 7 and heard.locale in (None, "de", "en")
    )


@settings(deadline=None)
@given(
    st.integers(1, 7),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([None, "de", "en"]),
    st.sampled_from([("weekly", Rhythm.WEEKLY), ("biweekly", Rhythm.TWO_WEEKS), ("monatlich", Rhythm.MONTHLY)]),
    st.randoms(use_true_random=False),
)
def test_a_plan_said_in_any_order_comes_back(
    weekday: int, at: time, locale: str | None, often: tuple[str, Rhythm], random: Random
) -> None:
    day = ["mon", "Dienstag", "wed", "do", "Freitag", "sat", "Sonntag"][weekday - 1]
    said = ["here", often[0], day, f"{at:%H:%M}", *([locale] if locale else [])]
    random.shuffle(said)
    assert parse(" ".join(said)) == Plan(weekday, at, locale, often[1])
