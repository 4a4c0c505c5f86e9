"""One-off errands from the command line: run a job, say what is due, take a workspace's rows out, forget it."""

import json
import logging
import sqlite3
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from datetime import time as clock_time
from typing import Any

from click import ClickException
from sqlalchemy import ColumnElement, Row, Select, Table, func, or_, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.app import App, job_names
from bot.asks.explain import explain
from bot.asks.jobs import in_nobodys_hands
from bot.db import Database
from bot.digest.jobs import preview
from bot.schedule import Job
from bot.workspaces import service as workspaces
from bot.workspaces.jobs import erase
from models import (
    Ask,
    AskState,
    Base,
    DigestLetter,
    Gift,
    GiftState,
    Invitation,
    InvitationState,
    Member,
    Newcomer,
    Nudge,
    NudgeState,
    Outgoing,
    OutgoingState,
    Source,
    Thanks,
    ThanksState,
    Tie,
    Workspace,
)

log = logging.getLogger(__name__)

# What one errand may take until it leaves the rest to the worker; a channel gets a message a second.
LONGEST_DELIVERY = 120.0
BETWEEN_LOOKS = 0.1
LONGEST_ID = 10
# What an export leaves out: tokens, and the addresses at which anybody could answer in a member's place.
SECRETS = {("workspaces", "sealed_token")}
# Where people know somebody is theirs alone: neither the lines nor the words found in them leave the database.
PRIVATE = {"reach"}


def job_called(app: App, name: str) -> Job:
    """Return a job by its name; ClickException with the names there are when there is none."""
    jobs = job_names(app)
    if name not in jobs:
        raise ClickException(f"There is no job called {name}. There are: {', '.join(sorted(jobs))}.")
    return jobs[name].do


def run_job(app: App, name: str, now: datetime) -> str:
    """Run one job as if it were `now`, deliver what it promised, and say what was done.

    ClickException when there is no such job, or it fails.
    """
    job = job_called(app, name)
    try:
        done = job(now)
    except OperationalError as trouble:
        raise ClickException(f"The database cannot be reached ({type(trouble).__name__}).") from trouble
    except Exception as trouble:
        log.exception("the job %s failed", name)
        raise ClickException(f"The job {name} failed; the lines above say why.") from trouble
    delivered, left = deliver(app, now)
    later = f", {left} left for the worker" if left else ""
    return f"{name}: {done} done, {delivered} messages delivered{later}."


def say_what_is_due(app: App, name: str, now: datetime) -> str:
    """Say what a job would do at `now`, changing and sending nothing; ClickException where only doing it would tell."""
    job_called(app, name)
    if name == "digest":
        return preview(now)
    due = _due(name, now)
    if due is None:
        raise ClickException(
            f"{name} cannot say beforehand what it will do. It is safe to run: it does what the clock does anyway."
        )
    with app.database.transaction() as tx:
        return f"{name}: {tx.scalar(due) or 0} due at {now.isoformat(timespec='seconds')}; nothing was done."


def explain_ask(app: App, ask_id: str) -> str:
    """Say who was invited to an ask and why; ClickException when there is no such ask."""
    with app.database.transaction() as tx:
        ask = tx.get(Ask, int(ask_id)) if ask_id.isascii() and ask_id.isdecimal() and len(ask_id) < LONGEST_ID else None
        if ask is None:
            raise ClickException(f"There is no ask {ask_id or 'without a number'}: python -m bot job explain-ask 12")
        return "\n".join(explain(tx, ask))


def deliver(app: App, now: datetime) -> tuple[int, int]:
    """Send what is due at `now`; return how many messages were sent or tried, and how many are still due."""
    tried, end = 0, time.monotonic() + LONGEST_DELIVERY
    while True:
        tried += app.sender.deliver_due(now)
        with app.database.transaction() as tx:
            left = tx.scalar(_waiting(app, now)) or 0
        if not left or time.monotonic() > end:
            return tried, left
        time.sleep(BETWEEN_LOOKS)


def export(database: Database, team_id: str) -> Iterator[str]:
    """Yield a workspace as JSON, a line a row: {"workspaces": [{...}], "members": [...], ...}, without any secret.

    Everything is read in one transaction before the first line comes.
    """
    with database.transaction() as tx:
        workspace = find(tx, team_id)
        tables = {table.name: _rows(tx, table, workspace.id) for table in Base.metadata.sorted_tables}
    for position, (name, rows) in enumerate(tables.items()):
        yield f"{',' if position else '{'}\n{json.dumps(name)}: ["
        yield ",".join(f"\n  {row}" for row in rows)
        yield "\n]" if rows else "]"
    yield "\n}\n"


