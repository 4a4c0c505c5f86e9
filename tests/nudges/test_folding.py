"""What a summary may take in: what would be sent were there room, five of it at most, each once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.blocks import MOST_BLOCKS_IN_MESSAGE, said
from bot.digest.summary_views import Summary, summary
from bot.nudges import kinds, service
from bot.nudges.views import Line
from bot.playground.limits import problems_of_message
from models import (
    Ask,
    AskState,
    EntryKind,
    InvitationState,
    JournalEntry,
    Member,
    NudgeKind,
    NudgeState,
    Outgoing,
    OutgoingState,
)
from tests.conftest import TUESDAY_TEN
from tests.nudges.house import House

DAY = timedelta(days=1)
FOLDED, PLANNED, SENT, LAPSED = NudgeState.FOLDED, NudgeState.PLANNED, NudgeState.SENT, NudgeState.LAPSED


@pytest.fixture
def ada(house: House) -> Member:
    return house.joins()


def states(house: House) -> list[NudgeState]:
    return [nudge.state for nudge in house.nudges()]


def test_five_go_into_a_summary_the_most_useful_first_and_the_rest_waits(house: House, ada: Member) -> None:
    house.plans(house.helped(ada, days_ago=21), ada, kind=NudgeKind.CAME_OF_IT)
    house.nudged(ada, many=6)
    assert house.sums_up(ada) == 1
    assert states(house) == [PLANNED, *[FOLDED] * 5, PLANNED]
    (told,) = house.summaries()
    assert house.text_of(told).count('"ask.keep"') == 5
    assert {nudge.folded_in for nudge in house.nudges(FOLDED)} == {told.key}


def test_it_takes_nothing_out_of_the_budget(house: House, ada: Member) -> None:
    house.nudged(ada, many=5)
    house.sums_up(ada)
    house.later(minutes=1)
    house.nudged(ada)
    assert house.sends() == 1


def test_what_is_over_is_not_told(house: House, ada: Member) -> None:
    house.nudged(ada, many=2)
    house.change(house.ask_of(house.nudges()[0]), state=AskState.WITHDRAWN)
    house.sums_up(ada)
    assert states(house) == [PLANNED, FOLDED]
    assert house.sends() == 0
    assert states(house) == [LAPSED, FOLDED]


@pytest.mark.parametrize(
    "unwanted",
    [
        {"nudges_snoozed_until": TUESDAY_TEN + DAY},
        {"nudges_a_week": 0},
        {"muted_nudges": "still_open"},
    ],
)
def test_whoever_wants_none_reads_none(house: House, ada: Member, unwanted: dict[str, object]) -> None:
    house.nudged(ada)
    house.change(ada, **unwanted)
    house.sums_up(ada)
    assert states(house) == [PLANNED]


def test_of_a_kind_they_want_fewer_of_there_is_one_in_its_time_and_it_counts(house: House, ada: Member) -> None:
    house.change(ada, muted_nudges="still_open:14")
    house.nudged(ada, many=2)
    house.sums_up(ada)
    assert states(house) == [FOLDED, PLANNED]
    assert house.sends() == 0, "one of its kind was told just now"
    house.sums_up(ada, house.later(days=7))
    assert states(house) == [FOLDED, PLANNED]
    assert house.sends(house.later(days=7)) == 1


def test_a_kind_that_was_folded_was_had_lately(house: House, ada: Member) -> None:
    house.plans(house.asks(house.joins("ben")), ada, kind=NudgeKind.TWO_MINUTES)
    house.sums_up(ada)
    with house.database.transaction() as tx:
        member = tx.get_one(Member, ada.id)
        assert service.had_lately(tx, member, NudgeKind.TWO_MINUTES, since=house.now - DAY)
        assert not service.had_lately(tx, member, NudgeKind.TWO_MINUTES, since=house.now)


def test_whoever_is_shown_an_ask_in_a_summary_is_asked_as_by_the_nudge(house: House, ada: Member) -> None:
    ask = house.asks(house.joins("ben"))
    house.plans(ask, ada, kind=NudgeKind.TWO_MINUTES)
    house.sums_up(ada)
    (given,) = house.invitations()
    assert (given.ask_id, given.helper_id, given.state) == (ask.id, ada.id, InvitationState.SENT)


def test_folded_ones_were_neither_ignored_nor_do_ignored_ones_keep_them_out(house: House, ada: Member) -> None:
    house.answers = False
    house.nudged(ada, many=5)
    house.sums_up(ada)
    house.later(minutes=1)
    house.nudged(ada)
    assert house.sends() == 1, "five that were folded are no four ignored ones"
    house.change(house.workspace, nudges_a_week=5)
    for _ in range(9):
        house.nudged(ada)
        house.sends(house.later(days=1))
    assert NudgeKind.PAUSED in house.kinds(SENT)
    before = len(house.nudges(FOLDED))
    house.sums_up(ada)
    assert len(house.nudges(FOLDED)) > before


def test_two_occasions_for_the_same_thing_are_one_line_and_both_are_told(house: House, ada: Member) -> None:
    ask = house.asks(ada)
    house.plans(ask, ada, "still_open:first")
    house.plans(ask, ada, "still_open:second")
    house.sums_up(ada)
    assert states(house) == [FOLDED, FOLDED]
    assert house.text_of(house.summaries()[0]).count('"ask.keep"') == 1


def test_the_same_button_for_another_reason_waits(house: House, ada: Member) -> None:
    ben = house.joins("ben")
    house.offers(ada, "stretched photos")
    ask = house.asks_aloud(ben, "the photo is stretched")
    house.plans(ask, ada, kind=NudgeKind.TWO_MINUTES)
    tie = house.met(ada, ben, days_ago=200)
    with house.database.transaction() as tx:
        member = tx.get_one(Member, ada.id)
        about = f"tie:{tie.id}"
        service.offer(tx, to=member, kind=NudgeKind.RECONNECT, occasion=about, about=about, now=house.now)
    house.sums_up(ada)
    assert states(house) == [FOLDED, PLANNED]


def test_a_summary_that_was_promised_this_week_already_folds_nothing(house: House, ada: Member) -> None:
    house.nudged(ada)
    house.sums_up(ada)
    house.later(minutes=1)
    house.nudged(ada)
    assert house.sums_up(ada) == 0
    assert states(house) == [FOLDED, PLANNED]


@pytest.mark.parametrize("problem", ["too_late", "channel_not_found"])
def test_what_a_lost_summary_told_waits_again(house: House, ada: Member, problem: str) -> None:
    house.nudged(ada, many=2)
    house.sums_up(ada)
    other = house.joins("bea")
    house.nudged(other)
    house.sums_up(other)
    house.later(hours=8)
    house.refuses_the_summary(house.summaries()[0].key, problem)
    assert states(house) == [PLANNED, PLANNED, FOLDED]
    tomorrow = TUESDAY_TEN + timedelta(hours=23)
    assert {nudge.due_at for nudge in house.nudges(PLANNED)} == {tomorrow}
    assert (house.member_now(ada).summary_at == tomorrow) is (problem == "too_late")
    assert house.sends(tomorrow) == 1


def test_the_summary_of_a_day_is_not_said_at_night(house: House, ada: Member) -> None:
    house.nudged(ada)
    house.sums_up(ada)
    assert house.summaries()[0].not_after == TUESDAY_TEN + timedelta(hours=7)


@pytest.mark.parametrize("is_out", [True, False])
def test_a_summary_that_tells_of_something_forgotten_is_taken_back(house: House, ada: Member, is_out: bool) -> None:
    first, _ = house.nudged(ada, many=2)
    house.sums_up(ada)
    (told,) = house.summaries()
    with house.database.transaction() as tx:
        row = tx.get_one(Outgoing, told.id)
        if is_out:
            row.state, row.ts, row.payload = OutgoingState.SENT, "1.1", None
        service.forget_about(tx, house.workspace.id, {first.about}, now=house.now)
    with house.database.transaction() as tx:
        last = tx.scalars(select(Outgoing).order_by(Outgoing.id.desc()).limit(1)).one()
        assert "took this summary back" in house.text_of(last)
    assert states(house) == [FOLDED if is_out else PLANNED], "what nobody has read waits again"


def test_every_reason_but_the_last_word_has_a_line() -> None:
    lines = {kind: [reason.line for reason in table.reasons.values()] for kind, table in kinds.KINDS.items()}
    assert [kind for kind, found in lines.items() if not found] == [NudgeKind.PAUSED]


@pytest.mark.parametrize("locale", ["en", "de"])
def test_the_fullest_summary_tells_all_that_is_folded_and_stays_whole(locale: str) -> None:
    reader = Member(workspace_id=1, slack_id="UADA", chosen_locale=locale)
    ask = Ask(workspace_id=1, asker_id=1, text="x" * 500, opened_at=TUESDAY_TEN, what_for="y" * 200)
    ask.asker = reader
    entry = JournalEntry(
        workspace_id=1, giver_id=1, kind=EntryKind.ASK, text="x" * 500, happened_at=TUESDAY_TEN, words="w" * 500
    )
    entry.made_possible = "m" * 500
    line = Line("A word from you", {"type": "button", "text": {"type": "plain_text", "text": "Say thanks"}}, said("x"))
    lines = [replace(line, button=line.button | {"action_id": "ask.thanks", "value": f"k{one}"}) for one in range(5)]
    told = Summary((entry,) * 5, (ask,) * 5, tuple(lines), (ask,) * 3)
    message = summary(told, reader=reader)
    assert len(message.blocks) <= MOST_BLOCKS_IN_MESSAGE
    assert problems_of_message(message.as_payload()) == []
    assert [block["accessory"]["value"] for block in message.blocks if "accessory" in block] == [
        f"k{one}" for one in range(5)
    ]
    assert message.blocks[-1]["elements"][0]["action_id"] == "settings.edit"
