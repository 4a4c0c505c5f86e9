"""Logs: lines for people or JSON for machines, on standard error, and never a secret in them.

Only our own loggers may speak below WARNING: libraries would tell message texts and tokens. Whatever anybody says goes
through redact() as the last step, tracebacks included.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Collection
from datetime import UTC, datetime
from types import TracebackType

OURS = ("bot", "handlers", "models")
# Says at WARNING how many requests wait, which a burst of them is no reason for.
TALKATIVE = ("waitress.queue",)
SHORTEST_SECRET = 6
GONE = "[left out]"

# Names whose value is secret, as in token=..., "token": "..." and 'token': '...'.
_NAMES = (
    "response_url|client_secret|signing_secret|bot_token|app_token|access_token|refresh_token|token|password|ticket"
    "|x-slack-signature"
)
_ANY_CASE = re.IGNORECASE
_SHAPES = [
    # Tokens, also rotating ones: xoxe.xoxb-...
    (re.compile(r"\b(?:xoxe\.)?xox[a-z]-[\w-]+(?:\.[\w-]+)*|\bxapp-[\w-]+"), GONE),
    # Addresses that let anybody answer: https://hooks.slack.com/commands/...
    (re.compile(r"https?://[^\s/\"']+/(?:hooks|commands|actions|workflows|services|response)/[^\s\"'<>\\]+"), GONE),
    (
        re.compile(r"(\bauthorization[\"']?\s*[:=]\s*[\"']?)(?:(?:bearer|basic|token)\s+)?[^\s\"',;}\]]+", _ANY_CASE),
        rf"\1{GONE}",
    ),
    (re.compile(r"(\bbearer\s+)[\w.~+/=-]{6,}", _ANY_CASE), rf"\1{GONE}"),
    (re.compile(rf"(\b(?:{_NAMES})(?:=|[\"']\s*:\s*)[\"']?)[^\s\"'&,;}}\]]+", _ANY_CASE), rf"\1{GONE}"),
    # A password in an address: postgresql://user:password@host
    (re.compile(r"(\b[\w+.-]+://[^\s:/@]*:)[^\s/@]+(?=@)"), rf"\1{GONE}"),
    # PostgreSQL likes to show the row that did not fit, and the values of a statement.
    (
        re.compile(
            r"\b(DETAIL|CONTEXT):.*?(?=\n\[SQL:|\n\nThe above exception|\n\nDuring handling|\nTraceback|\Z)", re.DOTALL
        ),
        rf"\1: {GONE}",
    ),
]


def redact(text: str, secrets: Collection[str] = ()) -> str:
    """Return `text` without `secrets`, tokens, passwords, response URLs and Authorization headers."""
    for secret in secrets:
        text = text.replace(secret, GONE)
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text


class Lines(logging.Formatter):
    """One line for people; a traceback follows on lines of its own."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        super().__init__()
        # A very short one would be found inside ordinary words.
        self.secrets = sorted((secret for secret in secrets if len(secret) >= SHORTEST_SECRET), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        words = self.said(record).replace("\r", "\\r").replace("\n", "\\n")
        line = f"{_moment(record)} {record.levelname:<7} {record.name}: {words}"
        return "\n".join(filter(None, [line, self.trouble(record)]))

    def said(self, record: logging.LogRecord) -> str:
        """Return the message of a record, without secrets."""
        return redact(record.getMessage(), self.secrets)

    def trouble(self, record: logging.LogRecord) -> str:
        """Return the traceback and the stack of a record, without secrets; mostly empty."""
        trouble = self.formatException(record.exc_info) if record.exc_info else record.exc_text or ""
        return redact("\n".join(filter(None, [trouble, record.stack_info])), self.secrets)


class Objects(Lines):
    """One JSON object a line for machines: time, level, logger, message, and trouble if there was any."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        told = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": self.said(record),
            "trouble": self.trouble(record),
        }
        return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)


def set_up(level: str = "INFO", form: str = "lines", *, secrets: Collection[str] = ()) -> None:
    """Send everything that is logged to standard error; `form` is "lines" or "json"."""
    handler = logging.StreamHandler()
    handler.setFormatter(Objects(secrets) if form == "json" else Lines(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda caught: _uncaught(caught.exc_type, caught.exc_value, caught.exc_traceback)


def _uncaught(kind: type[BaseException], trouble: BaseException | None, where: TracebackType | None) -> None:
    if trouble is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    logging.getLogger("bot").critical("stopped by trouble nobody caught", exc_info=(kind, trouble, where))


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
