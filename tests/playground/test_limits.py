"""What Slack takes and what it refuses, as tables of payloads."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.limits import problems_of_blocks, problems_of_message, problems_of_view

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "v", label: str = "Label") -> Json:
    return {"text": plain(label), "value": value}


def options(count: int) -> list[Json]:
    return [option(f"v{n}") for n in range(count)]


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("Press"), "action_id": "a", **more}


def section(**more: Any) -> Json:
    return {"type": "section", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def typed(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "a", **more}


def menu(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "a", **more}


def rich(*inline: Json, kind: str = "rich_text_section", **more: Any) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(inline), **more}]}


def confirm(**changed: Any) -> Json:
    return {"title": plain("Sure?"), "text": mrkdwn("Really"), "confirm": plain("Yes"), "deny": plain("No"), **changed}


IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"}

TAKEN = {
    "section at its longest": section(text=mrkdwn("x" * 3000)),
    "section with ten fields": section(fields=[mrkdwn("x" * 2000)] * 10),
    "section with a button": section(text=plain("x"), accessory=button(value="v" * 2000, style="danger")),
    "section with an image": section(text=plain("x"), accessory=IMAGE),
    "button at its longest": actions(button(text=plain("x" * 75), url="https://example.com", confirm=confirm())),
    "25 buttons": actions(*(button(action_id=str(n)) for n in range(25))),
    "one action id in two blocks is one row each": actions(button()),
    "menu of 100": actions(menu(options=options(100), placeholder=plain("x" * 150))),
    "menu of groups": actions(menu(option_groups=[{"label": plain("G"), "options": options(2)}])),
    "menu with a choice": actions(menu(options=options(2), initial_option=option("v1"))),
    "people": actions({"type": "multi_users_select", "action_id": "a", "initial_users": ["U1"]}),
    "date and time": actions(
        {"type": "datepicker", "action_id": "a", "initial_date": "2025-03-01"},
        {"type": "timepicker", "action_id": "b", "initial_time": "23:59"},
        {"type": "datetimepicker", "action_id": "c", "initial_date_time": 1_800_000_000},
    ),
    "checkboxes with mrkdwn": actions(
        {"type": "checkboxes", "action_id": "a", "options": [{"text": mrkdwn("*x*"), "value": "v"}]}
    ),
    "overflow": section(text=plain("x"), accessory={"type": "overflow", "action_id": "a", "options": options(5)}),
    "context of ten": context(*[mrkdwn("x")] * 9, IMAGE),
    "header": {"type": "header", "text": plain("x" * 150)},
    "divider": {"type": "divider", "block_id": "x" * 255},
    "image": {**IMAGE, "title": plain("x" * 2000)},
    "input": field(typed(min_length=1, max_length=3000, initial_value="x", multiline=True), hint=plain("h")),
    "rich text": rich(
        {"type": "text", "text": "x", "style": {"bold": True}},
        {"type": "user", "user_id": "U1"},
        {"type": "link", "url": "https://example.com", "text": "x"},
        {"type": "emoji", "name": "wave"},
        {"type": "broadcast", "range": "here"},
    ),
    "quote": rich({"type": "text", "text": "x"}, kind="rich_text_quote", border=1),
    "list": {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 8,
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
            }
        ],
    },
    "markdown": {"type": "markdown", "text": "x" * 12_000},
}

REFUSED = {
    "no block": ({"type": "sectoin"}, "blocks[0]: 'sectoin' is no block"),
    "unknown field": (section(text=plain("x"), texts=1), "blocks[0].texts: no such field"),
    "empty section": (section(), "blocks[0]: needs text or fields"),
    "empty text": (section(text=mrkdwn("")), "blocks[0].text.text: 0 characters, at least 1"),
    "long section": (section(text=mrkdwn("x" * 3001)), "blocks[0].text.text: 3001 characters, at most 3000"),
    "bare string as text": (section(text="x"), "blocks[0].text: 'x' is not an object"),
    "emoji in mrkdwn": (section(text={**mrkdwn("x"), "emoji": True}), "blocks[0].text.emoji: only for plain_text"),
    "verbatim in plain": (section(text={**plain("x"), "verbatim": True}), "blocks[0].text.verbatim: only for mrkdwn"),
    "eleven fields": (section(fields=[plain("x")] * 11), "blocks[0].fields: 11 items, at most 10"),
    "long field": (section(fields=[plain("x" * 2001)]), "blocks[0].fields[0].text: 2001 characters, at most 2000"),
    "input as accessory": (
        section(text=plain("x"), accessory=typed()),
        "accessory: 'plain_text_input' does not belong",
    ),
    "no elements": (actions(), "blocks[0].elements: 0 items, at least 1"),
    "26 buttons": (actions(*(button(action_id=str(n)) for n in range(26))), "blocks[0].elements: 26 items, at most 25"),
    "long label": (
        actions(button(text=plain("x" * 76))),
        "blocks[0].elements[0].text.text: 76 characters, at most 75",
    ),
    "mrkdwn label": (
        actions(button(text=mrkdwn("x"))),
        "blocks[0].elements[0].text.type: 'mrkdwn' is none of plain_text",
    ),
    "no label": (actions({"type": "button"}), "blocks[0].elements[0]: text is missing"),
    "long value": (actions(button(value="x" * 2001)), "elements[0].value: 2001 characters, at most 2000"),
    "empty value": (actions(button(value="")), "elements[0].value: 0 characters, at least 1"),
    "value is a number": (actions(button(value=7)), "elements[0].value: 7 is not a string"),
    "style": (actions(button(style="default")), "elements[0].style: 'default' is none of primary, danger"),
    "long action id": (actions(button(action_id="x" * 256)), "action_id: 256 characters, at most 255"),
    "twice the action id": (actions(button(), button()), "blocks[0]: action_id 'a' is there 2 times"),
    "confirm title": (
        actions(button(confirm=confirm(title=plain("x" * 101)))),
        "title.text: 101 characters, at most 100",
    ),
    "confirm text": (actions(button(confirm=confirm(text=plain("x" * 301)))), "text.text: 301 characters, at most 300"),
    "confirm yes": (
        actions(button(confirm=confirm(confirm=plain("x" * 31)))),
        "confirm.text: 31 characters, at most 30",
    ),
    "confirm no": (actions(button(confirm=confirm(deny=plain("x" * 31)))), "deny.text: 31 characters, at most 30"),
    "menu of 101": (actions(menu(options=options(101))), "options: 101 items, at most 100"),
    "menu of nothing": (actions(menu()), "needs either options or option_groups"),
    "empty menu": (actions(menu(options=[])), "options: 0 items, at least 1"),
    "long option": (actions(menu(options=[option(label="x" * 76)])), "options[0].text.text: 76 characters, at most 75"),
    "long option value": (actions(menu(options=[option("x" * 151)])), "options[0].value: 151 characters, at most 150"),
    "one value twice": (actions(menu(options=[option(), option()])), "several options have the value 'v'"),
    "strange choice": (actions(menu(options=[option()], initial_option=option("w"))), "initial_option: is none of"),
    "no choice": (
        actions({"type": "checkboxes", "options": options(2), "initial_options": []}),
        "initial_options: 0 items, at least 1",
    ),
    "eleven checkboxes": (actions({"type": "checkboxes", "options": options(11)}), "options: 11 items, at most 10"),
    "eleven radios": (actions({"type": "radio_buttons", "options": options(11)}), "options: 11 items, at most 10"),
    "overflow of six": (actions({"type": "overflow", "options": options(6)}), "options: 6 items, at most 5"),
    "date": (actions({"type": "datepicker", "initial_date": "1.3.2025"}), "initial_date: '1.3.2025' is not a date"),
    "time": (actions({"type": "timepicker", "initial_time": "24:00"}), "initial_time: '24:00' is not a time"),
    "placeholder": (
        actions(menu(options=options(1), placeholder=plain("x" * 151))),
        "placeholder.text: 151 characters",
    ),
    "eleven in a context": (context(*[plain("x")] * 11), "blocks[0].elements: 11 items, at most 10"),
    "button in a context": (context(button()), "blocks[0].elements[0].type: 'button' is none of"),
    "header too long": (
        {"type": "header", "text": plain("x" * 151)},
        "blocks[0].text.text: 151 characters, at most 150",
    ),
    "header in mrkdwn": ({"type": "header", "text": mrkdwn("x")}, "blocks[0].text.type: 'mrkdwn'"),
    "image without alt": ({"type": "image", "image_url": "https://example.com"}, "blocks[0]: alt_text is missing"),
    "image of nothing": ({"type": "image", "alt_text": "a"}, "needs either image_url or slack_file"),
    "input without label": ({"type": "input", "element": typed()}, "blocks[0]: label is missing"),
    "button as input": (field(button()), "blocks[0].element: 'button' does not belong here"),
    "long label of input": (field(typed(), label=plain("x" * 2001)), "label.text: 2001 characters, at most 2000"),
    "long hint": (field(typed(), hint=plain("x" * 2001)), "hint.text: 2001 characters, at most 2000"),
    "max_length": (field(typed(max_length=3001)), "max_length: 3001, not between 1 and 3000"),
    "min over max": (field(typed(min_length=5, max_length=4)), "min_length: 5 is more than max_length 4"),
    "initial too long": (field(typed(max_length=4, initial_value="12345")), "initial_value: 5 characters, at most 4"),
    "email in a message": (field({"type": "email_text_input"}), "email_text_input does not work in a message"),
    "alert in a message": ({"type": "alert", "text": plain("x")}, "blocks[0]: alert does not work in a message"),
    "rich text of strings": (
        {"type": "rich_text", "elements": ["x"]},
        "blocks[0].elements[0]: '' is no part of rich",
    ),
    "empty rich text": (rich({"type": "text", "text": ""}), "elements[0].elements[0].text: 0 characters, at least 1"),
    "style of rich text": (rich({"type": "text", "text": "x", "style": {"big": True}}), "style.big: no such field"),
    "mrkdwn in rich text": (rich(mrkdwn("x")), "'mrkdwn' is no element of rich text"),
    "list of text": (
        rich({"type": "text", "text": "x"}, kind="rich_text_list", style="bullet"),
        "are rich_text_section",
    ),
    "list without style": (rich(kind="rich_text_list"), "style: '' is none of bullet, ordered"),
    "long block id": ({"type": "divider", "block_id": "x" * 256}, "block_id: 256 characters, at most 255"),
}


@pytest.mark.parametrize("block", TAKEN.values(), ids=TAKEN)
def test_slack_takes(block: Json) -> None:
    assert problems_of_blocks([block]) == []


@pytest.mark.parametrize(("block", "why"), REFUSED.values(), ids=REFUSED)
def test_slack_refuses(block: Json, why: str) -> None:
    assert any(why in problem for problem in problems_of_blocks([block])), problems_of_blocks([block])


def test_a_message_has_fifty_blocks_at_most() -> None:
    assert problems_of_message({"blocks": [{"type": "divider"}] * 50}) == []
    assert problems_of_message({"blocks": [{"type": "divider"}] * 51}) == ["blocks: 51 items, at most 50"]


def test_a_message_says_forty_thousand_characters_at_most() -> None:
    assert problems_of_message({"text": "x" * 40_000}) == []
    assert problems_of_message({"text": "x" * 40_001}) == ["text: 40001 characters, at most 40000"]


def test_a_block_id_is_there_once() -> None:
    block = {"type": "divider", "block_id": "b"}
    assert problems_of_message({"blocks": [block, block]}) == ["blocks: block_id 'b' is there 2 times"]


def test_one_action_id_may_be_in_several_blocks() -> None:
    assert problems_of_message({"blocks": [actions(button()), actions(button())]}) == []


@pytest.mark.parametrize(
    ("metadata", "problems"),
    [
        ({"event_type": "asked", "event_payload": {"key": "x"}}, []),
        ({"event_type": "asked"}, ["metadata: event_payload is missing"]),
        ({"event_type": "asked", "event_payload": "x"}, ["metadata.event_payload: 'x' is not an object"]),
        ({"event_type": "", "event_payload": {}}, ["metadata.event_type: 0 characters, at least 1"]),
    ],
)
def test_metadata_has_a_type_and_a_payload(metadata: Json, problems: list[str]) -> None:
    assert problems_of_message({"text": "x", "metadata": metadata}) == problems


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Go"), "blocks": list(blocks), **more}


def test_a_full_modal_is_taken() -> None:
    view = modal(
        *[{"type": "divider"}] * 98,
        field({"type": "number_input", "is_decimal_allowed": False}),
        {"type": "alert", "text": plain("x"), "level": "info"},
        title=plain("x" * 24),
        close=plain("x" * 24),
        callback_id="x" * 255,
        private_metadata="x" * 3000,
        notify_on_close=True,
    )
    assert problems_of_view(view) == []


BAD_VIEWS = {
    "no type": ({"blocks": []}, "view.type: None is neither modal nor home"),
    "no title": ({"type": "modal", "blocks": []}, "view: title is missing"),
    "no blocks": ({"type": "modal", "title": plain("x")}, "view: blocks is missing"),
    "long title": (modal(title=plain("x" * 25)), "view.title.text: 25 characters, at most 24"),
    "long submit": (modal(submit=plain("x" * 25)), "view.submit.text: 25 characters, at most 24"),
    "long close": (modal(close=plain("x" * 25)), "view.close.text: 25 characters, at most 24"),
    "101 blocks": (modal(*[{"type": "divider"}] * 101), "view.blocks: 101 items, at most 100"),
    "metadata": (modal(private_metadata="x" * 3001), "view.private_metadata: 3001 characters, at most 3000"),
    "callback": (modal(callback_id="x" * 256), "view.callback_id: 256 characters, at most 255"),
    "inputs without submit": (
        modal(field(typed()), submit=None),
        "view.submit: is missing, and there is an input block",
    ),
    "answer sent back": (modal(hash="1.2"), "view.hash: no such field"),
    "markdown": (modal({"type": "markdown", "text": "x"}), "view.blocks[0]: markdown does not work in a modal"),
    "two focused": (
        modal(field(typed(focus_on_load=True)), field(typed(focus_on_load=True))),
        "view.blocks: several elements have focus_on_load",
    ),
    "too large": (modal(*[section(text=plain("ü" * 3000))] * 20), "bytes, at most 250000"),
    "home with a title": ({"type": "home", "title": plain("x"), "blocks": []}, "view.title: no such field"),
    "alert at home": ({"type": "home", "blocks": [{"type": "alert", "text": plain("x")}]}, "does not work in a home"),
}


@pytest.mark.parametrize(("view", "why"), BAD_VIEWS.values(), ids=BAD_VIEWS)
def test_slack_refuses_the_view(view: Json, why: str) -> None:
    assert any(why in problem for problem in problems_of_view(view)), problems_of_view(view)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(thing: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every part of a payload."""
    inside = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    return [path, *(place for key, part in inside for place in places(part, (*path, key)))]


def replaced(thing: Any, path: tuple[Any, ...], by: Any) -> Any:
    """A copy of a payload with the part at `path` replaced."""
    if not path:
        return by
    copied = dict(thing) if isinstance(thing, dict) else list(thing)
    copied[path[0]] = replaced(thing[path[0]], path[1:], by)
    return copied


@settings(deadline=None)
@given(st.data(), st.sampled_from(sorted(TAKEN)), ANYTHING)
def test_whatever_arrives_is_judged_and_nothing_breaks(data: st.DataObject, name: str, thing: Any) -> None:
    block = TAKEN[name]
    odd = replaced(block, data.draw(st.sampled_from(places(block))), thing)
    for surface in ("message", "modal", "home"):
        assert all(isinstance(problem, str) for problem in problems_of_blocks([odd], surface))
        assert isinstance(problems_of_blocks(odd, surface), list)
    assert isinstance(problems_of_view(odd), list)
    assert isinstance(problems_of_view(modal(odd, title=odd)), list)
    assert isinstance(problems_of_message({"text": odd, "metadata": odd, "attachments": [odd]}), list)
