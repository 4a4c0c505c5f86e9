"""What a call to Slack may come to, not yet or never, and the one call that is no method: an answer at an address."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.webhook import WebhookClient

# Each call gets so many seconds.
TIMEOUT = 10
HTTP_TOO_MANY = 429
HTTP_SERVER_ERROR = 500


class NotYet(Exception):
    """It has to wait for something else, so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not for {seconds} s")
        self.seconds = seconds


class Final(Exception):
    """Slack will never take it; the text is Slack's error code."""


def respond(payload: dict[str, Any]) -> None:
    """Send an answer to the address that came with a request; raises NotYet, Final or OSError when it was not taken."""
    url = payload.pop("url")
    answer = WebhookClient(url, timeout=TIMEOUT, retry_handlers=[]).send_dict(payload)
    if answer.status_code == HTTP_TOO_MANY:
        raise NotYet(seconds_to_wait(answer.headers))
    if answer.status_code >= HTTP_SERVER_ERROR:
        raise OSError(f"http_{answer.status_code}")
    if answer.status_code >= 400:  # noqa: PLR2004 - any client error is final
        raise Final(answer.body[:80] or f"http_{answer.status_code}")


def surely_not_sent(trouble: Exception) -> bool:
    """Tell whether a call that failed never left this machine."""
    reason = getattr(trouble, "reason", trouble)
    return isinstance(reason, ConnectionRefusedError)


def seconds_to_wait(headers: Mapping[str, Any]) -> float:
    """Return how long Slack asks us to wait before the next call of this kind; a second when it does not say."""
    lower = {name.lower(): value for name, value in headers.items()}
    value = lower.get("retry-after", "1")
    try:
        return max(0.0, float(value[0] if isinstance(value, list) else value))
    except (TypeError, ValueError):
        return 1.0
