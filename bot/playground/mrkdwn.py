"""Slack's text markup as safe HTML.

Everything is escaped first; only what these functions add themselves is markup. Slack's own three entities
(`&amp;`, `&lt;`, `&gt;`) are undone before, as Slack's clients do.
"""

import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Protocol

from babel import Locale
from babel.dates import format_date, format_time
from markupsafe import Markup, escape

from bot.playground.emoji import EMOJI


class Reader(Protocol):
    """Whoever reads: knows people's and channels' names, and the reader's own zone and language."""

    zone: tzinfo
    locale: Locale

    def person(self, user_id: str) -> str:
        """Return the name people see."""

    def channel(self, channel_id: str) -> str:
        """Return the channel's name without its `#`."""

    def is_me(self, user_id: str) -> bool:
        """Whether this is the reader."""


FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
SPECIAL = re.compile(r"`[^`\n]+`|<[^<>\n]+>|https?://(?:(?!&[lg]t;)[^\s<>|])*[^\s<>|.,;:!?)\]'\"]")
COLON_NAME = re.compile(r":([a-z0-9_+\-]+):")
EMPHASIS = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w])_(?=\S)([^_\n]*?\S)_(?![\w])"), "em"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]*?\S)~(?![\w~])"), "s"),
)
# Private-use characters stand in for finished markup while the text around it is worked on.
OPEN, CLOSE = "\ue000", "\ue001"
HELD = re.compile(f"{OPEN}(\\d+){CLOSE}")
SAFE_SCHEMES = ("http://", "https://", "mailto:")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
DATE_FORMATS = {
    "date": "long",
    "date_pretty": "long",
    "date_long": "full",
    "date_long_pretty": "full",
    "date_short": "medium",
    "date_short_pretty": "medium",
    "date_num": "short",
}


def unescaped(text: str) -> str:
    """Undo Slack's three entities."""
    for entity, character in ENTITIES:
        text = text.replace(entity, character)
    return text


def with_emoji(text: str) -> str:
    """Replace the `:names:` of known emoji."""
    return COLON_NAME.sub(lambda found: EMOJI.get(found[1], found[0]), text)


def plain(text: str, *, emoji: bool = True) -> Markup:
    """Return a plain_text object's text: no markup, line breaks kept."""
    text = unescaped(text)
    return broken(with_emoji(text) if emoji else text)


def broken(text: str) -> Markup:
    """Escape `text` and keep its line breaks."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def mrkdwn(text: str, reader: Reader) -> Markup:
    """Return Slack's mrkdwn as HTML, for this reader."""
    text = text.replace(OPEN, "").replace(CLOSE, "")
    parts: list[Markup] = []
    for place, piece in enumerate(FENCE.split(text)):
        if place % 2:
            parts.append(Markup("<pre>{}</pre>").format(unescaped(piece)))
        elif piece.strip("\n"):
            parts.append(_paragraphs(piece.strip("\n") if parts else piece, reader))
    return Markup("").join(parts)


def _paragraphs(text: str, reader: Reader) -> Markup:
    """Lines, with runs of quoted ones (`>` first) as one quotation."""
    parts: list[Markup] = []
    quoted: list[Markup] = []
    said: list[Markup] = []

    def settle() -> None:
        if quoted:
            parts.append(Markup("<blockquote>{}</blockquote>").format(Markup("<br>").join(quoted)))
            quoted.clear()
        if said:
            parts.append(Markup("<br>").join(said))
            said.clear()

    for line in text.split("\n"):
        mark = next((mark for mark in ("&gt;", ">") if line.startswith(mark)), "")
        if bool(mark) != bool(quoted):
            settle()
        (quoted if mark else said).append(_line(line.removeprefix(mark).removeprefix(" ") if mark else line, reader))
    settle()
    return Markup("").join(parts)


def _line(text: str, reader: Reader) -> Markup:
    held: list[Markup] = []

    def hold(found: re.Match[str]) -> str:
        held.append(_special(found[0], reader))
        return f"{OPEN}{len(held) - 1}{CLOSE}"

    html = str(escape(with_emoji(unescaped(SPECIAL.sub(hold, text)))))
    for pattern, tag in EMPHASIS:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    return Markup(HELD.sub(lambda found: str(held[int(found[1])]), html))  # noqa: S704 - every part was escaped above


def _special(token: str, reader: Reader) -> Markup:
    """Code, a bare address, or whatever stands between angle brackets."""
    if token.startswith("`"):
        return Markup("<code>{}</code>").format(unescaped(token[1:-1]))
    if not token.startswith("<"):
        return link(unescaped(token))
    body, _, label = token[1:-1].partition("|")
    sigil, name = body[:1], body[1:]
    named: dict[str, Callable[[], Markup]] = {
        "@": lambda: mention(name, reader),
        "#": lambda: Markup('<span class="mention">#{}</span>').format(reader.channel(name)),
        "!": lambda: _command(name, label, reader),
    }
    if sigil in named:
        return named[sigil]()
    return link(unescaped(body), unescaped(label))


def _command(name: str, label: str, reader: Reader) -> Markup:
    """`<!here>`, `<!subteam^S1>` and `<!date^...>`."""
    word, _, rest = name.partition("^")
    if word == "date":
        seconds, _, pattern = rest.partition("^")
        return moment(seconds, pattern.partition("^")[0], unescaped(label), reader)
    shown = unescaped(label) or (rest if word == "subteam" else word)
    return Markup('<span class="mention loud">@{}</span>').format(shown.removeprefix("@"))


def mention(user_id: str, reader: Reader) -> Markup:
    """Return a mention of a person, marked when it is the reader."""
    kind = "mention me" if reader.is_me(user_id) else "mention"
    return Markup('<span class="{}">@{}</span>').format(kind, reader.person(user_id))


def link(address: str, label: str = "") -> Markup:
    """Return a link; an address that is no web or mail address stays plain text."""
    if not address.startswith(SAFE_SCHEMES):
        return escape(f"<{address}|{label}>" if label else f"<{address}>")
    shown = label or address.removeprefix("mailto:")
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, shown)


def moment(seconds: str | int, pattern: str, fallback: str, reader: Reader) -> Markup:
    """Return Slack's date formatting (`{date_short} at {time}`) in the reader's zone and language."""
    try:
        at = datetime.fromtimestamp(int(seconds), reader.zone)
    except (ValueError, OverflowError, OSError):
        return escape(fallback)
    values = {name: format_date(at, width, locale=reader.locale) for name, width in DATE_FORMATS.items()}
    values["time"] = format_time(at, "short", locale=reader.locale)
    values["time_secs"] = format_time(at, "medium", locale=reader.locale)
    shown = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), pattern)
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), shown)
