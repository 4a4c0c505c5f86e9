"""What happens to people who have just joined by the clock; each piece of work is a transaction of its own."""

from datetime import datetime

from sqlalchemy import select

from bot.db import transaction
from bot.directory import Directory
from bot.members import service as members
from bot.newcomers import hosts, pairs, service
from models import Member, Newcomer, Workspace

MOST_AT_ONCE = 25


def welcome(now: datetime, directory: Directory) -> int:
    """Welcome those whose morning has come, in their language; return how many messages went out.

    Who somebody is and whether they are undisturbed is asked at Slack first, outside any transaction.
    """
    sent = 0
    for newcomer_id, workspace_id, slack_id in _due(now):
        profile = directory.look_up(workspace_id, slack_id)
        is_undisturbed = directory.is_undisturbed(workspace_id, slack_id, now)
        with transaction() as tx:
            still_due = Newcomer.id == newcomer_id, Newcomer.welcome_at <= now
            found = select(Newcomer).where(*still_due).with_for_update(key_share=True, skip_locked=True, of=Newcomer)
            newcomer = tx.scalars(found).first()
            if newcomer is None:
                continue
            if profile is not None:
                members.learn(tx, tx.get_one(Workspace, workspace_id), [profile], now=now)
            sent += service.welcome(tx, newcomer, is_undisturbed=is_undisturbed, now=now)
    return sent


def find_hosts(now: datetime) -> int:
    """Show those whom nobody has met to one host each; return how many hosts will be asked."""
    asked = 0
    for _ in range(MOST_AT_ONCE):
        with transaction() as tx:
            due = select(Newcomer).where(Newcomer.look_at <= now).order_by(Newcomer.look_at, Newcomer.id).limit(1)
            newcomer = tx.scalars(due.with_for_update(key_share=True, skip_locked=True, of=Newcomer)).first()
            if newcomer is None:
                break
            asked += hosts.look(tx, newcomer, now=now)
    return asked


def pair(now: datetime) -> int:
    """Ask pairs of people who joined in the same month whether they would like to meet; return how many pairs."""
    made = 0
    for workspace_id in _with_several(now):
        with transaction() as tx:
            # One look at a time, so that nobody is put into two pairs.
            found = select(Workspace).where(Workspace.id == workspace_id).with_for_update(key_share=True)
            workspace = tx.scalars(found).one_or_none()
            while workspace is not None and pairs.pair(tx, workspace, now=now):
                made += 1
    return made


def _due(now: datetime) -> list[tuple[int, int, str]]:
    with transaction() as tx:
        due = (
            select(Newcomer.id, Newcomer.workspace_id, Member.slack_id)
            .join(Member, Member.id == Newcomer.member_id)
            .where(Newcomer.welcome_at <= now)
            .order_by(Newcomer.welcome_at, Newcomer.id)
            .limit(MOST_AT_ONCE)
        )
        return [(found.id, found.workspace_id, found.slack_id) for found in tx.execute(due)]


def _with_several(now: datetime) -> list[int]:
    """Return the workspaces in which somebody joined lately."""
    with transaction() as tx:
        lately = Newcomer.joined_at > now - pairs.LOOK_BACK
        return list(tx.scalars(select(Newcomer.workspace_id).where(lately).distinct().order_by(Newcomer.workspace_id)))
