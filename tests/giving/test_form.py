"""The form follows the chosen kind, and nothing typed is lost on the way."""

import copy
from typing import Any

import pytest
from sqlalchemy import select

from bot.playground import envelope, forms, modals
from bot.playground.records import Call
from handlers import routes
from models import Gift, GiftKind
from tests.giving.conftest import IDEA, hears
from tests.team import Person, Team
from tests.test_edge import breaks

EVERY_FIELD = ["subject?", "text?", "where?", "what_i_see?", "screenshot?"]
FIELDS = {
    "idea": ["subject", "text"],
    "contact": ["subject", "text"],
    "heads_up": ["where", "what_i_see", "screenshot?"],
    "question": ["text?"],
}


def fields(person: Person) -> list[str]:
    """The fields of the form below the kind, with a question mark behind what is optional."""
    assert person.modal is not None
    inputs = [block for block in person.modal.blocks if block["type"] == "input"]
    names = [block["block_id"] + ("?" if block["optional"] else "") for block in inputs]
    assert names[:2] == ["to", "kind"]
    return names[2:]


def gifts(team: Team) -> list[Gift]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Gift).order_by(Gift.id)))


def changes(team: Team) -> list[dict[str, Any]]:
    return [call.request for call in team.slack.wire if call.name == "views.update"]


def chosen(person: Person, kind: str) -> dict[str, Any]:
    """What Slack sends of a choice in the form as it stands now, to be sent when the test says so."""
    slack, form = person.slack, person.modal
    assert form is not None
    block, element = forms.find_input(form.blocks, "kind")
    held = form.state["kind"]["kind"] = forms.state_of(element, kind)
    return envelope.interaction(slack, "block_actions", person.user_id) | {
        "container": {"type": "view", "view_id": form.id},
        "trigger_id": envelope.trigger(slack, person.user_id, form.id),
        "view": copy.deepcopy(modals.view_json(slack, form)),
        "actions": [{"action_id": "kind", "block_id": block["block_id"], "action_ts": slack.new_ts(), **held}],
    }


def refused(team: Team) -> list[str]:
    """What Slack had against changing a form, where a test brought it about."""
    codes = [refusal.removeprefix("views.update: ").partition(":")[0] for refusal in team.slack.refusals]
    team.slack.refusals.clear()
    return codes


def arrives(person: Person, payload: dict[str, Any]) -> Call:
    call = envelope.send_payload(person.slack, "block_actions kind", payload)
    person.team.settle()
    return call


@pytest.mark.parametrize("way", ["command", "with_words", "shortcut", "message", "home"])
def test_as_it_opens_nothing_is_chosen_and_every_field_is_there(team: Team, tom: Person, maria: Person, way: str):
    if way in {"command", "with_words"}:
        tom.types("/give", "@maria the photo is stretched" if way == "with_words" else "")
    elif way == "shortcut":
        tom.uses("give.new")
    elif way == "message":
        maria.says("See the careers page")
        tom.uses("give.from_message", on=tom.sees("general")[-1])
    else:
        tom.opens_home()
        tom.presses("Give something")
    assert fields(tom) == EVERY_FIELD
    assert tom.holds()["kind"] is None
    assert "The form then asks only for what it needs" in tom.read(tom.modal)


@pytest.mark.parametrize("kind", FIELDS)
def test_only_the_fields_of_the_chosen_kind_are_there_and_what_is_needed_is_required(
    team: Team, tom: Person, kind: str
):
    tom.types("/give")
    before = tom.modal.hash if tom.modal else ""
    tom.chooses("kind", kind)
    assert fields(tom) == FIELDS[kind]
    assert tom.holds()["kind"] == kind
    (change,) = changes(team)
    assert tom.modal is not None
    assert (change["view_id"], change["hash"]) == (tom.modal.id, before)


