from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from json import dumps
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.db import transaction
from bot.digest import jobs, service, views
from bot.digest.phrases import Plan
from models import AskState, Audience, DigestLetter, DigestLine, Effort, Outgoing, OutgoingState, Rhythm, Workspace
from tests.digest.channel import Office

# In Berlin; the office opens on Tuesday the 24th.
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


def test_the_letter_goes_to_the_channel_at_its_hour_once(office: Office) -> None:
    assert office.subscribes().next_at == MONDAY
    office.asks("the photo is stretched")
    assert office.sends(MONDAY.replace(hour=7, minute=59)) == 0
    assert office.sends(MONDAY) == 1
    assert office.sends(MONDAY) == 0
    (letter,) = office.letters()
    assert (letter.channel, letter.key, letter.reason) == ("C1", "digest:C1:2026-11-30", "digest")
    (subscription,) = office.subscriptions()
    assert (subscription.last_at, subscription.next_at) == (MONDAY, MONDAY.replace(month=12, day=7))


def test_each_ask_names_its_asker_quotes_what_was_typed_and_has_a_button(office: Office) -> None:
    office.subscribes()
    office.asks("<!channel> *look* https://x.example", effort=Effort.TWO_MINUTES, what_for="the <@U1> page")
    office.sends(MONDAY)
    blocks = _blocks(office)
    assert "<@UADA> could use a hand" in dumps(blocks)
    assert "May take: 2 minutes" in dumps(blocks)
    assert [(button["text"]["text"], button["action_id"]) for button in _buttons(blocks)] == [
        ("I can help", "ask.help"),
        ("Offer something", "offer.edit"),
    ]
    quotes = [block for block in blocks if block["type"] == "rich_text"]
    assert "<!channel> *look* https://x.example" in dumps(quotes)
    assert "<!channel>" not in dumps([block for block in blocks if block["type"] != "rich_text"])


def test_a_quiet_week_is_silent_and_the_next_letter_is_planned(office: Office) -> None:
    office.subscribes()
    assert office.sends(MONDAY) == 0
    assert office.letters() == []
    (subscription,) = office.subscriptions()
    assert subscription.next_at == MONDAY.replace(month=12, day=7)


def test_only_what_everybody_in_this_channel_was_asked_is_told(office: Office) -> None:
    office.subscribes()
    office.asks("told")
    office.asks("of another channel, perhaps a private one", channel="C2")
    office.asks("for helpers only", audience=Audience.HELPERS)
    office.asks("anonymous", audience=Audience.ANONYMOUS)
    for state in AskState:
        if state is not AskState.OPEN:
            office.asks(f"it is {state}", state=state)
    office.asks("of somebody who left", by=office.joins("gone", is_deactivated=True))
    mine, office.workspace = office.workspace, office.founds("T2")
    office.asks("of another workspace", by=office.joins("eve"))
    office.workspace = mine
    office.sends(MONDAY)
    assert _quoted(office) == ["told"]


def test_at_most_five_asks_and_the_same_ones_when_written_again(office: Office) -> None:
    subscription = office.subscribes()
    office.asks(*(f"ask {number}" for number in range(9)))
    with transaction() as tx:
        told = [[line.plain("en") for _, line in service.letter(tx, subscription, MONDAY).lines] for _ in range(2)]
    office.sends(MONDAY)
    assert [f"{text} (15 minutes)" for text in _quoted(office)] == told[0][:5]
    assert told[0] == told[1]
    assert len(told[0]) == 5 + 1, "and a question"


@pytest.mark.parametrize(("locale", "plan_locale", "word"), [("de-DE", "en", "en"), ("en-GB", "de", "de")])
def test_the_language_in_the_plan_wins(office: Office, locale: str, plan_locale: str, word: str) -> None:
    subscription = office.subscribes(plan=Plan(weekday=1, at=time(9), locale=plan_locale), locale=locale)
    assert subscription.locale == word


def test_asking_again_replaces_the_plan(office: Office) -> None:
    office.subscribes()
    office.subscribes(plan=Plan(weekday=3, at=time(14, 30), locale="de"), zone="America/New_York")
    (subscription,) = office.subscriptions()
    assert (subscription.weekday, subscription.at, subscription.zone) == (3, time(14, 30), "America/New_York")
    assert subscription.next_at == datetime(2026, 11, 25, 19, 30, tzinfo=UTC)


def test_every_two_weeks_stays_in_its_week_when_only_hour_or_language_change(office: Office) -> None:
    plan = Plan(weekday=1, at=time(9), locale=None, rhythm=Rhythm.TWO_WEEKS)
    office.subscribes(plan=plan)
    office.now = MONDAY
    assert office.subscribes(plan=plan).next_at == MONDAY + timedelta(weeks=2)
    later = replace(plan, at=time(11), locale="de")
    assert office.subscribes(plan=later).next_at == MONDAY.replace(hour=10), "not said yet this week"
    office.later(hours=3)
    assert office.subscribes(plan=plan).next_at == MONDAY + timedelta(weeks=2)
    tuesday = replace(plan, weekday=2)
    assert office.subscribes(plan=tuesday).next_at == MONDAY + timedelta(days=1)


