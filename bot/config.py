"""Settings: read once at start, frozen; complete, or a complaint that says what to set."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

# Where an operator finds what is missing.
WHERE = {
    "slack_bot_token": "you find it at api.slack.com/apps, your app, OAuth & Permissions, Bot User OAuth Token;"
    " it begins with xoxb-",
    "slack_signing_secret": "you find it at api.slack.com/apps, your app, Basic Information, App Credentials",
    "slack_app_token": "you make it at api.slack.com/apps, your app, Basic Information, App-Level Tokens,"
    " with the scope connections:write; it begins with xapp-",
}
# How the tokens begin that people mix up.
TOKENS = {
    "xoxb-": "a bot token",
    "xapp-": "an app-level token",
    "xoxp-": "a user token",
    "xoxe-": "a refresh token",
    "xoxc-": "a browser's token",
}
RIGHT_TOKEN = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-", "slack_signing_secret": ""}
FORMS = {
    "port": "a whole number from 0 to 65535",
    "log_level": "DEBUG, INFO, WARNING or ERROR",
    "log_format": "lines or json",
}
OURS = re.compile(r"(?:sqlite|postgres(?:ql)?(?:\+psycopg)?)://")


class BadSettings(Exception):
    """The settings cannot be used; `problems` has a plain sentence for each thing to put right."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Settings(BaseSettings):
    """What an operator can set, in the environment or in a file `.env` in the working directory."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: str = Field(
        default="sqlite:///givefirst.db",
        description="Where rows are kept: an SQLite file, or `postgresql://user:password@host/name`.",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, description="The bot token of your Slack app, `xoxb-...` (*OAuth & Permissions*)."
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        description="Proves that a request comes from Slack (*Basic Information*); needed unless Socket Mode is used.",
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="An app-level token, `xapp-...`; when set, the bot connects through Socket Mode."
    )
    slack_client_id: str | None = Field(
        default=None, description="For an installation that serves several workspaces; not in use yet."
    )
    slack_client_secret: SecretStr | None = Field(
        default=None, description="For an installation that serves several workspaces; not in use yet."
    )
    token_encryption_key: SecretStr | None = Field(
        default=None, description="Encrypts the tokens of several workspaces at rest; not in use yet."
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/", description="Where Slack's Web API is; tests and the playground change it."
    )
    host: str = Field(default="0.0.0.0", description="The address the web server listens on.")  # noqa: S104 - behind a proxy or in a container
    port: int = Field(default=3000, ge=0, le=65535, description="The port the web server listens on.")
    match_by_meaning: bool = Field(
        default=True,
        description="Match by meaning, too, across languages; needs the extra `semantic` and about 120 MB of memory.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: `DEBUG`, `INFO`, `WARNING` or `ERROR`."
    )
    log_format: Literal["lines", "json"] = Field(
        default="lines", description="`lines` for people, `json` for machines."
    )

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret")
    @classmethod
    def _is_what_it_says(cls, value: SecretStr | None, info: Any) -> SecretStr | None:
        secret = value.get_secret_value().strip() if value else ""
        if not secret:
            return None
        right, where = RIGHT_TOKEN[info.field_name], WHERE[info.field_name]
        if not re.fullmatch(r"[!-~]+", secret) or secret[0] in "\"'":
            raise ValueError(f"has blanks, quotes or special characters in it: copy it again; {where}")
        for begins, kind in TOKENS.items():
            if secret.startswith(begins) and begins != right:
                raise ValueError(f"holds {kind} ({begins}...), which belongs elsewhere: {where}")
        return SecretStr(secret)

    @field_validator("slack_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"https", "http"} or not parts.hostname:
            raise ValueError("must be an address such as https://slack.com/api/; leave it out for Slack itself")
        return value if value.endswith("/") else value + "/"

    @field_validator("database_url")
    @classmethod
    def _is_a_database_of_ours(cls, value: str) -> str:
        if not OURS.match(value):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        url = re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg://", value)
        try:
            named = make_url(url)
        except (ArgumentError, ValueError):
            raise ValueError("cannot be read: write postgresql://user:password@host:5432/name") from None
        if named.get_backend_name() == "sqlite":
            if named.database in {None, "", ":memory:"}:
                raise ValueError("must name a file, for example sqlite:///givefirst.db, or everything would be lost")
            folder = Path(named.database or "").parent
            if not folder.is_dir():
                raise ValueError(f"names a file in the folder {folder}, which does not exist")
        return url

    @field_validator("log_level", mode="before")
    @classmethod
    def _shouts(cls, value: Any) -> Any:
        return value.strip().upper() if isinstance(value, str) else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _whispers(cls, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    @property
    def uses_socket_mode(self) -> bool:
        """True when Slack is reached through a socket that we open."""
        return self.slack_app_token is not None

    @property
    def secrets(self) -> list[str]:
        """Everything that must never be seen, for whoever writes logs."""
        values = [getattr(self, name) for name in type(self).model_fields]
        found = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
        return [*found, *filter(None, [make_url(self.database_url).password])]

    def missing(self, *, listens: bool) -> list[str]:
        """Say what is still to be set, a sentence each; `listens` when requests of Slack are to be taken, too."""
        missing = [] if self.slack_bot_token else [f"SLACK_BOT_TOKEN is not set: {WHERE['slack_bot_token']}."]
        if listens and not self.slack_signing_secret and not self.uses_socket_mode:
            missing.append(
                f"SLACK_SIGNING_SECRET is not set: {WHERE['slack_signing_secret']}."
                f" Or set SLACK_APP_TOKEN, to connect through Socket Mode: {WHERE['slack_app_token']}."
            )
        return missing


def read() -> Settings:
    """Read the settings; raises BadSettings with everything that is wrong with them."""
    try:
        return Settings()
    except ValidationError as wrong:
        raise BadSettings([_sentence(error) for error in wrong.errors()]) from None
    except (OSError, UnicodeDecodeError) as trouble:
        raise BadSettings([f"The file .env cannot be read: {trouble}."]) from None


def _sentence(error: Any) -> str:
    name = str(error["loc"][0])
    if name in FORMS:
        return f"{name.upper()} must be {FORMS[name]}."
    said = str(error.get("ctx", {}).get("error") or error["msg"])
    return f"{name.upper()} {said}."
