"""Views: opening, updating and pushing them, filling them in, submitting them, and the App Home."""

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from bot.playground import envelope, forms
from bot.playground.blocks import with_ids
from bot.playground.limits import problems_of_view
from bot.playground.records import Call, Json, View

if TYPE_CHECKING:
    from bot.playground.world import Slack

DEEPEST_STACK = 3
TROUBLE = "We had some trouble connecting. Try again?"


def new_view(slack: "Slack", user_id: str, payload: Json, under: View | None = None) -> View:
    """Make a view of a payload that was found good; `under` is the modal it is pushed upon."""
    kind: Literal["modal", "home"] = payload["type"]
    view = View(id=slack.new_id("V"), hash="", user=user_id, type=kind, payload={})
    view.root_view_id = under.root_view_id if under else view.id
    view.previous_view_id = under.id if under else None
    return rewrite(slack, view, payload)


def rewrite(slack: "Slack", view: View, payload: Json) -> View:
    """Show `payload` in this view; what was typed stays where block id and action id are still there."""
    with slack.lock:
        view.payload = {**payload, "blocks": with_ids(slack, payload["blocks"])}
        view.callback_id = payload.get("callback_id") or ""
        view.private_metadata = payload.get("private_metadata") or ""
        view.external_id = payload.get("external_id") or ""
        view.state = forms.initial_state(view.blocks, view.state)
        view.errors, view.trouble = {}, ""
        view.hash = f"{int(slack.now())}.{slack.new_id('h')}"
        slack.changed()
        return view


def view_json(slack: "Slack", view: View) -> Json:
    """A view as Slack puts it into payloads and answers."""
    return {
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
        **view.payload,
        "id": view.id,
        "team_id": slack.team_id,
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "external_id": view.external_id,
        "state": {"values": copy.deepcopy(view.state)},
        "hash": view.hash,
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": slack.app_id,
        "app_installed_team_id": slack.team_id,
        "bot_id": slack.bot_id,
    }


def opened(slack: "Slack", user_id: str, view_id: str) -> View:
    """The view this person has open under that id; raises LookupError when it is not (any more) theirs."""
    with slack.lock:
        theirs = [*slack.modals.get(user_id, []), slack.homes.get(user_id)]
    for view in theirs:
        if view and view.id == view_id:
            return view
    raise LookupError(f"{slack.users[user_id].real_name} has no view {view_id}")


def fill_in(slack: "Slack", user_id: str, view_id: str, values: Mapping[str, Any]) -> View:
    """Type plain values into a view; raises KeyError for an unknown input, ValueError for what cannot be entered."""
    with slack.lock:
        view = opened(slack, user_id, view_id)
        for name, plain in values.items():
            block, element = forms.find_input(view.blocks, name)
            view.state[block["block_id"]][element["action_id"]] = forms.state_of(element, plain)
        slack.changed()
        return view


def submit(slack: "Slack", user_id: str, view_id: str, values: Mapping[str, Any]) -> Call:
    """Submit a modal and do what the bot's answer says; raises ValueError where Slack's client would not send it."""
    view = fill_in(slack, user_id, view_id, values)
    if view.type != "modal":
        raise ValueError("only modals are submitted")
    with slack.lock:
        view.trouble = ""
        view.errors = forms.client_errors(view.blocks, view.state)
        if view.errors:
            slack.changed()
            raise ValueError(f"Slack does not send this form: {view.errors}")
        payload = envelope.interaction(slack, "view_submission", user_id)
        payload |= {
            "trigger_id": envelope.trigger(slack, user_id, view.id),
            "view": view_json(slack, view),
            "response_urls": _response_urls(slack, view),
        }
    call = envelope.send_payload(slack, f"view_submission {view.callback_id}", payload)
    with slack.lock:
        problem = _apply(slack, view, call)
        if problem:
            view.trouble = TROUBLE
            slack.refuse(call, problem)
        slack.changed()
    return call


def _response_urls(slack: "Slack", view: View) -> list[Json]:
    urls = []
    for block, element in forms.inputs(view.blocks):
        if not element.get("response_url_enabled"):
            continue
        held = view.state[block["block_id"]][element["action_id"]]
        channel_id = held[forms.value_key(element["type"])]
        if channel_id:
            target = envelope.response_url(slack, view.user, channel_id)
            ids = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": channel_id}
            urls.append({**ids, "response_url": envelope.address_of(slack, target)})
    return urls


def _apply(slack: "Slack", view: View, call: Call) -> str:
    """Do what the answer to a submission says; return what Slack would have against it, or ""."""
    if not call.ok:
        view.trouble = TROUBLE
        return ""
    if call.body in ("", {}):
        _remove(slack, view)
        return ""
    if not isinstance(call.body, dict):
        return f"the answer to a submission is empty or JSON, not {call.body!r:.60}"
    match call.body.get("response_action"):
        case "clear":
            slack.modals[view.user] = []
            return ""
        case "errors":
            return _show_errors(view, call.body.get("errors"))
        case "update" | "push" as action:
            return _show_next(slack, view, call.body.get("view"), action)
        case action:
            return f"response_action {action!r} is none of clear, errors, update, push"


def _show_errors(view: View, errors: Any) -> str:
    if not isinstance(errors, dict) or not errors:
        return "errors is not an object with at least one field"
    there = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if unknown := sorted(set(errors) - there):
        return f"errors for {', '.join(unknown)}, which are no input blocks of this view"
    view.errors = {name: str(words) for name, words in errors.items()}
    return ""


def _show_next(slack: "Slack", view: View, payload: Any, action: str) -> str:
    if problems := problems_of_view(payload):
        return "; ".join(problems)
    if payload["type"] != "modal":
        return "only a modal follows a modal"
    if action == "update":
        rewrite(slack, view, payload)
        return ""
    stack = slack.modals[view.user]
    if len(stack) >= DEEPEST_STACK:
        return f"push_limit_reached: at most {DEEPEST_STACK} views upon each other"
    stack.append(new_view(slack, view.user, payload, view))
    return ""


def _remove(slack: "Slack", view: View) -> None:
    stack = slack.modals.get(view.user, [])
    if view in stack:
        stack.remove(view)


def close(slack: "Slack", user_id: str, view_id: str, *, all_of_them: bool) -> Call | None:
    """Close a modal (or the whole stack); `view_closed` goes out for the one closed if it asked for that."""
    with slack.lock:
        view = opened(slack, user_id, view_id)
        if all_of_them or view.payload.get("clear_on_close"):
            slack.modals[user_id] = []
        else:
            _remove(slack, view)
        slack.changed()
        if not view.payload.get("notify_on_close"):
            return None
        payload = envelope.interaction(slack, "view_closed", user_id)
        payload |= {"view": view_json(slack, view), "is_cleared": all_of_them}
    return envelope.send_payload(slack, f"view_closed {view.callback_id}", payload)
