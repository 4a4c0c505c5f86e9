"""The rules of giving, without a database."""

from datetime import UTC, datetime

import pytest

from bot.errors import Refusal
from bot.giving import rules
from bot.giving.forms import Draft, draft_in_button, in_button
from models import GiftKind, GiftState, Member

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def somebody(name: str = "maria", **about: object) -> Member:
    member = Member(workspace_id=1, slack_id=f"U{name.upper()}", name=name)
    for key, value in about.items():
        setattr(member, key, value)
    return member


@pytest.mark.parametrize("kind", sorted(rules.CONSENT_FIRST))
def test_nothing_leads_on_from_told_or_taken_back(kind: GiftKind):
    assert GiftState.TOLD not in rules.MOVES[kind]
    assert GiftState.TAKEN_BACK not in rules.MOVES[kind]


@pytest.mark.parametrize("kind", sorted(rules.CONSENT_FIRST))
def test_it_is_told_only_after_it_was_offered(kind: GiftKind):
    leads_to_told = {state for state, to in rules.MOVES[kind].items() if GiftState.TOLD in to}
    assert leads_to_told == {GiftState.OFFERED, GiftState.LATER, GiftState.AGAIN}


def test_what_the_sender_cannot_tell_apart_can_all_be_taken_back():
    for kind in rules.CONSENT_FIRST:
        assert all(rules.may_move(kind, state, GiftState.TAKEN_BACK) for state in rules.SILENT)


@pytest.mark.parametrize("state", list(GiftState))
def test_a_heads_up_and_a_question_know_no_consent(state: GiftState):
    for kind in (GiftKind.HEADS_UP, GiftKind.QUESTION):
        assert not rules.may_move(kind, state, GiftState.TOLD)
        assert not rules.may_move(kind, state, GiftState.LATER)


@pytest.mark.parametrize(
    ("one", "other", "both"), [("a", "b", "a · b"), ("a", "", "a"), ("", "b", "b"), ("a", "a", "a"), ("", "", "")]
)
def test_nothing_typed_is_left_out(one: str, other: str, both: str):
    assert rules.together(one, other, " · ") == both


@pytest.mark.parametrize(
    ("subject", "tells"), [("the demo", False), ("Record  it ONCE", True), ("Demo: record it once, please", True)]
)
def test_a_subject_that_tells_it_all_is_noticed(subject: str, tells: bool):
    if not tells:
        rules.tells_no_idea(subject, "record it once")
        return
    with pytest.raises(Refusal) as refusal:
        rules.tells_no_idea(subject, "record it once")
    assert refusal.value.field == "subject"


def test_somebody_away_is_waited_for():
    later = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert rules.away_until(somebody(), NOON) is None
    assert rules.away_until(somebody(paused_until=later), NOON) == later
    assert rules.away_until(somebody(is_on_leave=True, leave_ends_at=later), NOON) == later
    assert rules.away_until(somebody(is_on_leave=True), NOON) == datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    assert rules.away_until(somebody(paused_until=NOON), NOON) is None


def test_a_button_keeps_what_it_can():
    draft = Draft(to="U1", subject="the demo", text="one\ntwo: three")
    assert draft_in_button(in_button(draft)) == draft
    assert draft_in_button("") == draft_in_button("elsewhere") == Draft()
    assert in_button(Draft()) == ""
    assert len(in_button(Draft(text="x" * 3000))) <= 2000
