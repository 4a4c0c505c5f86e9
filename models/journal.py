"""The private log of a member's own help."""

import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, event
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
        # Read backwards, page by page.
        Index(None, "workspace_id", "giver_id", "happened_at", "id"),
        Index(None, "workspace_id", "receiver_id", "giver_id"),
        Index(None, "workspace_id", "about"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EntryKind]
    text: Mapped[str]
    happened_at: Mapped[datetime]
    # Empty for help to nobody in particular, and for an asker who stayed anonymous.
    receiver_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), index=True, default=None
    )
    # Stays true when the receiver is gone: then they are a colleague without a name.
    is_for_somebody: Mapped[bool] = mapped_column(default=False)
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
    # All its words as a search compares them; kept by the listener below.
    searched: Mapped[str] = mapped_column(init=False, default="")

    receiver: Mapped[Member | None] = relationship(init=False, foreign_keys=[receiver_id])


def as_searched(text: str) -> str:
    """Write text the way searches compare it: small letters, ß as ss, letters with their accents in one piece."""
    return unicodedata.normalize("NFC", text).casefold()


@event.listens_for(JournalEntry, "before_insert")
@event.listens_for(JournalEntry, "before_update")
def _keep_searched(mapper: Any, connection: Any, entry: JournalEntry) -> None:
    del mapper, connection
    entry.searched = as_searched(f"{entry.text}\n{entry.words}\n{entry.made_possible}")
