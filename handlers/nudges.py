"""The three buttons under every nudge. They work for the member it went to and exist for nobody else."""

from sqlalchemy.orm import Session

from bot.nudges import service, views
from handlers.answers import Answer
from handlers.incoming import Press
from models import Nudge


def fewer(press: Press, tx: Session) -> Answer:
    """*Fewer of these*: no more of this kind, or, by the button under the answer, all of them again."""
    given = _mine(press, tx)
    if _takes_back(press):
        service.unmute(tx, press.member, given.kind)
        return views.unmuted(given, reader=press.member)
    service.mute(tx, press.member, given.kind)
    return views.muted(given, reader=press.member)


def snooze(press: Press, tx: Session) -> Answer:
    """*Snooze*: nothing of any kind for a week, or, by the button under the answer, no waiting after all."""
    given = _mine(press, tx)
    if _takes_back(press):
        service.end_snooze(press.member)
        return views.awake(reader=press.member)
    until = service.snooze(press.member, now=press.now)
    return views.snoozed(given, until, reader=press.member)


def why(press: Press, tx: Session) -> Answer:
    """*Why this?*: the rule, what it looks at, and where to change it."""
    return views.why(_mine(press, tx), reader=press.member)


def _mine(press: Press, tx: Session) -> Nudge:
    return service.of(tx, press.workspace, press.value.removeprefix(views.BACK), to=press.member)


def _takes_back(press: Press) -> bool:
    return press.value.startswith(views.BACK)
