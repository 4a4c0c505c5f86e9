"""The Web API's view methods: modals and the App Home."""

from typing import TYPE_CHECKING

from bot.playground import modals
from bot.playground.api_base import ApiError, Args, Method, need, user_of
from bot.playground.limits import problems_of_view
from bot.playground.records import Json, Trigger, View

if TYPE_CHECKING:
    from bot.playground.world import Slack

TRIGGER_LIFE = 3.0


def open_view(slack: "Slack", args: Args) -> Json:
    """views.open: a modal of its own for whoever the trigger id belongs to."""
    trigger = _trigger(slack, args)
    payload = _payload(slack, args, "modal")
    trigger.used = True
    view = modals.new_view(slack, trigger.user, payload)
    slack.modals[trigger.user] = [view]
    return {"view": modals.view_json(slack, view)}


def push_view(slack: "Slack", args: Args) -> Json:
    """views.push: a modal upon the one in which the trigger id came to be."""
    trigger = _trigger(slack, args)
    payload = _payload(slack, args, "modal")
    stack = slack.modals.get(trigger.user, [])
    if trigger.view_id is None or not stack:
        raise ApiError("invalid_trigger_id", "the trigger id does not come from an open modal")
    if len(stack) >= modals.DEEPEST_STACK:
        raise ApiError("push_limit_reached", f"at most {modals.DEEPEST_STACK} views upon each other")
    trigger.used = True
    view = modals.new_view(slack, trigger.user, payload, stack[-1])
    stack.append(view)
    return {"view": modals.view_json(slack, view)}


def update_view(slack: "Slack", args: Args) -> Json:
    """views.update: change a modal that is open, by `view_id` or `external_id`, if `hash` is still its hash."""
    view = _find(slack, args)
    payload = _payload(slack, args, "modal", besides=view)
    _check_hash(args, view)
    return {"view": modals.view_json(slack, modals.rewrite(slack, view, payload))}


def publish_view(slack: "Slack", args: Args) -> Json:
    """views.publish: what somebody sees on the App Home, if `hash` is still its hash."""
    user = user_of(slack, args, "user_id")
    payload = _payload(slack, args, "home")
    home = slack.homes.get(user.id)
    if home:
        _check_hash(args, home)
        modals.rewrite(slack, home, payload)
    else:
        home = slack.homes[user.id] = modals.new_view(slack, user.id, payload)
    return {"view": modals.view_json(slack, home)}


def _trigger(slack: "Slack", args: Args) -> Trigger:
    trigger = slack.triggers.get(str(need(args, "trigger_id")))
    if trigger is None:
        raise ApiError("invalid_trigger_id", "nobody ever got this trigger id")
    if trigger.used:
        raise ApiError("exchanged_trigger_id", "this trigger id was used before")
    if slack.now() - trigger.made_at > TRIGGER_LIFE:
        raise ApiError("expired_trigger_id", f"{slack.now() - trigger.made_at:.1f} s old, at most {TRIGGER_LIFE:g}")
    return trigger


def _payload(slack: "Slack", args: Args, kind: str, besides: View | None = None) -> Json:
    payload: Json = need(args, "view")
    problems = problems_of_view(payload)
    if not problems and payload["type"] != kind:
        problems = [f"view.type: {payload['type']}, but this method takes a {kind}"]
    if problems:
        said = [f"[ERROR] {problem}" for problem in problems]
        raise ApiError("invalid_arguments", "; ".join(problems), response_metadata={"messages": said})
    external_id = payload.get("external_id")
    if external_id and any(v.external_id == external_id and v is not besides for v in _everything(slack)):
        raise ApiError("duplicate_external_id", f"another view is called {external_id!r}")
    return payload


def _everything(slack: "Slack") -> list[View]:
    return [*(v for stack in slack.modals.values() for v in stack), *slack.homes.values()]


def _find(slack: "Slack", args: Args) -> View:
    name, wanted = ("id", args["view_id"]) if args.get("view_id") else ("external_id", need(args, "external_id"))
    for view in _everything(slack):
        if getattr(view, name) == wanted and view.type == "modal":
            return view
    raise ApiError("not_found", f"no open modal with {name} {wanted!r}")


def _check_hash(args: Args, view: View) -> None:
    if args.get("hash") and args["hash"] != view.hash:
        raise ApiError("hash_conflict", "the view changed in the meantime")


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push_view),
    "views.update": Method(update_view),
    "views.publish": Method(publish_view),
}
