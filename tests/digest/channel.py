"""Channels with their asks and letters as rows; every act is a transaction of its own."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, select

from bot.db import Database
from bot.digest import jobs, service
from bot.digest.phrases import Plan
from models import Ask, Audience, DigestSubscription, Member, Outgoing, Workspace

MONDAY_NINE = Plan(weekday=1, at=time(9), locale=None)


class Office:
    """One workspace in an otherwise empty database, with one member who asks."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.now = now
        with database.transaction() as tx:
            tx.execute(delete(Workspace))
        self.workspace = self.founds("T1")
        self.ada = self.joins("ada")

    def founds(self, team_id: str) -> Workspace:
        """Add a workspace."""
        with self.database.transaction() as tx:
            workspace = Workspace(team_id=team_id, name=team_id, bot_user_id="U0", installed_at=self.now)
            tx.add(workspace)
        return workspace

    def joins(self, name: str, **about: Any) -> Member:
        """Add a member."""
        with self.database.transaction() as tx:
            member = Member(workspace_id=self.workspace.id, slack_id=f"U{name.upper()}", name=name, **about)
            tx.add(member)
        return member

    def asks(self, *texts: str, channel: str = "C1", by: Member | None = None, **about: Any) -> None:
        """Open an ask to everybody in a channel for each text."""
        who = by or self.ada
        row: dict[str, Any] = {"opened_at": self.now, "audience": Audience.CHANNEL, "channel": channel} | about
        with self.database.transaction() as tx:
            tx.add_all(Ask(workspace_id=who.workspace_id, asker_id=who.id, text=text, **row) for text in texts)

    def subscribes(
        self, channel: str = "C1", plan: Plan = MONDAY_NINE, *, zone: str = "Europe/Berlin", locale: str = "en-GB"
    ) -> DigestSubscription:
        """Let a channel ask for its letter."""
        with self.database.transaction() as tx:
            return service.subscribe(
                tx, self.workspace.id, channel, plan, zone=zone, locale=locale, now=self.now, by=self.ada
            )

    def later(self, **delta: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**delta)
        return self.now

    def sends(self, at: datetime | None = None) -> int:
        """Run the job."""
        return jobs.send_due(at or self.now)

    def letters(self) -> list[Outgoing]:
        """Return the letters that are on their way."""
        with self.database.transaction() as tx:
            return list(tx.scalars(select(Outgoing).order_by(Outgoing.id)))

    def subscriptions(self) -> list[DigestSubscription]:
        """Return all subscriptions."""
        with self.database.transaction() as tx:
            return list(tx.scalars(select(DigestSubscription).order_by(DigestSubscription.id)))
