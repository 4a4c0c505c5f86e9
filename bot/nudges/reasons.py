"""When the reason for a nudge still holds, what it says then, and what sending or dismissing it does."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.asks.thanking import unthanked
from bot.blocks import Message
from bot.members.rules import is_colleague
from bot.nudges import ask_views, people_views, rules
from bot.nudges.openers import Opener, opener_for
from bot.nudges.views import Line
from bot.thanks import service as thanks_to
from models import Ask, AskState, Invitation, InvitationState, Member, Nudge, Tie, Workspace

Matters = Callable[[Session, Nudge, datetime], bool]
View = Callable[[Session, Nudge, datetime], Message]
LineView = Callable[[Session, Nudge, datetime], Line]
Effect = Callable[[Session, Nudge, datetime], None]

Shown = TypeVar("Shown", Message, Line)


def nothing(tx: Session, nudge: Nudge, now: datetime) -> None:
    """Do nothing."""
    del tx, nudge, now


def asked(matters: Callable[[Session, Nudge, Ask, datetime], bool]) -> Matters:
    """Let `matters` decide on the ask that a nudge is about; one that is gone matters no more."""

    def still_matters(tx: Session, nudge: Nudge, now: datetime) -> bool:
        ask = tx.get(Ask, nudge.ask_id) if nudge.ask_id else None
        return ask is not None and matters(tx, nudge, ask, now)

    return still_matters


def shown(view: Callable[[Nudge, Ask], Shown]) -> Callable[[Session, Nudge, datetime], Shown]:
    """Let `view` show the ask that a nudge is about."""
    return lambda tx, nudge, _: view(nudge, tx.get_one(Ask, nudge.ask_id))


def is_quiet(tx: Session, nudge: Nudge, ask: Ask, now: datetime) -> bool:
    """Tell whether the asker gave no sign since; a quiet ask ages out after two weeks."""
    del tx, nudge, now
    # A new date to check means that they did.
    return not ask.is_settled and ask.check_at is None


def has_an_outcome(tx: Session, nudge: Nudge, ask: Ask, now: datetime) -> bool:
    """Tell whether an ask was helped, not too long ago to remember."""
    del tx, nudge
    return ask.state is AskState.HELPED and _since(ask, now) <= rules.CAME_OF_IT_UNTIL


def without_thanks(tx: Session, ask: Ask) -> list[Member]:
    """Return who helped with an ask and got no word of thanks since it was opened, for it or in another way."""
    helpers = unthanked(tx, ask)
    thanked = thanks_to.thanked_since(tx, ask.asker, ask.opened_at) if helpers else set()
    return [helper for helper in helpers if helper.id not in thanked]


def lacks_thanks(tx: Session, nudge: Nudge, ask: Ask, now: datetime) -> bool:
    """Tell whether somebody who helped has read no word of thanks yet, and it is not too late for one."""
    del nudge
    return _since(ask, now) <= rules.THANKS_UNTIL and bool(without_thanks(tx, ask))


def thanks(tx: Session, nudge: Nudge, now: datetime) -> Message:
    """Remind of those who have read no word of thanks yet."""
    del now
    ask = tx.get_one(Ask, nudge.ask_id)
    return ask_views.thanks(nudge, ask, without_thanks(tx, ask))


def thanks_line(tx: Session, nudge: Nudge, now: datetime) -> Line:
    """Remind in a line of those who have read no word of thanks yet."""
    del now
    ask = tx.get_one(Ask, nudge.ask_id)
    return ask_views.thanks_line(nudge, ask, without_thanks(tx, ask))


def _since(ask: Ask, now: datetime) -> timedelta:
    return now - (ask.settled_at or ask.opened_at)


def is_free_for(tx: Session, nudge: Nudge, ask: Ask, now: datetime) -> bool:
    """Tell whether an open ask was not put to the member in another way meanwhile."""
    own = _invitation(tx, nudge, ask.id)
    is_unasked = own is None or (own.why.get("nudge") == nudge.id and own.state is InvitationState.SENT)
    return is_unasked and _is_wanted(ask, now)


def comes_back(tx: Session, nudge: Nudge, ask: Ask, now: datetime) -> bool:
    """Tell whether an ask that brought nothing to the member's mind is open and unanswered by them still."""
    own = _invitation(tx, nudge, ask.id)
    return own is not None and own.state is InvitationState.NOTHING and _is_wanted(ask, now)


