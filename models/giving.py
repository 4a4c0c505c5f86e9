"""What one member gives another unasked: an idea, a contact, a heads-up, or the question what they can do."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfWorkspace, new_key
from models.member import Member


class GiftKind(StrEnum):
    """What is given."""

    IDEA = "idea"
    CONTACT = "contact"
    HEADS_UP = "heads_up"
    QUESTION = "question"


class GiftState(StrEnum):
    """Where a gift stands; `bot.giving.rules` holds the tables of moves."""

    PLANNED = "planned"
    OFFERED = "offered"
    LATER = "later"
    AGAIN = "again"
    TOLD = "told"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"
    FIXED = "fixed"
    KNOWN = "known"
    TALKING = "talking"
    ASKED = "asked"
    NOTHING = "nothing"


class Gift(OfWorkspace, Base):
    """Something that one member gives another, as the sender wrote it."""

    __tablename__ = "gifts"
    __table_args__ = (
        Index(None, "workspace_id", "sender_id", "written_on"),
        Index(None, "workspace_id", "receiver_id"),
        Index(None, "state", "due_at"),
        Index(None, "state", "lapses_at"),
        Index(None, "follow_up_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(init=False, unique=True, default_factory=new_key)
    sender_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    kind: Mapped[GiftKind]
    # About what, or where: the only words of an idea or a contact that its receiver reads unasked.
    subject: Mapped[str]
    # The idea itself, the sentence that comes with a contact, what the sender sees, or a line with the question.
    text: Mapped[str]
    written_at: Mapped[datetime]
    # The sender's own date then, for the limit of a day.
    written_on: Mapped[date]
    screenshot: Mapped[str] = mapped_column(default="")
    state: Mapped[GiftState] = mapped_column(default=GiftState.PLANNED)
    # When it reaches the receiver, first or again; empty when there is nothing to wait for.
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    # Until when an answer is waited for; a no does not change it, so that its sender cannot tell.
    lapses_at: Mapped[datetime | None] = mapped_column(default=None)
    # When its receiver wanted to know, or had put it right.
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    # When its receiver may have something to say about it: what came of it.
    follow_up_at: Mapped[datetime | None] = mapped_column(default=None)

    sender: Mapped[Member] = relationship(init=False, foreign_keys=[sender_id])
    receiver: Mapped[Member] = relationship(init=False, foreign_keys=[receiver_id])