def find(tx: Session, team_id: str) -> Workspace:
    """Return the workspace of a Slack team; ClickException with those there are when it is none of them."""
    found = tx.scalars(select(Workspace).where(Workspace.team_id == team_id)).one_or_none()
    if found is None:
        known = [f"{one.team_id} ({one.name})" for one in tx.scalars(select(Workspace).order_by(Workspace.id))]
        there = f"There are: {', '.join(known)}." if known else "There is none yet."
        raise ClickException(f"No workspace has the team id {team_id}. {there}")
    return found


def forget(database: Database, team_id: str) -> None:
    """Delete a workspace and everything that belongs to it; an SQLite file is emptied of its traces, too."""
    with database.transaction() as tx:
        workspace_id = find(tx, team_id).id
        workspaces.leave(tx, workspace_id)
    erase(database, workspace_id)
    try:
        database.tidy()
    except sqlite3.Error as trouble:
        raise ClickException(
            "The rows are deleted, but the file still holds traces of them, because another process works on it."
            " Stop the bot and run: sqlite3 FILE VACUUM"
        ) from trouble


def _due(name: str, now: datetime) -> Select[int] | None:
    counts: dict[str, tuple[Any, Sequence[Any]]] = {
        "waves": (Ask, [Ask.next_wave_at <= now]),
        "invitations": (Invitation, [Invitation.state == InvitationState.PLANNED, Invitation.due_at <= now]),
        "nudges": (Nudge, [Nudge.state == NudgeState.PLANNED, Nudge.due_at <= now]),
        "thanks": (Thanks, [Thanks.state == ThanksState.PLANNED, Thanks.due_at <= now]),
        "quiet-asks": (Ask, [Ask.check_at <= now, Ask.state.in_([AskState.OPEN, AskState.IN_HANDS])]),
        "helpers-gone": (Ask, in_nobodys_hands()),
        "gifts": (Gift, [Gift.state.in_([GiftState.PLANNED, GiftState.LATER]), Gift.due_at <= now]),
        "follow-up": (Ask, [Ask.follow_up_at <= now]),
        "came-of-gifts": (Gift, [Gift.follow_up_at <= now]),
        "small-asks": (Member, [Member.small_asks_at <= now]),
        "reconnect": (Tie, [Tie.wakes_at <= now]),
        "stay-in-touch": (Invitation, [Invitation.comes_back_at <= now]),
        "ageing": (Ask, [Ask.ages_at <= now]),
        "letters": (DigestLetter, [DigestLetter.changed_at <= now]),
        "summaries": (Member, [Member.weekly_summary.is_(True), Member.summary_at <= now]),
        "welcomes": (Newcomer, [Newcomer.welcome_at <= now]),
        "hellos": (Newcomer, [Newcomer.look_at <= now]),
    }
    if name not in counts:
        return None
    row, which = counts[name]
    return select(func.count()).select_from(row).where(*which)


def _waiting(app: App, now: datetime) -> Select[int]:
    return (
        select(func.count())
        .select_from(Outgoing)
        .where(
            Outgoing.state == OutgoingState.WAITING,
            Outgoing.due_at <= now,
            or_(Outgoing.leased_until.is_(None), Outgoing.leased_until < now),
            Outgoing.workspace_id.in_(app.served),
        )
    )


def _rows(tx: Session, table: Table, workspace_id: int) -> list[str]:
    whose = table.c.id if table.name == "workspaces" else table.c.workspace_id
    if table.name in PRIVATE:
        return []
    rows = tx.execute(select(table).where(whose == workspace_id, *_not_private(table)).order_by(table.c.id))
    return [json.dumps(_plain(table, row), ensure_ascii=False) for row in rows]


def _not_private(table: Table) -> list[ColumnElement[bool]]:
    return [table.c.source != Source.REACH] if table.name == "evidence" else []


def _plain(table: Table, row: Row[Any]) -> dict[str, Any]:
    told = {name: _value(value) for name, value in row._mapping.items() if (table.name, name) not in SECRETS}
    if table.name == "outbox":
        # What waits to be said is made of the other rows, and may hold somebody's reach or an address to answer at.
        del told["payload"]
    if table.name == "invitations" and told["why"].get("kind") == Source.REACH:
        told["why"] = {"kind": told["why"]["kind"]}
    return told


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date | clock_time) else value
