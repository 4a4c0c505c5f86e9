"""What happens to a thank-you or a noticed deed, and who may get one.

    state     moved by                                           to
    planned   the clock, in the receiver's hours                 sent
    planned   the clock: away, undisturbed, off work             planned, due later
    planned   the clock, the receiver has left                   dropped, the sender is told
    sent      Slack refused the message                          dropped, the sender is told

Nothing leaves dropped. Once sent, its receiver has a word about it:

    may be told   moved by                                                  to
    (nothing)     delivery, the receiver's setting for thanks is yes or no  yes or no
    (nothing)     the receiver, *May be told*                               yes
    (nothing)     the receiver, *Keep it to myself*                         no
    yes           the receiver, *Keep it to myself*, before it was told     no
    no            the receiver, *May be told*                               yes
    yes           a weekly letter                                           yes, told

Silence is a no; what was told stays told and is told once. A choice about thanks is remembered as a setting, one about
a noticed deed is for that deed alone.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.blocks import preview_of
from bot.errors import Refusal
from bot.i18n import N_
from bot.members.hours import DAY
from models import Member, ThanksKind

LONGEST = 500
LONGEST_QUOTE = 300
MOST_RECEIVERS = 10
SAME_WITHIN = timedelta(minutes=1)
# Whoever is not to be disturbed is tried again after a while.
UNDISTURBED = timedelta(hours=1)

ONESELF = N_("That is you. Be kind to yourself all the same; whom else would you like to thank?")
NO_PERSON = N_("{name} is an app. It did its best and needs no thanks; choose a colleague.")
STRANGER = N_("{name} belongs to another company. I only write to the people of this workspace.")
GONE = N_("{name} is not here any more, so I cannot reach them.")

_NOTICED = re.compile(r"(?:noticed|bemerkt)\s*[:：]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands after the people in `/thanks`."""

    kind: ThanksKind
    words: str


def read(text: str) -> Typed:
    """Tell a thank-you from a noticed deed: "noticed: refilled the copier", "bemerkt: ..."."""
    found = _NOTICED.match(text)
    return Typed(ThanksKind.NOTICED, text[found.end() :].strip()) if found else Typed(ThanksKind.THANKS, text.strip())


def is_noticed(text: str) -> bool:
    """Tell whether a line begins as a noticed deed does."""
    return _NOTICED.match(text.lstrip()) is not None


def tidy(text: str) -> str:
    """Return the words as they are stored: as typed, without blanks around them and without null bytes.

    Raises Refusal when nothing is left or when they are longer than 500 characters.
    """
    tidied = text.replace("\x00", "").strip()
    if not tidied:
        raise Refusal(N_("A few words of your own, please. One sentence is enough."), field="words")
    if len(tidied) > LONGEST:
        words = N_("At most {most} characters, please; this has {length}. What matters most?")
        raise Refusal(words, field="words", most=LONGEST, length=len(tidied))
    return tidied


def may_receive(sender: Member, receiver: Member) -> None:
    """Raise Refusal, naming the field, unless `receiver` is a colleague who can be thanked."""
    name = preview_of(receiver.name or receiver.slack_id)
    if receiver.id == sender.id:
        raise Refusal(ONESELF, field="helpers")
    if receiver.is_bot:
        raise Refusal(NO_PERSON, field="helpers", name=name)
    if receiver.is_stranger:
        raise Refusal(STRANGER, field="helpers", name=name)
    if receiver.is_deactivated:
        raise Refusal(GONE, field="helpers", name=name)


def away_until(member: Member, now: datetime) -> datetime | None:
    """Return when to look again for a member who is on leave or paused; None when they are here."""
    ends = [member.paused_until]
    if member.is_on_leave:
        ends.append(member.leave_ends_at or now + DAY)
    return max((end for end in ends if end is not None and end > now), default=None)
