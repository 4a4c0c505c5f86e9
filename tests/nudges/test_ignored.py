"""After four nudges in a row that nobody pressed anything on, the bot stops by itself, and says so once."""

from datetime import timedelta

import pytest

from bot.nudges import service
from models import Member, NudgeKind, NudgeState
from tests.nudges.house import House

DAY = timedelta(days=1)


@pytest.fixture
def ada(house: House) -> Member:
    """Somebody who presses nothing, and for whom there is something to say every working day."""
    house.answers = False
    house.change(house.workspace, nudges_a_week=5)
    return house.joins()


def runs(house: House, ada: Member, days: int) -> list[NudgeKind]:
    """Let so many days pass, with something to say on each; return the kinds that went out."""
    before = len(house.promised())
    for _ in range(days):
        house.nudged(ada)
        house.sends()
        house.later(days=1)
    keys = [promised.key for promised in house.promised()][before:]
    kinds = {f"nudge:{nudge.id}": nudge.kind for nudge in house.nudges()}
    return [kinds[key] for key in keys]


FOUR_AND_A_WORD = [*[NudgeKind.STILL_OPEN] * 4, NudgeKind.PAUSED]


def test_after_four_ignored_nudges_it_says_once_that_it_stops(house: House, ada: Member) -> None:
    assert runs(house, ada, 20) == FOUR_AND_A_WORD
    last = house.promised()[-1]
    assert "nudge.keep" in house.text_of(last)
    assert "of no use to you" in house.text_of(last)


def test_any_press_on_the_last_ones_means_that_they_are_of_use(house: House, ada: Member) -> None:
    assert runs(house, ada, 4) == [NudgeKind.STILL_OPEN] * 4
    house.presses(house.nudges(NudgeState.SENT)[-1])
    house.later(days=2)
    assert runs(house, ada, 1) == [NudgeKind.STILL_OPEN]


def test_a_press_on_an_older_one_does_not_hide_four_new_ones(house: House, ada: Member) -> None:
    runs(house, ada, 1)
    house.presses(house.nudges(NudgeState.SENT)[0])
    assert runs(house, ada, 9) == FOUR_AND_A_WORD


def test_keep_them_coming_goes_on_with_what_waits(house: House, ada: Member) -> None:
    assert runs(house, ada, 9) == FOUR_AND_A_WORD
    with house.database.transaction() as tx:
        service.keep_coming(tx, tx.get_one(Member, ada.id), now=house.now)
    assert house.sends() == 1
    house.later(days=1)
    assert runs(house, ada, 12) == FOUR_AND_A_WORD[1:], "and says so again when the next four are ignored, too"


def test_the_last_word_is_within_hours_and_budget(house: House, ada: Member) -> None:
    house.change(house.workspace, nudges_a_week=4)
    assert runs(house, ada, 4) == [NudgeKind.STILL_OPEN] * 4
    assert runs(house, ada, 3) == [], "four a week were sent; Saturday and Sunday"
    assert runs(house, ada, 1) == [NudgeKind.PAUSED]


def test_one_that_never_arrived_was_not_ignored(house: House, ada: Member) -> None:
    runs(house, ada, 4)
    house.refuses(house.nudges(NudgeState.SENT)[-1], "channel_not_found")
    house.later(days=2)
    assert runs(house, ada, 1) == [NudgeKind.STILL_OPEN]


def test_the_last_word_that_was_too_late_is_said_the_next_day(house: House, ada: Member) -> None:
    assert runs(house, ada, 9) == FOUR_AND_A_WORD
    house.refuses(next(nudge for nudge in house.nudges() if nudge.kind is NudgeKind.PAUSED), "too_late")
    assert runs(house, ada, 3)[:1] == [NudgeKind.PAUSED]
