"""Settings: read once at start, frozen; complete, or a complaint that says what to set."""

from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator can set, in the environment or in a file `.env` in the working directory."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

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
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: `DEBUG`, `INFO`, `WARNING` or `ERROR`."
    )
    log_format: Literal["lines", "json"] = Field(
        default="lines", description="`lines` for people, `json` for machines."
    )

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_a_slash(cls, value: str) -> str:
        return value if value.endswith("/") else value + "/"

    @field_validator("database_url")
    @classmethod
    def _with_our_driver(cls, value: str) -> str:
        for prefix in ("postgres://", "postgresql://"):
            if value.startswith(prefix):
                return "postgresql+psycopg://" + value.removeprefix(prefix)
        return value

    @property
    def uses_socket_mode(self) -> bool:
        """True when Slack is reached through a socket that we open."""
        return self.slack_app_token is not None
