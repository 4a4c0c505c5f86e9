"""What the bot may do through the Web API, and what Slack says no to."""

import http.client
import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.persona import Persona
from bot.playground.web_api import Server, serve
from bot.playground.world import Slack


def error_of(api: WebClient, method: str, **args: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        api.api_call(method, json=args)
    return str(caught.value.response["error"])


def test_a_posted_message_is_seen_by_everybody_in_the_channel(
    api: WebClient, slack: Slack, ada: Persona, general: str
) -> None:
    posted = api.chat_postMessage(channel=general, text=f"Hello <@{slack.bot_user_id}>")
    (seen,) = ada.sees("general")
    assert seen.ts == posted["ts"]
    assert ada.read(seen) == "Hello @Givefirst"


def test_blocks_get_ids_and_come_back_with_them(api: WebClient, general: str) -> None:
    blocks = [{"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]}]
    (block,) = api.chat_postMessage(channel=general, text="x", blocks=blocks)["message"]["blocks"]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


def test_without_a_token_or_with_a_strange_one_nothing_is_done(slack: Slack, general: str) -> None:
    nobody = WebClient(base_url=slack.api_url)
    assert error_of(nobody, "chat.postMessage", channel=general, text="x") == "not_authed"
    stranger = WebClient(token="xoxb-strange", base_url=slack.api_url)
    assert error_of(stranger, "auth.test") == "invalid_auth"
    assert slack.posts[general] == []


def test_a_token_in_the_form_is_as_good_as_in_the_header(server: Server, slack: Slack) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rpartition(":")[2]))
    for _ in range(2):  # the second over the same connection
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/api/auth.test", f"token={slack.bot_token}", headers)
        assert json.loads(connection.getresponse().read())["team_id"] == slack.team_id
    connection.close()


def test_two_workspaces_on_one_server_do_not_meet(server: Server, slack: Slack, api: WebClient) -> None:
    other = server.add(Slack(bot_url=slack.bot_url))
    assert WebClient(token=other.bot_token, base_url=other.api_url).auth_test()["team_id"] == other.team_id
    there = other.add_channel("general")
    assert there.id not in slack.channels
    assert error_of(api, "chat.postMessage", channel=there.id, text="x") == "channel_not_found"
    server.remove(other)
    assert error_of(WebClient(token=other.bot_token, base_url=other.api_url), "auth.test") == "invalid_auth"


def test_one_token_is_served_once(server: Server, slack: Slack) -> None:
    with pytest.raises(ValueError, match="already"):
        server.add(Slack(bot_url="http://127.0.0.1:1", bot_token=slack.bot_token))


def test_a_closed_server_leaves_nothing_open() -> None:
    running = serve()
    port = int(running.url.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/nowhere")
    assert connection.getresponse().read() == b"not found"
    running.close()
    connection.close()
    with pytest.raises(OSError, match="refused"):
        http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()


def test_an_unknown_method_is_said_to_be_unknown(api: WebClient, slack: Slack) -> None:
    assert error_of(api, "chat.shout") == "unknown_method"
    assert slack.refusals == ["chat.shout: unknown_method"]


def test_socket_mode_is_declined_kindly(slack: Slack) -> None:
    with pytest.raises(SlackApiError, match="without SLACK_APP_TOKEN"):
        WebClient(base_url=slack.api_url).apps_connections_open(app_token="xapp-1")


def test_a_scope_that_is_missing_is_named(api: WebClient, slack: Slack, general: str) -> None:
    slack.scopes = frozenset({"chat:write"})
    assert error_of(api, "users.list") == "missing_scope"
    assert api.chat_postMessage(channel=general, text="x").headers["X-OAuth-Scopes"] == "chat:write"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"channel": "general", "text": "x"}, "channel_not_found"),
        ({"text": "x"}, "channel_not_found"),
        ({"channel": "GENERAL"}, "no_text"),
        ({"channel": "GENERAL", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "GENERAL", "text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"channel": "GENERAL", "text": "x", "blocks": "nonsense"}, "invalid_json"),
        ({"channel": "GENERAL", "text": "x", "metadata": {"event_type": 1}}, "invalid_metadata_format"),
        ({"channel": "GENERAL", "text": "x", "thread_ts": "1.1"}, "thread_not_found"),
        ({"channel": "BOT", "text": "x"}, "cannot_dm_bot"),
    ],
)
def test_messages_slack_does_not_post(api: WebClient, slack: Slack, general: str, args: Any, error: str) -> None:
    meant = {"GENERAL": general, "BOT": slack.bot_user_id}
    args = {key: meant.get(value, value) if isinstance(value, str) else value for key, value in args.items()}
    assert error_of(api, "chat.postMessage", **args) == error
    assert slack.posts[general] == []


