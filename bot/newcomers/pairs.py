"""Introducing two who joined in the same month, once both have said yes; inside the caller's transaction."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from bot import outbox
from bot.errors import Refusal
from bot.i18n import N_
from bot.members import service as members
from bot.members.hours import after_working_days
from bot.newcomers import rules, service, views
from bot.nudges import service as nudges
from bot.nudges.rules import number_in
from bot.ties import service as ties
from bot.workspaces import service as workspaces
from models import Consent, Feature, Member, Newcomer, NewcomerPair, Nudge, NudgeKind, Outgoing, WelcomeState, Workspace

# What its nudges are about: "pair:4".
NOUN = "pair"

NOT_THERE = N_("I cannot find this message any more.")
ANSWERED = N_("You have answered this one already. Thank you.")

# Who joined longer ago than this has had time to meet somebody; it spans a month and the days to settle in.
LOOK_BACK = timedelta(days=45)


def pair(tx: Session, workspace: Workspace, *, now: datetime) -> NewcomerPair | None:
    """Pair two of a workspace who joined in the same month and have settled in, and ask each; None when there are none.

    Everybody is in one pair at most, ever, and whoever has met the other needs no introduction.
    """
    if not workspaces.is_on(workspace, Feature.NEWCOMERS):
        return None
    free = _free(tx, workspace, now)
    for place, one in enumerate(free):
        for other in free[place + 1 :]:
            in_one_month = rules.is_same_month(one.joined_at, other.joined_at, zone=one.member.zone)
            if in_one_month and ties.met_at(tx, one.member, other.member) is None:
                return _ask_both(tx, one, other, now)
    return None


def agree(tx: Session, workspace: Workspace, key: str, member: Member, *, now: datetime) -> bool:
    """Note that one of a pair is happy to meet the other; return whether both are, so that a conversation opens."""
    found = _mine(tx, workspace, key, member)
    if not rules.may_say(_said(found, member), Consent.YES):
        raise Refusal(ANSWERED)
    _say(found, member, Consent.YES)
    if {found.one_says, found.other_says} != {Consent.YES}:
        return False
    both = [found.one, found.other]
    if not all(service.is_to_be_welcomed(one) for one in both):
        return False
    talk = views.conversation(found.one, found.other)
    outbox.post(tx, workspace.id, f"newcomers:talk:{found.id}", talk, now=now, reason="newcomers-talk", to=both)
    ties.note(tx, found.one, found.other, now=now)
    return True


def decline(tx: Session, workspace: Workspace, key: str, member: Member) -> None:
    """Note that one of a pair would rather not; nobody hears of it."""
    found = _mine(tx, workspace, key, member)
    if _said(found, member) is Consent.YES:
        raise Refusal(ANSWERED)
    _say(found, member, Consent.NO)


def of_nudge(tx: Session, nudge: Nudge) -> NewcomerPair | None:
    """Return the pair a nudge is about."""
    wanted = NewcomerPair.workspace_id == nudge.workspace_id, NewcomerPair.id == number_in(nudge.about)
    return tx.scalars(select(NewcomerPair).where(*wanted)).one_or_none()


def still_matters(tx: Session, nudge: Nudge, now: datetime) -> bool:
    """Tell whether one of a pair may be asked still: both are here, and they have not met by themselves."""
    del now
    found = of_nudge(tx, nudge)
    if found is None or not all(service.is_to_be_welcomed(one) for one in (found.one, found.other)):
        return False
    return service.is_on(tx, found.one) and ties.met_at(tx, found.one, found.other) is None


def talk_was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not open a conversation of the two: each reads who the other is."""
    del problem
    found = tx.get(NewcomerPair, int(outgoing.key.rsplit(":", 1)[-1]))
    if found is None or found.workspace_id != outgoing.workspace_id:
        return
    for reader, other in ((found.one, found.other), (found.other, found.one)):
        key = f"{outgoing.key}:{reader.id}"
        message = views.write_to_each_other(other, reader=reader)
        outbox.post(tx, outgoing.workspace_id, key, message, now=now, reason="talk-refused", to=[reader])


def _free(tx: Session, workspace: Workspace, now: datetime) -> list[Newcomer]:
    """Return who may be paired: welcomed, settled in, here, and in no pair yet; whoever came first, first."""
    paired = select(NewcomerPair.id).where(
        NewcomerPair.workspace_id == workspace.id,
        or_(NewcomerPair.one_id == Newcomer.member_id, NewcomerPair.other_id == Newcomer.member_id),
    )
    lately = Newcomer.workspace_id == workspace.id, Newcomer.joined_at > now - LOOK_BACK
    found = select(Newcomer).where(*lately, Newcomer.state != WelcomeState.EXPECTED, ~paired.exists())
    met = tx.scalars(found.options(joinedload(Newcomer.member)).order_by(Newcomer.joined_at, Newcomer.id))
    return [one for one in met if members.may_be_invited(one.member, now) and _has_settled(one, now)]


def _has_settled(one: Newcomer, now: datetime) -> bool:
    return after_working_days(members.hours_of(one.member), one.joined_at, rules.PAIR_AFTER_WORKING_DAYS) <= now


def _ask_both(tx: Session, one: Newcomer, other: Newcomer, now: datetime) -> NewcomerPair:
    made = NewcomerPair(workspace_id=one.workspace_id, one_id=one.member_id, other_id=other.member_id, asked_at=now)
    tx.add(made)
    tx.flush()
    kind, about = NudgeKind.GREET, f"{NOUN}:{made.id}"
    for member in (one.member, other.member):
        nudges.offer(tx, to=member, kind=kind, occasion=f"{kind}:{about}:{member.id}", about=about, now=now)
    return made


def _mine(tx: Session, workspace: Workspace, key: str, member: Member) -> NewcomerPair:
    wanted = NewcomerPair.workspace_id == workspace.id, NewcomerPair.key == key
    found = tx.scalars(select(NewcomerPair).where(*wanted).with_for_update(key_share=True)).one_or_none()
    if found is None or member.id not in {found.one_id, found.other_id}:
        raise Refusal(NOT_THERE)
    return found


def _said(found: NewcomerPair, member: Member) -> Consent:
    return found.one_says if member.id == found.one_id else found.other_says


def _say(found: NewcomerPair, member: Member, what: Consent) -> None:
    if member.id == found.one_id:
        found.one_says = what
    else:
        found.other_says = what
