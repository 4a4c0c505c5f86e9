"""Thanks: one person's own words reach another, privately, at a good moment, and go no further unless they like."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import clock
from bot.ties import service as ties
from models import JournalEntry, Member, Outgoing, Thanks, ThanksState
from tests.team import Person, Team

WORDS = "for the slides, they saved my evening"
MONDAY_NINE = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada", tz="Europe/Berlin")


@pytest.fixture
def tom(team: Team) -> Person:
    return team.joins("tom", tz="Europe/Berlin")


def member(team: Team, person: Person) -> Member:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Member).where(Member.slack_id == person.user_id)).one()


def written(team: Team) -> list[Thanks]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Thanks).order_by(Thanks.id)))


def newest(person: Person) -> str:
    return person.read(person.inbox[-1]) if person.inbox else ""


def answer(person: Person) -> str:
    return person.read(person.sees("general")[-1])


def test_words_typed_after_the_command_reach_the_colleague_alone(team: Team, ada: Person, tom: Person):
    ben = team.joins("ben")
    ada.types("/thanks", f"@tom {WORDS}")
    assert "@Tom Novak says thank you" not in newest(ada)
    assert "@Ada Novak says thank you" in newest(tom)
    assert WORDS in newest(tom)
    assert tom.buttons(tom.inbox[-1]) == ["Keep it to myself", "May be told"]
    assert WORDS in answer(ada)
    assert not [message for message in ben.everything() if WORDS in ben.read(message)]
    one, other, at = member(team, ada), member(team, tom), written(team)[0].sent_at
    with team.app.database.transaction() as tx:
        assert ties.met_at(tx, one, other) == at


def test_several_people_each_get_them(team: Team, ada: Person, tom: Person):
    maria = team.joins("maria", locale="de-DE")
    ada.types("/thanks", f"@tom and @maria {WORDS}")
    assert WORDS in newest(tom)
    assert "@Ada Novak sagt Danke" in newest(maria)
    assert WORDS in newest(maria)


@pytest.mark.parametrize("typed", ["", "@tom", WORDS, "@tom noticed:", "noticed: refilled the copier"])
def test_with_less_than_that_the_form_opens_and_holds_what_was_typed(team: Team, ada: Person, tom: Person, typed: str):
    ada.types("/thanks", typed)
    held = ada.holds()
    assert held["helpers"] == ([tom.user_id] if "@tom" in typed else [])
    expected = typed.replace("@tom", "").replace("noticed:", "").strip()
    assert (held["words"] or "") == expected
    ada.submits(helpers=[tom.user_id], words=WORDS)
    assert ada.modal is None
    assert WORDS in newest(tom)


def test_an_empty_form_says_what_is_missing_and_loses_nothing(team: Team, ada: Person, tom: Person):
    ada.types("/thanks")
    ada.submits(words=WORDS)
    assert ada.modal is not None
    assert list(ada.modal.errors) == ["helpers"]
    ada.submits(helpers=[tom.user_id], words="")
    assert list(ada.modal.errors) == ["words"]
    ada.submits(words="x" * 501)
    assert list(ada.modal.errors) == ["words"]
    assert ada.holds()["words"] == "x" * 501
    assert written(team) == []


def test_thanks_for_a_message_go_to_its_author_who_sees_which_one(team: Team, ada: Person, tom: Person):
    tom.says("The slides are in the folder")
    ada.uses("thanks.from_message", on=ada.sees("general")[-1])
    assert "The slides are in the folder" in ada.read(ada.modal)
    assert ada.holds() == {"helpers": [tom.user_id], "words": None}
    ben = team.joins("ben")
    ada.submits(helpers=[tom.user_id, ben.user_id], words=WORDS)
    assert "The slides are in the folder" in newest(tom)
    assert WORDS in newest(ben)
    assert "The slides" not in newest(ben)


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ({"is_bot": True}, "is an app"),
        ({"stranger": True}, "another company"),
        ({"deleted": True}, "not here any more"),
    ],
)
def test_whom_words_cannot_reach(team: Team, ada: Person, profile: dict[str, bool], said: str):
    eve = Person(team, team.slack.add_user(name="eve", **profile).id)  # type: ignore[arg-type]
    call = ada.types("/thanks", f"@eve {WORDS}")
    assert said in str(call.body)
    assert WORDS in str(call.body), "nothing typed is lost"
    ada.types("/thanks", "")
    ada.submits(helpers=[eve.user_id], words=WORDS)
    assert ada.modal is not None
    assert said in ada.modal.errors["helpers"]
    assert ada.holds()["words"] == WORDS
    assert written(team) == []


def test_oneself_is_refused_kindly_by_command_form_and_shortcut(team: Team, ada: Person):
    call = ada.types("/thanks", f"@ada {WORDS}")
    assert "That is you" in str(call.body)
    assert WORDS in str(call.body)
    ada.says("I made slides")
    ada.uses("thanks.from_message", on=ada.sees("general")[-1])
    assert ada.modal is None
    assert "That is you" in answer(ada)


def test_a_message_nobody_wrote_has_no_author_to_thank(team: Team, ada: Person):
    ada.types("/givefirst", "digest here weekly Mon 09:00")
    ada.types("/ask", "who has a projector?")
    ada.submits()
    post = next(message for message in ada.sees("general") if message.user == team.slack.bot_user_id)
    ada.uses("thanks.from_message", on=post)
    assert ada.modal is None
    assert "is an app" in ada.read(ada.everything()[-1])


def test_a_guest_of_this_workspace_may_thank_and_be_thanked(team: Team, ada: Person):
    priya = team.joins("priya", guest=True)
    ada.types("/thanks", f"@priya {WORDS}")
    assert WORDS in newest(priya)


def test_the_same_words_within_a_minute_arrive_once(team: Team, ada: Person, tom: Person):
    for _ in range(2):
        ada.types("/thanks", f"@tom {WORDS}")
    assert "Once is enough" in answer(ada)
    assert len(written(team)) == 1
    team.later(minutes=2)
    ada.types("/thanks", f"@tom {WORDS}")
    assert len(written(team)) == 2


def test_slack_repeating_itself_repeats_nothing(team: Team, ada: Person, tom: Person):
    call = ada.types("/thanks", f"@tom {WORDS}")
    team.later(minutes=2)
    team.slack.repeat(call)
    team.settle()
    assert len(written(team)) == 1


# -- at a good moment -------------------------------------------------------------------------------------------------


def test_words_wait_for_working_hours(team: Team, ada: Person):
    far = team.joins("far", tz="America/Los_Angeles")
    far.opens_home()
    ada.types("/thanks", f"@far {WORDS}")
    assert far.inbox == []
    team.later(hours=7, minutes=30)
    assert far.inbox == []
    team.later(minutes=31)
    assert WORDS in newest(far)


def test_words_wait_while_somebody_paused(team: Team, ada: Person, tom: Person):
    tom.types("/givefirst", "pause until monday", in_="@")
    before = len(tom.inbox)
    ada.types("/thanks", f"@tom {WORDS}")
    team.later(hours=3)
    assert len(tom.inbox) == before
    team.at(MONDAY_NINE + timedelta(minutes=1))
    assert WORDS in newest(tom)


def test_words_wait_while_somebody_is_on_leave(team: Team, ada: Person, tom: Person):
    back = int((clock.now() + timedelta(days=2)).timestamp())
    team.slack.set_status(tom.user_id, "Vacation", ":palm_tree:", back)
    ada.types("/thanks", f"@tom {WORDS}")
    team.later(days=1)
    assert tom.inbox == []
    team.later(days=1, minutes=1)
    assert WORDS in newest(tom)


def test_words_wait_while_somebody_is_not_to_be_disturbed(team: Team, ada: Person, tom: Person):
    now = int(clock.now().timestamp())
    team.slack.set_dnd(tom.user_id, now - 60, now + 90 * 60)
    ada.types("/thanks", f"@tom {WORDS}")
    team.later(hours=1, minutes=1)
    assert tom.inbox == []
    team.later(hours=1, minutes=1)
    assert WORDS in newest(tom)


def test_whoever_left_in_the_meantime_gets_none_and_the_sender_gets_the_words_back(team: Team, ada: Person):
    far = team.joins("far", tz="America/Los_Angeles")
    far.opens_home()
    ada.types("/thanks", f"@far {WORDS}")
    team.slack.deactivate(far.user_id)
    team.later(hours=9)
    assert newest(ada) == "", "in the evening, at home"
    team.later(hours=14)
    assert "could not reach" in newest(ada)
    assert WORDS in newest(ada)
    assert [one.state for one in written(team)] == [ThanksState.DROPPED]


def test_a_message_slack_refuses_brings_the_words_back(team: Team, ada: Person, tom: Person):
    team.slack.faults.add("chat.postMessage", "error", error="user_disabled", channel=tom.user_id)
    ada.types("/thanks", f"@tom {WORDS}")
    assert "could not reach" in newest(ada)
    assert [one.state for one in written(team)] == [ThanksState.DROPPED]


# -- who else may know ------------------------------------------------------------------------------------------------


def test_silence_is_a_no_and_a_choice_shows_and_is_remembered(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", f"@tom {WORDS}")
    assert written(team)[0].may_be_told is None
    tom.presses("May be told")
    assert written(team)[0].may_be_told is True
    assert tom.buttons(tom.inbox[-1]) == ["Keep it to myself"]
    ada.types("/thanks", "@tom for the coffee")
    assert written(team)[1].may_be_told is True
    assert "as you said" in newest(tom)
    tom.presses("Keep it to myself")
    assert [one.may_be_told for one in written(team)] == [True, False]
    ada.types("/thanks", "@tom for the cake")
    assert written(team)[2].may_be_told is False
    assert tom.buttons(tom.inbox[-1]) == ["May be told"]


def test_the_sender_never_hears_of_a_choice(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", f"@tom {WORDS}")
    before = [ada.read(message) for message in ada.everything()]
    tom.presses("Keep it to myself")
    tom.presses("May be told")
    assert [ada.read(message) for message in ada.everything()] == before


def test_nobody_else_can_choose(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", f"@tom {WORDS}")
    key = written(team)[0].key
    for action in ("thanks.tell", "thanks.keep"):
        for value in (key, "", "nothing", "x" * 300):
            if (action, value) != ("thanks.tell", ""):
                ada.presses_late(action, value, on=ada.sees("general")[-1])
                assert "cannot find" in answer(ada)
    assert written(team)[0].may_be_told is None


def test_the_words_are_inert_wherever_they_are_shown(team: Team, ada: Person, tom: Person):
    typed = "<!channel> *you* <b> & https://a.example, @ada 🦊 שלום"
    ada.types("/thanks", f"@tom {typed}")
    assert written(team)[0].words == typed
    for call in team.slack.calls("chat.postMessage"):
        assert "<!channel>" not in call.request["text"]
    assert typed in newest(tom)


def test_no_thanks_stand_in_any_journal(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", f"@tom {WORDS}")
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(JournalEntry)).all() == []


def test_delivered_words_are_kept_once(team: Team, ada: Person, tom: Person):
    ada.types("/thanks", f"@tom {WORDS}")
    with team.app.database.transaction() as tx:
        assert all(row.payload is None for row in tx.scalars(select(Outgoing).where(Outgoing.reason == "kind-words")))
