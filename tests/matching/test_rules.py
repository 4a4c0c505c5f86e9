from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import rules
from bot.matching.rules import ANYBODY, COMMON, MOST_WORDS, Candidate, Hit, Reason, Term, rotate
from models import Kind, Source

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOURCE_WEIGHTS = rules.weights(Kind.OTHER)


def candidate(member_id: int, *, score: float = 10, last: datetime | None = None) -> Candidate:
    return Candidate(member_id, score, ANYBODY, last)


def test_whoever_was_invited_longest_ago_comes_first():
    ada, ben, cem = candidate(1, last=NOON), candidate(2, last=NOON - timedelta(days=9)), candidate(3)
    assert rotate([ada, ben, cem], most=2) == [cem, ben]


def test_equals_stay_in_the_order_of_rank():
    ranked = [candidate(7), candidate(3), candidate(5)]
    assert rotate(ranked, most=2) == ranked[:2]


def test_somebody_unlikely_does_not_displace_somebody_likely():
    expert, passer_by = candidate(1, score=100, last=NOON), candidate(2, score=20)
    assert rotate([expert, passer_by], most=1) == [expert]


def test_somebody_unlikely_comes_along_when_there_is_room():
    expert, passer_by = candidate(1, score=100, last=NOON), candidate(2, score=20)
    assert rotate([expert, passer_by], most=3) == [passer_by, expert]


def test_only_the_first_thrice_as_many_take_turns():
    ranked = [candidate(place, last=NOON) for place in range(3)] + [candidate(9)]
    assert rotate(ranked, most=1) == ranked[:1]


candidates = st.lists(
    st.builds(
        candidate,
        st.integers(1, 99),
        score=st.integers(0, 500).map(float),
        last=st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    ),
    unique_by=lambda one: one.member_id,
).map(lambda found: sorted(found, key=lambda one: -one.score))


@given(candidates, st.integers(0, 9))
def test_rotation_fills_the_wave_with_likely_people_in_the_order_of_their_peace(ranked: list[Candidate], most: int):
    chosen = rotate(ranked, most=most)
    assert len(chosen) == min(most, len(ranked))
    assert len({one.member_id for one in chosen}) == len(chosen)
    assert set(chosen) <= set(ranked[: most * 3])
    peace = [one.last_invited_at or rules.LONG_AGO for one in chosen]
    assert peace == sorted(peace)
    likely = [one for one in ranked[: most * 3] if one.score * 2 >= ranked[0].score]
    assert set(chosen) <= set(likely) or set(likely) <= set(chosen)
    assert rotate(ranked, most=most) == chosen


def test_a_likely_person_left_out_was_invited_after_everybody_chosen():
    ranked = [candidate(place, last=NOON - timedelta(days=place)) for place in range(9)]
    assert [one.member_id for one in rotate(ranked, most=3)] == [8, 7, 6]


@pytest.mark.parametrize(
    "reason",
    [Reason("offer", "stretched images"), Reason("reach", "Airbus"), Reason("helped", when=date(2026, 3, 4)), ANYBODY],
)
def test_a_reason_survives_being_kept(reason: Reason):
    assert Reason.from_json(reason.as_json()) == reason


def test_a_reason_is_kept_in_plain_json():
    assert Reason("offer", "stretched images").as_json() == {"kind": "offer", "text": "stretched images"}
    assert Reason("helped", when=date(2026, 3, 4)).as_json() == {"kind": "helped", "text": "", "when": "2026-03-04"}


@pytest.mark.parametrize("kept", [{}, {"kind": "telepathy", "text": "x"}, {"kind": None}])
def test_an_unknown_reason_is_no_reason_in_particular(kept: dict[str, object]):
    assert Reason.from_json(kept) == ANYBODY


def test_the_rarer_word_is_worth_more():
    assert rules.worth(1, 400) > rules.worth(40, 400) > rules.worth(400, 400) >= 1


@given(st.integers(1, COMMON), st.integers(0, COMMON))
def test_every_word_that_is_found_is_worth_something(found: int, lines: int):
    assert rules.worth(found, lines) >= 1


def test_words_are_looked_up_rarest_first_and_unknown_ones_not_at_all():
    chosen = rules.terms(["excel", "pivot", "unheard"], [], found={"excel": 30, "pivot": 2}, lines=100)
    assert [term.word for term in chosen] == ["pivot", "excel"]


def test_what_it_is_for_counts_half():
    text, what_for = rules.terms(["pivot"], ["slide"], found={"pivot": 4, "slide": 4}, lines=100)
    assert (text.word, what_for.word) == ("pivot", "slide")
    assert text.points == 2 * what_for.points


def test_a_word_in_both_counts_as_the_asks_own():
    (term,) = rules.terms(["pivot"], ["pivot"], found={"pivot": 4}, lines=100)
    assert term.points == 2 * rules.worth(4, 100)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, COMMON), max_size=64))
def test_a_lookup_reads_a_bounded_number_of_lines_and_always_something(found: dict[str, int]):
    chosen = rules.terms(list(found), [], found=found, lines=COMMON)
    assert len(chosen) <= MOST_WORDS
    assert sum(found[term.word] for term in chosen) <= 2_000
    assert bool(chosen) == bool(found)
    # The common ones stand last: the lookup relies on it.
    assert [term.is_common for term in chosen] == sorted(term.is_common for term in chosen)


def hit(member_id: int, source: Source, source_id: int, word: str, *, at: datetime = NOON) -> Hit:
    return Hit(member_id, source, source_id, word, at)


def _reason(*hits: Hit, rare: str = "pivot") -> Reason:
    terms = [Term(word, 50 if word == rare else 10, False) for word in {one.word for one in hits}]
    (best,) = rules.strongest(hits, terms, SOURCE_WEIGHTS)
    return rules.reason(best, offers={1: "offer 1", 2: "offer 2"}, reach={1: "reach 1"})


def test_the_reason_is_the_line_with_most_weight():
    assert _reason(hit(1, Source.OFFER, 1, "excel"), hit(1, Source.OFFER, 2, "pivot")) == Reason("offer", "offer 2")
    assert _reason(hit(1, Source.OFFER, 1, "excel"), hit(1, Source.REACH, 1, "excel")) == Reason("offer", "offer 1")
    assert _reason(hit(1, Source.OFFER, 1, "excel"), hit(1, Source.HELPED, 7, "pivot")) == Reason(
        "helped", when=NOON.date()
    )


def test_two_words_in_one_line_speak_together():
    hits = [hit(1, Source.OFFER, 1, "pivot"), hit(1, Source.OFFER, 2, "pivot"), hit(1, Source.OFFER, 1, "excel")]
    assert _reason(*hits) == Reason("offer", "offer 1")


def test_of_equal_lines_the_newer_one_is_told():
    earlier = hit(1, Source.OFFER, 2, "pivot", at=NOON - timedelta(days=3))
    assert _reason(earlier, hit(1, Source.OFFER, 1, "pivot")) == Reason("offer", "offer 1")


def test_a_line_that_is_gone_is_no_reason():
    assert _reason(hit(1, Source.OFFER, 99, "pivot")) == ANYBODY


def test_reach_comes_first_for_a_contact_and_counts_little_otherwise():
    contact, other = rules.weights(Kind.CONTACT), rules.weights(Kind.KNOW_HOW)
    assert contact[Source.REACH] > contact[Source.OFFER] > contact[Source.HELPED]
    assert other[Source.OFFER] > other[Source.HELPED] > other[Source.REACH]
