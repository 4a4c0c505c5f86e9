"""Slack's payloads as plain words; no Slack dict goes further than this file."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.i18n import translations
from models import Member, Workspace

JSON = dict[str, Any]

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
"""Somebody as Slack writes them in a text: `<@U123>` or `<@U123|tom>`; the group is the Slack user id."""

ESCAPED = frozenset({"/give", "/thanks", "/givefirst"})
"""The commands in which Slack writes people and links in its own way (`should_escape` in the manifest)."""


PRIVATE = "privategroup"
"""What Slack calls every private channel in commands and interactions."""

CHOICE = "choice"
"""How the key of a choice in a modal begins."""

ABOUT_THINGS = frozenset({"/ask", "/offer"})
"""The commands that name nobody: a mention in their words is only a word."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What every request has: where from, who, and the name that makes it take effect once."""

    team_id: str
    user_id: str
    user_team_id: str
    key: str
    name: str
    channel: str = ""
    # A private channel, as far as Slack says: in commands and shortcuts, not in events.
    is_private: bool = False
    trigger_id: str = ""
    response_url: str = ""
    # Slack user ids of the people it names: mentioned, chosen in a form, or the author of a message.
    named: tuple[str, ...] = ()
    # It was pressed in a modal: another one goes on top of it.
    is_in_modal: bool = False
    # The view it happened in, and the hash that this view had then.
    view_id: str = ""
    view_hash: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What every handler gets."""

    envelope: Envelope
    workspace: Workspace
    member: Member
    now: datetime

    @property
    def channel(self) -> str:
        """The conversation it happened in (C..., D..., G...); empty in a modal or App Home."""
        return self.envelope.channel

    @property
    def key(self) -> str:
        """A name for what this request causes; the same when Slack repeats it."""
        return self.envelope.key

    @property
    def locale(self) -> str:
        """The language the person reads."""
        return self.member.locale or self.workspace.locale

    def say(self, text: str) -> str:
        """Translate for the person who asked."""
        return translations(self.locale).gettext(text)


@dataclass(frozen=True, slots=True)
class Command(Request):
    """A slash command and what was typed after it."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Press(Request):
    """A press on a button, or a choice in a menu."""

    value: str = ""
    # The message the button stands on; empty in a modal or App Home.
    message: str = ""


@dataclass(frozen=True, slots=True)
class Filled(Request):
    """What stands in a modal: input name → text, value, list of values, or None."""

    values: dict[str, Any] = field(default_factory=dict)
    metadata: JSON = field(default_factory=dict)
    # The names of the inputs that hold words somebody typed, not a choice.
    typed: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """Return what was typed into an input, without blanks around it."""
        return str(self.values.get(name) or "").strip()

    def several(self, name: str) -> list[str]:
        """Return what was picked in an input that takes several."""
        return [_storable(str(value)) for value in self.values.get(name) or []]


@dataclass(frozen=True, slots=True)
class Submission(Filled):
    """A modal that was sent."""


@dataclass(frozen=True, slots=True)
class Choice(Filled):
    """A choice in an input of a modal that stays open, so that the modal can follow it."""


@dataclass(frozen=True, slots=True)
class Shortcut(Request):
    """A global shortcut, or one on a message; `text` is the message's, as it was typed."""

    text: str = ""
    message: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Event(Request):
    """Something that happened: `text` as typed, `message` and `thread` as time stamps."""

    text: str = ""
    message: str = ""
    thread: str = ""
    profile: JSON = field(default_factory=dict)
    # The hash of the App Home that was opened, when Slack tells.
    view_hash: str = ""


def command(body: JSON) -> tuple[Envelope, JSON]:
    """Read a slash command."""
    envelope = Envelope(
        team_id=_text(body, "team_id"),
        user_id=_text(body, "user_id"),
        user_team_id=_text(body, "team_id"),
        key=f"command:{_text(body, 'trigger_id') or _digest(body)}",
        name=_text(body, "command"),
        channel=_text(body, "channel_id"),
        is_private=_text(body, "channel_name") == PRIVATE,
        trigger_id=_text(body, "trigger_id"),
        response_url=_text(body, "response_url"),
        named=() if _text(body, "command") in ABOUT_THINGS else _named_first(_text(body, "text")),
    )
    text = _text(body, "text")
    return envelope, {"text": as_typed(text) if envelope.name in ESCAPED else _plain(text).strip()}


def press(body: JSON) -> tuple[Envelope, JSON]:
    """Read a press on a button in a message, a modal or the App Home."""
    action = body["actions"][0]
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    envelope = _interaction(body, str(action["action_id"]), channel=str(channel), prefix="press")
    envelope = replace(envelope, is_in_modal=(body.get("view") or {}).get("type") == "modal")
    return envelope, {
        "value": _text(action, "value") or _chosen(action),
        "message": str(container.get("message_ts") or ""),
    }


def submission(body: JSON) -> tuple[Envelope, JSON]:
    """Read a sent modal. What was typed is part of its key: a corrected form is a new one."""
    view = body["view"]
    state = view["state"]["values"]
    key = f"{view['id']}:{view.get('hash', '')}:{_digest(state)}"
    named = [person for inputs in state.values() for element in inputs.values() for person in _people_in(element)]
    envelope = _interaction(body, str(view["callback_id"]), prefix="view", key=key, named=named)
    return envelope, _filled(view)


def is_choice(body: JSON) -> bool:
    """Tell whether somebody chose in an input of a modal, which has one plain name for its block and its action."""
    action = (body.get("actions") or [{}])[0]
    is_in_modal = (body.get("view") or {}).get("type") == "modal"
    return is_in_modal and bool(action.get("action_id")) and action.get("block_id") == action["action_id"]


