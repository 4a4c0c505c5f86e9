"""What letters to channels told, so that they can be put right and repeat nothing."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfWorkspace


class Rhythm(StrEnum):
    """How often a channel gets its letter; monthly means the first such weekday of a month."""

    WEEKLY = "weekly"
    TWO_WEEKS = "two_weeks"
    MONTHLY = "monthly"


class DigestLetter(OfWorkspace, Base):
    """A letter that went to a channel; its words are in the lines it told, as those read by now."""

    __tablename__ = "digest_letters"
    __table_args__ = (
        UniqueConstraint("workspace_id", "outbox_key"),
        Index(None, "workspace_id", "channel", "sent_at"),
        Index(None, "changed_at"),
        Index(None, "picture_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    channel: Mapped[str]
    # Its name in the outbox.
    outbox_key: Mapped[str]
    # The local date of the channel, which the order of its lines was drawn by.
    day: Mapped[date]
    locale: Mapped[str]
    zone: Mapped[str]
    sent_at: Mapped[datetime]
    # Since when something it told reads differently; empty once the letter says so.
    changed_at: Mapped[datetime | None] = mapped_column(default=None)
    # Since when it waits for its picture; empty when it has one, or gets none.
    picture_at: Mapped[datetime | None] = mapped_column(default=None)


class DigestLine(OfWorkspace, Base):
    """One thing a letter told, by its name."""

    __tablename__ = "digest_lines"
    __table_args__ = (Index(None, "workspace_id", "about"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("digest_letters.id", ondelete="CASCADE"), index=True)
    # Under which heading: "asks", "newcomers", "question" ...
    part: Mapped[str]
    # What it is about: "ask:12", "newcomer:3", "question:7".
    about: Mapped[str]
    position: Mapped[int]
