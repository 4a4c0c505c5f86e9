"""What admins choose for everybody: one table, of which the form, and what becomes of its answers, are made."""

from collections.abc import Sequence

from bot import blocks
from bot.admin.rules import may_administer, name_to_type
from bot.blocks import Block, Modal, Option, note
from bot.i18n import N_, translations
from bot.members.settings import Given, number_given, number_input, week_given, week_inputs
from bot.members.views import LANGUAGE_NAMES
from models import Feature, Member, Workspace

FEATURES = {
    Feature.IDEAS: N_("Ideas from colleague to colleague"),
    Feature.INTRODUCTIONS: N_("Introductions"),
    Feature.NEWCOMERS: N_("Welcome for newcomers"),
    Feature.DIGEST: N_("Weekly letters to channels"),
    Feature.NUDGES: N_("Nudges"),
}
# Column of a workspace, which is the input's name, too → what it is, and what there is to choose.
NUMBERS: dict[str, tuple[str, Sequence[int]]] = {
    "invitations_a_day": (N_("Invitations a member gets in a day, at most"), range(1, 6)),
    "invitations_a_week": (N_("Invitations a member gets in a week, at most"), range(1, 11)),
    "wave_size": (N_("Members invited together"), range(1, 6)),
    "most_waves": (N_("How often the next ones are invited"), range(1, 6)),
    "nudges_a_day": (N_("Nudges a member gets in a day, at most"), range(4)),
    "nudges_a_week": (N_("Nudges a member gets in a week, at most"), range(6)),
    "keep_records_days": (N_("Days for which records of sent messages are kept"), (30, 60, 90, 180)),
}
KEPT: dict[str, str] = {
    "keep_asks_days": N_("Closed asks are deleted after"),
    "keep_journals_days": N_("Journal entries are deleted after"),
}
NEVER = "never"
DAYS = {"90": N_("90 days"), "180": N_("180 days"), "365": N_("a year"), "730": N_("two years")}


def form(workspace: Workspace, appointed: Sequence[Member], locale: str) -> Modal:
    """Let an admin see and change everything in the table."""
    _ = translations(locale).gettext
    languages = [Option(name, language) for language, name in LANGUAGE_NAMES.items()]
    features = [Option(_(label), feature.value) for feature, label in FEATURES.items()]
    on = [feature.value for feature in FEATURES if feature not in workspace.features_off.split()]
    week = week_inputs(workspace.workday_starts, workspace.workday_ends, workspace.workdays, locale)
    return blocks.modal(
        "workspace.edit",
        _("For everybody"),
        blocks.choice("language", _("Language where Slack names none"), languages, initial=workspace.locale),
        *week,
        note(_("These hours hold for everybody who has not set others, in their own time zone.")),
        blocks.choices("features", _("What I do here"), features, initial=on),
        *(number_input(name, _(label), some, getattr(workspace, name)) for name, (label, some) in NUMBERS.items()),
        *(_kept(workspace, name, locale) for name in KEPT),
        blocks.people_input(
            "admins",
            _("Who looks after me, besides Slack's admins"),
            initial=[member.slack_id for member in appointed if may_administer(member)],
        ),
        submit=_("Save"),
        close=_("Cancel"),
    )


def save(workspace: Workspace, given: Given) -> None:
    """Write what was chosen into the workspace; Refusal, naming the input, for hours nobody could work."""
    starts, ends, days = week_given(given)
    workspace.workday_starts, workspace.workday_ends, workspace.workdays = starts, ends, days
    if given.text("language") in LANGUAGE_NAMES:
        workspace.locale = given.text("language")
    off = {feature.value for feature in FEATURES} - set(given.several("features"))
    workspace.features_off = " ".join(sorted(off))
    for name, (_label, numbers) in NUMBERS.items():
        setattr(workspace, name, number_given(given, name, numbers, getattr(workspace, name)))
    for name in KEPT:
        setattr(workspace, name, int(given.text(name)) if given.text(name) in DAYS else None)


def delete_form(workspace: Workspace, locale: str) -> Modal:
    """Let an admin confirm by the workspace's name that everything shall be deleted."""
    _ = translations(locale).gettext
    what = _(
        "*Everything I keep of this workspace is deleted, for good and for everybody*: asks, offers, journals, "
        "settings, letters. It takes a minute at most. Nobody can bring it back."
    )
    stays = _(
        "What stands in Slack's conversations stays there; its buttons do nothing any more. Remove the app in Slack "
        "afterwards, or it begins anew when it is started next."
    )
    return blocks.modal(
        "workspace.forget",
        _("Delete everything"),
        blocks.section(what),
        note(stays),
        blocks.text_input("name", _("To confirm, type the name: {name}").format(name=name_to_type(workspace))),
        submit=_("Delete everything"),
        close=_("Cancel"),
    )


def deleted(locale: str) -> Modal:
    """Say that everything goes now."""
    _ = translations(locale).gettext
    text = _("Everything is being deleted. Within a minute nothing is left.")
    return blocks.modal("notice", _("Delete everything"), blocks.section(text), close=_("Close"))


def _kept(workspace: Workspace, name: str, locale: str) -> Block:
    _ = translations(locale).gettext
    options = [Option(_("Never"), NEVER), *(Option(_(label), days) for days, label in DAYS.items())]
    return blocks.choice(name, _(KEPT[name]), options, initial=str(getattr(workspace, name) or NEVER))