def _is_wanted(ask: Ask, now: datetime) -> bool:
    return ask.state is AskState.OPEN and (ask.by_when is None or ask.by_when >= now.date())


def invite(tx: Session, nudge: Nudge, now: datetime) -> None:
    """Note that the member is asked, so that no wave asks them for the same ask again and a no can be answered."""
    if nudge.ask_id:
        _invite(tx, nudge, nudge.ask_id, now)


def _invite(tx: Session, nudge: Nudge, ask_id: int, now: datetime) -> None:
    if _invitation(tx, nudge, ask_id) is not None:
        return
    own = Invitation(
        workspace_id=nudge.workspace_id,
        ask_id=ask_id,
        helper_id=nudge.member_id,
        wave=0,
        state=InvitationState.SENT,
        why={"kind": "any", "nudge": nudge.id},
        sent_at=now,
    )
    tx.add(own)
    tx.flush()


def _invitation(tx: Session, nudge: Nudge, ask_id: int) -> Invitation | None:
    own = select(Invitation).where(
        Invitation.workspace_id == nudge.workspace_id,
        Invitation.ask_id == ask_id,
        Invitation.helper_id == nudge.member_id,
    )
    return tx.scalars(own).one_or_none()


def _tie_of(tx: Session, nudge: Nudge) -> Tie | None:
    tie = tx.get(Tie, rules.number_in(nudge.about))
    is_theirs = tie is not None and nudge.member_id in {tie.one_id, tie.other_id}
    return tie if is_theirs else None


def _other_end(tx: Session, nudge: Nudge, tie: Tie) -> Member:
    return tx.get_one(Member, tie.one_id + tie.other_id - nudge.member_id)


def sleeps(tx: Session, nudge: Nudge, now: datetime) -> bool:
    """Tell whether two have had nothing to do with each other since, and the other one is still here."""
    del now
    tie = _tie_of(tx, nudge)
    return tie is not None and tie.met_at < nudge.planned_at and is_colleague(_other_end(tx, nudge, tie))


def reconnect(tx: Session, nudge: Nudge, now: datetime) -> Message:
    """Say which of the two may write to whom, and what they could bring."""
    other, opener = _opener(tx, nudge, now)
    return people_views.reconnect(nudge, other, opener, _team_of(tx, nudge))


def reconnect_line(tx: Session, nudge: Nudge, now: datetime) -> Line:
    """Say in a line which of the two may write to whom, and what they could bring."""
    other, opener = _opener(tx, nudge, now)
    return people_views.reconnect_line(nudge, other, opener, _team_of(tx, nudge))


def invite_to_it(tx: Session, nudge: Nudge, now: datetime) -> None:
    """Note that the member is asked for what the other one needs, where that is what they could bring."""
    ask = _opener(tx, nudge, now)[1].ask
    if ask is not None:
        _invite(tx, nudge, ask.id, now)


def _opener(tx: Session, nudge: Nudge, now: datetime) -> tuple[Member, Opener]:
    other = _other_end(tx, nudge, tx.get_one(Tie, rules.number_in(nudge.about)))
    return other, opener_for(tx, nudge.member, other, now=now)


def leave_alone(tx: Session, nudge: Nudge, now: datetime) -> None:
    """Let a tie rest that its member does not want to hear of."""
    tie = _tie_of(tx, nudge)
    if tie is not None:
        tie.wakes_at = now + rules.LEFT_ALONE


def _team_of(tx: Session, nudge: Nudge) -> str:
    return tx.get_one(Workspace, nudge.workspace_id).team_id
