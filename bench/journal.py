"""How long it takes to open a journal of 10,000 entries, beside an empty one in the same database.

A request is signed and goes through the whole bot but the socket: the first page, a word that is nowhere, a word that
is in few entries, an older page, and the App Home. Two hundred colleagues have journals as well.
"""

import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import psycopg
from pydantic import SecretStr
from sqlalchemy import insert

from bench import _databases
from bench._databases import NOW, Filling
from bench._report import Floor, conclude, table
from bench._words import Vocabulary
from bot import db
from bot.app import App
from bot.config import Settings
from bot.playground.envelope import FORM, signed_headers
from bot.playground.web_api import Server, serve
from bot.playground.world import Slack
from models import EntryKind, JournalEntry
from models.journal import as_searched

ENTRIES = 10_000
MEMBERS = 200
ENTRIES_OF_OTHERS = 50
TIMES = 40
MOST_RATIO = 3.0
LONGEST = 0.3
RARE = "quokka"
FULL, EMPTY = 0, 1
ACTS = ("first page", "a word that is nowhere", "a word in few entries", "an older page", "this year", "App Home")


def main() -> list[Floor]:
    """Measure, print, and return what has to hold."""
    floors = []
    server = serve()
    with tempfile.TemporaryDirectory() as folder:
        for kind, database in (("SQLite", _databases.sqlite(Path(folder))), ("PostgreSQL", _databases.postgresql())):
            try:
                with database as url:
                    floors += _compare(kind, url, server)
            except psycopg.OperationalError:
                print(f"\n{kind} was not reachable (TEST_POSTGRES_URL), so it was NOT measured")
    server.close()
    return floors


def _compare(kind: str, url: str, server: Server) -> list[Floor]:
    slack = Slack(bot_url="http://unused", name="Bench")
    server.add(slack)
    people = [slack.add_user(f"member{number}").id for number in range(MEMBERS)]
    slack.add_channel("general", members=people)
    _fill(url, slack, people)
    app = App(
        Settings(
            _env_file=None,
            database_url=url,
            slack_bot_token=SecretStr(slack.bot_token),
            slack_signing_secret=SecretStr(slack.signing_secret),
            slack_api_url=slack.api_url,
        )
    )
    app.settle_in()
    rows, floors = [], []
    for act in ACTS:
        full, empty = _take_turns(app, slack, people, act)
        rows.append((act, f"{full * 1000:.1f}", f"{empty * 1000:.1f}", f"{full / empty:.2f}"))
        floors += [
            Floor(f"{kind}, {act}: ratio to an empty journal", full / empty, at_most=MOST_RATIO),
            Floor(f"{kind}, {act}: seconds", full, at_most=LONGEST),
        ]
    print(f"\n{kind}, a journal of {ENTRIES} entries, medians of {TIMES} requests")
    print(table(("", "ms", "empty, ms", "ratio"), rows))
    app.close()
    db.use(None)
    server.remove(slack)
    return floors


def _take_turns(app: App, slack: Slack, people: list[str], act: str) -> tuple[float, float]:
    took: dict[int, list[float]] = {FULL: [], EMPTY: []}
    for turn in range(TIMES + 5):
        for who, times in took.items():
            times.append(_seconds(app, slack, REQUESTS[act](slack, people[who])))
        if turn == 4:
            # The first ones build statements and fill caches.
            took = {FULL: [], EMPTY: []}
    return median(took[FULL]), median(took[EMPTY])


def _seconds(app: App, slack: Slack, request: tuple[str, bytes]) -> float:
    content_type, body = request
    headers = signed_headers(slack.signing_secret, body, int(time.time()))
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/slack/events",
        "QUERY_STRING": "",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }
    status: list[str] = []
    started = time.perf_counter()
    b"".join(app.wsgi(environ, lambda line, _headers, *_: status.append(line)))
    took = time.perf_counter() - started
    if not status or not status[0].startswith("200"):
        raise RuntimeError(f"a request was answered with {status}")
    return took


_numbers = count(1)


def _command(text: str) -> Callable[[Slack, str], tuple[str, bytes]]:
    def request(slack: Slack, user: str) -> tuple[str, bytes]:
        fields = {
            "team_id": slack.team_id,
            "user_id": user,
            "channel_id": slack.channel_named("general").id,
            "command": "/givefirst",
            "text": text,
            "trigger_id": f"bench.{next(_numbers)}",
        }
        return FORM, urlencode(fields).encode()

    return request


def _older(slack: Slack, user: str) -> tuple[str, bytes]:
    number = next(_numbers)
    payload = {
        "type": "block_actions",
        "team": {"id": slack.team_id},
        "user": {"id": user, "team_id": slack.team_id},
        "trigger_id": f"bench.{number}",
        "actions": [{"action_id": "journal.more", "block_id": "b", "type": "button", "value": str(ENTRIES // 2)}],
    }
    return FORM, urlencode({"payload": json.dumps(payload)}).encode()


def _home(slack: Slack, user: str) -> tuple[str, bytes]:
    event = {"type": "app_home_opened", "user": user, "channel": "D1", "tab": "home"}
    body = {"type": "event_callback", "team_id": slack.team_id, "event_id": f"Ev{next(_numbers)}", "event": event}
    return "application/json", json.dumps(body).encode()


REQUESTS: dict[str, Callable[[Slack, str], tuple[str, bytes]]] = dict(
    zip(
        ACTS,
        (
            _command("journal"),
            _command("journal search projector-that-nobody-has"),
            _command(f"journal {RARE}"),
            _older,
            _command("journal year"),
            _home,
        ),
        strict=True,
    )
)


def _fill(url: str, slack: Slack, people: list[str]) -> None:
    filling = Filling(url, team_id=slack.team_id, bot_user_id=slack.bot_user_id)
    filling.members(people)
    words = Vocabulary(seed=5)
    template = JournalEntry(workspace_id=filling.workspace, giver_id=0, kind=EntryKind.ASK, text="", happened_at=NOW)
    columns = {
        column.key: getattr(template, column.key) for column in JournalEntry.__table__.columns if column.key != "id"
    }

    def row(number: int, giver: int) -> dict[str, Any]:
        text = f"{words.ask(number)} {RARE if number % 1000 == 0 else ''}"
        thanks, outcome = words.what_for(), words.what_for()
        return columns | {
            "giver_id": giver,
            "receiver_id": number % (MEMBERS - 10) + 10,
            "is_for_somebody": True,
            "text": text,
            "words": thanks,
            "made_possible": outcome,
            "searched": as_searched(f"{text}\n{thanks}\n{outcome}"),
            "happened_at": NOW - timedelta(hours=ENTRIES - number),
        }

    rows = [row(number, FULL + 1) for number in range(ENTRIES)]
    for other in range(3, MEMBERS + 1):
        rows += [row(number, other) for number in range(ENTRIES_OF_OTHERS)]
    database = db.Database(url)
    with database.engine.begin() as connection:
        connection.execute(insert(JournalEntry), rows)
    database.close()
    filling.close()


if __name__ == "__main__":
    sys.exit(conclude(main()))
