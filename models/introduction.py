"""Bringing people together: an introduction, and the part each person has in it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.ask import Ask
from models.base import Base, OfWorkspace, new_key
from models.member import Member


class IntroductionKind(StrEnum):
    """The ways to bring people together."""

    # A member carries an ask to somebody outside.
    CARRY = "carry"
    # A member passes an ask on to one colleague.
    PASS = "pass"  # noqa: S105 - no password
    # A member introduces two colleagues, unasked.
    PAIR = "pair"


class IntroductionState(StrEnum):
    """Where an introduction stands; `bot.introductions.rules` holds the table of moves."""

    ASKING = "asking"
    OUT = "out"
    MET = "met"
    ENDED = "ended"
    OVERTAKEN = "overtaken"


class Role(StrEnum):
    """What somebody is in an introduction."""

    CONNECTOR = "connector"
    COLLEAGUE = "colleague"
    ASKER = "asker"


class PartState(StrEnum):
    """Where one person's part stands; `bot.introductions.rules` holds the table of moves."""

    LATER = "later"
    PLANNED = "planned"
    ASKED = "asked"
    HAPPY = "happy"
    NOT_NOW = "not_now"


class Introduction(OfWorkspace, Base):
    """Two or three people who may get into one conversation; nothing in it is about anybody outside."""

    __tablename__ = "introductions"
    __table_args__ = (
        Index(None, "ended_at", "due_at"),
        Index(None, "workspace_id", "ask_id"),
        Index(None, "workspace_id", "connector_id"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(init=False, unique=True, default_factory=new_key)
    kind: Mapped[IntroductionKind]
    connector_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    begun_at: Mapped[datetime]
    # Empty when two colleagues are introduced unasked.
    ask_id: Mapped[int | None] = mapped_column(ForeignKey("asks.id", ondelete="CASCADE"), default=None)
    state: Mapped[IntroductionState] = mapped_column(default=IntroductionState.ASKING)
    # The connector's sentence, or the lines to carry when the asker changed them; emptied once they were sent on.
    words: Mapped[str] = mapped_column(default="")
    # What the lines to carry are written in, "en" or "de" (emptied with words that nobody can make again), and whether
    # they name the asker.
    language: Mapped[str] = mapped_column(default="")
    is_named: Mapped[bool] = mapped_column(default=False)
    # When the clock looks at it next: for an answer that did not come, to ask the connector how it went, or whether the
    # conversation has begun.
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    is_reminded: Mapped[bool] = mapped_column(default=False)
    # When nothing was left to do for it.
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    ask: Mapped[Ask | None] = relationship(init=False, lazy="select")
    connector: Mapped[Member] = relationship(init=False, lazy="select")


class Part(OfWorkspace, Base):
    """One person's key to an introduction."""

    __tablename__ = "introduction_parts"
    __table_args__ = (
        UniqueConstraint("workspace_id", "introduction_id", "member_id"),
        Index(None, "workspace_id", "member_id", "state"),
        Index(None, "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    introduction_id: Mapped[int] = mapped_column(ForeignKey("introductions.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    role: Mapped[Role]
    state: Mapped[PartState]
    # When to ask, in the member's working hours.
    due_at: Mapped[datetime | None] = mapped_column(default=None)

    introduction: Mapped[Introduction] = relationship(init=False, lazy="select")
    member: Mapped[Member] = relationship(init=False, lazy="select")
