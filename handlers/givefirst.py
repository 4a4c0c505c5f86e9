"""`/givefirst`: help, and everything that has no command of its own, in English or German words."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from sqlalchemy.orm import Session

from bot.admin import views as admin_views
from bot.blocks import Message, Modal
from bot.digest import settings as digest_settings
from bot.home import service as home
from bot.members import service, settings, views
from bot.members.phrases import UnknownPhrase, meanings, plain
from bot.newcomers import hosts
from bot.newcomers import settings as newcomer_settings
from bot.newcomers import views as newcomer_views
from bot.nudges import service as nudges
from bot.nudges import settings as nudge_settings
from bot.workspaces import service as workspaces
from handlers import digest, introductions, journal, newcomers, privacy
from handlers.answers import Answer
from handlers.incoming import Command, Press, Submission
from models import Feature

ON_OR_OFF = meanings({"on": "on an yes ja", "off": "off aus no nein stop"})
# What may be set of features that stand above members.
ALSO = (*nudge_settings.SETTINGS, *newcomer_settings.SETTINGS, *digest_settings.SETTINGS)
LANGUAGES = meanings({"en": "en english englisch", "de": "de german deutsch", "auto": "auto automatic automatisch"})


def givefirst(command: Command, tx: Session) -> Answer:
    """`/givefirst pause 2w`: do what the first word says with the rest; alone it is help."""
    first, rest = (*command.text.split(maxsplit=1), "", "")[:2]
    both = plain("-".join(command.text.split()[:2]))
    word = both if both in WORDS else plain(first)
    if not word:
        return _help(command, "", tx)
    if word not in WORDS:
        near = get_close_matches(word, WORDS, n=1)
        return views.did_you_mean(command.text, near[0] if near else None, command.locale)
    return COMMANDS[WORDS[word]](command, rest.strip(), tx)


def settings_form(press: Press, tx: Session) -> Modal:
    """*Settings*: everything somebody may set."""
    del tx
    return settings.form(press.member, press.locale, now=press.now, also=ALSO)


def save_settings(form: Submission, tx: Session) -> None:
    """The settings were sent."""
    settings.save(tx, form.member, form, now=form.now, also=ALSO)
    home.refresh(tx, form.member, form.now)


def _help(command: Command, rest: str, tx: Session) -> Message:
    del rest, tx
    return views.help_(command.member, command.locale, now=command.now)


def _pause(command: Command, rest: str, tx: Session) -> Message:
    try:
        until = service.pause(command.member, rest, now=command.now)
    except UnknownPhrase as unknown:
        return views.pause_not_understood(unknown.word, command.locale)
    home.refresh(tx, command.member, command.now)
    return views.paused(command.member, until, command.locale)


def _resume(command: Command, rest: str, tx: Session) -> Message:
    del rest
    was_paused = service.resume(command.member, now=command.now)
    nudges.keep_coming(tx, command.member, now=command.now)
    home.refresh(tx, command.member, command.now)
    return views.resumed(command.locale, was_paused=was_paused)


def _journal(command: Command, rest: str, tx: Session) -> Answer:
    return journal.read_part(command, tx, rest)


def _settings(command: Command, rest: str, tx: Session) -> Modal:
    del rest, tx
    return settings.form(command.member, command.locale, now=command.now, also=ALSO)


def _language(command: Command, rest: str, tx: Session) -> Message:
    language = LANGUAGES.get(plain(rest))
    if language is None:
        return views.which_language(rest, command.locale)
    service.choose_language(command.member, language)
    home.refresh(tx, command.member, command.now)
    return views.language_chosen(command.member, command.locale)


def _host(command: Command, rest: str, tx: Session) -> Message:
    workspaces.must_be_on(command.workspace, Feature.NEWCOMERS)
    if meant := ON_OR_OFF.get(plain(rest)):
        hosts.set_host(tx, command.member, is_host=meant == "on", now=command.now)
        home.refresh(tx, command.member, command.now)
    return newcomer_views.host_state(command.member, command.locale)


def _welcome(command: Command, rest: str, tx: Session) -> Answer:
    del rest
    return newcomers.form(command, tx)


def _admin(command: Command, rest: str, tx: Session) -> Message:
    del rest, tx
    return admin_views.where(command.locale)


def _my_data(command: Command, rest: str, tx: Session) -> Answer:
    del rest
    return privacy.my_data(command, tx)


def _forget_me(command: Command, rest: str, tx: Session) -> Answer:
    del rest
    return privacy.forget_form(command, tx)


COMMANDS: Mapping[str, Callable[[Command, str, Session], Answer]] = {
    "help": _help,
    "pause": _pause,
    "resume": _resume,
    "journal": _journal,
    "settings": _settings,
    "language": _language,
    "digest": digest.by_command,
    "introduce": introductions.introduce,
    "host": _host,
    "welcome": _welcome,
    "admin": _admin,
    "my-data": _my_data,
    "forget-me": _forget_me,
}
WORDS = meanings(
    {
        "help": "help hilfe",
        "pause": "pause",
        "resume": "resume weiter",
        "journal": "journal tagebuch",
        "settings": "settings einstellungen",
        "language": "language sprache",
        "digest": "digest wochenbrief",
        "introduce": "introduce vorstellen",
        "host": "host gastgeber gastgeberin",
        "welcome": "welcome willkommen",
        "admin": "admin admins verwaltung",
        "my-data": "my-data mydata meine-daten",
        "forget-me": "forget-me forgetme vergiss-mich",
    }
)
