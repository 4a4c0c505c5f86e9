"""By meaning: an ask finds an offer in the other language; without the extra everything works by words."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import select

from bot.db import Database
from bot.matching import encoder, jobs, service
from bot.matching.encoder import Encoder, Vectors
from bot.matching.rules import Reason
from models import Evidence, Meaning, Source
from tests.conftest import TUESDAY_TEN
from tests.matching.office import Office
from tests.team import Team

OFFERS = {
    "tax": "Steuererklärung und Finanzamt",
    "bike": "Fahrräder flicken",
    "talk": "presentations and public speaking",
    "kids": "Kinderbetreuung am Nachmittag",
    "mail": "proofreading of emails",
    "wine": "Weinverkostung",
}


def read_and_find(database: Database, office: Office, ask: str) -> list[str]:
    jobs.read_meanings(TUESDAY_TEN)
    with database.transaction() as tx:
        office.tx = tx
        return office.finds(ask, most=3)


@pytest.fixture
def office(database: Database) -> Office:
    with database.transaction() as tx:
        made = Office(tx, TUESDAY_TEN)
        for name, offer in OFFERS.items():
            made.joins(name, offers=[offer])
    return made


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        ("I have a flat tyre on my bicycle", "bike"),
        ("How do I declare my income to the tax office?", "tax"),
        ("Wer übt mit mir einen Vortrag?", "talk"),
        ("Who can look after my daughter today?", "kids"),
    ],
)
def test_an_ask_finds_an_offer_in_the_other_language(
    by_meaning: Encoder, database: Database, office: Office, ask: str, name: str
):
    assert read_and_find(database, office, ask)[0] == name


def test_without_the_encoder_the_same_asks_find_by_words_alone(database: Database, office: Office):
    assert read_and_find(database, office, "I have a flat tyre on my bicycle") == []
    assert read_and_find(database, office, "Wer kann Fahrräder flicken?") == ["bike"]


def test_why_you_says_the_offer_in_its_own_words(by_meaning: Encoder, team: Team):
    team.app.close()
    team.settings["match_by_meaning"] = True
    team.start()
    ada, ben = team.joins("ada"), team.joins("ben", offers="Fahrräder flicken")
    team.joins("cem", offers="Weinverkostung")
    ada.types("/ask", "I have a flat tyre on my bicycle")
    ada.submits(audience="helpers")
    assert "you offered" in ben.read(ben.inbox[-1])
    assert "Fahrräder flicken" in ben.read(ben.inbox[-1])


def test_texts_are_read_once_and_again_when_they_or_the_encoder_change(by_meaning: Encoder, database: Database):
    with database.transaction() as tx:
        office = Office(tx, TUESDAY_TEN)
        ada = office.joins("ada", offers=["photos", "Excel"])
        ask = office.asks("a photo")
        service.index_help(tx, ask, ada.id, TUESDAY_TEN)
        member_id, workspace_id = ada.id, office.workspace.id
    assert jobs.read_meanings(TUESDAY_TEN) == 3
    assert jobs.read_meanings(TUESDAY_TEN) == 0
    with database.transaction() as tx:
        offer_id = tx.scalars(select(Evidence.source_id).where(Evidence.source == Source.OFFER)).first()
        service.forget_lines(tx, workspace_id, Source.OFFER, [offer_id or 0])
        assert len(tx.scalars(select(Meaning)).all()) == 2
    assert jobs.read_meanings(TUESDAY_TEN) == 0
    encoder.use(Other())
    assert jobs.read_meanings(TUESDAY_TEN) == 2
    with database.transaction() as tx:
        assert set(tx.scalars(select(Meaning.encoder))) == {"other/1"}
    assert member_id


class Other:
    """Another encoder, to take the place of ours."""

    name = "other/1"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [np.random.default_rng(len(text)).standard_normal(encoder.SIZE) for text in texts]
        vectors: Vectors = np.array([row / np.linalg.norm(row) for row in rows], np.float32)
        return vectors


def test_a_vector_keeps_its_direction_in_storage_and_a_sketch_its_neighbourhood():
    random = np.random.default_rng(3)
    vectors = random.standard_normal((50, encoder.SIZE)).astype(np.float32)
    vectors[1] = vectors[0] + 0.5 * vectors[1]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kept = encoder.unpacked(encoder.packed(vectors))
    assert float(np.abs(kept - vectors).max()) < 0.002
    sketches = encoder.sketched(vectors)
    near = encoder.nearness(sketches, sketches[0])
    assert near[0] == 1
    assert float(np.abs(near - vectors @ vectors[0]).max()) < 0.3
    assert int(np.argsort(-near)[1]) == 1
    assert encoder.unpacked([]).shape == (0, encoder.SIZE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "🎉",
        "https://example.com/a",
        "x" * 500,
        "صورة مشوهة",
        "写真が伸びている",
        '" OR * : NEAR(',
        "é" * 400,
    ],
)
def test_any_ask_is_fine(by_meaning: Encoder, database: Database, text: str):
    with database.transaction() as tx:
        office = Office(tx, TUESDAY_TEN)
        office.joins("ada", offers=["photos", "cooking"])
        ask = office.asks("placeholder")
        ask.text = text
        found = office.candidates(ask, widened=True)
        assert found, "somebody with any offer is asked instead"
        assert all(one.reason != Reason("offer", "") for one in found)


TWO_LANGUAGES = [
    ("lens", "Passbilder knipse ich mit guter Kamera vor weißer Wand."),
    ("sail", "I sail and often have a free spot on board."),
    ("bike", "Fahrräder flicken und einstellen."),
    ("bees", "I keep bees and know a lot about gardens."),
    ("rent", "Mietverträge lese ich durch, war lange im Mieterverein."),
    ("cake", "Baking cakes for birthdays."),
]


def test_a_word_in_common_by_chance_invites_nobody(by_meaning: Encoder, database: Database):
    with database.transaction() as tx:
        office = Office(tx, TUESDAY_TEN)
        for name, offer in TWO_LANGUAGES:
            office.joins(name, offers=[offer])
    asked = "Wer nimmt mich im Boot mit auf den See, wenn guter Wind weht?"
    assert read_and_find(database, office, asked) == ["sail"], "lens has only a good camera in common with it"


def test_on_the_first_days_what_people_offer_counts_and_not_who_has_helped(by_meaning: Encoder, database: Database):
    with database.transaction() as tx:
        office = Office(tx, TUESDAY_TEN)
        people = {name: office.joins(name, offers=[offer]) for name, offer in TWO_LANGUAGES}
        office.joins("swim", offers=["Ich schwimme jeden Morgen im See."])
        printed = office.asks("Who could print twenty name tags?")
        service.index_help(tx, printed, people["sail"].id, TUESDAY_TEN - timedelta(days=7))
    asked = "Who has a sailing boat and takes me along on the lake?"
    assert read_and_find(database, office, asked)[:2] == ["sail", "swim"]
