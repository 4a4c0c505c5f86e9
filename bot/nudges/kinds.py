"""ONE table of all nudges, the most useful first: when the reason of each holds, what it says, what is done about it.

Each says it in a message of its own, and in a line of its member's weekly summary when it still waits by then.

A feature that has a new occasion adds one line here; one that stands above nudges brings it with `bring`.
"""

from dataclasses import dataclass, field

from bot.nudges import ask_views, gift_reasons, people_views, reasons, views
from bot.nudges.reasons import Effect, LineView, Matters, View, asked, shown
from bot.nudges.views import Words
from models import Nudge, NudgeKind


@dataclass(frozen=True, slots=True)
class Reason:
    """What a nudge of a kind may be about: whether it still matters, what it says, what telling or dismissing does."""

    still_matters: Matters
    view: View
    # What it says in a summary.
    line: LineView
    told: Effect = reasons.nothing
    dismissed: Effect = reasons.nothing
    # Why it comes, where the words of its kind do not say it.
    why: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of nudges: its words, and its reasons by the noun they are about ("ask" for "ask:12")."""

    words: Words
    reasons: dict[str, Reason] = field(default_factory=dict)


def words_of(kind: NudgeKind) -> Words:
    """Return what a kind of nudges is called, and why most of them come."""
    return KINDS[kind].words


def why(nudge: Nudge) -> str:
    """Return the sentence that says why a nudge came."""
    reason = reason_of(nudge)
    return (reason.why if reason else "") or words_of(nudge.kind).why


def reason_of(nudge: Nudge) -> Reason | None:
    """Return what is known of a nudge's reason; None for one that no feature stands for."""
    return KINDS[nudge.kind].reasons.get(nudge.about.partition(":")[0])


def usefulness(nudge: Nudge) -> int:
    """Return the place of a nudge's kind in the table; the smaller the more useful."""
    return list(KINDS).index(nudge.kind)


def bring(kind: NudgeKind, noun: str, reason: Reason) -> None:
    """Let a feature that stands above nudges stand for its own reason, in place of the one here."""
    KINDS[kind].reasons[noun] = reason


KINDS: dict[NudgeKind, Kind] = {
    NudgeKind.STILL_OPEN: Kind(
        ask_views.STILL_OPEN,
        {"ask": Reason(asked(reasons.is_quiet), shown(ask_views.still_open), shown(ask_views.still_open_line))},
    ),
    NudgeKind.CAME_OF_IT: Kind(
        ask_views.CAME_OF_IT,
        {
            "ask": Reason(asked(reasons.has_an_outcome), shown(ask_views.came_of_it), shown(ask_views.came_of_it_line)),
            "gift": Reason(
                gift_reasons.came_to_good,
                gift_reasons.came_of_it,
                gift_reasons.came_of_it_line,
                why=gift_reasons.WHY_CAME_OF_IT,
            ),
        },
    ),
    NudgeKind.TWO_MINUTES: Kind(
        ask_views.TWO_MINUTES,
        {
            "ask": Reason(
                asked(reasons.is_free_for),
                shown(ask_views.two_minutes),
                shown(ask_views.two_minutes_line),
                told=reasons.invite,
            )
        },
    ),
    NudgeKind.THANKS: Kind(
        ask_views.THANKS, {"ask": Reason(asked(reasons.lacks_thanks), reasons.thanks, reasons.thanks_line)}
    ),
    NudgeKind.RECONNECT: Kind(
        people_views.RECONNECT,
        {
            "tie": Reason(
                reasons.sleeps,
                reasons.reconnect,
                reasons.reconnect_line,
                told=reasons.invite_to_it,
                dismissed=reasons.leave_alone,
            )
        },
    ),
    NudgeKind.GREET: Kind(people_views.GREET),
    NudgeKind.FITS_NOW: Kind(
        ask_views.FITS_NOW,
        {"ask": Reason(asked(reasons.comes_back), shown(ask_views.fits_now), shown(ask_views.fits_now_line))},
    ),
    # It is about no more than the last four: said at once or not at all, it never waits, and never folds.
    NudgeKind.PAUSED: Kind(views.PAUSED),
}
