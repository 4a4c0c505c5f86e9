"""How long the clock's tick takes to find and claim what is due next, among ten thousand rows and among millions.

PostgreSQL, with 10,000 workspaces and a million members: messages, nudges and asks, a third of each over, a third due,
a third in the future. A tick claims 500 messages, puts off 50 nudges of people who are not to be disturbed, or looks
after 25 asks whose next wave is due.
"""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as clock_time
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import Connection, Integer, Interval, Text, case, cast, column, func, insert, literal, select

from bench import _databases
from bench._databases import NOW
from bench._report import Floor, conclude, table
from bot import db
from bot.asks import jobs as asks
from bot.directory import Directory
from bot.nudges import jobs as nudges
from bot.pace import Pace
from bot.sender import Sender
from models import (
    Ask,
    AskState,
    Base,
    Member,
    Method,
    Nudge,
    NudgeKind,
    NudgeState,
    Outgoing,
    OutgoingState,
    UtcDateTime,
    Workspace,
)

# Rows in each of the three tables.
SIZES = (10_000, 1_000_000)
WORKSPACES, MEMBERS = 10_000, 1_000_000
TICKS = 6
NUMBER: Any = column("number", Integer)
CLAIMED = 500
# Ticks among millions may not take more than so many times as long.
MOST_GROWTH = 3.0


class Undisturbed(Directory):
    """Says of everybody that they are not to be disturbed, so that nothing is sent."""

    def __init__(self) -> None:
        """Know nobody."""

    def is_undisturbed(self, workspace_id: int, slack_id: str, now: datetime) -> bool:
        """Say so."""
        del workspace_id, slack_id, now
        return True


def main() -> list[Floor]:
    """Measure, print, and return what has to hold; without PostgreSQL there is nothing to measure."""
    measured: list[dict[str, float]] = []
    filled: list[float] = []
    for size in SIZES:
        try:
            with _databases.postgresql() as url:
                filled.append(_fill(url, size))
                measured.append(_ticks(url))
        except psycopg.OperationalError as trouble:
            print(f"No PostgreSQL, so no ticks: {trouble}")
            return []
    print(f"Ticks on PostgreSQL: {WORKSPACES:,} workspaces, {MEMBERS:,} members, rows as said in each of three tables")
    head = ("", *(f"{size:,} rows, ms" for size in SIZES), "ratio")
    growth = {what: measured[1][what] / measured[0][what] for what in measured[0]}
    rows = [(what, *(f"{1000 * one[what]:.1f}" for one in measured), f"{growth[what]:.2f}") for what in measured[0]]
    print(table(head, [*rows, ("filling, s", *(f"{seconds:.0f}" for seconds in filled), "")]))
    name = f"{SIZES[1]:,} against {SIZES[0]:,} rows"
    return [Floor(f"tick, {what}: {name}", ratio, at_most=MOST_GROWTH) for what, ratio in growth.items()]


def _ticks(url: str) -> dict[str, float]:
    database = db.Database(url)
    db.use(database)
    pace = Pace(seconds_per_channel=0, a_second_per_workspace=1_000_000)
    sender = Sender(_nobody, pace=pace)
    try:
        return {
            "500 messages": _typical(lambda: len(sender.claim(NOW, most=CLAIMED)), CLAIMED),
            "50 nudges": _typical(lambda: nudges.send_due(NOW, Undisturbed()), 0),
            "25 waves": _typical(lambda: asks.start_waves(NOW), 0),
        }
    finally:
        sender.stop()
        db.use(None)
        database.close()


def _nobody(workspace_id: int) -> Any:
    raise AssertionError(f"nothing is sent here, not for {workspace_id}")


def _typical(tick: Callable[[], int], expected: int) -> float:
    took = []
    for _ in range(TICKS):
        started = time.perf_counter()
        assert tick() == expected
        took.append(time.perf_counter() - started)
    # The first one builds statements and fills caches.
    return median(took[1:])


def _fill(url: str, size: int) -> float:
    """Fill an empty database; return how many seconds it took."""
    started = time.perf_counter()
    members = min(size, MEMBERS)
    somebody = {"workspace_id": _one_of(WORKSPACES), "member_id": _one_of(members)}
    with _databases.looking_at(url) as connection:
        workspace = Workspace(team_id="", name="Bench", bot_user_id="U0", installed_at=NOW)
        _rows(connection, workspace, WORKSPACES, team_id=_called("T"))
        # At work around the clock, so that nobody has to wait for their morning.
        member = Member(workspace_id=1, slack_id="", zone="UTC", workday_starts=clock_time(0), workdays="1234567")
        member.workday_ends = clock_time(23, 59)
        _rows(connection, member, members, workspace_id=_one_of(WORKSPACES), slack_id=_called("U"))
        message = Outgoing(
            workspace_id=1, key="", method=Method.POST, due_at=NOW, reason="bench", payload={"text": "x"}
        )
        state = _third(OutgoingState.SENT, OutgoingState.WAITING, Outgoing.state)
        key, whose = _called("k"), {"workspace_id": _one_of(WORKSPACES)}
        _rows(connection, message, size, **whose, key=key, people=_called("U"), due_at=_due(NOW), state=state)
        ask = Ask(workspace_id=1, asker_id=1, text="who has a projector?", opened_at=NOW - timedelta(days=3))
        state = _third(AskState.HELPED, AskState.IN_HANDS, Ask.state)
        asker = {"asker_id": _one_of(members)}
        _rows(connection, ask, size, **whose, **asker, key=key, next_wave_at=_due(None), state=state)
        nudge = Nudge(workspace_id=1, member_id=1, kind=NudgeKind.STILL_OPEN, occasion="", planned_at=NOW, due_at=NOW)
        state = _third(NudgeState.SENT, NudgeState.PLANNED, Nudge.state)
        _rows(connection, nudge, size, **somebody, key=key, occasion=key, ask_id=NUMBER, due_at=_due(NOW), state=state)
        connection.exec_driver_sql("ANALYZE")
    return time.perf_counter() - started


def _rows(connection: Connection, template: Base, many: int, **differing: Any) -> None:
    """Insert so many rows like `template`, but for what is said by their number."""
    values = {
        column.name: literal(getattr(template, column.key), column.type)
        for column in template.__table__.columns
        if column.name != "id"
    }
    values |= differing
    series = func.generate_series(1, many).table_valued("number").render_derived(name="series")
    rows = select(*values.values()).select_from(series)
    connection.execute(insert(type(template)).from_select(list(values), rows))


def _called(prefix: str) -> Any:
    return literal(prefix).concat(cast(NUMBER, Text))


def _one_of(many: int) -> Any:
    return NUMBER % many + 1


def _third(over: Any, waiting: Any, column: Any) -> Any:
    return case((NUMBER % 3 == 0, literal(over, column.type)), else_=literal(waiting, column.type))


def _due(otherwise: datetime | None) -> Any:
    """A third in the past, a third in the future, the rest `otherwise`."""
    moment = UtcDateTime()
    away = NUMBER * literal(timedelta(milliseconds=100), Interval)
    return case(
        (NUMBER % 3 == 1, literal(NOW, moment) - away),
        (NUMBER % 3 == 2, literal(NOW + timedelta(minutes=1), moment) + away),
        else_=literal(otherwise, moment),
    )


if __name__ == "__main__":
    sys.exit(conclude(main()))
