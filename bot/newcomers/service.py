"""Steps on people who have just joined, inside the caller's transaction; `bot.newcomers.rules` holds the tables."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, contains_eager

from bot import echo, outbox
from bot.db import insert_once
from bot.errors import Refusal
from bot.i18n import N_
from bot.members import service as members
from bot.members.hours import DAY, is_working, next_working_moment
from bot.newcomers import rules, views
from bot.workspaces import service as workspaces
from models import Feature, Member, Newcomer, WelcomeState, Workspace
from models.base import new_key

NOT_NEW = N_("These three questions are for people who have just joined.")


def expect(tx: Session, member: Member, *, now: datetime) -> bool:
    """Note that `member` has joined the team just now; return whether they will be welcomed.

    Call it only when Slack says that somebody joined: whoever was here before the bot is nobody to welcome. Guests,
    bots and people of another company are left alone; saying it twice changes nothing.
    """
    if not (is_to_be_welcomed(member) and is_on(tx, member)):
        return False
    hours = members.hours_of(member)
    values = {
        "workspace_id": member.workspace_id,
        "key": new_key(),
        "member_id": member.id,
        "joined_at": now,
        "state": WelcomeState.EXPECTED,
        "welcome_at": rules.second_working_morning(hours, now),
        "look_at": rules.look_at(hours, now),
        "why_here": "",
        "how_came": "",
        "what_they_do": "",
        "may_be_told": False,
    }
    return insert_once(tx, Newcomer, values, unique=("workspace_id", "member_id"))


def is_to_be_welcomed(member: Member) -> bool:
    """Tell whether somebody is a person of this team: no bot, no guest, nobody of another company, nobody who left."""
    return not (member.is_bot or member.is_guest or member.is_stranger or member.is_deactivated)


def is_on(tx: Session, member: Member) -> bool:
    """Tell whether people who join are welcomed in a member's workspace."""
    return workspaces.is_on(tx.get_one(Workspace, member.workspace_id), Feature.NEWCOMERS)


def of(tx: Session, member: Member) -> Newcomer | None:
    """Return what there is about somebody who joined while the bot was there; None for everybody else."""
    return tx.scalars(select(Newcomer).where(*_whose(member))).one_or_none()


def own(tx: Session, member: Member) -> Newcomer:
    """Return a member's own answers, locked; Refusal for whoever was here before."""
    found = tx.scalars(select(Newcomer).where(*_whose(member)).with_for_update(key_share=True, of=Newcomer))
    newcomer = found.one_or_none()
    if newcomer is None:
        raise Refusal(NOT_NEW)
    return newcomer


def welcome(tx: Session, newcomer: Newcomer, *, is_undisturbed: bool, now: datetime) -> bool:
    """Welcome somebody whose morning has come, or invite them once more; return whether a message went out.

    Whoever is away, off work or not to be disturbed is welcomed later; whoever left, or has answered or offered
    something by the time of the reminder, hears nothing more.
    """
    member = newcomer.member
    if not (is_to_be_welcomed(member) and is_on(tx, member)):
        newcomer.state, newcomer.welcome_at = WelcomeState.OVER, None
        return False
    later = _later(member, is_undisturbed=is_undisturbed, now=now)
    if later is not None:
        newcomer.welcome_at = later
        return False
    if newcomer.state is WelcomeState.EXPECTED:
        newcomer.state, newcomer.welcome_at = WelcomeState.WELCOMED, now + rules.REMIND_AFTER
        _say(tx, newcomer, "welcome", now)
        return True
    newcomer.welcome_at = None
    is_empty = not any(newcomer.answers) and not members.offers_of(tx, member)
    newcomer.state = WelcomeState.REMINDED if is_empty else WelcomeState.OVER
    if is_empty:
        _say(tx, newcomer, "reminder", now)
    return is_empty


