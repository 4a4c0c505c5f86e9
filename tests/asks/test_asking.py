"""Asking: every door leads to the same ask."""

import pytest
from sqlalchemy import func, select

from models import Ask
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


def asks_in(team: Team) -> list[Ask]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Ask).order_by(Ask.id)))


def test_the_command_opens_a_form_that_holds_the_words(team: Team, ada: Person):
    ada.types("/ask", PHOTO)
    assert ada.modal is not None
    assert ada.modal.callback_id == "ask.new"
    held = ada.holds()
    assert held["text"] == PHOTO
    assert held["kind"] == "look"
    assert set(held) == {"text", "what_for", "kind", "by_when", "effort", "audience"}


def test_the_command_without_words_opens_an_empty_form(team: Team, ada: Person):
    ada.types("/ask")
    assert ada.holds()["text"] is None


def test_an_ask_appears_in_the_channel_with_what_it_is_for(team: Team, ada: Person, ben: Person):
    ada.types("/ask", PHOTO)
    ada.submits(what_for="the launch on Friday", effort="2min")
    shown = ben.sees("general")[-1]
    assert PHOTO in ben.read(shown)
    assert "the launch on Friday" in ben.read(shown)
    assert "2 minutes" in ben.read(shown)
    assert ben.buttons(shown) == ["I can help", "I know someone"]
    assert PHOTO in shown.text


def test_only_people_who_may_help_see_a_private_ask(team: Team, ada: Person, ben: Person):
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    assert not any(PHOTO in ben.read(message) for message in ben.sees("general"))
    assert PHOTO in ben.read(ben.inbox[-1])


def test_a_mention_makes_the_ask_in_its_thread_and_offers_details_to_the_asker_alone(
    team: Team, ada: Person, ben: Person
):
    ada.says(f"@Givefirst {PHOTO}")
    root = next(message for message in ada.sees("general") if message.user == ada.user_id)
    answers = ben.sees("general", thread=root)
    assert any(ben.buttons(message) == ["I can help", "I know someone"] for message in answers)
    assert not any("Add details" in ben.buttons(message) for message in answers)
    ada.presses("Add details")
    ada.submits(what_for="the launch")
    assert any("the launch" in ben.read(message) for message in ben.sees("general", thread=root))
    assert len(asks_in(team)) == 1


def test_a_mention_without_words_is_told_what_to_do(team: Team, ada: Person):
    ada.says("@Givefirst")
    assert "What do you need" in ada.read(ada.reads_anywhere("What do you need"))
    assert asks_in(team) == []


def test_a_direct_message_makes_the_same_ask(team: Team, ada: Person, ben: Person):
    ada.writes_to_the_bot(PHOTO)
    assert [ask.text for ask in asks_in(team)] == [PHOTO]
    assert PHOTO in ben.read(ben.inbox[-1])
    assert "Add details" in ada.buttons(ada.reads_anywhere("Your ask is out"))


@pytest.mark.parametrize("line", ["hi", "Hallo!", "thanks", "danke dir", "👍", "?"])
def test_small_talk_with_the_bot_is_no_ask(team: Team, ada: Person, line: str):
    ada.writes_to_the_bot(line)
    assert asks_in(team) == []
    assert "/givefirst" in ada.read(ada.inbox[-1])


def test_a_message_is_turned_into_an_ask(team: Team, ada: Person, ben: Person):
    ben.says("the photo & the <b>logo</b> are stretched")
    ada.uses("ask.from_message", on=ada.sees("general")[-1])
    assert ada.holds()["text"] == "the photo & the <b>logo</b> are stretched"
    ada.submits()
    assert [ask.asker_id for ask in asks_in(team)] != []


def test_the_global_shortcut_opens_a_form_without_a_channel(team: Team, ada: Person, ben: Person):
    ada.uses("ask.new")
    assert "This channel" not in ada.read(ada.modal)
    ada.submits(text=PHOTO)
    assert PHOTO in ben.read(ben.inbox[-1])


@pytest.mark.parametrize(
    ("locale", "text", "tip"),
    [("en-US", "need help", "A tip: name"), ("de-DE", "Kann mir jemand helfen?", "Ein Tipp")],
)
def test_a_vague_ask_is_coached_once_and_may_be_posted_anyway(
    team: Team, ben: Person, locale: str, text: str, tip: str
):
    asker = team.joins("asker", locale=locale)
    asker.types("/ask", text)
    asker.submits()
    assert asks_in(team) == []
    assert asker.holds()["text"] == text
    assert tip in asker.read(asker.modal)
    asker.submits()
    assert [ask.text for ask in asks_in(team)] == [text]


def test_a_vague_mention_is_coached_in_private(team: Team, ada: Person, ben: Person):
    ada.says("@Givefirst need help")
    assert ada.reads_anywhere("A tip: name")
    with pytest.raises(AssertionError):
        ben.reads_anywhere("A tip: name")


def test_whoever_asks_sees_one_small_ask_that_fits_them(team: Team, ada: Person, ben: Person):
    ada.types("/ask", PHOTO)
    ada.submits(effort="2min")
    team.later(days=7)
    ben.types("/ask", "who has a projector for the demo?")
    ben.submits()
    lena = team.joins("lena", offers="stretched photos")
    lena.types("/ask", "who can lend me a bicycle pump?")
    lena.submits()
    assert PHOTO in lena.read(lena.reads_anywhere("While you wait"))
    lena.presses("I can help", on=lena.reads_anywhere("While you wait"))
    assert ada.reads_anywhere("Over to you two")


