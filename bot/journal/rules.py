"""What may be written into a journal, and which part of it somebody wants to read."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.errors import Refusal
from bot.i18n import N_

LONGEST = 500
LONGEST_MINUTES = 24 * 60
# Longer words than these are nobody's search, and would not fit into a button.
LONGEST_SEARCH = 100
# What fits into the id of a row.
_LARGEST_ID = 2**31 - 1

_HOURS = r"h|hrs?|hours?|std|stunden?"
_MINUTES = r"min|mins|minutes?|minuten?"
_AMOUNT = re.compile(rf"(?P<number>[0-9]{{1,4}}(?:[.,][0-9])?) ?(?P<unit>{_HOURS}|{_MINUTES})?\.?", re.IGNORECASE)
_AT_THE_END = re.compile(
    rf"\s*\((?P<amount>[0-9]{{1,4}}(?:[.,][0-9])? ?(?:{_HOURS}|{_MINUTES})\.?)\)\s*$", re.IGNORECASE
)


class Format(StrEnum):
    """The kinds of file a journal can be had as."""

    MARKDOWN = "markdown"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Part:
    """Which entries of a journal somebody wants: local dates, both included, words they hold, for whom (member id)."""

    since: date | None = None
    until: date | None = None
    words: str = ""
    whom: int | None = None
    is_hidden: bool = False

    @property
    def is_everything(self) -> bool:
        """True when nothing is left out but what is hidden."""
        return self == Part()


def tidy(text: str) -> str:
    """Return a sentence as it is stored: as typed, without blanks around it and without null bytes.

    Raises Refusal when nothing is left or when it is longer than 500 characters.
    """
    tidied = text.replace("\x00", "").strip()
    if not tidied:
        raise Refusal(N_("What did you help with? One sentence is enough."), field="text")
    if len(tidied) > LONGEST:
        words = N_("At most {most} characters fit into one line of your journal; this has {length}. What matters most?")
        raise Refusal(words, field="text", most=LONGEST, length=len(tidied))
    return tidied


def minutes_of(typed: str) -> int | None:
    """Read how long something took, in minutes: "15", "15 min", "1,5 h"; None when nothing was typed.

    Raises Refusal for what is no time between a minute and a day.
    """
    if not typed.strip():
        return None
    found = _AMOUNT.fullmatch(typed.strip())
    minutes = _in_minutes(found) if found else 0
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refusal(
            N_("Please write minutes as a number, for example 15, at most a day; or leave it empty."), field="minutes"
        )
    return minutes


def without_minutes(text: str) -> tuple[str, int | None]:
    """Take "(15 min)" off the end of a sentence; return the rest and the minutes, None when there are none."""
    found = _AT_THE_END.search(text)
    if found is None:
        return text, None
    try:
        return text[: found.start()], minutes_of(found["amount"])
    except Refusal:
        return text, None


def with_outcome(so_far: str, words: str) -> str:
    """Add what came of some help to what is known already."""
    return f"{so_far}\n{words}" if so_far and so_far != words else words


def entry_id(value: str) -> int | None:
    """Read the id of an entry from a button's value; None for what cannot be one."""
    is_number = value.isascii() and value.isdecimal()
    return int(value) if is_number and len(value) <= len(str(_LARGEST_ID)) and int(value) <= _LARGEST_ID else None


def in_button(part: Part, before: int | None = None) -> str:
    """Write down which part is shown, and the entry it goes on before, for a button's value."""
    held = {
        "before": before,
        "since": part.since.isoformat() if part.since else None,
        "until": part.until.isoformat() if part.until else None,
        "words": part.words[:LONGEST_SEARCH],
        "whom": part.whom,
        "hidden": part.is_hidden,
    }
    return json.dumps({name: value for name, value in held.items() if value}, ensure_ascii=False)


def from_button(value: str) -> tuple[Part, int | None]:
    """Read what `in_button` wrote, or the bare id of an entry; the whole journal for anything else."""
    before = entry_id(value)
    if before is not None:
        return Part(), before
    try:
        held = json.loads(value or "{}")
        part = Part(
            since=date.fromisoformat(held["since"]) if held.get("since") else None,
            until=date.fromisoformat(held["until"]) if held.get("until") else None,
            words=str(held.get("words") or "")[:LONGEST_SEARCH],
            whom=entry_id(str(held.get("whom") or "")),
            is_hidden=held.get("hidden") is True,
        )
        return part, entry_id(str(held.get("before") or ""))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return Part(), None


def in_order(part: Part) -> Part:
    """Return the same part with the earlier date first."""
    if part.since and part.until and part.since > part.until:
        return replace(part, since=part.until, until=part.since)
    return part


def _in_minutes(found: re.Match[str]) -> int:
    number = float(found["number"].replace(",", "."))
    is_hours = re.fullmatch(_HOURS, found["unit"] or "", re.IGNORECASE) is not None
    return round(number * 60) if is_hours else round(number)
