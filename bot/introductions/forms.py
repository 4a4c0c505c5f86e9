"""The modals around introductions. None has a field for anybody outside."""

import json
from collections.abc import Sequence

from bot import blocks
from bot.blocks import Modal, Option, button, note, said, section
from bot.i18n import language, translations
from bot.members.views import LANGUAGE_NAMES
from models import Ask, Introduction, Member

WITH_NAME, WITHOUT_NAME = "yes", "no"


def know_form(ask: Ask, locale: str) -> Modal:
    """Ask somebody who knows someone how they would like to help."""
    _ = translations(locale).gettext
    return blocks.modal(
        "intro.new",
        _("I know someone"),
        said(ask.text),
        section(
            _("*Someone outside the team.* You carry the request yourself; I write you a few lines to send."),
            button(_("Carry it yourself"), "intro.carry", ask.key),
        ),
        section(
            _("*A colleague who may know.* I ask them in your name, with your sentence."),
            button(_("Pass it on"), "intro.pass", ask.key),
        ),
        note(_("Names and addresses of people outside stay with you; I store none.")),
        close=_("Cancel"),
    )


def carry_form(ask: Ask, locale: str) -> Modal:
    """Ask in which language the lines to carry shall be."""
    _ = translations(locale).gettext
    languages = [Option(name, short) for short, name in LANGUAGE_NAMES.items()]
    how = _(
        "I ask whoever needs this whether their name may go with it. Then you get a few lines, and send them your way."
    )
    return blocks.modal(
        "intro.carry",
        _("Carry it yourself"),
        said(ask.text),
        blocks.choice("language", _("In which language?"), languages, initial=language(locale), radio=True),
        note(how),
        note(_("I need no name and no address of the person you think of.")),
        submit=_("Go on"),
        close=_("Back"),
        metadata=json.dumps({"ask": ask.key}),
    )


def pass_form(ask: Ask, locale: str) -> Modal:
    """Ask for one colleague and one sentence."""
    _ = translations(locale).gettext
    return blocks.modal(
        "intro.pass",
        _("Pass it on"),
        said(ask.text),
        blocks.person_input("colleague", _("Which colleague?")),
        blocks.text_input("words", _("A sentence for your colleague"), hint=_("Why you thought of them.")),
        note(_("When you are all happy to, I open one conversation for you, and it begins with your sentence.")),
        submit=_("Pass it on"),
        close=_("Back"),
        metadata=json.dumps({"ask": ask.key}),
    )


def words_form(introduction: Introduction, letter: str, locale: str, *, is_named: bool) -> Modal:
    """Let the asker change the lines that go out, and say whether their name goes with them."""
    _ = translations(locale).gettext
    names = [Option(_("With my name"), WITH_NAME), Option(_("Without my name"), WITHOUT_NAME)]
    initial = WITH_NAME if is_named else WITHOUT_NAME
    return blocks.modal(
        "intro.words",
        _("The words that go out"),
        blocks.text_input("text", _("Your words"), initial=letter, long=True),
        blocks.choice("named", _("Who asks?"), names, initial=initial, radio=True),
        note(_("I forget what you write here as soon as your colleague has it.")),
        submit=_("Let them go out"),
        close=_("Cancel"),
        metadata=json.dumps({"introduction": introduction.key}),
    )


def pair_form(people: Sequence[Member], words: str, locale: str) -> Modal:
    """Ask which two colleagues to introduce, and why."""
    _ = translations(locale).gettext
    return blocks.modal(
        "intro.pair",
        _("Introduce two people"),
        blocks.people_input(
            "people",
            _("Who should meet?"),
            initial=[one.slack_id for one in people[:2]],
            most=2,
            hint=_("Two colleagues."),
        ),
        blocks.text_input(
            "words",
            _("Why these two?"),
            initial=words,
            hint=_("One sentence. Both read it before they decide: “You both sail, and both look for a crew.”"),
        ),
        submit=_("Ask them both"),
        close=_("Cancel"),
    )
