"""What the words of an ask tell, and which moves there are."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asks import rules
from bot.errors import Refusal
from models import AskState, InvitationState, Kind

KINDS = {
    Kind.CONTACT: [
        "who knows somebody at Airbus in Hamburg?",
        "Does anyone know someone at the tax office?",
        "I am looking for a contact at SAP",
        "Kennt jemand wen bei Airbus in Hamburg?",
        "Wer kennt jemanden bei der Stadt Köln?",
        "Wer ist Ansprechpartner bei der Telekom?",
        "who knows people at Airbus?",
        "Do you know anybody from the city council?",
        "Could somebody introduce us to the museum?",
        "Can someone put me in touch with their landlord's bank?",
        "any good connections to Siemens?",
        "point of contact for press passes?",
        "who used to work at IBM?",
        "I need an intro to a journalist",
        "Kennt ihr jemanden beim Finanzamt?",
        "Kennst du wen bei der Bahn?",
        "Wer von euch kennt Leute in Leipzig?",
        "Ich suche eine Ansprechperson für Druckereien",
        "Hat jemand einen Draht zur IHK?",
        "Wer hat Bekannte bei der Polizei?",
        "Wer arbeitet bei Bosch und hätte Zeit?",
        "Kontaktperson beim Bauamt gesucht",
        "Kann mir jemand wen empfehlen, der Böden verlegt?",
    ],
    Kind.LOOK: [
        "website photo looks stretched",
        "Could somebody review my slides?",
        "can you proofread this page?",
        "I would like feedback on my talk",
        "Wer kann kurz über meine Folien drüberschauen?",
        "Kann jemand das Angebot gegenlesen?",
    ],
    Kind.HAND: [
        "I need a hand with the tables on Friday",
        "who can carry the boxes?",
        "Wer kann am Freitag beim Umzug mit anpacken?",
        "Hat jemand einen Beamer für morgen?",
    ],
    Kind.KNOW_HOW: [
        "how do I make a pivot table?",
        "who knows about VAT in Austria?",
        "Wie funktioniert der neue Drucker?",
        "Wer kennt sich mit Excel aus?",
    ],
    Kind.OTHER: [
        "bicycle pump",
        "Kuchen für Freitag",
        "contact lenses",
        "Kontaktlinsen",
        "the person at the door rings twice",
        "Do you know the way to the station?",
        "Verbindung bricht ab",
        "Kennt jemand das Passwort vom Drucker?",
        "somebody at the door",
        "Bekannte kommen morgen",
        "the connection to the server is lost",
        "Die Verbindung zum Server bricht ab",
        "Kann jemand von euch die Blumen gießen?",
        "Wer kennt eine gute Bäckerei?",
        "somebody at home with the parcels",
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_the_kind_is_guessed_from_the_words(kind: Kind, text: str):
    assert rules.guess_kind(text) is kind


VAGUE = [
    "need help", "Can anybody help me?", "I have a question", "help please!!", "Does someone have a minute?",
    "Kann mir jemand helfen?", "Hat jemand kurz Zeit?", "Ich brauche Hilfe", "Ich habe mal eine Frage",
    "Wer kann mir kurz helfen, bitte?", "🆘", "urgent", "I'm stuck", "…", "<@U123> hilfe",
]  # fmt: skip
CLEAR = [
    "website photo looks stretched", "Excel", "who can help me with Excel?", "Airbus Hamburg", "help with tax",
    "Ich brauche Hilfe bei der Steuererklärung", "Kann mir jemand den Drucker zeigen?", "printer", "日本語を話せる人",
    "look at https://example.org/page", "Beamer gesucht", "who has a projector?", "Kuchen",
]  # fmt: skip


@pytest.mark.parametrize("text", VAGUE)
def test_words_that_name_nothing_are_vague(text: str):
    assert rules.is_vague(text)


@pytest.mark.parametrize("text", CLEAR)
def test_words_that_name_a_thing_are_clear(text: str):
    assert not rules.is_vague(text)


@given(st.text())
def test_no_text_breaks_the_rules(text: str):
    rules.is_vague(text)
    rules.guess_kind(text)
    rules.is_small_talk(text)
    with suppress(Refusal):
        assert 0 < len(rules.tidy(text)) <= rules.LONGEST


def test_what_is_settled_stays_settled():
    for state in AskState:
        settled = state not in {AskState.OPEN, AskState.IN_HANDS}
        assert settled == (rules.ASK_MOVES[state] == frozenset())


def test_whoever_helps_stays_who_helps_but_when_slack_opens_no_conversation():
    assert rules.INVITATION_MOVES[InvitationState.HELPING] == {InvitationState.CLOSED}


def test_the_tables_in_the_docstring_are_the_tables_in_the_code():
    lines = [line.split() for line in (rules.__doc__ or "").splitlines()]
    written = {(line[0], line[-1]) for line in lines if line and line[0] in {"open", "in_hands"}}
    assert written == {(state.value, to.value) for state, tos in rules.ASK_MOVES.items() for to in tos}
