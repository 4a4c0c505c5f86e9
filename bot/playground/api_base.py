"""What the methods of the Web API share: their arguments, their errors, and how they find channels and people."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.playground import conversations
from bot.playground.records import Channel, Json, User

if TYPE_CHECKING:
    from bot.playground.world import Slack

Args = Mapping[str, Any]


class ApiError(Exception):
    """A call Slack answers with `"ok": false`; `why` is for people, `more` goes into the answer."""

    def __init__(self, error: str, why: str = "", **more: Any) -> None:
        """Refuse with Slack's word for it."""
        super().__init__(error)
        self.error, self.why, self.more = error, why, more


@dataclass(frozen=True)
class Method:
    """A method of the Web API: `run(slack, args)` returns the answer without `ok`, or raises ApiError.

    `scopes`: the bot needs one of them; none means that any token will do.
    """

    run: Callable[["Slack", Args], Json]
    scopes: tuple[str, ...] = ()


def need(args: Args, name: str, error: str = "invalid_arguments") -> Any:
    """A required argument."""
    value = args.get(name)
    if value in (None, ""):
        raise ApiError(
            error, f"{name} is missing", response_metadata={"messages": [f"[ERROR] missing required field: {name}"]}
        )
    return value


def flag(args: Args, name: str) -> bool:
    """A yes-or-no argument, from JSON or a form."""
    return args.get(name) in (True, 1, "true", "1")


def need_scope(slack: "Slack", *scopes: str) -> None:
    """Refuse unless the bot has one of these scopes."""
    if scopes and not slack.scopes.intersection(scopes):
        needed, provided = ",".join(scopes), ",".join(sorted(slack.scopes))
        raise ApiError("missing_scope", f"needs {needed}", needed=scopes[0], provided=provided)


def channel_of(slack: "Slack", args: Args, *, open_direct: bool = False) -> Channel:
    """The channel meant by `channel`: its id, or with `open_direct` also the id of somebody to write to."""
    wanted = str(need(args, "channel", "channel_not_found"))
    if open_direct and wanted in slack.users:
        user = slack.users[wanted]
        if user.deleted:
            raise ApiError("user_disabled", f"{user.real_name} was deactivated")
        if user.is_bot:
            raise ApiError("cannot_dm_bot", f"{user.real_name} is a bot")
        return conversations.direct(slack, [wanted])
    channel = slack.channels.get(wanted)
    if channel is None:
        raise ApiError("channel_not_found", f"no channel {wanted!r}")
    return channel


def writable(slack: "Slack", channel: Channel) -> None:
    """Refuse where the bot cannot write."""
    if channel.archived:
        raise ApiError("is_archived", f"{channel.name} is archived")
    everywhere = channel.kind == "channel" and "chat:write.public" in slack.scopes
    if not channel.bot_is_member and not everywhere:
        raise ApiError("not_in_channel", f"the bot is no member of {channel.name}")
    if channel.kind == "im":
        other = [slack.users[m] for m in channel.members if m != slack.bot_user_id]
        if any(user.deleted for user in other):
            raise ApiError("user_disabled", f"{other[0].real_name} was deactivated")


def visible(channel: Channel) -> Channel:
    """Refuse what the bot cannot see: private conversations it is not in."""
    if channel.kind != "channel" and not channel.bot_is_member:
        raise ApiError("channel_not_found", "a private channel the bot is not in")
    return channel


def thread_of(slack: "Slack", channel: Channel, args: Args) -> str | None:
    """The first message of the thread meant by `thread_ts`; None without one."""
    if not args.get("thread_ts"):
        return None
    parent = conversations.find(slack, channel.id, str(args["thread_ts"]))
    if parent is None:
        raise ApiError("thread_not_found", f"no message {args['thread_ts']} in {channel.name}")
    if parent.ephemeral_to:
        raise ApiError("cannot_reply_to_message", "nobody can answer an ephemeral message")
    return parent.thread_ts or parent.ts


def user_of(slack: "Slack", args: Args, name: str = "user") -> User:
    """The person meant by an argument."""
    user = slack.users.get(str(need(args, name, "user_not_found")))
    if user is None:
        raise ApiError("user_not_found", f"no user {args[name]!r}")
    return user


def page(args: Args, items: Sequence[Any], *, default: int, most: int) -> tuple[list[Any], Json]:
    """One page of `items` by `cursor` and `limit`, and the `response_metadata` that leads to the next."""
    try:
        limit = int(args.get("limit") or default)
        cursor = args.get("cursor") or ""
        start = int(base64.b64decode(cursor, validate=True).removeprefix(b"next:")) if cursor else 0
    except (ValueError, binascii.Error) as wrong:
        raise ApiError("invalid_cursor", str(wrong)) from wrong
    if not 1 <= limit <= most:
        raise ApiError("invalid_limit", f"limit {limit}, between 1 and {most}")
    following = start + limit
    more = following < len(items)
    cursor = base64.b64encode(f"next:{following}".encode()).decode() if more else ""
    return list(items[start:following]), {"response_metadata": {"next_cursor": cursor}}
