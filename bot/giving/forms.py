"""The modals around giving."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot import blocks
from bot.asks.rules import LONGEST
from bot.blocks import Block, Message, Modal, Option, button, buttons, labelled, note, said, section
from bot.giving.rules import LONGEST_SUBJECT, kinder_way
from bot.i18n import N_, translations
from bot.members.views import mention
from models import Gift, GiftKind

KINDS = {
    GiftKind.IDEA: N_("An idea"),
    GiftKind.CONTACT: N_("A contact: I know somebody for you"),
    GiftKind.HEADS_UP: N_("A heads-up: something is broken"),
    GiftKind.QUESTION: N_("What can I do for you?"),
}
# So many words of taste are shown at a time.
MOST_WORDS = 6
LONGEST_IN_BUTTON = 1900
_DRAFT = "draft:"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is about to give, as it stands in the form."""

    # The Slack user id of the receiver; empty while nobody is chosen.
    to: str = ""
    kind: GiftKind = GiftKind.IDEA
    subject: str = ""
    text: str = ""
    where: str = ""
    what_i_see: str = ""
    screenshot: str = ""
    # The words of taste that the sender was shown already.
    shown: tuple[str, ...] = ()

    def words(self) -> list[str]:
        """Return everything that was typed."""
        typed = (self.subject, self.text, self.where, self.what_i_see, self.screenshot)
        return [text for text in typed if text]


def give_form(draft: Draft, locale: str, *, warning: str = "", taste: Sequence[str] = ()) -> Modal:
    """Ask what to give and to whom; above it a `warning` (ours), or the words of `taste` that were found."""
    _ = translations(locale).gettext
    is_long = len(draft.text) > LONGEST
    too_long = _("This is {length} characters long; {most} fit. Which part matters most?")
    return blocks.modal(
        "give.new",
        _("Give something"),
        section(warning) if warning else None,
        *_about_taste(taste, locale),
        section(too_long.format(length=len(draft.text), most=LONGEST)) if is_long else None,
        blocks.person_input("to", _("For whom?"), initial=draft.to),
        blocks.choice(
            "kind",
            _("What is it?"),
            [Option(_(label), kind.value) for kind, label in KINDS.items()],
            initial=draft.kind,
            radio=True,
        ),
        blocks.text_input(
            "subject",
            _("About what?"),
            initial=draft.subject,
            optional=True,
            hint=_(
                "For an idea or a contact: a few words, at most {most} characters. Your colleague reads your name and "
                "this, and decides whether to read the rest."
            ).format(most=LONGEST_SUBJECT),
        ),
        blocks.text_input(
            "text",
            _("Your idea, or your sentence"),
            initial=draft.text,
            optional=True,
            long=True,
            hint=_(
                "Read only after “Tell me”. For a contact: how you know each other and why it fits. No names or "
                "addresses of people outside, please; those stay with you."
            ),
        ),
        note(_("*Only for a heads-up*, which arrives as you write it:")),
        blocks.text_input(
            "where",
            _("Where?"),
            initial=draft.where,
            optional=True,
            hint=_("A link or a place: careers page, third photo."),
        ),
        blocks.text_input(
            "what_i_see",
            _("What do you see?"),
            initial=draft.what_i_see,
            optional=True,
            long=True,
            hint=_("The fault, not your taste: “The photo is stretched on a phone.”"),
        ),
        blocks.text_input("screenshot", _("Link to a screenshot"), initial=draft.screenshot, optional=True),
        submit=_("Send it anyway") if taste else _("Send"),
        close=_("Cancel"),
        metadata=json.dumps({"shown": [*draft.shown, *taste][-4 * MOST_WORDS :]}, ensure_ascii=False)
        if draft.shown or taste
        else "",
    )


def _about_taste(taste: Sequence[str], locale: str) -> list[Block | None]:
    """Point out words of taste, with a kinder way to put each."""
    if not taste:
        return []
    _ = translations(locale).gettext
    return [
        section(_("Some of this may sound like taste. A fault is easier to take, and to put right:")),
        *(labelled(_("“{word}”:").format(word=word), _(kinder_way([word]))) for word in taste),
        note(_("Change it below, or send it as it is.")),
    ]


def did_not_open(draft: Draft, locale: str) -> Message:
    """Keep what was typed when Slack would not open the form, with a way to go on."""
    _ = translations(locale).gettext
    title = _("Slack closed the door before I could open the form. Press here to go on.")
    again = buttons(button(_("Open the form"), "give.form", in_button(draft)))
    kept = [block for text in draft.words() for block in blocks.said_all(text)]
    return blocks.message(title, *kept, again)


def in_button(draft: Draft) -> str:
    """Return what a button can carry of a draft: for whom, about what, and the first 1,700 characters."""
    if not (draft.to or draft.words()):
        return ""
    return f"{_DRAFT}{draft.to}\n{draft.subject[:LONGEST_SUBJECT]}\n{draft.text}"[:LONGEST_IN_BUTTON]


def draft_in_button(value: str) -> Draft:
    """Read a draft back from a button; an empty one when there is none in it."""
    if not value.startswith(_DRAFT):
        return Draft()
    to, subject, text = (*value.removeprefix(_DRAFT).split("\n", 2), "", "")[:3]
    return Draft(to=to, subject=subject, text=text)


def answer_form(gift: Gift, locale: str) -> Modal:
    """Ask what the colleague who asked could do."""
    _ = translations(locale).gettext
    return blocks.modal(
        "question.answer",
        _("What can they do?"),
        section(_("{sender} asks what they can do for you.").format(sender=mention(gift.sender))),
        blocks.text_input(
            "text",
            _("What would help you?"),
            long=True,
            hint=_("One small thing. Only {sender} reads it.").format(sender=gift.sender.name),
        ),
        submit=_("Ask them"),
        close=_("Cancel"),
        metadata=json.dumps({"gift": gift.key}),
    )


def outcome_form(gift: Gift, locale: str) -> Modal:
    """Ask what came of it, weeks later."""
    _ = translations(locale).gettext
    return blocks.modal(
        "give.outcome",
        _("What came of it?"),
        said(gift.text),
        blocks.text_input(
            "words",
            _("What came of it?"),
            long=True,
            hint=_("{sender} will read it.").format(sender=gift.sender.name),
        ),
        submit=_("Tell them"),
        close=_("Not now"),
        metadata=json.dumps({"gift": gift.key}),
    )
