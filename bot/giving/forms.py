"""The modals around giving."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot import blocks
from bot.asks.rules import LONGEST
from bot.blocks import Block, Message, Modal, Option, button, buttons, labelled, note, said, section
from bot.giving.rules import LONGEST_SUBJECT, kinder_way, together, words_of_taste
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
    # None while nothing is chosen; the form has all fields then.
    kind: GiftKind | None = None
    subject: str = ""
    text: str = ""
    where: str = ""
    what_i_see: str = ""
    screenshot: str = ""
    # The words of taste that the sender was shown already.
    shown: tuple[str, ...] = ()

    def texts(self) -> dict[str, str]:
        """Return what stands in each field, in the order of the form."""
        return {
            "subject": self.subject,
            "text": self.text,
            "where": self.where,
            "what_i_see": self.what_i_see,
            "screenshot": self.screenshot,
        }

    def words(self) -> list[str]:
        """Return everything that was typed."""
        return [text for text in self.texts().values() if text]


@dataclass(frozen=True, slots=True)
class Field:
    """What a field asks for."""

    label: str
    hint: str = ""
    # What is said right above it.
    above: str = ""
    # It is needed unless words stand in the field of this name: the two are put together when they are sent.
    needed_without: str = ""


_ABOUT = N_(
    "A few words, at most {most} characters. Your colleague reads your name and this, and decides whether to read the "
    "rest."
)
_WHERE = Field(N_("Where?"), N_("A link or a place: careers page, third photo."))
_SEEN = Field(N_("What do you see?"), N_("The fault, not your taste: “The photo is stretched on a phone.”"))
_SCREENSHOT = Field(N_("Link to a screenshot"))
# While no kind is chosen: the form may be filled in from top to bottom.
EVERY_FIELD = {
    "subject": Field(
        N_("About what?"),
        N_(
            "For an idea or a contact: a few words, at most {most} characters. Your colleague reads your name and "
            "this, and decides whether to read the rest."
        ),
    ),
    "text": Field(
        N_("Your idea, or your sentence"),
        N_(
            "Read only after “Tell me”. For a contact: how you know each other and why it fits. No names or "
            "addresses of people outside, please; those stay with you."
        ),
    ),
    "where": replace(_WHERE, above=N_("*Only for a heads-up*, which arrives as you write it:")),
    "what_i_see": _SEEN,
    "screenshot": _SCREENSHOT,
}
FIELDS = {
    GiftKind.IDEA: {
        "subject": Field(N_("About what?"), _ABOUT, needed_without="where"),
        "text": Field(
            N_("Your idea"), N_("Your colleague reads it only after “Tell me”."), needed_without="what_i_see"
        ),
    },
    GiftKind.CONTACT: {
        "subject": Field(N_("About what?"), _ABOUT, needed_without="where"),
        "text": Field(
            N_("How do you know each other, and why does it fit?"),
            N_(
                "Your colleague reads it only after “Tell me”. No names or addresses of people outside, please; those "
                "stay with you."
            ),
            needed_without="what_i_see",
        ),
    },
    GiftKind.HEADS_UP: {
        "where": replace(
            _WHERE,
            above=N_("Your colleague reads it as you write it, privately and in their working hours."),
            needed_without="subject",
        ),
        "what_i_see": replace(_SEEN, needed_without="text"),
        "screenshot": _SCREENSHOT,
    },
    GiftKind.QUESTION: {
        "text": Field(
            N_("A sentence of yours"),
            N_("It goes along with the question: “I have a free afternoon.”"),
            above=N_(
                "Your colleague reads that you ask, and answers in one line or with “Nothing right now, thank you”."
            ),
        ),
    },
}
GOES_ALONG = N_("It goes along, unless you empty this field.")
LONG_FIELDS = frozenset({"text", "what_i_see"})


def give_form(draft: Draft, locale: str, *, warning: str = "", taste: Sequence[str] = ()) -> Modal:
    """Ask to whom and what to give; above it a `warning` (ours).

    There are the fields of the chosen kind, all of them while none is chosen, and any other in which something stands:
    Slack keeps what was typed only in a field of the same name. Words of `taste` that were found are pointed out where
    they were typed.
    """
    _ = translations(locale).gettext
    return blocks.modal(
        "give.new",
        _("Give something"),
        section(warning) if warning else None,
        blocks.person_input("to", _("For whom?"), initial=draft.to),
        blocks.choice(
            "kind",
            _("What is it?"),
            [Option(_(label), kind.value) for kind, label in KINDS.items()],
            initial=draft.kind or "",
            hint="" if draft.kind else _("The form then asks only for what it needs."),
            radio=True,
            tells=True,
        ),
        *_fields(draft, locale, taste),
        submit=_("Send it anyway") if taste else _("Send"),
        close=_("Cancel"),
        metadata=json.dumps({"shown": [*draft.shown, *taste][-4 * MOST_WORDS :]}, ensure_ascii=False)
        if draft.shown or taste
        else "",
    )


def _fields(draft: Draft, locale: str, taste: Sequence[str]) -> Iterator[Block | None]:
    """Give the fields in one order whatever is chosen, so that none jumps about."""
    _ = translations(locale).gettext
    too_long = _("This is {length} characters long; {most} fit. Which part matters most?")
    asked = FIELDS[draft.kind] if draft.kind else EVERY_FIELD
    texts = draft.texts()
    is_in_text = bool(draft.text) and not set(taste) & set(words_of_taste(draft.what_i_see))
    with_taste = "text" if is_in_text else "what_i_see"
    for name, text in texts.items():
        if name not in asked and not text:
            continue
        field = asked.get(name) or Field(EVERY_FIELD[name].label, GOES_ALONG)
        is_long = name in LONG_FIELDS
        yield note(_(field.above)) if field.above else None
        yield section(too_long.format(length=len(text), most=LONGEST)) if is_long and len(text) > LONGEST else None
        if name == with_taste:
            yield from _about_taste(taste, locale)
        yield blocks.text_input(
            name,
            _(field.label),
            initial=text,
            optional=not field.needed_without or bool(texts[field.needed_without]),
            long=is_long,
            hint=_(field.hint).format(most=LONGEST_SUBJECT) if field.hint else "",
        )


def _about_taste(taste: Sequence[str], locale: str) -> list[Block | None]:
    """Point out words of taste, with a kinder way to put each."""
    if not taste:
        return []
    _ = translations(locale).gettext
    return [
        section(_("*Some of this may sound like taste.* A fault is easier to take, and to put right:")),
        *(labelled(_("“{word}”:").format(word=word), _(kinder_way([word]))) for word in taste),
        note(_("Change it below, or send it as it is.")),
    ]


def did_not_open(draft: Draft, locale: str) -> Message:
    """Keep what was typed when Slack would not open the form, with a way to go on."""
    _ = translations(locale).gettext
    return _go_on(_("Slack closed the door before I could open the form. Press here to go on."), draft, locale)


def did_not_change(draft: Draft, locale: str) -> Message:
    """Keep what was typed when Slack would not let the form follow the chosen kind, with a way to go on."""
    _ = translations(locale).gettext
    return _go_on(_("Slack would not change the form. Press here to go on with what you have."), draft, locale)


def _go_on(title: str, draft: Draft, locale: str) -> Message:
    _ = translations(locale).gettext
    again = buttons(button(_("Open the form"), "give.form", in_button(draft)))
    kept = [block for text in draft.words() for block in blocks.said_all(text)]
    return blocks.message(title, *kept, again)


def in_button(draft: Draft) -> str:
    """Return what a button can carry of a draft: for whom, about what, and the first 1,700 characters."""
    if not (draft.to or draft.words()):
        return ""
    subject = together(draft.subject, draft.where, " · ")[:LONGEST_SUBJECT]
    text = together(draft.text, draft.what_i_see, "\n")
    return f"{_DRAFT}{draft.to}\n{subject}\n{text}"[:LONGEST_IN_BUTTON]


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
