"""One Slack team (or Grid org) and what its admins chose."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


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
    wave_size: Mapped[int] = mapped_column(default=3)
    most_waves: Mapped[int] = mapped_column(default=3)
    invitations_a_day: Mapped[int] = mapped_column(default=1)
    invitations_a_week: Mapped[int] = mapped_column(default=3)
    nudges_a_day: Mapped[int] = mapped_column(default=1)
    nudges_a_week: Mapped[int] = mapped_column(default=3)
