"""What may happen to something given, to whom it may go, and when.

An idea, or a contact: consent first

    state       who moves it                                  to
    planned     the clock, in the receiver's hours            offered
    planned     the sender, *Take it back*                    taken_back
    planned     the clock: somebody left, ideas are off,
                or eight weeks without a good moment          lapsed
    offered     the receiver, *Tell me*                       told
    offered     the receiver, *Later*                         later
    offered     the receiver, *No thanks*                     declined
    offered     the sender, *Take it back*                    taken_back
    offered     the clock, two weeks, or Slack,
                which would not take it                       lapsed
    later       the receiver, *Tell me* after all             told
    later       the receiver, *No thanks*                     declined
    later       the clock, three working days                 again
    later       the sender, *Take it back*                    taken_back
    later       the clock: somebody left, ideas are off,
                or eight weeks without a good moment          lapsed
    again       the receiver, *Tell me*                       told
    again       the receiver, *No thanks*                     declined
    again       the sender, *Take it back*                    taken_back
    again       the clock, two weeks                          lapsed
    declined    the sender, *Take it back*                    taken_back
    lapsed      the sender, *Take it back*                    taken_back

Its text is sent to the receiver with the move to told and never else. The last two are there so that a no, silence and
a receiver who reads nothing feel the same to the sender: in all of these cases it can be taken back, in none do they
hear of it, and in all of them the next idea for the same person has to wait just as long.

A heads-up

    planned     the clock, in the receiver's hours            offered
    planned     the sender, *Take it back*                    taken_back
    planned     the clock: somebody left, or eight weeks      lapsed
    offered     the receiver, *Thanks, fixed*                 fixed
    offered     the receiver, *Known, on purpose*             known
    offered     the receiver, *Tell me more*                  talking
    offered     Slack, which would not take it                lapsed
    talking     the receiver, *Thanks, fixed*                 fixed
    talking     the receiver, *Known, on purpose*             known

What can I do for you?

    planned     the clock, in the receiver's hours            offered
    planned     the sender, *Take it back*                    taken_back
    planned     the clock: somebody left, or eight weeks      lapsed
    offered     the receiver, who answers                     asked
    offered     the receiver, *Nothing right now, thank you*  nothing
    offered     the clock, two weeks, or Slack as above       lapsed

Every other move is refused.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.asks.rules import at_most, is_same_text, tidy_words
from bot.errors import Refusal
from bot.giving.taste import kinder_way, words_of_taste
from bot.i18n import N_
from bot.members.hours import DAY
from models import Gift, GiftKind, GiftState, Member

__all__ = ["kinder_way", "words_of_taste"]

LONGEST_SUBJECT = 100
LONGEST_PLACE = 200
MOST_A_DAY = 3
BACK_AFTER_WORKING_DAYS = 3
LAPSES_AFTER = timedelta(weeks=2)
# So long at most does something wait for a receiver who is away.
WAITS_AT_MOST = timedelta(weeks=8)
# Whoever is not to be disturbed is tried again after a while.
UNDISTURBED = timedelta(hours=1)

S = GiftState
_PLANNED = frozenset({S.OFFERED, S.TAKEN_BACK, S.LAPSED})
_CONSENT: Mapping[GiftState, frozenset[GiftState]] = {
    S.PLANNED: _PLANNED,
    S.OFFERED: frozenset({S.TOLD, S.LATER, S.DECLINED, S.TAKEN_BACK, S.LAPSED}),
    S.LATER: frozenset({S.TOLD, S.DECLINED, S.AGAIN, S.TAKEN_BACK, S.LAPSED}),
    S.AGAIN: frozenset({S.TOLD, S.DECLINED, S.TAKEN_BACK, S.LAPSED}),
    S.DECLINED: frozenset({S.TAKEN_BACK}),
    S.LAPSED: frozenset({S.TAKEN_BACK}),
}
MOVES: Mapping[GiftKind, Mapping[GiftState, frozenset[GiftState]]] = {
    GiftKind.IDEA: _CONSENT,
    GiftKind.CONTACT: _CONSENT,
    GiftKind.HEADS_UP: {
        S.PLANNED: _PLANNED,
        S.OFFERED: frozenset({S.FIXED, S.KNOWN, S.TALKING, S.LAPSED}),
        S.TALKING: frozenset({S.FIXED, S.KNOWN}),
    },
    GiftKind.QUESTION: {S.PLANNED: _PLANNED, S.OFFERED: frozenset({S.ASKED, S.NOTHING, S.LAPSED})},
}
CONSENT_FIRST = frozenset({GiftKind.IDEA, GiftKind.CONTACT})
# One of these at a time for the same person.
ONE_AT_A_TIME = CONSENT_FIRST | {GiftKind.QUESTION}
# What the clock ends when nobody answers.
WAITING = frozenset({S.PLANNED, S.OFFERED, S.LATER, S.AGAIN})
# What a sender cannot tell apart.
SILENT = WAITING | {S.DECLINED, S.LAPSED}


def may_move(kind: GiftKind, state: GiftState, to: GiftState) -> bool:
    """Tell whether a gift of this kind may go from one state to another."""
    return to in MOVES[kind].get(state, frozenset())


def may_receive(sender: Member, receiver: Member | None, *, bot_user_id: str) -> Member:
    """Return the receiver; Refusal, naming the field `to`, when nobody was chosen or it cannot be this person."""
    if receiver is None:
        raise Refusal(N_("Who is it for? Choose a colleague."), field="to")
    if receiver.id == sender.id:
        raise Refusal(N_("That is you. Choose a colleague; /helped takes a line of your own."), field="to")
    if receiver.slack_id == bot_user_id:
        raise Refusal(N_("That is kind, but I need nothing. Choose a colleague."), field="to")
    if receiver.is_bot:
        raise Refusal(N_("A bot cannot read this. Choose a colleague."), field="to")
    if receiver.is_deactivated:
        raise Refusal(N_("This person is not in your Slack any more. Choose somebody else."), field="to")
    if receiver.is_stranger:
        raise Refusal(
            N_("This person is from another company, whom I do not write to. Tell them yourself."), field="to"
        )
    if receiver.is_guest:
        raise Refusal(N_("This person is a guest here, whom I do not write to. Tell them yourself."), field="to")
    return receiver


def may_be_given(sender: Member, receiver: Member, kind: GiftKind) -> None:
    """Raise Refusal when this kind of gift is not for this pair."""
    if kind in CONSENT_FIRST and not receiver.takes_ideas:
        raise Refusal(N_("{receiver} takes ideas in person."), field="to", receiver=receiver.name)
    if kind is GiftKind.QUESTION and sender.is_guest:
        words = N_("The answer becomes an ask, and asks go to members of the team. An idea or a heads-up is welcome.")
        raise Refusal(words, field="kind")


def together(one: str, other: str, between: str) -> str:
    """Return both texts, so that nothing is lost that was typed into a field meant for something else."""
    return between.join(dict.fromkeys(part for part in (one, other) if part))


def tidy_subject(subject: str, place: str, *, kind: GiftKind) -> str:
    """Return about what or where it is, as it is stored; Refusal when nothing was written or it is too long."""
    at_most(subject, field="subject", most=LONGEST_SUBJECT)
    at_most(place, field="where", most=LONGEST_PLACE)
    tidied = together(subject, place, " · ") if kind in CONSENT_FIRST else together(place, subject, " · ")
    if tidied or kind is GiftKind.QUESTION:
        return tidied
    if kind is GiftKind.HEADS_UP:
        raise Refusal(N_("Where is it? A link or a place, so that it is found at once."), field="where")
    raise Refusal(N_("What is it about? A few words, which your colleague reads first."), field="subject")


def tidy_text(text: str, seen: str, *, kind: GiftKind) -> str:
    """Return what is given, as it is stored; Refusal when nothing was written or it is too long."""
    at_most(text, field="text")
    at_most(seen, field="what_i_see")
    tidied = together(text, seen, "\n")
    if kind is GiftKind.QUESTION:
        return tidied
    return tidy_words(tidied, field="what_i_see" if kind is GiftKind.HEADS_UP else "text")


def tells_no_idea(subject: str, text: str) -> None:
    """Raise Refusal when the subject, which is read first, gives the idea itself away."""
    if is_same_text(subject, text) or " ".join(text.casefold().split()) in " ".join(subject.casefold().split()):
        words = N_("This is all of it already. A few words about what it is are enough here; the rest stays below.")
        raise Refusal(words, field="subject")


def tidy_link(link: str) -> str:
    """Return the link to a screenshot; Refusal when it is none or too long."""
    at_most(link, field="screenshot")
    if link and not link.casefold().startswith(("https://", "http://")):
        raise Refusal(N_("This is no link. It begins with https://, or leave the field empty."), field="screenshot")
    return link


def away_until(receiver: Member, now: datetime) -> datetime | None:
    """Return when to look again for somebody who is on leave or paused; None when they are here."""
    ends = [receiver.paused_until]
    if receiver.is_on_leave:
        ends.append(receiver.leave_ends_at or now + DAY)
    return max((end for end in ends if end is not None and end > now), default=None)


def can_reach(gift: Gift) -> bool:
    """Tell whether somebody is still there to give and to take it."""
    receiver = gift.receiver
    gone = receiver.is_deactivated or receiver.is_guest or receiver.is_stranger or gift.sender.is_deactivated
    return not gone and (receiver.takes_ideas or gift.kind not in CONSENT_FIRST)


def seems_to_wait(gift: Gift, now: datetime) -> bool:
    """Tell whether, as far as its sender can know, an answer may still come."""
    may_come = gift.state in (SILENT if gift.kind in CONSENT_FIRST else WAITING)
    return may_come and (gift.lapses_at is None or gift.lapses_at > now)


def came_to_good(gift: Gift) -> bool:
    """Tell whether its receiver could say what came of it."""
    good = (GiftKind.IDEA, S.TOLD), (GiftKind.HEADS_UP, S.FIXED)
    return (gift.kind, gift.state) in good