def test_the_reason_for_a_refusal_is_written_down(api: WebClient, slack: Slack, general: str) -> None:
    error_of(
        api,
        "chat.postMessage",
        channel=general,
        blocks=[{"type": "header", "text": {"type": "plain_text", "text": ""}}],
    )
    assert slack.refusals == ["chat.postMessage: invalid_blocks: blocks[0].text.text: 0 characters, at least 1"]
    assert slack.wire[-1].problem.endswith("at least 1")


@pytest.mark.parametrize("is_private", [False, True])
def test_where_the_bot_is_no_member_it_cannot_post(api: WebClient, slack: Slack, is_private: bool) -> None:
    channel = slack.add_channel("elsewhere", is_private=is_private, bot_is_member=False)
    assert error_of(api, "chat.postMessage", channel=channel.id, text="x") == "not_in_channel"
    slack.join_channel(slack.bot_user_id, channel.id)
    assert api.chat_postMessage(channel=channel.id, text="x")["ok"]


def test_a_private_channel_without_the_bot_does_not_exist_for_it(api: WebClient, slack: Slack) -> None:
    channel = slack.add_channel("secret", is_private=True, bot_is_member=False)
    assert error_of(api, "conversations.info", channel=channel.id) == "channel_not_found"


def test_a_person_is_written_to_by_id_or_in_an_opened_conversation(api: WebClient, ada: Persona) -> None:
    by_id = api.chat_postMessage(channel=ada.user_id, text="one")["channel"]
    opened = api.conversations_open(users=ada.user_id)["channel"]["id"]
    assert by_id == opened
    assert [ada.read(m) for m in ada.inbox] == ["one"]


def test_the_same_people_have_one_conversation_and_the_bot_is_implied(
    api: WebClient, slack: Slack, ada: Persona, ben: Persona
) -> None:
    one = api.conversations_open(users=[ada.user_id, ben.user_id])["channel"]["id"]
    two = api.conversations_open(users=[ben.user_id, ada.user_id, slack.bot_user_id])["channel"]["id"]
    assert one == two
    assert slack.channels[one].kind == "mpim"
    assert slack.bot_user_id in slack.channels[one].members


def test_conversations_slack_does_not_open(api: WebClient, slack: Slack, ada: Persona) -> None:
    gone = slack.add_user("gus", deleted=True)
    nine = [slack.add_user(f"u{n}").id for n in range(9)]
    assert error_of(api, "conversations.open", users=gone.id) == "user_disabled"
    assert error_of(api, "conversations.open", users="U404") == "user_not_found"
    assert error_of(api, "conversations.open", users=",".join(nine)) == "too_many_users"
    assert error_of(api, "conversations.open") == "users_list_not_supplied"
    assert api.conversations_open(users=nine[:8])["ok"]


def test_nobody_writes_to_somebody_who_left(api: WebClient, slack: Slack, ben: Persona) -> None:
    channel = slack.direct(ben.user_id)
    slack.deactivate(ben.user_id)
    assert error_of(api, "chat.postMessage", channel=channel.id, text="x") == "user_disabled"
    assert error_of(api, "chat.postMessage", channel=ben.user_id, text="x") == "user_disabled"


def test_an_ephemeral_message_is_for_one_pair_of_eyes(api: WebClient, ada: Persona, ben: Persona, general: str) -> None:
    api.chat_postEphemeral(channel=general, user=ada.user_id, text="psst")
    assert [ada.read(m) for m in ada.sees("general")] == ["psst"]
    assert ben.sees("general") == []


def test_an_ephemeral_message_needs_its_reader_in_the_channel(api: WebClient, slack: Slack, general: str) -> None:
    outsider = slack.add_user("eve")
    args = {"channel": general, "user": outsider.id, "text": "psst"}
    assert error_of(api, "chat.postEphemeral", **args) == "user_not_in_channel"


