"""An office with a few colleagues, as rows, for asking who may help."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.matching import service
from bot.matching.rules import Candidate
from models import Ask, Invitation, InvitationState, Member, Offer, Reach, Workspace


class Office:
    """One workspace; everybody in it is known by name."""

    def __init__(self, tx: Session, now: datetime, team_id: str = "T1") -> None:
        self.tx = tx
        self.now = now
        self.workspace = Workspace(team_id=team_id, name=team_id, bot_user_id="U0", installed_at=now)
        tx.add(self.workspace)
        tx.flush()
        self.asker = self.joins("asker")

    def joins(self, name: str, *, offers: Sequence[str] = (), reach: Sequence[str] = (), **about: Any) -> Member:
        """Add a member with their lines."""
        member = Member(workspace_id=self.workspace.id, slack_id=f"U{name}", name=name, **about)
        self.tx.add(member)
        self.tx.flush()
        for text in offers:
            self.offers(member, text)
        for text in reach:
            line = Reach(workspace_id=member.workspace_id, member_id=member.id, text=text, written_at=self.now)
            self.tx.add(line)
            service.index_reach(self.tx, line)
        return member

    def offers(self, member: Member, text: str) -> Offer:
        """Let a member add an offer."""
        offer = Offer(workspace_id=member.workspace_id, member_id=member.id, text=text, written_at=self.now)
        self.tx.add(offer)
        service.index_offer(self.tx, offer)
        return offer

    def crowd(self, size: int, *, offer: str, **about: Any) -> list[Member]:
        """Add very many members who all offer the same."""
        of: dict[str, Any] = {"workspace_id": self.workspace.id}
        crowd = [Member(slack_id=f"U{number}", name=f"member{number}", **of, **about) for number in range(size)]
        self.tx.add_all(crowd)
        self.tx.flush()
        lines = [Offer(member_id=member.id, text=offer, written_at=self.now, **of) for member in crowd]
        self.tx.add_all(lines)
        for line in lines:
            service.index_offer(self.tx, line)
        return crowd

    def asks(self, text: str, *, by: Member | None = None, **about: Any) -> Ask:
        """Open an ask, by somebody who offers nothing unless said otherwise."""
        asker = by or self.asker
        ask = Ask(workspace_id=self.workspace.id, asker_id=asker.id, text=text, opened_at=self.now, **about)
        self.tx.add(ask)
        service.index_open_ask(self.tx, ask)
        return ask

    def invited(self, helper: Member, ask: Ask | None = None, *, ago: timedelta | None = None, **about: Any) -> None:
        """Record an invitation, sent some time ago; to some other ask unless said otherwise."""
        row: dict[str, Any] = {"wave": 1, "state": InvitationState.SENT} | about
        if ago is not None:
            row["sent_at"] = self.now - ago
        ask = ask or self.asks("something else entirely")
        self.tx.add(Invitation(workspace_id=self.workspace.id, ask_id=ask.id, helper_id=helper.id, **row))
        self.tx.flush()

    def candidates(self, ask: Ask | str, **how: Any) -> list[Candidate]:
        """Ask the matcher."""
        ask = self.asks(ask) if isinstance(ask, str) else ask
        return service.likely_helpers(self.tx, ask, **{"now": self.now, "most": 9, **how})

    def finds(self, ask: Ask | str, **how: Any) -> list[str]:
        """Name the likely helpers, best first."""
        return [self.tx.get_one(Member, one.member_id).name for one in self.candidates(ask, **how)]

    def shows(self, member: Member, **how: Any) -> list[str]:
        """Say which open asks are shown to a member, best first."""
        fitting = service.open_asks_that_fit(
            self.tx, member, **{"now": self.now, "most": 9, "small_only": False, **how}
        )
        return [ask.text for ask in fitting]
