"""Answers to an interaction: at once in the acknowledgement, or later through its response URL."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.playground.persona import Persona
from bot.playground.world import Slack
from tests.playground.little_bot import Clock, LittleBot

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "a"}
BLOCKS = [{"type": "actions", "elements": [BUTTON]}]


def respond(bot: LittleBot, **body: Any) -> tuple[int, str]:
    answer = WebhookClient(bot.last["response_url"], retry_handlers=[]).send_dict(body)
    return answer.status_code, answer.body


def test_words_in_the_acknowledgement_are_read_by_the_person_alone(bot: LittleBot, ada: Persona, ben: Persona) -> None:
    bot.reply = lambda _payload: (200, "Noted.")
    ada.types("/ask", "x")
    assert [ada.read(m) for m in ada.sees("general")] == ["Noted."]
    assert ben.sees("general") == []


def test_an_acknowledgement_may_be_for_the_whole_channel(bot: LittleBot, ada: Persona, ben: Persona) -> None:
    bot.reply = lambda _payload: (200, {"response_type": "in_channel", "text": "Hello all"})
    ada.types("/ask", "x")
    assert [ben.read(m) for m in ben.sees("general")] == ["Hello all"]


def test_an_empty_acknowledgement_says_nothing(bot: LittleBot, slack: Slack, ada: Persona) -> None:
    ada.types("/ask", "x")
    assert ada.sees("general") == []
    assert slack.refusals == []


def test_an_acknowledgement_over_the_limits_is_not_shown(bot: LittleBot, slack: Slack, ada: Persona) -> None:
    bot.reply = lambda _payload: (200, {"text": "x", "blocks": [{"type": "nonsense"}]})
    call = ada.types("/ask", "x")
    assert ada.sees("general") == []
    assert call.problem == "invalid_blocks: blocks[0]: 'nonsense' is no block"
    assert slack.refusals == [f"/ask: {call.problem}"]


def test_a_response_url_works_where_the_bot_is_no_member(bot: LittleBot, slack: Slack, ada: Persona) -> None:
    slack.add_channel("elsewhere", bot_is_member=False)
    ada.types("/ask", "x", in_="elsewhere")
    assert respond(bot, text="psst") == (200, "ok")
    assert ada.sees("elsewhere")[0].ephemeral_to == ada.user_id
    respond(bot, text="hello", response_type="in_channel")
    assert ada.sees("elsewhere")[1].ephemeral_to is None


def test_a_response_url_replaces_and_deletes_the_message_that_was_pressed(
    bot: LittleBot, api: WebClient, ada: Persona, general: str
) -> None:
    api.chat_postMessage(channel=general, text="x", blocks=BLOCKS)
    ada.presses("Go")
    respond(bot, text="done", replace_original=True)
    (message,) = ada.sees("general")
    assert (message.text, message.blocks) == ("done", [])
    respond(bot, delete_original=True)
    assert ada.sees("general") == []
    assert respond(bot, text="again", replace_original=True) == (404, "message_not_found")


def test_ephemeral_messages_are_replaced_through_their_response_url_only(
    bot: LittleBot, api: WebClient, ada: Persona, general: str
) -> None:
    api.chat_postEphemeral(channel=general, user=ada.user_id, text="x", blocks=BLOCKS)
    ada.presses("Go")
    respond(bot, text="done", replace_original="true")
    (message,) = ada.sees("general")
    assert (message.text, message.ephemeral_to) == ("done", ada.user_id)


def test_without_saying_replace_the_answer_is_one_more_message(
    bot: LittleBot, api: WebClient, ada: Persona, general: str
) -> None:
    api.chat_postMessage(channel=general, text="x", blocks=BLOCKS)
    ada.presses("Go")
    respond(bot, text="thanks")
    assert [(m.text, bool(m.ephemeral_to)) for m in ada.sees("general")] == [("x", False), ("thanks", True)]


def test_the_answer_to_a_press_in_a_thread_stays_in_the_thread(
    bot: LittleBot, api: WebClient, ada: Persona, general: str
) -> None:
    parent = api.chat_postMessage(channel=general, text="parent")["ts"]
    api.chat_postMessage(channel=general, text="x", blocks=BLOCKS, thread_ts=parent)
    ada.presses("Go")
    respond(bot, text="thanks")
    assert ada.sees("general", thread=ada.sees("general")[0])[-1].text == "thanks"


def test_a_command_has_no_message_to_replace(bot: LittleBot, ada: Persona) -> None:
    ada.types("/ask", "x")
    respond(bot, text="one", replace_original=True)
    respond(bot, text="two", replace_original=True)
    assert [m.text for m in ada.sees("general")] == ["one", "two"]


def test_a_response_url_is_good_for_five_answers(bot: LittleBot, ada: Persona) -> None:
    ada.types("/ask", "x")
    assert [respond(bot, text="x")[0] for _ in range(6)] == [200, 200, 200, 200, 200, 404]
    assert respond(bot, text="x")[1] == "used_url"


def test_a_response_url_is_good_for_half_an_hour(bot: LittleBot, ada: Persona, clock: Clock) -> None:
    ada.types("/ask", "x")
    clock.now += 30 * 60
    assert respond(bot, text="x") == (200, "ok")
    clock.now += 1
    assert respond(bot, text="x") == (404, "expired_url")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x", "response_type": "public"}, "invalid_response_type"),
        ({"text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
    ],
)
def test_answers_slack_does_not_take(
    bot: LittleBot, slack: Slack, ada: Persona, body: dict[str, Any], why: str
) -> None:
    ada.types("/ask", "x")
    status, said = respond(bot, **body)
    assert (status, said.partition(":")[0]) == (400, why)
    assert slack.refusals[0].startswith(f"response_url: {why}")
    assert ada.sees("general") == []


@pytest.mark.parametrize("body", [b"", b"text=hello", b"[]"])
def test_an_answer_that_is_no_json_object_is_refused(bot: LittleBot, ada: Persona, body: bytes) -> None:
    ada.types("/ask", "x")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(bot.last["response_url"], body)
    caught.value.close()
    assert caught.value.code == 400


def test_a_strange_response_url_leads_nowhere(bot: LittleBot, slack: Slack, ada: Persona) -> None:
    ada.types("/ask", "x")
    address = bot.last["response_url"].rpartition("/")[0] + "/R404"
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(address, json.dumps({"text": "x"}).encode())
    caught.value.close()
    assert caught.value.code == 404


def test_the_body_of_the_answer_to_a_press_is_ignored_and_that_is_noted(
    bot: LittleBot, slack: Slack, api: WebClient, ada: Persona, general: str
) -> None:
    api.chat_postMessage(channel=general, text="x", blocks=BLOCKS)
    bot.reply = lambda _payload: (200, {"text": "hello"})
    ada.presses("Go")
    assert [m.text for m in ada.sees("general")] == ["x"]
    assert "use the response URL" in slack.refusals[0]
