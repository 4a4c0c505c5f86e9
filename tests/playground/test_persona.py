"""A person at her client: finding things as people find them, and telling well what is not there."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground.persona import Persona
from bot.playground.world import Slack
from tests.playground.little_bot import LittleBot


def row(*labels: str, action_id: str = "go") -> list[dict[str, Any]]:
    buttons = [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": label},
            "action_id": f"{action_id}.{n}",
            "value": label,
        }
        for n, label in enumerate(labels)
    ]
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Hi* <#C404|there>"}},
        {"type": "actions", "elements": buttons},
    ]


def test_the_newest_button_is_pressed_unless_told_otherwise(
    bot: LittleBot, api: WebClient, ada: Persona, general: str
) -> None:
    first = api.chat_postMessage(channel=general, text="x", blocks=row("Help", "No"))["ts"]
    second = api.chat_postMessage(channel=ada.user_id, text="x", blocks=row("Help"))["ts"]
    ada.presses("Help")
    assert bot.last["container"]["message_ts"] == second
    ada.presses("Help", newest=False)
    assert bot.last["container"]["message_ts"] == first
    ada.presses("Help", in_="general")
    assert bot.last["container"]["message_ts"] == first
    ada.presses("go.1", on=ada.sees("general")[0])
    assert bot.last["actions"][0]["value"] == "No"


def test_a_button_in_a_thread_and_in_an_ephemeral_message_is_found(
    bot: LittleBot, api: WebClient, ada: Persona, ben: Persona, general: str
) -> None:
    parent = api.chat_postMessage(channel=general, text="parent")["ts"]
    args: dict[str, Any] = {"channel": general, "user": ada.user_id, "thread_ts": parent}
    api.chat_postEphemeral(text="x", blocks=row("Secret"), **args)
    ada.presses("Secret")
    assert bot.last["container"]["is_ephemeral"]
    with pytest.raises(AssertionError, match="finds no button 'Secret'"):
        ben.presses("Secret")


def test_what_is_not_there_is_told_with_a_picture(api: WebClient, ada: Persona, general: str) -> None:
    api.chat_postMessage(channel=general, text="x", blocks=row("Help"))
    with pytest.raises(AssertionError) as caught:
        ada.presses("I can help")
    picture = str(caught.value)
    assert "# general" in picture
    assert "*Hi* #there" in picture
    assert "Help" in picture
    for nothing in (ada.submits, ada.closes_the_modal):
        with pytest.raises(AssertionError, match="no modal open"):
            nothing()
    with pytest.raises(AssertionError, match="there is no channel 'nowhere'"):
        ada.sees("nowhere")
    with pytest.raises(AssertionError, match="reads 'gold' nowhere"):
        ada.reads_anywhere("gold")


def test_all_the_words_of_a_message_are_read(api: WebClient, slack: Slack, ada: Persona, general: str) -> None:
    inline = [
        {"type": "text", "text": "<b> & "},
        {"type": "user", "user_id": ada.user_id},
        {"type": "channel", "channel_id": general},
        {"type": "link", "url": "https://example.com", "text": "here"},
        {"type": "emoji", "name": "wave"},
    ]
    section = {"type": "rich_text_section", "elements": inline}
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": "Head"}},
        {
            "type": "rich_text",
            "elements": [section, {"type": "rich_text_list", "style": "bullet", "elements": [section]}],
        },
        {
            "type": "context",
            "elements": [{"type": "mrkdwn", "text": "a &lt; <https://example.com|b> <!date^1^{date}|May>"}],
        },
        *row("Help", "No"),
    ]
    api.chat_postMessage(channel=general, text="fallback", blocks=blocks)
    message = ada.sees("general")[0]
    words = "<b> & @Ada Novak#generalhere:wave:"
    assert ada.read(message) == f"Head\n{words}\n{words}\na < b May\n*Hi* #there\nHelp\nNo"
    assert ada.buttons(message) == ["Help", "No"]
    assert ada.reads_anywhere("Head") is message


def test_a_guest_sees_only_channels_they_are_in(slack: Slack, general: str, api: WebClient) -> None:
    guest = Persona(slack, slack.add_user("gil", guest=True).id)
    api.chat_postMessage(channel=general, text="x")
    assert guest.sees("general") == []
    slack.channels[general].members.append(guest.user_id)
    assert len(guest.sees("general")) == 1


def test_replies_are_written_into_the_thread(ada: Persona, ben: Persona) -> None:
    ada.says("who can help?")
    ben.says("me", thread=ben.sees("general")[0])
    assert [m.text for m in ada.sees("general")] == ["who can help?"]
    assert [m.text for m in ada.sees("general", thread=ada.sees("general")[0])] == ["who can help?", "me"]
