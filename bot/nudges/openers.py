"""What somebody could bring to a colleague they have lost touch with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.matching import service as matching
from bot.matching.words import stems
from bot.members import service as members
from models import Ask, Member

# Open asks that fit are looked through for one of a certain colleague.
LOOKED_THROUGH = 50


@dataclass(frozen=True, slots=True)
class Opener:
    """A reason to write: an ask of theirs, else a line of one's own offers, else a friendly question."""

    ask: Ask | None = None
    offer: str = ""

    @property
    def worth(self) -> int:
        """How good a reason it is, to choose between two; the more the better."""
        return 2 if self.ask else 1 if self.offer else 0


def opener_for(tx: Session, giver: Member, other: Member, *, now: datetime) -> Opener:
    """Return the best reason `giver` has to write to `other`; never one from an ask that not everybody may read."""
    fitting = matching.open_asks_that_fit(tx, giver, now=now, most=LOOKED_THROUGH, small_only=False)
    for ask in fitting:
        if ask.asker_id == other.id and ask.is_for_everybody:
            return Opener(ask=ask)
    theirs = {stem for line in members.offers_of(tx, other) for stem in stems(line.text)}
    mine = [line.text for line in members.offers_of(tx, giver)]
    best = max(mine, key=lambda line: len(theirs.intersection(stems(line))), default="")
    return Opener(offer=best) if theirs.intersection(stems(best)) else Opener()
