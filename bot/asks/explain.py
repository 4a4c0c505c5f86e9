"""Why these colleagues and not others: a wave made again from what was known then, for an admin's shell.

Nothing of it is kept: the signs and the choice are worked out anew from rows and the seed, as the wave did.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.asks import waves
from bot.matching import rules
from bot.matching import service as matching
from bot.matching.rules import Candidate
from models import Ask, Invitation, InvitationState, Member, Workspace

# So many of the likeliest are shown besides those who were invited.
_SHOWN = 12


def explain(tx: Session, ask: Ask) -> list[str]:
    """Return lines that say for each wave of an ask who was likely, by which signs, and who was chosen and why."""
    lines = [f"ask {ask.id} ({ask.kind}, {ask.state}), opened {ask.opened_at:%Y-%m-%d %H:%M} UTC"]
    mine = Invitation.workspace_id == ask.workspace_id, Invitation.ask_id == ask.id, Invitation.wave > 0
    given = tx.scalars(select(Invitation).where(*mine).order_by(Invitation.wave, Invitation.id)).all()
    for wave in sorted({one.wave for one in given}):
        of_wave = [one for one in given if one.wave == wave]
        at = min((one.planned_at for one in of_wave if one.planned_at), default=None)
        if at is None:
            lines.append(f"wave {wave}: planned before plans were dated, so it cannot be made again")
        else:
            lines += _wave(tx, ask, wave, at, of_wave)
    return lines if given else [*lines, "nobody was invited yet"]


def _wave(tx: Session, ask: Ask, wave: int, at: datetime, given: Sequence[Invitation]) -> list[str]:
    earlier = select(Invitation.helper_id).where(
        Invitation.workspace_id == ask.workspace_id, Invitation.ask_id == ask.id
    )
    asked_before = set(tx.scalars(earlier.where(Invitation.wave < wave)))
    known = [found for found in matching.as_it_was(tx, ask, at=at) if found[0].member_id not in asked_before]
    likely = [candidate for candidate, _ in known]
    seed = waves.seed_of(ask, wave)
    most = tx.get_one(Workspace, ask.workspace_id).wave_size
    looked_at = likely[: waves.CHOICE * most]
    due = {one.member_id: waves.next_moment(tx, one, at) for one in looked_at}
    again = {one.member_id for one in waves.pick(looked_at, due, most=most, now=at, seed=seed)}
    invited = {one.helper_id: one for one in given}
    place = ", a place kept for somebody new" if rules.keeps_a_place(seed) else ""
    lines = [f"wave {wave}, planned {at:%Y-%m-%d %H:%M:%S} UTC, seed {seed}{place}"]
    for number, (candidate, signs) in enumerate(known):
        if number < _SHOWN or candidate.member_id in invited:
            lines.append(_line(tx, candidate, signs, invited, again, at))
    replaced = sum(1 for one in given if one.state is InvitationState.DROPPED)
    is_same = again == {one.helper_id for one in given if one.planned_at == at}
    if is_same:
        lines.append("  made again, the choice is the same")
    else:
        lines.append(f"  made again, the choice differs: rows, hours or pauses have changed since ({replaced} dropped)")
    return lines


def _line(
    tx: Session,
    candidate: Candidate,
    signs: Mapping[str, float],
    invited: Mapping[int, Invitation],
    again: set[int],
    at: datetime,
) -> str:
    member = tx.get_one(Member, candidate.member_id)
    mark = "invited" if candidate.member_id in invited else "chosen again" if candidate.member_id in again else ""
    parts = ", ".join(f"{name} {value:+.2f}" for name, value in signs.items() if abs(value) >= 0.005)  # noqa: PLR2004
    peace = rules.PEACE * rules.lately(candidate.past, at)
    why = candidate.reason.kind
    return f"  {member.slack_id:<12} {mark:<12} {candidate.score:+.2f}, for peace {-peace:+.2f} ({why}; {parts})"
