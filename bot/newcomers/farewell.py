"""What becomes of welcomes when somebody is forgotten, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.members import news
from bot.newcomers import hosts, pairs, service, views
from models import Consent, Greeting, Member, Newcomer, NewcomerPair
from models.base import new_key


def let_go(tx: Session, member: Member, *, now: datetime) -> set[str]:
    """Let go of a member as somebody who has joined, as a host and as one of a pair; return the names of all that goes.

    Whom they were shown is shown to another host. Whoever said yes to meeting them reads that it does not come about.
    """
    hosts.set_host(tx, member, is_host=False, now=now)
    here = Greeting.workspace_id == member.workspace_id
    own = select(Newcomer.id).where(Newcomer.workspace_id == member.workspace_id, Newcomer.member_id == member.id)
    greetings = select(Greeting.id).where(here, or_(Greeting.host_id == member.id, Greeting.newcomer_id.in_(own)))
    names = {f"{hosts.NOUN}:{id_}" for id_ in tx.scalars(greetings)}
    names |= {service.about(newcomer) for newcomer in [service.of(tx, member)] if newcomer}
    theirs = or_(NewcomerPair.one_id == member.id, NewcomerPair.other_id == member.id)
    for pair in tx.scalars(select(NewcomerPair).where(NewcomerPair.workspace_id == member.workspace_id, theirs)).all():
        _tell_the_other(tx, pair, member, now)
        names.add(f"{pairs.NOUN}:{pair.id}")
    return names


def _tell_the_other(tx: Session, pair: NewcomerPair, member: Member, now: datetime) -> None:
    is_one = pair.one_id == member.id
    other, says = (pair.other, pair.other_says) if is_one else (pair.one, pair.one_says)
    mine = pair.one_says if is_one else pair.other_says
    if says is Consent.YES and mine is not Consent.YES and service.is_to_be_welcomed(other):
        key, message = f"forgotten:{new_key()}", views.comes_to_nothing(other)
        news.tell(tx, other, key, message, now=now, reason="forgotten")
