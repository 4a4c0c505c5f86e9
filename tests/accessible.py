"""What a screen reader needs, looked for in everything that went to Slack."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.playground.records import Call

Json = dict[str, Any]

SAYS = {"chat.postMessage", "chat.postEphemeral", "chat.update", "response_url"}
WORDS = re.compile(r"\w{2}")


def problems(calls: Iterable[Call]) -> list[str]:
    """Say what in these calls, or in the answers to commands and forms, somebody who does not see could not use."""
    return [f"{call.name}: {problem}" for call in calls for problem in _in_call(call)]


def _in_call(call: Call) -> Iterator[str]:
    said = call.request if call.direction == "to_slack" else call.body
    if not isinstance(said, dict):
        return
    is_message = call.name in SAYS if call.direction == "to_slack" else "response_type" in said
    if is_message and not WORDS.search(str(said.get("text") or "")):
        yield f"no words in its text: {said.get('text')!r}"
    yield from _in_blocks(said.get("blocks") or [])
    yield from _in_blocks((said.get("view") or {}).get("blocks") or [])


def _in_blocks(thing: object) -> Iterator[str]:
    if isinstance(thing, list):
        for one in thing:
            yield from _in_blocks(one)
    elif isinstance(thing, dict):
        yield from _in_element(thing)
        for one in thing.values():
            yield from _in_blocks(one)


def _in_element(element: Json) -> Iterator[str]:
    match element.get("type"):
        case "image":
            if not WORDS.search(str(element.get("alt_text") or "")):
                yield "an image without words for those who do not see it"
        case "button":
            if not WORDS.search(element["text"]["text"]):
                yield f"a button without words: {element['text']['text']!r}"
        case "input":
            label = element["label"]["text"]
            if not WORDS.search(label):
                yield f"an input without a label: {label!r}"
            if (element["element"].get("placeholder") or {}).get("text") == label:
                yield f"a label that is only a placeholder: {label!r}"
