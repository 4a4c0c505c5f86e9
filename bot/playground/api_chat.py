"""The Web API's chat methods and reactions: whatever ends up as words in a conversation."""

from typing import TYPE_CHECKING

from bot.playground import conversations
from bot.playground.api_base import ApiError, Args, Method, channel_of, need, thread_of, user_of, visible, writable
from bot.playground.limits import LONGEST_MESSAGE, LONGEST_UPDATE, problems_of_message
from bot.playground.records import Channel, Json, Message

if TYPE_CHECKING:
    from bot.playground.world import Slack


def post_message(slack: "Slack", args: Args) -> Json:
    """chat.postMessage."""
    channel = channel_of(slack, args, open_direct=True)
    writable(slack, channel)
    _check(args, LONGEST_MESSAGE)
    message = conversations.post(
        slack,
        channel,
        user=slack.bot_user_id,
        text=args.get("text") or "",
        blocks=args.get("blocks") or [],
        thread_ts=thread_of(slack, channel, args),
        metadata=args.get("metadata") or None,
    )
    return {"channel": channel.id, "ts": message.ts, "message": conversations.message_json(slack, message)}


def post_ephemeral(slack: "Slack", args: Args) -> Json:
    """chat.postEphemeral."""
    channel = channel_of(slack, args)
    writable(slack, channel)
    reader = str(need(args, "user", "user_not_in_channel"))
    if reader not in channel.members:
        raise ApiError("user_not_in_channel", f"{reader} is no member of {channel.name}")
    _check(args, LONGEST_MESSAGE)
    message = conversations.post(
        slack,
        channel,
        user=slack.bot_user_id,
        text=args.get("text") or "",
        blocks=args.get("blocks") or [],
        thread_ts=thread_of(slack, channel, args),
        ephemeral_to=reader,
    )
    return {"message_ts": message.ts}


