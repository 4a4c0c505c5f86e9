"""The Slack app manifest: for Socket Mode as it is kept, or made for HTTP."""

from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml

PATH = "/slack/events"


def text(url: str = "") -> str:
    """Return the manifest as YAML: for Socket Mode, or for HTTP when the bot's public address is given.

    Raises ValueError when `url` is not an address that Slack can use.
    """
    if not url:
        return _kept()
    made: str = yaml.safe_dump(for_http(url), sort_keys=False, allow_unicode=True, width=100)
    return made


def for_socket_mode() -> dict[str, Any]:
    """Return the manifest as it is kept."""
    parsed: dict[str, Any] = yaml.safe_load(_kept())
    return parsed


def for_http(url: str) -> dict[str, Any]:
    """Return the manifest with the bot's address wherever Slack asks for one; raises ValueError as text() does."""
    target = _target(url)
    made = for_socket_mode()
    for command in made["features"]["slash_commands"]:
        command["url"] = target
    made["settings"]["event_subscriptions"]["request_url"] = target
    made["settings"]["interactivity"]["request_url"] = target
    made["settings"]["socket_mode_enabled"] = False
    return made


def scopes() -> frozenset[str]:
    """Return what the bot token must be allowed to do."""
    return frozenset(for_socket_mode()["oauth_config"]["scopes"]["bot"])


def _kept() -> str:
    return (files("bot") / "manifest.yaml").read_text("utf-8")


def _target(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("Slack needs an address that begins with https://, for example https://givefirst.example.com")
    return url if parts.path == PATH else url.rstrip("/") + PATH
