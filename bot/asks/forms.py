"""The modals around an ask."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import blocks
from bot.asks.rules import LONGEST
from bot.asks.views import COACHING, KINDS, mention
from bot.blocks import Block, Message, Modal, Option, button, buttons, labelled, message, note, said, said_all
from bot.i18n import N_, listed, translations
from models import Ask, Audience, Effort, Kind, Member

SHORT_EFFORTS = {
    Effort.TWO_MINUTES: N_("2 min"),
    Effort.QUARTER_HOUR: N_("15 min"),
    Effort.HOUR: N_("An hour"),
}
AUDIENCES = {
    Audience.CHANNEL: N_("This channel"),
    Audience.HELPERS: N_("Only people who may help"),
    Audience.ANONYMOUS: N_("Anonymous, the bot relays"),
}


_DRAFT = "draft:"
# Behind the name of a private channel in a button.
_PRIVATE = "!"
LONGEST_IN_BUTTON = 1900


@dataclass(frozen=True, slots=True)
class Draft:
    """An ask as it stands in the form, before it is true."""

    text: str = ""
    what_for: str = ""
    kind: Kind = Kind.OTHER
    effort: Effort = Effort.QUARTER_HOUR
    by_when: date | None = None
    audience: Audience = Audience.HELPERS
    # The conversation it was begun in; empty where there is none to post to.
    channel: str = ""
    # Whether that is a private channel, as far as Slack has said.
    is_private: bool = False
    # The key of the ask it changes; empty for a new one.
    ask: str = ""
    is_coached: bool = False

    def metadata(self) -> str:
        """Return what the form has to remember beside its inputs."""
        kept = {"channel": self.channel, "is_private": self.is_private, "ask": self.ask}
        return json.dumps(kept | {"is_coached": self.is_coached})


def draft_of(ask: Ask) -> Draft:
    """Return an ask as a draft that changes it."""
    return Draft(
        text=ask.text,
        what_for=ask.what_for,
        kind=ask.kind,
        effort=ask.effort,
        by_when=ask.by_when,
        audience=ask.audience,
        channel=ask.channel or "",
        is_private=ask.is_private,
        ask=ask.key,
    )


def ask_form(draft: Draft, locale: str, *, coach: bool = False) -> Modal:
    """Ask for an ask; with `coach`, suggest once how to make it clearer."""
    _ = translations(locale).gettext
    is_long = len(draft.text) > LONGEST
    too_long = _("This is {length} characters long; {most} fit. Which part matters most?")
    return blocks.modal(
        "ask.new",
        _("Change your ask") if draft.ask else _("Ask for something"),
        blocks.section(_(COACHING)) if coach else None,
        blocks.section(too_long.format(length=len(draft.text), most=LONGEST)) if is_long else None,
        blocks.text_input(
            "text",
            _("What do you need?"),
            initial=draft.text,
            long=True,
            hint=_("One thing that a colleague can do: “The photo on my page is stretched, who can look?”"),
        ),
        blocks.text_input(
            "what_for",
            _("What for?"),
            initial=draft.what_for,
            optional=True,
            hint=_("So that ... It helps people decide, and often leads to a better idea."),
        ),
        blocks.choice("kind", _("What kind of help?"), _options(KINDS, locale), initial=draft.kind),
        blocks.choice("effort", _("How long might it take?"), _options(SHORT_EFFORTS, locale), initial=draft.effort),
        blocks.date_input("by_when", _("By when?"), initial=draft.by_when),
        None if draft.ask else _audience(draft, locale),
        submit=_submit_label(draft, locale, coach=coach),
        close=_("Cancel"),
        metadata=draft.metadata(),
    )


def _submit_label(draft: Draft, locale: str, *, coach: bool) -> str:
    _ = translations(locale).gettext
    if draft.ask:
        return _("Save")
    return _("Ask anyway") if coach else _("Ask")


def _audience(draft: Draft, locale: str) -> Block:
    shown = {who: label for who, label in AUDIENCES.items() if draft.channel or who is not Audience.CHANNEL}
    initial = draft.audience if draft.audience in shown else Audience.HELPERS
    _ = translations(locale).gettext
    hint = _("In every case I ask a few people who may help, each in private.")
    options = _options(shown, locale)
    return blocks.choice("audience", _("Who sees it?"), options, initial=initial, hint=hint, radio=True)


def audience_named(name: str) -> Audience:
    """Return who sees an ask, as chosen in the form; ValueError for what stands in no form."""
    chosen = Audience(name)
    if chosen not in AUDIENCES:
        raise ValueError(name)
    return chosen


def _options(labels: dict[Kind, str] | dict[Effort, str] | dict[Audience, str], locale: str) -> list[Option]:
    _ = translations(locale).gettext
    return [Option(_(label), value.value) for value, label in labels.items()]


def form_did_not_open(draft: Draft, locale: str) -> Message:
    """Keep what was typed when Slack would not open the form, with a way to go on."""
    _ = translations(locale).gettext
    title = _("Slack closed the door before I could open the form. Press here to go on.")
    again = buttons(button(_("Open the form"), "ask.form", in_button(draft)))
    return message(title, *said_all(draft.text), again)


def in_button(draft: Draft) -> str:
    """Return what a button can carry of a draft: where it was begun and the first 1,900 characters."""
    channel = f"{draft.channel}{_PRIVATE if draft.is_private else ''}"
    return f"{_DRAFT}{channel}:{draft.text[:LONGEST_IN_BUTTON]}" if draft.text or draft.channel else ""


def draft_in_button(value: str) -> Draft:
    """Read a draft back from a button; an empty one when there is none in it."""
    if not value.startswith(_DRAFT):
        return Draft()
    channel, _, text = value.removeprefix(_DRAFT).partition(":")
    is_private = channel.endswith(_PRIVATE)
    return Draft(text=text, channel=channel.rstrip(_PRIVATE), is_private=is_private, audience=Audience.CHANNEL)


def close_form(ask: Ask, helpers: Sequence[Member], connectors: Sequence[Member], locale: str) -> Modal:
    """Ask how it ended; the thanks are the asker's own, the field starts empty.

    `connectors` brought asker and helpers together, and are named as well.
    """
    _ = translations(locale).gettext
    named = [*helpers, *(one for one in connectors if one not in helpers)]
    brought = _("{people} brought you together. Leave them in, and they read your thanks as well.")
    people = listed([mention(one) for one in connectors], locale)
    return blocks.modal(
        "ask.close",
        _("Close your ask"),
        said(ask.text),
        blocks.people_input(
            "helpers",
            _("Who helped?"),
            initial=[one.slack_id for one in named],
            hint=_("Leave it empty if it was answered elsewhere."),
        ),
        note(brought.format(people=people)) if connectors else None,
        blocks.text_input(
            "words",
            _("A few words of thanks"),
            optional=True,
            long=True,
            hint=_("In your own words. They go to the people named above, privately."),
        ),
        blocks.text_input(
            "made_possible", _("What did it make possible?"), optional=True, hint=_("One sentence is plenty.")
        ),
        submit=_("Close it"),
        close=_("Not yet"),
        metadata=json.dumps({"ask": ask.key}),
    )


def outcome_form(ask: Ask, locale: str) -> Modal:
    """Ask what came of it, weeks later."""
    _ = translations(locale).gettext
    return blocks.modal(
        "ask.outcome",
        _("What came of it?"),
        said(ask.text),
        blocks.text_input("words", _("What came of it?"), long=True, hint=_("Everybody who helped will read it.")),
        submit=_("Tell them"),
        close=_("Not now"),
        metadata=json.dumps({"ask": ask.key}),
    )


def relay_form(ask: Ask, invitation: str, locale: str) -> Modal:
    """Ask for the words to pass on; `invitation` is the key of the invitation they belong to."""
    _ = translations(locale).gettext
    return blocks.modal(
        "relay.answer",
        _("Pass it on"),
        labelled(_("The ask:"), ask.text),
        blocks.text_input("text", _("Your words"), long=True),
        submit=_("Pass it on"),
        close=_("Cancel"),
        metadata=json.dumps({"invitation": invitation}),
    )
