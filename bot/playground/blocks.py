"""Walking through Block Kit: ids, interactive elements, and the words a person reads."""

import copy
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.playground.records import Json

if TYPE_CHECKING:
    from bot.playground.world import Slack

NOT_INTERACTIVE = frozenset({"image", "mrkdwn", "plain_text"})


def with_ids(slack: "Slack", blocks: Iterable[Json]) -> list[Json]:
    """A copy of `blocks` in which every block and every interactive element has an id, as Slack makes sure."""
    filled = copy.deepcopy(list(blocks))
    for block in filled:
        if not block.get("block_id"):
            block["block_id"] = slack.new_id("b")
        for element in elements_of(block):
            if not element.get("action_id"):
                element["action_id"] = slack.new_id("a")
    return filled


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of one block."""
    found: list[Any] = []
    if block.get("type") in ("actions", "context_actions"):
        found = block.get("elements", [])
    elif block.get("type") == "section":
        found = [block.get("accessory")]
    elif block.get("type") == "input":
        found = [block.get("element")]
    for element in found:
        if isinstance(element, dict) and str(element.get("type")) not in NOT_INTERACTIVE:
            yield element


def interactive(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, interactive element) of a message or view, from top to bottom."""
    for block in blocks:
        for element in elements_of(block):
            yield block, element


def label_of(element: Json) -> str:
    """What is written on an element: a button's text, a menu's placeholder."""
    text = element.get("text") or element.get("placeholder") or {}
    return str(text.get("text", ""))


class Reader:
    """Turns Slack's markup into the words people see, with names for mentions (`users`, `channels`: id → name)."""

    def __init__(self, users: Mapping[str, str], channels: Mapping[str, str]) -> None:
        """Read with these names."""
        self._users = users
        self._channels = channels

    def mrkdwn(self, text: str) -> str:
        """Escaped mrkdwn as it is seen; `*`, `_` and the like stay, so that a test sees what was marked up."""
        return html.unescape(re.sub(r"<([^<>]+)>", self._link, text))

    def blocks(self, blocks: Sequence[Json]) -> str:
        """All words of some blocks, one block (or field, or element) a line."""
        return "\n".join(line for block in blocks for line in self._block(block) if line)

    def _link(self, match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target.startswith("@"):
            return "@" + self._users.get(target[1:], label or target[1:])
        if target.startswith("#"):
            return "#" + (label or self._channels.get(target[1:], target[1:]))
        if target.startswith("!"):
            return label or "@" + target[1:]
        return label or target

    def _block(self, block: Json) -> Iterator[str]:
        if block["type"] == "rich_text":
            yield self.rich(block["elements"])
            return
        if block["type"] == "markdown":
            yield str(block["text"])
            return
        for key in ("title", "label", "text", "hint"):
            yield self.text(block.get(key))
        yield from (self.text(field) for field in block.get("fields", []))
        if block["type"] == "image":
            yield str(block["alt_text"])
        for element in [block.get("accessory"), block.get("element"), *block.get("elements", [])]:
            if isinstance(element, dict):
                yield self._element(element)

    def _element(self, element: Json) -> str:
        if element["type"] in ("plain_text", "mrkdwn"):
            return self.text(element)
        words = [
            str(element.get("alt_text", "")),
            self.text(element.get("text")),
            self.text(element.get("placeholder")),
        ]
        options = [*element.get("options", []), *(o for g in element.get("option_groups", []) for o in g["options"])]
        words += [self.text(option["text"]) for option in options]
        return " · ".join(word for word in words if word)

    def text(self, text: Any) -> str:
        """The words of a text object (or nothing)."""
        if not isinstance(text, dict):
            return ""
        words = str(text.get("text", ""))
        return self.mrkdwn(words) if text.get("type") == "mrkdwn" else words

    def rich(self, elements: Sequence[Json]) -> str:
        """The words of rich text, in which nothing is markup."""
        return "\n".join(
            "\n".join(self.rich([item]) for item in part["elements"])
            if part["type"] == "rich_text_list"
            else "".join(self._inline(item) for item in part["elements"])
            for part in elements
        )

    def _inline(self, item: Json) -> str:
        match item["type"]:
            case "text":
                return str(item["text"])
            case "link":
                return str(item.get("text") or item["url"])
            case "user":
                return "@" + self._users.get(item["user_id"], item["user_id"])
            case "channel":
                return "#" + self._channels.get(item["channel_id"], item["channel_id"])
            case "emoji":
                return f":{item['name']}:"
            case "broadcast":
                return "@" + str(item["range"])
            case "date":
                return str(item.get("fallback", item["format"]))
            case other:
                return f"[{other}]"


def reader(slack: "Slack") -> Reader:
    """A reader that knows this workspace's names."""
    return Reader({u.id: u.real_name for u in slack.users.values()}, {c.id: c.name for c in slack.channels.values()})
