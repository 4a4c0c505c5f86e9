"""What may happen to an introduction and to each person's part in it, and who hears what.

An introduction. *Carry*: a member takes an ask to somebody outside. *Pass*: a member names one colleague who may
know. *Pair*: a member introduces two colleagues unasked.

    state    kind        who moves it                                    to
    asking   carry       the asker, *Happy to* or *Without my name*      out
    asking   carry       the clock, a working day without an answer      out        (without the name)
    asking   pass, pair  the last of those asked, *Happy to*             met
    asking   any         anybody in it, *Not now*                        ended
    asking   pass, pair  the clock, a working day without an answer      ended
    asking   any         somebody in it has left, or cannot be asked     ended
    asking   pass        the ask, in other hands or settled              overtaken
    asking   carry       the ask, settled                                overtaken
    out      carry       the connector, *They said yes*                  met
    out      carry       the connector, *They said no*                   ended
    out      carry       the clock, three working days after a reminder  ended
    out      carry       somebody in it has left                         ended
    out      carry       the ask, settled                                overtaken
    met      any         Slack, no conversation: somebody has left       ended

Nothing leaves ended or overtaken; every press from met on is refused with what is the case.

A part, one for each person in it

    state    who moves it                                                to
    later    everybody else is happy to (the asker of an anonymous ask)  planned
    planned  the clock, in the person's hours, undisturbed               asked
    asked    the person, *Happy to*                                      happy
    asked    the person, *Not now*                                       not_now
    happy    the person, *Not now*, while nothing has come of it         not_now

Who has a part, and where it begins: in a carry the connector (happy) and the asker (planned); in a pass the connector
(asked), the colleague (planned) and, only when the ask is anonymous, the asker (later); in a pair the connector
(happy) and both colleagues (planned).

What is said. To somebody planned: a question, when they are asked. At the end:

    end        who                                                       hears
    out        the connector                                             the lines to send, once reminded of them
    met        everybody in it                                           one conversation of all of them
    ended      the asker, in a pair the connector                        one neutral line that names nobody
    ended      the connector, when the asker ended it                    one neutral line that names nobody
    overtaken  the connector of a carry, whoever is happy in a pass      one kind line
    any        everybody else who was asked                              nothing new; their buttons go

Ties, journals and what matching learns wait until the conversation has begun. Where Slack refuses one although all are
there, each reads whom to write to, and it has begun as well.

Nobody is asked twice about one ask, and whom a colleague asked passes nothing on: asker, connector and colleague are
two hops. The same connector has the same two asked once in four weeks.
"""

from collections.abc import Sequence
from datetime import timedelta

from models.introduction import IntroductionKind, IntroductionState, PartState, Role

# Working days: how long we wait for somebody's key, and for what an outside person answers, twice.
ANSWER_WITHIN = 1
REPORT_WITHIN = 3
# Whoever is not to be disturbed is tried again after a while.
UNDISTURBED = timedelta(hours=1)
# The same two are left in peace by the same connector for so long, whatever became of it.
NOT_AGAIN_WITHIN = timedelta(weeks=4)
# Lines to carry; a mail program takes an address of about two thousand characters.
LONGEST_LETTER = 2000
LONGEST_ADDRESS = 1900

K, S, P = IntroductionKind, IntroductionState, PartState
MOVES: dict[IntroductionState, frozenset[IntroductionState]] = {
    S.ASKING: frozenset({S.OUT, S.MET, S.ENDED, S.OVERTAKEN}),
    S.OUT: frozenset({S.MET, S.ENDED, S.OVERTAKEN}),
    S.MET: frozenset({S.ENDED}),
    S.ENDED: frozenset(),
    S.OVERTAKEN: frozenset(),
}
PART_MOVES: dict[PartState, frozenset[PartState]] = {
    P.LATER: frozenset({P.PLANNED}),
    P.PLANNED: frozenset({P.ASKED}),
    P.ASKED: frozenset({P.HAPPY, P.NOT_NOW}),
    P.HAPPY: frozenset({P.NOT_NOW}),
    P.NOT_NOW: frozenset(),
}
RUNNING = frozenset({S.ASKING, S.OUT})
# Somebody has a question of this kind before them, or will have.
PENDING = frozenset({P.PLANNED, P.ASKED})

Keys = Sequence[tuple[Role, PartState]]


def may_move(state: IntroductionState, to: IntroductionState) -> bool:
    """Tell whether an introduction may go from one state to another."""
    return to in MOVES[state]


def may_answer(state: PartState, to: PartState) -> bool:
    """Tell whether somebody's part may go from one state to another."""
    return to in PART_MOVES[state]


def parts(kind: IntroductionKind, *, is_anonymous: bool) -> Keys:
    """Return who holds a key to an introduction of this kind, and where each begins."""
    match kind:
        case K.CARRY:
            return [(Role.CONNECTOR, P.HAPPY), (Role.ASKER, P.PLANNED)]
        case K.PASS:
            asker = [(Role.ASKER, P.LATER)] if is_anonymous else []
            return [(Role.CONNECTOR, P.ASKED), (Role.COLLEAGUE, P.PLANNED), *asker]
        case K.PAIR:
            return [(Role.CONNECTOR, P.HAPPY), (Role.COLLEAGUE, P.PLANNED), (Role.COLLEAGUE, P.PLANNED)]


def are_all_happy(kind: IntroductionKind, keys: Keys) -> bool:
    """Tell whether every key is there; never once somebody's part is gone with all that was known of them."""
    is_whole = len(keys) >= len(parts(kind, is_anonymous=False))
    return is_whole and all(state is P.HAPPY for _, state in keys)


def is_the_last_ones_turn(keys: Keys) -> bool:
    """Tell whether only those are missing who are asked last."""
    states = {state for _, state in keys}
    return P.LATER in states and states <= {P.LATER, P.HAPPY}


def hears_of_the_end(kind: IntroductionKind, ended_by: Role | None) -> Role:
    """Return who reads the one neutral line when it came to nothing: whoever waits, not whoever ended it."""
    if kind is K.PAIR or ended_by is Role.ASKER:
        return Role.CONNECTOR
    return Role.ASKER


def hears_it_was_overtaken(kind: IntroductionKind, role: Role, state: PartState) -> bool:
    """Tell whether somebody waits for what is not needed any more; the asker knows already."""
    if role is Role.ASKER:
        return False
    return kind is K.CARRY or state is P.HAPPY


def is_overtaken(kind: IntroductionKind, *, is_settled: bool, is_open: bool) -> bool:
    """Tell whether the ask no longer waits for an introduction that has not come about."""
    return is_settled or (kind is K.PASS and not is_open)
