"""What admins read on their App Home: letters, what was chosen, and figures of the group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import i18n
from bot.admin.forms import FEATURES, NUMBERS
from bot.admin.rules import Band, Figures
from bot.blocks import Block, Message, button, buttons, header, message, note, section
from bot.digest.command_views import in_short, keys, set_up
from bot.i18n import N_, translations
from bot.members.views import days_in_words
from bot.workspaces import service as workspaces
from models import DigestSubscription, Feature, Workspace

BANDS = {
    Band.NOBODY: N_("nobody yet"),
    Band.UP_TO_A_QUARTER: N_("up to a quarter"),
    Band.UP_TO_A_HALF: N_("a quarter to a half"),
    Band.UP_TO_THREE_QUARTERS: N_("a half to three quarters"),
    Band.MORE: N_("more than three quarters"),
}
NO_DIGESTS = N_("No channel gets one yet.")
MOST_DIGESTS = 10
BLOCKS_OF_A_DIGEST = 2
# Heading, what digests are, the list of those without buttons, what was chosen, figures, buttons.
OTHER_BLOCKS = 6
SHORTEST_SAID = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ForAdmins:
    """What the admins' part is made of; no figures of a group that is too small."""

    workspace: Workspace
    digests: Sequence[DigestSubscription]
    figures: Figures | None


def part(shown: ForAdmins, locale: str, *, room: int) -> list[Block | None]:
    """Show admins their part of the App Home; with `room` for so many blocks, six of which it needs in any case."""
    _ = translations(locale).gettext
    return [
        header(_("For admins")),
        *_digests(shown, locale, most=max(0, room - OTHER_BLOCKS) // BLOCKS_OF_A_DIGEST),
        note(_chosen(shown.workspace, locale)),
        note(_figures(shown.figures, locale)),
        buttons(
            button(_("Settings for everybody"), "workspace.edit", ""),
            button(_("Delete everything"), "workspace.forget", "", style="danger"),
        ),
    ]


def where(locale: str) -> Message:
    """Say where admins find their part."""
    _ = translations(locale).gettext
    return message(_("What admins choose for everybody stands at the end of my App Home; they alone see it there."))


def _digests(shown: ForAdmins, locale: str, *, most: int) -> list[Block | None]:
    """List the digests, the first `most` of them with buttons; without any where they are switched off."""
    _ = translations(locale).gettext
    is_on = workspaces.is_on(shown.workspace, Feature.DIGEST)
    with_keys = shown.digests[: min(most, MOST_DIGESTS)] if is_on else []
    others = [in_short(one, locale) for one in shown.digests[len(with_keys) : MOST_DIGESTS]]
    if len(shown.digests) > MOST_DIGESTS:
        others.append(_("There are more; `/givefirst digest` in a channel shows its own."))
    what = _(
        "*Digests* are letters to a channel, at its hour and in its language: open asks, and good news that may be "
        "told. Anybody in a channel can set one up there, too: `/givefirst digest`."
    )
    blocks: list[Block | None] = [
        section(what if shown.digests else what + "\n" + _(NO_DIGESTS), set_up(locale) if is_on else None)
    ]
    for one in with_keys:
        blocks += [section(in_short(one, locale)), keys(one.channel, locale)]
    return [*blocks, note("\n".join(others))]


def _chosen(workspace: Workspace, locale: str) -> str:
    _ = translations(locale).gettext
    hours = _("Working hours unless set otherwise: {days}, {starts} to {ends}").format(
        days=days_in_words([int(day) for day in workspace.workdays], locale),
        starts=f"{workspace.workday_starts:%H:%M}",
        ends=f"{workspace.workday_ends:%H:%M}",
    )
    numbers = [(_(NUMBERS[name][0]), getattr(workspace, name)) for name in ("invitations_a_week", "nudges_a_week")]
    caps = [f"{label}: {number}" for label, number in numbers]
    off = [_(label) for feature, label in FEATURES.items() if feature in workspace.features_off.split()]
    switched_off = [_("Switched off: {features}").format(features=i18n.listed(off, locale))] if off else []
    return "\n".join([hours, *caps, *switched_off])


def _figures(figures: Figures | None, locale: str) -> str:
    _ = translations(locale).gettext
    if figures is None:
        return _("Figures of the group show from five members up.")
    few = _("too few asks to tell")
    share = few if figures.answered_percent is None else f"{figures.answered_percent} %"
    lines = [
        _("The group in the last 90 days:"),
        _("Time to the first answer, typically: {time}").format(time=_span(figures.first_answer, locale) or few),
        _("Asks answered: {share}").format(share=share),
        _("Members who helped at least once: {band}").format(band=_(BANDS[figures.helped])),
        _("Nudges sent: {sent}, told in weekly summaries: {folded}, silenced: {silenced}").format(
            sent=figures.nudges_sent, folded=figures.nudges_folded, silenced=figures.nudges_silenced
        ),
    ]
    return "\n".join(lines)


def _span(span: timedelta | None, locale: str) -> str:
    return i18n.span(max(span, SHORTEST_SAID), locale) if span else ""
