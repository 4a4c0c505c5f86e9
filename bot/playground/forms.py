"""What a form holds: initial values, plain values turned into Slack's state, and what Slack's client checks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from bot.playground.blocks import interactive, label_of
from bot.playground.records import Json

TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
# Element type → (key in the state, key of the initial value).
SINGLE = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
SEVERAL = {
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", ""),
}


def value_key(kind: str) -> str | None:
    """Where the state of such an element keeps its value; None for elements without one, like buttons."""
    if kind in TYPED:
        return "value"
    return (SINGLE.get(kind) or SEVERAL.get(kind) or (None,))[0]


def initial_state(blocks: Sequence[Json], before: Mapping[str, Any] | None = None) -> Json:
    """`state.values` of a fresh form; what `before` held stays where block id, action id and type are the same."""
    state: Json = {}
    for block, element in interactive(blocks):
        key = value_key(element["type"])
        if key is None:
            continue
        held = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        if not held or held["type"] != element["type"]:
            held = {"type": element["type"], key: _initial_value(element)}
        state.setdefault(block["block_id"], {})[element["action_id"]] = held
    return state


def _initial_value(element: Json) -> Any:
    kind = element["type"]
    if kind in TYPED:
        return element.get("initial_value") or None
    if kind in SEVERAL:
        return list(element.get(SEVERAL[kind][1]) or [])
    return element.get(SINGLE[kind][1])


def inputs(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) that holds a value."""
    return (pair for pair in interactive(blocks) if value_key(pair[1]["type"]))


def find_input(blocks: Sequence[Json], name: str) -> tuple[Json, Json]:
    """The input with that block id, or else action id; raises KeyError naming the ones there are."""
    pairs = list(inputs(blocks))
    for key in ("block_id", "action_id"):
        for block, element in pairs:
            if (block if key == "block_id" else element)[key] == name:
                return block, element
    there = ", ".join(sorted(b["block_id"] for b, _ in pairs)) or "none"
    raise KeyError(f"no input {name!r} in this form; there are: {there}")


def state_of(element: Json, plain: Any) -> Json:
    """The state of an element after a person entered `plain`; raises ValueError when they could not have.

    `plain` is text, a number, a date, time or datetime (or their Slack form), an option's value or its label, a list of
    those, an id, or None for nothing.
    """
    kind = element["type"]
    key = value_key(kind)
    if key is None:
        raise ValueError(f"a {kind} holds no value")
    if kind in TYPED:
        return {"type": kind, "value": str(plain) if plain not in (None, "") else None}
    if kind in SEVERAL:
        chosen = [] if plain is None else [plain] if isinstance(plain, str) else list(plain)
        return {"type": kind, key: [_single(element, one) for one in chosen]}
    return {"type": kind, key: None if plain in (None, "") else _single(element, plain)}


def _single(element: Json, plain: Any) -> Any:
    match element["type"]:
        case "static_select" | "multi_static_select" | "radio_buttons" | "checkboxes" | "overflow":
            return option_of(element, plain)
        case "external_select" | "multi_external_select":
            return plain if isinstance(plain, dict) else {"text": {"type": "plain_text", "text": plain}, "value": plain}
        case "datepicker":
            return _iso_date(plain)
        case "timepicker":
            return plain.strftime("%H:%M") if isinstance(plain, time) else str(plain)
        case "datetimepicker":
            return int(plain.timestamp()) if isinstance(plain, datetime) else int(plain)
        case "rich_text_input":
            return plain if isinstance(plain, dict) else rich_text(str(plain))
        case _:
            return plain


def _iso_date(plain: Any) -> str:
    if isinstance(plain, date):
        return plain.isoformat()[:10]
    return date.fromisoformat(str(plain)).isoformat()


def rich_text(words: str) -> Json:
    """Plain words as a rich_text value."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [section]}


def options_of(element: Json) -> list[Json]:
    """All options of a menu, those in groups too."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group["options"])]


def option_of(element: Json, plain: Any) -> Json:
    """The option with that value, or else that label; raises ValueError naming those there are."""
    options = options_of(element)
    for option in options:
        if plain in (option, option["value"]):
            return option
    for option in options:
        if plain == option["text"]["text"]:
            return option
    there = ", ".join(f"{o['value']!r} ({o['text']['text']})" for o in options)
    raise ValueError(f"no option {plain!r} in {label_of(element)!r}; there are: {there}")


def client_errors(blocks: Sequence[Json], state: Mapping[str, Any]) -> dict[str, str]:
    """What Slack's client itself would not let go, by block id: required fields, lengths, shapes of what is typed."""
    errors: dict[str, str] = {}
    for block, element in inputs(blocks):
        held = state.get(block["block_id"], {}).get(element["action_id"], {})
        value = held.get(value_key(element["type"]))
        if block["type"] == "input" and value in (None, "", []):
            if not block.get("optional"):
                errors[block["block_id"]] = "Please complete this required field."
            continue
        if value is not None and (wrong := _wrong_with(element, value)):
            errors[block["block_id"]] = wrong
    return errors


def _wrong_with(element: Json, value: Any) -> str:
    match element["type"]:
        case "plain_text_input":
            least, most = element.get("min_length", 0), element.get("max_length", 3000)
            if not least <= len(value) <= most:
                return f"Between {least} and {most} characters, not {len(value)}."
        case "email_text_input" if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            return "Please enter an email address."
        case "url_text_input" if not re.fullmatch(r"\w+://\S+", value):
            return "Please enter a web address."
        case "number_input":
            return _wrong_with_number(element, value)
        case kind if kind.startswith("multi_") and len(value) > element.get("max_selected_items", len(value)):
            return f"At most {element['max_selected_items']} of them."
    return ""


def _wrong_with_number(element: Json, value: str) -> str:
    shape = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(shape, value):
        return "Please enter a number."
    if float(value) < float(element.get("min_value", value)) or float(value) > float(element.get("max_value", value)):
        return f"Between {element.get('min_value', '…')} and {element.get('max_value', '…')}."
    return ""
