"""What the bot gets from Slack: signed, in Slack's shapes, and once more when Slack repeats itself."""

import pytest
from slack_sdk import WebClient
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from bot.playground.persona import Persona
from bot.playground.world import Slack
from tests.playground.little_bot import Clock, LittleBot


class At(SignatureClock):
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def now(self) -> float:
        return self.seconds


def test_every_request_is_signed(bot: LittleBot, slack: Slack, ada: Persona, clock: Clock) -> None:
    ada.types("/ask", "äöü & more")
    ada.uses("ask.new")
    ada.writes_to_the_bot("hello")
    verifier = SignatureVerifier(slack.signing_secret, At(clock.now))
    assert len(bot.heard) == 3
    for heard in bot.heard:
        assert verifier.is_valid_request(heard.body, heard.headers)
        assert not SignatureVerifier("another secret", At(clock.now)).is_valid_request(heard.body, heard.headers)


def test_signatures_follow_the_workspace_clock(bot: LittleBot, slack: Slack, ada: Persona, clock: Clock) -> None:
    clock.now += 86_400
    ada.types("/ask")
    assert bot.heard[0].headers["X-Slack-Request-Timestamp"] == str(int(clock.now))


def test_a_command_carries_all_that_slack_sends(bot: LittleBot, slack: Slack, ada: Persona, general: str) -> None:
    ada.types("/ask", "who has a <projector> & @Ben Okafor? see https://example.com/a.", in_="general")
    sent = bot.last
    assert set(sent) == {
        *("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command", "text"),
        *("api_app_id", "is_enterprise_install", "response_url", "trigger_id"),
    }
    assert (sent["command"], sent["channel_id"], sent["channel_name"]) == ("/ask", general, "general")
    ben = next(u.id for u in slack.users.values() if u.name == "ben")
    assert sent["text"] == f"who has a &lt;projector&gt; &amp; <@{ben}|ben>? see <https://example.com/a>."


def test_a_command_without_should_escape_carries_the_words_as_typed(bot: LittleBot, slack: Slack, ada: Persona) -> None:
    slack.escaping = frozenset({"/give"})
    ada.types("/thanks", "@ben for <that>")
    assert bot.last["text"] == "@ben for <that>"


def test_direct_and_private_channels_have_their_own_names_in_commands(
    bot: LittleBot, slack: Slack, ada: Persona
) -> None:
    slack.add_channel("board", is_private=True)
    ada.types("/ask", in_="@")
    assert bot.last["channel_name"] == "directmessage"
    ada.types("/ask", in_="board")
    assert bot.last["channel_name"] == "privategroup"


