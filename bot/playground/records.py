"""What a workspace is made of: people, conversations, messages, views and the calls that crossed the wire."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
"""A JSON object as Slack sends and takes it."""

ChannelKind = Literal["channel", "group", "im", "mpim"]
SUCCESS = 2
Direction = Literal["to_bot", "to_slack"]


@dataclass
class User:
    """Somebody in the workspace, the bot's own user included."""

    id: str
    name: str
    real_name: str
    tz: str = "Europe/Berlin"
    locale: str = "en-US"
    title: str = ""
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    is_admin: bool = False
    stranger: bool = False
    team_id: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    dnd_start: int = 0
    dnd_end: int = 0
    presence: Literal["active", "away"] = "active"
    updated: int = 0

    @property
    def first_name(self) -> str:
        """The word colleagues call this person by."""
        return self.real_name.split(" ", 1)[0]


@dataclass
class Channel:
    """A conversation: a public channel, a private one ("group"), a direct one ("im") or a direct one of several
    ("mpim").

    `members` are user ids and include the bot's exactly when `bot_is_member`.
    """

    id: str
    name: str
    kind: ChannelKind
    members: list[str]
    bot_is_member: bool = True
    archived: bool = False
    created: int = 0

    @property
    def is_direct(self) -> bool:
        """Whether this is a direct conversation, of two or of several."""
        return self.kind in ("im", "mpim")


@dataclass
class Message:
    """A message as Slack keeps it: `text` is escaped mrkdwn, every block and interactive element has its id.

    `state` holds what each reader chose in the message's menus: user id → block id → action id → state value.
    `deleted` messages are seen by nobody.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    edited: bool = False
    deleted: bool = False
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    state: dict[str, Json] = field(default_factory=dict)


@dataclass
class View:
    """A modal in somebody's stack, or somebody's App Home.

    `payload` is the view as the bot sent it, with ids filled in (`payload["blocks"]`, `payload["title"]`, ...).
    `state` is what the form holds now, as in `view.state.values`: block id → action id → `{"type": ..., "value":
    ...}`. `errors` are the bot's field errors by block id; `trouble` is Slack's own line when an answer failed or
    came too late.
    """

    id: str
    hash: str
    user: str
    type: Literal["modal", "home"]
    payload: Json
    callback_id: str = ""
    private_metadata: str = ""
    external_id: str = ""
    state: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    root_view_id: str = ""
    previous_view_id: str | None = None

    @property
    def blocks(self) -> list[Json]:
        """The view's blocks."""
        blocks: list[Json] = self.payload["blocks"]
        return blocks


@dataclass
class Call:
    """One request that crossed the wire, and its answer.

    `request` is the decoded payload, `body` the decoded answer (a dict for JSON, otherwise the text). `status` is 0
    when no answer came. `problem` says why Slack would have refused or ignored it, "" if all is well. `at` is the
    workspace's time.
    """

    direction: Direction
    name: str
    request: Json
    status: int = 0
    body: Any = ""
    seconds: float = 0.0
    problem: str = ""
    at: float = 0.0
    timed_out: bool = False
    raw: bytes = b""
    content_type: str = ""
    retries: int = 0

    @property
    def ok(self) -> bool:
        """Whether the other side took it: a 2xx in time, and for the Web API `"ok": true`."""
        taken = self.status // 100 == SUCCESS and not self.timed_out
        return taken and (
            self.direction == "to_bot" or not isinstance(self.body, dict) or bool(self.body.get("ok", True))
        )


@dataclass
class Trigger:
    """A trigger id: lets the bot open one modal for `user` within three seconds of `made_at`."""

    id: str
    user: str
    made_at: float
    view_id: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """Where the bot may answer an interaction: five times, for thirty minutes, even where it is no member.

    `ts` is the message that was pressed, None for a slash command.
    """

    key: str
    user: str
    channel: str
    made_at: float
    ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0
