"""A person in a workspace, as far as the bot needs to know them."""

from datetime import UTC, datetime, time

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfWorkspace

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Member(OfWorkspace, Base):
    """A person in a workspace: their language, hours and pauses."""

    __tablename__ = "members"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_id"),
        Index(None, "workspace_id", "last_invited_at", "id"),
        Index(None, "small_asks_at"),
        Index(None, "weekly_summary", "summary_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    slack_id: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    full_name: Mapped[str] = mapped_column(default="")
    slack_locale: Mapped[str] = mapped_column(default="")
    chosen_locale: Mapped[str | None] = mapped_column(default=None)
    zone: Mapped[str] = mapped_column(default="UTC")
    is_guest: Mapped[bool] = mapped_column(default=False)
    # From another company, here through Slack Connect.
    is_stranger: Mapped[bool] = mapped_column(default=False)
    is_bot: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
    # Named by an admin to look after the bot with them.
    is_appointed: Mapped[bool] = mapped_column(default=False)
    is_deactivated: Mapped[bool] = mapped_column(default=False)
    # On leave by their Slack status; the end is empty when the status has none.
    is_on_leave: Mapped[bool] = mapped_column(default=False)
    leave_ends_at: Mapped[datetime | None] = mapped_column(default=None)
    paused_until: Mapped[datetime | None] = mapped_column(default=None)
    workday_starts: Mapped[time] = mapped_column(default=time(9))
    workday_ends: Mapped[time] = mapped_column(default=time(17))
    # ISO weekdays, Monday is 1.
    workdays: Mapped[str] = mapped_column(default="12345")
    # Where this member has public holidays off, "DE" or "DE-BY"; "" is nowhere, None is guessed from the zone.
    holidays_in: Mapped[str | None] = mapped_column(default=None)
    # Kinds of nudges this member wants fewer of, separated by blanks: "came_of_it" is none, "came_of_it:14" is at most
    # one in 14 days.
    muted_nudges: Mapped[str] = mapped_column(default="")
    # How many nudges a week at most, 0 to 5; None is what the workspace has.
    nudges_a_week: Mapped[int | None] = mapped_column(default=None)
    nudges_snoozed_until: Mapped[datetime | None] = mapped_column(default=None)
    # Whether thanks to this member may be told in the weekly letter; empty until they have said so once.
    thanks_may_be_told: Mapped[bool | None] = mapped_column(default=None)
    # When to look next for a small ask that fits.
    small_asks_at: Mapped[datetime] = mapped_column(default=LONG_AGO)
    # What they write in their journal may help to find them for asks.
    journal_may_match: Mapped[bool] = mapped_column(default=False)
    last_invited_at: Mapped[datetime | None] = mapped_column(default=None)
    # False for somebody who takes ideas in person only.
    takes_ideas: Mapped[bool] = mapped_column(default=True)
    # The direct conversation with the bot (D...), known once it was opened.
    conversation: Mapped[str | None] = mapped_column(default=None)
    read_at: Mapped[datetime | None] = mapped_column(default=None)
    # Volunteered to say hello to people who have just joined.
    is_host: Mapped[bool] = mapped_column(default=False)
    # Wants a private summary each week, and when the next one is due; empty until it was planned.
    weekly_summary: Mapped[bool] = mapped_column(default=False)
    summary_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def locale(self) -> str:
        """The language this member reads: their own choice, else Slack's ("de-DE"), else empty."""
        return self.chosen_locale or self.slack_locale
