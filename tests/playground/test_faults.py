"""Bad days: what the bot meets when Slack is in trouble."""

import threading

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.persona import Persona
from bot.playground.world import Slack


def test_too_many_requests_say_when_to_come_back(api: WebClient, slack: Slack, general: str) -> None:
    slack.faults.add("chat.postMessage", "429", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        api.chat_postMessage(channel=general, text="x")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert caught.value.response["error"] == "ratelimited"
    assert slack.posts[general] == []
    assert api.chat_postMessage(channel=general, text="x")["ok"]


def test_a_server_error_lasts_as_long_as_it_was_told_to(api: WebClient, slack: Slack, general: str) -> None:
    fault = slack.faults.add("*", "500", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError):
            api.auth_test()
    assert api.auth_test()["ok"]
    assert fault.met == 2


def test_any_error_can_be_answered_and_leaves_the_list_of_refusals_alone(
    api: WebClient, slack: Slack, general: str
) -> None:
    slack.faults.add("chat.postMessage", "error", error="token_revoked")
    with pytest.raises(SlackApiError, match="token_revoked"):
        api.chat_postMessage(channel=general, text="x")
    assert slack.refusals == []
    assert slack.wire[-1].problem == "on purpose: error"


def test_a_fault_of_one_channel_leaves_the_others_alone(api: WebClient, slack: Slack, general: str) -> None:
    other = slack.add_channel("other")
    slack.faults.add("chat.postMessage", "500", channel=other.id)
    assert api.chat_postMessage(channel=general, text="x")["ok"]
    with pytest.raises(SlackApiError):
        api.chat_postMessage(channel=other.id, text="x")


def test_a_fault_of_a_person_meets_messages_into_the_direct_conversation(
    api: WebClient, slack: Slack, ada: Persona
) -> None:
    slack.faults.add("chat.postMessage", "500", channel=ada.user_id)
    with pytest.raises(SlackApiError):
        api.chat_postMessage(channel=slack.direct(ada.user_id).id, text="x")


def test_a_reset_after_accept_has_done_the_work(api: WebClient, slack: Slack, ada: Persona, general: str) -> None:
    slack.faults.add("chat.postMessage", "reset_after_accept")
    with pytest.raises(OSError, match=r"."):
        api.chat_postMessage(channel=general, text="did it arrive?")
    assert [m.text for m in ada.sees("general")] == ["did it arrive?"]


def test_a_hanging_call_waits_until_it_is_released_and_does_nothing(api: WebClient, slack: Slack, general: str) -> None:
    slack.faults.add("chat.postMessage", "hang")
    troubles: list[Exception] = []

    def call() -> None:
        try:
            api.chat_postMessage(channel=general, text="x")
        except OSError as trouble:
            troubles.append(trouble)

    caller = threading.Thread(target=call)
    caller.start()
    assert slack.faults.wait_for_hanging()
    assert caller.is_alive()
    slack.faults.release()
    caller.join()
    assert len(troubles) == 1
    assert slack.posts[general] == []


def test_a_client_that_gives_up_on_a_hanging_call_harms_nobody(slack: Slack, general: str, api: WebClient) -> None:
    slack.faults.add("chat.postMessage", "hang")
    impatient = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=[])
    impatient.timeout = 0.05  # type: ignore[assignment]  # seconds; the client hands fractions on as they are
    with pytest.raises(OSError, match="timed out"):
        impatient.chat_postMessage(channel=general, text="x")
    slack.faults.release()
    assert api.chat_postMessage(channel=general, text="y")["ok"]
