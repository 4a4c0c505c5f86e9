"""What Slack makes of the words somebody types: escapes, mentions, links."""

import html
import re
from typing import TYPE_CHECKING

from bot.playground.records import Channel, Json

if TYPE_CHECKING:
    from bot.playground.world import Slack

ADDRESS = re.compile(r"\bhttps?://[^\s<>|]+[^\s<>|.,;:!?)\"']")
TOKEN = re.compile(r"<([^<>]+)>|:([a-z0-9_+-]+):")


def markup(slack: "Slack", text: str) -> str:
    """Typed words as Slack stores them: &, <, > escaped; @names, #channels and addresses in its markup."""
    words = html.escape(text, quote=False)
    words = ADDRESS.sub(lambda m: f"<{m[0]}>", words)
    names = {name: f"<@{u.id}>" for u in slack.users.values() for name in (u.real_name, u.name) if name}
    channels = {c.name: f"<#{c.id}|{c.name}>" for c in slack.channels.values() if not c.is_direct}
    words = _replace(words, "@", names)
    words = _replace(words, "#", channels)
    return re.sub(r"(?<![\w<])@(channel|here|everyone)\b", r"<!\1>", words)


def _replace(words: str, sign: str, known: dict[str, str]) -> str:
    if not known or sign not in words:
        return words
    longest_first = sorted(known, key=len, reverse=True)
    either = "|".join(re.escape(name) for name in longest_first)
    by_name = {name.casefold(): target for name, target in known.items()}
    return re.sub(rf"(?<![\w<]){sign}({either})\b", lambda m: by_name[m[1].casefold()], words, flags=re.IGNORECASE)


def command_text(slack: "Slack", command: str, text: str) -> str:
    """A slash command's words as the bot gets them.

    With `should_escape` in the app's manifest Slack sends mentions as `<@U123|name>`; without, as they were typed.
    """
    if slack.escaping is not None and command not in slack.escaping:
        return text
    marked = markup(slack, text)
    return re.sub(r"<@(\w+)>", lambda m: f"<@{m[1]}|{slack.users[m[1]].name}>" if m[1] in slack.users else m[0], marked)


def rich_text_of(stored: str) -> list[Json]:
    """The rich_text block Slack's composer makes along with a message's stored text."""
    parts: list[Json] = []
    last = 0
    for match in TOKEN.finditer(stored):
        if words := stored[last : match.start()]:
            parts.append({"type": "text", "text": html.unescape(words)})
        parts.append(_token(match))
        last = match.end()
    if words := stored[last:]:
        parts.append({"type": "text", "text": html.unescape(words)})
    section = {"type": "rich_text_section", "elements": parts}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _token(match: re.Match[str]) -> Json:
    if match[2]:
        return {"type": "emoji", "name": match[2]}
    target, _, label = match[1].partition("|")
    match target[0]:
        case "@":
            return {"type": "user", "user_id": target[1:]}
        case "#":
            return {"type": "channel", "channel_id": target[1:]}
        case "!":
            return {"type": "broadcast", "range": target[1:]}
        case _:
            link: Json = {"type": "link", "url": html.unescape(target)}
            return link | ({"text": label} if label else {})


def channel_name(channel: Channel) -> str:
    """What commands and interactions call a conversation."""
    return {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name)
