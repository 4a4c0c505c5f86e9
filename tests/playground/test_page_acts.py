"""The playground's page: what a person does there, and what comes of it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.playground import conversations, modals
from bot.playground.persona import Persona
from bot.playground.records import Message
from bot.playground.world import Slack
from tests.playground.browsing import HERE, Browser, Watch, browse, field_of, opens, option, text, words
from tests.playground.little_bot import Clock, LittleBot


@pytest.fixture
def watch(clock: Clock) -> Watch:
    return Watch(clock)


@pytest.fixture
def browser(slack: Slack, watch: Watch) -> Browser:
    return browse(slack, watch)


@pytest.fixture
def posts(slack: Slack, general: str) -> Callable[..., Message]:
    """The bot says something in #general."""

    def post(text: str = "Hello", **more: Any) -> Message:
        return conversations.post(slack, slack.channels[general], user=slack.bot_user_id, text=text, **more)

    return post


# -- what somebody does


def test_a_slash_command_reaches_the_bot_and_its_answer_the_person(
    browser: Browser, bot: LittleBot, ada: Persona, general: str
) -> None:
    bot.reply = lambda _: (200, {"text": "Noted."})
    assert browser.does(ada, "write", channel=general, text="/ask  who has a projector?") == ""
    assert (bot.last["command"], bot.last["text"]) == ("/ask", "who has a projector?")
    assert "Noted." in browser.sees(ada, general)


def test_an_unknown_command_is_kept_and_explained(browser: Browser, bot: LittleBot, ada: Persona, general: str) -> None:
    answer = browser.client.post(
        f"/as/{ada.user_id}/write", json={"channel": general, "text": "/aks x"}, headers={"Origin": HERE}
    )
    assert answer.json
    assert answer.json["failed"]
    assert answer.json["note"].startswith("/aks is not a command here. Try /ask")
    assert not bot.heard


def test_commands_do_not_work_in_threads(
    browser: Browser, bot: LittleBot, ada: Persona, general: str, posts: Any
) -> None:
    note = browser.does(ada, "write", channel=general, text="/ask x", thread=posts().ts)
    assert note == "/ask does not work in threads. Write it in the channel."
    assert not bot.heard


def test_a_bot_that_fails_is_named(browser: Browser, bot: LittleBot, ada: Persona, general: str) -> None:
    bot.reply = lambda _: (500, "")
    assert browser.does(ada, "write", channel=general, text="/ask x") == "Givefirst answered with an error (500)."
    assert 'failed with the error "dispatch_failed"' in browser.sees(ada, general)


def test_a_bot_that_is_not_there_is_named(browser: Browser, slack: Slack, ada: Persona, general: str) -> None:
    slack.bot_url = "http://127.0.0.1:9"
    assert browser.does(ada, "shortcut", callback="ask.new") == "Givefirst cannot be reached. Is it running?"
    assert "the bot did not answer" in browser.sees(ada, general, pane="wire")


def test_a_button_is_pressed(browser: Browser, bot: LittleBot, ada: Persona, general: str, posts: Any) -> None:
    button = {"type": "button", "action_id": "ask.help", "value": "7", "text": text("I can help")}
    message = posts(blocks=[{"type": "actions", "block_id": "b", "elements": [button]}])
    pressed = {"channel": general, "ts": message.ts, "action": "ask.help", "block": "b", "type": "button", "value": "7"}
    assert browser.does(ada, "press", **pressed) == ""
    assert bot.last["actions"][0]["value"] == "7"


def test_a_choice_is_kept_for_the_one_who_chose(
    browser: Browser, bot: LittleBot, ada: Persona, ben: Persona, general: str, posts: Any
) -> None:
    menu = {"type": "static_select", "action_id": "s", "options": [option("weekly"), option("monthly")]}
    message = posts(blocks=[{"type": "actions", "block_id": "b", "elements": [menu]}])
    chosen = {
        "channel": general,
        "ts": message.ts,
        "action": "s",
        "block": "b",
        "type": "static_select",
        "value": "monthly",
    }
    browser.does(ada, "press", **chosen)
    assert bot.last["actions"][0]["selected_option"]["value"] == "monthly"
    assert '<option value="monthly" selected>' in browser.pane("messages", ada, general)
    assert '<option value="monthly" selected>' not in browser.pane("messages", ben, general)


