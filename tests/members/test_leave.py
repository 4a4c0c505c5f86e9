from datetime import UTC, datetime

import pytest

from bot.members.rules import leave

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
THURSDAY = int(datetime(2026, 11, 26, 17, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("", ":palm_tree:"),
        ("", ":face_with_thermometer:"),
        ("", ":baby::skin-tone-3:"),
        ("", ":mask:"),
        ("Out of the office", ""),
        ("On parental leave until May", ":hatching_chick:"),
        ("PTO", ""),
        ("Resturlaub", ""),
        ("krankgeschrieben", ""),
        ("heute frei", ""),
        ("Elternzeit", ""),
    ],
)
def test_whoever_says_so_is_on_leave(text: str, emoji: str) -> None:
    assert leave(text=text, emoji=emoji, ends=0, now=NOW) == (True, None)
    assert leave(text=text, emoji=emoji, ends=THURSDAY, now=NOW) == (True, datetime(2026, 11, 26, 17, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("", ""),
        ("In a meeting", ":calendar:"),
        ("Working from home", ":house_with_garden:"),
        ("I'll be late", ""),
        ("Please leave a message", ""),
        ("Krankenhaus-Projekt", ""),
        ("", ":coffee:"),
    ],
)
def test_everybody_else_is_here(text: str, emoji: str) -> None:
    assert leave(text=text, emoji=emoji, ends=0, now=NOW) == (False, None)


def test_a_status_that_has_ended_says_nothing() -> None:
    assert leave(text="Urlaub", emoji=":palm_tree:", ends=int(NOW.timestamp()) - 60, now=NOW)[0] is False
