"""When somebody who has joined is welcomed, and when one host is shown who could use a hello. Pure.

A welcome

    state      moved by                                                          to
    (none)     Slack, somebody joins who is neither guest nor bot                expected
    expected   the clock, their second working morning                           welcomed
    expected   the clock, they left                                              over
    welcomed   the clock, two weeks later, nothing answered and nothing offered  reminded
    welcomed   the clock, two weeks later, something is there, or they left      over
    reminded   (nothing: they are never invited again)

Answers may be written, changed and emptied in every state.

A greeting, one row for each host who is shown somebody

    state      moved by                                                          to
    (none)     the clock, ten working days, nobody met them, no host is asked    asked
    asked      the host, *Say hello*                                             hello
    asked      the host, *Not now*                                               not_now
    asked      the clock, three working days without an answer                   lapsed
    asked      somebody else met them, they left, the host left or gave it up    lapsed
    not_now    the host, *Say hello* after all                                   hello
    lapsed     the host, *Say hello*, while it is nobody else's turn             hello

At most one greeting of a newcomer is asked at any time; the same host is asked once. Somebody met them when they were
helped, answered, thanked or introduced through the bot, or when a host said hello.

A pair of two who joined in the same month: each is asked once, privately and without a name; only when both say yes
does a conversation open. No is heard by nobody.

    answer     moved by                                                          to
    waiting    that newcomer, *Happy to*                                         yes
    waiting    that newcomer, *Not now*                                          no
    no         that newcomer, *Happy to* after all                               yes
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.errors import Refusal
from bot.i18n import N_
from bot.members.hours import DAY, Hours, after_working_days, first_working_moment, local, next_working_moment
from models.newcomer import Consent, GreetingState, WelcomeState

LONGEST_ANSWER = 300
REMIND_AFTER = timedelta(days=14)
# Whoever is not to be disturbed is tried again after a while.
UNDISTURBED = timedelta(hours=1)
MEET_WITHIN_WORKING_DAYS = 10
HOST_ANSWERS_WITHIN_WORKING_DAYS = 3
# Where no host is free, somebody is looked for so long after they joined and no longer.
LOOK_UNTIL = timedelta(days=60)
# Two who joined are introduced once the later one has settled in a little.
PAIR_AFTER_WORKING_DAYS = 5
# So long after they joined, letters may show somebody who agreed.
TOLD_WITHIN = timedelta(days=60)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

W, G, C = WelcomeState, GreetingState, Consent
WELCOME_MOVES: dict[WelcomeState, frozenset[WelcomeState]] = {
    W.EXPECTED: frozenset({W.WELCOMED, W.OVER}),
    W.WELCOMED: frozenset({W.REMINDED, W.OVER}),
    W.REMINDED: frozenset(),
    W.OVER: frozenset(),
}
GREETING_MOVES: dict[GreetingState, frozenset[GreetingState]] = {
    G.ASKED: frozenset({G.HELLO, G.NOT_NOW, G.LAPSED}),
    G.HELLO: frozenset(),
    G.NOT_NOW: frozenset({G.HELLO}),
    G.LAPSED: frozenset({G.HELLO}),
}
CONSENT_MOVES: dict[Consent, frozenset[Consent]] = {
    C.WAITING: frozenset({C.YES, C.NO}),
    C.YES: frozenset(),
    C.NO: frozenset({C.YES}),
}


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody who may say hello: what they share with the newcomer, and when they were last asked to greet anybody.

    `topic` is a line the host offers, `channel` a channel both have asked in; both empty when there is neither.
    """

    member_id: int
    topic: str = ""
    channel: str = ""
    last_asked_at: datetime | None = None


def may_move(state: GreetingState, to: GreetingState) -> bool:
    """Tell whether a greeting may go from one state to another."""
    return to in GREETING_MOVES[state]


def may_welcome(state: WelcomeState, to: WelcomeState) -> bool:
    """Tell whether a welcome may go from one state to another."""
    return to in WELCOME_MOVES[state]


def may_say(answer: Consent, to: Consent) -> bool:
    """Tell whether one of a pair may change their answer from one to another."""
    return to in CONSENT_MOVES[answer]


def second_working_morning(hours: Hours, joined: datetime) -> datetime:
    """Return when the second working day of somebody begins who joined at `joined`."""
    first = local(next_working_moment(hours, joined), hours.zone).date()
    return first_working_moment(hours, first + DAY)


def look_at(hours: Hours, joined: datetime) -> datetime:
    """Return when to look whether somebody has met whoever joined at `joined`: after ten working days."""
    return after_working_days(hours, joined, MEET_WITHIN_WORKING_DAYS)


def is_same_month(one: datetime, other: datetime, *, zone: str) -> bool:
    """Tell whether two moments lie in one calendar month, by the clocks in `zone`."""
    first, second = local(one, zone), local(other, zone)
    return (first.year, first.month) == (second.year, second.month)


def choose(hosts: Sequence[Host]) -> Host | None:
    """Choose one host: with a topic to share, else a channel; among those, whoever was asked longest ago."""
    return min(
        hosts,
        key=lambda host: (not host.topic, not host.channel, host.last_asked_at or LONG_AGO, host.member_id),
        default=None,
    )


def shared(lines: Sequence[tuple[str, Collection[str]]], stems: Collection[str]) -> str:
    """Return the first line whose word stems meet `stems`; empty when none does."""
    return next((line for line, words in lines if not set(stems).isdisjoint(words)), "")


def tidy(text: str, *, field: str) -> str:
    """Return an answer without blanks around it; Refusal for that field when it is too long."""
    tidied = text.replace("\x00", "").strip()
    if len(tidied) > LONGEST_ANSWER:
        words = N_("At most {most} characters fit here; this has {length}. What matters most?")
        raise Refusal(words, field=field, most=LONGEST_ANSWER, length=len(tidied))
    return tidied