def answer(
    tx: Session,
    newcomer: Newcomer,
    *,
    why_here: str,
    how_came: str,
    what_they_do: str,
    offers: str,
    may_be_told: bool,
    now: datetime,
) -> list[str]:
    """Let somebody's answers be these, whichever they left empty; return what is new among their offers.

    Letters that told them tell them as they are now, or not at all once they take their consent back. Raises Refusal,
    naming the field, for what is too long.
    """
    newcomer.why_here = rules.tidy(why_here, field="why_here")
    newcomer.how_came = rules.tidy(how_came, field="how_came")
    newcomer.what_they_do = rules.tidy(what_they_do, field="what_they_do")
    newcomer.agreed_at = (newcomer.agreed_at or now) if may_be_told else None
    newcomer.may_be_told = may_be_told
    echo.changed(tx, newcomer.workspace_id, about(newcomer), now=now)
    if not offers.strip():
        return []
    try:
        return members.add_offers(tx, newcomer.member, offers, now=now)
    except Refusal as refusal:
        raise Refusal(refusal.words, field="offers", **refusal.values) from None


def leave(tx: Session, member: Member, *, now: datetime) -> None:
    """Let letters tell nothing any more of somebody who has left."""
    newcomer = of(tx, member)
    if newcomer is not None:
        echo.changed(tx, member.workspace_id, about(newcomer), now=now)


def that_may_be_told(tx: Session, workspace_id: int, *, now: datetime) -> list[Newcomer]:
    """Return who joined lately, agreed to be shown in letters, and answered something; locked, in a fixed order."""
    if not workspaces.is_on(tx.get_one(Workspace, workspace_id), Feature.NEWCOMERS):
        return []
    lately = Newcomer.joined_at > now - rules.TOLD_WITHIN
    found = _agreed(workspace_id).where(lately).with_for_update(key_share=True, of=Newcomer)
    return [one for one in tx.scalars(found) if any(one.answers)]


def that_may_still_be_told(tx: Session, workspace_id: int, ids: Collection[int]) -> list[Newcomer]:
    """Return which of these may be shown still: they are here and have not taken their consent back."""
    return [one for one in tx.scalars(_agreed(workspace_id).where(Newcomer.id.in_(ids))) if any(one.answers)]


def about(newcomer: Newcomer) -> str:
    """Name somebody's answers in the letters that tell them."""
    return f"newcomer:{newcomer.id}"


def _say(tx: Session, newcomer: Newcomer, what: str, now: datetime) -> None:
    member = newcomer.member
    message = views.welcome(newcomer, locale=member.locale) if what == "welcome" else views.reminder(newcomer)
    key = f"newcomer:{newcomer.id}:{what}"
    outbox.post(tx, newcomer.workspace_id, key, message, now=now, reason="welcome", to=[member])


def _later(member: Member, *, is_undisturbed: bool, now: datetime) -> datetime | None:
    """Return when to try again with somebody who cannot be written to right now; None when they can."""
    hours = members.hours_of(member)
    if not members.may_be_invited(member, now):
        ends = [end for end in (member.paused_until, member.leave_ends_at) if end is not None and end > now]
        return next_working_moment(hours, max(ends, default=now + DAY))
    if not is_working(hours, now):
        return next_working_moment(hours, now)
    return next_working_moment(hours, now + rules.UNDISTURBED) if is_undisturbed else None


def _agreed(workspace_id: int) -> Select[Newcomer]:
    return (
        select(Newcomer)
        .join(Newcomer.member)
        .options(contains_eager(Newcomer.member))
        .where(
            Newcomer.workspace_id == workspace_id,
            Newcomer.may_be_told.is_(True),
            Member.is_deactivated.is_(False),
            Member.is_guest.is_(False),
        )
        .order_by(Newcomer.id)
    )


def _whose(member: Member) -> tuple[ColumnElement[bool], ...]:
    return Newcomer.workspace_id == member.workspace_id, Newcomer.member_id == member.id
