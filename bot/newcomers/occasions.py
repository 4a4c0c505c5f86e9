"""What the nudges of this feature are about: they go out of the one budget, like all others."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import Message
from bot.newcomers import hosts, pairs, views
from bot.nudges import kinds
from bot.nudges.kinds import Reason
from models import Nudge, NudgeKind, Workspace


def register() -> None:
    """Let nudges know what to say to a host, and to two who may meet."""
    kinds.bring(NudgeKind.GREET, hosts.NOUN, Reason(hosts.still_matters, _greet))
    kinds.bring(NudgeKind.GREET, pairs.NOUN, Reason(pairs.still_matters, _meet, why=views.WHY_MEET))


def _greet(tx: Session, nudge: Nudge, now: datetime) -> Message:
    del now
    greeting = hosts.of_nudge(tx, nudge)
    if greeting is None:
        raise ValueError(f"a nudge about nothing: {nudge.occasion}")
    return views.greet(nudge, greeting, team_id=tx.get_one(Workspace, nudge.workspace_id).team_id)


def _meet(tx: Session, nudge: Nudge, now: datetime) -> Message:
    del now
    pair = pairs.of_nudge(tx, nudge)
    if pair is None:
        raise ValueError(f"a nudge about nothing: {nudge.occasion}")
    return views.meet(nudge, pair)
