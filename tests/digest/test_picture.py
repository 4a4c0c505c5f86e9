"""The picture beside a letter: figures of a group, drawn the same way each time."""

import io
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from PIL import Image

from bot.db import transaction
from bot.digest import figures, picture
from bot.digest.rules import Week
from models import AskState
from tests.digest.channel import Office

WEEKS = [Week(date(2026, 9, 7) + timedelta(weeks=week), opened=week % 5, answered=week % 4) for week in range(12)]
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


def luminance(colour: str) -> float:
    """Return how bright a colour is, after WCAG."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_it_is_a_png_of_its_size_and_the_same_each_time(locale: str) -> None:
    said = picture.words(WEEKS, locale)
    drawn = picture.draw(WEEKS, said)
    with Image.open(io.BytesIO(drawn)) as image:
        image.load()
        assert (image.format, image.size) == ("PNG", (picture.WIDTH, picture.HEIGHT))
        assert len(image.convert("L").getcolors(256) or []) > 20, "something is drawn"
    assert len(drawn) < 60_000
    assert picture.draw(WEEKS, said) == drawn
    other = [*WEEKS[:-1], Week(WEEKS[-1].monday, 40, 1)]
    assert picture.draw(other, picture.words(other, locale)) != drawn


def test_it_can_be_read_on_a_light_and_on_a_dark_page_and_without_telling_colours_apart() -> None:
    with Image.open(io.BytesIO(picture.draw(WEEKS, picture.words(WEEKS, "en")))) as image:
        alpha = image.convert("RGBA").getchannel("A")
        assert alpha.getextrema() == (255, 255), "no page shines through"
    assert contrast(picture.INK, picture.GROUND) > 7
    assert contrast(picture.OPENED, picture.ANSWERED) > 3


def test_the_alt_text_says_all_that_is_drawn() -> None:
    english = picture.words(WEEKS, "en").alt_text
    assert english.startswith("Asks in the weeks from these days on. 7 Sept: 0 opened, 0 answered; 14 Sept: 1 opened")
    assert english.count("opened") == 12
    german = picture.words(WEEKS, "de-DE").alt_text
    assert "7. Sept.: 0 gestellt, 0 beantwortet" in german
    assert len(german) < 1000


def test_weeks_are_counted_in_the_zone_of_the_channel_and_of_one_workspace(office: Office) -> None:
    sunday_night = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    office.asks("last week in Berlin", opened_at=sunday_night)
    office.asks(
        "this week there", opened_at=sunday_night + timedelta(hours=1), state=AskState.ANSWERED, settled_at=MONDAY
    )
    long_ago, friday = MONDAY - timedelta(days=400), MONDAY - timedelta(days=3)
    office.asks("long ago", state=AskState.HELPED, opened_at=long_ago, settled_at=friday)
    office.asks("withdrawn", state=AskState.WITHDRAWN, opened_at=sunday_night, settled_at=friday)
    office.asks("of today, not a whole week yet", opened_at=MONDAY)
    mine, office.workspace = office.workspace, office.founds("T2")
    office.asks("of another workspace", by=office.joins("eve"), opened_at=sunday_night)
    with transaction() as tx:
        weeks = figures.weeks(tx, mine.id, MONDAY, "Europe/Berlin")
        nowhere = figures.weeks(tx, mine.id + 9, MONDAY, "Europe/Berlin")
    assert [(week.monday, week.opened, week.answered) for week in weeks[-2:]] == [
        (date(2026, 11, 16), 2, 0),
        (date(2026, 11, 23), 1, 1),
    ]
    assert sum(week.opened + week.answered for week in weeks[:-2] + nowhere) == 0


def test_only_people_of_the_team_are_counted(office: Office) -> None:
    office.joins("ben")
    for name in ("is_bot", "is_guest", "is_stranger", "is_deactivated"):
        office.joins(name, **{name: True})
    with transaction() as tx:
        assert figures.people(tx, office.workspace.id) == 2


def test_nothing_of_the_plotting_library_is_loaded_before_a_picture_is_drawn() -> None:
    words = "import sys, bot.app; print([name for name in sys.modules if name.split('.')[0] == 'matplotlib'])"
    loaded = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
