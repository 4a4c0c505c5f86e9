"""One Slack team (or Grid org) and what its admins chose."""

from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Feature(StrEnum):
    """What the admins of a workspace may switch off."""

    IDEAS = "ideas"
    INTRODUCTIONS = "introductions"
    NEWCOMERS = "newcomers"
    DIGEST = "digest"
    NUDGES = "nudges"


class Workspace(Base):
    """One Slack team; every other row belongs to exactly one of these."""

    __tablename__ = "workspaces"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    team_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    bot_user_id: Mapped[str]
    installed_at: Mapped[datetime]
    locale: Mapped[str] = mapped_column(default="en")
    # Empty where the token comes from the environment; otherwise encrypted with TOKEN_ENCRYPTION_KEY.
    sealed_token: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    members_read_at: Mapped[datetime | None] = mapped_column(default=None)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    # Its admins want everything deleted; a job does it, and nothing revives it in between.
    is_leaving: Mapped[bool] = mapped_column(default=False)
    # The way in which its lines of evidence were made, see bot.matching.jobs; empty until they are.
    evidence_made: Mapped[str] = mapped_column(default="")
    # Goes up when what is kept in memory of its evidence has to be read anew.
    evidence_read: Mapped[int] = mapped_column(default=0)
    wave_size: Mapped[int] = mapped_column(default=3)
    most_waves: Mapped[int] = mapped_column(default=3)
    invitations_a_day: Mapped[int] = mapped_column(default=1)
    invitations_a_week: Mapped[int] = mapped_column(default=3)
    nudges_a_day: Mapped[int] = mapped_column(default=1)
    nudges_a_week: Mapped[int] = mapped_column(default=3)
    # The working week of whoever has not set another, in their own zone.
    workday_starts: Mapped[time] = mapped_column(default=time(9))
    workday_ends: Mapped[time] = mapped_column(default=time(17))
    workdays: Mapped[str] = mapped_column(default="12345")
    # After so many days settled asks and journal entries go; empty: never.
    keep_asks_days: Mapped[int | None] = mapped_column(default=None)
    keep_journals_days: Mapped[int | None] = mapped_column(default=None)
    # After so many days the records of delivered messages go.
    keep_records_days: Mapped[int] = mapped_column(default=30)
    # What is switched off (see Feature), separated by blanks.
    features_off: Mapped[str] = mapped_column(default="")
