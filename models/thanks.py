"""Kind words from one member to another."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfWorkspace, new_key
from models.member import Member


class ThanksKind(StrEnum):
    """What the words are about."""

    THANKS = "thanks"
    # An unasked good deed that somebody saw.
    NOTICED = "noticed"


class ThanksState(StrEnum):
    """Where they stand; `bot.thanks.rules` holds the table of moves."""

    PLANNED = "planned"
    SENT = "sent"
    DROPPED = "dropped"


class Thanks(OfWorkspace, Base):
    """A thank-you, or a deed that was noticed: a sentence for its receiver, who alone decides who else reads it."""

    __tablename__ = "thanks"
    __table_args__ = (
        Index(None, "state", "due_at"),
        Index(None, "workspace_id", "sender_id", "written_at"),
        Index(None, "workspace_id", "receiver_id"),
        Index(None, "workspace_id", "may_be_told", "told_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(init=False, unique=True, default_factory=new_key)
    kind: Mapped[ThanksKind]
    sender_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    words: Mapped[str]
    written_at: Mapped[datetime]
    due_at: Mapped[datetime]
    # The receiver's own message that it is about, shortened; empty when there is none.
    quoted: Mapped[str] = mapped_column(default="")
    state: Mapped[ThanksState] = mapped_column(default=ThanksState.PLANNED)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    # The receiver's word; empty is a no.
    may_be_told: Mapped[bool | None] = mapped_column(default=None)
    # When it stood in a weekly letter.
    told_at: Mapped[datetime | None] = mapped_column(default=None)

    sender: Mapped[Member] = relationship(init=False, foreign_keys=[sender_id], lazy="select")
    receiver: Mapped[Member] = relationship(init=False, foreign_keys=[receiver_id], lazy="select")
