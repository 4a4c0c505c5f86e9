"""Somebody who has just joined, what they told about themselves, and who may say hello to them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfWorkspace, new_key
from models.member import Member


class WelcomeState(StrEnum):
    """How far a welcome is; `bot.newcomers.rules` holds the table of moves."""

    EXPECTED = "expected"
    WELCOMED = "welcomed"
    REMINDED = "reminded"
    OVER = "over"


class Newcomer(OfWorkspace, Base):
    """A member who joined while the bot was there: three answers of theirs, and what is still to be done for them."""

    __tablename__ = "newcomers"
    __table_args__ = (
        UniqueConstraint("workspace_id", "member_id"),
        Index(None, "welcome_at"),
        Index(None, "look_at"),
        Index(None, "workspace_id", "joined_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(init=False, unique=True, default_factory=new_key)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    joined_at: Mapped[datetime]
    state: Mapped[WelcomeState] = mapped_column(default=WelcomeState.EXPECTED)
    # When the welcome, or the one reminder, is due; empty when neither comes any more.
    welcome_at: Mapped[datetime | None] = mapped_column(default=None)
    # When to look whether somebody has met them; empty when somebody has, or everybody was asked.
    look_at: Mapped[datetime | None] = mapped_column(default=None)
    why_here: Mapped[str] = mapped_column(default="")
    how_came: Mapped[str] = mapped_column(default="")
    what_they_do: Mapped[str] = mapped_column(default="")
    # They agreed that letters to channels tell their answers.
    may_be_told: Mapped[bool] = mapped_column(default=False)
    agreed_at: Mapped[datetime | None] = mapped_column(default=None)

    member: Mapped[Member] = relationship(init=False, lazy="select")

    @property
    def answers(self) -> tuple[str, str, str]:
        """Why they are here, how they came, what they do; empty where they left it empty."""
        return self.why_here, self.how_came, self.what_they_do


class GreetingState(StrEnum):
    """Where it stands with a host who was shown a newcomer; `bot.newcomers.rules` holds the table of moves."""

    ASKED = "asked"
    HELLO = "hello"
    NOT_NOW = "not_now"
    LAPSED = "lapsed"


class Greeting(OfWorkspace, Base):
    """One host who may say hello to one newcomer; at most one of a newcomer is open."""

    __tablename__ = "greetings"
    __table_args__ = (
        UniqueConstraint("workspace_id", "newcomer_id", "host_id"),
        Index(None, "workspace_id", "host_id", "asked_at"),
        Index(None, "lapses_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(init=False, unique=True, default_factory=new_key)
    newcomer_id: Mapped[int] = mapped_column(ForeignKey("newcomers.id", ondelete="CASCADE"), index=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime]
    state: Mapped[GreetingState] = mapped_column(default=GreetingState.ASKED)
    # When another host may be asked; empty once it was answered or lapsed.
    lapses_at: Mapped[datetime | None] = mapped_column(default=None)
    # What the two share: the host's own line, or a channel (C...); empty for the three questions.
    topic: Mapped[str] = mapped_column(default="")
    channel: Mapped[str] = mapped_column(default="")

    newcomer: Mapped[Newcomer] = relationship(init=False, lazy="select")
    host: Mapped[Member] = relationship(init=False, lazy="select")


class Consent(StrEnum):
    """What one of two newcomers answered when asked whether to meet the other."""

    WAITING = "waiting"
    YES = "yes"
    NO = "no"


class NewcomerPair(OfWorkspace, Base):
    """Two newcomers of one month who may meet, once both said yes."""

    __tablename__ = "newcomer_pairs"
    __table_args__ = (
        UniqueConstraint("workspace_id", "one_id"),
        UniqueConstraint("workspace_id", "other_id"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(init=False, unique=True, default_factory=new_key)
    # Members, the one who joined first is `one`.
    one_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime]
    one_says: Mapped[Consent] = mapped_column(default=Consent.WAITING)
    other_says: Mapped[Consent] = mapped_column(default=Consent.WAITING)

    one: Mapped[Member] = relationship(init=False, foreign_keys=[one_id])
    other: Mapped[Member] = relationship(init=False, foreign_keys=[other_id])
