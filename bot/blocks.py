"""Our dozen shapes of Block Kit, as plain dicts.

Sentences of ours are mrkdwn; what a person typed goes only through `said`, `labelled` and `escape`, where it can
never ping, link or format. Texts are cut to Slack's limits here and nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Block = dict[str, Any]

MOST_BLOCKS_IN_MESSAGE = 50
MOST_BLOCKS_IN_HOME = 100
LONGEST_SECTION = 3000
LONGEST_BUTTON = 75
LONGEST_TITLE = 24
LONGEST_OPTION = 75
LONGEST_PLACEHOLDER = 150
LONGEST_INPUT = 3000
LONGEST_CONTEXT = 2000


# Signs that Slack reads as formatting or as the start of a link or a ping, and what looks like them.
_HARMLESS = {"*": "∗", "_": "＿", "~": "∼", "`": "ˋ", "://": ":\u200b//", "www.": "www\u200b.", "@": "@\u200b"}


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody reads: `text` for notifications and screen readers, `blocks` for everybody else."""

    text: str
    blocks: Sequence[Block] = field(default_factory=tuple)

    def as_payload(self) -> dict[str, Any]:
        """Return the arguments every way of sending shares; nothing in them can ping, link or unfurl by accident."""
        return {"text": self.text, "blocks": list(self.blocks)[:MOST_BLOCKS_IN_MESSAGE]}


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal or an App Home, as Slack's view object."""

    view: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice in a menu: what is shown and what is meant."""

    label: str
    value: str


def preview_of(text: str) -> str:
    """Return user text for the notification: nothing in it can ping, link or format, even where blocks do not show."""
    for sign, harmless in _HARMLESS.items():
        text = text.replace(sign, harmless)
    return escape(text)


def escape(text: str) -> str:
    """Return `text` so that Slack shows it as it is inside mrkdwn; for previews, where nothing is formatted."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int) -> str:
    """Return at most `most` characters of `text`, with an ellipsis where something is missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def message(title: str, *blocks: Block | None, preview: str = "") -> Message:
    """Build a message that opens with `title` (mrkdwn, ours); `preview` is user text added to the notification."""
    link = " " if title.endswith((".", "?", "!", ":")) else ": "
    text = f"{title}{link}{preview_of(cut(preview, 300))}" if preview else title
    return Message(text, (section(title), *(block for block in blocks if block)))


def title_of(message: Message) -> str:
    """Return the sentence (mrkdwn) that a message opens with."""
    return str(message.blocks[0]["text"]["text"])


def keys_of(message: Message) -> Block | None:
    """Return the last row of buttons in a message; None when it has none."""
    return next((block for block in reversed(message.blocks) if block["type"] == "actions"), None)


def section(text: str, accessory: Block | None = None) -> Block:
    """Show a sentence of ours (mrkdwn), with a button beside it if given."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, LONGEST_SECTION)}}
    return block | {"accessory": accessory} if accessory else block


def header(text: str) -> Block:
    """Show a heading."""
    return {"type": "header", "text": _plain(text, 150)}


def note(*texts: str) -> Block | None:
    """Show small print (mrkdwn, ours); None when there is nothing to show."""
    shown = [{"type": "mrkdwn", "text": cut(text, LONGEST_CONTEXT)} for text in texts if text]
    return {"type": "context", "elements": shown[:10]} if shown else None


def divider() -> Block:
    """Draw a line."""
    return {"type": "divider"}


def said(text: str) -> Block:
    """Quote what a person typed, inert."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [_inert(text)]}]}


def said_all(text: str) -> list[Block]:
    """Quote what a person typed, inert and whole, however long it is."""
    return [said(text[start : start + LONGEST_SECTION]) for start in range(0, len(text), LONGEST_SECTION)]


def labelled(label: str, text: str) -> Block | None:
    """Show "label text", the label ours and bold, the text a person's and inert; None for an empty text."""
    if not text:
        return None
    bold = {"type": "text", "text": label + " ", "style": {"bold": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [bold, _inert(text)]}]}


def copyable(text: str) -> Block:
    """Show what a person typed, inert, so that it can be copied as it is, line by line."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [_inert(text)]}]}


def link(label: str, address: str) -> Block:
    """Show a link of ours; `address` is made by us, never typed by a person."""
    shown = {"type": "link", "url": address, "text": label}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [shown]}]}


def bullets(texts: Iterable[str]) -> Block | None:
    """List what people typed, inert; None for an empty list."""
    items = [{"type": "rich_text_section", "elements": [_inert(text)]} for text in texts]
    if not items:
        return None
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}]}


def portrait(sentence: str, slack_id: str, lines: Iterable[tuple[str, str]]) -> Block:
    """Show a sentence of ours whose "{person}" is somebody, and lines about them: a label of ours, an inert text."""
    before, _, after = sentence.partition("{person}")
    person = {"type": "user", "user_id": slack_id}
    said_of = [_ours(before), person, _ours(after)]
    items = [[_ours(label and label + " ", bold=True), _inert(text)] for label, text in lines if text]
    elements = [{"type": "rich_text_section", "elements": [part for part in said_of if part]}]
    if items:
        shown = [{"type": "rich_text_section", "elements": [part for part in item if part]} for item in items]
        elements.append({"type": "rich_text_list", "style": "bullet", "elements": shown})
    return {"type": "rich_text", "elements": elements}


def buttons(*shown: Block | None) -> Block | None:
    """Put buttons in a row; None when there are none."""
    elements = [button for button in shown if button]
    return {"type": "actions", "elements": elements} if elements else None


def button(
    label: str, action: str, value: str, *, style: str = "", confirm: Block | None = None, url: str = ""
) -> Block:
    """Make a button; `value` is an opaque id that nobody trusts, or empty; with `url` it opens that as well."""
    block: Block = {"type": "button", "text": _plain(label, LONGEST_BUTTON), "action_id": action}
    if value:
        block["value"] = value
    if style:
        block["style"] = style
    if confirm:
        block["confirm"] = confirm
    if url:
        block["url"] = url
    return block


def menu(label: str, action: str, options: Sequence[Option]) -> Block:
    """Make a menu for a row of buttons; the choice arrives like a press, its value in place of the button's."""
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": _plain(label, LONGEST_PLACEHOLDER),
        "options": [_option(option) for option in options],
    }


