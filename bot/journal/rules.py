"""What may be written into a journal."""

from bot.errors import Refusal
from bot.i18n import N_

LONGEST = 500
# What fits into the id of a row.
_LARGEST_ID = 2**31 - 1


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


def with_outcome(so_far: str, words: str) -> str:
    """Add what came of some help to what is known already."""
    return f"{so_far}\n{words}" if so_far and so_far != words else words


def entry_id(value: str) -> int | None:
    """Read the id of an entry from a button's value; None for what cannot be one."""
    is_number = value.isascii() and value.isdecimal()
    return int(value) if is_number and len(value) <= len(str(_LARGEST_ID)) and int(value) <= _LARGEST_ID else None
