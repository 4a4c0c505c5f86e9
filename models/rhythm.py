"""What the bot says unasked: nudges to members and letters to channels."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfWorkspace, new_key
from models.digest import Rhythm
from models.member import Member


class NudgeKind(StrEnum):
    """The occasions for a nudge; `bot.nudges.kinds` holds the table of what they are."""

    STILL_OPEN = "still_open"
    CAME_OF_IT = "came_of_it"
    TWO_MINUTES = "two_minutes"
    THANKS = "thanks"
    RECONNECT = "reconnect"
    GREET = "greet"
    FITS_NOW = "fits_now"
    # The last one for a while, after several that nobody pressed anything on.
    PAUSED = "paused"


class NudgeState(StrEnum):
    """Where a nudge stands; `bot.nudges.rules` holds the table of moves."""

    PLANNED = "planned"
    SENT = "sent"
    # Told as a line of the member's own weekly summary.
    FOLDED = "folded"
    LAPSED = "lapsed"


class Nudge(OfWorkspace, Base):
    """A private, unsolicited message: one row per occasion."""

    __tablename__ = "nudges"
    __table_args__ = (
        UniqueConstraint("workspace_id", "occasion"),
        Index(None, "state", "due_at"),
        Index(None, "workspace_id", "member_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(init=False, unique=True, default_factory=new_key)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    kind: Mapped[NudgeKind]
    # What makes it happen once, for example "still_open:12:1".
    occasion: Mapped[str]
    planned_at: Mapped[datetime]
    due_at: Mapped[datetime]
    # What it is about, "ask:12", "tie:4", "gift:3"; and the ask, where it is one.
    about: Mapped[str] = mapped_column(default="")
    ask_id: Mapped[int | None] = mapped_column(ForeignKey("asks.id", ondelete="CASCADE"), index=True, default=None)
    state: Mapped[NudgeState] = mapped_column(default=NudgeState.PLANNED)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    # When a summary told it, and the name of that summary in the outbox.
    folded_at: Mapped[datetime | None] = mapped_column(default=None)
    folded_in: Mapped[str | None] = mapped_column(default=None)
    # When the member first pressed something on it.
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    # Days that had to pass between two of this kind when it was sent; -1 is "none of these".
    rest_days: Mapped[int] = mapped_column(default=0)

    member: Mapped[Member] = relationship(init=False)


class DigestSubscription(OfWorkspace, Base):
    """A channel that asked for the weekly letter, and when it wants it."""

    __tablename__ = "digest_subscriptions"
    __table_args__ = (UniqueConstraint("workspace_id", "channel"), Index(None, "next_at"))

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    channel: Mapped[str]
    # ISO weekday, Monday is 1; local time in `zone`.
    weekday: Mapped[int]
    at: Mapped[time]
    zone: Mapped[str]
    # Empty: whatever the workspace reads.
    locale: Mapped[str]
    next_at: Mapped[datetime]
    last_at: Mapped[datetime | None] = mapped_column(default=None)
    rhythm: Mapped[Rhythm] = mapped_column(default=Rhythm.WEEKLY)
    # The local date that every two weeks are counted from.
    counted_from: Mapped[date | None] = mapped_column(default=None)
    # Who asked for it, to be told when the bot is not let in.
    set_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), index=True, default=None
    )
