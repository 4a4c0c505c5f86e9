"""Slack's documented limits of block elements: buttons, menus, pickers and inputs."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.playground.limits_objects import (
    LONGEST_ID,
    LONGEST_TEXT,
    Problems,
    between,
    boolean,
    confirm,
    dispatch_config,
    items_of,
    kind_of,
    listed,
    one_of,
    option,
    option_group,
    pattern,
    plain,
    rich_text,
    shape,
    string,
    text,
)

PICKED = frozenset({"confirm", "focus_on_load"})
MENU = PICKED | {"placeholder"}
TYPED = frozenset({"focus_on_load", "placeholder", "dispatch_action_config", "initial_value"})
MANY = MENU | {"max_selected_items"}

# What each element must and may have besides `type` and `action_id`.
FIELDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "button": (frozenset({"text"}), frozenset({"url", "value", "style", "confirm", "accessibility_label"})),
    "workflow_button": (frozenset({"text", "workflow"}), frozenset({"style", "accessibility_label"})),
    "feedback_buttons": (frozenset({"positive_button", "negative_button"}), frozenset()),
    "icon_button": (
        frozenset({"icon", "text"}),
        frozenset({"value", "confirm", "accessibility_label", "visible_to_user_ids"}),
    ),
    "checkboxes": (frozenset({"options"}), PICKED | {"initial_options"}),
    "radio_buttons": (frozenset({"options"}), PICKED | {"initial_option"}),
    "overflow": (frozenset({"options"}), frozenset({"confirm"})),
    "datepicker": (frozenset(), MENU | {"initial_date"}),
    "timepicker": (frozenset(), MENU | {"initial_time", "timezone"}),
    "datetimepicker": (frozenset(), PICKED | {"initial_date_time"}),
    "static_select": (frozenset(), MENU | {"options", "option_groups", "initial_option"}),
    "multi_static_select": (frozenset(), MANY | {"options", "option_groups", "initial_options"}),
    "external_select": (frozenset(), MENU | {"initial_option", "min_query_length"}),
    "multi_external_select": (frozenset(), MANY | {"initial_options", "min_query_length"}),
    "users_select": (frozenset(), MENU | {"initial_user"}),
    "multi_users_select": (frozenset(), MANY | {"initial_users"}),
    "conversations_select": (
        frozenset(),
        MENU | {"initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter"},
    ),
    "multi_conversations_select": (
        frozenset(),
        MANY | {"initial_conversations", "default_to_current_conversation", "filter"},
    ),
    "channels_select": (frozenset(), MENU | {"initial_channel", "response_url_enabled"}),
    "multi_channels_select": (frozenset(), MANY | {"initial_channels"}),
    "plain_text_input": (frozenset(), TYPED | {"multiline", "min_length", "max_length"}),
    "email_text_input": (frozenset(), TYPED),
    "url_text_input": (frozenset(), TYPED),
    "number_input": (frozenset({"is_decimal_allowed"}), TYPED | {"min_value", "max_value"}),
    "rich_text_input": (frozenset(), TYPED),
    "file_input": (frozenset(), frozenset({"filetypes", "max_files"})),
}

SELECTS = frozenset(
    f"{many}{kind}" for many in ("", "multi_") for kind in (
        "static_select", "external_select", "users_select", "conversations_select", "channels_select"
    )
)  # fmt: skip
CHOICES = SELECTS | {"checkboxes", "radio_buttons", "datepicker", "timepicker"}
IN_SECTION = CHOICES | {"button", "workflow_button", "overflow", "image"}
IN_ACTIONS = CHOICES | {"button", "workflow_button", "overflow", "datetimepicker"}
IN_INPUT = CHOICES | {
    "plain_text_input", "datetimepicker", "email_text_input", "url_text_input", "number_input",
    "rich_text_input", "file_input",
}  # fmt: skip
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})

# Elements that do not work everywhere; the others do.
SURFACES: Mapping[str, frozenset[str]] = {
    "email_text_input": frozenset({"modal"}),
    "url_text_input": frozenset({"modal"}),
    "number_input": frozenset({"modal"}),
    "file_input": frozenset({"modal"}),
    "rich_text_input": frozenset({"modal", "home"}),
    "datetimepicker": frozenset({"modal", "message"}),
}
HOW_MANY_OPTIONS = {"checkboxes": 10, "radio_buttons": 10, "overflow": 5}


def element(path: str, thing: Any, *, within: frozenset[str], surface: str) -> Problems:
    """Check one element of a block that takes only `within`, on a surface ("message", "modal", "home")."""
    kind = kind_of(thing)
    if kind not in within:
        yield f"{path}: {kind!r} does not belong here"
        return
    if surface not in SURFACES.get(kind, (surface,)):
        yield f"{path}: {kind} does not work in a {surface}"
    if kind == "image":
        yield from image(path, thing)
        return
    required, allowed = FIELDS[kind]
    yield from shape(path, thing, required=sorted(required), allowed=allowed | {"action_id"})
    yield from string(f"{path}.action_id", thing.get("action_id"), most=LONGEST_ID)
    yield from confirm(f"{path}.confirm", thing.get("confirm"))
    yield from boolean(f"{path}.focus_on_load", thing.get("focus_on_load"))
    yield from plain(150)(f"{path}.placeholder", thing.get("placeholder"))
    yield from dispatch_config(f"{path}.dispatch_action_config", thing.get("dispatch_action_config"))
    if kind in ("button", "workflow_button", "icon_button"):
        yield from _button(path, thing)
    elif "options" in allowed | required:
        yield from _options(path, thing, kind)
    elif kind in ("datepicker", "timepicker", "datetimepicker"):
        yield from _picker(path, thing)
    elif kind in IN_INPUT - CHOICES:
        yield from _typed(path, thing, kind)
    if kind.startswith("multi_"):
        yield from between(f"{path}.max_selected_items", thing.get("max_selected_items"), 1, 10_000)


def image(path: str, thing: Any) -> Problems:
    """Check an image element: an address (or a Slack file) and words for those who do not see it."""
    yield from shape(path, thing, required=("alt_text",), allowed=("image_url", "slack_file"))
    yield from image_source(path, thing)


def image_source(path: str, thing: Mapping[str, Any]) -> Problems:
    """Check what images of both kinds, block and element, have in common."""
    if ("image_url" in thing) == ("slack_file" in thing):
        yield f"{path}: needs either image_url or slack_file"
    yield from string(f"{path}.image_url", thing.get("image_url"), most=3000)
    yield from string(f"{path}.alt_text", thing.get("alt_text"), most=2000)


def _button(path: str, thing: Mapping[str, Any]) -> Problems:
    yield from text(f"{path}.text", thing.get("text"), most=75, plain=True)
    yield from string(f"{path}.url", thing.get("url"), most=3000)
    yield from string(f"{path}.value", thing.get("value"), most=2000)
    yield from string(f"{path}.accessibility_label", thing.get("accessibility_label"), most=75)
    yield from one_of(f"{path}.style", thing.get("style"), ("primary", "danger"))


def _options(path: str, thing: Mapping[str, Any], kind: str) -> Problems:
    options, groups = thing.get("options"), thing.get("option_groups")
    if (options is None) == (groups is None):
        yield f"{path}: needs either options or option_groups" if "select" in kind else f"{path}: options is missing"
    mrkdwn, url = kind in ("checkboxes", "radio_buttons"), kind == "overflow"

    def check(where: str, item: Any) -> Problems:
        return option(where, item, mrkdwn=mrkdwn, url=url)

    yield from listed(f"{path}.options", options, check, most=HOW_MANY_OPTIONS.get(kind, 100))
    yield from listed(f"{path}.option_groups", groups, option_group, most=100)
    offered = items_of(options) + [o for group in items_of(groups) for o in items_of(group.get("options"))]
    values = Counter(str(o.get("value")) for o in offered)
    for value in (value for value, times in values.items() if times > 1):
        yield f"{path}: several options have the value {value!r}"
    initial = thing.get("initial_option")
    if initial is not None and initial not in offered:
        yield f"{path}.initial_option: is none of the options"
    several = thing.get("initial_options")
    yield from listed(f"{path}.initial_options", several, check, most=len(offered) or 1)
    if isinstance(several, list) and any(one not in offered for one in several):
        yield f"{path}.initial_options: not all of them are among the options"


def _picker(path: str, thing: Mapping[str, Any]) -> Problems:
    yield from pattern(f"{path}.initial_date", thing.get("initial_date"), r"\d{4}-\d\d-\d\d", "a date like 2025-03-01")
    yield from pattern(
        f"{path}.initial_time", thing.get("initial_time"), r"([01]\d|2[0-3]):[0-5]\d", "a time like 09:30"
    )
    yield from between(f"{path}.initial_date_time", thing.get("initial_date_time"), 10**9, 10**10 - 1)


def _typed(path: str, thing: Mapping[str, Any], kind: str) -> Problems:
    initial = thing.get("initial_value")
    if kind == "rich_text_input":
        if initial is not None:
            yield from shape(f"{path}.initial_value", initial, required=("type", "elements"))
            yield from rich_text(
                f"{path}.initial_value.elements", initial.get("elements") if isinstance(initial, dict) else None
            )
        return
    if kind == "file_input":
        yield from between(f"{path}.max_files", thing.get("max_files"), 1, 10)
        return
    least, most = thing.get("min_length"), thing.get("max_length")
    yield from between(f"{path}.min_length", least, 0, LONGEST_TEXT)
    yield from between(f"{path}.max_length", most, 1, LONGEST_TEXT)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield f"{path}.min_length: {least} is more than max_length {most}"
    yield from string(f"{path}.initial_value", initial, most=most if isinstance(most, int) else LONGEST_TEXT, least=0)
    yield from boolean(f"{path}.multiline", thing.get("multiline"))
    yield from boolean(f"{path}.is_decimal_allowed", thing.get("is_decimal_allowed"))
    for name in ("min_value", "max_value"):
        yield from pattern(f"{path}.{name}", thing.get(name), r"-?\d+(\.\d+)?", "a number in a string")
