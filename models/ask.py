"""A small request and the private invitations that went out for it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfWorkspace, new_key
from models.member import Member


class AskState(StrEnum):
    """Where an ask stands; `bot.asks.rules` holds the table of moves."""

    OPEN = "open"
    IN_HANDS = "in_hands"
    HELPED = "helped"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    AGED_OUT = "aged_out"


class Kind(StrEnum):
    """What sort of help an ask is about."""

    LOOK = "look"
    CONTACT = "contact"
    KNOW_HOW = "know_how"
    HAND = "hand"
    OTHER = "other"


class Effort(StrEnum):
    """How long the asker thinks it takes."""

    TWO_MINUTES = "2min"
    QUARTER_HOUR = "15min"
    HOUR = "1h"


class Audience(StrEnum):
    """Who sees an ask."""

    CHANNEL = "channel"
    HELPERS = "helpers"
    ANONYMOUS = "anonymous"
    # The one colleague it was told, and nobody else before the asker says so.
    ONE = "one"


class Ask(OfWorkspace, Base):
    """A small thing a colleague would like a hand with."""

    __tablename__ = "asks"
    __table_args__ = (
        Index(None, "workspace_id", "asker_id", "opened_at"),
        Index(None, "workspace_id", "state", "opened_at"),
        Index(None, "audience", "state"),
        Index(None, "next_wave_at"),
        Index(None, "ages_at"),
        Index(None, "check_at"),
        Index(None, "settled_at"),
        Index(None, "follow_up_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(init=False, unique=True, default_factory=new_key)
    asker_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    opened_at: Mapped[datetime]
    what_for: Mapped[str] = mapped_column(default="")
    kind: Mapped[Kind] = mapped_column(default=Kind.OTHER)
    effort: Mapped[Effort] = mapped_column(default=Effort.QUARTER_HOUR)
    audience: Mapped[Audience] = mapped_column(default=Audience.HELPERS)
    by_when: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[AskState] = mapped_column(default=AskState.OPEN)
    # Where it is shown to everybody (C...), and the thread it stands in when it began as a mention.
    channel: Mapped[str | None] = mapped_column(default=None)
    thread: Mapped[str | None] = mapped_column(default=None)
    # Begun in a private channel: nobody finds it who was not there or asked to help.
    is_private: Mapped[bool] = mapped_column(default=False)
    waves_sent: Mapped[int] = mapped_column(default=0)
    # Set by "widen": anybody with an offer may be invited, whatever the words.
    is_widened: Mapped[bool] = mapped_column(default=False)
    # The three times below are empty when there is nothing to wait for.
    next_wave_at: Mapped[datetime | None] = mapped_column(default=None)
    check_at: Mapped[datetime | None] = mapped_column(default=None)
    ages_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    # The message that told the asker it is open again; finds the wave that is due nobody, it is said there.
    open_again: Mapped[str | None] = mapped_column(default=None)
    # Once helped: when the asker may have something to say, thanks or what came of it.
    follow_up_at: Mapped[datetime | None] = mapped_column(default=None)
    # When the asker last set us looking: opened, reworded or widened it, or pressed *Still looking*.
    sought_at: Mapped[datetime | None] = mapped_column(default=None)
    made_possible: Mapped[str] = mapped_column(default="")

    asker: Mapped[Member] = relationship(init=False, lazy="select")

    @property
    def is_settled(self) -> bool:
        """True once nothing more can happen to it."""
        return self.state not in {AskState.OPEN, AskState.IN_HANDS}

    @property
    def is_for_everybody(self) -> bool:
        """True when anybody in the workspace may come upon it."""
        return self.audience is Audience.CHANNEL and not self.is_private

    @property
    def is_anonymous(self) -> bool:
        """True when nobody but the bot may know who asks."""
        return self.audience is Audience.ANONYMOUS

    @property
    def is_for_one(self) -> bool:
        """True while one colleague was told of it, and nobody else may be before the asker says so."""
        return self.audience is Audience.ONE


class InvitationState(StrEnum):
    """Where an invitation stands; `bot.asks.rules` holds the table of moves."""

    PLANNED = "planned"
    SENT = "sent"
    HELPING = "helping"
    KNOWS = "knows"
    NOTHING = "nothing"
    NOT_NOW = "not_now"
    CLOSED = "closed"
    DROPPED = "dropped"
    SPARED = "spared"


class Invitation(OfWorkspace, Base):
    """The private message that invites a helper to an ask; also the record of one who came unasked (wave 0)."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("workspace_id", "ask_id", "helper_id"),
        Index(None, "workspace_id", "helper_id", "sent_at"),
        Index(None, "state", "due_at"),
        Index(None, "comes_back_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key: Mapped[str] = mapped_column(init=False, unique=True, default_factory=new_key)
    ask_id: Mapped[int] = mapped_column(ForeignKey("asks.id", ondelete="CASCADE"), index=True)
    helper_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    wave: Mapped[int]
    state: Mapped[InvitationState]
    # Why this helper: {"kind": "offer", "text": "stretched images"}; see bot.matching.rules.Reason.
    why: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    planned_at: Mapped[datetime | None] = mapped_column(default=None)
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    # When the wave goes on without an answer; empty when somebody else took the ask before that.
    lapses_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    # When an ask that brought nothing to mind may come back; empty when it does not.
    comes_back_at: Mapped[datetime | None] = mapped_column(default=None)

    ask: Mapped[Ask] = relationship(init=False, lazy="select")
    helper: Mapped[Member] = relationship(init=False, lazy="select")
