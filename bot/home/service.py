"""Steps on the App Home, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import outbox
from bot.asks import service as asks
from bot.home import views
from bot.home.views import Shown
from bot.journal import service as journal
from bot.matching import service as matching
from bot.members import service as members
from models import Ask, Audience, Member, Method, Outgoing, Workspace

# Many asks that fit may be by private invitation only; so many are looked through for some that are not.
LOOKED_THROUGH = 50


def show(tx: Session, member: Member, now: datetime) -> None:
    """Publish a member's Home as it is now."""
    locale = member.locale or tx.get_one(Workspace, member.workspace_id).locale
    shown = Shown(
        reader=member,
        asks=asks.open_asks_of(tx, member)[: views.MOST_OWN_ASKS + 1],
        fitting=_fitting(tx, member, now),
        offers=[offer.text for offer in members.offers_of(tx, member)],
        reach=[line.text for line in members.reach_of(tx, member)],
        entries=journal.entries_of(tx, member, most=views.MOST_ENTRIES + 1),
    )
    outbox.publish(tx, member, views.page(shown, locale, now=now), now=now)


def refresh(tx: Session, member: Member, now: datetime) -> None:
    """Publish a member's Home again after something on it changed; nothing when they never opened it."""
    if _was_opened(tx, member):
        show(tx, member, now)


def _was_opened(tx: Session, member: Member) -> bool:
    published = select(Outgoing.id).where(
        Outgoing.workspace_id == member.workspace_id,
        Outgoing.key == f"home:{member.id}",
        Outgoing.method == Method.PUBLISH,
    )
    return tx.scalars(published).first() is not None


def _fitting(tx: Session, member: Member, now: datetime) -> list[Ask]:
    """Return the asks to everybody that meet a member's offers; guests cannot take any."""
    if member.is_guest:
        return []
    found = matching.open_asks_that_fit(tx, member, now=now, most=LOOKED_THROUGH, small_only=False)
    return [ask for ask in found if ask.audience is Audience.CHANNEL][: views.MOST_FITTING]
