"""What a member may set: one table, of which the form, and what becomes of its answers, are made.

A new setting is one line in SETTINGS, its inputs and what saves them; a feature that stands above members has its own
in its `settings.py`, and `handlers.givefirst` shows them below these.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot import blocks, i18n
from bot.blocks import Block, Modal, Option, note
from bot.errors import Refusal
from bot.i18n import N_, translations
from bot.matching import service as matching
from bot.members import service
from bot.members.daysoff import NOWHERE, name_of, place_of, read_place
from bot.members.hours import first_working_moment, local, may_be_hours, working_day_of
from bot.members.phrases import LONGEST_PAUSE
from bot.members.views import AUTOMATIC, LANGUAGE_NAMES
from models import Member

# Whether thanks may be told to others; None until somebody has said so once.
TOLD: Mapping[str, bool | None] = {"ask": None, "yes": True, "no": False}


class Given(Protocol):
    """The answers of a form that was sent: `handlers.incoming.Submission` is one."""

    @property
    def values(self) -> Mapping[str, Any]:
        """Input name → what was given; no name for an input that was not shown."""

    def text(self, name: str) -> str:
        """Return what was typed or chosen in an input."""

    def several(self, name: str) -> list[str]:
        """Return what was picked in an input that takes several."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set: its inputs by name, and what saves their answers (Refusal, naming the input, for a no)."""

    names: tuple[str, ...]
    shown: Callable[[Member, str, datetime], Sequence[Block]]
    save: Callable[[Session, Member, Given, datetime], None]


def form(member: Member, locale: str, *, now: datetime, also: Sequence[Setting] = ()) -> Modal:
    """Let a member see and change everything in the table; `also` are settings of features that stand above this."""
    _ = translations(locale).gettext
    zone = _("In your Slack time zone, {zone}. I write to you unasked only in your working hours.")
    return blocks.modal(
        "settings.edit",
        _("Your settings"),
        *(block for setting in (*SETTINGS, *also) for block in setting.shown(member, locale, now)),
        note(zone.format(zone=blocks.escape(member.zone))),
        submit=_("Save"),
        close=_("Cancel"),
    )


def save(tx: Session, member: Member, given: Given, *, now: datetime, also: Sequence[Setting] = ()) -> None:
    """Let everything be as it was chosen; what an older form did not ask for stays. Refusal, naming the input."""
    for setting in (*SETTINGS, *also):
        if set(setting.names) <= set(given.values):
            setting.save(tx, member, given, now)


