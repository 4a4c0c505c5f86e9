"""The workspace: who and what is in it, what people do in it, and what each of them sees."""

import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

from bot.playground import acts, conversations, roster
from bot.playground.faults import Faults
from bot.playground.records import (
    Call,
    Channel,
    ChannelKind,
    Direction,
    Json,
    Message,
    ResponseUrl,
    Trigger,
    User,
    View,
)

__all__ = ["SCOPES", "Call", "Channel", "Message", "Slack", "User", "View"]

SCOPES = frozenset(
    {
        *("app_mentions:read", "channels:read", "chat:write", "commands", "dnd:read", "files:write", "groups:read"),
        *("im:history", "im:read", "im:write", "mpim:read", "mpim:write", "reactions:write", "team:read", "users:read"),
    }
)
"""What the bot may do unless told otherwise: everything but reading other people's conversations."""

KEPT_CALLS = 2000


class Slack:
    """One Slack workspace with one bot installed. Safe to use from several threads.

    `bot_url` is the bot's address without a path; requests go to `/slack/events` there. `now` is the workspace's
    clock in Unix seconds: message times, trigger ids and response URLs follow it, and so do request signatures unless
    `signing_now` is set. `api_url` is set by `web_api.Server.add`. `version` grows with every change.

    To be set as needed: `scopes` (what the bot may do), `escaping` (the commands that carry mentions as ids, those with
    `should_escape` in the manifest; None for all) and `patience` (seconds Slack waits for an answer).
    """

    def __init__(
        self,
        *,
        bot_url: str,
        signing_secret: str = "playground-signing-secret",  # noqa: S107 - opens nothing outside this process
        bot_token: str | None = None,
        team_id: str | None = None,
        name: str = "Playground",
        bot_name: str = "Givefirst",
        now: Callable[[], float] = time.time,
    ) -> None:
        """Make an empty workspace; without `bot_token` and `team_id` it makes up its own."""
        self.bot_url = bot_url.rstrip("/")
        self.signing_secret = signing_secret
        self.bot_token = bot_token or f"xoxb-{secrets.token_hex(12)}"
        self.team_id = team_id or f"T{secrets.token_hex(5).upper()}"
        self.name = name
        self.domain = name.lower().replace(" ", "-")
        self.now = now
        self.signing_now: Callable[[], float] | None = None
        self.mark = self.team_id[-4:]
        self.app_id, self.bot_id, self.bot_user_id = "A0PLAYGROUND", f"BBOT{self.mark}", f"UBOT{self.mark}"
        self.verification_token = secrets.token_hex(12)
        self.api_url = ""
        self.scopes: frozenset[str] = SCOPES
        self.escaping: frozenset[str] | None = None
        self.patience = 3.0
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.wire: list[Call] = []
        self.refusals: list[str] = []
        self.faults = Faults()
        self.lock = threading.RLock()
        self.version = 0
        self.posts: dict[str, list[Message]] = {}
        self.directs: dict[frozenset[str], Channel] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.uploads: dict[str, Json] = {}
        self._ids = count(1)
        self._last_ts = 0
        self.users[self.bot_user_id] = User(
            id=self.bot_user_id, name=bot_name.lower(), real_name=bot_name, is_bot=True, tz="UTC", team_id=self.team_id
        )

    # -- setting up --------------------------------------------------------------------------------------------------

    def add_user(
        self,
        name: str = "ada",
        real_name: str = "",
        *,
        tz: str = "Europe/Berlin",
        locale: str = "en-US",
        title: str = "",
        deleted: bool = False,
        guest: bool = False,
        single_channel_guest: bool = False,
        is_bot: bool = False,
        is_admin: bool = False,
        status_text: str = "",
        status_emoji: str = "",
        status_expiration: int = 0,
        stranger: bool = False,
    ) -> User:
        """Add somebody without telling the bot; `stranger` is from another company, here through Slack Connect."""
        with self.lock:
            user = User(
                id=self.new_id("U", name),
                name=name,
                real_name=real_name or f"{name.title()} Novak",
                tz=tz,
                locale=locale,
                title=title,
                deleted=deleted,
                is_restricted=guest or single_channel_guest,
                is_ultra_restricted=single_channel_guest,
                is_bot=is_bot,
                is_admin=is_admin,
                stranger=stranger,
                team_id="T0STRANGERS" if stranger else self.team_id,
                status_text=status_text,
                status_emoji=status_emoji,
                status_expiration=status_expiration,
                updated=int(self.now()),
            )
            self.users[user.id] = user
            self.changed()
            return user

    def add_channel(
        self,
        name: str = "general",
        members: Sequence[str] | None = None,
        *,
        is_private: bool = False,
        bot_is_member: bool = True,
    ) -> Channel:
        """Add a channel of `members` (user ids); without them everybody who is no guest or stranger is in."""
        if members is None:
            members = [
                u.id for u in self.users.values() if not (u.is_bot or u.deleted or u.is_restricted or u.stranger)
            ]
        kind: ChannelKind = "group" if is_private else "channel"
        return conversations.add(self, kind, name=name, members=members, bot_is_member=bot_is_member)

    def direct(self, *user_ids: str) -> Channel:
        """The direct conversation of these people and the bot, opened if it is not there yet."""
        return conversations.direct(self, user_ids)

    def channel_named(self, name: str) -> Channel:
        """The channel of that name; raises KeyError when there is none."""
        wanted = name.removeprefix("#")
        for channel in self.channels.values():
            if channel.name == wanted and not channel.is_direct:
                return channel
        raise KeyError(wanted)

    def set_dnd(self, user_id: str, start_ts: int, end_ts: int) -> None:
        """Let this person's do-not-disturb hours run from `start_ts` to `end_ts` (Unix seconds)."""
        with self.lock:
            self.users[user_id].dnd_start, self.users[user_id].dnd_end = int(start_ts), int(end_ts)
            self.changed()

    def set_status(self, user_id: str, text: str, emoji: str = "", expiration: int = 0) -> Call:
        """Set the status line a person shows and send `user_change`; `expiration` 0 means it stays."""
        return roster.change(self, user_id, status_text=text, status_emoji=emoji, status_expiration=expiration)

    def change_user(self, user_id: str, **fields: Any) -> Call:
        """Change fields of a `User` (tz, locale, real_name, ...) and send `user_change` to the bot."""
        return roster.change(self, user_id, **fields)

    def deactivate(self, user_id: str) -> Call:
        """Deactivate somebody's account: they leave every channel, and the bot gets `user_change`."""
        return roster.deactivate(self, user_id)

    def join_team(self, user_id: str) -> Call:
        """Send `team_join` for somebody just added."""
        return roster.join_team(self, user_id)

    def join_channel(self, user_id: str, channel_id: str) -> Call | None:
        """Let somebody (the bot, too) join a channel; the bot gets `member_joined_channel` where it is a member."""
        return roster.join_channel(self, user_id, channel_id)

    def leave_channel(self, user_id: str, channel_id: str) -> Call | None:
        """Let somebody (the bot, too) leave a channel; the bot gets `member_left_channel` where it is a member."""
        return roster.leave_channel(self, user_id, channel_id)

    # -- what a person does: each sends the signed request and returns it with the bot's answer ----------------------

    def command(self, user_id: str, channel_id: str, command: str, text: str = "") -> Call:
        """Type a slash command; the bot's answer, if any, appears in the channel."""
        return acts.command(self, user_id, channel_id, command, text)

    def say(self, user_id: str, channel_id: str, text: str, thread_ts: str | None = None) -> Call | None:
        """Write a message; returns the event the bot got about it, or None when the message was none of its business.

        @names, #channels and addresses become Slack's markup, and &, < and > are escaped. A mention of the bot where
        it is a member sends `app_mention`, a line in the direct conversation with it `message` (`channel_type: im`).
        """
        return acts.say(self, user_id, channel_id, text, thread_ts)

    def edit(self, user_id: str, channel_id: str, ts: str, text: str) -> Call | None:
        """Edit an own message; in the direct conversation with the bot it gets `message_changed`."""
        return acts.edit(self, user_id, channel_id, ts, text)

    def delete(self, user_id: str, channel_id: str, ts: str) -> Call | None:
        """Delete an own message; in the direct conversation with the bot it gets `message_deleted`."""
        return acts.delete(self, user_id, channel_id, ts)

    def press(
        self, user_id: str, channel_id: str, ts: str, action_id: str, block_id: str | None = None, value: Any = None
    ) -> Call:
        """Press a button of a message, or choose in one of its menus (`value` as in `submit`).

        For a button `value` only tells apart buttons with one action id. Raises LookupError when it is not there.
        """
        return acts.press(self, user_id, channel_id, ts, action_id, block_id, value)

    def choose(
        self, user_id: str, channel_id: str, ts: str, action_id: str, value: Any, block_id: str | None = None
    ) -> Call:
        """Choose `value` in a select, date picker, radio group or checkboxes of a message."""
        return acts.press(self, user_id, channel_id, ts, action_id, block_id, value)

    def press_in_view(
        self,
        user_id: str,
        view_id: str,
        action_id: str,
        block_id: str | None = None,
        value: Any = None,
        values: Mapping[str, Any] | None = None,
    ) -> Call:
        """Press or choose something in a view; `values` is what else was typed before (see `submit`)."""
        return acts.press_in_view(self, user_id, view_id, action_id, block_id, value, values or {})

    def fill_in(self, user_id: str, view_id: str, values: Mapping[str, Any]) -> View:
        """Type into a view without sending; raises KeyError for an unknown input, ValueError for a bad value."""
        return acts.fill_in(self, user_id, view_id, values)

    def submit(self, user_id: str, view_id: str, values: Mapping[str, Any] | None = None) -> Call:
        """Submit a modal and apply the answer: close it, clear, update, push, or show errors (`View.errors`).

        `values` maps an input's block id (or action id) to a plain value: text, number, date or "2025-03-01", the
        value of an option, a list of them, a user id, None to empty it. Inputs left out keep what they hold. Raises
        ValueError, sending nothing, when Slack's client would not let the form go (required, too long, ...).
        """
        return acts.submit(self, user_id, view_id, values or {})

    def close_view(self, user_id: str, view_id: str, *, all_of_them: bool = False) -> Call | None:
        """Close a modal; sends `view_closed` if the view wanted to know."""
        return acts.close_view(self, user_id, view_id, all_of_them=all_of_them)

    def global_shortcut(self, user_id: str, callback_id: str) -> Call:
        """Use a global shortcut."""
        return acts.global_shortcut(self, user_id, callback_id)

    def message_shortcut(self, user_id: str, channel_id: str, ts: str, callback_id: str) -> Call:
        """Use a message shortcut on a message."""
        return acts.message_shortcut(self, user_id, channel_id, ts, callback_id)

    def open_home(self, user_id: str, tab: str = "home") -> Call:
        """Open the App Home (`app_home_opened`); `tab` is "home" or "messages"."""
        return acts.open_home(self, user_id, tab)

    def event(self, event: Json) -> Call:
        """Send any event to the bot, wrapped and signed as Slack does."""
        return acts.event(self, event)

    def repeat(self, call: Call) -> Call:
        """Send the very same request again, as Slack's retry: same body, fresh signature, `X-Slack-Retry-Num`.

        The answer changes nothing in the workspace.
        """
        return acts.repeat(self, call)

    # -- what a person sees ------------------------------------------------------------------------------------------

    def messages(self, channel_id: str, as_user: str, thread_ts: str | None = None) -> list[Message]:
        """What this person sees in a channel, oldest first: the channel itself, or one thread with its first message.

        Nothing deleted, no other people's ephemerals, and nothing at all in conversations that are closed to them.
        """
        return conversations.seen(self, channel_id, as_user, thread_ts)

    def conversations_of(self, user_id: str) -> list[Channel]:
        """The conversations this person is in, channels first, then direct ones."""
        return conversations.of(self, user_id)

    def view_of(self, user_id: str) -> View | None:
        """The modal on top of this person's screen, or None."""
        with self.lock:
            stack = self.modals.get(user_id)
            return stack[-1] if stack else None

    def home_of(self, user_id: str) -> View | None:
        """The App Home the bot published for this person, or None."""
        return self.homes.get(user_id)

    def message(self, channel_id: str, ts: str) -> Message | None:
        """The message of that time in that channel, ephemeral ones too, or None when it is not there (any more)."""
        return conversations.find(self, channel_id, ts)

    # -- for the rest of the playground ------------------------------------------------------------------------------

    def changed(self) -> None:
        """Count one more change."""
        with self.lock:
            self.version += 1

    def new_id(self, prefix: str, hint: str = "") -> str:
        """An id like Slack's: a prefix, capitals and digits; with a readable `hint` and a mark of the workspace."""
        letters = "".join(c for c in hint.upper() if c.isascii() and c.isalnum())[:6]
        return f"{prefix}{next(self._ids):03d}{letters:0<3}{self.mark}"

    def new_ts(self) -> str:
        """The next message time: the clock's, but never the same twice."""
        with self.lock:
            self._last_ts = max(int(self.now() * 1_000_000), self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def record(self, call: Call) -> Call:
        """Keep a call in `wire`."""
        with self.lock:
            self.wire.append(call)
            del self.wire[:-KEPT_CALLS]
            self.changed()
        return call

    def refuse(self, call: Call, problem: str) -> None:
        """Note that Slack would have refused what the bot sent with this call."""
        with self.lock:
            call.problem = problem
            self.refusals.append(f"{call.name}: {problem}")
            self.changed()

    def calls(self, name: str, direction: Direction | None = None) -> list[Call]:
        """The calls on the wire whose name begins with `name`, oldest first."""
        with self.lock:
            return [c for c in self.wire if c.name.startswith(name) and direction in (None, c.direction)]
