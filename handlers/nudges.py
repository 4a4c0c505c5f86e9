"""The buttons on nudges. They work for the member a nudge went to and exist for nobody else."""

from sqlalchemy.orm import Session

from bot.nudges import choices, kinds, service, views
from bot.nudges.rules import NONE_OF_THESE
from handlers.answers import Answer
from handlers.incoming import Press
from models import Nudge


def pressed(press: Press, tx: Session) -> None:
    """Note that a nudge was heard, whatever is pressed on it and whatever comes of that."""
    if press.message and press.channel.startswith("D"):
        choices.heard(tx, press.member, press.channel, press.message, now=press.now)


def fewer(press: Press, tx: Session) -> Answer:
    """*Fewer of these*; or, by the buttons under the answer, as many as before, or none at all."""
    given = _mine(press, tx)
    words = kinds.words_of(given.kind)
    if press.value.startswith(views.BACK):
        choices.as_before(tx, given)
        return views.as_before(words, reader=press.member)
    if press.value.startswith(views.NONE):
        choices.mute(tx, press.member, given.kind)
        return views.fewer(given, words, NONE_OF_THESE, reader=press.member)
    return views.fewer(given, words, choices.fewer(tx, given), reader=press.member)


def snooze(press: Press, tx: Session) -> Answer:
    """*Snooze*: nothing of any kind for as long as was chosen, or, by the button under the answer, no waiting."""
    given = _mine(press, tx)
    if press.value.startswith(views.BACK):
        choices.end_snooze(press.member)
        return views.awake(reader=press.member)
    until = choices.snooze(press.member, press.value.partition(":")[0], now=press.now)
    return views.snoozed(given, until, reader=press.member)


def why(press: Press, tx: Session) -> Answer:
    """*Why this?*: the rule, what it looks at, and where to change it."""
    return views.why(kinds.why(_mine(press, tx)), reader=press.member)


def not_this_one(press: Press, tx: Session) -> Answer:
    """*Not this one*: what the nudge is about is left alone."""
    choices.dismiss(tx, _mine(press, tx), now=press.now)
    return None


def write(press: Press, tx: Session) -> Answer:
    """*Write to ...*: Slack opens the conversation by itself; there is nothing to do."""
    _mine(press, tx)
    return None


def keep(press: Press, tx: Session) -> Answer:
    """*Keep them coming*: nudges go on although the last ones were ignored."""
    _mine(press, tx)
    service.keep_coming(tx, press.member, now=press.now)
    return views.awake(reader=press.member)


def _mine(press: Press, tx: Session) -> Nudge:
    return choices.of(tx, press.workspace, press.value.rpartition(":")[2], to=press.member)
