"""ONE table: command, button, choice, modal, shortcut, event → function. Six Bolt listeners look things up in it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from slack_bolt import Ack, App
from slack_sdk import WebClient

from handlers import (
    admin,
    asks,
    digest,
    events,
    givefirst,
    giving,
    home,
    introductions,
    journal,
    newcomers,
    nudges,
    offers,
    privacy,
    thanks,
    unknown,
)
from handlers.edge import Edge, Handler
from handlers.incoming import (
    Choice,
    Command,
    Envelope,
    Event,
    Press,
    Request,
    Shortcut,
    Submission,
    choice,
    command,
    event,
    is_choice,
    is_for_us,
    press,
    shortcut,
    submission,
)

COMMANDS: Mapping[str, Handler] = {
    "/ask": asks.ask,
    "/offer": offers.offer,
    "/give": giving.give,
    "/helped": journal.helped,
    "/thanks": thanks.thanks,
    "/givefirst": givefirst.givefirst,
}

ACTIONS: Mapping[str, Handler] = {
    "ask.form": asks.open_form,
    "ask.details": asks.details,
    "ask.anyway": asks.add_anyway,
    "ask.help": asks.help_,
    "ask.know": introductions.know,
    "ask.nothing": asks.nothing,
    "ask.notnow": asks.not_now,
    "ask.looking": asks.keep_looking,
    "ask.others": asks.others,
    "ask.widen": asks.widen,
    "ask.keep": asks.keep,
    "ask.close": asks.close_form,
    "ask.withdraw": asks.withdraw,
    "ask.outcome": asks.outcome_form,
    "ask.thanks": asks.thanks_form,
    "relay.answer": asks.relay_form,
    "give.form": giving.open_form,
    "give.outcome": giving.outcome_form,
    "idea.tell": giving.tell,
    "idea.later": giving.later,
    "idea.no": giving.no,
    "idea.takeback": giving.take_back,
    "headsup.fixed": giving.fixed,
    "headsup.known": giving.known,
    "headsup.more": giving.more,
    "question.answer": giving.answer_form,
    "question.nothing": giving.nothing,
    "intro.carry": introductions.carry_form,
    "intro.pass": introductions.pass_form,
    "intro.happy": introductions.happy,
    "intro.unnamed": introductions.unnamed,
    "intro.words": introductions.words_form,
    "intro.notnow": introductions.not_now,
    "intro.report": introductions.report,
    "offer.edit": offers.edit,
    "settings.edit": givefirst.settings_form,
    "data.mine": privacy.my_data,
    "forget.me": privacy.forget_form,
    "workspace.edit": admin.settings_form,
    "workspace.forget": admin.delete_form,
    "digest.edit": digest.form,
    "digest.stop": digest.stop,
    "journal.more": journal.more,
    "journal.undo": journal.undo,
    "journal.edit": journal.edit_form,
    "journal.hide": journal.hide,
    "journal.show": journal.show,
    "journal.delete": journal.delete,
    "journal.export": journal.export_form,
    "thanks.tell": thanks.tell,
    "thanks.keep": thanks.keep,
    "newcomer.form": newcomers.form,
    "newcomer.hello": newcomers.hello,
    "newcomer.notnow": newcomers.not_now,
    "newcomer.meet": newcomers.meet,
    "newcomer.later": newcomers.later,
    "nudge.fewer": nudges.fewer,
    "nudge.snooze": nudges.snooze,
    "nudge.why": nudges.why,
    "nudge.keep": nudges.keep,
    "nudge.notthis": nudges.not_this_one,
    "nudge.write": nudges.write,
}

# In a modal that stays open: the modal's callback id, and the input's name.
CHOICES: Mapping[str, Handler] = {
    "give.new.kind": giving.choose_kind,
}

SUBMISSIONS: Mapping[str, Handler] = {
    "ask.new": asks.submit,
    "ask.close": asks.close,
    "ask.outcome": asks.outcome,
    "ask.thanks": asks.thanks,
    "intro.carry": introductions.carry,
    "intro.pass": introductions.pass_on,
    "intro.words": introductions.reword,
    "intro.pair": introductions.pair,
    "relay.answer": asks.relay,
    "give.new": giving.submit,
    "give.outcome": giving.outcome,
    "question.answer": giving.answer,
    "offer.edit": offers.save,
    "helped.new": journal.save,
    "journal.edit": journal.edit,
    "journal.export": journal.export,
    "thanks.new": thanks.send_thanks,
    "noticed.new": thanks.send_noticed,
    "settings.edit": givefirst.save_settings,
    "newcomer.edit": newcomers.save,
    "forget.me": privacy.forget,
    "workspace.edit": admin.save,
    "workspace.forget": admin.delete,
    "digest.edit": digest.save,
}

SHORTCUTS: Mapping[str, Handler] = {
    "ask.new": asks.shortcut,
    "ask.from_message": asks.from_message,
    "give.new": giving.shortcut,
    "give.from_message": giving.from_message,
    "thanks.from_message": thanks.thank_for_message,
    "noticed.from_message": thanks.noticed_in_message,
}

EVENTS: Mapping[str, Handler] = {
    "app_mention": asks.mention,
    "message.im": asks.direct_message,
    "app_home_opened": home.opened,
    "team_join": newcomers.joined,
    "user_change": events.person_changed,
}


class Malformed(Exception):
    """A signed payload without the parts that Slack's always have."""


T = TypeVar("T")
Reader = Callable[[dict[str, Any]], tuple[Envelope, dict[str, Any]]]
ANYTHING = re.compile(".*", re.DOTALL)


def _read(read: Callable[[dict[str, Any]], T], body: dict[str, Any]) -> T:
    """Read a payload; raises Malformed when it has holes."""
    try:
        return read(body)
    except (LookupError, TypeError, ValueError, AttributeError) as trouble:
        raise Malformed(str(body.get("type"))) from trouble


def register(app: App) -> None:
    """Let `app` send everything it receives through the table."""
    edge = Edge(pressed=nudges.pressed)

    def listener(kind: type[Request], read: Reader, table: Mapping[str, Handler]) -> Callable[..., None]:
        def listen(body: dict[str, Any], ack: Ack, client: WebClient) -> None:
            parsed = _read(read, body)
            handler = table.get(parsed[0].name)
            # Things happen that nothing follows from: not every event is ours, nor every choice somebody's wish.
            if handler is None and kind in {Event, Choice}:
                ack()
            else:
                edge.run(kind, handler or unknown.unknown, parsed, ack, client)

        return listen

    def happened(body: dict[str, Any], ack: Ack, client: WebClient) -> None:
        if is_for_us(body):
            listener(Event, event, EVENTS)(body, ack, client)
        else:
            ack()

    def acted(body: dict[str, Any], ack: Ack, client: WebClient) -> None:
        if _read(is_choice, body):
            listener(Choice, choice, CHOICES)(body, ack, client)
        else:
            listener(Press, press, ACTIONS)(body, ack, client)

    app.command(ANYTHING)(listener(Command, command, COMMANDS))
    app.action(ANYTHING)(acted)
    app.view_submission(ANYTHING)(listener(Submission, submission, SUBMISSIONS))
    app.view_closed(ANYTHING)(lambda ack: ack())
    app.shortcut(ANYTHING)(listener(Shortcut, shortcut, SHORTCUTS))
    app.event(ANYTHING)(happened)
