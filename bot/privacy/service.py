"""*Forget me*, inside the caller's transaction."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, Text, cast, delete, false, or_, select, update
from sqlalchemy.orm import Session

from bot import echo, outbox
from bot.asks import hands, waves
from bot.asks import service as asks
from bot.blocks import Message
from bot.giving import farewell as giving
from bot.i18n import translations
from bot.introductions import farewell as introductions
from bot.journal import service as journal
from bot.matching import service as matching
from bot.members import service as members
from bot.newcomers import farewell as newcomers
from bot.nudges import service as nudges
from bot.privacy import views
from bot.thanks import farewell as thanks
from bot.ties import service as ties
from models import (
    Ask,
    AskState,
    Base,
    Delivery,
    Invitation,
    InvitationState,
    Member,
    Outgoing,
    Source,
    Workspace,
)

# So many asks are named in one statement.
_SOME = 500


def forget(tx: Session, member: Member, *, now: datetime) -> None:
    """Delete everything that is a member's, and the member; nobody reads any more who they were.

    Open asks are withdrawn first; what others read of any of their asks says no more than that there was one. Asks
    they were helping with are open again. Sentences in the journals of those who helped stay, for "a colleague".
    """
    workspace = tx.get_one(Workspace, member.workspace_id)
    names = introductions.let_go(tx, member, now=now)
    _let_go_of_asks(tx, member, now)
    for let_go in (giving.let_go, thanks.let_go, newcomers.let_go):
        names |= let_go(tx, member, now=now)
    _forget_names(tx, workspace.id, names | ties.names_of(tx, member), now, spare=member)
    waiting = _give_back_what_was_in_hand(tx, member, now)
    outbox.forget_person(tx, member)
    # Kept for Slack's repetitions only, and it says nowhere whose they are.
    tx.execute(update(Delivery).where(Delivery.workspace_id == workspace.id).values(answer=None))
    page, slack_id = views.forgotten_home(member.locale or workspace.locale), member.slack_id
    journal.forget_name(tx, member)
    tx.flush()
    matching.forget_member(tx, member)
    tx.expunge(member)
    tx.execute(delete(Member).where(Member.id == member.id), execution_options={"synchronize_session": False})
    tx.expire_all()
    _take_out_the_name(tx, workspace, slack_id)
    for ask_id in waiting:
        waves.answered_no(tx, tx.get_one(Ask, ask_id), now=now)
    outbox.clear_home(tx, workspace.id, slack_id, page, now=now)


def forget_asks(tx: Session, workspace_id: int, ask_ids: Sequence[int], *, now: datetime) -> None:
    """Delete asks with all that hangs on them and every word of theirs we look up; journals keep their sentences.

    An id may be given to another ask later: nothing that is left may name it.
    """
    for start in range(0, len(ask_ids), _SOME):
        some = ask_ids[start : start + _SOME]
        _forget_names(tx, workspace_id, {f"ask:{id_}" for id_ in some}, now)
        for source in (Source.HELPED, Source.ASKED):
            matching.forget_lines(tx, workspace_id, source, some)
        gone = {"synchronize_session": False}
        tx.execute(delete(Ask).where(Ask.workspace_id == workspace_id, Ask.id.in_(some)), execution_options=gone)
    tx.expire_all()


def _forget_names(
    tx: Session, workspace_id: int, names: Collection[str], now: datetime, *, spare: Member | None = None
) -> None:
    """Let nothing that stays name what goes: no nudge, no journal, no letter. The nudges of `spare` go with them."""
    nudges.forget_about(tx, workspace_id, names, now=now, spare=spare)
    journal.forget_about(tx, workspace_id, names)
    echo.forget(tx, workspace_id, names, now=now)


def _let_go_of_asks(tx: Session, member: Member, now: datetime) -> None:
    mine = Ask.workspace_id == member.workspace_id, Ask.asker_id == member.id
    # Locked, so that whoever presses a button meanwhile finds nothing afterwards.
    ids = tx.scalars(select(Ask.id).where(*mine).order_by(Ask.id).with_for_update(key_share=True)).all()
    for ask in asks.open_asks_of(tx, member):
        asks.withdraw(tx, ask, now=now)
    tx.flush()
    locale = member.locale

    def instead(row: Outgoing) -> Message | None:
        if row.people == member.slack_id or row.key.split(":")[2] not in views.SHOWS_THE_ASK:
            return None
        readers = members.by_slack_ids(tx, member.workspace_id, row.people.split())
        reader = readers[0].locale if len(readers) == 1 else locale
        return views.ask_is_gone(reader)

    abouts = [f"ask:{id_}" for id_ in ids]
    outbox.forget_about(tx, member.workspace_id, frozenset(abouts), instead=instead, now=now)
    forget_asks(tx, member.workspace_id, ids, now=now)


def _give_back_what_was_in_hand(tx: Session, member: Member, now: datetime) -> list[int]:
    """Open the asks of others that waited for this helper; return the ids of those that shall look on for another."""
    here = Invitation.workspace_id == member.workspace_id
    waiting = []
    for invitation in tx.scalars(select(Invitation).where(here, Invitation.helper_id == member.id)).all():
        ask, state = invitation.ask, invitation.state
        tx.delete(invitation)
        tx.flush()
        if ask.is_settled:
            continue
        if state in {InvitationState.HELPING, InvitationState.KNOWS} and ask.state is AskState.IN_HANDS:
            others = asks.invitations_of(tx, ask, InvitationState.HELPING, InvitationState.KNOWS)
            if not others:
                hands.go_on_without(tx, ask, now=now)
        elif state in {InvitationState.PLANNED, InvitationState.SENT}:
            waiting.append(ask.id)
    return waiting


def _take_out_the_name(tx: Session, workspace: Workspace, slack_id: str) -> None:
    """Put "a colleague" wherever somebody else's words mention the member, in whatever table."""
    words = translations(workspace.locale).gettext(views.A_COLLEAGUE)
    mentions = re.compile(rf"<@{slack_id}(?:\|[^<>]*)?>")
    bare = re.compile(rf"(?<![A-Z0-9]){slack_id}(?![A-Z0-9])")

    def unnamed(value: Any) -> Any:
        if isinstance(value, str):
            return bare.sub("", mentions.sub(words, value))
        if isinstance(value, dict):
            # Their own sentence about why somebody was thought of goes with their name.
            kept = {"kind": "any"} if value.get("by") == slack_id else value
            return {name: unnamed(one) for name, one in kept.items()}
        return [unnamed(one) for one in value] if isinstance(value, list) else value

    for table in Base.metadata.sorted_tables:
        if "workspace_id" not in table.c:
            continue
        for row in tx.execute(_naming(table, workspace.id, slack_id)).all():
            fresh = {name: unnamed(value) for name, value in row._mapping.items() if value is not None}
            tx.execute(update(table).where(table.c.id == row.id).values(**fresh))


def _naming(table: Table, workspace_id: int, slack_id: str) -> Select[Any]:
    worded = [column for column in table.c if column.type.python_type in (str, dict)]
    named = or_(false(), *(cast(column, Text).contains(slack_id) for column in worded))
    return select(table.c.id, *worded).where(table.c.workspace_id == workspace_id, named)
