"""A contact, with consent, and a heads-up: a fault, said at once and answered kindly."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models import EntryKind, Gift, GiftState, JournalEntry
from tests.giving.conftest import gives, hears, value_of
from tests.team import Person, Team

SENTENCE = "We studied together and she runs the fair"


def entries(team: Team) -> list[tuple[EntryKind, str]]:
    with team.app.database.transaction() as tx:
        return [(entry.kind, entry.text) for entry in tx.scalars(select(JournalEntry))]


def state(team: Team) -> GiftState:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Gift.state)).one()


def test_a_contact_brings_the_two_together_with_the_senders_sentence(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "contact")
    assert "would like to put you in touch" in maria.read(maria.inbox[-1])
    assert not hears(maria, SENTENCE)
    maria.presses("Tell me")
    opening = maria.reads_anywhere(SENTENCE)
    assert {tom.user_id, maria.user_id} <= set(team.slack.channels[opening.channel].members)
    assert tom.reads_anywhere("Over to you two").ts == opening.ts
    assert entries(team) == [(EntryKind.CONTACT, SENTENCE)]


def test_the_form_has_no_field_for_names_outside_and_says_so(tom: Person):
    tom.types("/give")
    assert "No names or addresses of people outside" in tom.read(tom.modal)
    assert set(tom.holds()) == {"to", "kind", "subject", "text", "where", "what_i_see", "screenshot"}


def test_slack_will_not_open_a_conversation_so_each_reads_who_the_other_is(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "contact")
    team.slack.faults.add(method="conversations.open", kind="error", error="restricted_action", times=9)
    maria.presses("Tell me")
    team.slack.faults.clear()
    team.later(minutes=1)
    for person in (tom, maria):
        assert SENTENCE in person.read(person.reads_anywhere("Please write to"))


def test_a_heads_up_arrives_at_once_and_the_sender_hears_that_it_is_fixed(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "heads_up", screenshot="https://example.com/shot.png")
    told = maria.inbox[-1]
    for words in ("careers page", "the team photo is stretched", "https://example.com/shot.png"):
        assert words in maria.read(told)
    assert maria.buttons(told) == ["Thanks, fixed", "Known, on purpose", "Tell me more"]
    assert tom.reads_anywhere("has it")
    maria.presses("Thanks, fixed")
    assert tom.reads_anywhere("thanks, fixed")
    assert maria.buttons(maria.reads_anywhere("careers page")) == []
    assert entries(team) == [(EntryKind.HEADS_UP, "careers page: the team photo is stretched")]


def test_on_purpose_is_heard_kindly_and_stands_in_no_journal(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "heads_up")
    maria.presses("Known, on purpose")
    assert tom.reads_anywhere("it is on purpose. Thank you for having a look")
    assert entries(team) == []


def test_tell_me_more_opens_a_conversation_and_it_can_still_be_fixed(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "heads_up")
    maria.presses("Tell me more")
    talk = tom.reads_anywhere("would like to know more about this")
    assert "stretched" in tom.read(talk)
    assert {tom.user_id, maria.user_id} <= set(team.slack.channels[talk.channel].members)
    maria.presses("Thanks, fixed", in_="@")
    assert state(team) is GiftState.FIXED


def test_outside_working_hours_it_waits_for_the_next_ones(team: Team, tom: Person, maria: Person):
    team.at(datetime(2026, 11, 27, 17, 30, tzinfo=UTC))
    gives(tom, maria, "heads_up")
    assert not hears(maria, "stretched")
    team.at(datetime(2026, 11, 30, 8, 1, tzinfo=UTC))
    assert hears(maria, "stretched")


def test_until_it_arrives_it_can_be_taken_back(team: Team, tom: Person, maria: Person):
    team.at(datetime(2026, 11, 27, 17, 30, tzinfo=UTC))
    gives(tom, maria, "heads_up")
    tom.presses("Take it back")
    team.at(datetime(2026, 11, 30, 10, 0, tzinfo=UTC))
    assert not hears(maria, "stretched")


@pytest.mark.parametrize("second", ["headsup.fixed", "headsup.known", "headsup.more"])
def test_an_answer_counts_once(team: Team, tom: Person, maria: Person, second: str):
    gives(tom, maria, "heads_up")
    told = maria.inbox[-1]
    key = value_of(told)
    maria.presses("Thanks, fixed")
    maria.presses_late(second, key, on=told)
    assert maria.reads_anywhere("You have answered this one already")
    assert state(team) is GiftState.FIXED
    assert len(entries(team)) == 1


def test_a_button_of_another_kind_does_not_work(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "heads_up")
    told = maria.inbox[-1]
    key = value_of(told)
    for action in ("idea.tell", "idea.later", "idea.no", "question.nothing", "question.answer"):
        maria.presses_late(action, key, on=told)
        assert hears(maria, "cannot find this")
        assert maria.modal is None
    assert state(team) is GiftState.OFFERED


def test_words_of_taste_are_pointed_out_with_a_kinder_way_and_may_be_sent_once_read(
    team: Team, tom: Person, maria: Person
):
    gives(tom, maria, "heads_up", what_i_see="The photo is Ugly, and the text is boring")
    form = tom.read(tom.modal)
    assert "“Ugly”" in form
    assert "“boring”" in form
    assert "Say what you see: where it is" in form
    assert "Send it anyway" in form
    assert tom.holds()["what_i_see"] == "The photo is Ugly, and the text is boring"
    assert tom.holds()["to"] == maria.user_id
    assert tom.holds()["where"] == "careers page"
    assert not hears(maria, "boring")
    tom.submits()
    assert tom.modal is None
    assert hears(maria, "The photo is Ugly")


def test_new_words_of_taste_are_pointed_out_too(team: Team, tom: Person, maria: Person):
    gives(tom, maria, "heads_up", what_i_see="The photo is ugly")
    tom.submits(what_i_see="The photo is ugly and hideous")
    assert "“hideous”" in tom.read(tom.modal)
    assert "“ugly”" not in tom.read(tom.modal)
    tom.submits(what_i_see="The photo is cut off")
    assert tom.modal is None
    assert hears(maria, "The photo is cut off")


def test_in_german_too(team: Team, maria: Person):
    lena = team.joins("lena", locale="de-DE")
    gives(lena, maria, "heads_up", what_i_see="Das Foto gefällt mir nicht")
    assert "„gefällt mir nicht“" in lena.read(lena.modal)
    assert "Trotzdem senden" in lena.read(lena.modal)


def test_an_idea_may_be_a_matter_of_taste(tom: Person, maria: Person):
    gives(tom, maria, text="The old logo is ugly, and I know a nicer one")
    assert tom.modal is None


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("where", {"where": ""}),
        ("what_i_see", {"what_i_see": " "}),
        ("what_i_see", {"what_i_see": "x" * 501}),
        ("where", {"where": "x" * 201}),
        ("screenshot", {"screenshot": "javascript:alert(1)"}),
    ],
)
def test_what_is_missing_or_too_long_is_said_at_its_field(
    team: Team, tom: Person, maria: Person, field: str, values: dict[str, str]
):
    gives(tom, maria, "heads_up", **values)
    assert tom.modal is not None
    assert list(tom.modal.errors) == [field]
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Gift)).all() == []
