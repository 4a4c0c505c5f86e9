"""What one person sees on the page, gathered for the templates."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.playground.draw import Drawing, zone_of
from bot.playground.memory import Memory
from bot.playground.records import Call, Channel, Message, User, View
from bot.playground.world import Slack

SAME_BREATH = 5 * 60
SHOWN_CALLS = 80


@dataclass(frozen=True)
class Place:
    """Where somebody is: who they are, the open conversation (None: none), its tab, and the open thread."""

    me: User
    channel: Channel | None
    tab: str = "messages"
    thread: str | None = None


@dataclass(frozen=True)
class Person:
    """A line in the person switcher; `mark` says in a word what is special, `where` is the conversation to open."""

    user: User
    where: str
    waiting: int
    mark: str
    kind: str


@dataclass(frozen=True)
class Conversation:
    """A line in the list of conversations."""

    channel: Channel
    title: str
    unread: int
    app: bool


@dataclass(frozen=True)
class Line:
    """A message as it is drawn: `day` where a new day begins, `compact` below another one by the same author."""

    message: Message
    author: User
    on: dict[str, Any]
    day: str = ""
    compact: bool = False
    replies: Sequence[Message] = ()


@dataclass(frozen=True)
class Crossing:
    """A call on the wire, in a line; `verdict` is its status or error in a word."""

    key: str
    call: Call
    verdict: str
    milliseconds: int


class Panes:
    """Gathers everything for one place. Hold `slack.lock` while using it."""

    def __init__(self, slack: Slack, memory: Memory, place: Place) -> None:
        """Look at `slack` from `place`."""
        self.slack = slack
        self.memory = memory
        self.place = place
        self.draw = Drawing(slack, place.me)

    # -- left -------------------------------------------------------------------------------------------------------

    def people(self) -> list[Person]:
        """Everybody who can be played, in the order they came."""
        humans = [user for user in self.slack.users.values() if not user.is_bot]
        return [Person(user, self._where(user), self.memory.waiting(user.id), *self._mark(user)) for user in humans]

    def _mark(self, user: User) -> tuple[str, str]:
        if user.deleted:
            return "deactivated", "gone"
        if user.stranger:
            return "another company", "guest"
        if user.is_restricted:
            return "guest", "guest"
        if user.status_text and not 0 < user.status_expiration <= self.slack.now():
            return self.draw.emoji(f"{user.status_emoji} {user.status_text}".strip()), "status"
        if user.dnd_start <= self.slack.now() < user.dnd_end:
            return "do not disturb", "status"
        return "", ""

    def _where(self, user: User) -> str:
        """The conversation to open for somebody: the same one if they are in it, else theirs with the bot."""
        here = self.place.channel
        if here and user.id in here.members:
            return here.id
        theirs = self.slack.conversations_of(user.id)
        with_bot = [channel for channel in theirs if channel.kind == "im"]
        return next((channel.id for channel in with_bot or theirs), "-")

    def channels(self) -> list[Conversation]:
        """The reader's channels."""
        return [line for line in self._conversations() if not line.channel.is_direct]

    def direct(self) -> list[Conversation]:
        """The reader's direct conversations, the one with the bot first."""
        lines = [line for line in self._conversations() if line.channel.is_direct]
        return sorted(lines, key=lambda line: line.channel.kind != "im")

    def _conversations(self) -> list[Conversation]:
        me = self.place.me.id
        return [
            Conversation(
                channel,
                self.draw.title(channel),
                self.memory.unread(me, channel),
                channel.kind == "im" and channel.bot_is_member,
            )
            for channel in self.slack.conversations_of(me)
        ]

    # -- middle -----------------------------------------------------------------------------------------------------

    def members(self) -> list[User]:
        """Who is in the open conversation."""
        return [self.draw.user(member) for member in self.place.channel.members] if self.place.channel else []

    def lines(self) -> list[Line]:
        """The open conversation, oldest first."""
        if self.place.channel is None:
            return []
        return self._lines(self.slack.messages(self.place.channel.id, self.place.me.id))

    def thread(self) -> list[Line]:
        """The open thread with its first message, or nothing."""
        if self.place.channel is None or not self.place.thread:
            return []
        return self._lines(
            self.slack.messages(self.place.channel.id, self.place.me.id, self.place.thread), in_thread=True
        )

    def _lines(self, messages: list[Message], *, in_thread: bool = False) -> list[Line]:
        lines: list[Line] = []
        before: Message | None = None
        for message in messages:
            day = self.draw.day(message.ts)
            new_day = not in_thread and (before is None or self.draw.day(before.ts) != day)
            lines.append(
                Line(
                    message,
                    self.draw.user(message.user),
                    self._surface(message),
                    day=day if new_day else "",
                    compact=not new_day and before is not None and _same_breath(before, message),
                    replies=() if in_thread else self._replies(message),
                )
            )
            before = message
        return lines

    def _replies(self, message: Message) -> list[Message]:
        thread = self.slack.messages(message.channel, self.place.me.id, message.ts)
        return [reply for reply in thread if reply.ts != message.ts]

    def _surface(self, message: Message) -> dict[str, Any]:
        state = message.state.get(self.place.me.id, {})
        return {"draw": self.draw, "state": state, "errors": {}, "prefix": f"m{message.ts}-"}

    def home(self) -> View | None:
        """The reader's App Home."""
        return self.slack.home_of(self.place.me.id)

    def modal(self) -> View | None:
        """The modal on top of the reader's screen."""
        return self.slack.view_of(self.place.me.id)

    def view_surface(self, view: View) -> dict[str, Any]:
        """What a view's blocks lie on."""
        return {"draw": self.draw, "state": view.state, "errors": view.errors, "prefix": f"v{view.id}-"}

    # -- right and top ----------------------------------------------------------------------------------------------

    def wire(self) -> list[Crossing]:
        """The last calls that crossed the wire, the newest first."""
        return [
            Crossing(key_of(call), call, verdict(call), round(call.seconds * 1000))
            for call in reversed(self.slack.wire[-SHOWN_CALLS:])
        ]

    def now(self) -> datetime:
        """The playground's time where the reader is."""
        return datetime.fromtimestamp(self.slack.now(), zone_of(self.place.me))


def _same_breath(before: Message, message: Message) -> bool:
    """Whether two messages by one author are close enough to share a heading."""
    alike = before.user == message.user and before.ephemeral_to == message.ephemeral_to is None
    return alike and not message.blocks and float(message.ts) - float(before.ts) < SAME_BREATH


def key_of(call: Call) -> str:
    """Return a name for a call that holds as long as it is kept."""
    return f"{id(call):x}"


def verdict(call: Call) -> str:
    """Return a call's outcome in a word: the error's name, the status, or that no answer came."""
    if call.timed_out:
        return "too late"
    if not call.status:
        return "no answer" if call.problem else "…"
    if call.direction == "to_slack" and isinstance(call.body, dict) and not call.body.get("ok", True):
        return str(call.body.get("error", "refused"))
    return "ok" if call.ok else str(call.status)


def pretty(value: object) -> str:
    """Return JSON for reading; text stays as it is."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
