"""People who join the team, and what happens to them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot import clock
from models import Greeting, Member, Newcomer
from tests.team import Person, Team

# Everybody joins on Tuesday the 24th at ten in Berlin, unless the story says otherwise.
WEDNESDAY_NINE = datetime(2026, 11, 25, 8, tzinfo=UTC)
# Ten working days later it is Tuesday the 8th, at ten.
TENTH_DAY = datetime(2026, 12, 8, 9, 5, tzinfo=UTC)


class Arrivals:
    """Lets people join, and looks at the rows behind them."""

    def __init__(self, team: Team) -> None:
        self.team = team

    def join(self, name: str = "mia", **profile: Any) -> Person:
        """Let somebody join now; Slack tells the bot."""
        person = self.team.joins(name, **profile)
        self.team.slack.join_team(person.user_id)
        self.team.settle()
        return person

    def at(self, moment: datetime) -> None:
        """Let time pass until a moment, and let what is planned then be said."""
        self.team.at(moment)
        self.team.later(minutes=1)

    def day_by_day(self, until: datetime) -> None:
        """Let time pass in strides of half a day, as it does."""
        while clock.now() < until:
            hours = min(12.0, (until - clock.now()).total_seconds() / 3600)
            self.team.later(hours=hours)
        self.team.later(minutes=1)

    def rows(self) -> list[Newcomer]:
        """Return what there is about those who joined."""
        with self.team.app.database.transaction() as tx:
            return list(tx.scalars(select(Newcomer).order_by(Newcomer.id)))

    def greetings(self) -> list[Greeting]:
        """Return whom hosts were shown, in order."""
        with self.team.app.database.transaction() as tx:
            return list(tx.scalars(select(Greeting).order_by(Greeting.id)))

    def member(self, person: Person) -> Member:
        """Return somebody's row."""
        with self.team.app.database.transaction() as tx:
            return tx.scalars(select(Member).where(Member.slack_id == person.user_id)).one()


def reads(person: Person) -> list[str]:
    """All that somebody reads from the bot, oldest first."""
    return [person.read(message) for message in person.inbox]
