"""The private log of a member's own help."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfWorkspace
from models.member import Member


class EntryKind(StrEnum):
    """How an entry came to be written."""

    BY_HAND = "by_hand"
    ASK = "ask"


class JournalEntry(OfWorkspace, Base):
    """One sentence about help given; only its giver ever reads it."""

    __tablename__ = "journal_entries"
    __table_args__ = (Index(None, "workspace_id", "giver_id", "happened_at"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    kind: Mapped[EntryKind]
    text: Mapped[str]
    happened_at: Mapped[datetime]
    # Empty for help to nobody in particular, and for an asker who stayed anonymous.
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"), default=None)
    ask_id: Mapped[int | None] = mapped_column(ForeignKey("asks.id", ondelete="SET NULL"), default=None)
    # What the receiver wrote when thanking, and what came of it.
    words: Mapped[str] = mapped_column(default="")
    made_possible: Mapped[str] = mapped_column(default="")

    receiver: Mapped[Member | None] = relationship(init=False, foreign_keys=[receiver_id])