def update(slack: "Slack", args: Args) -> Json:
    """chat.update. Blocks that are not mentioned stay, as documented; an empty list removes them."""
    channel = channel_of(slack, args)
    message = _own(slack, channel, args, "cant_update_message")
    if channel.archived:
        raise ApiError("is_archived", f"{channel.name} is archived")
    _check(args, LONGEST_UPDATE)
    blocks = args["blocks"] if args.get("blocks") is not None else message.blocks
    text = args["text"] if args.get("text") is not None else message.text
    conversations.rewrite(slack, message, text=text, blocks=blocks)
    if args.get("metadata") is not None:
        message.metadata = args["metadata"] or None
    shown = conversations.message_json(slack, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(slack: "Slack", args: Args) -> Json:
    """chat.delete."""
    channel = channel_of(slack, args)
    message = _own(slack, channel, args, "cant_delete_message")
    message.deleted = True
    slack.changed()
    return {"channel": channel.id, "ts": message.ts}


def permalink(slack: "Slack", args: Args) -> Json:
    """chat.getPermalink."""
    channel = visible(channel_of(slack, args))
    message = _there(slack, channel, str(need(args, "message_ts", "message_not_found")))
    link = f"https://{slack.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def history(slack: "Slack", args: Args) -> Json:
    """conversations.history: newest first, between `oldest` and `latest`, metadata only when asked for."""
    channel = visible(channel_of(slack, args))
    messages = [m for m in _readable(slack, channel) if m.thread_ts in (None, m.ts)]
    return _listed(slack, args, list(reversed(messages)))


def replies(slack: "Slack", args: Args) -> Json:
    """conversations.replies: one thread, oldest first."""
    channel = visible(channel_of(slack, args))
    ts = str(need(args, "ts", "thread_not_found"))
    messages = [m for m in _readable(slack, channel) if ts in (m.ts, m.thread_ts)]
    if not messages:
        raise ApiError("thread_not_found", f"no message {ts}")
    return _listed(slack, args, messages)


def _listed(slack: "Slack", args: Args, messages: list[Message]) -> Json:
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    inclusive = args.get("inclusive") in (True, 1, "true", "1")
    chosen = [
        m for m in messages if oldest < float(m.ts) < latest or (inclusive and float(m.ts) in (oldest, latest))
    ]  # fmt: skip
    limit = int(args.get("limit") or 100)
    shown = [conversations.message_json(slack, m) for m in chosen[:limit]]
    if args.get("include_all_metadata") not in (True, 1, "true", "1"):
        for message in shown:
            message.pop("metadata", None)
    return {"messages": shown, "has_more": len(chosen) > limit, "pin_count": 0}


def _readable(slack: "Slack", channel: Channel) -> list[Message]:
    scope = {"im": "im:history", "mpim": "mpim:history", "group": "groups:history", "channel": "channels:history"}[
        channel.kind
    ]
    if scope not in slack.scopes:
        raise ApiError("missing_scope", f"needs {scope}", needed=scope, provided=",".join(sorted(slack.scopes)))
    if not channel.bot_is_member:
        raise ApiError("not_in_channel", f"the bot is no member of {channel.name}")
    return [m for m in slack.posts[channel.id] if m.ephemeral_to is None and not m.deleted]


def add_reaction(slack: "Slack", args: Args) -> Json:
    """reactions.add."""
    channel = visible(channel_of(slack, args))
    message = _there(slack, channel, str(need(args, "timestamp", "no_item_specified")))
    given = message.reactions.setdefault(str(need(args, "name", "invalid_name")).strip(":"), [])
    if slack.bot_user_id in given:
        raise ApiError("already_reacted")
    given.append(slack.bot_user_id)
    slack.changed()
    return {}


def _check(args: Args, longest: int) -> None:
    if not (args.get("text") or args.get("blocks") or args.get("attachments")):
        raise ApiError("no_text", "neither text nor blocks")
    problems = problems_of_message(args, longest=longest)
    if not problems:
        return
    why = "; ".join(problems)
    said = {"errors": problems, "response_metadata": {"messages": [f"[ERROR] {p}" for p in problems]}}
    if all(p.startswith("text:") for p in problems):
        raise ApiError("msg_too_long", why, **said)
    if all(p.startswith("metadata") for p in problems):
        raise ApiError("invalid_metadata_format", why, **said)
    raise ApiError("invalid_blocks", why, **said)


def _there(slack: "Slack", channel: Channel, ts: str) -> Message:
    message = conversations.find(slack, channel.id, ts)
    if message is None or message.ephemeral_to:
        raise ApiError("message_not_found", f"no message {ts} in {channel.name}")
    return message


def _own(slack: "Slack", channel: Channel, args: Args, error: str) -> Message:
    message = _there(slack, channel, str(need(args, "ts", "message_not_found")))
    if message.user != slack.bot_user_id:
        raise ApiError(error, f"somebody else wrote message {message.ts}")
    return message


def open_conversation(slack: "Slack", args: Args) -> Json:
    """conversations.open: the direct conversation with `users`, the same one for the same people."""
    if args.get("channel"):
        channel = channel_of(slack, args)
    else:
        users = need(args, "users", "users_list_not_supplied")
        wanted = [u.strip() for u in users.split(",")] if isinstance(users, str) else list(users)
        people = [user_of(slack, {"user": one}) for one in dict.fromkeys(wanted) if one != slack.bot_user_id]
        if len(people) > conversations.MOST_IN_A_DIRECT_ONE:
            raise ApiError("too_many_users", f"{len(people)} people, at most {conversations.MOST_IN_A_DIRECT_ONE}")
        if not people:
            raise ApiError("cannot_dm_bot", "the bot alone is no conversation")
        for user in people:
            if user.deleted:
                raise ApiError("user_disabled", f"{user.real_name} was deactivated")
            if user.is_bot:
                raise ApiError("cannot_dm_bot", f"{user.real_name} is a bot")
        channel = conversations.direct(slack, [user.id for user in people])
    shown = (
        conversations.channel_json(slack, channel) if args.get("return_im") in (True, "true") else {"id": channel.id}
    )
    return {"channel": shown}


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
    "chat.getPermalink": Method(permalink),
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
    "conversations.open": Method(open_conversation, ("im:write", "mpim:write")),
    "reactions.add": Method(add_reaction, ("reactions:write",)),
}
