"""The journal: writing a line by hand, reading and searching, changing, hiding, deleting, and having it as a file."""

from datetime import date

from sqlalchemy.orm import Session

from bot.blocks import Message
from bot.errors import Refusal
from bot.home import service as home
from bot.i18n import N_
from bot.journal import export as files
from bot.journal import forms, phrases, rules, service, views
from bot.journal.rules import Format, Part
from bot.members import service as members
from bot.members.hours import local
from bot.members.phrases import UnknownPhrase
from bot.members.views import not_saved
from handlers.answers import Answer
from handlers.incoming import Command, Press, Request, Submission
from handlers.people import people_first
from models import Member

UNKNOWN = N_("I do not know this person here. Choose a colleague, or leave it empty.")


def helped(command: Command, tx: Session) -> Answer:
    """`/helped @tom looked over his page (15 min)` writes a line; without words it asks for them."""
    if not command.text:
        return forms.new(command.locale)
    try:
        people, text = people_first(command, tx, command.text)
        # Several people stay in the sentence: an entry is for one, or for nobody in particular.
        receiver, text = (people[0], text) if len(people) == 1 else (None, command.text)
        text, minutes = rules.without_minutes(text)
        if receiver and not text.strip():
            return forms.new(command.locale, receiver=receiver.slack_id, minutes=str(minutes or ""))
        return _write(command, tx, text, receiver, minutes)
    except Refusal as refusal:
        return not_saved(command.say(refusal.words).format(**refusal.values), command.text)


def save(form: Submission, tx: Session) -> Message:
    """The form of `/helped` was sent."""
    return _write(form, tx, form.text("text"), _receiver(form, tx), rules.minutes_of(form.text("minutes")))


def read(request: Request, tx: Session, part: Part | None = None) -> Message:
    """Show the newest page of one's own journal, or of a part of it."""
    entries = service.entries_of(tx, request.member, most=views.MOST_ON_A_PAGE + 1, part=part)
    return views.page(entries, request.locale, reader=request.member, part=part)


def read_part(command: Command, tx: Session, typed: str) -> Answer:
    """`/givefirst journal quarter copier`: a page of what was meant; `export csv quarter`: a file of it."""
    wanted = phrases.export_of(typed)
    people, rest = people_first(command, tx, wanted[1] if wanted else typed)
    try:
        part = phrases.part_of(rest, local(command.now, command.member.zone).date())
    except UnknownPhrase as unknown:
        return views.no_such_time(unknown.word, command.locale)
    if people:
        part = Part(part.since, part.until, part.words, people[0].id, part.is_hidden)
    if wanted is None:
        return read(command, tx, part)
    return _file(command, tx, wanted[0], part) if wanted[0] else forms.export(part, command.locale)


def more(press: Press, tx: Session) -> Message:
    """*Show older*: the page before the entry the button names; the newest page when it names none."""
    part, before = rules.from_button(press.value)
    if before is None:
        return read(press, tx, part)
    entries = service.entries_of(tx, press.member, most=views.MOST_ON_A_PAGE + 1, before_id=before, part=part)
    shown = views.page(entries, press.locale, reader=press.member, part=part)
    return shown if entries else views.no_older(press.locale)


def undo(press: Press, tx: Session) -> Message:
    """*Undo*, right after `/helped`: the line goes."""
    text = service.take_back(tx, press.member, rules.entry_id(press.value))
    home.refresh(tx, press.member, press.now)
    return views.undone(text, press.locale)


def delete(press: Press, tx: Session) -> Message:
    """*Delete*, after Slack asked whether they are sure."""
    return undo(press, tx)


def edit_form(press: Press, tx: Session) -> Answer:
    """*Edit*: the form with what the entry says now."""
    return forms.edit(service.own(tx, press.member, rules.entry_id(press.value)), press.locale)


def edit(form: Submission, tx: Session) -> Message:
    """The changed entry was sent."""
    entry = service.own(tx, form.member, rules.entry_id(str(form.metadata.get("entry") or "")))
    whom = _receiver(form, tx)
    if whom is None and entry.receiver and entry.receiver.is_deactivated:
        # Slack's list does not show who has left, so that an empty field says nothing.
        whom = entry.receiver
    service.edit(
        tx, entry, form.member, text=form.text("text"), minutes=rules.minutes_of(form.text("minutes")), whom=whom
    )
    home.refresh(tx, form.member, form.now)
    return views.changed(entry, form.locale, reader=form.member)


def hide(press: Press, tx: Session) -> Message:
    """*Hide*: the entry stays, and is not shown."""
    entry = service.own(tx, press.member, rules.entry_id(press.value))
    entry.is_hidden = True
    tx.flush()
    home.refresh(tx, press.member, press.now)
    return views.hidden(entry, press.locale)


def show(press: Press, tx: Session) -> Message:
    """*Show again*."""
    entry = service.own(tx, press.member, rules.entry_id(press.value))
    entry.is_hidden = False
    tx.flush()
    home.refresh(tx, press.member, press.now)
    return views.shown_again(entry, press.locale)


def export_form(press: Press, tx: Session) -> Answer:
    """*As a file*: which kind, for which time."""
    del tx
    return forms.export(rules.from_button(press.value)[0], press.locale)


def export(form: Submission, tx: Session) -> Message:
    """The form was sent: the file follows."""
    part = Part(
        _day(form, "since"),
        _day(form, "until"),
        str(form.metadata.get("words") or ""),
        rules.entry_id(str(form.metadata.get("whom") or "")),
    )
    kind = Format.CSV if form.text("format") == Format.CSV else Format.MARKDOWN
    try:
        return _file(form, tx, kind, rules.in_order(part))
    except Refusal as refusal:
        raise Refusal(refusal.words, field="since", **refusal.values) from None


def _write(request: Request, tx: Session, text: str, receiver: Member | None, minutes: int | None) -> Message:
    entry = service.write(tx, request.member, text, request.now, receiver=receiver, minutes=minutes)
    home.refresh(tx, request.member, request.now)
    return views.noted(entry, request.locale)


def _file(request: Request, tx: Session, kind: Format, part: Part) -> Message:
    files.hand_over(tx, request.member, kind, part, request.locale, key=request.key, now=request.now)
    return views.file_comes(request.locale)


def _receiver(form: Submission, tx: Session) -> Member | None:
    if not form.text("receiver"):
        return None
    receiver = members.of(tx, form.workspace.id, form.text("receiver"))
    if receiver is None:
        raise Refusal(UNKNOWN, field="receiver")
    return receiver


def _day(form: Submission, name: str) -> date | None:
    try:
        return date.fromisoformat(form.text(name)) if form.text(name) else None
    except ValueError:
        raise Refusal(N_("Please choose a date."), field=name) from None
