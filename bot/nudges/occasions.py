"""What gives rise to a nudge: the steps that look at one row whose time has come, and plan."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.asks.rules import CAME_OF_IT_AFTER, COMES_BACK_AFTER, THANKS_AFTER
from bot.matching import service as matching
from bot.matching.words import stems
from bot.members import service as members
from bot.members.rules import is_colleague
from bot.nudges import rules, service
from bot.nudges.openers import LOOKED_THROUGH, opener_for
from bot.nudges.reasons import without_thanks
from bot.ties.service import SLEEPS_AFTER
from models import Ask, AskState, Effort, Gift, Invitation, InvitationState, Member, Nudge, NudgeKind, Tie


def quiet_ask(tx: Session, ask: Ask, *, now: datetime) -> bool:
    """Plan to ask the asker whether a quiet ask is still open; return whether that was planned."""
    occasion = f"{NudgeKind.STILL_OPEN}:{ask.id}:{(ask.check_at or now).date().isoformat()}"
    ask.check_at = None
    return service.offer(tx, to=ask.asker, kind=NudgeKind.STILL_OPEN, occasion=occasion, ask=ask, now=now)


def helped_ask(tx: Session, ask: Ask, *, now: datetime) -> bool:
    """Plan what there is to say some time after an ask was helped: thanks, and later what came of it."""
    settled = ask.settled_at or now
    since = now - settled
    if since < THANKS_AFTER:
        ask.follow_up_at = settled + THANKS_AFTER
        return False
    if since < CAME_OF_IT_AFTER:
        ask.follow_up_at = settled + CAME_OF_IT_AFTER
        kind, is_due = NudgeKind.THANKS, since <= rules.THANKS_UNTIL and bool(without_thanks(tx, ask))
    else:
        ask.follow_up_at = None
        kind, is_due = NudgeKind.CAME_OF_IT, since <= rules.CAME_OF_IT_UNTIL
    return is_due and service.offer(tx, to=ask.asker, kind=kind, occasion=f"{kind}:{ask.id}", ask=ask, now=now)


def kept_gift(tx: Session, gift: Gift, *, now: datetime) -> bool:
    """Plan to ask, once, what came of an idea or a heads-up; return whether that was planned."""
    gift.follow_up_at = None
    kind, about = NudgeKind.CAME_OF_IT, f"gift:{gift.id}"
    return service.offer(tx, to=gift.receiver, kind=kind, occasion=f"{kind}:{about}", about=about, now=now)


def small_ask(tx: Session, member: Member, *, now: datetime) -> bool:
    """Plan to show a member an open two-minute ask that fits and that everybody may read; look again in a week."""
    kind = NudgeKind.TWO_MINUTES
    member.small_asks_at = now + rules.SMALL_ASK_EVERY
    if not _may_get(tx, member, kind) or service.had_lately(tx, member, kind, since=now):
        return False
    fitting = matching.open_asks_that_fit(tx, member, now=now, most=LOOKED_THROUGH, small_only=True)
    return any(
        service.offer(tx, to=member, kind=kind, occasion=f"{kind}:{ask.id}:{member.id}", ask=ask, now=now)
        for ask in fitting
        if ask.effort is Effort.TWO_MINUTES and ask.is_for_everybody and not _was_shown(tx, member, ask)
    )


def sleeping_tie(tx: Session, tie: Tie, *, now: datetime) -> bool:
    """Plan to offer one of two who have lost touch a reason to write; return whether that was planned.

    Whoever has more to bring gets it, never both, and not again for half a year. When neither may get one now, the tie
    is looked at again in a week.
    """
    kind = NudgeKind.RECONNECT
    one, other = tx.get_one(Member, tie.one_id), tx.get_one(Member, tie.other_id)
    tie.wakes_at = now + SLEEPS_AFTER
    if not (is_colleague(one) and is_colleague(other)):
        return False
    # Equals take turns from one half-year to the next.
    ends = [(one, other), (other, one)]
    ends = ends[:: 1 if (now - tie.met_at) // SLEEPS_AFTER % 2 else -1]
    free = [(giver, receiver) for giver, receiver in ends if _may_reconnect(tx, giver, now)]
    if not free:
        tie.wakes_at = now + rules.RECONNECT_AGAIN
        return False
    giver = max(free, key=lambda pair: opener_for(tx, *pair, now=now).worth)[0]
    occasion = f"{kind}:{tie.id}:{now.date().isoformat()}"
    return service.offer(tx, to=giver, kind=kind, occasion=occasion, about=f"tie:{tie.id}", now=now)


def ask_to_come_back(tx: Session, given: Invitation, *, now: datetime) -> bool:
    """Plan to bring back, once, an ask that brought nothing to somebody's mind, if it is open still."""
    given.comes_back_at = None
    if given.state is not InvitationState.NOTHING or given.ask.state is not AskState.OPEN:
        return False
    occasion = f"{NudgeKind.FITS_NOW}:{given.ask_id}:{given.helper_id}"
    return service.offer(tx, to=given.helper, kind=NudgeKind.FITS_NOW, occasion=occasion, ask=given.ask, now=now)


def new_lines(tx: Session, member: Member, *, now: datetime) -> int:
    """Plan to bring back the asks that a line may fit which `member` wrote since they answered; return how many.

    Call it whenever somebody's offers or reach have changed.
    """
    answered = (
        Invitation.workspace_id == member.workspace_id,
        Invitation.helper_id == member.id,
        Invitation.state == InvitationState.NOTHING,
        Invitation.comes_back_at > now,
        Invitation.answered_at > now - COMES_BACK_AFTER,
    )
    nothing = list(tx.scalars(select(Invitation).where(*answered).order_by(Invitation.id)))
    if not nothing:
        return 0
    written = [(line.text, line.written_at) for line in members.offers_of(tx, member)]
    written += [(line.text, line.written_at) for line in members.reach_of(tx, member)]
    planned = 0
    for given in nothing:
        new = {stem for text, at in written if at > (given.answered_at or now) for stem in stems(text)}
        if given.ask.state is AskState.OPEN and new.intersection(stems(given.ask.text)):
            planned += ask_to_come_back(tx, given, now=now)
    return planned


def _may_get(tx: Session, member: Member, kind: NudgeKind) -> bool:
    return is_colleague(member) and service.wants(member, kind) and service.budget_of(tx, member).a_week > 0


def _may_reconnect(tx: Session, member: Member, now: datetime) -> bool:
    since = now - rules.RECONNECT_EVERY
    return _may_get(tx, member, NudgeKind.RECONNECT) and not service.had_lately(
        tx, member, NudgeKind.RECONNECT, since=since
    )


def _was_shown(tx: Session, member: Member, ask: Ask) -> bool:
    """Tell whether a nudge about this ask went to a member before, of whatever kind."""
    mine = Nudge.workspace_id == member.workspace_id, Nudge.member_id == member.id, Nudge.ask_id == ask.id
    return tx.scalars(select(Nudge.id).where(*mine).limit(1)).first() is not None
