"""Steps of admins, inside the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.admin import forms, rules
from bot.admin.rules import FEWEST, PERIOD, Figures
from bot.errors import Refusal
from bot.i18n import N_
from bot.members import service as members
from bot.members.rules import is_colleague
from bot.members.settings import Given
from bot.workspaces import service as workspaces
from models import (
    Ask,
    AskState,
    Evidence,
    Invitation,
    InvitationState,
    Member,
    Nudge,
    NudgeState,
    Source,
    Workspace,
)

ANSWERED = AskState.IN_HANDS, AskState.HELPED, AskState.ANSWERED
WEEK = "workday_starts", "workday_ends", "workdays"
STEPPED_UP = InvitationState.HELPING, InvitationState.KNOWS


def appointed(tx: Session, workspace: Workspace) -> list[Member]:
    """Return the members whom admins have named to look after the bot with them."""
    named = Member.workspace_id == workspace.id, Member.is_appointed
    return list(tx.scalars(select(Member).where(*named).order_by(Member.id)))


def figures(tx: Session, workspace: Workspace, now: datetime) -> Figures | None:
    """Return what can be said of the group over the last 90 days; None below five members."""
    here = Member.workspace_id == workspace.id, Member.is_bot.is_(False), Member.is_deactivated.is_(False)
    colleagues = select(func.count()).where(*here, Member.is_guest.is_(False), Member.is_stranger.is_(False))
    everybody = tx.scalar(colleagues) or 0
    if everybody < FEWEST:
        return None
    since = now - PERIOD
    asked = Ask.workspace_id == workspace.id, Ask.opened_at > since
    first_answers = (
        select(Ask.opened_at, func.min(Invitation.answered_at))
        .join(Invitation, Invitation.ask_id == Ask.id)
        .where(*asked, Invitation.state.in_(STEPPED_UP), Invitation.answered_at.is_not(None))
        .group_by(Ask.id, Ask.opened_at)
    )
    nudges = select(func.count()).where(Nudge.workspace_id == workspace.id)
    answered = tx.scalar(select(func.count()).where(*asked, Ask.state.in_(ANSWERED))) or 0
    return Figures(
        first_answer=rules.typical([(opened, first) for opened, first in tx.execute(first_answers) if first]),
        answered_percent=rules.percent(answered, tx.scalar(select(func.count()).where(*asked)) or 0),
        helped=rules.band(_helpers(tx, workspace, since), everybody),
        nudges_sent=tx.scalar(nudges.where(Nudge.sent_at > since)) or 0,
        nudges_folded=tx.scalar(nudges.where(Nudge.folded_at > since)) or 0,
        nudges_silenced=tx.scalar(nudges.where(Nudge.state == NudgeState.LAPSED, Nudge.due_at > since)) or 0,
    )


def save(tx: Session, workspace: Workspace, given: Given, *, by: Member) -> None:
    """Let everything be as an admin chose it; Refusal for anybody else, or naming the input."""
    rules.check(by)
    before = {name: getattr(workspace, name) for name in WEEK}
    forms.save(workspace, given)
    _move_along(tx, workspace, before)
    named = given.several("admins")
    chosen = members.by_slack_ids(tx, workspace.id, named)
    if len(chosen) != len(set(named)) or not all(is_colleague(one) for one in chosen):
        raise Refusal(N_("Only colleagues of this workspace can look after me. Please choose again."), field="admins")
    for member in appointed(tx, workspace):
        member.is_appointed = False
    for member in chosen:
        member.is_appointed = True


def delete_everything(tx: Session, workspace: Workspace, typed: str, *, by: Member) -> None:
    """Take the workspace out of use; within a minute nothing of it is left. Refusal unless its name was typed."""
    rules.check(by)
    if typed.strip().casefold() != rules.name_to_type(workspace).casefold():
        raise Refusal(N_("That is not the name of this workspace; nothing was deleted."), field="name")
    workspaces.leave(tx, workspace.id)


def _helpers(tx: Session, workspace: Workspace, since: datetime) -> int:
    """Return how many members helped at all: one number for the whole group, of which only a band is ever said."""
    helped = Evidence.workspace_id == workspace.id, Evidence.source == Source.HELPED, Evidence.written_at > since
    return len(tx.scalars(select(Evidence.member_id).where(*helped).distinct()).all())


def _move_along(tx: Session, workspace: Workspace, before: Mapping[str, Any]) -> None:
    """Let the working week change of everybody who has the one that was the default until now."""
    same = [getattr(Member, name) == value for name, value in before.items()]
    after = {name: getattr(workspace, name) for name in before}
    tx.execute(update(Member).where(Member.workspace_id == workspace.id, *same).values(**after))
