"""Slack's documented limits of the small parts: text objects, options, confirm dialogs, rich text.

Every check yields sentences that begin with the path of what is wrong ("blocks[0].text.text: 3001 characters, at most
3000"). Nothing here raises, whatever the payload looks like.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Problems = Iterator[str]
Check = Callable[[str, Any], Problems]

LONGEST_ID = 255
LONGEST_TEXT = 3000
STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
INLINE = {
    "text": ("text",),
    "link": ("url",),
    "emoji": ("name",),
    "user": ("user_id",),
    "channel": ("channel_id",),
    "usergroup": ("usergroup_id",),
    "team": ("team_id",),
    "broadcast": ("range",),
    "date": ("timestamp", "format"),
    "color": ("value",),
}
INLINE_OPTIONAL = {
    "link": {"text", "unsafe"},
    "emoji": {"unicode", "skin_tone", "url", "display_team_id"},
    "date": {"url", "fallback"},
}
RICH_PARTS = {
    "rich_text_section": set[str](),
    "rich_text_list": {"style", "indent", "offset", "border"},
    "rich_text_preformatted": {"border", "language"},
    "rich_text_quote": {"border"},
}
DEEPEST_INDENT = 8


def kind_of(thing: Any) -> str:
    """The `type` of an object; "" for whatever has none."""
    kind = thing.get("type") if isinstance(thing, dict) else None
    return kind if isinstance(kind, str) else ""


def items_of(thing: Any) -> list[dict[str, Any]]:
    """The objects in a list; none for whatever is no list."""
    return [item for item in thing if isinstance(item, dict)] if isinstance(thing, list) else []


def shape(path: str, thing: Any, *, required: Iterable[str] = (), allowed: Iterable[str] = ()) -> Problems:
    """Check that `thing` is an object with all of `required` and nothing beyond `allowed`."""
    if not isinstance(thing, dict):
        yield f"{path}: {thing!r:.40} is not an object"
        return
    known = {"type", *required, *allowed}
    for name in required:
        if thing.get(name) is None:
            yield f"{path}: {name} is missing"
    for name in thing:
        if name not in known:
            yield f"{path}.{name}: no such field"


def string(path: str, value: Any, *, most: int, least: int = 1) -> Problems:
    """Check a string's length in characters; None passes, as fields left out do."""
    if value is None:
        return
    if not isinstance(value, str):
        yield f"{path}: {value!r:.40} is not a string"
    elif len(value) > most:
        yield f"{path}: {len(value)} characters, at most {most}"
    elif len(value) < least:
        yield f"{path}: {len(value)} characters, at least {least}"


def boolean(path: str, value: Any) -> Problems:
    """Check a flag; None passes."""
    if value is not None and not isinstance(value, bool):
        yield f"{path}: {value!r:.40} is neither true nor false"


def one_of(path: str, value: Any, choices: Iterable[Any]) -> Problems:
    """Check for one of a few values; None passes."""
    choices = tuple(choices)
    if value is not None and value not in choices:
        yield f"{path}: {value!r:.40} is none of {', '.join(map(str, choices))}"


def between(path: str, value: Any, least: int, most: int) -> Problems:
    """Check a whole number's range; None passes."""
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool):
        yield f"{path}: {value!r:.40} is not a whole number"
    elif not least <= value <= most:
        yield f"{path}: {value}, not between {least} and {most}"


def pattern(path: str, value: Any, regex: str, what: str) -> Problems:
    """Check a string against a pattern; None passes."""
    if value is not None and not (isinstance(value, str) and re.fullmatch(regex, value)):
        yield f"{path}: {value!r:.40} is not {what}"


def listed(path: str, items: Any, check: Check, *, most: int, least: int = 1) -> Problems:
    """Check a list's length and each of its items; None passes."""
    if items is None:
        return
    if not isinstance(items, list):
        yield f"{path}: {items!r:.40} is not a list"
        return
    if not least <= len(items) <= most:
        yield f"{path}: {len(items)} items, " + (f"at most {most}" if len(items) > most else f"at least {least}")
    for index, item in enumerate(items):
        yield from check(f"{path}[{index}]", item)


def text(path: str, thing: Any, *, most: int = LONGEST_TEXT, plain: bool = False) -> Problems:
    """Check a text object of at most `most` characters; `plain` ones may not be mrkdwn. None passes."""
    if thing is None:
        return
    yield from shape(path, thing, required=("type", "text"), allowed=("emoji", "verbatim"))
    if not isinstance(thing, dict):
        return
    kind = kind_of(thing)
    yield from one_of(f"{path}.type", kind, ("plain_text",) if plain else ("plain_text", "mrkdwn"))
    yield from string(f"{path}.text", thing.get("text"), most=most)
    for name, owner in (("emoji", "plain_text"), ("verbatim", "mrkdwn")):
        yield from boolean(f"{path}.{name}", thing.get(name))
        if name in thing and kind != owner:
            yield f"{path}.{name}: only for {owner}"


