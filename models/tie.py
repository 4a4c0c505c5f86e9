"""What two members share once one of them helped, thanked or introduced the other."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfWorkspace


class Tie(OfWorkspace, Base):
    """Two members who have met through the bot; one row a pair, whoever gave and whoever got.

    It has dates and no number, so that nobody can be counted by it.
    """

    __tablename__ = "ties"
    __table_args__ = (
        UniqueConstraint("workspace_id", "one_id", "other_id"),
        Index(None, "workspace_id", "other_id"),
        Index(None, "wakes_at"),
        CheckConstraint("one_id < other_id", "in_order"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    # The member with the smaller id.
    one_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    # When they had to do with each other last.
    met_at: Mapped[datetime]
    # When one of the two may be offered a reason to write again.
    wakes_at: Mapped[datetime]