def test_what_somebody_does_not_see_cannot_be_pressed(
    browser: Browser, bot: LittleBot, ada: Persona, ben: Persona, general: str, posts: Any
) -> None:
    button = {"type": "button", "action_id": "ask.details", "text": text("Add details")}
    message = posts(blocks=[{"type": "actions", "block_id": "b", "elements": [button]}], ephemeral_to=ada.user_id)
    pressed = {"channel": general, "ts": message.ts, "action": "ask.details", "block": "b"}
    assert browser.does(ben, "press", **pressed) == "That message is gone."
    assert (
        browser.does(ben, "message-shortcut", channel=general, ts=message.ts, callback="x") == "That message is gone."
    )
    assert not bot.heard


def test_a_message_is_turned_into_an_ask(
    browser: Browser, bot: LittleBot, ada: Persona, general: str, posts: Any
) -> None:
    message = posts("Who has a projector?")
    browser.does(ada, "message-shortcut", channel=general, ts=message.ts, callback="ask.from_message")
    assert (bot.last["type"], bot.last["message"]["text"]) == ("message_action", "Who has a projector?")


def test_the_home_is_opened_and_drawn(browser: Browser, slack: Slack, bot: LittleBot, ada: Persona) -> None:
    direct = slack.direct(ada.user_id).id
    assert "Nothing on this Home yet." in browser.sees(ada, direct, tab="home")
    browser.does(ada, "home")
    assert bot.last["event"]["type"] == "app_home_opened"
    home = {"type": "home", "blocks": [{"type": "header", "text": text("My asks")}]}
    slack.homes[ada.user_id] = modals.new_view(slack, ada.user_id, home)
    assert browser.sees(ada, direct, tab="home") == "My asks"


def test_the_bot_is_added_to_a_channel(browser: Browser, slack: Slack, ada: Persona) -> None:
    sales = slack.add_channel("sales", [ada.user_id], bot_is_member=False)
    assert "Add Givefirst" in browser.sees(ada, sales.id, pane="header")
    browser.does(ada, "invite", channel=sales.id)
    assert "Add Givefirst" not in browser.sees(ada, sales.id, pane="header")


@pytest.mark.parametrize("sent", [{}, [], {"channel": "C0NOPE", "text": "x"}, {"channel": None, "text": "x"}])
def test_nonsense_is_refused_kindly(browser: Browser, ada: Persona, sent: Any) -> None:
    answer = browser.client.post(f"/as/{ada.user_id}/write", json=sent, headers={"Origin": HERE})
    assert answer.status_code == 400
    assert "That did not work" in answer.text


# -- modals


def test_a_required_field_is_asked_for_before_anything_is_sent(
    browser: Browser, slack: Slack, bot: LittleBot, ada: Persona, general: str
) -> None:
    view = opens(slack, ada, field_of("text"), field_of("what_for"))
    assert browser.does(ada, "submit", view=view, values={"text": "a projector", "what_for": ""}) == ""
    html = browser.pane("modal", ada, general)
    assert "Please complete this required field." in html
    assert re.search(r'data-block="what_for"[^>]*aria-describedby="[^"]*-error"[^>]*aria-invalid="true"', html)
    assert 'value="a projector"' in html
    assert not bot.heard


def test_the_bots_field_errors_are_shown_at_their_fields_and_nothing_typed_is_lost(
    browser: Browser, slack: Slack, bot: LittleBot, ada: Persona, general: str
) -> None:
    bot.reply = lambda _: (200, {"response_action": "errors", "errors": {"text": "At most 500 characters."}})
    view = opens(slack, ada, field_of("text", multiline=True), field_of("what_for", optional=True))
    browser.does(ada, "submit", view=view, values={"text": "so <long>", "what_for": None})
    html = browser.pane("modal", ada, general)
    assert re.search(
        r'data-testid="input-text".*At most 500 characters\..*data-testid="input-what_for"', html, re.DOTALL
    )
    assert "so &lt;long&gt;</textarea>" in html


