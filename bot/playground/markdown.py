"""A markdown block as safe HTML: headings, lists, quotations, code, emphasis and links; no raw HTML, no pictures."""

import re

from markupsafe import Markup, escape

from bot.playground.mrkdwn import link, with_emoji

FENCE = re.compile(r"^```\w*\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"#{1,6} +(.+)")
BULLET = re.compile(r"[-*+] +(.+)")
NUMBER = re.compile(r"\d+[.)] +(.+)")
QUOTE = re.compile(r"> ?(.*)")
WRAPPERS = (
    (HEADING, "", "h4"),
    (BULLET, "ul", "li"),
    (NUMBER, "ol", "li"),
    (QUOTE, "blockquote", "p"),
)
INLINE = re.compile(r"`([^`\n]+)`|\[([^\]\n]+)\]\(([^)\s]+)\)|(\*\*|__)(.+?)\4|([*_])(\S(?:[^*_\n]*\S)?)\6|~~(.+?)~~")


def markdown(text: str) -> Markup:
    """Return standard markdown as HTML."""
    parts: list[Markup] = []
    for place, piece in enumerate(FENCE.split(text)):
        parts.append(Markup("<pre>{}</pre>").format(piece) if place % 2 else _blocks(piece))
    return Markup("").join(parts)


def _blocks(text: str) -> Markup:
    parts: list[Markup] = []
    around = ""
    for line in filter(str.strip, text.split("\n")):
        wrapper, tag, words = _line(line.strip())
        if wrapper != around:
            parts.append(Markup(f"</{around}>" if around else "") + Markup(f"<{wrapper}>" if wrapper else ""))  # noqa: S704 - tag names from WRAPPERS
            around = wrapper
        parts.append(Markup(f"<{tag}>{{}}</{tag}>").format(_inline(words)))  # noqa: S704 - tag names from WRAPPERS
    if around:
        parts.append(Markup(f"</{around}>"))  # noqa: S704 - tag names from WRAPPERS
    return Markup("").join(parts)


def _line(line: str) -> tuple[str, str, str]:
    """Return what stands around the line, its own tag, and its words."""
    for pattern, wrapper, tag in WRAPPERS:
        if found := pattern.fullmatch(line):
            return wrapper, tag, found[1]
    return "", "p", line


def _inline(text: str) -> Markup:
    parts: list[Markup] = []
    done = 0
    for found in INLINE.finditer(text):
        parts.append(escape(with_emoji(text[done : found.start()])))
        code, label, address, _, bold, _, italic, struck = found.groups()
        if code:
            parts.append(Markup("<code>{}</code>").format(code))
        elif address:
            parts.append(link(address, label))
        else:
            tag, words = next((tag, words) for tag, words in (("strong", bold), ("em", italic), ("s", struck)) if words)
            parts.append(Markup(f"<{tag}>{{}}</{tag}>").format(_inline(words)))  # noqa: S704 - one of three tag names
        done = found.end()
    parts.append(escape(with_emoji(text[done:])))
    return Markup("").join(parts)
