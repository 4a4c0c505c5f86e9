"""`python -m bot playground`: the real bot against a Slack workspace in this process, and a page to play on."""

import logging
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from pydantic import SecretStr
from sqlalchemy import select
from waitress.server import create_server

from bot import clock, wake
from bot.app import App
from bot.config import Settings
from bot.playground import people, web_api
from bot.playground.menu import ESCAPING
from bot.playground.page import page
from bot.playground.persona import Persona
from bot.playground.world import Slack
from models import Outgoing, OutgoingState

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
# Seconds; the sender keeps to one message a second in a conversation.
LONGEST_DELIVERY = 3.0
BERLIN = ZoneInfo("Europe/Berlin")
OPENING, CLOSING = clock_time(9), clock_time(16)
FRIDAY = 5


def main(port: int) -> None:
    """Serve the playground on a loopback port until interrupted; SystemExit with a sentence when the port is taken."""
    _check_free(port)
    _begin_in_working_hours()
    with tempfile.TemporaryDirectory(prefix="givefirst-") as folder:
        slack, app = build(Path(folder) / "playground.db")
        app.runner.start()
        server = create_server(page(slack, clock, run_jobs(app)), host=LOOPBACK, port=port, threads=8)
        click.echo(f"The playground is open: http://{LOOPBACK}:{port}  (Ctrl+C closes it)")
        try:
            server.run()
        finally:
            app.close()


def build(file: Path) -> tuple[Slack, App]:
    """Return a populated workspace and the bot that serves it, on an SQLite file made here."""
    slack = Slack(bot_url="http://unknown", name="Playground", now=lambda: clock.now().timestamp())
    slack.escaping = ESCAPING
    web_api.serve(LOOPBACK).add(slack)
    app = App(
        Settings(
            _env_file=None,
            database_url=f"sqlite:///{file}",
            slack_bot_token=SecretStr(slack.bot_token),
            slack_signing_secret=SecretStr(slack.signing_secret),
            slack_api_url=slack.api_url,
        )
    )
    app.prepare()
    slack.bot_url = _serve(app)
    app.settle_in()
    people.populate(slack)
    app.runner.run_all()
    _say_what_they_offer(slack)
    _remember_help(slack)
    _give_an_idea(slack)
    _settle_in(slack)
    people.say_goodbye(slack)
    people.welcome(slack)
    slack.wire.clear()
    return slack, app


def run_jobs(app: App) -> Callable[[], None]:
    """Return what makes time felt: every job once, and what they promise delivered before time goes on."""

    def run() -> None:
        app.runner.run_all()
        wake.up()
        end = time.monotonic() + LONGEST_DELIVERY
        while _is_due(app) and time.monotonic() < end:
            time.sleep(0.01)

    return run


def _is_due(app: App) -> bool:
    waiting = Outgoing.state == OutgoingState.WAITING, Outgoing.due_at <= clock.now()
    with app.database.transaction() as tx:
        return tx.scalars(select(Outgoing.id).where(*waiting).limit(1)).first() is not None


def _serve(app: App) -> str:
    server = create_server(app.wsgi, host=LOOPBACK, port=0, threads=8)
    threading.Thread(target=server.run, name="bot", daemon=True).start()
    return f"http://{LOOPBACK}:{server.effective_port}"


def _say_what_they_offer(slack: Slack) -> None:
    """Let every colleague write their own lines, through the bot's own form."""
    for user in list(slack.users.values()):
        offers, reach = people.OFFERS.get(user.name, []), people.REACH.get(user.name, [])
        if offers or reach:
            colleague = Persona(slack, user.id)
            colleague.types("/offer", in_="@")
            colleague.submits(offers="\n".join(offers), reach="\n".join(reach))


def _give_an_idea(slack: Slack) -> None:
    """Let one colleague have an idea for another, who has not read it yet."""
    ids = {user.name: user.id for user in slack.users.values()}
    typed = dict(people.WAITING_IDEA)
    giver, receiver = Persona(slack, ids[typed.pop("from")]), ids[typed.pop("to")]
    giver.types("/give", in_="@")
    giver.submits(to=receiver, **typed)


def _remember_help(slack: Slack) -> None:
    """Let some colleagues write into their journals; the answers they get are not left lying around."""
    for user in list(slack.users.values()):
        colleague = Persona(slack, user.id)
        for line in people.JOURNALS.get(user.name, ()):
            colleague.types("/helped", line, in_="@")
            colleague.inbox[-1].deleted = True


def _settle_in(slack: Slack) -> None:
    """Let a channel have its letter, and two colleagues say hello to whoever joins; the answers are not left."""
    known = {user.name: Persona(slack, user.id) for user in slack.users.values()}
    for name in people.HOSTS:
        known[name].types("/givefirst", "host on", in_="@")
        known[name].inbox[-1].deleted = True
    who, channel, plan = people.LETTER
    known[who].types("/givefirst", f"digest {plan}", in_=channel)
    known[who].sees(channel)[-1].deleted = True


def _begin_in_working_hours() -> None:
    """Let the playground's day begin when people are at work, so that an invitation is seen at once."""
    here = clock.now().astimezone(BERLIN)
    if here.isoweekday() <= FRIDAY and OPENING <= here.time() < CLOSING:
        return
    day = here.date() if here.time() < OPENING else here.date() + timedelta(days=1)
    while day.isoweekday() > FRIDAY:
        day += timedelta(days=1)
    clock.advance(datetime.combine(day, clock_time(9, 30), BERLIN) - here)


def _check_free(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as trouble:
            raise SystemExit(f"Port {port} is busy. Try another one: make playground PORT={port + 1}") from trouble