def test_nobody_sees_their_own_ask_as_one_that_fits(team: Team, ben: Person):
    ben.types("/ask", PHOTO)
    ben.submits(effort="2min")
    ben.types("/ask", "who has a projector?")
    ben.submits()
    with pytest.raises(AssertionError):
        ben.reads_anywhere("While you wait")


@pytest.mark.parametrize("text", ["", "   ", "\u200b \n".strip("\u200b")])
def test_an_empty_ask_is_sent_back_to_its_field(team: Team, ada: Person, text: str):
    ada.types("/ask")
    ada.slack.fill_in(ada.user_id, ada.modal.id, {"text": text or " "})  # type: ignore[union-attr]
    ada.submits()
    assert ada.modal is not None
    assert "text" in ada.modal.errors
    assert asks_in(team) == []


def test_an_ask_that_is_too_long_is_sent_back_with_nothing_lost(team: Team, ada: Person):
    long = "stretched photo " * 40
    ada.types("/ask", long)
    assert str(ada.holds()["text"]).strip() == long.strip()
    ada.submits()
    assert ada.modal is not None
    assert "500" in ada.modal.errors["text"]
    ada.submits(text=PHOTO)
    assert [ask.text for ask in asks_in(team)] == [PHOTO]


def test_words_that_fit_no_form_are_given_back(team: Team, ada: Person):
    enormous = "photo " * 700
    ada.types("/ask", enormous)
    assert ada.modal is None
    assert ada.reads_anywhere("photo photo photo")


def test_a_day_that_is_over_is_sent_back_to_its_field(team: Team, ada: Person):
    ada.types("/ask", PHOTO)
    ada.submits(by_when="2026-11-23")
    assert ada.modal is not None
    assert "by_when" in ada.modal.errors
    ada.submits(by_when="2026-11-24")
    assert len(asks_in(team)) == 1


NASTY = [
    "<!channel> look at the photo",
    "<@U0123456> photo *bold* _it_ ~no~ `code`",
    "photo <https://evil.example|click me> & <b>bold</b>",
    "صورة ممتدة photo \u202egnp.exe",
    "photo 🫠 :tada: 𝕬𝖇𝖈",
    "photo\nwith\nlines > quote",
    "photo OR 1=1; DROP TABLE asks; --",
    "%s {0} {asker} photo",
]


@pytest.mark.parametrize("text", NASTY)
def test_user_text_is_stored_as_typed_and_shown_inert(team: Team, ada: Person, ben: Person, text: str):
    ada.types("/ask", text)
    ada.submits(what_for=text)
    assert asks_in(team)[0].text == text
    shown = ben.sees("general")[-1]
    assert text in ben.read(shown).replace("\\", "")
    for forbidden in ("<!channel>", "<@U0123456>", "<https://evil"):
        assert forbidden not in shown.text
    for block in shown.blocks:
        if block["type"] in {"section", "context"}:
            assert "photo" not in str(block), "user text stands in mrkdwn"


def test_the_same_ask_twice_within_a_minute_is_noted_once_unless_meant(team: Team, ada: Person):
    for _ in range(2):
        ada.types("/ask", PHOTO)
        ada.submits()
    assert len(asks_in(team)) == 1
    ada.presses("Add anyway")
    assert len(asks_in(team)) == 2


def test_slack_repeating_itself_does_not_repeat_the_ask(team: Team, ada: Person):
    sent = ada.says(f"@Givefirst {PHOTO}")
    assert sent is not None
    again = team.slack.repeat(sent)
    team.settle()
    assert again.status == 200
    assert len(asks_in(team)) == 1


def test_a_repeated_form_gets_the_same_answer_and_no_second_ask(team: Team, ada: Person):
    ada.types("/ask", PHOTO)
    sent = ada.submits()
    again = team.slack.repeat(sent)
    team.settle()
    assert again.body == sent.body
    assert len(asks_in(team)) == 1


def test_where_the_bot_is_no_member_the_asker_is_told_and_helpers_are_still_asked(team: Team, ada: Person, ben: Person):
    team.channel("sales", bot_is_member=False)
    ada.types("/ask", PHOTO, in_="sales")
    ada.submits()
    assert "/invite" in ada.read(ada.reads_anywhere("could not post"))
    assert PHOTO in ben.read(ben.inbox[-1])
    team.slack.refusals.clear()


def test_a_form_that_opens_too_late_loses_nothing(team: Team, ada: Person):
    team.slack.faults.add(method="views.open", kind="error", error="expired_trigger_id")
    ada.types("/ask", PHOTO)
    assert ada.modal is None
    ada.presses("Open the form")
    assert ada.holds()["text"] == PHOTO


def test_a_form_that_outlived_its_ask_gives_the_words_back(team: Team, ada: Person):
    ada.types("/ask", PHOTO)
    ada.submits()
    ada.presses("Add details")
    form = ada.modal
    assert form is not None
    with team.app.database.transaction() as tx:
        key = tx.scalars(select(Ask.key)).one()
    ada.presses_late("ask.withdraw", key, on=ada.inbox[-1])
    ada.submits(text="the logo is stretched, too")
    assert ada.modal is not None
    assert "withdrawn" in ada.read(ada.modal)
    assert "the logo is stretched, too" in ada.read(ada.modal)


def test_somebody_from_another_company_is_refused(team: Team, ada: Person):
    guest = team.joins("eve", stranger=True)
    guest.types("/ask", PHOTO)
    assert guest.modal is None
    with team.app.database.transaction() as tx:
        assert tx.scalar(select(func.count()).select_from(Ask)) == 0
