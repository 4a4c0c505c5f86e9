"""Somebody joins, tells about themselves, is greeted by a host, or meets another who joined."""

from sqlalchemy.orm import Session

from bot.home import service as home
from bot.newcomers import hosts, pairs, service, views
from bot.nudges import occasions
from handlers import events
from handlers.answers import Answer
from handlers.incoming import Event, Press, Request, Submission


def joined(event: Event, tx: Session) -> None:
    """Slack says that somebody joined: they are welcomed on their second working morning."""
    events.person_changed(event, tx)
    service.expect(tx, event.member, now=event.now)


def form(request: Request, tx: Session) -> Answer:
    """*Say something about me*, *Change it*: three questions, offers, consent."""
    return views.form(service.own(tx, request.member), request.locale)


def save(form: Submission, tx: Session) -> Answer:
    """The three questions were sent, each answered or not."""
    newcomer = service.own(tx, form.member)
    offered = service.answer(
        tx,
        newcomer,
        why_here=form.text("why_here"),
        how_came=form.text("how_came"),
        what_they_do=form.text("what_they_do"),
        offers=form.text("offers"),
        may_be_told=views.AGREED in form.several("may_be_told"),
        now=form.now,
    )
    occasions.new_lines(tx, form.member, now=form.now)
    home.refresh(tx, form.member, form.now)
    return views.saved(newcomer, offered, form.locale)


def hello(press: Press, tx: Session) -> Answer:
    """*Say hello*: Slack opens the conversation; no other host is asked."""
    return views.hello_noted(hosts.say_hello(tx, press.workspace, press.value, press.member), press.locale)


def not_now(press: Press, tx: Session) -> Answer:
    """*Not now*, of a host: another one may be asked."""
    hosts.not_now(tx, press.workspace, press.value, press.member, now=press.now)
    return views.fine(press.locale)


def meet(press: Press, tx: Session) -> Answer:
    """*Happy to*: a conversation opens once the other one says so, too."""
    is_open = pairs.agree(tx, press.workspace, press.value, press.member, now=press.now)
    return views.both_agree(press.locale, is_open=is_open)


def later(press: Press, tx: Session) -> Answer:
    """*Not now*, of one of two who might have met: heard by nobody."""
    pairs.decline(tx, press.workspace, press.value, press.member)
    return views.fine(press.locale)
