"""Looking whether something of ours arrived; only direct conversations may be read, others tell nothing."""

from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

# What is looked for was sent minutes ago at most.
LOOKED_THROUGH = 30


def has_message(client: WebClient, channel: str, key: str) -> str | None:
    """Return the time stamp of our message that carries `key`; None when it is not there or cannot be seen."""
    for message in _recent(client, channel):
        if (message.get("metadata") or {}).get("event_payload", {}).get("key") == key:
            return str(message["ts"])
    return None


def has_file(client: WebClient, channel: str, file_id: str) -> bool:
    """Tell whether a file stands in a conversation; False when it cannot be seen."""
    return any(file.get("id") == file_id for message in _recent(client, channel) for file in message.get("files") or [])


def _recent(client: WebClient, channel: str) -> list[dict[str, Any]]:
    # Slack's names of direct conversations begin with a D; group conversations have a scope that we do not ask for.
    if not channel.startswith("D"):
        return []
    try:
        found = client.conversations_history(channel=channel, include_all_metadata=True, limit=LOOKED_THROUGH)
    except SlackApiError:
        return []
    return list(found.get("messages") or [])
