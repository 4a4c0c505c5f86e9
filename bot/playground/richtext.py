"""A rich_text block as safe HTML: its text is taken literally, only its structure is markup."""

from markupsafe import Markup, escape

from bot.playground.emoji import EMOJI
from bot.playground.mrkdwn import Reader, broken, link, mention, moment
from bot.playground.records import Json

STYLES = (("code", "code"), ("bold", "strong"), ("italic", "em"), ("strike", "s"), ("underline", "u"))
MAX_INDENT = 8


def rich_text(block: Json, reader: Reader) -> Markup:
    """Return the whole block."""
    return Markup("").join(_part(part, reader) for part in block.get("elements", []))


def _part(part: Json, reader: Reader) -> Markup:
    """A section, list, quotation or preformatted piece."""
    elements = part.get("elements", [])
    match part.get("type"):
        case "rich_text_list":
            tag = "ol" if part.get("style") == "ordered" else "ul"
            indent = min(int(part.get("indent", 0)), MAX_INDENT)
            items = Markup("").join(
                Markup("<li>{}</li>").format(_inlines(item.get("elements", []), reader)) for item in elements
            )
            start = int(part.get("offset", 0)) + 1
            return Markup('<{} class="indent-{}" start="{}">{}</{}>').format(tag, indent, start, items, tag)
        case "rich_text_quote":
            return Markup("<blockquote>{}</blockquote>").format(_inlines(elements, reader))
        case "rich_text_preformatted":
            return Markup("<pre>{}</pre>").format(_inlines(elements, reader))
        case _:
            return Markup("<p>{}</p>").format(_inlines(elements, reader))


def _inlines(elements: list[Json], reader: Reader) -> Markup:
    return Markup("").join(_styled(_inline(element, reader), element.get("style") or {}) for element in elements)


def _styled(html: Markup, style: Json) -> Markup:
    for name, tag in STYLES:
        if style.get(name):
            html = Markup("<{}>{}</{}>").format(Markup(tag), html, Markup(tag))  # noqa: S704 - one of five tag names
    return html


def _inline(element: Json, reader: Reader) -> Markup:
    match element.get("type"):
        case "text":
            return broken(element.get("text", ""))
        case "link":
            return link(element.get("url", ""), element.get("text", ""))
        case "user":
            return mention(element.get("user_id", ""), reader)
        case "channel":
            return Markup('<span class="mention">#{}</span>').format(reader.channel(element.get("channel_id", "")))
        case "broadcast":
            return Markup('<span class="mention loud">@{}</span>').format(element.get("range", "here"))
        case "emoji":
            name = element.get("name", "")
            return escape(EMOJI.get(name, f":{name}:"))
        case "date":
            return moment(
                element.get("timestamp", 0), element.get("format", "{date}"), element.get("fallback", ""), reader
            )
        case other:
            return escape(f"[{other}]")
