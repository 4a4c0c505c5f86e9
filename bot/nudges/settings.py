"""What a member may set about nudges: how many a week, and which kinds."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import blocks
from bot.blocks import Block, Option
from bot.i18n import translations
from bot.members.settings import Given, Setting
from bot.nudges import choices, kinds, rules, service
from models import Member, NudgeKind

# As many as the workspace has.
USUAL = "usual"
# A member may choose up to so many nudges a week.
MOST_A_WEEK = 5
# One that says that no more will come is no kind to choose.
KINDS = tuple(kind for kind in kinds.KINDS if kind is not NudgeKind.PAUSED)


def _how_many(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    _ = translations(locale).gettext
    a_week = [Option(_("As usual here"), USUAL), Option(_("None"), "0")]
    a_week += [Option(str(number), str(number)) for number in range(1, MOST_A_WEEK + 1)]
    chosen = USUAL if member.nudges_a_week is None else str(member.nudges_a_week)
    label = _("Messages that I send you unasked, at most so many a week")
    hint = _("Invitations to help are not among them.")
    return [blocks.choice("nudges_a_week", label, a_week, initial=chosen, hint=hint)]


def _save_how_many(tx: Session, member: Member, given: Given, now: datetime) -> None:
    del tx, now
    chosen = given.text("nudges_a_week")
    may_be = chosen in {str(number) for number in range(MOST_A_WEEK + 1)}
    member.nudges_a_week = int(chosen) if may_be else None


def _which(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    _ = translations(locale).gettext
    options = [Option(_(kinds.words_of(kind).name), kind.value) for kind in KINDS]
    wanted = [kind.value for kind in KINDS if service.wants(member, kind)]
    return [blocks.choices("nudge_kinds", _("Which of them may I send you?"), options, initial=wanted)]


def _save_which(tx: Session, member: Member, given: Given, now: datetime) -> None:
    """Mute what was unchecked; a kind that comes more rarely stays rare while it is checked."""
    del now
    wanted = set(given.several("nudge_kinds"))
    for kind in KINDS:
        if service.wants(member, kind) != (kind.value in wanted):
            choices.rest(tx, member, kind, 0 if kind.value in wanted else rules.NONE_OF_THESE)


SETTINGS = (
    Setting(("nudges_a_week",), _how_many, _save_how_many),
    Setting(("nudge_kinds",), _which, _save_which),
)
