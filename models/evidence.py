"""The words that matching looks up: what members offered, reached and helped with, and what open asks are about."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfWorkspace


class Source(StrEnum):
    """Where a word of evidence comes from."""

    OFFER = "offer"
    REACH = "reach"
    HELPED = "helped"


class Evidence(OfWorkspace, Base):
    """One word stem that speaks for one member."""

    __tablename__ = "evidence"
    __table_args__ = (
        Index(None, "workspace_id", "word", "member_id", "source"),
        Index(None, "workspace_id", "source", "source_id"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    source: Mapped[Source]
    # The id of the offer, the reach line or the ask the word was found in.
    source_id: Mapped[int]
    word: Mapped[str]
    written_at: Mapped[datetime]


class AskWord(OfWorkspace, Base):
    """One word stem of an ask that is still open; gone when the ask is settled."""

    __tablename__ = "ask_words"
    __table_args__ = (
        Index(None, "workspace_id", "word", "ask_id"),
        Index(None, "workspace_id", "ask_id"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    ask_id: Mapped[int] = mapped_column(ForeignKey("asks.id", ondelete="CASCADE"), index=True)
    word: Mapped[str]
