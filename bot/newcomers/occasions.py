"""What the nudges of this feature are about: they go out of the one budget, like all others."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.blocks import Message
from bot.newcomers import hosts, pairs, views
from bot.nudges import kinds
from bot.nudges.kinds import Reason
from bot.nudges.views import Line
from models import Greeting, NewcomerPair, Nudge, NudgeKind, Workspace


def register() -> None:
    """Let nudges know what to say to a host, and to two who may meet."""
    kinds.bring(NudgeKind.GREET, hosts.NOUN, Reason(hosts.still_matters, _greet, _greet_line))
    kinds.bring(NudgeKind.GREET, pairs.NOUN, Reason(pairs.still_matters, _meet, _meet_line, why=views.WHY_MEET))


def _greet(tx: Session, nudge: Nudge, now: datetime) -> Message:
    del now
    return views.greet(nudge, _greeting(tx, nudge), team_id=_team_of(tx, nudge))


def _greet_line(tx: Session, nudge: Nudge, now: datetime) -> Line:
    del now
    return views.greet_line(nudge, _greeting(tx, nudge), team_id=_team_of(tx, nudge))


def _meet(tx: Session, nudge: Nudge, now: datetime) -> Message:
    del now
    return views.meet(nudge, _pair(tx, nudge))


def _meet_line(tx: Session, nudge: Nudge, now: datetime) -> Line:
    del now
    return views.meet_line(nudge, _pair(tx, nudge))


def _greeting(tx: Session, nudge: Nudge) -> Greeting:
    greeting = hosts.of_nudge(tx, nudge)
    if greeting is None:
        raise ValueError(f"a nudge about nothing: {nudge.occasion}")
    return greeting


def _pair(tx: Session, nudge: Nudge) -> NewcomerPair:
    pair = pairs.of_nudge(tx, nudge)
    if pair is None:
        raise ValueError(f"a nudge about nothing: {nudge.occasion}")
    return pair


def _team_of(tx: Session, nudge: Nudge) -> str:
    return tx.get_one(Workspace, nudge.workspace_id).team_id
