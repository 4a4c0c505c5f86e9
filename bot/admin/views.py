"""What admins read on their App Home: letters, what was chosen, and figures of the group."""

from collections.abc import Sequence
from datetime import timedelta

from bot import i18n
from bot.admin.forms import FEATURES, NUMBERS
from bot.admin.rules import Band, Figures
from bot.blocks import Block, button, buttons, escape, header, note
from bot.i18n import N_, translations
from bot.members.views import LANGUAGE_NAMES, days_in_words
from models import DigestSubscription, Workspace

BANDS = {
    Band.NOBODY: N_("nobody yet"),
    Band.UP_TO_A_QUARTER: N_("up to a quarter"),
    Band.UP_TO_A_HALF: N_("a quarter to a half"),
    Band.UP_TO_THREE_QUARTERS: N_("a half to three quarters"),
    Band.MORE: N_("more than three quarters"),
}
MOST_DIGESTS = 10
SHORTEST_SAID = timedelta(minutes=1)


def part(
    workspace: Workspace, digests: Sequence[DigestSubscription], figures: Figures | None, locale: str
) -> list[Block | None]:
    """Show admins their part of the App Home, in at most five blocks."""
    _ = translations(locale).gettext
    return [
        header(_("For admins")),
        note(_digests(digests, locale)),
        note(_chosen(workspace, locale)),
        note(_figures(figures, locale)),
        buttons(
            button(_("Settings for everybody"), "workspace.edit", ""),
            button(_("Delete everything"), "workspace.forget", "", style="danger"),
        ),
    ]


def _digests(digests: Sequence[DigestSubscription], locale: str) -> str:
    _ = translations(locale).gettext
    how = _("`/givefirst digest here weekly Mon 09:00` in a channel starts or moves a letter, `digest off` ends it.")
    if not digests:
        return _("No channel gets a letter yet.") + "\n" + how
    lines = [
        _("<#{channel}>: {weekday}, {time} ({zone}), {language}").format(
            channel=one.channel,
            weekday=i18n.weekday(one.weekday, locale),
            time=f"{one.at:%H:%M}",
            zone=escape(one.zone),
            language=LANGUAGE_NAMES[i18n.language(one.locale)],
        )
        for one in digests[:MOST_DIGESTS]
    ]
    return "\n".join([*lines, how])


def _chosen(workspace: Workspace, locale: str) -> str:
    _ = translations(locale).gettext
    hours = _("Working hours unless set otherwise: {days}, {starts} to {ends}").format(
        days=days_in_words([int(day) for day in workspace.workdays], locale),
        starts=f"{workspace.workday_starts:%H:%M}",
        ends=f"{workspace.workday_ends:%H:%M}",
    )
    caps = [f"{_(NUMBERS[name][0])}: {getattr(workspace, name)}" for name in ("invitations_a_week", "nudges_a_week")]
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
        _("Nudges sent: {sent}, silenced: {silenced}").format(
            sent=figures.nudges_sent, silenced=figures.nudges_silenced
        ),
    ]
    return "\n".join(lines)


def _span(span: timedelta | None, locale: str) -> str:
    return i18n.span(max(span, SHORTEST_SAID), locale) if span else ""
