"""The questions that matching asks the database. Each names the workspace and reads a bounded number of rows.

The statements are built once for each number of words: building them anew takes longer than running them.
"""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from bot.matching.rules import COMMON
from models import (
    Ask,
    AskState,
    AskWord,
    Effort,
    Evidence,
    Invitation,
    InvitationState,
    Member,
    Offer,
    Source,
    UtcDateTime,
)

MOST_RANKED = 200
"""No question names more members than this."""

SMALL = (Effort.TWO_MINUTES, Effort.QUARTER_HOUR)
"""An ask that takes no longer is a small one."""

ALL_OFFERS = -1

_MOST_HITS = 1_000

Members = Select[int, int, datetime | None]
"""Rows of (member id, points, last invited at)."""

_workspace = bindparam("workspace", type_=Integer)
_now = bindparam("now", type_=UtcDateTime)


@lru_cache(maxsize=128)
def counting(words: int) -> CompoundSelect[int, int]:
    """How many lines hold each of `words` words (`word0`, `word1` ...), counted up to COMMON.

    Rows of (place of the word, lines); at the place ALL_OFFERS stands the number of offers.
    """
    offers = _counted(ALL_OFFERS, select(literal_column("1", Integer)).where(Offer.workspace_id == _workspace))
    return union_all(offers, *(_counted(place, _lines_with(place)) for place in range(words)))


def _counted(place: int, rows: Select[int]) -> Select[int, int]:
    some = rows.limit(COMMON).subquery()
    return select(literal_column(str(place), Integer), func.count()).select_from(some)


def _lines_with(place: int) -> Select[int]:
    return select(literal_column("1", Integer)).where(
        Evidence.workspace_id == _workspace, Evidence.word == _word(place)
    )


def _word(place: int) -> ColumnElement[str]:
    return bindparam(f"word{place}")


@lru_cache(maxsize=512)
def ranking(words: int, common: int) -> Members:
    """Whoever the words speak for and who may be invited as far as their own row says, best first.

    Takes `word0`, `points0` ..., the `common` last of them being common words; what each source weighs (`offer`,
    `reach`, `helped`); and what `_may_be_invited` takes. A word counts once for a member, however often they wrote
    it. Equals: whoever was invited longest ago, then the older member.
    """
    first_common = words - common
    hits = union_all(
        *(
            select(
                rows.c.member_id,
                (bindparam(f"points{place}", type_=Integer) * func.max(_weight(rows.c.source))).label("points"),
            ).group_by(rows.c.member_id)
            for place in range(words)
            for rows in (_some_rows(place) if place >= first_common else _all_rows(place),)
        )
    ).subquery()
    totals = (
        select(hits.c.member_id, func.sum(hits.c.points).label("points")).group_by(hits.c.member_id).subquery("totals")
    )
    return (
        select(Member.id, totals.c.points, Member.last_invited_at)
        .join(totals, totals.c.member_id == Member.id)
        # The sum keeps SQLite from going through all members of the workspace instead of those that were found.
        .where(Member.workspace_id + 0 == _workspace, _may_be_invited())
        .order_by(totals.c.points.desc(), Member.last_invited_at.asc().nulls_first(), Member.id)
        .limit(MOST_RANKED)
    )


def _weight(source: ColumnElement[Source]) -> ColumnElement[int]:
    return case({one: bindparam(one.value, type_=Integer) for one in Source}, value=source)


def _all_rows(place: int) -> Subquery:
    return (
        select(Evidence.member_id, Evidence.source)
        .where(Evidence.workspace_id == _workspace, Evidence.word == _word(place))
        .subquery()
    )


