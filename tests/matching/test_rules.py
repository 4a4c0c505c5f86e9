"""Who of the likely ones is invited: likelihood against peace, the same for the same seed, a place for the quiet."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import rules
from bot.matching.rules import ANYBODY, NEW_ONE_IN, Candidate, Past, Reason, Spoken, choose, keeps_a_place
from models import Source

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PLAIN = next(seed for seed in map(str, range(99)) if not keeps_a_place(seed))
KEEPS = next(seed for seed in map(str, range(99)) if keeps_a_place(seed))


def candidate(
    member_id: int, *, score: float = 0.0, days_ago: tuple[float, ...] = (), is_new: bool = False
) -> Candidate:
    past = Past(at=[NOON - days * DAY for days in days_ago], is_new=is_new)
    return Candidate(member_id, score, ANYBODY, past)


def chosen(ranked: list[Candidate], *, most: int, seed: str = PLAIN) -> list[int]:
    return [one.member_id for one in choose(ranked, most=most, now=NOON, seed=seed)]


def test_of_equals_whoever_was_left_in_peace_for_longer_comes_first():
    assert chosen([candidate(1, days_ago=(2,)), candidate(2, days_ago=(5,)), candidate(3)], most=2) == [3, 2]


def test_equals_stay_in_the_order_of_rank():
    assert chosen([candidate(7), candidate(3), candidate(5)], most=2) == [7, 3]


def test_somebody_much_likelier_is_asked_again_before_somebody_unlikely():
    assert chosen([candidate(1, score=5, days_ago=(2,)), candidate(2, score=1)], most=1) == [1]


def test_more_invitations_weigh_more_and_those_of_last_week_nothing():
    busy, once, long_ago = candidate(1, days_ago=(2, 4)), candidate(2, days_ago=(2,)), candidate(3, days_ago=(8,))
    assert chosen([busy, once, long_ago], most=3) == [3, 2, 1]


def test_now_and_then_the_last_place_is_kept_for_somebody_who_was_never_invited():
    ranked = [candidate(1, score=9), candidate(2, score=8), candidate(3, score=7), candidate(4, score=1, is_new=True)]
    assert chosen(ranked, most=3, seed=PLAIN) == [1, 2, 3]
    assert chosen(ranked, most=3, seed=KEEPS) == [1, 2, 4]


def test_no_place_is_kept_when_somebody_new_is_chosen_anyway_or_there_is_only_one_place():
    ranked = [candidate(1, score=9, is_new=True), candidate(2, score=8), candidate(3, score=7, is_new=True)]
    assert chosen(ranked, most=2, seed=KEEPS) == [1, 2]
    assert chosen(ranked[1:], most=1, seed=KEEPS) == [2]


def test_a_place_is_kept_in_about_one_wave_of_eight():
    kept = sum(keeps_a_place(f"ask:{number}") for number in range(800))
    assert 800 / NEW_ONE_IN * 0.6 < kept < 800 / NEW_ONE_IN * 1.4


people = st.lists(
    st.builds(
        candidate,
        st.integers(1, 99),
        score=st.floats(-10, 10),
        days_ago=st.tuples() | st.tuples(st.floats(0, 20)) | st.tuples(st.floats(0, 20), st.floats(0, 20)),
        is_new=st.booleans(),
    ),
    unique_by=lambda one: one.member_id,
).map(lambda found: sorted(found, key=lambda one: -one.score))


@given(people, st.integers(0, 9), st.text())
def test_a_choice_fills_the_wave_names_nobody_twice_and_is_the_same_again(
    ranked: list[Candidate], most: int, seed: str
):
    first = choose(ranked, most=most, now=NOON, seed=seed)
    assert len(first) == min(most, len(ranked))
    assert len({one.member_id for one in first}) == len(first)
    assert all(one in ranked for one in first)
    assert choose(ranked, most=most, now=NOON, seed=seed) == first


moments = st.lists(st.floats(0, 20).map(lambda days: NOON - days * DAY), max_size=9)


@given(moments, st.integers(1, 3), st.integers(1, 5))
def test_a_cap_counts_the_last_day_and_the_last_week(at: list[datetime], a_day: int, a_week: int):
    today, week = sum(NOON - one < DAY for one in at), sum(NOON - one < 7 * DAY for one in at)
    assert rules.is_at_cap(Past(at), NOON, a_day=a_day, a_week=a_week) == (today >= a_day or week >= a_week)


def test_invitations_without_an_answer_fade_and_never_count_for_ever():
    one, two = Past(unanswered=[NOON - DAY]), Past(unanswered=[NOON - DAY, NOON - 30 * DAY])
    assert rules.unanswered(Past(), NOON) == 0 < rules.unanswered(one, NOON) < rules.unanswered(two, NOON)
    assert rules.unanswered(Past(unanswered=[NOON - 200 * DAY]), NOON) < 0.02
    assert rules.unanswered(Past(unanswered=[NOON] * 50), NOON) == 4


def line(source: Source, worth: float, *, source_id: int = 1, days_ago: int = 0) -> Spoken:
    return Spoken(1, source, source_id, worth, NOON - days_ago * DAY)


def test_the_line_that_speaks_most_is_the_reason_and_of_equals_the_newer():
    older, newer = line(Source.OFFER, 2, source_id=1, days_ago=9), line(Source.OFFER, 2, source_id=2)
    assert rules.strongest([line(Source.HELPED, 1), older, newer]) == {1: newer}


@pytest.mark.parametrize(
    ("spoken", "is_tied", "reason"),
    [
        (line(Source.OFFER, 1), False, Reason("offer", "photos")),
        (line(Source.REACH, 1), True, Reason("reach", "Airbus")),
        (line(Source.HELPED, 1, days_ago=30), False, Reason("helped", when=date(2026, 10, 25))),
        (line(Source.TOLD, 1), True, Reason("helped", when=date(2026, 11, 24))),
        (line(Source.OFFER, 1, source_id=9), False, ANYBODY),
        (None, True, Reason("tie")),
        (None, False, ANYBODY),
    ],
)
def test_a_reason_is_true_and_the_members_own(spoken: Spoken | None, is_tied: bool, reason: Reason):
    assert rules.reason(spoken, offers={1: "photos"}, reach={1: "Airbus"}, is_tied=is_tied) == reason
    assert Reason.from_json(reason.as_json()) == reason


@pytest.mark.parametrize("kept", [{}, {"kind": "stars"}, {"text": "x"}, {"kind": None}])
def test_a_reason_of_another_version_is_none(kept: dict[str, str]):
    assert Reason.from_json(kept) == ANYBODY
