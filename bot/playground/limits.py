"""Slack's documented limits of messages and views.

`problems_of_message` and `problems_of_view` return everything Slack would refuse in a payload, one sentence each,
beginning with the path ("blocks[3].elements[0].text.text: 81 characters, at most 75"); an empty list means Slack
takes it. They never raise, whatever they are given.
"""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.playground.blocks import elements_of
from bot.playground.limits_elements import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    element,
    image,
    image_source,
)
from bot.playground.limits_objects import (
    LONGEST_ID,
    Problems,
    boolean,
    items_of,
    kind_of,
    listed,
    one_of,
    rich_text,
    shape,
    string,
    text,
)

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
LONGEST_MESSAGE = 40_000
LONGEST_UPDATE = 4_000
LONGEST_MARKDOWN = 12_000
LARGEST_VIEW = 250_000

# What each block must and may have besides `type` and `block_id`.
BLOCKS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "section": ((), ("text", "fields", "accessory", "expand")),
    "actions": (("elements",), ()),
    "context": (("elements",), ()),
    "divider": ((), ()),
    "header": (("text",), ("level",)),
    "image": (("alt_text",), ("image_url", "slack_file", "title")),
    "input": (("label", "element"), ("hint", "optional", "dispatch_action")),
    "rich_text": (("elements",), ()),
    "markdown": (("text",), ()),
    "alert": (("text",), ("level",)),
    "context_actions": (("elements",), ()),
    "table": (("rows",), ("column_settings",)),
    "file": (("external_id", "source"), ()),
    "video": (
        ("alt_text", "title", "thumbnail_url", "video_url"),
        ("author_name", "description", "provider_icon_url", "provider_name", "title_url"),
    ),
}
# Blocks that do not work everywhere; the others do.
SURFACES: Mapping[str, tuple[str, ...]] = {
    "markdown": ("message",),
    "table": ("message",),
    "file": ("message",),
    "context_actions": ("message",),
    "alert": ("modal",),
}


def problems_of_message(payload: Mapping[str, Any], *, longest: int = LONGEST_MESSAGE) -> list[str]:
    """What Slack would refuse in a message: `text`, `blocks`, `attachments`, `metadata`."""
    return [
        *string("text", payload.get("text"), most=longest, least=0),
        *_blocks("blocks", payload.get("blocks"), "message"),
        *listed("attachments", payload.get("attachments"), _attachment, most=100, least=0),
        *_metadata("metadata", payload.get("metadata")),
    ]


def problems_of_blocks(blocks: Any, surface: str = "message") -> list[str]:
    """What Slack would refuse in blocks on a surface: "message", "modal" or "home"."""
    return list(_blocks("blocks", blocks, surface))


def problems_of_view(view: Any) -> list[str]:
    """What Slack would refuse in a view, a modal or an App Home."""
    return list(_view(view))


def _view(view: Any) -> Problems:
    if not isinstance(view, dict):
        yield f"view: {view!r:.40} is not an object"
        return
    kind = view.get("type")
    if kind not in ("modal", "home"):
        yield f"view.type: {kind!r:.40} is neither modal nor home"
        return
    common = ("private_metadata", "callback_id", "external_id")
    if kind == "modal":
        allowed = (*common, "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled")
        yield from shape("view", view, required=("title", "blocks"), allowed=allowed)
    else:
        yield from shape("view", view, required=("blocks",), allowed=common)
    for name in ("title", "submit", "close"):
        yield from text(f"view.{name}", view.get(name), most=24, plain=True)
    for name in ("callback_id", "external_id"):
        yield from string(f"view.{name}", view.get(name), most=LONGEST_ID, least=0)
    yield from string("view.private_metadata", view.get("private_metadata"), most=3000, least=0)
    for name in ("clear_on_close", "notify_on_close", "submit_disabled"):
        yield from boolean(f"view.{name}", view.get(name))
    yield from _blocks("view.blocks", view.get("blocks"), kind)
    yield from _whole_view(view, kind)


def _whole_view(view: Mapping[str, Any], kind: str) -> Problems:
    blocks = items_of(view.get("blocks"))
    if kind == "modal" and not view.get("submit") and any(b.get("type") == "input" for b in blocks):
        yield "view.submit: is missing, and there is an input block"
    if sum(bool(e.get("focus_on_load")) for b in blocks for e in _elements(b)) > 1:
        yield "view.blocks: several elements have focus_on_load"
    try:
        size = len(json.dumps(view, separators=(",", ":")).encode())
    except (TypeError, ValueError, RecursionError) as trouble:
        yield f"view: is no JSON ({trouble})"
        return
    if size > LARGEST_VIEW:
        yield f"view: {size} bytes, at most {LARGEST_VIEW}"


