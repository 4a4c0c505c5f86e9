"""A few members, their asks and their nudges as rows; every act is a transaction of its own, as in life."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from bot.db import Database
from bot.directory import Directory
from bot.nudges import jobs, service
from models import Ask, AskState, Member, Nudge, NudgeKind, NudgeState, Outgoing, Workspace


class Doorman(Directory):
    """Tells who has do-not-disturb on; may let something happen while Slack is being asked."""

    def __init__(self) -> None:
        self.undisturbed: set[str] = set()
        self.asked: list[str] = []
        self.meanwhile: Callable[[], object] | None = None

    def is_undisturbed(self, workspace_id: int, slack_id: str, now: datetime) -> bool:
        del workspace_id, now
        self.asked.append(slack_id)
        then, self.meanwhile = self.meanwhile, None
        if then:
            then()
        return slack_id in self.undisturbed


class House:
    """One workspace in an otherwise empty database."""

    def __init__(self, database: Database, now: datetime, **about: Any) -> None:
        self.database = database
        self.now = now
        self.doorman = Doorman()
        with database.transaction() as tx:
            tx.execute(delete(Workspace))
            self.workspace = Workspace(team_id="T1", name="T1", bot_user_id="U0", installed_at=now)
            for name, value in about.items():
                setattr(self.workspace, name, value)
            tx.add(self.workspace)

    def joins(self, name: str = "ada", **about: Any) -> Member:
        """Add a member who lives in Berlin unless said otherwise."""
        about = {"zone": "Europe/Berlin"} | about
        with self.database.transaction() as tx:
            member = Member(workspace_id=self.workspace.id, slack_id=f"U{name}", name=name, **about)
            tx.add(member)
        return member

    def asks(self, by: Member, text: str = "the photo is stretched", **about: Any) -> Ask:
        """Open an ask, or one in another state."""
        opened = {"opened_at": self.now} | about
        with self.database.transaction() as tx:
            ask = Ask(workspace_id=self.workspace.id, asker_id=by.id, text=text, **opened)
            tx.add(ask)
        return ask

    def change(self, row: Member | Ask | Workspace, **values: Any) -> None:
        """Let somebody else change a row."""
        with self.database.transaction() as tx:
            fresh = tx.get_one(type(row), row.id)
            for name, value in values.items():
                setattr(fresh, name, value)

    def plans(
        self, ask: Ask, to: Member, occasion: str = "", *, kind: NudgeKind = NudgeKind.STILL_OPEN, at: Any = None
    ) -> bool:
        """Offer a nudge."""
        with self.database.transaction() as tx:
            member, about = tx.get_one(Member, to.id), tx.get_one(Ask, ask.id)
            name = occasion or f"{kind}:{ask.id}"
            return service.offer(tx, to=member, kind=kind, occasion=name, ask=about, now=at or self.now)

    def nudged(self, member: Member, many: int = 1) -> list[Nudge]:
        """Plan so many nudges for a member, each about an ask of its own; return them."""
        for number in range(many):
            self.plans(self.asks(member), member, f"{member.name}:{number}:{self.now.isoformat()}")
        return self.nudges(NudgeState.PLANNED)

    def sends(self, at: datetime | None = None) -> int:
        """Run the job."""
        return jobs.send_due(at or self.now, self.doorman)

    def later(self, **delta: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**delta)
        return self.now

    def nudges(self, *states: NudgeState) -> list[Nudge]:
        """Return the nudges in these states, or all, in the order they were planned."""
        with self.database.transaction() as tx:
            wanted = select(Nudge).where(Nudge.state.in_(states or list(NudgeState))).order_by(Nudge.id)
            return list(tx.scalars(wanted))

    def only_nudge(self) -> Nudge:
        """Return the one nudge there is."""
        (nudge,) = self.nudges()
        return nudge

    def promised(self) -> list[Outgoing]:
        """Return the messages that are on their way."""
        with self.database.transaction() as tx:
            return list(tx.scalars(select(Outgoing).order_by(Outgoing.id)))

    def ask_of(self, nudge: Nudge) -> Ask:
        """Return the ask a nudge is about."""
        with self.database.transaction() as tx:
            return tx.get_one(Ask, nudge.ask_id)

    def ask_now(self, ask: Ask) -> Ask:
        """Return an ask as it is by now."""
        with self.database.transaction() as tx:
            return tx.get_one(Ask, ask.id)

    def member_now(self, member: Member) -> Member:
        """Return a member as they are by now."""
        with self.database.transaction() as tx:
            return tx.get_one(Member, member.id)

    def helped(self, by: Member, *, days_ago: float) -> Ask:
        """Record an ask that was helped some days ago."""
        when = self.now - timedelta(days=days_ago)
        return self.asks(by, state=AskState.HELPED, opened_at=when - timedelta(days=1), settled_at=when)