@pytest.mark.parametrize(
    ("locale", "kind", "words"),
    [
        ("en-US", "idea", "Your idea"),
        ("en-US", "contact", "No names or addresses of people outside"),
        ("en-US", "heads_up", "What do you see?"),
        ("en-US", "question", "A sentence of yours"),
        ("de-DE", None, "Danach fragt das Formular nur noch, was dafür nötig ist"),
        ("de-DE", None, "Nur für einen Hinweis"),
        ("de-DE", "idea", "Deine Idee"),
        ("de-DE", "contact", "Woher kennt ihr euch, und warum passt es?"),
        ("de-DE", "heads_up", "vertraulich und während der Arbeitszeit"),
        ("de-DE", "question", "Ein Satz von dir"),
    ],
)
def test_each_kind_asks_in_its_own_words(team: Team, locale: str, kind: str | None, words: str):
    lena = team.joins("lena", locale=locale)
    lena.types("/give")
    if kind:
        lena.chooses("kind", kind)
    assert words in lena.read(lena.modal)


def test_what_was_typed_stays_in_its_field_whatever_is_chosen(team: Team, tom: Person, maria: Person):
    tom.types("/give", "@maria")
    tom.fills_in(subject="your Monday demo", text=IDEA)
    tom.chooses("kind", "contact")
    assert fields(tom) == FIELDS["contact"]
    tom.chooses("kind", "heads_up")
    assert fields(tom) == EVERY_FIELD
    assert tom.read(tom.modal).count("It goes along, unless you empty this field.") == 2
    tom.fills_in(screenshot="https://example.com/shot.png")
    tom.chooses("kind", "question")
    assert tom.holds() == {
        "to": maria.user_id, "kind": "question", "subject": "your Monday demo", "text": IDEA,
        "screenshot": "https://example.com/shot.png",
    }  # fmt: skip
    tom.chooses("kind", "idea")
    tom.submits(screenshot="")
    (gift,) = gifts(team)
    assert (gift.subject, gift.text, gift.screenshot) == ("your Monday demo", IDEA, "")


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("heads_up", {"text": IDEA}, ["text?", "where", "what_i_see?", "screenshot?"]),
        ("heads_up", {"subject": "demo"}, ["subject?", "where?", "what_i_see", "screenshot?"]),
        ("heads_up", {"text": " "}, FIELDS["heads_up"]),
        ("idea", {"where": "careers page"}, ["subject?", "text", "where?"]),
        ("contact", {"what_i_see": IDEA}, ["subject", "text?", "what_i_see?"]),
        ("idea", {"screenshot": "https://example.com"}, ["subject", "text", "screenshot?"]),
        ("question", {"where": "here", "what_i_see": "this"}, ["text?", "where?", "what_i_see?"]),
    ],
)
def test_a_field_is_not_required_when_what_it_asks_for_stands_in_another(
    tom: Person, kind: str, typed: dict[str, str], expected: list[str]
):
    tom.types("/give")
    tom.fills_in(**typed)
    tom.chooses("kind", kind)
    assert fields(tom) == expected
    tom.fills_in(**{name: "" for name in typed if name in tom.holds()})
    tom.chooses("kind", "question")
    tom.chooses("kind", kind)
    assert fields(tom) == FIELDS[kind]


def test_what_stands_in_the_other_fields_is_sent_along(team: Team, tom: Person, maria: Person):
    tom.types("/give", "@maria")
    tom.fills_in(subject="careers page", text="the team photo")
    tom.chooses("kind", "heads_up")
    tom.submits(what_i_see="is stretched")
    (gift,) = gifts(team)
    assert (gift.kind, gift.subject, gift.text) == (GiftKind.HEADS_UP, "careers page", "the team photo\nis stretched")
    assert hears(maria, "is stretched")


def test_what_is_too_long_is_said_above_its_field(tom: Person):
    tom.types("/give")
    tom.fills_in(text="x" * 600, what_i_see="y" * 700)
    for kind in FIELDS:
        tom.chooses("kind", kind)
        read = tom.read(tom.modal)
        assert "600 characters long" in read
        assert "700 characters long" in read


@pytest.mark.parametrize("names", [("subject", "text"), ("where", "what_i_see")])
def test_a_choice_of_which_we_never_heard_is_understood_when_the_form_is_sent(
    team: Team, tom: Person, maria: Person, names: tuple[str, str]
):
    tom.types("/give", "@maria")
    typed = dict(zip(names, ("careers page", "the team photo is stretched"), strict=True))
    tom.submits(kind="heads_up", **typed)
    (gift,) = gifts(team)
    assert (gift.kind, gift.subject, gift.text) == (GiftKind.HEADS_UP, "careers page", "the team photo is stretched")


