"""Steps on the App Home, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import outbox
from bot.admin import rules as admin_rules
from bot.admin import service as admin
from bot.admin.views import ForAdmins
from bot.asks import service as asks
from bot.blocks import Message, keys_of, title_of
from bot.digest import service as digest
from bot.giving import service as giving
from bot.giving import views as giving_views
from bot.home import views
from bot.home.views import Shown, Waiting
from bot.introductions import service as introductions
from bot.journal import service as journal
from bot.matching import service as matching
from bot.members import service as members
from models import Ask, GiftState, Member, Method, Outgoing, Workspace

# Many asks that fit may be by private invitation only; so many are looked through for some that are not.
LOOKED_THROUGH = 50
# What Slack says when a Home is not the one any more that a new one was meant to follow.
CONFLICT = "hash_conflict"


def show(tx: Session, member: Member, now: datetime, *, seen: str = "") -> None:
    """Publish a member's Home as it is now; `seen` is the hash of the one they look at, when Slack has told."""
    workspace = tx.get_one(Workspace, member.workspace_id)
    locale = member.locale or workspace.locale
    shown = Shown(
        reader=member,
        asks=asks.open_asks_of(tx, member, most=views.MOST_OWN_ASKS + 1),
        fitting=_fitting(tx, member, now),
        offers=[offer.text for offer in members.offers_of(tx, member)],
        reach=[line.text for line in members.reach_of(tx, member)],
        waiting=_waiting(tx, member, now),
        entries=journal.entries_of(tx, member, most=views.MOST_ENTRIES + 1),
        admin=_for_admins(tx, workspace, member, now),
    )
    outbox.publish(tx, member, views.page(shown, locale, now=now), now=now, seen=seen)


def refresh(tx: Session, member: Member, now: datetime) -> None:
    """Publish a member's Home again after something on it changed; nothing when they never opened it."""
    if _was_opened(tx, member):
        show(tx, member, now)


def was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not show a page, because another has come between: show it as things are now."""
    member = tx.get(Member, int(outgoing.key.split(":")[1])) if problem == CONFLICT else None
    if member is not None and member.workspace_id == outgoing.workspace_id:
        show(tx, member, now)


def _was_opened(tx: Session, member: Member) -> bool:
    published = select(Outgoing.id).where(
        Outgoing.workspace_id == member.workspace_id,
        Outgoing.key == f"home:{member.id}",
        Outgoing.method == Method.PUBLISH,
    )
    return tx.scalars(published).first() is not None


def _for_admins(tx: Session, workspace: Workspace, member: Member, now: datetime) -> ForAdmins | None:
    if not admin_rules.may_administer(member):
        return None
    return ForAdmins(workspace, digest.subscriptions_of(tx, workspace.id), admin.figures(tx, workspace, now))


def _waiting(tx: Session, member: Member, now: datetime) -> list[Waiting]:
    """Return what waits for a member's answer, the oldest first, and then what of theirs waits for somebody else's."""
    most = views.MOST_WAITING
    found = []
    for part in introductions.waiting_for(tx, member, most=most):
        introduction = part.introduction
        question = introductions.question(part, introductions.parts_of(tx, introduction))
        words = introduction.ask.text if introduction.ask else introduction.words
        found.append((introduction.begun_at, _as_waiting(question, words)))
    for gift in giving.before(tx, member, most=most):
        offer = giving_views.offer_again if gift.state is GiftState.AGAIN else giving_views.offer
        found.append((gift.written_at, _as_waiting(offer(gift), giving_views.in_short(gift))))
    for_me = [waiting for _, waiting in sorted(found, key=lambda one: one[0])]
    own = giving.under_way(tx, member, now=now, most=most)
    return [*for_me, *(_as_waiting(giving_views.receipt(gift), giving_views.in_short(gift)) for gift in own)]


def _as_waiting(message: Message, words: str) -> Waiting:
    return Waiting(title_of(message), words, keys_of(message))


def _fitting(tx: Session, member: Member, now: datetime) -> list[Ask]:
    """Return the asks to everybody that meet a member's offers; guests cannot take any."""
    if member.is_guest:
        return []
    found = matching.open_asks_that_fit(tx, member, now=now, most=LOOKED_THROUGH, small_only=False)
    return [ask for ask in found if ask.is_for_everybody][: views.MOST_FITTING]