def _some_rows(place: int) -> Subquery:
    """Read a common word in a window that begins at another member for each asker and goes around.

    Always the first rows would be always the same few people.
    """
    rows = select(Evidence.member_id, Evidence.source).where(
        Evidence.workspace_id == _workspace, Evidence.word == _word(place)
    )
    asker = bindparam("asker", type_=Integer)
    parts = (
        rows.where(side).order_by(Evidence.member_id).limit(COMMON).subquery()
        for side in (Evidence.member_id > asker, Evidence.member_id < asker)
    )
    return union_all(*(select(part.c.member_id, part.c.source) for part in parts)).subquery()


def _may_be_invited() -> ColumnElement[bool]:
    """True for a member (of the workspace) who is here, may be asked, and has no invitation to this ask.

    Takes `workspace`, `asker`, `ask`, `now` and `excluding` (member ids).
    """
    invited = exists().where(
        Invitation.workspace_id == _workspace, Invitation.ask_id == bindparam("ask"), Invitation.helper_id == Member.id
    )
    return and_(
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


@lru_cache(maxsize=2)
def offering(*, never_invited: bool) -> Members:
    """Members with any offer who may be invited: those never invited, or else those invited longest ago first.

    Takes what `_may_be_invited` takes.
    """
    offers = exists().where(Offer.workspace_id == _workspace, Offer.member_id == Member.id)
    side = Member.last_invited_at.is_(None) if never_invited else Member.last_invited_at.is_not(None)
    order = (Member.last_invited_at, Member.id)
    nothing = literal_column("0", Integer)
    members = select(Member.id, nothing, Member.last_invited_at).where(Member.workspace_id == _workspace, side, offers)
    return members.where(_may_be_invited()).order_by(*order).limit(MOST_RANKED)


@lru_cache(maxsize=1)
def at_their_cap() -> Select[int]:
    """Ids of those of `members` who had `a_day` invitations since `day_ago`, or `a_week` since `week_ago`.

    One that is still planned counts from when it is due. Who came unasked (wave 0) or was dropped does not count.
    """
    day_ago, week_ago = bindparam("day_ago", type_=UtcDateTime), bindparam("week_ago", type_=UtcDateTime)
    # Two selects, so that each can use the index on the time.
    mine = (
        Invitation.workspace_id == _workspace,
        Invitation.helper_id.in_(bindparam("members", expanding=True)),
        Invitation.wave > 0,
    )
    sent = select(Invitation.helper_id, Invitation.sent_at.label("at")).where(
        *mine, Invitation.sent_at > week_ago, Invitation.state != InvitationState.DROPPED
    )
    planned = select(Invitation.helper_id, Invitation.due_at).where(
        *mine, Invitation.sent_at.is_(None), Invitation.state == InvitationState.PLANNED, Invitation.due_at > week_ago
    )
    recent = union_all(sent, planned).subquery()
    today = func.sum(case((recent.c.at > day_ago, 1), else_=0))
    return (
        select(recent.c.helper_id)
        .group_by(recent.c.helper_id)
        .having(or_(today >= bindparam("a_day"), func.count() >= bindparam("a_week")))
    )


@lru_cache(maxsize=1)
def hits() -> Select[int, Source, int, str, datetime]:
    """The lines of `members` that hold any of `words`: (member id, source, its id, word, written at)."""
    return select(Evidence.member_id, Evidence.source, Evidence.source_id, Evidence.word, Evidence.written_at).where(
        Evidence.workspace_id == _workspace,
        Evidence.member_id.in_(bindparam("members", expanding=True)),
        Evidence.word.in_(bindparam("words", expanding=True)),
    )


@lru_cache(maxsize=2)
def fitting_asks(*, small_only: bool) -> Select[Ask]:
    """Other people's open asks that hold any of `words`, best first, at most `most`.

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
            Ask.asker_id != member,
            or_(Ask.by_when.is_(None), Ask.by_when >= bindparam("today", type_=Date)),
            ~invited,
        )
        .order_by(fit.c.fit.desc(), Ask.opened_at, Ask.id)
        .limit(bindparam("most", type_=Integer))
    )
    return fitting.where(Ask.effort.in_(SMALL)) if small_only else fitting