def test_a_modal_goes_when_the_bot_takes_it(
    browser: Browser, slack: Slack, bot: LittleBot, ada: Persona, general: str
) -> None:
    view = opens(slack, ada, field_of("text"), field_of("when", type="datetimepicker"))
    browser.does(ada, "submit", view=view, values={"text": "a projector", "when": "2026-07-01T12:00", "gone": "x"})
    typed = bot.last["view"]["state"]["values"]
    assert typed["text"]["text"]["value"] == "a projector"
    assert typed["when"]["when"]["selected_date_time"] == int(datetime(2026, 7, 1, 10, 0, tzinfo=UTC).timestamp())
    assert browser.pane("modal", ada, general).strip() == ""
    assert browser.does(ada, "submit", view=view, values={}) == "This window is no longer open."


def test_a_button_in_a_modal_takes_along_what_was_typed(
    browser: Browser, slack: Slack, bot: LittleBot, ada: Persona, general: str
) -> None:
    more = {"type": "button", "action_id": "more", "text": text("More")}
    view = opens(slack, ada, field_of("text"), {"type": "actions", "block_id": "b", "elements": [more]})
    browser.does(
        ada, "press-in-view", view=view, action="more", block="b", type="button", values={"text": "half a sen"}
    )
    assert bot.last["view"]["state"]["values"]["text"]["text"]["value"] == "half a sen"
    assert 'value="half a sen"' in browser.pane("modal", ada, general)


def test_a_closed_modal_is_gone_and_nobody_elses_can_be_closed(
    browser: Browser, slack: Slack, ada: Persona, ben: Persona
) -> None:
    view = opens(slack, ada, field_of("text"))
    assert browser.does(ben, "close", view=view) == "This window is no longer open."
    assert slack.view_of(ada.user_id)
    browser.does(ada, "close", view=view)
    assert slack.view_of(ada.user_id) is None


# -- the wire and the clock


def test_a_refused_payload_is_a_red_line_with_its_reason(
    browser: Browser, slack: Slack, bot: LittleBot, ada: Persona, general: str
) -> None:
    bot.reply = lambda _: (200, {"text": "x", "blocks": [{"type": "header", "text": text("x" * 151)}]})
    browser.does(ada, "write", channel=general, text="/ask x")
    html = browser.pane("wire", ada, general)
    assert "1 refused" in words(html)
    assert re.search(r'<p class="problem">[^<]*at most 150', html)


def test_each_call_opens_with_what_was_sent_and_answered(
    browser: Browser, bot: LittleBot, ada: Persona, general: str
) -> None:
    bot.reply = lambda _: (200, {"text": "<b>Noted"})
    browser.does(ada, "write", channel=general, text="/ask x")
    (key,) = re.findall(r'data-call="(\w+)"', browser.pane("wire", ada, general))
    inside = browser.client.get(f"/as/{ada.user_id}/wire/{key}").text
    assert "&#34;command&#34;: &#34;/ask&#34;" in inside
    assert "&lt;b&gt;Noted" in inside
    assert browser.client.get(f"/as/{ada.user_id}/wire/0").status_code == 404


def test_the_clock_moves_in_strides_and_jobs_run_at_each(browser: Browser, ada: Persona, watch: Watch) -> None:
    assert watch.now() == datetime(2027, 1, 15, 8, 0, tzinfo=UTC)
    assert browser.does(ada, "clock/tomorrow") == "It is Saturday 09:00 now."
    assert watch.now() == datetime(2027, 1, 16, 8, 0, tzinfo=UTC)
    assert len(watch.rounds) == 24
    assert watch.rounds[-1] == watch.now()


def test_nine_is_nine_where_the_reader_is(
    browser: Browser, slack: Slack, ada: Persona, general: str, watch: Watch
) -> None:
    slack.change_user(ada.user_id, tz="America/New_York")
    browser.does(ada, "clock/monday")
    assert watch.now() == datetime(2027, 1, 18, 14, 0, tzinfo=UTC)
    assert browser.sees(ada, general, pane="clock") == "Mon 18 Jan 2027, 09:00 New York"


def test_there_is_no_way_back(browser: Browser, ada: Persona) -> None:
    answer = browser.client.post(f"/as/{ada.user_id}/clock/yesterday", json={}, headers={"Origin": HERE})
    assert answer.status_code == 404