def plain(most: int) -> Check:
    """A check for plain_text of at most `most` characters."""
    return lambda path, thing: text(path, thing, most=most, plain=True)


def rich_label(path: str, thing: Any) -> Problems:
    """Check the text of an option in radio buttons or checkboxes, which may be mrkdwn."""
    return text(path, thing, most=75)


def option(path: str, thing: Any, *, mrkdwn: bool = False, url: bool = False) -> Problems:
    """Check one option of a menu."""
    allowed = ("description", "url") if url else ("description",)
    yield from shape(path, thing, required=("text", "value"), allowed=allowed)
    if not isinstance(thing, dict):
        return
    yield from text(f"{path}.text", thing.get("text"), most=75, plain=not mrkdwn)
    yield from text(f"{path}.description", thing.get("description"), most=75, plain=not mrkdwn)
    yield from string(f"{path}.value", thing.get("value"), most=150)
    yield from string(f"{path}.url", thing.get("url"), most=3000)


def option_group(path: str, thing: Any) -> Problems:
    """Check one group of options."""
    yield from shape(path, thing, required=("label", "options"))
    if isinstance(thing, dict):
        yield from text(f"{path}.label", thing.get("label"), most=75, plain=True)
        yield from listed(f"{path}.options", thing.get("options"), option, most=100)


def confirm(path: str, thing: Any) -> Problems:
    """Check a confirm dialog; None passes."""
    if thing is None:
        return
    yield from shape(path, thing, required=("title", "text", "confirm", "deny"), allowed=("style",))
    if not isinstance(thing, dict):
        return
    yield from text(f"{path}.title", thing.get("title"), most=100, plain=True)
    yield from text(f"{path}.text", thing.get("text"), most=300)
    yield from text(f"{path}.confirm", thing.get("confirm"), most=30, plain=True)
    yield from text(f"{path}.deny", thing.get("deny"), most=30, plain=True)
    yield from one_of(f"{path}.style", thing.get("style"), ("primary", "danger"))


def dispatch_config(path: str, thing: Any) -> Problems:
    """Check a dispatch_action_config; None passes."""
    if thing is None:
        return
    yield from shape(path, thing, allowed=("trigger_actions_on",))
    if isinstance(thing, dict):
        triggers = ("on_enter_pressed", "on_character_entered")
        yield from listed(
            f"{path}.trigger_actions_on", thing.get("trigger_actions_on"), lambda p, v: one_of(p, v, triggers), most=2
        )


def rich_text(path: str, elements: Any) -> Problems:
    """Check the elements of a rich_text block."""
    yield from listed(path, elements, _rich_part, most=10_000, least=0)


def _rich_part(path: str, part: Any) -> Problems:
    kind = kind_of(part)
    if kind not in RICH_PARTS:
        yield f"{path}: {kind!r} is no part of rich text"
        return
    yield from shape(path, part, required=("elements",), allowed=RICH_PARTS[kind])
    yield from one_of(f"{path}.border", part.get("border"), (0, 1))
    if kind != "rich_text_list":
        yield from listed(f"{path}.elements", part.get("elements"), _inline, most=10_000, least=0)
        return
    yield from one_of(f"{path}.style", part.get("style", ""), ("bullet", "ordered"))
    yield from between(f"{path}.indent", part.get("indent"), 0, DEEPEST_INDENT)
    yield from listed(f"{path}.elements", part.get("elements"), _list_item, most=10_000, least=0)


def _list_item(path: str, item: Any) -> Problems:
    if not isinstance(item, dict) or item.get("type") != "rich_text_section":
        yield f"{path}: the items of a list are rich_text_section"
        return
    yield from _rich_part(path, item)


def _inline(path: str, item: Any) -> Problems:
    kind = kind_of(item)
    if kind not in INLINE:
        yield f"{path}: {kind!r} is no element of rich text"
        return
    yield from shape(path, item, required=INLINE[kind], allowed={"style"} | INLINE_OPTIONAL.get(kind, set()))
    if "text" in item:
        yield from string(f"{path}.text", item["text"], most=40_000)
    if kind == "broadcast":
        yield from one_of(f"{path}.range", item.get("range"), ("here", "channel", "everyone"))
    style = item.get("style")
    if style is not None:
        yield from shape(f"{path}.style", style, allowed=STYLES)
        if isinstance(style, dict):
            for name, value in style.items():
                yield from boolean(f"{path}.style.{name}", value)
