"""The check that every test of a team ends with notices what a screen reader would miss."""

from typing import Any

import pytest

from bot.playground.records import Call
from tests.accessible import problems
from tests.team import Team


def post(**said: Any) -> Call:
    return Call(direction="to_slack", name="chat.postMessage", request=said)


def button(text: str) -> dict[str, Any]:
    return {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": text}}]}


def labelled(label: str, placeholder: str) -> dict[str, Any]:
    element = {"type": "plain_text_input", "placeholder": {"type": "plain_text", "text": placeholder}}
    return {"type": "input", "label": {"type": "plain_text", "text": label}, "element": element}


@pytest.mark.parametrize(
    "call",
    [
        post(text=""),
        post(text="👋"),
        post(text="Hello", blocks=[{"type": "image", "image_url": "x", "alt_text": ""}]),
        post(text="Hello", blocks=[button(":)")]),
        Call(direction="to_slack", name="views.open", request={"view": {"blocks": [labelled("Name", "Name")]}}),
        Call(direction="to_bot", name="/x", request={}, body={"response_type": "ephemeral", "text": ""}),
        Call(direction="to_bot", name="x", request={}, body={"view": {"blocks": [labelled("", "Name")]}}),
    ],
)
def test_what_cannot_be_read_aloud_is_noticed(call: Call):
    assert len(problems([call])) == 1


def test_what_can_be_read_aloud_is_fine():
    blocks = [button("Yes"), labelled("Name", "Ada"), {"type": "image", "alt_text": "A copier"}]
    assert problems([post(text="Hello", blocks=blocks)]) == []


def test_the_check_reads_what_went_over_the_wire(team: Team):
    ada = team.joins("ada")
    ada.types("/ask", "who has a projector?")
    ada.submits()
    ada.types("/givefirst")
    ada.presses("My journal")
    names = {call.name for call in team.slack.wire if "blocks" in call.request or "view" in call.request}
    assert {"chat.postMessage", "views.open", "response_url"} <= names
