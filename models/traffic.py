"""What came in once and what has to go out: the two ends of the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from models.base import Base, OfWorkspace


class Delivery(OfWorkspace, Base):
    """One request from Slack that took effect, with the answer it got."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("workspace_id", "key"), Index(None, "received_at"))

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str]
    received_at: Mapped[datetime]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)


class Method(StrEnum):
    """The ways a message leaves."""

    POST = "chat.postMessage"
    EPHEMERAL = "chat.postEphemeral"
    UPDATE = "chat.update"
    PUBLISH = "views.publish"
    RESPOND = "response_url"
    UPLOAD = "files.upload"


class OutgoingState(StrEnum):
    """Where an outgoing message stands; `bot.outbox` holds the table of moves."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class Outgoing(OfWorkspace, Base):
    """A message that was promised in a transaction and is delivered outside any."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "state", "due_at"),
        Index(None, "workspace_id", "channel", "ts"),
        Index(None, "finished_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str]
    method: Mapped[Method]
    due_at: Mapped[datetime]
    # Why it goes out: "invitation", "ask.post", "receipt" ...
    reason: Mapped[str]
    # Emptied once the message is out, so that no words are kept twice.
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    # Slack user ids whose (group) conversation with the bot it goes to, separated by blanks ...
    people: Mapped[str] = mapped_column(default="")
    # ... or the conversation itself; filled in once known.
    channel: Mapped[str] = mapped_column(default="")
    # The message's name at Slack once it is out.
    ts: Mapped[str | None] = mapped_column(default=None)
    # For an update: the key of the message it changes.
    changes: Mapped[str | None] = mapped_column(default=None)
    # Not to be said from then on; empty when it is never too late.
    not_after: Mapped[datetime | None] = mapped_column(default=None)
    # To be said in its reader's working hours only, and looked at again before it is.
    in_hours: Mapped[bool] = mapped_column(default=False)
    state: Mapped[OutgoingState] = mapped_column(default=OutgoingState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None] = mapped_column(default=None)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[str | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