def test_an_update_changes_the_words_and_keeps_blocks_that_are_not_mentioned(
    api: WebClient, slack: Slack, general: str
) -> None:
    divider = [{"type": "divider", "block_id": "d"}]
    ts = api.chat_postMessage(channel=general, text="one", blocks=divider)["ts"]
    api.chat_update(channel=general, ts=ts, text="two")
    message = slack.message(general, ts)
    assert message is not None
    assert (message.text, message.blocks, message.edited) == ("two", divider, True)
    api.chat_update(channel=general, ts=ts, text="three", blocks=[])
    assert message.blocks == []


def test_messages_slack_does_not_update(api: WebClient, slack: Slack, ada: Persona, general: str) -> None:
    ada.says("mine")
    mine = ada.sees("general")[-1].ts
    secret = api.chat_postEphemeral(channel=general, user=ada.user_id, text="psst")["message_ts"]
    own = api.chat_postMessage(channel=general, text="x")["ts"]
    assert error_of(api, "chat.update", channel=general, ts="1.1", text="x") == "message_not_found"
    assert error_of(api, "chat.update", channel=general, ts=secret, text="x") == "message_not_found"
    assert error_of(api, "chat.update", channel=general, ts=mine, text="x") == "cant_update_message"
    assert error_of(api, "chat.update", channel=general, ts=own, text="x" * 4001) == "msg_too_long"
    assert error_of(api, "chat.delete", channel=general, ts=mine) == "cant_delete_message"


def test_a_deleted_message_is_gone(api: WebClient, ada: Persona, general: str) -> None:
    ts = api.chat_postMessage(channel=general, text="x")["ts"]
    api.chat_delete(channel=general, ts=ts)
    assert ada.sees("general") == []
    assert error_of(api, "chat.delete", channel=general, ts=ts) == "message_not_found"


def test_a_reply_is_in_its_thread_and_not_in_the_channel(api: WebClient, ada: Persona, general: str) -> None:
    parent = api.chat_postMessage(channel=general, text="parent")["ts"]
    reply = api.chat_postMessage(channel=general, text="reply", thread_ts=parent)["ts"]
    api.chat_postMessage(channel=general, text="to the reply", thread_ts=reply)
    (seen,) = ada.sees("general")
    assert [m.text for m in ada.sees("general", thread=seen)] == ["parent", "reply", "to the reply"]


def test_a_permalink_leads_to_the_message(api: WebClient, slack: Slack, general: str) -> None:
    ts = api.chat_postMessage(channel=general, text="x")["ts"]
    link = api.chat_getPermalink(channel=general, message_ts=ts)["permalink"]
    assert link == f"https://playground.slack.com/archives/{general}/p{ts.replace('.', '')}"


def test_only_the_history_of_direct_conversations_is_open(api: WebClient, ada: Persona, general: str) -> None:
    sent = api.chat_postMessage(
        channel=ada.user_id, text="x", metadata={"event_type": "asked", "event_payload": {"key": "k"}}
    )
    kept = api.conversations_history(channel=sent["channel"], include_all_metadata=True)["messages"]
    assert kept[0]["metadata"]["event_payload"] == {"key": "k"}
    assert "metadata" not in api.conversations_history(channel=sent["channel"])["messages"][0]
    assert error_of(api, "conversations.history", channel=general) == "missing_scope"


def test_users_come_in_pages_and_with_their_language_when_asked(api: WebClient, slack: Slack) -> None:
    for n in range(5):
        slack.add_user(f"user{n}", locale="de-DE")
    pages = [list(one["members"]) for one in api.users_list(limit=3, include_locale=True)]
    members = [member for one in pages for member in one]
    assert [len(one) for one in pages] == [3, 3, 2]
    assert len({m["id"] for m in members}) == len(slack.users)
    assert members[-1]["locale"] == "de-DE"
    assert "locale" not in api.users_list()["members"][-1]


def test_a_person_is_described_as_slack_does(api: WebClient, slack: Slack) -> None:
    guest = slack.add_user(
        "gil", "Gil Roth", guest=True, tz="America/New_York", title="Design", status_emoji=":palm_tree:"
    )
    user = api.users_info(user=guest.id, include_locale=True)["user"]
    assert (user["is_restricted"], user["tz"], user["locale"]) == (True, "America/New_York", "en-US")
    assert user["profile"]["title"] == "Design"
    assert user["profile"]["status_emoji"] == ":palm_tree:"
    assert error_of(api, "users.info", user="U404") == "user_not_found"