def confirm(title: str, text: str, *, yes: str, no: str) -> Block:
    """Ask back before something that cannot be undone."""
    return {
        "title": _plain(title, 100),
        "text": _plain(text, 300),
        "confirm": _plain(yes, 30),
        "deny": _plain(no, 30),
    }


def modal(
    callback: str, title: str, *blocks: Block | None, submit: str = "", close: str = "", metadata: str = ""
) -> Modal:
    """Make a modal; without `submit` it only tells something."""
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": _plain(title, LONGEST_TITLE),
        "blocks": [block for block in blocks if block],
    }
    if metadata:
        view["private_metadata"] = metadata
    if submit:
        view["submit"] = _plain(submit, LONGEST_TITLE)
    if close:
        view["close"] = _plain(close, LONGEST_TITLE)
    return Modal(view)


def home(*blocks: Block | None) -> Modal:
    """Make an App Home."""
    return Modal({"type": "home", "blocks": [block for block in blocks if block][:MOST_BLOCKS_IN_HOME]})


def text_input(
    name: str, label: str, *, initial: str = "", hint: str = "", long: bool = False, optional: bool = False
) -> Block:
    """Ask for words. Longer ones than we take are refused by us, with nothing lost, not cut by Slack."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": long,
        "max_length": LONGEST_INPUT,
    }
    if initial:
        element["initial_value"] = initial[:LONGEST_INPUT]
    return _input(name, label, element, hint=hint, optional=optional)


def choice(
    name: str,
    label: str,
    options: Sequence[Option],
    *,
    initial: str = "",
    hint: str = "",
    radio: bool = False,
    tells: bool = False,
) -> Block:
    """Ask for one of a few; `tells` us of every choice at once, so that the modal can follow it."""
    shown = {option.value: _option(option) for option in options}
    element: Block = {
        "type": "radio_buttons" if radio else "static_select",
        "action_id": name,
        "options": list(shown.values()),
    }
    if initial in shown:
        element["initial_option"] = shown[initial]
    block = _input(name, label, element, hint=hint, optional=False)
    return block | {"dispatch_action": True} if tells else block


def choices(name: str, label: str, options: Sequence[Option], *, initial: Sequence[str] = ()) -> Block:
    """Ask for any of a few, none included."""
    shown = {option.value: _option(option) for option in options}
    element: Block = {"type": "checkboxes", "action_id": name, "options": list(shown.values())}
    chosen = [shown[value] for value in initial if value in shown]
    if chosen:
        element["initial_options"] = chosen
    return _input(name, label, element, hint="", optional=True)


def date_input(name: str, label: str, *, initial: date | None = None) -> Block:
    """Ask for a day, optional."""
    element: Block = {"type": "datepicker", "action_id": name}
    if initial:
        element["initial_date"] = initial.isoformat()
    return _input(name, label, element, hint="", optional=True)


def time_input(name: str, label: str, *, initial: str) -> Block:
    """Ask for a time of day, "HH:MM"."""
    element: Block = {"type": "timepicker", "action_id": name, "initial_time": initial}
    return _input(name, label, element, hint="", optional=False)


def people_input(name: str, label: str, *, initial: Sequence[str] = (), hint: str = "", most: int = 10) -> Block:
    """Ask for colleagues, by Slack user id; optional."""
    element: Block = {"type": "multi_users_select", "action_id": name, "max_selected_items": most}
    if initial:
        element["initial_users"] = list(initial)
    return _input(name, label, element, hint=hint, optional=True)


def person_input(name: str, label: str, *, initial: str = "", hint: str = "", optional: bool = False) -> Block:
    """Ask for one colleague, by Slack user id."""
    element: Block = {"type": "users_select", "action_id": name}
    if initial:
        element["initial_user"] = initial
    return _input(name, label, element, hint=hint, optional=optional)


def channel_input(name: str, label: str) -> Block:
    """Ask for one channel, public or private, of those that the person who reads is in or may look into."""
    only: Block = {"include": ["public", "private"], "exclude_bot_users": True}
    element: Block = {"type": "conversations_select", "action_id": name, "filter": only}
    return _input(name, label, element, hint="", optional=False)


def _input(name: str, label: str, element: Block, *, hint: str, optional: bool) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": _plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    return block | {"hint": _plain(hint, 2000)} if hint else block


def _option(option: Option) -> Block:
    return {"text": _plain(option.label, LONGEST_OPTION), "value": option.value}


def _plain(text: str, most: int) -> Block:
    return {"type": "plain_text", "text": cut(text, most), "emoji": True}


def _ours(text: str, *, bold: bool = False) -> Block | None:
    if not text:
        return None
    part: Block = {"type": "text", "text": text}
    return part | {"style": {"bold": True}} if bold else part


def _inert(text: str) -> Block:
    return {"type": "text", "text": cut(text.replace("\x00", ""), LONGEST_SECTION) or " "}
