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
    IDEA = "idea"
    CONTACT = "contact"
    HEADS_UP = "heads_up"
    INTRODUCTION = "introduction"
    NOTICED = "noticed"


class JournalEntry(OfWorkspace, Base):
    """One sentence about help given; only its giver ever reads it."""

    __tablename__ = "journal_entries"
    __table_args__ = (
        Index(None, "workspace_id", "giver_id", "happened_at"),
        Index(None, "workspace_id", "receiver_id", "giver_id"),
        Index(None, "workspace_id", "about"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    kind: Mapped[EntryKind]
    text: Mapped[str]
    happened_at: Mapped[datetime]
    # Empty for help to nobody in particular, and for an asker who stayed anonymous.
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"), default=None)
    # What it came from, "ask:12", "idea:3"; empty for a line written by hand.
    about: Mapped[str] = mapped_column(default="")
    # How long it took, if the giver wants to remember it.
    minutes: Mapped[int | None] = mapped_column(default=None)
    # True when the receiver had never helped the giver until then.
    is_unrewarded: Mapped[bool] = mapped_column(default=False)
    is_hidden: Mapped[bool] = mapped_column(default=False)
    # What the receiver wrote when thanking, and what came of it.
    words: Mapped[str] = mapped_column(default="")
    made_possible: Mapped[str] = mapped_column(default="")

    receiver: Mapped[Member | None] = relationship(init=False, foreign_keys=[receiver_id])
