"""What a letter is made of: a list of parts, each of which finds its lines and can tell them again later.

A part of another feature is one more entry in PARTS: a function that finds what may be told to a channel, and one that
reads the same things again by their names, as they are by now.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from bot.digest import rules, views
from bot.digest.letters import Line
from bot.digest.questions import QUESTIONS
from bot.i18n import N_
from bot.members.hours import local
from bot.newcomers import service as newcomers
from bot.thanks import service as thanks
from bot.thanks.views import told
from models import Ask, AskState, Audience, DigestLetter, DigestLine, DigestSubscription, Member, Newcomer, Thanks

Find = Callable[[Session, DigestSubscription, datetime], Sequence[Line]]
Again = Callable[[Session, int, Collection[str]], Sequence[Line]]
Told = Callable[[Session, int, Collection[str], datetime], None]


def _nothing(tx: Session, workspace_id: int, abouts: Collection[str], now: datetime) -> None:
    """Leave it at that."""
    del tx, workspace_id, abouts, now


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and where its lines come from.

    `find` returns what may be told to a channel now, in the same order each time; `again` what is left of the lines
    with these names; `told` hears which of them stand in a letter that goes out. `later` is the heading once all of
    them are over. A letter goes out only when a part that `is_news` has something to tell.
    """

    name: str
    title: str
    find: Find
    again: Again
    told: Told = _nothing
    later: str = ""
    is_news: bool = True


def _open_asks(tx: Session, where: DigestSubscription, now: datetime) -> list[Line]:
    """Find the open asks that were made to this very channel; what was asked elsewhere stays there.

    They are locked, so that none changes while a letter is being written.
    """
    today = local(now, where.zone).date()
    asked_here = (
        select(Ask)
        .join(Ask.asker)
        .options(contains_eager(Ask.asker))
        .where(
            Ask.workspace_id == where.workspace_id,
            Ask.state == AskState.OPEN,
            Ask.audience == Audience.CHANNEL,
            Ask.channel == where.channel,
            (Ask.by_when.is_(None)) | (Ask.by_when >= today),
            Member.is_deactivated.is_(False),
        )
        .order_by(Ask.id)
        .with_for_update(key_share=True, of=Ask)
    )
    return [_ask(ask) for ask in tx.scalars(asked_here)]


def _asks_again(tx: Session, workspace_id: int, abouts: Collection[str]) -> list[Line]:
    # One that was not taken by its channel, or is for helpers only by now, is no longer anything to tell.
    asked = Ask.workspace_id == workspace_id, Ask.id.in_(_ids(abouts)), Ask.audience == Audience.CHANNEL
    found = select(Ask).join(Ask.asker).options(contains_eager(Ask.asker)).where(*asked)
    return [_ask(ask) for ask in tx.scalars(found)]


def _ask(ask: Ask) -> Line:
    return Line(
        f"ask:{ask.id}",
        lambda locale: views.ask(ask, locale),
        lambda locale: views.plain_ask(ask, locale),
        comes_again=True,
        is_over=ask.state is not AskState.OPEN,
    )


def _deeds(tx: Session, where: DigestSubscription, now: datetime) -> list[Line]:
    since = now - rules.TELLABLE
    return [_told(one) for one in thanks.deeds_that_may_be_told(tx, where.workspace_id, since, rules.MOST_LINES)]


def _thanks(tx: Session, where: DigestSubscription, now: datetime) -> list[Line]:
    since = now - rules.TELLABLE
    return [_told(one) for one in thanks.thanks_that_may_be_told(tx, where.workspace_id, since, rules.MOST_LINES)]


def _told_again(tx: Session, workspace_id: int, abouts: Collection[str]) -> list[Line]:
    return [_told(one) for one in thanks.still_agreed(tx, workspace_id, _ids(abouts))]


def _mark_told(tx: Session, workspace_id: int, abouts: Collection[str], now: datetime) -> None:
    thanks.mark_told(thanks.still_agreed(tx, workspace_id, _ids(abouts)), now=now)


def _told(one: Thanks) -> Line:
    return Line(f"thanks:{one.id}", lambda locale: [told(one, locale)], lambda _: views.one_line(one.words))


def _newcomers(tx: Session, where: DigestSubscription, now: datetime) -> list[Line]:
    found = newcomers.that_may_be_told(tx, where.workspace_id, now=now)
    return [_newcomer(one) for one in found]


def _newcomers_again(tx: Session, workspace_id: int, abouts: Collection[str]) -> list[Line]:
    return [_newcomer(one) for one in newcomers.that_may_still_be_told(tx, workspace_id, _ids(abouts))]


def _newcomer(one: Newcomer) -> Line:
    return Line(
        newcomers.about(one),
        lambda locale: views.newcomer(one, locale),
        lambda locale: views.plain_newcomer(one, locale),
    )


def _question(tx: Session, where: DigestSubscription, now: datetime) -> list[Line]:
    del now
    here = DigestLetter.workspace_id == where.workspace_id, DigestLetter.channel == where.channel
    told = (
        select(DigestLine.about, func.max(DigestLetter.sent_at).label("last"))
        .join(DigestLetter, DigestLetter.id == DigestLine.letter_id)
        .where(*here, DigestLine.workspace_id == where.workspace_id, DigestLine.part == "question")
        .group_by(DigestLine.about)
    )
    last = {_id(row.about): row.last for row in tx.execute(told)}
    number = rules.question(len(QUESTIONS), told=last, workspace_id=where.workspace_id, channel=where.channel)
    return [_asked(number)]


def _questions_again(tx: Session, workspace_id: int, abouts: Collection[str]) -> list[Line]:
    del tx, workspace_id
    return [_asked(number) for number in _ids(abouts) if number < len(QUESTIONS)]


def _asked(number: int) -> Line:
    text = QUESTIONS[number]
    return Line(
        f"question:{number}",
        lambda locale: views.question(text, locale),
        lambda locale: views.plain_question(text, locale),
        comes_again=True,
    )


def _ids(abouts: Collection[str]) -> list[int]:
    return [_id(about) for about in abouts]


def _id(about: str) -> int:
    return int(about.rsplit(":", 1)[-1])


PARTS: Sequence[Part] = (
    Part("asks", N_("These asks are still open"), _open_asks, _asks_again, later=N_("These asks were open")),
    Part("deeds", N_("Somebody noticed"), _deeds, _told_again, _mark_told),
    Part("thanks", N_("Thank you"), _thanks, _told_again, _mark_told),
    Part("newcomers", N_("Say hello to"), _newcomers, _newcomers_again),
    Part("question", N_("A question for everybody"), _question, _questions_again, is_news=False),
)
