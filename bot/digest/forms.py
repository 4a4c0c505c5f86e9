"""What somebody is asked who sets up the letter of a channel, and the plan that becomes of the answers."""

import json

from bot import blocks, i18n
from bot.blocks import Modal, Option, note, section
from bot.digest import rules
from bot.digest.phrases import USUAL_TIME, USUAL_WEEKDAY, Plan
from bot.errors import Refusal
from bot.i18n import N_, translations
from bot.members.settings import Given, time_given
from bot.members.views import AUTOMATIC, LANGUAGE_NAMES
from models import DigestSubscription, Member, Rhythm, Workspace

RHYTHMS = {
    Rhythm.WEEKLY: N_("Every week"),
    Rhythm.TWO_WEEKS: N_("Every two weeks"),
    Rhythm.MONTHLY: N_("Every month, on the first such day"),
}
WEEKDAYS = tuple(str(day) for day in range(1, 8))
NOT_A_CHANNEL = N_("The weekly letter goes to a channel. Please choose one.")
NOT_TO_CHOOSE = N_("Please choose one of these.")
# What the form remembers of the channel it is about: where it was opened, or whose letter an admin changes.
HERE = "here"
LETTER = "letter"


def form(
    reader: Member,
    workspace: Workspace,
    locale: str,
    *,
    channel: str = "",
    kept: str = "",
    before: DigestSubscription | None = None,
) -> Modal:
    """Ask when a channel shall have its letter; for any channel, or for the one `kept` as HERE or LETTER.

    `before` is the letter it has so far.
    """
    _ = translations(locale).gettext
    usual = Plan(weekday=USUAL_WEEKDAY, at=USUAL_TIME, locale=None)
    rhythms = [Option(_(name), rhythm) for rhythm, name in RHYTHMS.items()]
    weekdays = [Option(i18n.weekday(int(day), locale), day) for day in WEEKDAYS]
    as_here = _("As in this workspace: {language}").format(language=LANGUAGE_NAMES[i18n.language(workspace.locale)])
    languages = [Option(as_here, AUTOMATIC), *(Option(name, short) for short, name in LANGUAGE_NAMES.items())]
    plan = before or usual
    language = i18n.language(plan.locale) if plan.locale else AUTOMATIC
    what = _("Open asks with a button to help, and good news that may be told; nothing in a quiet week.")
    where = _("I have to be in the channel: `/invite @Givefirst`.")
    clocks = _("The clocks in {zone} count.").format(zone=blocks.escape(zone_of(reader, before)))
    return blocks.modal(
        "digest.edit",
        _("Change a digest") if before else _("Set up a digest"),
        section(f"<#{channel}>") if channel else blocks.channel_input("channel", _("Which channel gets it?")),
        blocks.choice("rhythm", _("How often?"), rhythms, initial=plan.rhythm),
        blocks.choice("weekday", _("On which day?"), weekdays, initial=str(plan.weekday)),
        blocks.time_input("at", _("At what time?"), initial=f"{plan.at:%H:%M}"),
        note(clocks),
        blocks.choice("language", _("In which language?"), languages, initial=language),
        note(what, where),
        submit=_("Save"),
        close=_("Cancel"),
        metadata=json.dumps({kept: channel}) if channel else "",
    )


def zone_of(reader: Member, before: DigestSubscription | None) -> str:
    """Return by whose clocks a form is filled in: those of the letter there is, else those of whoever reads it."""
    return before.zone if before else reader.zone


def plan_given(given: Given) -> Plan:
    """Return the plan that was chosen; without a language for that of the workspace. Refusal, naming the input."""
    language = _one_of((AUTOMATIC, *LANGUAGE_NAMES), given, "language")
    return Plan(
        rhythm=Rhythm(_one_of(tuple(RHYTHMS), given, "rhythm")),
        weekday=int(_one_of(WEEKDAYS, given, "weekday")),
        at=time_given(given, "at"),
        locale=None if language == AUTOMATIC else language,
    )


def channel_given(given: Given) -> str:
    """Return the channel that was chosen; Refusal, naming the input, for anything else."""
    channel = given.text("channel")
    if not rules.is_channel(channel):
        raise Refusal(NOT_A_CHANNEL, field="channel")
    return channel


def _one_of(some: tuple[str, ...], given: Given, name: str) -> str:
    if given.text(name) not in some:
        raise Refusal(NOT_TO_CHOOSE, field=name)
    return given.text(name)
