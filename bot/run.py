"""`python -m bot run` and `worker`: start in the right order, try again what is away, stop politely."""

import logging
import re
import signal
import threading
from collections.abc import Callable
from http.client import HTTPException
from typing import Any, TypeVar

from click import ClickException, echo
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.app import App
from bot.config import WHERE, Settings
from bot.front import Front
from bot.migrate import UnknownRevision
from bot.sender import PASSING

log = logging.getLogger(__name__)
T = TypeVar("T")

SECONDS_BETWEEN_TRIES = 5.0
# Anything else in its place is what a library says of an answer that is not Slack's.
AN_ERROR_OF_SLACK = re.compile(r"[a-z][a-z_]*")
# What Slack being away looks like.
AWAY = (OSError, HTTPException, SlackClientError, ValueError)


class Away(Exception):
    """Something is not there right now; it will be tried again. The text says what."""


class Process:
    """One process of the bot, from its start to its end; `run` and `worker` differ only in what they are given."""

    def __init__(self, settings: Settings, *, takes_requests: bool, does_work: bool) -> None:
        self.settings = settings
        self.takes_requests = takes_requests
        self.does_work = does_work
        self.app = App(settings)
        self.front: Front | None = None
        self.socket: SocketModeHandler | None = None
        # What the workspace is called; known once Slack has answered.
        self.workspace = ""
        # Why it is not ready yet; empty once it is.
        self.waits_for = "it has only just started"
        # Why it gave up for good.
        self.gave_up: str = ""
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work until stop(), and end politely; ClickException with a sentence when it cannot work at all."""
        if self.takes_requests:
            self.app.wsgi.is_ready = self.why_not_ready
            self.front = Front(self.app.wsgi, self.settings.host, self.settings.port)
        settling = threading.Thread(target=self._settle, name="settling", daemon=True)
        settling.start()
        try:
            if self.front:
                self.front.serve()
            else:
                self._stopping.wait()
        finally:
            self._stopping.set()
            settling.join(timeout=SECONDS_BETWEEN_TRIES)
            self._end()
        if self.gave_up:
            raise ClickException(self.gave_up)

    def heed_signals(self) -> None:
        """Let SIGTERM and SIGINT stop this process; a second SIGINT ends it at once."""

        def heed(number: int, frame: object) -> None:
            del frame
            self.stop()
            if number == signal.SIGINT:
                signal.signal(signal.SIGINT, signal.default_int_handler)

        signal.signal(signal.SIGTERM, heed)
        signal.signal(signal.SIGINT, heed)

    def stop(self) -> None:
        """Take no more requests and let run() return; may be called from a signal handler and from any thread."""
        self._stopping.set()
        if self.front:
            self.front.stop()

    def why_not_ready(self) -> str:
        """Say what keeps this process from working; empty when nothing does."""
        if self.waits_for:
            return self.waits_for
        if self.socket and not self.socket.client.is_connected():
            return "Slack has closed the socket, a new one is being opened"
        return self.app.why_not_ready()

    def _settle(self) -> None:
        """Do what has to be done once, again and again until it worked."""
        try:
            for step in (self._prepare, self._settle_in, self._connect):
                if not self._until_it_works(step):
                    return
            if self.does_work:
                self.app.runner.start()
            self.waits_for = ""
            echo(self._greeting())
        except ClickException as trouble:
            self.gave_up = trouble.message
            self.stop()
        except Exception:
            log.exception("starting failed")
            self.gave_up = "Givefirst could not start; the lines above say why."
            self.stop()

    def _until_it_works(self, step: Callable[[], None]) -> bool:
        """Return True once `step` has worked, False when the process is to stop before that."""
        while not self._stopping.is_set():
            try:
                step()
            except Away as trouble:
                if self.waits_for != str(trouble):
                    log.warning("%s; trying again every %d seconds", trouble, SECONDS_BETWEEN_TRIES)
                self.waits_for = str(trouble)
                self._stopping.wait(SECONDS_BETWEEN_TRIES)
            else:
                return True
        return False

    def _prepare(self) -> None:
        prepare(self.app)

    def _settle_in(self) -> None:
        self.workspace = settle_in(self.app)

    def _connect(self) -> None:
        if not self.takes_requests or self.settings.slack_app_token is None:
            return
        token = self.settings.slack_app_token.get_secret_value()
        if self.socket is None:
            web_client = self.app.clients.new(token)
            self.socket = SocketModeHandler(self.app.bolt, app_token=token, web_client=web_client)
        # The same step by which the library connects again later; it logs what goes wrong and raises nothing of it.
        asking_slack(self.socket.client.connect_to_new_endpoint, name="SLACK_APP_TOKEN")
        if not self.socket.client.is_connected():
            raise Away("Slack opens no socket")

    def _greeting(self) -> str:
        if self.front is None:
            return f"The worker of Givefirst is ready for {self.workspace}."
        how = "connected through Socket Mode, its health is at" if self.socket else "listening at"
        return f"Givefirst is ready for {self.workspace}: {how} {self.front.url}"

    def _end(self) -> None:
        if self.socket:
            hang_up(self.socket)
        self.app.close()


def prepare(app: App) -> None:
    """Migrate the database; Away when it cannot be reached, ClickException when it is none of ours."""
    try:
        app.prepare()
    except UnknownRevision as trouble:
        raise ClickException(
            f"The database was made by another version of Givefirst ({trouble}). Install the newest version, or go"
            " back to a copy of the database from before."
        ) from trouble
    except (OperationalError, PoolTimeout) as trouble:
        said = f"The database cannot be reached ({_first_line(trouble)})"
        if app.database.is_sqlite:
            raise ClickException(f"{said}. See DATABASE_URL: is the folder there, and may it be written to?") from None
        raise Away(said) from trouble
    except DBAPIError as trouble:
        raise ClickException(f"The database cannot be migrated ({_first_line(trouble)}).") from None


def settle_in(app: App) -> str:
    """Learn from Slack which workspace the token belongs to; Away or ClickException as in prepare()."""
    try:
        return asking_slack(app.settle_in, name="SLACK_BOT_TOKEN")
    except (OperationalError, PoolTimeout) as trouble:
        raise Away(f"The database cannot be reached ({_first_line(trouble)})") from trouble


def asking_slack(ask: Callable[[], T], *, name: str) -> T:
    """Ask Slack something; Away when it does not answer, ClickException when it refuses the token in setting `name`."""
    try:
        return ask()
    except SlackApiError as refused:
        response: Any = refused.response
        error = str(response.get("error") or "")
        if not AN_ERROR_OF_SLACK.fullmatch(error):
            raise Away(f"Slack gives no sensible answer (HTTP {response.status_code})") from refused
        if error in PASSING:
            raise Away(f"Slack is not well ({error})") from refused
        raise ClickException(
            f"Slack refuses {name} ({error}). Is it the token of this app, and is the app still installed?"
            f" Put the right one in: {WHERE[name.lower()]}. `python -m bot doctor` looks at everything."
        ) from refused
    except AWAY as trouble:
        raise Away(f"Slack cannot be reached ({type(trouble).__name__}: {trouble})") from trouble


def hang_up(handler: SocketModeHandler) -> None:
    """Take no more envelopes, answer those that were taken, then close the socket."""
    client: Any = handler.client
    client.auto_reconnect_enabled = False
    # What the loop that takes envelopes looks at; the socket itself stays open for the answers.
    client.closed = True
    client.message_processor.shutdown()
    client.message_workers.shutdown(wait=True)
    client.close()


def _first_line(trouble: Exception) -> str:
    said = str(getattr(trouble, "orig", None) or trouble).strip()
    return said.splitlines()[0] if said else type(trouble).__name__
