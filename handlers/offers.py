"""Offering: the command and the editor."""

from sqlalchemy.orm import Session

from bot.blocks import Message, Modal
from bot.errors import Refusal
from bot.home import service as home
from bot.members import service, views
from bot.nudges import occasions
from handlers.answers import Answer
from handlers.incoming import Command, Press, Request, Submission


def offer(command: Command, tx: Session) -> Answer:
    """`/offer images, Excel` adds lines; alone it opens the editor."""
    return _add(command, tx) if command.text else _editor(command, tx)


def edit(press: Press, tx: Session) -> Modal:
    """*Edit my offers*: the editor for offers and reach."""
    return _editor(press, tx)


def save(form: Submission, tx: Session) -> None:
    """The editor was sent: offers and reach are what it says."""
    service.replace_lines(tx, form.member, offers=form.text("offers"), reach=form.text("reach"), now=form.now)
    occasions.new_lines(tx, form.member, now=form.now)
    home.refresh(tx, form.member, form.now)


def _add(command: Command, tx: Session) -> Message:
    try:
        new = service.add_offers(tx, command.member, command.text, now=command.now)
    except Refusal as refusal:
        return views.not_saved(command.say(refusal.words).format(**refusal.values), command.text)
    occasions.new_lines(tx, command.member, now=command.now)
    home.refresh(tx, command.member, command.now)
    return views.offers_added(new, command.locale)


def _editor(request: Request, tx: Session) -> Modal:
    offers = [line.text for line in service.offers_of(tx, request.member)]
    reach = [line.text for line in service.reach_of(tx, request.member)]
    return views.offer_editor(offers, reach, request.locale)