def _language(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    _ = translations(locale).gettext
    languages = [Option(_("Automatic, as in Slack"), AUTOMATIC)]
    languages += [Option(name, language) for language, name in LANGUAGE_NAMES.items()]
    return [blocks.choice("language", _("Language"), languages, initial=member.chosen_locale or AUTOMATIC)]


def _save_language(tx: Session, member: Member, given: Given, now: datetime) -> None:
    del tx, now
    service.choose_language(member, given.text("language"))


def _week(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    return week_inputs(member.workday_starts, member.workday_ends, member.workdays, locale)


def week_inputs(starts: time, ends: time, days: str, locale: str) -> list[Block]:
    """Ask for a working week; `days` are ISO weekdays in a row, "12345"."""
    _ = translations(locale).gettext
    options = [Option(i18n.weekday(day, locale), str(day)) for day in range(1, 8)]
    return [
        blocks.time_input("work_starts", _("The working day starts"), initial=f"{starts:%H:%M}"),
        blocks.time_input("work_ends", _("The working day ends"), initial=f"{ends:%H:%M}"),
        blocks.choices("work_days", _("Working days"), options, initial=list(days)),
    ]


def week_given(given: Given) -> tuple[time, time, str]:
    """Return the working week that was chosen; Refusal, naming the input, when nobody could work like that."""
    starts, ends = time_given(given, "work_starts"), time_given(given, "work_ends")
    days = sorted({int(day) for day in given.several("work_days") if day in set("1234567")})
    try:
        may_be_hours(starts, ends, days)
    except Refusal as refusal:
        raise Refusal(refusal.words, field=f"work_{refusal.field}", **refusal.values) from None
    return starts, ends, "".join(map(str, days))


def _save_week(tx: Session, member: Member, given: Given, now: datetime) -> None:
    del tx, now
    member.workday_starts, member.workday_ends, member.workdays = week_given(given)


def _pause(member: Member, locale: str, now: datetime) -> list[Block]:
    _ = translations(locale).gettext
    label = _("Paused until, the first day you are back; empty: not paused")
    return [blocks.date_input("pause", label, initial=_back(member, now))]


def _save_pause(tx: Session, member: Member, given: Given, now: datetime) -> None:
    del tx
    chosen = given.text("pause")
    if not chosen:
        member.paused_until = None
        return
    hours = service.hours_of(member)
    today = working_day_of(hours, now)
    day = _day(chosen)
    if day is None or not today < day <= today + LONGEST_PAUSE:
        raise Refusal(N_("Choose a day after today and within a year, or leave it empty."), field="pause")
    member.paused_until = first_working_moment(hours, day)


def _back(member: Member, now: datetime) -> date | None:
    is_paused = member.paused_until is not None and member.paused_until > now
    return local(member.paused_until, member.zone).date() if member.paused_until and is_paused else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _holidays(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    _ = translations(locale).gettext
    guess = name_of(place_of(member.zone), locale) or _("none")
    hint = _("A country or a region of it: Germany, DE-BY; or none. Empty is as in your time zone: {place}.")
    place = _("none") if member.holidays_in == NOWHERE else member.holidays_in or ""
    label, hint = _("Your public holidays"), hint.format(place=guess)
    return [blocks.text_input("holidays_in", label, initial=place, hint=hint, optional=True)]


def _save_holidays(tx: Session, member: Member, given: Given, now: datetime) -> None:
    del tx, now
    member.holidays_in = read_place(given.text("holidays_in"))


def _ideas(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    _ = translations(locale).gettext
    options = [Option(_("I read who and about what first"), "on"), Option(_("In person only, please"), "off")]
    return [blocks.choice("ideas", _("Ideas from colleagues"), options, initial="on" if member.takes_ideas else "off")]


def _save_ideas(tx: Session, member: Member, given: Given, now: datetime) -> None:
    del tx, now
    member.takes_ideas = {"on": True, "off": False}.get(given.text("ideas"), member.takes_ideas)


def _thanks(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    _ = translations(locale).gettext
    labels = [_("I say so with the next one"), _("In the weekly letter, too"), _("To me alone")]
    options = [Option(label, value) for label, value in zip(labels, TOLD, strict=True)]
    initial = next(value for value, may_be in TOLD.items() if may_be is member.thanks_may_be_told)
    return [blocks.choice("thanks_may_be_told", _("Thanks to you"), options, initial=initial)]


def _save_thanks(tx: Session, member: Member, given: Given, now: datetime) -> None:
    del tx, now
    member.thanks_may_be_told = TOLD.get(given.text("thanks_may_be_told"), member.thanks_may_be_told)


def _matching(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    _ = translations(locale).gettext
    options = [Option(_("My journal may help to find me; nobody reads it"), "journal")]
    initial = ["journal"] if member.journal_may_match else []
    return [blocks.choices("matching", _("How I find you for asks"), options, initial=initial)]


def _save_matching(tx: Session, member: Member, given: Given, now: datetime) -> None:
    del now
    shares = "journal" in given.several("matching")
    if shares != member.journal_may_match:
        matching.share_journal(tx, member, shares=shares)


def time_given(given: Given, name: str) -> time:
    """Return the time of day that was chosen; Refusal, naming the input, for none."""
    try:
        return time.fromisoformat(given.text(name)).replace(tzinfo=None)
    except ValueError:
        raise Refusal(N_("Please choose a time of day."), field=name) from None


def number_input(name: str, label: str, numbers: Sequence[int], current: int, *, hint: str = "") -> Block:
    """Ask for one of a few numbers; what is set now is among them in any case."""
    options = [Option(str(one), str(one)) for one in sorted({*numbers, current})]
    return blocks.choice(name, label, options, initial=str(current), hint=hint)


def number_given(given: Given, name: str, numbers: Sequence[int], current: int) -> int:
    """Return the number that was chosen, `current` for what was not to choose."""
    chosen = given.text(name)
    return int(chosen) if chosen in map(str, numbers) else current


SETTINGS: tuple[Setting, ...] = (
    Setting(("language",), _language, _save_language),
    Setting(("work_starts", "work_ends", "work_days"), _week, _save_week),
    Setting(("holidays_in",), _holidays, _save_holidays),
    Setting(("pause",), _pause, _save_pause),
    Setting(("ideas",), _ideas, _save_ideas),
    Setting(("thanks_may_be_told",), _thanks, _save_thanks),
    Setting(("matching",), _matching, _save_matching),
)
