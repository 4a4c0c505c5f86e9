"""Carrying a request to somebody outside: the words, the way there, and how it ends."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from models import AskState, EntryKind, IntroductionState
from tests.introductions.acts import (
    AIRBUS,
    ask,
    ask_state,
    carries,
    everything_stored,
    form_of,
    hears,
    journal,
    reports,
    states,
    talks,
    ties,
)
from tests.team import Person, Team

CONSENT = "would carry your request"
LINES = "Here are the lines"


def links_in(person: Person, words: str) -> list[str]:
    blocks = person.reads_anywhere(words).blocks
    parts = [part for block in blocks if block["type"] == "rich_text" for part in block["elements"]]
    return [one["url"] for part in parts for one in part["elements"] if one["type"] == "link"]


def test_the_way_there_begins_with_two_ways_and_no_field_for_anybody_outside(team: Team, ada: Person, ben: Person):
    ask(ada)
    ben.presses("I know someone")
    assert ben.buttons(form_of(ben)) == ["Carry it yourself", "Pass it on"]
    ben.presses("Carry it yourself")
    assert set(ben.holds()) == {"language"}


def test_the_asker_is_asked_about_name_and_words_and_not_told_who_carries(team: Team, ada: Person, ben: Person):
    ask(ada, what_for="a tender for cabin lights")
    carries(ben)
    question = ada.reads_anywhere(CONSENT)
    read = ada.read(question)
    for words in (AIRBUS, "a tender for cabin lights", "My colleague Ada Novak is looking", "A good answer would be"):
        assert words in read
    assert ada.buttons(question) == ["Happy to", "Without my name", "Change the words", "Not now"]
    assert all(ben.user_id not in str(m.blocks) + m.text for m in ada.everything())
    assert not hears(ben, LINES)
    assert ask_state(team) is AskState.IN_HANDS


def test_the_lines_are_copied_or_mailed_exactly_as_they_are(team: Team, ada: Person, ben: Person):
    ask(ada, "who knows somebody at Airbus & Söhne? *now* <!channel>\n100 %")
    carries(ben)
    ada.presses("Happy to")
    (address,) = links_in(ben, LINES)
    parts = urlsplit(address)
    assert (parts.scheme, parts.path, parts.netloc) == ("mailto", "", "")
    sent = parse_qs(parts.query, strict_parsing=True)
    assert set(sent) == {"subject", "body"}
    assert sent["subject"] == ["A question from my colleague Ada Novak"]
    assert "“who knows somebody at Airbus & Söhne? *now* <!channel>\r\n100 %”" in sent["body"][0]
    assert "Airbus & Söhne? *now* <!channel>\n100 %" in ben.read(ben.reads_anywhere(LINES))


def test_lines_too_long_for_a_mail_program_are_only_copied(team: Team, ada: Person, ben: Person):
    ask(ada, "Airbus Hamburg " + "ä" * 480)
    carries(ben)
    ada.presses("Happy to")
    assert links_in(ben, LINES) == []
    assert "ä" * 480 in ben.read(ben.reads_anywhere(LINES))


def test_the_member_chooses_the_language_and_what_was_asked_stays_as_typed(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben, language="de")
    ada.presses("Happy to")
    read = ben.read(ben.reads_anywhere(LINES))
    assert "Eine gute Antwort wäre" in read
    assert AIRBUS in read


def test_without_the_name_when_the_asker_says_so(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Without my name")
    read = ben.read(ben.reads_anywhere(LINES))
    assert "A colleague of mine is looking" in read
    assert "Ada" not in read


def test_without_the_name_when_the_asker_says_nothing_for_a_working_day(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    team.later(hours=20)
    assert not hears(ben, LINES)
    team.later(hours=5)
    assert "Ada" not in ben.read(ben.reads_anywhere(LINES))
    assert ada.buttons(ada.reads_anywhere(CONSENT)) == []


def test_the_asker_may_change_the_words(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Change the words")
    assert AIRBUS in ada.holds()["text"]
    ada.submits(text="Ada here. Who buys lamps at Airbus?", named="no")
    assert form_of(ada).errors["text"].startswith("Your name still stands")
    ada.submits(text="x" * 2001)
    assert "At most 2000" in form_of(ada).errors["text"]
    ada.submits(text="Who buys lamps at Airbus?", named="yes")
    assert "Who buys lamps at Airbus?" in ben.read(ben.reads_anywhere(LINES))


def test_an_unchanged_text_without_a_name_loses_the_name(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Change the words")
    ada.submits(named="no")
    assert "A colleague of mine is looking" in ben.read(ben.reads_anywhere(LINES))


def test_the_asker_may_say_not_now_and_the_ask_is_open_again(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Not now")
    assert ask_state(team) is AskState.OPEN
    assert not hears(ben, LINES)
    assert hears(ben, "did not come about this time")
    assert not hears(ada, "did not come about")


def test_yes_brings_the_two_together(team: Team, ada: Person, ben: Person, dora: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    reports(ben, "They said yes")
    (talk,) = talks(team, ada, ben)
    opening = ada.reads_anywhere("found somebody outside")
    assert opening.channel == talk
    assert AIRBUS in ada.read(opening)
    assert ties(team) == 1
    (entry,) = journal(team)
    assert (entry.kind, entry.text) == (EntryKind.INTRODUCTION, AIRBUS)
    assert ben.buttons(ben.reads_anywhere("lines to send")) == []


@pytest.mark.parametrize("end", ["no", "silence"])
def test_no_and_silence_end_with_one_neutral_line_and_the_next_wave(
    team: Team, ada: Person, ben: Person, dora: Person, end: str
):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    eve = team.joins("eve", offers="people at Airbus")
    if end == "no":
        reports(ben, "They said no")
    else:
        team.at(datetime(2026, 11, 27, 9, 5, tzinfo=UTC))
        team.at(datetime(2026, 12, 2, 9, 10, tzinfo=UTC))
    lines = [ada.read(m) for m in ada.everything() if "did not come about" in ada.read(m)]
    assert len(lines) == 1
    assert "ben" not in lines[0]
    assert all(ben.user_id not in str(m.blocks) + m.text for m in ada.everything())
    assert ask_state(team) is AskState.OPEN
    assert AIRBUS in eve.read(eve.inbox[-1])
    assert talks(team, ada, ben) == []
    assert states(team) == [IntroductionState.ENDED]


def test_one_reminder_after_three_working_days_and_no_second(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    team.at(datetime(2026, 11, 27, 8, 50, tzinfo=UTC))
    assert not hears(ben, "Have you heard back")
    team.at(datetime(2026, 11, 27, 9, 5, tzinfo=UTC))
    assert hears(ben, "Have you heard back")
    reports(ben, "No answer yet")
    team.at(datetime(2026, 12, 2, 9, 0, tzinfo=UTC))
    assert states(team) == [IntroductionState.OUT]
    assert sum("Have you heard back" in ben.read(m) for m in ben.everything()) == 1


def test_a_reminder_waits_for_monday(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    team.at(datetime(2026, 11, 28, 12, 0, tzinfo=UTC))
    assert not hears(ben, "Have you heard back")
    team.at(datetime(2026, 11, 30, 8, 5, tzinfo=UTC))
    assert hears(ben, "Have you heard back")


def test_a_reminder_waits_for_do_not_disturb(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    ben.user.dnd_start = int(datetime(2026, 11, 27, 8, 0, tzinfo=UTC).timestamp())
    ben.user.dnd_end = int(datetime(2026, 11, 27, 9, 30, tzinfo=UTC).timestamp())
    team.at(datetime(2026, 11, 27, 9, 5, tzinfo=UTC))
    assert not hears(ben, "Have you heard back")
    team.at(datetime(2026, 11, 27, 10, 10, tzinfo=UTC))
    assert hears(ben, "Have you heard back")


def test_an_anonymous_asker_stays_anonymous_to_the_very_end(team: Team, ada: Person, ben: Person):
    ask(ada, audience="anonymous")
    carries(ben)
    assert "Novak" not in ada.read(ada.reads_anywhere(CONSENT))
    ada.presses("Happy to")
    reports(ben, "They said yes")
    assert talks(team, ada, ben) == []
    ben.presses("Write an answer")
    ben.submits(text="They would love to talk")
    assert hears(ada, "They would love to talk")
    assert all(ada.user_id not in str(m.blocks) + m.text and "Ada" not in ben.read(m) for m in ben.everything())
    assert [entry.receiver_id for entry in journal(team)] == [None]
    assert ties(team) == 0


def test_an_anonymous_asker_may_give_their_name(team: Team, ada: Person, ben: Person):
    ask(ada, audience="anonymous")
    carries(ben)
    ada.presses("Change the words")
    ada.submits(named="yes")
    assert "My colleague Ada Novak" in ben.read(ben.reads_anywhere(LINES))
    reports(ben, "They said yes")
    assert len(talks(team, ada, ben)) == 1


def test_reports_come_from_the_connector_alone_and_once(team: Team, ada: Person, ben: Person, dora: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    lines = ben.reads_anywhere(LINES)
    value = next(b for b in lines.blocks if b["type"] == "actions")["elements"][0]["value"]
    dora.says("hello")
    for person in (ada, dora):
        person.presses_late("intro.report", value, on=person.everything()[-1])
        assert hears(person, "cannot find this introduction")
    ben.presses_late("intro.report", value, on=lines)
    ben.presses_late("intro.report", value.replace("yes:", "no:"), on=lines)
    assert hears(ben, "Your conversation is open already")
    assert states(team) == [IntroductionState.MET]


def test_nothing_about_anybody_outside_is_in_the_database_once_it_ended(team: Team, ada: Person, ben: Person):
    outside = ("Zimtblüte", "zimt@airbus.example", "+49 40 1234567")
    ask(ada)
    carries(ben)
    ada.presses("Change the words")
    ada.submits(text="Dear Mrs. Zimtblüte, write me: zimt@airbus.example, +49 40 1234567")
    assert "Zimtblüte" in ben.read(ben.reads_anywhere(LINES))
    assert [where for where, value in everything_stored(team) if "Zimtblüte" in value] == [], "it was sent on"
    reports(ben, "They said no")
    team.later(hours=1)
    kept = [(where, value) for where, value in everything_stored(team) if any(one in value for one in outside)]
    assert kept == []


@pytest.mark.parametrize("how", ["yes", "withdrawn", "late"])
def test_nor_after_any_other_end(team: Team, ada: Person, ben: Person, how: str):
    ask(ada)
    carries(ben)
    ada.presses("Change the words")
    if how == "late":
        form = form_of(ada)
        question = ada.reads_anywhere(CONSENT)
        ada.slack.press(ada.user_id, question.channel, question.ts, "intro.notnow")
        team.settle()
        ada.slack.submit(ada.user_id, form.id, {"text": "Mrs. Zimtblüte", "named": "yes"})
        team.settle()
        assert "over" in ada.slack.modals[ada.user_id][-1].errors["text"]
    else:
        ada.submits(text="Mrs. Zimtblüte", named="yes")
        if how == "yes":
            reports(ben, "They said yes")
        else:
            ada.presses("Withdraw")
    team.later(hours=1)
    assert [where for where, value in everything_stored(team) if "Zimtblüte" in value] == []


def test_closing_the_ask_tells_whoever_is_carrying_it(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    ada.presses("Withdraw")
    assert hears(ben, "please tell them that it is settled")
    assert ben.buttons(ben.reads_anywhere(LINES)) == []
    assert states(team) == [IntroductionState.OVERTAKEN]
    assert not hears(ada, "did not come about")


def test_an_ask_that_ages_out_ends_what_is_under_way(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    while states(team) == [IntroductionState.OUT]:
        team.later(days=1)
        if states(team) == [IntroductionState.OUT]:
            reports(ben, "No answer yet")
    assert ask_state(team) is AskState.AGED_OUT
    assert states(team) == [IntroductionState.OVERTAKEN]


def test_somebody_else_who_took_it_since_keeps_it(team: Team, ada: Person, ben: Person, dora: Person):
    ask(ada, audience="channel")
    carries(ben, in_="@")
    ada.presses("Happy to")
    ada.presses("Still looking")
    dora.presses("I can help", in_="general")
    reports(ben, "They said no")
    assert ask_state(team) is AskState.IN_HANDS
    assert hears(ada, "did not come about")


def test_a_connector_who_leaves_lets_the_ask_go_on(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    team.slack.deactivate(ben.user_id)
    team.settle()
    assert ask_state(team) is AskState.OPEN
    assert hears(ada, "did not come about")


def test_an_answer_that_comes_too_late_is_told_that_the_words_are_out(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    question = ada.reads_anywhere(CONSENT)
    value = question.blocks[-1]["elements"][0]["value"]
    team.later(days=1, minutes=5)
    for action in ("intro.happy", "intro.notnow", "intro.unnamed", "intro.words"):
        ada.presses_late(action, value, on=question)
        assert "The words are on their way already" in ada.read(ada.inbox[-1])
    assert states(team) == [IntroductionState.OUT]


def test_a_connector_slack_cannot_reach_lets_the_ask_go_on(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    team.slack.faults.add(method="chat.postMessage", kind="error", error="user_disabled")
    ada.presses("Happy to")
    assert states(team) == [IntroductionState.ENDED]
    assert hears(ada, "did not come about")


def test_a_connector_in_silence_still_lets_the_asker_be_asked_in_their_hours(team: Team, ben: Person):
    eve = team.joins("eve", tz="America/New_York")
    ask(eve)
    carries(ben)
    assert not hears(eve, CONSENT)
    team.at(datetime(2026, 11, 24, 14, 5, tzinfo=UTC))
    assert hears(eve, CONSENT)


def test_the_askers_own_words_are_forgotten_once_they_are_delivered_and_stay_in_the_lines(
    team: Team, ada: Person, ben: Person
):
    ask(ada)
    carries(ben, language="de")
    ada.presses("Change the words")
    assert "as soon as your colleague has it" in ada.read(form_of(ada))
    team.slack.faults.add(method="chat.postMessage", kind="500")
    ada.submits(text="Dear Mrs. Zimtblüte, who buys lamps?", named="yes")
    team.later(minutes=5)
    assert [where for where, value in everything_stored(team) if "Zimtblüte" in value] == []
    ada.presses("Add details", on=ada.inbox[0])
    ada.submits(what_for="cabin lights")
    assert "Zimtblüte" in ben.read(ben.reads_anywhere(LINES))
    team.at(datetime(2026, 11, 27, 9, 5, tzinfo=UTC))
    assert AIRBUS in ben.read(ben.reads_anywhere("Have you heard back"))
    assert "Zimtblüte" in ben.read(ben.reads_anywhere(LINES))
    ben.presses("They said yes", on=ben.reads_anywhere("Have you heard back"))
    assert len(talks(team, ada, ben)) == 1


def test_the_lines_the_bot_wrote_still_say_what_the_ask_says(team: Team, ada: Person, ben: Person):
    ask(ada)
    carries(ben)
    ada.presses("Happy to")
    ada.presses("Add details", on=ada.inbox[0])
    ada.submits(what_for="cabin lights")
    assert "cabin lights" in ben.read(ben.reads_anywhere(LINES))
