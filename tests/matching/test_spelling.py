"""Compounds find their parts, mistyped words find what was meant, short words find nothing by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.spelling import relatives
from bot.matching.words import stems, words


def related(text: str, *known: str) -> set[str]:
    ordered = sorted({stem for one in known for stem in stems(one)})
    numbers = {stem: number for number, stem in enumerate(ordered)}
    return {near for stem, word in words(text).items() for near, _ in relatives(word, stem, numbers, ordered)}


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("Steuererklärung", "Steuern"),
        ("Steuererklaerung", "Steuern"),
        ("Bildbearbeitung", "Bild"),
        ("Fotobearbeitung", "Fotos"),
        ("Arbeitszeugnis", "Zeugnisse"),
        ("Reisekostenabrechnung", "Reise"),
        ("Powerpointfolien", "Folien"),
        ("Datenschutzerklärung", "Datenschutz"),
        ("Datenschutz", "Datenschutzerklärung"),
        ("presentaton", "presentation"),
        ("Photoshpo", "Photoshop"),
        ("Präsentatoin", "Präsentation"),
        ("Steuererklärng", "Steuererklärung"),
    ],
)
def test_a_word_finds_what_is_meant(asked: str, known: str):
    assert set(stems(known)) & related(asked, known)


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("Portugiesisch", "Port"),
        ("cat", "car"),
        ("Haus", "Maus"),
        ("testing", "resting"),
        ("Excel", "excellent ideas"),
        ("Urlaub", "Ur"),
        ("photo", "photo"),
    ],
)
def test_a_word_does_not_find_something_else_by_chance(asked: str, known: str):
    assert not set(stems(known)) & related(asked, known)


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=8))
def test_any_word_is_fine(asked: str, known: list[str]):
    assert related(asked, *known) <= {stem for one in known for stem in stems(one)}
