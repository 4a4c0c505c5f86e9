"""A person in a workspace, as far as the bot needs to know them."""

from datetime import datetime, time

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfWorkspace


class Member(OfWorkspace, Base):
    """A person in a workspace: their language, hours and pauses."""

    __tablename__ = "members"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_id"),
        Index(None, "workspace_id", "last_invited_at", "id"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    slack_id: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    slack_locale: Mapped[str] = mapped_column(default="")
    chosen_locale: Mapped[str | None] = mapped_column(default=None)
    zone: Mapped[str] = mapped_column(default="UTC")
    is_guest: Mapped[bool] = mapped_column(default=False)
    # From another company, here through Slack Connect.
    is_stranger: Mapped[bool] = mapped_column(default=False)
    is_bot: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_deactivated: Mapped[bool] = mapped_column(default=False)
    # On leave by their Slack status; the end is empty when the status has none.
    is_on_leave: Mapped[bool] = mapped_column(default=False)
    leave_ends_at: Mapped[datetime | None] = mapped_column(default=None)
    paused_until: Mapped[datetime | None] = mapped_column(default=None)
    workday_starts: Mapped[time] = mapped_column(default=time(9))
    workday_ends: Mapped[time] = mapped_column(default=time(17))
    # ISO weekdays, Monday is 1.
    workdays: Mapped[str] = mapped_column(default="12345")
    # Kinds of nudges this member wants none of, separated by blanks.
    muted_nudges: Mapped[str] = mapped_column(default="")
    nudges_snoozed_until: Mapped[datetime | None] = mapped_column(default=None)
    # Whether thanks to this member may be told in the weekly letter; empty until they have said so once.
    thanks_may_be_told: Mapped[bool | None] = mapped_column(default=None)
    last_invited_at: Mapped[datetime | None] = mapped_column(default=None)
    # False for somebody who takes ideas in person only.
    takes_ideas: Mapped[bool] = mapped_column(default=True)
    # The direct conversation with the bot (D...), known once it was opened.
    conversation: Mapped[str | None] = mapped_column(default=None)
    read_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def locale(self) -> str:
        """The language this member reads: their own choice, else Slack's ("de-DE"), else empty."""
        return self.chosen_locale or self.slack_locale
