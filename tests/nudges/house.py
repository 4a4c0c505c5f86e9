"""A few members, their asks and their nudges as rows; every act is a transaction of its own, as in life."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from bot.asks import service as asks
from bot.asks import thanking
from bot.db import Database
from bot.digest import jobs as digest
from bot.digest import summaries
from bot.directory import Directory
from bot.matching import service as matching
from bot.members import service as members
from bot.nudges import choices, jobs, occasions, service
from bot.ties import service as ties
from models import (
    Ask,
    AskState,
    Audience,
    Invitation,
    InvitationState,
    Member,
    Nudge,
    NudgeKind,
    NudgeState,
    Outgoing,
    Tie,
    Workspace,
)


class Doorman(Directory):
    """Tells who has do-not-disturb on; may let something happen while Slack is being asked."""

    def __init__(self) -> None:
        self.undisturbed: set[str] = set()
        self.asked: list[str] = []
        self.meanwhile: Callable[[], object] | None = None

    def is_undisturbed(self, workspace_id: int, slack_id: str, now: datetime) -> bool:
        del workspace_id, now
        self.asked.append(slack_id)
        then, self.meanwhile = self.meanwhile, None
        if then:
            then()
        return slack_id in self.undisturbed


class House:
    """One workspace in an otherwise empty database."""

    def __init__(self, database: Database, now: datetime, **about: Any) -> None:
        self.database = database
        self.now = now
        self.doorman = Doorman()
        # Whether people press something on what they get.
        self.answers = True
        with database.transaction() as tx:
            tx.execute(delete(Workspace))
            self.workspace = Workspace(team_id="T1", name="T1", bot_user_id="U0", installed_at=now)
            for name, value in about.items():
                setattr(self.workspace, name, value)
            tx.add(self.workspace)

    def joins(self, name: str = "ada", **about: Any) -> Member:
        """Add a member who lives in Berlin unless said otherwise."""
        about = {"zone": "Europe/Berlin"} | about
        with self.database.transaction() as tx:
            member = Member(workspace_id=self.workspace.id, slack_id=f"U{name}", name=name, **about)
            tx.add(member)
        return member

    def asks(self, by: Member, text: str = "the photo is stretched", **about: Any) -> Ask:
        """Open an ask, or one in another state."""
        opened = {"opened_at": self.now} | about
        with self.database.transaction() as tx:
            ask = Ask(workspace_id=self.workspace.id, asker_id=by.id, text=text, **opened)
            tx.add(ask)
        return ask

    def change(self, row: Member | Ask | Workspace | Tie | Invitation, **values: Any) -> None:
        """Let somebody else change a row."""
        with self.database.transaction() as tx:
            fresh = tx.get_one(type(row), row.id)
            for name, value in values.items():
                setattr(fresh, name, value)

    def plans(
        self, ask: Ask, to: Member, occasion: str = "", *, kind: NudgeKind = NudgeKind.STILL_OPEN, at: Any = None
    ) -> bool:
        """Offer a nudge."""
        with self.database.transaction() as tx:
            member, about = tx.get_one(Member, to.id), tx.get_one(Ask, ask.id)
            name = occasion or f"{kind}:{ask.id}"
            return service.offer(tx, to=member, kind=kind, occasion=name, ask=about, now=at or self.now)

    def nudged(self, member: Member, many: int = 1) -> list[Nudge]:
        """Plan so many nudges for a member, each about an ask of its own; return them."""
        for number in range(many):
            self.plans(self.asks(member), member, f"{member.name}:{number}:{self.now.isoformat()}")
        return self.nudges(NudgeState.PLANNED)

    def sends(self, at: datetime | None = None) -> int:
        """Run the job; people press something on what they get, unless `answers` is off."""
        sent = jobs.send_due(at or self.now, self.doorman)
        if self.answers:
            with self.database.transaction() as tx:
                tx.execute(update(Nudge).where(Nudge.sent_at.is_not(None)).values(answered_at=at or self.now))
        return sent

    def sums_up(self, member: Member, at: datetime | None = None) -> int:
        """Let a member's own weekly summary be due, and run the job; return how many went out."""
        self.change(member, weekly_summary=True, summary_at=at or self.now)
        return digest.send_summaries(at or self.now, self.doorman)

    def summaries(self) -> list[Outgoing]:
        """Return the summaries that were promised."""
        with self.database.transaction() as tx:
            return list(tx.scalars(select(Outgoing).where(Outgoing.reason == "summary").order_by(Outgoing.id)))

    def refuses_the_summary(self, key: str, problem: str) -> None:
        """Let a summary not go through, as the sender does."""
        with self.database.transaction() as tx:
            message = tx.scalars(select(Outgoing).where(Outgoing.key == key)).one()
            tx.delete(message)
            tx.flush()
            summaries.was_refused(tx, message, problem, self.now)

    def later(self, **delta: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**delta)
        return self.now

    def nudges(self, *states: NudgeState) -> list[Nudge]:
        """Return the nudges in these states, or all, in the order they were planned."""
        with self.database.transaction() as tx:
            wanted = select(Nudge).where(Nudge.state.in_(states or list(NudgeState))).order_by(Nudge.id)
            return list(tx.scalars(wanted))

    def only_nudge(self) -> Nudge:
        """Return the one nudge there is."""
        (nudge,) = self.nudges()
        return nudge

    def promised(self) -> list[Outgoing]:
        """Return the nudges that are on their way."""
        with self.database.transaction() as tx:
            return list(tx.scalars(select(Outgoing).where(Outgoing.reason == "nudge").order_by(Outgoing.id)))

    def ask_of(self, nudge: Nudge) -> Ask:
        """Return the ask a nudge is about."""
        with self.database.transaction() as tx:
            return tx.get_one(Ask, nudge.ask_id)

    def ask_now(self, ask: Ask) -> Ask:
        """Return an ask as it is by now."""
        with self.database.transaction() as tx:
            return tx.get_one(Ask, ask.id)

    def member_now(self, member: Member) -> Member:
        """Return a member as they are by now."""
        with self.database.transaction() as tx:
            return tx.get_one(Member, member.id)

    def helped(self, by: Member, *, days_ago: float) -> Ask:
        """Record an ask that was helped some days ago."""
        when = self.now - timedelta(days=days_ago)
        about: dict[str, Any] = {"opened_at": when - timedelta(days=1), "settled_at": when, "follow_up_at": when}
        return self.asks(by, state=AskState.HELPED, **about)

    def offers(self, by: Member, *lines: str, days_ago: float = 0) -> None:
        """Write what somebody offers, as the command would."""
        with self.database.transaction() as tx:
            members.add_offers(tx, tx.get_one(Member, by.id), ",".join(lines), now=self.now - timedelta(days=days_ago))

    def asks_aloud(self, by: Member, text: str, **about: Any) -> Ask:
        """Open an ask that everybody may read and that matching finds."""
        ask = self.asks(by, text, **{"audience": Audience.CHANNEL, "channel": "C1"} | about)
        with self.database.transaction() as tx:
            matching.index_open_ask(tx, tx.get_one(Ask, ask.id))
        return ask

    def invites(self, helper: Member, ask: Ask, state: InvitationState, **about: Any) -> Invitation:
        """Record an invitation, answered or not."""
        with self.database.transaction() as tx:
            row = Invitation(
                workspace_id=self.workspace.id, ask_id=ask.id, helper_id=helper.id, wave=1, state=state, **about
            )
            tx.add(row)
        return row

    def met(self, one: Member, other: Member, *, days_ago: float) -> Tie:
        """Record that two met some days ago."""
        with self.database.transaction() as tx:
            ties.note(tx, one, other, now=self.now - timedelta(days=days_ago))
            return tx.scalars(select(Tie).order_by(Tie.id.desc()).limit(1)).one()

    def closes(self, by: Member, helpers: Sequence[Member], words: str = "") -> Ask:
        """Open an ask and close it, naming who helped."""
        ask = self.asks(by)
        with self.database.transaction() as tx:
            fresh = tx.get_one(Ask, ask.id)
            named = [tx.get_one(Member, helper.id) for helper in helpers]
            asks.close(tx, fresh, helpers=named, words=words, made_possible="", now=self.now)
        return ask

    def thanks(self, ask: Ask, words: str) -> None:
        """Say thanks after all."""
        with self.database.transaction() as tx:
            thanking.thank(tx, tx.get_one(Ask, ask.id), words, now=self.now)

    def writes(self, by: Member, line: str) -> int:
        """Write a new line of offers, as the command does; return how many asks come back for it."""
        self.offers(by, line)
        with self.database.transaction() as tx:
            return occasions.new_lines(tx, tx.get_one(Member, by.id), now=self.now)

    def dismisses(self, nudge: Nudge) -> None:
        """Press *Not this one*."""
        with self.database.transaction() as tx:
            choices.dismiss(tx, tx.get_one(Nudge, nudge.id), now=self.now)

    def presses(self, nudge: Nudge) -> None:
        """Press something on a nudge."""
        with self.database.transaction() as tx:
            tx.get_one(Nudge, nudge.id).answered_at = self.now

    def refuses(self, nudge: Nudge, problem: str) -> None:
        """Let the message of a nudge not go through, as the sender does."""
        with self.database.transaction() as tx:
            message = tx.scalars(select(Outgoing).where(Outgoing.key == service.message_key(nudge))).one()
            tx.delete(message)
            tx.flush()
            service.was_refused(tx, message, problem, self.now)

    def invitations(self) -> list[Invitation]:
        """Return all invitations."""
        with self.database.transaction() as tx:
            return list(tx.scalars(select(Invitation).order_by(Invitation.id)))

    def tie_now(self, tie: Tie) -> Tie:
        """Return a tie as it is by now."""
        with self.database.transaction() as tx:
            return tx.get_one(Tie, tie.id)

    def text_of(self, message: Outgoing) -> str:
        """Return all the words of a message that is on its way."""
        return json.dumps(message.payload, ensure_ascii=False)

    def kinds(self, *states: NudgeState) -> Sequence[NudgeKind]:
        """Return the kinds of the nudges in these states, in the order they were planned."""
        return [nudge.kind for nudge in self.nudges(*states)]
