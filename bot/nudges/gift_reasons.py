"""Nudges about something that was given: what came of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks import Message, button, said
from bot.giving import rules as giving
from bot.giving.views import asks_what_came_of_it, in_short
from bot.i18n import N_, translations
from bot.members.views import mention
from bot.nudges.rules import CAME_OF_IT_UNTIL, number_in
from bot.nudges.views import Line, nudge
from models import Gift, Nudge

WHY_CAME_OF_IT = N_(
    "I ask once, three weeks after you read an idea or put something right that a colleague saw, I look only at that, "
    "and *Fewer of these* makes such questions rarer; your working hours are in `/givefirst settings`."
)


def came_to_good(tx: Session, given: Nudge, now: datetime) -> bool:
    """Tell whether something given came to good, not too long ago to remember."""
    gift = _gift_of(tx, given)
    if gift is None or gift.settled_at is None:
        return False
    return giving.came_to_good(gift) and now - gift.settled_at <= CAME_OF_IT_UNTIL


def came_of_it(tx: Session, given: Nudge, now: datetime) -> Message:
    """Ask its receiver what came of it."""
    del now
    gift = _known(tx, given)
    _ = translations(given.member.locale).gettext
    title = _("A few weeks ago {colleague} gave you this. What came of it? They would like to hear.")
    title = title.format(colleague=mention(gift.sender))
    return nudge(given, title, *asks_what_came_of_it(gift), preview=gift.subject)


def came_of_it_line(tx: Session, given: Nudge, now: datetime) -> Line:
    """Ask its receiver in a line what came of it."""
    del now
    gift = _known(tx, given)
    _ = translations(given.member.locale).gettext
    sentence = _("What came of what {colleague} gave you?").format(colleague=mention(gift.sender))
    return Line(sentence, button(_("Tell them"), "give.outcome", gift.key), said(in_short(gift)))


def _known(tx: Session, given: Nudge) -> Gift:
    gift = _gift_of(tx, given)
    if gift is None:
        raise ValueError(f"a nudge about nothing: {given.occasion}")
    return gift


def _gift_of(tx: Session, given: Nudge) -> Gift | None:
    theirs = Gift.workspace_id == given.workspace_id, Gift.receiver_id == given.member_id
    return tx.scalars(select(Gift).where(*theirs, Gift.id == number_in(given.about))).one_or_none()