def test_a_letter_in_the_language_of_the_workspace_follows_it(office: Office) -> None:
    subscription = office.subscribes(locale="")
    office.asks("the photo is stretched")
    for locale in ("de", "en"):
        with transaction() as tx:
            tx.execute(update(Workspace).values(locale=locale))
        with transaction() as tx:
            assert service.letter(tx, subscription, MONDAY).locale == locale
    assert "language of the workspace" in jobs.preview(MONDAY)


def test_two_who_ask_at_once_get_one_letter_a_week(office: Office) -> None:
    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda _: office.subscribes(), range(4)))
    assert len(office.subscriptions()) == 1


def test_moving_the_hour_after_the_letter_sends_no_second_one_that_day(office: Office) -> None:
    office.subscribes()
    office.asks("the photo is stretched")
    assert office.sends(MONDAY) == 1
    office.now = MONDAY
    office.subscribes(plan=Plan(weekday=1, at=time(11), locale=None))
    assert office.sends(MONDAY.replace(hour=10)) == 0
    assert len(office.letters()) == 1


def test_a_channel_that_wants_no_more_gets_none(office: Office) -> None:
    office.subscribes()
    office.subscribes("C2")
    office.asks("the photo is stretched")
    with transaction() as tx:
        assert service.unsubscribe(tx, office.workspace.id, "C1")
        assert not service.unsubscribe(tx, office.workspace.id, "C1")
        assert service.of(tx, office.workspace.id, "C1") is None
        assert service.of(tx, office.workspace.id, "C2") is not None
    assert office.sends(MONDAY) == 0


def test_a_letter_that_was_missed_goes_out_once_unless_the_next_is_near(office: Office) -> None:
    office.subscribes()
    office.asks("the photo is stretched")
    assert office.sends(MONDAY.replace(day=5, month=12)) == 1, "five days late"
    assert office.sends(MONDAY.replace(day=5, month=12)) == 0
    assert [letter.key for letter in office.letters()] == ["digest:C1:2026-12-05"]
    assert office.sends(MONDAY.replace(day=13, month=12, hour=9)) == 0, "the next one is due tomorrow"
    (subscription,) = office.subscriptions()
    assert subscription.next_at == MONDAY.replace(day=14, month=12)
    assert office.sends(MONDAY.replace(day=8, month=1, year=2027)) == 1, "one for several that were missed"
    assert office.sends(MONDAY.replace(day=8, month=1, year=2027)) == 0


def test_several_replicas_send_one_letter_to_each_channel(office: Office) -> None:
    for number in range(4):
        office.subscribes(f"C{number}")
        office.asks("the photo is stretched", channel=f"C{number}")
    with ThreadPoolExecutor(5) as replicas:
        assert sum(replicas.map(lambda _: office.sends(MONDAY), range(5))) == 4
    assert len(office.letters()) == 4


@pytest.mark.parametrize(
    ("problem", "stays"),
    [("channel_not_found", True), ("is_archived", False), ("not_in_channel", True), ("internal_error", True)],
)
def test_a_channel_that_is_gone_ends_its_subscription(office: Office, problem: str, stays: bool) -> None:
    office.subscribes()
    office.subscribes("C2")
    office.asks("the photo is stretched")
    office.sends(MONDAY)
    with transaction() as tx:
        letter = tx.get_one(Outgoing, office.letters()[0].id)
        service.refused(tx, letter, problem, MONDAY)
    assert [one.channel for one in office.subscriptions()] == (["C1", "C2"] if stays else ["C2"])


@pytest.mark.parametrize(("first", "stays"), [("channel_not_found", False), ("not_in_channel", True)])
def test_a_channel_that_cannot_be_found_twice_in_a_row_is_gone(office: Office, first: str, stays: bool) -> None:
    office.subscribes()
    office.asks("the photo is stretched")
    for week, problem in enumerate((first, "channel_not_found")):
        at = MONDAY + timedelta(weeks=week)
        office.sends(at)
        with transaction() as tx:
            letter = tx.get_one(Outgoing, next(one.id for one in office.letters() if one.key.endswith(f"{at:%m-%d}")))
            letter.state, letter.problem = OutgoingState.FAILED, problem
            service.refused(tx, letter, problem, at)
    assert bool(office.subscriptions()) is stays


def test_whoever_asked_for_a_letter_is_told_once_how_to_let_the_bot_in(office: Office) -> None:
    office.subscribes()
    office.asks("the photo is stretched")
    for week in range(2):
        office.sends(MONDAY + timedelta(weeks=week))
        with transaction() as tx:
            letter = tx.get_one(Outgoing, next(one.id for one in office.letters() if one.reason == "digest"))
            service.refused(tx, letter, "not_in_channel", MONDAY)
    (told,) = [one for one in office.letters() if one.reason == "digest-outside"]
    assert told.people == "UADA"
    assert "/invite @Givefirst" in dumps(told.payload)
    assert "<#C1>" in dumps(told.payload)


