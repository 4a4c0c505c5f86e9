"""What happens to asks by the clock; each piece of work is a transaction of its own."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from bot.asks import hands, service, waves
from bot.db import transaction
from bot.directory import Directory, Profile
from bot.matching import jobs as matching
from bot.members import service as members
from models import Ask, AskState, Audience, Invitation, InvitationState, Member, Workspace

MOST_AT_ONCE = 25


def start_waves(now: datetime) -> int:
    """Plan the waves that are due; return how many invitations were planned."""
    planned = 0
    with transaction() as tx:
        asking = tx.scalars(select(Ask.workspace_id).where(Ask.next_wave_at <= now).limit(MOST_AT_ONCE)).all()
    for workspace_id in set(asking):
        matching.get_ready(workspace_id, now)
    for _ in range(MOST_AT_ONCE):
        with transaction() as tx:
            due = select(Ask).where(Ask.next_wave_at <= now).order_by(Ask.next_wave_at, Ask.id).limit(1)
            ask = tx.scalars(due.with_for_update(key_share=True, skip_locked=True)).first()
            if ask is None:
                return planned
            planned += waves.start_wave(tx, ask, now=now)
    return planned


def send_invitations(now: datetime, directory: Directory) -> int:
    """Send the invitations that are due, to helpers who are there; return how many went out.

    Whether somebody is there is asked at Slack first, outside any transaction, and everything is checked again inside.
    """
    sent = 0
    for invitation_id, workspace_id, slack_id in _due(now):
        profile = directory.look_up(workspace_id, slack_id)
        is_there = not directory.is_undisturbed(workspace_id, slack_id, now)
        sent += _send(invitation_id, profile, is_there=is_there, now=now)
    return sent


def age_out(now: datetime) -> int:
    """Close asks that were quiet for two weeks; return how many."""
    closed = 0
    while closed < MOST_AT_ONCE:
        with transaction() as tx:
            due = select(Ask).where(Ask.ages_at <= now).order_by(Ask.ages_at, Ask.id).limit(1)
            ask = tx.scalars(due.with_for_update(key_share=True, skip_locked=True)).first()
            if ask is None:
                break
            service.age_out(tx, ask, now=now)
            closed += 1
    return closed


def go_on_without_helpers(now: datetime) -> int:
    """Open asks again whose one reader has left the workspace, and ask the askers what next; return how many."""
    done = 0
    while done < MOST_AT_ONCE:
        with transaction() as tx:
            left = select(Ask).where(*in_nobodys_hands()).order_by(Ask.id).limit(1)
            ask = tx.scalars(left.with_for_update(key_share=True, skip_locked=True)).first()
            if ask is None:
                break
            hands.go_on_without(tx, ask, now=now)
            done += 1
    return done


def in_nobodys_hands() -> tuple[ColumnElement[bool], ...]:
    """Say that an ask was meant for one colleague, who wanted to help and is not here any more."""
    helping = Invitation.ask_id == Ask.id, Invitation.state == InvitationState.HELPING
    here = select(Invitation.id).join(Member, Member.id == Invitation.helper_id)
    here = here.where(*helping, Member.is_deactivated.is_(False))
    return Ask.audience == Audience.ONE, Ask.state == AskState.IN_HANDS, ~here.exists()


def _due(now: datetime) -> list[tuple[int, int, str]]:
    with transaction() as tx:
        due = (
            select(Invitation)
            .where(Invitation.state == InvitationState.PLANNED, Invitation.due_at <= now)
            .order_by(Invitation.due_at, Invitation.id)
            .limit(MOST_AT_ONCE)
        )
        return [(given.id, given.workspace_id, given.helper.slack_id) for given in tx.scalars(due)]


def _send(invitation_id: int, profile: Profile | None, *, is_there: bool, now: datetime) -> bool:
    with transaction() as tx:
        # The ask first, as presses do, so that the two never wait for each other.
        found = select(Invitation.ask_id).where(Invitation.id == invitation_id)
        tx.execute(select(Ask.id).where(Ask.id.in_(found)).with_for_update(key_share=True))
        planned = Invitation.id == invitation_id, Invitation.state == InvitationState.PLANNED
        invitation = tx.scalars(
            select(Invitation).where(*planned).with_for_update(key_share=True, skip_locked=True)
        ).first()
        if invitation is None:
            return False
        if profile is not None:
            members.learn(tx, tx.get_one(Workspace, invitation.workspace_id), [profile], now=now)
        return waves.send(tx, invitation, is_there=is_there, now=now)
