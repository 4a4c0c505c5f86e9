"""Channels and direct conversations, and who sees what in them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bot.playground.blocks import with_ids
from bot.playground.records import Channel, ChannelKind, Json, Message, User
from bot.playground.typed import rich_text_of

if TYPE_CHECKING:
    from bot.playground.world import Slack

PREFIX = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}
MOST_IN_A_DIRECT_ONE = 8


def add(slack: "Slack", kind: ChannelKind, *, name: str, members: Sequence[str], bot_is_member: bool = True) -> Channel:
    """Make a conversation; `members` without the bot, which comes in by `bot_is_member`."""
    with slack.lock:
        everyone = [m for m in members if m != slack.bot_user_id]
        if bot_is_member:
            everyone.append(slack.bot_user_id)
        channel = Channel(
            id=slack.new_id(PREFIX[kind], name),
            name=name,
            kind=kind,
            members=everyone,
            bot_is_member=bot_is_member,
            created=int(slack.now()),
        )
        slack.channels[channel.id] = channel
        slack.posts[channel.id] = []
        slack.changed()
        return channel


def direct(slack: "Slack", user_ids: Iterable[str]) -> Channel:
    """The direct conversation of exactly these people and the bot, made if it is not there yet."""
    with slack.lock:
        people = frozenset(user_ids) - {slack.bot_user_id}
        if people not in slack.directs:
            kind: ChannelKind = "im" if len(people) == 1 else "mpim"
            names = "--".join(slack.users[p].name for p in sorted(people))
            name = next(iter(people)) if kind == "im" else f"mpdm-{names}--{slack.users[slack.bot_user_id].name}-1"
            slack.directs[people] = add(slack, kind, name=name, members=sorted(people))
        return slack.directs[people]


def of(slack: "Slack", user_id: str) -> list[Channel]:
    """The conversations somebody is in: channels by name, then direct ones, the newest last."""
    with slack.lock:
        mine = [c for c in slack.channels.values() if user_id in c.members and not c.archived]
        return sorted(mine, key=lambda c: (c.is_direct, "" if c.is_direct else c.name))


def sees(user: User, channel: Channel) -> bool:
    """Whether this person can look into the channel: members, and for public channels everybody but guests."""
    if user.id in channel.members:
        return True
    return (
        channel.kind == "channel" and not (user.is_restricted or user.stranger or user.deleted) and not channel.archived
    )


def seen(slack: "Slack", channel_id: str, as_user: str, thread_ts: str | None) -> list[Message]:
    """What somebody sees in a channel (its threads folded away) or in one thread, oldest first."""
    with slack.lock:
        channel = slack.channels[channel_id]
        if not sees(slack.users[as_user], channel):
            return []
        return [
            m
            for m in slack.posts[channel_id]
            if not m.deleted
            and m.ephemeral_to in (None, as_user)
            and (m.thread_ts in (None, m.ts) if thread_ts is None else thread_ts in (m.ts, m.thread_ts))
        ]


def find(slack: "Slack", channel_id: str, ts: str) -> Message | None:
    """The message of that time, ephemeral ones too; None when it is not there (any more)."""
    with slack.lock:
        for message in reversed(slack.posts.get(channel_id, [])):
            if message.ts == ts and not message.deleted:
                return message
        return None


def file_seen(slack: "Slack", file_id: str, as_user: str) -> Json | None:
    """A file with its content, if this person sees a message it is in."""
    for channel in slack.channels.values():
        for message in slack.posts[channel.id]:
            is_there = not message.deleted and any(file["id"] == file_id for file in message.files)
            if is_there and sees(slack.users[as_user], channel):
                return slack.uploads[file_id]
    return None


def post(
    slack: "Slack",
    channel: Channel,
    *,
    user: str,
    text: str,
    blocks: Sequence[Json] = (),
    thread_ts: str | None = None,
    ephemeral_to: str | None = None,
    metadata: Json | None = None,
    files: Sequence[Json] = (),
) -> Message:
    """Put a message into a channel; blocks get the ids Slack gives to those without."""
    with slack.lock:
        message = Message(
            ts=slack.new_ts(),
            channel=channel.id,
            user=user,
            text=text,
            blocks=with_ids(slack, blocks),
            thread_ts=thread_ts,
            ephemeral_to=ephemeral_to,
            metadata=metadata,
            files=list(files),
        )
        slack.posts[channel.id].append(message)
        slack.changed()
        return message


def rewrite(slack: "Slack", message: Message, *, text: str, blocks: Sequence[Json]) -> None:
    """Change what a message says; what people chose in menus that are still there stays."""
    with slack.lock:
        message.text, message.blocks, message.edited = text, with_ids(slack, blocks), True
        slack.changed()


def message_json(slack: "Slack", message: Message) -> Json:
    """A message as Slack puts it into payloads and answers."""
    shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    shown["team"] = slack.users[message.user].team_id if message.user in slack.users else slack.team_id
    if message.user == slack.bot_user_id:
        shown |= {"bot_id": slack.bot_id, "app_id": slack.app_id}
    if message.user in slack.users and slack.users[message.user].stranger:
        shown |= {"user_team": shown["team"], "source_team": shown["team"]}
    optional: dict[str, Any] = {
        "blocks": message.blocks or ([] if message.user == slack.bot_user_id else rich_text_of(message.text)),
        "thread_ts": message.thread_ts,
        "metadata": message.metadata,
        "files": message.files,
        "reactions": [{"name": n, "users": u, "count": len(u)} for n, u in message.reactions.items()],
        "edited": {"user": message.user, "ts": message.ts} if message.edited else None,
    }
    return shown | {key: value for key, value in optional.items() if value}


def channel_json(slack: "Slack", channel: Channel) -> Json:
    """A conversation as `conversations.info` and `conversations.list` show it."""
    shown: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "is_archived": channel.archived,
        "is_ext_shared": any(slack.users[m].stranger for m in channel.members if m in slack.users),
        "context_team_id": slack.team_id,
    }
    if channel.kind == "im":
        other = next((m for m in channel.members if m != slack.bot_user_id), "")
        return shown | {"user": other, "is_open": True}
    return shown | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_member": channel.bot_is_member,
        "is_general": channel.name == "general",
        "num_members": len(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
