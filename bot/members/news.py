"""Telling people what is news to them, when they are at work.

What answers somebody's own act is no news, and no conversation that opens is: both go at once, through the outbox.
Invitations, gifts, nudges and summaries have rules of their own.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import outbox
from bot.blocks import Message
from bot.members import service
from bot.members.hours import next_working_moment
from models import Member, Outgoing

# For so long after pressing something people still look whether it is answered.
STILL_AT_IT = timedelta(minutes=5)


def tell(
    tx: Session, to: Member, key: str, message: Message, *, now: datetime, reason: str, answers: datetime | None = None
) -> bool:
    """Promise a member a message that somebody else's act or the clock brings, for their next working moment.

    It goes at once in their hours, and at any hour when it answers what they did themselves a moment ago, at `answers`.
    While it waits it is looked at again (`bot.timely`). It is no nudge: a pause is for being asked, and does not keep
    back how things of one's own went on. Nor is Slack asked for do-not-disturb and leave, as it keeps its own
    notifications back. Returns False when a message of this key was promised before.
    """
    moment, waits = moment_to_tell(to, now, answers=answers), not _is_at_it(answers, now)
    return outbox.post(tx, to.workspace_id, key, message, now=moment, reason=reason, to=[to], in_hours=waits)


def moment_to_tell(to: Member, now: datetime, *, answers: datetime | None = None) -> datetime:
    """Return when a member would be told something that is found out `now`, as `tell` decides it."""
    return now if _is_at_it(answers, now) else next_working_moment(service.hours_of(to), now)


def waits_until(tx: Session, outgoing: Outgoing, now: datetime) -> datetime:
    """Return `now` when the reader of a promised message is in their hours, or unknown by now, else when they begin."""
    reader = service.of(tx, outgoing.workspace_id, outgoing.people)
    return next_working_moment(service.hours_of(reader), now) if reader else now


def _is_at_it(answers: datetime | None, now: datetime) -> bool:
    return answers is not None and now - answers <= STILL_AT_IT
