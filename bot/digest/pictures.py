"""Drawing the picture that comes with a letter, once the letter is out; each is a transaction of its own."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import outbox
from bot.db import transaction
from bot.digest import figures, picture, rules
from bot.digest.rules import Week
from models import DigestLetter, Outgoing, OutgoingState

MOST_AT_ONCE = 50


def draw_due(now: datetime) -> int:
    """Draw the pictures of letters that are out, and promise them to their channels; return how many.

    None is drawn for fewer than five people, for twelve weeks without an ask, and for a letter that Slack refused.
    Drawing takes its time, so that it happens outside any transaction; a picture is promised once.
    """
    return sum(_draw(letter_id, weeks, locale, now) for letter_id, weeks, locale in _due(now))


def _due(now: datetime) -> list[tuple[int, list[Week], str]]:
    """Return which letters get a picture now, of which weeks and in which language; forget those that get none."""
    with transaction() as tx:
        waiting = select(DigestLetter).where(DigestLetter.picture_at <= now).order_by(DigestLetter.picture_at)
        letters = tx.scalars(waiting.limit(MOST_AT_ONCE).with_for_update(key_share=True, skip_locked=True))
        due = []
        for letter in letters:
            state = _state_of(tx, letter)
            if state is OutgoingState.WAITING:
                continue
            weeks = figures.weeks(tx, letter.workspace_id, letter.sent_at, letter.zone)
            people = figures.people(tx, letter.workspace_id)
            if state is OutgoingState.SENT and rules.is_worth_a_picture(weeks, people=people):
                due.append((letter.id, weeks, letter.locale))
            else:
                letter.picture_at = None
        return due


def _draw(letter_id: int, weeks: list[Week], locale: str, now: datetime) -> bool:
    said = picture.words(weeks, locale)
    drawn = picture.draw(weeks, said)
    with transaction() as tx:
        waiting = DigestLetter.id == letter_id, DigestLetter.picture_at.is_not(None)
        letter = tx.scalars(select(DigestLetter).where(*waiting).with_for_update(key_share=True)).one_or_none()
        if letter is None:
            return False
        letter.picture_at = None
        return outbox.upload(
            tx,
            letter.workspace_id,
            f"{letter.outbox_key}:picture",
            drawn,
            filename=f"asks-{letter.day.isoformat()}.png",
            title=said.title,
            alt_text=said.alt_text,
            now=now,
            reason="digest-picture",
            channel=letter.channel,
        )


def _state_of(tx: Session, letter: DigestLetter) -> OutgoingState | None:
    named = Outgoing.workspace_id == letter.workspace_id, Outgoing.key == letter.outbox_key
    return tx.scalar(select(Outgoing.state).where(*named))
