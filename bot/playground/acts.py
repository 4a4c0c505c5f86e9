"""What a person does in the Slack client, and the signed request that comes of it."""

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.playground import answers, conversations, envelope, forms, modals
from bot.playground.blocks import interactive
from bot.playground.records import Call, Channel, Json, Message, View
from bot.playground.typed import channel_name, command_text, markup

if TYPE_CHECKING:
    from bot.playground.world import Slack

fill_in = modals.fill_in
submit = modals.submit
close_view = modals.close


def command(slack: "Slack", user_id: str, channel_id: str, name: str, text: str) -> Call:
    """Type a slash command in a channel the person sees."""
    with slack.lock:
        user, channel = slack.users[user_id], _visible(slack, user_id, channel_id)
        target = envelope.response_url(slack, user_id, channel_id)
        fields = {
            "token": slack.verification_token,
            "team_id": slack.team_id,
            "team_domain": slack.domain,
            "channel_id": channel_id,
            "channel_name": channel_name(channel),
            "user_id": user_id,
            "user_name": user.name,
            "command": name,
            "text": command_text(slack, name, text.strip()),
            "api_app_id": slack.app_id,
            "is_enterprise_install": "false",
            "response_url": envelope.address_of(slack, target),
            "trigger_id": envelope.trigger(slack, user_id),
        }
    call = envelope.send_form(slack, name, fields)
    with slack.lock:
        answers.command_answered(slack, call, target)
    return call


def say(slack: "Slack", user_id: str, channel_id: str, text: str, thread_ts: str | None) -> Call | None:
    """Write a message into a conversation one is a member of; raises PermissionError where one is not."""
    with slack.lock:
        channel = _visible(slack, user_id, channel_id)
        if user_id not in channel.members:
            raise PermissionError(f"{slack.users[user_id].real_name} is no member of {channel.name}")
        message = conversations.post(slack, channel, user=user_id, text=markup(slack, text), thread_ts=thread_ts)
        said = conversations.message_json(slack, message)
        said |= {"client_msg_id": slack.new_id("m"), "channel": channel_id, "event_ts": message.ts}
    if channel.kind == "im" and channel.bot_is_member:
        return event(slack, {**said, "channel_type": "im"})
    if channel.bot_is_member and f"<@{slack.bot_user_id}>" in message.text:
        return event(slack, {**said, "type": "app_mention"})
    return None


def edit(slack: "Slack", user_id: str, channel_id: str, ts: str, text: str) -> Call | None:
    """Edit an own message."""
    with slack.lock:
        message = _own(slack, user_id, channel_id, ts)
        before = conversations.message_json(slack, message)
        conversations.rewrite(slack, message, text=markup(slack, text), blocks=[])
        after = conversations.message_json(slack, message)
    return _message_event(slack, channel_id, "message_changed", {"message": after, "previous_message": before})


def delete(slack: "Slack", user_id: str, channel_id: str, ts: str) -> Call | None:
    """Delete an own message."""
    with slack.lock:
        message = _own(slack, user_id, channel_id, ts)
        before = conversations.message_json(slack, message)
        message.deleted = True
        slack.changed()
    return _message_event(slack, channel_id, "message_deleted", {"previous_message": before, "deleted_ts": ts})


def _message_event(slack: "Slack", channel_id: str, subtype: str, more: Json) -> Call | None:
    channel = slack.channels[channel_id]
    if channel.kind != "im" or not channel.bot_is_member:
        return None
    ts = slack.new_ts()
    about = {
        "type": "message",
        "subtype": subtype,
        "channel": channel_id,
        "channel_type": "im",
        "ts": ts,
        "event_ts": ts,
    }
    return event(slack, about | more)


def press(
    slack: "Slack", user_id: str, channel_id: str, ts: str, action_id: str, block_id: str | None, value: Any
) -> Call:
    """Press or choose something in a message; raises LookupError when the person does not see it."""
    with slack.lock:
        channel, message = _seen(slack, user_id, channel_id, ts)
        block, element = _find(message.blocks, action_id, block_id, value)
        state = message.state[user_id] = forms.initial_state(message.blocks, message.state.get(user_id))
        action = _act(slack, block, element, value, state)
        target = envelope.response_url(slack, user_id, channel_id, ts, message.thread_ts)
        container: Json = {"type": "message", "message_ts": ts, "channel_id": channel_id}
        container["is_ephemeral"] = message.ephemeral_to is not None
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        payload = envelope.interaction(slack, "block_actions", user_id) | {
            "container": container,
            "trigger_id": envelope.trigger(slack, user_id),
            "channel": {"id": channel_id, "name": channel_name(channel)},
            "state": {"values": copy.deepcopy(state)},
            "response_url": envelope.address_of(slack, target),
            "actions": [action],
        }
        if message.ephemeral_to is None:
            payload["message"] = conversations.message_json(slack, message)
        slack.changed()
    return _pressed(slack, envelope.send_payload(slack, f"block_actions {action_id}", payload))


