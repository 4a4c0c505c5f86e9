"""What members say they can help with, and where they know people."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfWorkspace


class Offer(OfWorkspace, Base):
    """A line a member wrote about what they can help with."""

    __tablename__ = "offers"
    __table_args__ = (Index(None, "workspace_id", "member_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime]


class Reach(OfWorkspace, Base):
    """A private line about where a member knows people; shown to nobody else.

    A table of its own, so that no query for offers can ever show one.
    """

    __tablename__ = "reach"
    __table_args__ = (Index(None, "workspace_id", "member_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime]
