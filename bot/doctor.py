"""`python -m bot doctor`: look at settings, database and Slack, and say in plain words what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, manifest, migrate
from bot.clients import Clients
from bot.config import WHERE, BadSettings, Settings, read
from bot.db import Database

# Signatures older than five minutes are refused; half of that leaves room for slow lines.
LARGEST_SKEW = 150.0
SLACK = "https://slack.com/api/"
MIGRATE = "`python -m bot migrate` does it, and so does `python -m bot run`."
USUAL = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}
LENGTH_OF_A_SIGNING_SECRET = 32


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is as it should be, and what it is or what to do."""

    is_ok: bool
    said: str

    def __str__(self) -> str:
        """Return the line that an operator reads."""
        return f"{'ok' if self.is_ok else 'problem':<9}{self.said}"


def examine() -> Iterator[Finding]:
    """Look at everything in turn; what cannot be looked at because of an earlier problem is left out."""
    try:
        settings = read()
    except BadSettings as bad:
        yield from map(_problem, bad.problems)
        return
    yield from _settings(settings)
    yield from _database(settings)
    if settings.slack_bot_token:
        yield from _slack(settings, settings.slack_bot_token.get_secret_value())
    if settings.slack_app_token:
        yield _socket(settings, settings.slack_app_token.get_secret_value())


def _ok(said: str) -> Finding:
    return Finding(is_ok=True, said=said)


def _problem(said: str) -> Finding:
    return Finding(is_ok=False, said=said)


def _settings(settings: Settings) -> Iterator[Finding]:
    yield from map(_problem, settings.missing(listens=True))
    for name, begins in USUAL.items():
        token = getattr(settings, name)
        if token:
            usual = token.get_secret_value().startswith(begins)
            yield _ok(f"{name.upper()} is set{'' if usual else f', though it does not begin with {begins} as usual'}.")
    secret = settings.slack_signing_secret
    if secret:
        usual = len(secret.get_secret_value()) == LENGTH_OF_A_SIGNING_SECRET
        yield _ok(f"SLACK_SIGNING_SECRET is set{'' if usual else ', though it is not 32 characters long as usual'}.")
    if settings.slack_api_url != SLACK:
        yield _ok(f"SLACK_API_URL is not Slack itself but {settings.slack_api_url}.")
    if settings.uses_socket_mode:
        yield _ok("Requests come through Socket Mode; no public address is needed.")
    elif settings.slack_signing_secret:
        yield _ok(f"Requests come over HTTP on port {settings.port}; Slack must reach it at https://.../slack/events.")


def _database(settings: Settings) -> Iterator[Finding]:
    database = Database(settings.database_url)
    shown = database.url.render_as_string(hide_password=True)
    if database.is_sqlite and not Path(database.url.database or "").exists():
        # Opening it would make it, and a doctor only looks.
        yield _problem(f"There is no database yet: {shown}. {MIGRATE}")
        return
    try:
        with database.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        yield _ok(f"The database answers: {shown}")
        if migrate.is_current(database):
            yield _ok("The database is migrated.")
        else:
            yield _problem(f"The database is not migrated. {MIGRATE}")
    except SQLAlchemyError as trouble:
        first = str(getattr(trouble, "orig", None) or trouble).strip().splitlines()[0]
        yield _problem(f"The database cannot be reached: {shown} ({first}). Is it running, and is DATABASE_URL right?")
    finally:
        database.close()


def _slack(settings: Settings, token: str) -> Iterator[Finding]:
    try:
        who: Any = _client(settings, token).auth_test()
    except SlackApiError as refused:
        yield _refused("SLACK_BOT_TOKEN", refused)
        return
    except (OSError, HTTPException, SlackClientError, ValueError) as trouble:
        yield _away(settings, trouble)
        return
    yield _ok(
        f"Slack knows the bot: {who.get('user') or who.get('user_id')} in {who.get('team') or who.get('team_id')}."
    )
    headers = {name.lower(): _first(value) for name, value in who.headers.items()}
    yield _scopes(headers.get("x-oauth-scopes"))
    yield _skew(headers.get("date"))


def _socket(settings: Settings, token: str) -> Finding:
    try:
        _client(settings, token).apps_connections_open(app_token=token)
    except SlackApiError as refused:
        return _refused("SLACK_APP_TOKEN", refused)
    except (OSError, HTTPException, SlackClientError, ValueError) as trouble:
        return _away(settings, trouble)
    return _ok("Slack opens a socket for SLACK_APP_TOKEN.")


def _scopes(granted: str | None) -> Finding:
    if granted is None:
        return _ok("Slack does not say which scopes were granted.")
    missing = manifest.scopes() - {scope.strip() for scope in granted.split(",")}
    if missing:
        return _problem(
            f"Scopes are missing: {', '.join(sorted(missing))}. Put the text of `python -m bot manifest` into"
            " api.slack.com/apps, your app, App Manifest, save it, and install the app again."
        )
    return _ok("All scopes are granted.")


def _skew(date: str | None) -> Finding:
    try:
        there = parsedate_to_datetime(date or "")
    except ValueError:
        return _ok("Slack does not say what time it is.")
    there = there if there.tzinfo else there.replace(tzinfo=UTC)
    seconds = (clock.now() - there).total_seconds()
    if abs(seconds) > LARGEST_SKEW:
        way = "ahead of" if seconds > 0 else "behind"
        return _problem(
            f"This machine's clock is {abs(seconds) / 60:.0f} minutes {way} Slack's, so Slack's requests will look"
            " forged: let the machine set its clock by itself (NTP)."
        )
    return _ok("This machine's clock agrees with Slack's.")


def _refused(name: str, refused: SlackApiError) -> Finding:
    response: Any = refused.response
    error = str(response.get("error") or "")
    if not error.replace("_", "").isalpha():
        return _problem("Slack gives no sensible answer. Try again later; is SLACK_API_URL right?")
    return _problem(f"Slack refuses {name} ({error}): {WHERE[name.lower()]}. Is the app still installed?")


def _away(settings: Settings, trouble: Exception) -> Finding:
    return _problem(
        f"Slack cannot be reached at {settings.slack_api_url} ({trouble}). May this machine reach it over HTTPS?"
    )


def _client(settings: Settings, token: str) -> WebClient:
    return Clients(settings.slack_api_url, lambda _: token).new(token)


def _first(value: Any) -> str:
    return str(value[0] if isinstance(value, list) and value else value)