def press_in_view(
    slack: "Slack",
    user_id: str,
    view_id: str,
    action_id: str,
    block_id: str | None,
    value: Any,
    values: Mapping[str, Any],
) -> Call:
    """Press or choose something in a view; `values` is typed into it before.

    Raises LookupError for an input that keeps its choice to itself until the view is submitted.
    """
    with slack.lock:
        view: View = modals.fill_in(slack, user_id, view_id, values)
        block, element = _find(view.blocks, action_id, block_id, value)
        if block["type"] == "input" and not block.get("dispatch_action"):
            raise LookupError(f"{action_id!r} has no dispatch_action, so a choice in it tells the bot nothing")
        action = _act(slack, block, element, value, view.state)
        payload = envelope.interaction(slack, "block_actions", user_id) | {
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": envelope.trigger(slack, user_id, view.id),
            "view": modals.view_json(slack, view),
            "actions": [action],
        }
        slack.changed()
    return _pressed(slack, envelope.send_payload(slack, f"block_actions {action_id}", payload))


def _pressed(slack: "Slack", call: Call) -> Call:
    if call.ok and call.body not in ("", {}):
        slack.refuse(call, "Slack ignores the body of the answer to a press; use the response URL")
    return call


def _find(blocks: list[Json], action_id: str, block_id: str | None, value: Any) -> tuple[Json, Json]:
    there = list(interactive(blocks))
    fitting = [(b, e) for b, e in there if e["action_id"] == action_id and block_id in (None, b["block_id"])]
    if len(fitting) > 1 and value is not None:
        fitting = [(b, e) for b, e in fitting if e.get("value") == value] or fitting
    if not fitting:
        known = ", ".join(e["action_id"] for _, e in there) or "none"
        raise LookupError(f"nothing to press called {action_id!r}; there are: {known}")
    return fitting[0]


def _act(slack: "Slack", block: Json, element: Json, value: Any, state: Json) -> Json:
    """The `actions[0]` of pressing this element, its state changed as well."""
    kept = ("text", "value", "style", "placeholder", "confirm", "url")
    action: Json = {key: element[key] for key in ("type", "action_id", *kept) if key in element}
    action |= {"block_id": block["block_id"], "action_ts": slack.new_ts()}
    if element["type"] == "overflow":
        action["selected_option"] = forms.option_of(element, value)
    elif forms.value_key(element["type"]):
        if value is not None:
            state[block["block_id"]][element["action_id"]] = forms.state_of(element, value)
        action |= state[block["block_id"]][element["action_id"]]
    return action


def global_shortcut(slack: "Slack", user_id: str, callback_id: str) -> Call:
    """Use a global shortcut."""
    payload = envelope.interaction(slack, "shortcut", user_id) | {
        "callback_id": callback_id,
        "trigger_id": envelope.trigger(slack, user_id),
        "action_ts": slack.new_ts(),
    }
    return envelope.send_payload(slack, f"shortcut {callback_id}", payload)


def message_shortcut(slack: "Slack", user_id: str, channel_id: str, ts: str, callback_id: str) -> Call:
    """Use a message shortcut; raises LookupError when the person does not see the message."""
    with slack.lock:
        channel, message = _seen(slack, user_id, channel_id, ts)
        target = envelope.response_url(slack, user_id, channel_id, ts, message.thread_ts)
        payload = envelope.interaction(slack, "message_action", user_id) | {
            "callback_id": callback_id,
            "trigger_id": envelope.trigger(slack, user_id),
            "response_url": envelope.address_of(slack, target),
            "action_ts": slack.new_ts(),
            "channel": {"id": channel_id, "name": channel_name(channel)},
            "message_ts": ts,
            "message": conversations.message_json(slack, message),
        }
    return envelope.send_payload(slack, f"message_action {callback_id}", payload)


def open_home(slack: "Slack", user_id: str, tab: str) -> Call:
    """Open the App Home."""
    with slack.lock:
        told: Json = {
            "type": "app_home_opened",
            "user": user_id,
            "channel": conversations.direct(slack, [user_id]).id,
            "tab": tab,
            "event_ts": slack.new_ts(),
        }
        home = slack.homes.get(user_id)
        if home and tab == "home":
            told["view"] = modals.view_json(slack, home)
    return event(slack, told)


def event(slack: "Slack", told: Json) -> Call:
    """Send an event."""
    channel = slack.channels.get(told["channel"]) if isinstance(told.get("channel"), str) else None
    shared = channel is not None and any(slack.users[m].stranger for m in channel.members if m in slack.users)
    return envelope.send_json(slack, f"event {told['type']}", envelope.event_callback(slack, told, shared=shared))


def repeat(slack: "Slack", call: Call) -> Call:
    """Send a request again; raises ValueError for calls that did not go to the bot."""
    if call.direction != "to_bot":
        raise ValueError("only what went to the bot can be repeated")
    return envelope.resend(slack, call)


def _visible(slack: "Slack", user_id: str, channel_id: str) -> Channel:
    channel = slack.channels[channel_id]
    if not conversations.sees(slack.users[user_id], channel):
        raise PermissionError(f"{slack.users[user_id].real_name} does not see {channel.name}")
    return channel


def _seen(slack: "Slack", user_id: str, channel_id: str, ts: str) -> tuple[Channel, Message]:
    channel = _visible(slack, user_id, channel_id)
    message = conversations.find(slack, channel_id, ts)
    if message is None or message.ephemeral_to not in (None, user_id):
        raise LookupError(f"{slack.users[user_id].real_name} sees no message {ts} in {channel.name}")
    return channel, message


def _own(slack: "Slack", user_id: str, channel_id: str, ts: str) -> Message:
    _, message = _seen(slack, user_id, channel_id, ts)
    if message.user != user_id:
        raise PermissionError("that message is somebody else's")
    return message
