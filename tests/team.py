"""A team at work: the real bot over HTTP, the in-repo fake Slack, and people who press its buttons."""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from pydantic import SecretStr
from sqlalchemy import func, select
from waitress.server import create_server

from bot import clock
from bot.app import App
from bot.config import Settings
from bot.pace import Pace
from bot.playground import envelope
from bot.playground.menu import ESCAPING
from bot.playground.persona import Persona
from bot.playground.records import Call, Channel, Message
from bot.playground.web_api import Server
from bot.playground.world import Slack
from models import Outgoing, OutgoingState

SOON = timedelta(seconds=20)
MOST_ROUNDS = 60
PATIENCE = 30.0


class Front:
    """One web server for all tests; each test puts its own bot behind it."""

    def __init__(self) -> None:
        self.wsgi: Callable[..., Iterable[bytes]] = lambda environ, start: []
        server = create_server(self, host="127.0.0.1", port=0, threads=8)
        self.url = f"http://127.0.0.1:{server.effective_port}"
        threading.Thread(target=server.run, daemon=True).start()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        return self.wsgi(environ, start)


class Person(Persona):
    """Somebody in the team; after each act the bot's promised messages have arrived."""

    def __init__(self, team: "Team", user_id: str) -> None:
        super().__init__(team.slack, user_id)
        self.team = team

    def presses_late(self, action: str, value: str, *, on: Message) -> Call:
        """Press a button as a client does that has not heard yet that it is gone."""
        slack, channel = self.slack, on.channel
        url = envelope.response_url(slack, self.user_id, channel, on.ts, None)
        pressed = {"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": slack.new_ts()}
        payload = envelope.interaction(slack, "block_actions", self.user_id) | {
            "container": {"type": "message", "message_ts": on.ts, "channel_id": channel, "is_ephemeral": False},
            "channel": {"id": channel, "name": "somewhere"},
            "trigger_id": envelope.trigger(slack, self.user_id),
            "response_url": envelope.address_of(slack, url),
            "actions": [pressed],
        }
        call = envelope.send_payload(slack, f"block_actions {action}", payload)
        self.team.settle()
        return call


def _then_settle(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def acts(self: Person, *args: Any, **kwargs: Any) -> Any:
        result = act(self, *args, **kwargs)
        self.team.settle()
        return result

    return acts


for _name in ("types", "says", "writes_to_the_bot", "presses", "chooses", "submits", "opens_home", "uses"):
    setattr(Person, _name, _then_settle(getattr(Persona, _name)))


class Team:
    """A workspace with a bot; `team.ada` is a person in it once added."""

    def __init__(self, server: Server, front: Front, database_url: str, **settings: Any) -> None:
        self.slack = Slack(bot_url=front.url, now=lambda: clock.now().timestamp())
        self.slack.escaping = ESCAPING
        server.add(self.slack)
        self.front = front
        self.database_url = database_url
        self.settings = {"match_by_meaning": False, **settings}
        self.people: dict[str, Person] = {}
        self.app = self.start()

    def start(self) -> App:
        """Start the bot (again), as after a crash: a new process on the same database."""
        self.app = App(
            Settings(
                _env_file=None,
                database_url=self.database_url,
                slack_bot_token=SecretStr(self.slack.bot_token),
                slack_signing_secret=SecretStr(self.slack.signing_secret),
                slack_api_url=self.slack.api_url,
                **self.settings,
            ),
            pace=Pace(seconds_per_channel=0, a_second_per_workspace=10_000, timer=lambda: clock.now().timestamp()),
        )
        self.app.settle_in()
        self.front.wsgi = self.app.wsgi
        return self.app

    def joins(self, name: str, *, offers: str = "", **profile: Any) -> Person:
        """Add somebody, and let them write their offers."""
        person = Person(self, self.slack.add_user(name=name, **profile).id)
        self.people[name] = person
        for channel in self.slack.channels.values():
            if channel.kind == "channel":
                channel.members.append(person.user_id)
        if offers:
            person.types("/offer", offers)
        return person

    def channel(self, name: str = "general", **kind: Any) -> Channel:
        """Add a channel with everybody in it."""
        members = [person.user_id for person in self.people.values()]
        return self.slack.add_channel(name=name, members=members, **kind)

    def settle(self) -> None:
        """Let everything happen that is due now or in the next seconds."""
        for _ in range(MOST_ROUNDS):
            busy = sum(self.app.runner.run(job) for job in self.app.runner.jobs if job.soon)
            # One moment for both: what falls due between two looks at the clock would be in neither.
            now = clock.now()
            busy += self.app.sender.deliver_due(now)
            if not busy and not self._wait_for_the_next(now):
                return
        raise AssertionError("the bot never comes to rest")

    def later(self, **delta: float) -> None:
        """Let time pass, then let every job run once."""
        clock.advance(timedelta(**delta))
        self.app.runner.run_all()
        self.settle()

    def at(self, moment: datetime) -> None:
        """Let time pass until a moment."""
        self.later(seconds=(moment - clock.now()).total_seconds())

    def _wait_for_the_next(self, now: datetime) -> bool:
        with self.app.database.transaction() as tx:
            later = Outgoing.state == OutgoingState.WAITING, Outgoing.due_at > now
            due = tx.scalar(select(func.min(Outgoing.due_at)).where(*later))
        if due is None or due > now + SOON:
            return False
        clock.advance(max(due - clock.now(), timedelta(milliseconds=1)))
        return True


def eventually(what: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    """Wait until something of another process is true; there is no other way to know."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise AssertionError("it never happened")
        time.sleep(0.02)