def choice(body: JSON) -> tuple[Envelope, JSON]:
    """Read a choice in a modal. Its key begins with the view and ends with when it was made, to tell the last one."""
    view, action = body["view"], body["actions"][0]
    key = f"{view['id']}:{_text(body, 'trigger_id') or _digest(body)}:{_text(action, 'action_ts')}"
    envelope = _interaction(body, f"{view['callback_id']}.{action['action_id']}", prefix=CHOICE, key=key)
    envelope = replace(envelope, is_in_modal=True, view_id=_text(view, "id"), view_hash=_text(view, "hash"))
    filled = _filled(view)
    filled["values"][action["block_id"]] = _value(action)
    return envelope, filled


def shortcut(body: JSON) -> tuple[Envelope, JSON]:
    """Read a global shortcut or a message shortcut."""
    channel = str((body.get("channel") or {}).get("id") or "")
    message = body.get("message") or {}
    author = _text(message, "user")
    named = [author] if author else []
    envelope = _interaction(body, str(body["callback_id"]), channel=channel, prefix="shortcut", named=named)
    return envelope, {
        "text": as_typed(_text(message, "text")),
        "message": str(body.get("message_ts") or message.get("ts") or ""),
        "author": author,
    }


def event(body: JSON) -> tuple[Envelope, JSON]:
    """Read an event; those that carry a whole user (`team_join`, `user_change`) carry the profile on."""
    happened = body["event"]
    user = happened.get("user")
    profile = user if isinstance(user, dict) else {}
    name = happened["type"]
    if name == "message":
        name = f"message.{happened.get('channel_type', '')}"
    home_team = happened.get("user_team") or profile.get("team_id") or happened.get("team") or body["team_id"]
    envelope = Envelope(
        team_id=_text(body, "team_id"),
        user_id=str(profile.get("id") or user or ""),
        user_team_id=str(home_team),
        key=f"event:{_text(body, 'event_id') or _digest(body)}",
        name=name,
        channel=str(happened.get("channel") or ""),
    )
    return envelope, {
        "text": as_typed(_text(happened, "text")),
        "message": _text(happened, "ts"),
        "thread": _text(happened, "thread_ts"),
        "profile": profile,
        "view_hash": _text(happened.get("view") or {}, "hash"),
    }


def is_for_us(body: JSON) -> bool:
    """Tell whether an event is something a person did, and not an edit, a join, or our own message coming back."""
    happened = body.get("event") or {}
    if happened.get("type") not in {"message", "app_mention"}:
        return True
    is_plain = happened.get("subtype") in {None, "", "file_share", "thread_broadcast"}
    return is_plain and not (happened.get("bot_id") or happened.get("edited"))


def as_typed(text: str) -> str:
    """Undo Slack's own escaping of a message: links and channels become words again, mentions stay."""
    text = re.sub(r"<(?:mailto:)?([^<>@#!|][^<>|]*)\|([^<>]*)>", r"\2", text)
    text = re.sub(r"<#[A-Z0-9]+\|([^<>]*)>", r"#\1", text)
    text = re.sub(r"<((?:https?|mailto):[^<>|]*)>", r"\1", text)
    return _plain(text).strip()


def _plain(text: str) -> str:
    """Undo the three entities Slack writes, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _interaction(
    body: JSON, name: str, *, prefix: str, channel: str = "", key: str = "", named: Sequence[str] = ()
) -> Envelope:
    user = body["user"]
    team_id = (body.get("team") or {}).get("id") or user.get("team_id") or ""
    return Envelope(
        team_id=str(team_id),
        user_id=str(user["id"]),
        user_team_id=str(user.get("team_id") or team_id),
        key=f"{prefix}:{key or body.get('trigger_id') or _digest(body)}",
        name=name,
        channel=channel,
        is_private=str((body.get("channel") or {}).get("name") or "") == PRIVATE,
        trigger_id=_text(body, "trigger_id"),
        response_url=_text(body, "response_url"),
        named=tuple(named),
    )


def _named_first(text: str) -> tuple[str, ...]:
    """Return whom a command begins with, after at most one word of its own; others are only words to us."""
    first = re.match(rf"(?:\w+\s+)?((?:{MENTION.pattern}(?:[\s,;&+]|and|und)*)*)", text)
    return tuple(MENTION.findall(first[1])) if first else ()


def _filled(view: JSON) -> JSON:
    """Return what stands in a modal, as the fields of Filled."""
    state = view["state"]["values"]
    values = {block: _value(next(iter(inputs.values()))) for block, inputs in state.items() if inputs}
    typed = tuple(block for block, inputs in state.items() if inputs and "value" in next(iter(inputs.values())))
    metadata = json.loads(view.get("private_metadata") or "{}")
    if not isinstance(metadata, dict):
        raise TypeError("metadata that is not ours")
    return {"values": values, "metadata": metadata, "typed": typed}


def _people_in(element: JSON) -> list[str]:
    """Return the Slack user ids that were chosen in an input."""
    chosen = element.get("selected_users") or [element.get("selected_user")]
    return [person for person in chosen if isinstance(person, str)]


def _value(element: JSON) -> Any:
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"] or []]
    for name in ("value", "selected_date", "selected_time", "selected_users", "selected_user", "selected_conversation"):
        if name in element:
            given = element[name]
            return _storable(given) if isinstance(given, str) else given
    return _chosen(element) or None


def _chosen(element: JSON) -> str:
    return str((element.get("selected_option") or {}).get("value") or "")


def _text(body: JSON, name: str) -> str:
    return _storable(str(body.get(name) or ""))


def _storable(text: str) -> str:
    """Drop what no database can keep: null bytes and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def _digest(body: Any) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:32]