def _elements(block: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The interactive elements of a block of whatever shape."""
    if kind_of(block) in ("actions", "context_actions"):
        return items_of(block.get("elements"))
    return list(elements_of(dict(block)))


def _attachment(path: str, thing: Any) -> Problems:
    if isinstance(thing, dict):
        yield from _blocks(f"{path}.blocks", thing.get("blocks"), "message")
    else:
        yield f"{path}: {thing!r:.40} is not an object"


def _metadata(path: str, thing: Any) -> Problems:
    if thing is None or thing == {}:
        return
    yield from shape(path, thing, required=("event_type", "event_payload"), allowed=("entities",))
    if isinstance(thing, dict):
        yield from string(f"{path}.event_type", thing.get("event_type"), most=LONGEST_ID)
        if thing.get("event_payload") is not None:
            yield from shape(
                f"{path}.event_payload", thing["event_payload"], allowed=tuple(_keys(thing["event_payload"]))
            )


def _keys(thing: Any) -> list[str]:
    return list(thing) if isinstance(thing, dict) else []


def _blocks(path: str, blocks: Any, surface: str) -> Problems:
    yield from listed(path, blocks, lambda p, b: _block(p, b, surface), most=MOST_BLOCKS[surface], least=0)
    if not isinstance(blocks, list):
        return
    known = items_of(blocks)
    for block_id, times in Counter(str(b["block_id"]) for b in known if b.get("block_id")).items():
        if times > 1:
            yield f"{path}: block_id {block_id!r} is there {times} times"
    markdown = sum(len(b["text"]) for b in known if b.get("type") == "markdown" and isinstance(b.get("text"), str))
    if markdown > LONGEST_MARKDOWN:
        yield f"{path}: {markdown} characters of markdown, at most {LONGEST_MARKDOWN}"


def _block(path: str, block: Any, surface: str) -> Problems:
    kind = kind_of(block)
    if kind not in BLOCKS:
        yield f"{path}: {kind!r:.40} is no block"
        return
    if surface not in SURFACES.get(kind, (surface,)):
        yield f"{path}: {kind} does not work in a {surface}"
    required, allowed = BLOCKS[kind]
    yield from shape(path, block, required=required, allowed=(*allowed, "block_id"))
    yield from string(f"{path}.block_id", block.get("block_id"), most=LONGEST_ID)
    match kind:
        case "section":
            yield from _section(path, block, surface)
        case "actions" | "context_actions":
            yield from _row_of_elements(path, block, surface)
        case "context":
            yield from listed(f"{path}.elements", block.get("elements"), _context_element, most=10)
        case "header":
            yield from text(f"{path}.text", block.get("text"), most=150, plain=True)
        case "image":
            yield from image_source(path, block)
            yield from text(f"{path}.title", block.get("title"), most=2000, plain=True)
        case "input":
            yield from _input(path, block, surface)
        case "rich_text":
            yield from rich_text(f"{path}.elements", block.get("elements"))
        case "alert":
            yield from text(f"{path}.text", block.get("text"), most=200)
            yield from one_of(f"{path}.level", block.get("level"), ("default", "info", "warning", "error", "success"))
        case "markdown":
            yield from string(f"{path}.text", block.get("text"), most=LONGEST_MARKDOWN)
        case "table":
            yield from listed(f"{path}.rows", block.get("rows"), _row_of_cells, most=100)


def _section(path: str, block: Mapping[str, Any], surface: str) -> Problems:
    if block.get("text") is None and not block.get("fields"):
        yield f"{path}: needs text or fields"
    yield from text(f"{path}.text", block.get("text"))
    yield from listed(f"{path}.fields", block.get("fields"), lambda p, t: text(p, t, most=2000), most=10)
    yield from boolean(f"{path}.expand", block.get("expand"))
    if block.get("accessory") is not None:
        yield from element(f"{path}.accessory", block["accessory"], within=IN_SECTION, surface=surface)


def _row_of_elements(path: str, block: Mapping[str, Any], surface: str) -> Problems:
    within, most = (IN_ACTIONS, 25) if block["type"] == "actions" else (IN_CONTEXT_ACTIONS, 5)
    yield from listed(
        f"{path}.elements", block.get("elements"), lambda p, e: element(p, e, within=within, surface=surface), most=most
    )
    used = Counter(str(e["action_id"]) for e in _elements(block) if e.get("action_id"))
    for action_id, times in used.items():
        if times > 1:
            yield f"{path}: action_id {action_id!r} is there {times} times"


def _row_of_cells(path: str, row: Any) -> Problems:
    yield from listed(path, row, _cell, most=20)


def _cell(path: str, cell: Any) -> Problems:
    if not isinstance(cell, dict) or cell.get("type") not in ("raw_text", "raw_number", "rich_text"):
        yield f"{path}: is no cell of a table"


def _context_element(path: str, thing: Any) -> Problems:
    if isinstance(thing, dict) and thing.get("type") == "image":
        yield from image(path, thing)
    else:
        yield from text(path, {} if thing is None else thing)


def _input(path: str, block: Mapping[str, Any], surface: str) -> Problems:
    yield from text(f"{path}.label", block.get("label"), most=2000, plain=True)
    yield from text(f"{path}.hint", block.get("hint"), most=2000, plain=True)
    yield from boolean(f"{path}.optional", block.get("optional"))
    yield from boolean(f"{path}.dispatch_action", block.get("dispatch_action"))
    if block.get("element") is not None:
        yield from element(f"{path}.element", block["element"], within=IN_INPUT, surface=surface)