def test_do_not_disturb_is_told_for_one_and_for_a_team(
    api: WebClient, slack: Slack, ada: Persona, ben: Persona
) -> None:
    slack.set_dnd(ada.user_id, 100, 200)
    assert api.dnd_info(user=ada.user_id)["next_dnd_end_ts"] == 200
    team = api.dnd_teamInfo(users=[ada.user_id, ben.user_id, "U404"])["users"]
    assert {who: dnd["dnd_enabled"] for who, dnd in team.items()} == {ada.user_id: True, ben.user_id: False}


def test_channels_are_listed_by_kind(api: WebClient, slack: Slack, general: str) -> None:
    private = slack.add_channel("board", is_private=True)
    slack.add_channel("hidden", is_private=True, bot_is_member=False)
    slack.add_channel("far", bot_is_member=False)
    assert [c["name"] for c in api.conversations_list()["channels"]] == ["general", "far"]
    both = api.users_conversations(types="public_channel,private_channel")["channels"]
    assert [c["id"] for c in both] == [general, private.id]
    assert api.conversations_info(channel=general)["channel"]["is_member"]
    assert set(api.conversations_members(channel=general)["members"]) == set(slack.channels[general].members)


def test_a_reaction_and_a_file_reach_the_channel(api: WebClient, ada: Persona, general: str) -> None:
    ts = api.chat_postMessage(channel=general, text="x")["ts"]
    api.reactions_add(channel=general, timestamp=ts, name="wave")
    assert error_of(api, "reactions.add", channel=general, timestamp=ts, name="wave") == "already_reacted"
    api.files_upload_v2(channel=general, content="a,b", filename="journal.csv", initial_comment="Here")
    assert list(ada.sees("general")[0].reactions) == ["wave"]
    assert ada.sees("general")[1].files[0]["name"] == "journal.csv"


def put(address: str, content: bytes) -> int:
    try:
        with urlopen(Request(address, data=content), timeout=5) as answer:
            return int(answer.status)
    except HTTPError as refused:
        refused.close()
        return refused.code


def test_a_file_must_be_as_long_as_announced_and_is_taken_and_shared_once(
    api: WebClient, ada: Persona, general: str, slack: Slack
) -> None:
    place = api.files_getUploadURLExternal(filename="a.csv", length=3)
    assert slack.api_url not in place["upload_url"]
    sharing: dict[str, Any] = {"files": [{"id": place["file_id"]}], "channel_id": general}
    assert error_of(api, "files.completeUploadExternal", **sharing) == "file_not_found"
    assert [put(place["upload_url"], content) for content in (b"ab", b"abcd", b"abc", b"abc")] == [400, 400, 200, 404]
    assert error_of(api, "files.completeUploadExternal", **sharing | {"channel_id": ada.user_id}) == "channel_not_found"
    api.files_completeUploadExternal(**sharing)
    assert ada.downloads(ada.sees("general")[-1]) == {"a.csv": b"abc"}
    assert error_of(api, "files.completeUploadExternal", **sharing) == "file_not_found"


@pytest.mark.parametrize("about", [{"length": 0}, {"length": "x"}, {"filename": ""}, {"filename": "a/b.csv"}])
def test_a_file_needs_a_name_and_a_length(api: WebClient, about: dict[str, Any]) -> None:
    assert error_of(api, "files.getUploadURLExternal", **{"filename": "a.csv", "length": 3} | about) == (
        "invalid_arguments"
    )


def test_structures_may_come_as_strings_in_a_form(server: Server, slack: Slack, general: str, ada: Persona) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    client.api_call("chat.postMessage", data={"channel": general, "blocks": '[{"type": "divider"}]', "text": "x"})
    assert ada.sees("general")[0].blocks[0]["type"] == "divider"


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("conversations.history", {"channel": "IM", "limit": "many"}),
        ("conversations.open", {"users": 7}),
        ("files.completeUploadExternal", {"files": ["x"]}),
    ],
)
def test_arguments_of_the_wrong_kind_are_refused(api: WebClient, ada: Persona, method: str, args: Any) -> None:
    channel = api.conversations_open(users=ada.user_id)["channel"]["id"]
    args = {key: channel if value == "IM" else value for key, value in args.items()}
    assert error_of(api, method, **args) == "invalid_arguments"