def test_a_mention_becomes_an_event(bot: LittleBot, slack: Slack, ada: Persona, general: str) -> None:
    ada.says("@Givefirst who has <2> projectors & @here?")
    sent = bot.last
    assert sent["type"] == "event_callback"
    assert sent["authorizations"][0] == {
        "enterprise_id": None,
        "team_id": slack.team_id,
        "user_id": slack.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    assert {"event_id", "event_time", "event_context", "api_app_id", "team_id", "token"} <= set(sent)
    event = sent["event"]
    assert (event["type"], event["channel"], event["user"]) == ("app_mention", general, ada.user_id)
    assert event["text"] == f"<@{slack.bot_user_id}> who has &lt;2&gt; projectors &amp; <!here>?"
    assert event["blocks"][0]["elements"][0]["elements"][0] == {"type": "user", "user_id": slack.bot_user_id}


def test_what_is_none_of_the_bots_business_is_not_told(bot: LittleBot, slack: Slack, ada: Persona) -> None:
    slack.add_channel("elsewhere", bot_is_member=False)
    assert ada.says("good morning") is None
    assert ada.says("@Givefirst hello", in_="elsewhere") is None
    assert bot.heard == []


def test_a_direct_message_becomes_a_message_event_also_when_it_mentions_the_bot(bot: LittleBot, ada: Persona) -> None:
    ada.writes_to_the_bot("@Givefirst hello")
    assert len(bot.heard) == 1
    assert (bot.last["event"]["type"], bot.last["event"]["channel_type"]) == ("message", "im")


def test_editing_and_deleting_a_direct_message_is_told(bot: LittleBot, slack: Slack, ada: Persona) -> None:
    ada.writes_to_the_bot("helo")
    message = ada.inbox[0]
    slack.edit(ada.user_id, message.channel, message.ts, "hello")
    assert (bot.last["event"]["subtype"], bot.last["event"]["message"]["text"]) == ("message_changed", "hello")
    slack.delete(ada.user_id, message.channel, message.ts)
    assert bot.last["event"]["subtype"] == "message_deleted"
    assert ada.inbox == []


def test_a_repeated_event_is_the_same_but_for_its_signature(
    bot: LittleBot, slack: Slack, ada: Persona, clock: Clock
) -> None:
    call = ada.says("@Givefirst hello")
    assert call is not None
    clock.now += 60
    again = slack.repeat(call)
    slack.repeat(call)
    first, second, third = bot.heard
    assert first.body == second.body == third.body
    assert "X-Slack-Retry-Num" not in first.headers
    assert (second.headers["X-Slack-Retry-Num"], third.headers["X-Slack-Retry-Num"]) == ("1", "2")
    assert second.headers["X-Slack-Signature"] != first.headers["X-Slack-Signature"]
    assert again.ok


def test_two_events_have_two_ids(bot: LittleBot, ada: Persona) -> None:
    ada.says("@Givefirst hello")
    ada.says("@Givefirst hello")
    assert bot.heard[0].payload["event_id"] != bot.heard[1].payload["event_id"]


def test_people_coming_changing_and_going_is_told(bot: LittleBot, slack: Slack, ada: Persona, general: str) -> None:
    new = slack.add_user("cem", "Cem Aydin")
    slack.join_team(new.id)
    assert (bot.last["event"]["type"], bot.last["event"]["user"]["id"]) == ("team_join", new.id)
    slack.join_channel(new.id, general)
    assert (bot.last["event"]["type"], bot.last["event"]["channel"]) == ("member_joined_channel", general)
    slack.change_user(ada.user_id, tz="America/New_York")
    assert (bot.last["event"]["type"], bot.last["event"]["user"]["tz"]) == ("user_change", "America/New_York")
    slack.deactivate(new.id)
    assert bot.last["event"]["user"]["deleted"]
    assert new.id not in slack.channels[general].members


def test_the_bot_hears_of_others_leaving_and_of_its_own_removal(
    bot: LittleBot, slack: Slack, ben: Persona, general: str
) -> None:
    bot.reply = lambda _payload: (200 if slack.message(general, "1.1") is None else 500, "")  # reads while it answers
    slack.leave_channel(ben.user_id, general)
    assert (bot.last["event"]["type"], bot.last["event"]["user"]) == ("member_left_channel", ben.user_id)
    slack.leave_channel(slack.bot_user_id, general)
    assert bot.last["event"]["type"] == "channel_left"
    assert not slack.channels[general].bot_is_member
    assert slack.join_channel(ben.user_id, general) is None


def test_a_stranger_is_recognised_by_the_team(bot: LittleBot, slack: Slack, general: str) -> None:
    stranger = slack.add_user("sam", stranger=True)
    slack.channels[general].members.append(stranger.id)
    slack.say(stranger.id, general, "@Givefirst hello")
    assert bot.last["is_ext_shared_channel"]
    assert bot.last["event"]["user_team"] == stranger.team_id != slack.team_id
    slack.command(stranger.id, general, "/ask", "x")
    slack.global_shortcut(stranger.id, "ask.new")
    assert bot.last["user"]["team_id"] == stranger.team_id


def test_what_crossed_the_wire_stays_as_it_was(slack: Slack, api: WebClient, ada: Persona, general: str) -> None:
    ada.types("/ask", "one")
    api.chat_postMessage(channel=general, text="two")
    assert [(call.direction, call.name, call.status) for call in slack.wire] == [
        ("to_bot", "/ask", 200),
        ("to_slack", "chat.postMessage", 200),
    ]
    assert slack.calls("chat.")[0].request["text"] == "two"
    before = slack.version
    slack.changed()
    assert slack.version == before + 1


def test_a_global_shortcut_has_no_channel(bot: LittleBot, ada: Persona) -> None:
    ada.uses("ask.new")
    assert (bot.last["type"], bot.last["callback_id"], bot.last["user"]["id"]) == ("shortcut", "ask.new", ada.user_id)
    assert bot.last["trigger_id"]
    assert "channel" not in bot.last


def test_a_message_shortcut_carries_the_message_as_stored(
    bot: LittleBot, ada: Persona, ben: Persona, general: str
) -> None:
    ben.says("who knows <anything> about R&D?")
    ada.uses("ask.from_message", on=ada.sees("general")[0])
    assert (bot.last["type"], bot.last["channel"]["id"]) == ("message_action", general)
    assert bot.last["message"]["text"] == "who knows &lt;anything&gt; about R&amp;D?"
    assert bot.last["message_ts"] == bot.last["message"]["ts"]
    assert bot.last["response_url"].startswith("http://")


def test_a_press_tells_what_was_pressed_and_where(bot: LittleBot, api: WebClient, ada: Persona, general: str) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "ask.help", "value": "7"}
    ts = api.chat_postMessage(channel=general, text="x", blocks=[{"type": "actions", "elements": [button]}])["ts"]
    ada.presses("Go")
    sent = bot.last
    assert sent["container"] == {"type": "message", "message_ts": ts, "channel_id": general, "is_ephemeral": False}
    assert sent["message"]["ts"] == ts
    assert sent["channel"] == {"id": general, "name": "general"}
    assert sent["state"] == {"values": {}}
    (action,) = sent["actions"]
    assert (action["type"], action["action_id"], action["value"]) == ("button", "ask.help", "7")
    assert action["block_id"] == sent["message"]["blocks"][0]["block_id"]
    assert float(action["action_ts"]) > float(ts)
    assert {"trigger_id", "response_url", "user", "team", "api_app_id"} <= set(sent)