def test_what_a_form_lacks_that_did_not_follow_is_asked_for_with_all_that_was_typed(
    team: Team, tom: Person, maria: Person
):
    tom.types("/give", "@maria")
    tom.chooses("kind", "idea")
    tom.submits(kind="heads_up", subject=" ", text="the team photo is stretched")
    assert fields(tom) == ["text?", "where", "what_i_see?", "screenshot?"]
    assert "Where is it? A link or a place" in tom.read(tom.modal)
    assert tom.holds()["text"] == "the team photo is stretched"
    assert tom.holds()["to"] == maria.user_id
    tom.submits(where="careers page")
    assert hears(maria, "the team photo is stretched")


def test_without_a_choice_it_is_an_idea(team: Team, tom: Person, maria: Person):
    tom.types("/give", "@maria")
    tom.fills_in(subject="your Monday demo", text=IDEA)
    form = tom.modal
    assert form is not None
    block, _ = forms.find_input(form.blocks, "kind")
    block["optional"] = True
    tom.submits()
    assert [gift.kind for gift in gifts(team)] == [GiftKind.IDEA]


@pytest.mark.parametrize(
    ("kind", "subject", "text"),
    [
        ("idea", "demo", "record it"),
        ("contact", "demo", "record it"),
        ("heads_up", "careers page", "it is stretched"),
    ],
)
def test_the_fields_of_all_kinds_at_once_are_understood(
    team: Team, tom: Person, maria: Person, kind: str, subject: str, text: str
):
    tom.types("/give", "@maria")
    tom.fills_in(where="careers page", what_i_see="it is stretched", screenshot="https://example.com/shot.png")
    tom.submits(kind=kind, subject="demo", text="record it")
    (gift,) = gifts(team)
    assert subject in gift.subject
    assert text in gift.text
    assert gift.screenshot == "https://example.com/shot.png"


@pytest.mark.parametrize(
    ("locale", "typed", "words"),
    [
        ("en-US", "the photo is ugly", ("“ugly”", "Change it below, or send it as it is.")),
        ("de-DE", "das Foto ist hässlich", ("„hässlich“", "Ändere es unten, oder schick es so, wie es ist.")),
    ],
)
def test_words_of_taste_are_pointed_out_right_above_the_field_they_stand_in(
    team: Team, maria: Person, locale: str, typed: str, words: tuple[str, str]
):
    lena = team.joins("lena", locale=locale)
    lena.types("/give", "@maria")
    lena.chooses("kind", "heads_up")
    lena.submits(where="careers page", what_i_see=typed)
    assert lena.modal is not None
    names = [block["block_id"] if block["type"] == "input" else "" for block in lena.modal.blocks]
    between = lena.modal.blocks[names.index("where") + 1 : names.index("what_i_see")]
    assert [word in lena.read(lena.modal) for word in words] == [True, True]
    assert all(any(word in str(block) for block in between) for word in words)
    lena.submits()
    assert hears(maria, typed)


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"text": "the photo is ugly"}, "text"),
        ({"text": "the photo is ugly", "what_i_see": "it is stretched"}, "text"),
        ({"text": "it is stretched", "what_i_see": "the photo is ugly"}, "what_i_see"),
    ],
)
def test_words_of_taste_in_another_field_are_pointed_out_above_that(
    tom: Person, maria: Person, texts: dict[str, str], field: str
):
    tom.types("/give", "@maria")
    tom.submits(kind="heads_up", where="careers page", **texts)
    assert tom.modal is not None
    names = [block["block_id"] if block["type"] == "input" else "" for block in tom.modal.blocks]
    assert "as it is" in str(tom.modal.blocks[names.index(field) - 1])
    assert str(tom.modal.blocks).count("may sound like taste") == 1
    tom.submits()
    assert hears(maria, "the photo is ugly")


def test_words_of_taste_that_were_read_are_not_pointed_out_again_after_a_look_at_another_kind(
    tom: Person, maria: Person
):
    tom.types("/give", "@maria")
    tom.chooses("kind", "heads_up")
    tom.submits(where="careers page", what_i_see="the photo is ugly")
    tom.chooses("kind", "idea")
    tom.chooses("kind", "heads_up")
    tom.submits()
    assert hears(maria, "the photo is ugly")


