"""Modals and the App Home, from opening to closing."""

from datetime import date
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.persona import Persona
from bot.playground.world import Slack
from tests.playground.little_bot import Clock, LittleBot

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(name: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": name, "label": plain(name), "element": {"action_id": name, **element}, **more}


def options(*values: str) -> list[Json]:
    return [{"text": plain(value.title()), "value": value} for value in values]


def modal(*blocks: Json, **more: Any) -> Json:
    view = {
        "type": "modal",
        "callback_id": "ask.new",
        "title": plain("Ask"),
        "submit": plain("Post"),
        "blocks": list(blocks),
    }
    return {**view, **more}


TEXT = field("text", {"type": "plain_text_input", "initial_value": "a projector", "max_length": 20})
WHAT_FOR = field("what_for", {"type": "plain_text_input"}, optional=True)
KIND = field(
    "kind", {"type": "static_select", "options": options("look", "hand"), "initial_option": options("look")[0]}
)
BY_WHEN = field("by_when", {"type": "datepicker"}, optional=True)
HELPERS = field("helpers", {"type": "multi_users_select"}, optional=True)
FORM = modal(TEXT, WHAT_FOR, KIND, BY_WHEN, HELPERS, private_metadata="7")


@pytest.fixture
def opened(bot: LittleBot, api: WebClient, ada: Persona) -> Persona:
    """Ada with the form in front of her."""
    ada.uses("ask.new")
    api.views_open(trigger_id=bot.last["trigger_id"], view=FORM)
    return ada


def error_of(api: WebClient, method: str, **args: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        api.api_call(method, json=args)
    return str(caught.value.response["error"])


def test_a_trigger_id_opens_one_modal(bot: LittleBot, api: WebClient, opened: Persona) -> None:
    assert opened.modal is not None
    assert opened.modal.private_metadata == "7"
    assert error_of(api, "views.open", trigger_id=bot.last["trigger_id"], view=FORM) == "exchanged_trigger_id"


def test_a_trigger_id_lives_for_three_seconds(bot: LittleBot, api: WebClient, ada: Persona, clock: Clock) -> None:
    ada.uses("ask.new")
    clock.now += 3.1
    assert error_of(api, "views.open", trigger_id=bot.last["trigger_id"], view=FORM) == "expired_trigger_id"
    assert ada.modal is None


def test_an_invented_trigger_id_opens_nothing(api: WebClient) -> None:
    assert error_of(api, "views.open", trigger_id="1.2.3", view=FORM) == "invalid_trigger_id"


def test_a_view_over_the_limits_opens_nothing_and_the_trigger_id_stays_good(
    bot: LittleBot, slack: Slack, api: WebClient, ada: Persona
) -> None:
    ada.uses("ask.new")
    trigger = bot.last["trigger_id"]
    assert error_of(api, "views.open", trigger_id=trigger, view=modal(title=plain("x" * 25))) == "invalid_arguments"
    assert slack.refusals == ["views.open: invalid_arguments: view.title.text: 25 characters, at most 24"]
    assert api.views_open(trigger_id=trigger, view=FORM)["ok"]


def test_the_whole_form_is_sent_with_what_was_there_before(bot: LittleBot, opened: Persona, ben: Persona) -> None:
    opened.submits(what_for="the demo", by_when=date(2026, 3, 1), helpers=[ben.user_id])
    view = bot.last["view"]
    assert view["state"]["values"] == {
        "text": {"text": {"type": "plain_text_input", "value": "a projector"}},
        "what_for": {"what_for": {"type": "plain_text_input", "value": "the demo"}},
        "kind": {"kind": {"type": "static_select", "selected_option": options("look")[0]}},
        "by_when": {"by_when": {"type": "datepicker", "selected_date": "2026-03-01"}},
        "helpers": {"helpers": {"type": "multi_users_select", "selected_users": [ben.user_id]}},
    }
    assert {"id", "hash", "root_view_id", "previous_view_id", "app_id", "bot_id", "title", "blocks"} <= set(view)
    assert (view["private_metadata"], view["callback_id"]) == ("7", "ask.new")
    assert bot.last["response_urls"] == []
    assert opened.modal is None


def test_a_field_left_empty_is_sent_as_null(bot: LittleBot, opened: Persona) -> None:
    opened.submits(what_for="")
    assert bot.last["view"]["state"]["values"]["what_for"]["what_for"]["value"] is None


@pytest.mark.parametrize("values", [{"text": ""}, {"text": None}, {"text": "x" * 21}, {"kind": None}])
def test_slacks_client_does_not_send_what_it_can_see_is_wrong(bot: LittleBot, opened: Persona, values: Json) -> None:
    heard = len(bot.heard)
    with pytest.raises(AssertionError, match="does not send this form"):
        opened.submits(**values)
    assert len(bot.heard) == heard
    assert opened.modal is not None
    assert list(opened.modal.errors) == list(values)


@pytest.mark.parametrize("values", [{"txt": "x"}, {"kind": "know-how"}, {"by_when": "tomorrow"}])
def test_what_nobody_could_enter_is_an_error_of_the_test(opened: Persona, values: Json) -> None:
    with pytest.raises(AssertionError, match="cannot submit"):
        opened.submits(**values)


def test_errors_of_the_bot_stand_at_their_fields_and_the_form_keeps_what_was_typed(
    bot: LittleBot, opened: Persona
) -> None:
    bot.reply = lambda _payload: (200, {"response_action": "errors", "errors": {"text": "Say a little more."}})
    opened.submits(text="help")
    assert opened.modal is not None
    assert opened.modal.errors == {"text": "Say a little more."}
    assert opened.holds()["text"] == "help"
    assert "Say a little more." in opened.read(opened.modal)


def test_errors_at_fields_that_are_not_there_are_refused(bot: LittleBot, slack: Slack, opened: Persona) -> None:
    bot.reply = lambda _payload: (200, {"response_action": "errors", "errors": {"title": "no"}})
    opened.submits()
    assert opened.modal is not None
    assert "trouble" in opened.modal.trouble
    assert "which are no input blocks" in slack.refusals[0]


def test_an_update_keeps_what_was_typed_where_the_ids_stay(bot: LittleBot, opened: Persona) -> None:
    other = field("what_for", {"type": "plain_text_input", "action_id": "renamed", "initial_value": "new"})
    bot.reply = lambda _payload: (200, {"response_action": "update", "view": modal(TEXT, other, title=plain("Again"))})
    before = opened.modal
    opened.submits(text="typed", what_for="lost")
    assert opened.modal is before
    assert opened.holds() == {"text": "typed", "what_for": "new"}
    assert "Again" in opened.read(opened.modal)


def test_a_pushed_modal_goes_back_to_the_one_below(bot: LittleBot, opened: Persona) -> None:
    bot.reply = lambda _payload: (200, {"response_action": "push", "view": modal(WHAT_FOR, callback_id="second")})
    below = opened.modal
    assert below is not None
    opened.submits()
    assert opened.modal is not None
    assert (opened.modal.callback_id, opened.modal.previous_view_id) == ("second", below.id)
    assert opened.modal.root_view_id == below.root_view_id
    opened.closes_the_modal()
    assert opened.modal is below


def test_three_modals_are_the_most(bot: LittleBot, slack: Slack, opened: Persona) -> None:
    bot.reply = lambda _payload: (200, {"response_action": "push", "view": FORM})
    for _ in range(3):
        opened.submits()
    assert len(slack.modals[opened.user_id]) == 3
    assert "push_limit_reached" in slack.refusals[0]


def test_clear_closes_all_of_them(bot: LittleBot, opened: Persona) -> None:
    bot.reply = lambda _payload: (200, {"response_action": "push", "view": FORM})
    opened.submits()
    bot.reply = lambda _payload: (200, {"response_action": "clear"})
    opened.submits()
    assert opened.modal is None


@pytest.mark.parametrize(
    "reply", [(200, "thanks"), (200, {"response_action": "shut"}), (200, {"response_action": "update", "view": {}})]
)
def test_an_answer_slack_does_not_understand_leaves_the_modal_open(
    bot: LittleBot, slack: Slack, opened: Persona, reply: Any
) -> None:
    bot.reply = lambda _payload: reply
    opened.submits()
    assert opened.modal is not None
    assert opened.modal.trouble
    assert len(slack.refusals) == 1


def test_a_bot_in_trouble_leaves_the_modal_open_with_all_that_was_typed(bot: LittleBot, opened: Persona) -> None:
    bot.reply = lambda _payload: (500, "")
    opened.submits(text="typed")
    assert opened.modal is not None
    assert opened.modal.trouble == "We had some trouble connecting. Try again?"
    assert opened.holds()["text"] == "typed"


def test_closing_is_told_to_those_who_asked_for_it(bot: LittleBot, api: WebClient, ada: Persona) -> None:
    ada.uses("ask.new")
    api.views_open(trigger_id=bot.last["trigger_id"], view={**FORM, "notify_on_close": True})
    ada.closes_the_modal()
    assert (bot.last["type"], bot.last["is_cleared"]) == ("view_closed", False)
    assert ada.modal is None


def test_a_press_in_a_modal_brings_the_form_along(bot: LittleBot, api: WebClient, ada: Persona) -> None:
    button = {"type": "button", "text": plain("Suggest"), "action_id": "suggest", "value": "1"}
    ada.uses("ask.new")
    view = modal(TEXT, {"type": "actions", "block_id": "row", "elements": [button]})
    api.views_open(trigger_id=bot.last["trigger_id"], view=view)
    ada.fills_in(text="typed")
    ada.presses("Suggest")
    assert bot.last["container"] == {"type": "view", "view_id": bot.last["view"]["id"]}
    assert bot.last["view"]["state"]["values"]["text"]["text"]["value"] == "typed"
    assert "channel" not in bot.last
    pushed = api.views_push(trigger_id=bot.last["trigger_id"], view=modal(WHAT_FOR))
    assert pushed["view"]["previous_view_id"] == bot.last["view"]["id"]


def test_a_choice_tells_the_bot_only_where_it_is_meant_to(bot: LittleBot, api: WebClient, ada: Persona) -> None:
    ada.uses("ask.new")
    api.views_open(trigger_id=bot.last["trigger_id"], view=modal(TEXT, {**KIND, "dispatch_action": True}))
    ada.fills_in(text="half a sen")
    ada.chooses("kind", "hand")
    assert bot.last["actions"][0]["selected_option"]["value"] == "hand"
    held = bot.last["view"]["state"]["values"]
    assert (held["kind"]["kind"]["selected_option"]["value"], held["text"]["text"]["value"]) == ("hand", "half a sen")
    api.views_update(view_id=bot.last["view"]["id"], hash=bot.last["view"]["hash"], view=modal(TEXT, KIND))
    with pytest.raises(LookupError, match="no dispatch_action"):
        ada.chooses("kind", "look")


def test_only_from_within_a_modal_one_is_pushed(bot: LittleBot, api: WebClient, opened: Persona) -> None:
    opened.uses("ask.new")
    assert error_of(api, "views.push", trigger_id=bot.last["trigger_id"], view=FORM) == "invalid_trigger_id"


def test_a_stale_hash_changes_nothing(api: WebClient, opened: Persona) -> None:
    view = opened.modal
    assert view is not None
    stale = view.hash
    updated = api.views_update(view_id=view.id, hash=stale, view=modal(TEXT, title=plain("One")))["view"]
    assert updated["hash"] != stale
    assert error_of(api, "views.update", view_id=view.id, hash=stale, view=FORM) == "hash_conflict"
    assert "One" in opened.read(view)


def test_a_closed_modal_is_not_found(api: WebClient, opened: Persona) -> None:
    view = opened.modal
    assert view is not None
    opened.closes_the_modal()
    assert error_of(api, "views.update", view_id=view.id, view=FORM) == "not_found"


def test_an_external_id_names_one_view(bot: LittleBot, api: WebClient, ada: Persona, ben: Persona) -> None:
    named = {**FORM, "external_id": "mine"}
    ada.uses("ask.new")
    api.views_open(trigger_id=bot.last["trigger_id"], view=named)
    api.views_update(external_id="mine", view=named)
    ben.uses("ask.new")
    assert error_of(api, "views.open", trigger_id=bot.last["trigger_id"], view=named) == "duplicate_external_id"


def test_the_app_home_is_each_persons_own(api: WebClient, ada: Persona, ben: Persona) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello &amp; welcome"}}
    published = api.views_publish(user_id=ada.user_id, view={"type": "home", "blocks": [section]})["view"]
    assert ada.read(ada.home) == "Hello & welcome"
    assert ben.home is None
    home = {"type": "home", "blocks": []}
    api.views_publish(user_id=ada.user_id, hash=published["hash"], view=home)
    assert error_of(api, "views.publish", user_id=ada.user_id, hash=published["hash"], view=home) == "hash_conflict"
    assert error_of(api, "views.publish", user_id="U404", view=home) == "user_not_found"
    assert error_of(api, "views.publish", user_id=ada.user_id, view=FORM) == "invalid_arguments"


def test_a_button_on_the_home_opens_a_modal(bot: LittleBot, api: WebClient, ada: Persona) -> None:
    button = {"type": "button", "text": plain("Ask"), "action_id": "ask"}
    api.views_publish(user_id=ada.user_id, view={"type": "home", "blocks": [{"type": "actions", "elements": [button]}]})
    ada.presses("Ask", in_="home")
    assert bot.last["view"]["type"] == "home"
    api.views_open(trigger_id=bot.last["trigger_id"], view=FORM)
    assert ada.modal is not None


def test_all_kinds_of_inputs_take_plain_values(bot: LittleBot, api: WebClient, ada: Persona, general: str) -> None:
    pick = options("one", "two")
    elements: dict[str, tuple[Json, Any, Json]] = {
        "number": ({"type": "number_input", "is_decimal_allowed": True}, 2.5, {"value": "2.5"}),
        "email": ({"type": "email_text_input"}, "a@b.c", {"value": "a@b.c"}),
        "url": ({"type": "url_text_input"}, "https://b.c", {"value": "https://b.c"}),
        "radio": ({"type": "radio_buttons", "options": pick}, "Two", {"selected_option": pick[1]}),
        "boxes": ({"type": "checkboxes", "options": pick}, ["one"], {"selected_options": [pick[0]]}),
        "several": ({"type": "multi_static_select", "options": pick}, ["two"], {"selected_options": [pick[1]]}),
        "person": ({"type": "users_select"}, ada.user_id, {"selected_user": ada.user_id}),
        "channel": (
            {"type": "conversations_select", "response_url_enabled": True},
            general,
            {"selected_conversation": general},
        ),
        "time": ({"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
        "moment": ({"type": "datetimepicker"}, 1_800_000_000, {"selected_date_time": 1_800_000_000}),
    }
    ada.uses("ask.new")
    view = modal(*(field(name, element) for name, (element, _, _) in elements.items()))
    api.views_open(trigger_id=bot.last["trigger_id"], view=view)
    ada.submits(**{name: value for name, (_, value, _) in elements.items()})
    state = bot.last["view"]["state"]["values"]
    for name, (element, _, expected) in elements.items():
        assert state[name][name] == {"type": element["type"], **expected}
    assert bot.last["response_urls"][0]["channel_id"] == general
