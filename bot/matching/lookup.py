"""What matching asks the database about people. Each question names the workspace and reads a bounded number of rows.

The statements are built once: building them anew takes longer than running them.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from models import (
    Ask,
    AskState,
    AskWord,
    Audience,
    Effort,
    Invitation,
    InvitationState,
    Member,
    Offer,
    UtcDateTime,
)

MOST_RANKED = 200
"""No question names more members than this."""

SMALL = (Effort.TWO_MINUTES, Effort.QUARTER_HOUR)
"""An ask that takes no longer is a small one."""

_MOST_HITS = 1_000

_workspace = bindparam("workspace", type_=Integer)
_now = bindparam("now", type_=UtcDateTime)


def _may_be_invited() -> ColumnElement[bool]:
    """True for a member (of the workspace) who is here, may be asked, and was not invited to this ask, nor will be.

    Takes `workspace`, `asker`, `ask`, `now` and `excluding` (member ids).
    """
    invited = exists().where(
        Invitation.workspace_id == _workspace,
        Invitation.ask_id == bindparam("ask"),
        Invitation.helper_id == Member.id,
        Invitation.state != InvitationState.SPARED,
    )
    return and_(
        Member.workspace_id == _workspace,
        Member.id != bindparam("asker", type_=Integer),
        Member.id.not_in(bindparam("excluding", expanding=True)),
        Member.is_deactivated.is_(False),
        Member.is_bot.is_(False),
        Member.is_guest.is_(False),
        Member.is_stranger.is_(False),
        or_(Member.is_on_leave.is_(False), Member.leave_ends_at <= _now),
        or_(Member.paused_until.is_(None), Member.paused_until <= _now),
        ~invited,
    )


@lru_cache(maxsize=1)
def may_be_invited() -> Select[int, str]:
    """Ids of those of `members` who may be invited, with the nudges they muted; takes what `_may_be_invited` takes."""
    return select(Member.id, Member.muted_nudges).where(
        Member.id.in_(bindparam("members", expanding=True)), _may_be_invited()
    )


@lru_cache(maxsize=2)
def offering(*, never_invited: bool) -> Select[int]:
    """Ids of members with any offer who may be invited: those never invited, or those invited longest ago first.

    Takes what `_may_be_invited` takes.
    """
    offers = exists().where(Offer.workspace_id == _workspace, Offer.member_id == Member.id)
    side = Member.last_invited_at.is_(None) if never_invited else Member.last_invited_at.is_not(None)
    order = (Member.last_invited_at, Member.id)
    return select(Member.id).where(side, offers, _may_be_invited()).order_by(*order).limit(MOST_RANKED)


@lru_cache(maxsize=1)
def invitations() -> Select[Any]:
    """The invitations of `members` that were sent, or are due, since `since`.

    Rows of helper_id, sent_at, due_at, answered_at, state, lapses_at and planned_at. Who came unasked (wave 0) was not
    invited, and what was dropped was not sent. An invitation that was given back counts once.
    """
    since = bindparam("since", type_=UtcDateTime)
    planned = and_(Invitation.sent_at.is_(None), Invitation.state == InvitationState.PLANNED, Invitation.due_at > since)
    columns: tuple[Any, ...] = (
        Invitation.helper_id,
        Invitation.sent_at,
        Invitation.due_at,
        Invitation.answered_at,
        Invitation.state,
        Invitation.lapses_at,
        Invitation.planned_at,
    )
    return select(*columns).where(
        Invitation.workspace_id == _workspace,
        Invitation.helper_id.in_(bindparam("members", expanding=True)),
        Invitation.wave > 0,
        Invitation.state != InvitationState.DROPPED,
        or_(Invitation.sent_at > since, planned),
    )


@lru_cache(maxsize=1)
def ever_invited() -> Select[int]:
    """Ids of those of `members` who were ever invited."""
    return (
        select(Invitation.helper_id)
        .where(
            Invitation.workspace_id == _workspace,
            Invitation.helper_id.in_(bindparam("members", expanding=True)),
            Invitation.wave > 0,
            Invitation.state.not_in([InvitationState.DROPPED, InvitationState.SPARED]),
        )
        .distinct()
    )


@lru_cache(maxsize=2)
def fitting_asks(*, small_only: bool) -> Select[Ask]:
    """Other people's open asks that hold any of `words`, best first, at most `most`; never one meant for one colleague.

    Takes `member` and `today` as well. A word counts the more the fewer open asks hold it; equals: the older ask.
    """
    # The newest are read when a word stands in very many asks.
    found = (
        select(AskWord.ask_id, AskWord.word)
        .where(AskWord.workspace_id == _workspace, AskWord.word.in_(bindparam("words", expanding=True)))
        .order_by(AskWord.ask_id.desc())
        .limit(_MOST_HITS)
        .subquery()
    )
    # Whole numbers, so that both databases add up the same.
    worth = literal_column(str(_MOST_HITS), Integer) // func.count().over(partition_by=found.c.word)
    worths = select(found.c.ask_id, worth.label("worth")).subquery()
    fit = select(worths.c.ask_id, func.sum(worths.c.worth).label("fit")).group_by(worths.c.ask_id).subquery()
    member = bindparam("member", type_=Integer)
    invited = exists().where(
        Invitation.workspace_id == _workspace, Invitation.ask_id == Ask.id, Invitation.helper_id == member
    )
    fitting = (
        select(Ask)
        .join(fit, fit.c.ask_id == Ask.id)
        .where(
            Ask.workspace_id == _workspace,
            Ask.state == AskState.OPEN,
            Ask.audience != Audience.ONE,
            Ask.asker_id != member,
            or_(Ask.by_when.is_(None), Ask.by_when >= bindparam("today", type_=Date)),
            ~invited,
        )
        .order_by(fit.c.fit.desc(), Ask.opened_at, Ask.id)
        .limit(bindparam("most", type_=Integer))
    )
    return fitting.where(Ask.effort.in_(SMALL)) if small_only else fitting