@pytest.mark.parametrize(
    "fault", [{"kind": "error", "error": "not_found"}, {"kind": "500"}, {"kind": "429"}, {"kind": "reset_after_accept"}]
)
def test_when_slack_will_not_change_the_form_the_person_can_go_on(
    team: Team, tom: Person, maria: Person, fault: dict[str, Any]
):
    tom.types("/give", "@maria")
    tom.fills_in(subject="careers page", text="the photo is stretched")
    team.slack.faults.add(method="views.update", **fault)
    assert tom.chooses("kind", "heads_up").status == 200
    told = tom.inbox[-1]
    assert "Slack would not change the form" in tom.read(told)
    assert "the photo is stretched" in tom.read(told)
    tom.closes_the_modal()
    tom.presses("Open the form")
    assert fields(tom) == EVERY_FIELD
    held = tom.holds()
    assert (held["to"], held["kind"]) == (maria.user_id, None)
    assert (held["subject"], held["text"]) == ("careers page", "the photo is stretched")


def test_in_german_too(team: Team):
    lena = team.joins("lena", locale="de-DE")
    lena.types("/give")
    team.slack.faults.add(method="views.update", kind="error", error="not_found")
    lena.chooses("kind", "heads_up")
    assert "Slack wollte das Formular nicht umstellen" in lena.read(lena.inbox[-1])


def test_a_form_that_was_closed_meanwhile_is_no_trouble_and_keeps_the_words(team: Team, tom: Person):
    tom.types("/give")
    tom.fills_in(text=IDEA)
    late = chosen(tom, "question")
    tom.closes_the_modal()
    assert arrives(tom, late).status == 200
    assert IDEA in tom.read(tom.inbox[-1])
    assert tom.modal is None
    assert refused(team) == ["not_found"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_choices_in_quick_succession_the_last_one_is_shown(team: Team, tom: Person, order: tuple[int, int]):
    tom.types("/give")
    tom.fills_in(text=IDEA)
    both = chosen(tom, "contact"), chosen(tom, "heads_up")
    assert [arrives(tom, both[which]).status for which in order] == [200, 200]
    assert fields(tom) == ["text?", "where", "what_i_see?", "screenshot?"]
    assert (tom.holds()["kind"], tom.holds()["text"]) == ("heads_up", IDEA)
    assert tom.inbox == []
    assert refused(team) == ["hash_conflict"]


def test_a_choice_that_slack_repeats_changes_nothing_more(team: Team, tom: Person):
    tom.types("/give")
    call = tom.chooses("kind", "heads_up")
    tom.chooses("kind", "idea")
    assert team.slack.repeat(call).status == 200
    assert fields(tom) == FIELDS["idea"]
    assert len(changes(team)) == 2


def test_a_kind_that_does_not_exist_leaves_the_form_alone_and_says_so(team: Team, tom: Person):
    tom.types("/give")
    odd = chosen(tom, "contact")
    odd["actions"][0]["selected_option"]["value"] = "secret"
    assert arrives(tom, odd).status == 200
    assert changes(team) == []
    assert "Choose one of the four" in tom.read(tom.inbox[-1])


def test_a_choice_that_nobody_waits_for_is_taken_in_silence(team: Team, tom: Person):
    tom.types("/give")
    odd = chosen(tom, "contact")
    odd["view"]["callback_id"] = "ask.new"
    assert arrives(tom, odd).status == 200
    assert tom.inbox == []


def test_a_choice_that_meets_trouble_is_answered_with_a_reference(
    team: Team, tom: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(routes.CHOICES, "give.new.kind", breaks)
    tom.types("/give")
    assert tom.chooses("kind", "contact").status == 200
    assert "Something broke on my side" in tom.read(tom.inbox[-1])


@pytest.mark.parametrize("hole", ["state", "callback_id", "id"])
def test_a_choice_with_a_hole_is_refused(tom: Person, hole: str):
    tom.types("/give")
    odd = chosen(tom, "contact")
    del odd["view"][hole]
    assert arrives(tom, odd).status == 400