def test_what_a_letter_told_is_remembered_by_name_only(office: Office) -> None:
    office.subscribes()
    office.asks("a very secret text")
    office.sends(MONDAY)
    with transaction() as tx:
        (letter,) = tx.scalars(select(DigestLetter))
        lines = list(tx.scalars(select(DigestLine).order_by(DigestLine.position)))
    assert (letter.channel, letter.outbox_key, letter.day) == ("C1", "digest:C1:2026-11-30", date(2026, 11, 30))
    assert [(line.part, line.about.split(":")[0]) for line in lines] == [("asks", "ask"), ("question", "question")]


def test_every_letter_asks_another_question_until_all_were_asked(office: Office) -> None:
    office.subscribes()
    office.asks("the photo is stretched")
    for week in range(13):
        assert office.sends(MONDAY + timedelta(weeks=week)) == 1
    with transaction() as tx:
        lines = select(DigestLine.about).where(DigestLine.part == "question").order_by(DigestLine.id)
        asked = list(tx.scalars(lines))
    assert len(set(asked[:12])) == 12
    assert asked[12] == asked[0]


def test_an_ask_whose_day_has_passed_is_not_told(office: Office) -> None:
    office.subscribes()
    office.asks("too late", by_when=date(2026, 11, 29))
    office.asks("today", by_when=date(2026, 11, 30))
    office.sends(MONDAY)
    assert _quoted(office) == ["today"]


def test_the_subscriptions_of_a_workspace_are_its_own(office: Office) -> None:
    office.subscribes("C2")
    office.subscribes("C1")
    office.founds("T2")
    with transaction() as tx:
        assert [one.channel for one in service.subscriptions_of(tx, office.workspace.id)] == ["C2", "C1"]
        assert service.subscriptions_of(tx, office.workspace.id + 1) == []


def test_a_preview_tells_who_would_get_what_and_why_and_changes_nothing(office: Office) -> None:
    assert jobs.preview(MONDAY) == "No channel has asked for a weekly letter."
    office.subscribes("C1")
    office.subscribes("C2")
    office.subscribes("C3", Plan(weekday=2, at=time(9), locale="de"))
    office.asks("the photo\nis \x1b[31mstretched", effort=Effort.HOUR)
    before = [(one.next_at, one.last_at) for one in office.subscriptions()]
    told = jobs.preview(MONDAY).splitlines()
    berlin = "(Europe/Berlin), weekly, language"
    assert told == [
        f"C1: due Monday, 30 November, 09:00 {berlin} en - a letter: there is something to tell",
        "  These asks are still open:",
        "  - the photo is  [31mstretched (an hour) [ask:1]",
        "  A question for everybody:",
        told[4],
        f"C2: due Monday, 30 November, 09:00 {berlin} en - nothing: no open asks and nothing new to tell, a quiet week",
        f"C3: due Tuesday, 1 December, 09:00 {berlin} de - nothing: its time has not come",
    ]
    assert "[question:" in told[4]
    assert "it was missed and goes out once" in jobs.preview(MONDAY.replace(day=3, month=12))
    assert "the next one is due within a day" in jobs.preview(MONDAY.replace(day=6, month=12, hour=12))
    assert [(one.next_at, one.last_at) for one in office.subscriptions()] == before
    assert office.letters() == []


def test_a_preview_speaks_the_language_of_the_letter(office: Office) -> None:
    office.subscribes("C1", Plan(weekday=1, at=time(9), locale="de"))
    office.asks("the photo is stretched", effort=Effort.HOUR)
    told = jobs.preview(MONDAY).splitlines()
    assert told[0].endswith("language de - a letter: there is something to tell")
    assert told[1:4] == [
        "  Diese Anfragen sind noch offen:",
        "  - the photo is stretched (eine Stunde) [ask:1]",
        "  Eine Frage an alle:",
    ]
    with transaction() as tx:
        letter = service.letter(tx, office.subscriptions()[0], MONDAY)
    assert told[4].removeprefix("  - ").partition(" [")[0] in str(views.post(letter).as_payload())


def _blocks(office: Office) -> list[dict[str, Any]]:
    (letter,) = office.letters()
    assert letter.payload is not None
    blocks: list[dict[str, Any]] = letter.payload["blocks"]
    return blocks


def _buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [block["accessory"] for block in blocks if "accessory" in block]


def _quoted(office: Office) -> list[str]:
    """Return the asks in the letter, in its order."""
    quotes = [block["elements"][0] for block in _blocks(office) if block["type"] == "rich_text"]
    return [quote["elements"][0]["text"] for quote in quotes if quote["type"] == "rich_text_quote"]
