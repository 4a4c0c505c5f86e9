"""What matching knows: the lines that speak for members, what they mean, and what open asks are about."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfWorkspace


class Source(StrEnum):
    """Where a line of evidence comes from."""

    OFFER = "offer"
    REACH = "reach"
    # The words of an ask, for somebody who helped with it.
    HELPED = "helped"
    # What a member wrote about help in their own journal, if they share it with matching.
    TOLD = "told"
    # The words of an ask, for whoever asked it.
    ASKED = "asked"


class Evidence(OfWorkspace, Base):
    """One line that speaks for one member, as word stems.

    Lines are only added: one that counts no more is deleted and followed by a row with `is_gone`, so that whoever
    keeps lines in memory sees all changes as new rows.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        Index(None, "workspace_id", "id"),
        Index(None, "workspace_id", "source", "source_id"),
        Index(None, "workspace_id", "member_id", "source"),
        Index(None, "encoder", "id"),
        Index(None, "is_gone", "added_at"),
        Index(None, "asker_id"),
        # Ids are never used again, because those in memory go by them.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    source: Mapped[Source]
    # The id of the offer, the reach line, the journal entry or the ask.
    source_id: Mapped[int]
    # Stems, separated by blanks; see bot.matching.words.
    words: Mapped[str]
    # When it was offered, helped with, told or asked.
    written_at: Mapped[datetime]
    # When this row was added.
    added_at: Mapped[datetime]
    # For HELPED: the member who asked, unless they stayed anonymous.
    asker_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"), default=None)
    # The encoder that has read this line; empty while none has.
    encoder: Mapped[str] = mapped_column(default="")
    is_gone: Mapped[bool] = mapped_column(default=False)


class Topic(StrEnum):
    """What a meaning is the meaning of."""

    ASK = "ask"
    OFFER = "offer"
    REACH = "reach"
    TOLD = "told"


class Meaning(OfWorkspace, Base):
    """What a text means, as an encoder sees it."""

    __tablename__ = "meanings"
    __table_args__ = (
        UniqueConstraint("workspace_id", "topic", "topic_id"),
        Index(None, "workspace_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    topic: Mapped[Topic]
    topic_id: Mapped[int]
    # Name and version, for example "use-multilingual-3/0.2.1"; others cannot be compared with it.
    encoder: Mapped[str]
    # See bot.matching.encoder.packed and sketched.
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    sketch: Mapped[bytes] = mapped_column(LargeBinary)


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
