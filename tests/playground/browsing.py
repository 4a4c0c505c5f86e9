"""Somebody at the playground's page, through Flask's test client, and blocks to put on it."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from flask.testing import FlaskClient

from bot.playground import modals
from bot.playground.page import page
from bot.playground.persona import Persona
from bot.playground.world import Slack
from tests.playground.little_bot import Clock

HERE = "http://localhost"


@dataclass
class Watch:
    """The bot's clock, as the page turns it; `rounds` notes when jobs ran."""

    clock: Clock
    rounds: list[datetime] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock.now, UTC)

    def advance(self, by: timedelta) -> None:
        self.clock.now += by.total_seconds()

    def run_jobs(self) -> None:
        self.rounds.append(self.now())


@dataclass
class Browser:
    """Looks at the page and acts on it, as somebody."""

    client: FlaskClient
    slack: Slack

    def html(self, who: Persona, channel: str, **query: str) -> str:
        answer = self.client.get(f"/as/{who.user_id}/{channel}", query_string=query)
        assert answer.status_code == 200, answer.text
        return answer.text

    def pane(self, name: str, who: Persona, channel: str, **query: str) -> str:
        answer = self.client.get(f"/as/{who.user_id}/{channel}/panes", query_string=query)
        assert answer.status_code == 200, answer.text
        html: str = answer.json["panes"][name] if answer.json else ""
        return html

    def sees(self, who: Persona, channel: str, pane: str = "messages", **query: str) -> str:
        """The words of a pane."""
        return words(self.pane(pane, who, channel, **query))

    def does(self, who: Persona, act: str, **sent: Any) -> str:
        """What the page tells somebody after an act."""
        answer = self.client.post(f"/as/{who.user_id}/{act}", json=sent, headers={"Origin": HERE})
        assert answer.status_code == 200, answer.text
        note: str = answer.json["note"] if answer.json else ""
        return note


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def browse(slack: Slack, watch: Watch) -> Browser:
    return Browser(page(slack, watch, watch.run_jobs).test_client(), slack)


def text(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}


def option(value: str) -> dict[str, Any]:
    return {"value": value, "text": text(value.title())}


def field_of(block_id: str, *, optional: bool = False, **element: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": block_id, **element}
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": text(block_id.title()),
        "element": element,
    }


def opens(slack: Slack, who: Persona, *blocks: dict[str, Any]) -> str:
    sheet = {
        "type": "modal",
        "callback_id": "ask.new",
        "title": text("Ask"),
        "submit": text("Send"),
        "blocks": [*blocks],
    }
    view = modals.new_view(slack, who.user_id, sheet)
    slack.modals[who.user_id] = [view]
    return view.id


def confirmation(words: str) -> dict[str, Any]:
    return {"title": text(words), "text": text(words), "confirm": text(words), "deny": text(words)}
