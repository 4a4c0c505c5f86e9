"""The browser page of the playground: a small Slack that several people can be at once, one per tab."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from flask import Blueprint, Flask, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from bot.playground import conversations, door, menu
from bot.playground.desk import ACTS, Desk, Oops
from bot.playground.draw import hue, initials, zone_of
from bot.playground.hours import strides, way_to
from bot.playground.memory import Memory
from bot.playground.panes import Panes, Place, key_of, pretty
from bot.playground.records import User
from bot.playground.world import Slack

PANES = ("clock", "sidebar", "header", "messages", "thread", "modal", "wire")
NOWHERE = "-"
# What a browser may show as it is.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})


class Clock(Protocol):
    """The bot's clock, which the page may advance."""

    def now(self) -> datetime:
        """Return the present moment, with its zone."""

    def advance(self, by: timedelta) -> None:
        """Let time pass at once."""


def page(slack: Slack, clock: Clock, run_jobs: Callable[[], object]) -> Flask:
    """Return the page as a WSGI application, to be served on a loopback address.

    `clock` is the bot's; its buttons advance it in strides of about an hour and call `run_jobs` after each, so that
    what falls due on the way happens in its order. Addresses are `/as/<person>/<conversation>`, with `?tab=home` or
    `?thread=<ts>`.
    """
    app = Flask(__name__)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        hue=partial(hue, slack),
        initials=initials,
        pictures=PICTURES,
        shortcuts={"message": menu.MESSAGE_SHORTCUTS, "everywhere": menu.GLOBAL_SHORTCUTS},
    )
    door.guard(app)
    memory = Memory(slack)
    app.register_blueprint(_looking(slack, memory))
    app.register_blueprint(_acting(slack, clock, run_jobs))
    app.register_error_handler(HTTPException, _sorry)
    return app


def _looking(slack: Slack, memory: Memory) -> Blueprint:
    """What can be looked at."""
    looking = Blueprint("look", __name__)

    @looking.get("/")
    def start() -> AnyResponse:
        first = next((user.id for user in slack.users.values() if not user.is_bot), None)
        return redirect(url_for("look.enter", me=first)) if first else Response("Nobody is here yet.")

    @looking.get("/as/<me>")
    def enter(me: str) -> AnyResponse:
        theirs = slack.conversations_of(person(slack, me).id)
        first = next((channel for channel in theirs if channel.name == "general"), theirs[0] if theirs else None)
        return redirect(url_for("look.show", me=me, where=first.id if first else NOWHERE))

    @looking.get("/as/<me>/<where>")
    def show(me: str, where: str) -> str:
        with slack.lock:
            known = {
                "commands": [vars(command) for command in menu.COMMANDS],
                "people": [user.real_name for user in slack.users.values() if not user.deleted and user.id != me],
            }
            return render_template("page.html", known=known, **_seen(slack, memory, _place(slack, me, where)))

    @looking.get("/as/<me>/<where>/panes")
    def panes(me: str, where: str) -> Response:
        with slack.lock:
            place = _place(slack, me, where)
            seen = _seen(slack, memory, place)
            drawn = {name: render_template(_template(name, place), **seen) for name in PANES}
            return jsonify(version=seen["version"], panes=drawn)

    @looking.get("/version")
    def version() -> Response:
        return jsonify(version=memory.version)

    @looking.get("/as/<me>/wire/<key>")
    def call(me: str, key: str) -> str:
        with slack.lock:
            found = next((call for call in slack.wire if key_of(call) == key), None)
        if found is None:
            abort(404, "That was too long ago.")
        at = datetime.fromtimestamp(found.at, zone_of(person(slack, me)))
        return render_template("call.html", call=found, at=at, sent=pretty(found.request), answer=pretty(found.body))

    @looking.get("/as/<me>/files/<file_id>")
    def file(me: str, file_id: str) -> Response:
        person(slack, me)
        with slack.lock:
            found = conversations.file_seen(slack, file_id, me)
        if found is None:
            abort(404, "No such file here.")
        kept = Response(found["content"], content_type=found["mimetype"])
        how = "inline" if found["mimetype"] in PICTURES else "attachment"
        kept.headers.set("Content-Disposition", how, filename=found["name"])
        return kept

    return looking


def _acting(slack: Slack, clock: Clock, run_jobs: Callable[[], object]) -> Blueprint:
    """What can be done. Nothing here holds the workspace's lock: the bot calls back while it is spoken to."""
    acting = Blueprint("act", __name__)

    @acting.post("/as/<me>/<act>")
    def act(me: str, act: str) -> Response:
        if act not in ACTS:
            abort(404, "No such act.")
        sent = request.get_json()
        try:
            return jsonify(note=ACTS[act](Desk(slack, person(slack, me)), sent))
        except Oops as oops:
            return jsonify(note=str(oops), failed=True)
        except (LookupError, PermissionError, TypeError, ValueError) as trouble:
            abort(400, f"That did not work: {trouble}")

    @acting.post("/as/<me>/clock/<button>")
    def turn_clock(me: str, button: str) -> Response:
        zone = zone_of(person(slack, me))
        try:
            way = way_to(button, clock.now().astimezone(zone))
        except KeyError:
            abort(404, "No such button.")
        for stride in strides(way):
            clock.advance(stride)
            run_jobs()
        slack.changed()
        return jsonify(note=f"It is {clock.now().astimezone(zone):%A %H:%M} now.")

    return acting


def person(slack: Slack, me: str) -> User:
    """Return whoever sits before the page; 404 for the bot and for nobody."""
    user = slack.users.get(me)
    if user is None or user.is_bot:
        abort(404, "Nobody of that name here.")
    return user


def _place(slack: Slack, me: str, where: str) -> Place:
    """Where this person is; 404 when the conversation is not theirs."""
    user = person(slack, me)
    if not user.deleted:
        slack.direct(me)
    if where == NOWHERE:
        return Place(user, None)
    channel = slack.channels.get(where)
    if channel is None or me not in channel.members:
        abort(404, f"{user.real_name} is not in that conversation.")
    with_bot = channel.kind == "im" and channel.bot_is_member
    tab = "home" if with_bot and request.args.get("tab") == "home" else "messages"
    return Place(user, channel, tab, request.args.get("thread") or None)


def _seen(slack: Slack, memory: Memory, place: Place) -> dict[str, Any]:
    """Everything the templates draw from. Being drawn counts as being read."""
    if place.channel and place.tab == "messages":
        memory.saw(place.me.id, place.channel.id)
    panes = Panes(slack, memory, place)
    return {"slack": slack, "panes": panes, "place": place, "channel": place.channel, "version": memory.version}


def _template(pane: str, place: Place) -> str:
    return "home.html" if pane == "messages" and place.tab == "home" else f"{pane}.html"


def _sorry(error: HTTPException) -> tuple[str, int]:
    words = error.description or error.name
    return render_template("sorry.html", words=words), error.code or 500