def test_a_press_on_an_ephemeral_message_brings_no_message(
    bot: LittleBot, api: WebClient, ada: Persona, general: str
) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "a"}
    blocks = [{"type": "actions", "elements": [button]}]
    api.chat_postEphemeral(channel=general, user=ada.user_id, text="x", blocks=blocks)
    ada.presses("Go")
    assert bot.last["container"]["is_ephemeral"] is True
    assert "message" not in bot.last


def test_a_choice_in_a_message_is_in_its_state(bot: LittleBot, api: WebClient, ada: Persona, general: str) -> None:
    options = [{"text": {"type": "plain_text", "text": label}, "value": label.lower()} for label in ("One", "Two")]
    menu = {"type": "static_select", "action_id": "pick", "options": options}
    api.chat_postMessage(channel=general, text="x", blocks=[{"type": "actions", "block_id": "b", "elements": [menu]}])
    ada.chooses("pick", "Two")
    assert bot.last["actions"][0]["selected_option"] == options[1]
    assert bot.last["state"]["values"]["b"]["pick"]["selected_option"] == options[1]


def test_the_home_is_opened_with_what_was_published(bot: LittleBot, api: WebClient, ada: Persona) -> None:
    ada.opens_home()
    assert (bot.last["event"]["type"], bot.last["event"]["tab"]) == ("app_home_opened", "home")
    assert "view" not in bot.last["event"]
    api.views_publish(user_id=ada.user_id, view={"type": "home", "blocks": [{"type": "divider"}]})
    ada.opens_home()
    assert bot.last["event"]["view"]["type"] == "home"


def test_an_answer_that_comes_too_late_counts_as_none(bot: LittleBot, slack: Slack, ada: Persona) -> None:
    slack.patience = 0.0
    call = ada.types("/ask", "x")
    assert (call.timed_out, call.ok, call.status) == (True, False, 200)
    assert "operation_timeout" in ada.read(ada.sees("general")[-1])


def test_a_bot_in_trouble_is_shown_as_slack_does(bot: LittleBot, ada: Persona) -> None:
    bot.reply = lambda _payload: (500, "oops")
    call = ada.types("/ask", "x")
    assert (call.status, call.problem) == (500, "the bot answered 500")
    assert 'failed with the error "dispatch_failed"' in ada.read(ada.sees("general")[-1])


def test_a_bot_that_is_not_there_is_no_reason_to_break(slack: Slack, ada: Persona) -> None:
    slack.bot_url = "http://127.0.0.1:1"
    call = ada.types("/ask", "x")
    assert (call.status, call.ok) == (0, False)
    assert "did not answer" in call.problem


def test_nobody_writes_or_types_where_they_are_not(slack: Slack, ada: Persona) -> None:
    board = slack.add_channel("board", [], is_private=True)
    with pytest.raises(PermissionError):
        ada.says("hello", in_="board")
    with pytest.raises(PermissionError):
        ada.types("/ask", "x", in_=board.id)
