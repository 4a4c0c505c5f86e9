"""`/givefirst`: one word leads to everything else, in English or German."""

import pytest
from sqlalchemy import select

from handlers import givefirst
from models import DigestSubscription, Member
from tests.team import Person, Team


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada", tz="Europe/Berlin")


def told(person: Person, text: str, in_: str = "general") -> str:
    """What somebody reads right after typing /givefirst."""
    person.types("/givefirst", text, in_=in_)
    return person.read(person.sees(in_)[-1])


def row(team: Team, person: Person) -> Member:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Member).where(Member.slack_id == person.user_id)).one()


def letters(team: Team) -> list[DigestSubscription]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(DigestSubscription)))


@pytest.mark.parametrize("typed", ["", "help", "Hilfe", "?", "HELP me please"])
def test_help_shows_what_there_is_and_how_i_am_set(team: Team, ada: Person, typed: str):
    read = told(ada, typed)
    for words in ("/ask", "/offer", "/helped", "pause 2w", "digest here weekly Mon 09:00", "Monday to Friday"):
        assert words in read
    keys = ["Ask for something", "Give something", "My offers", "My journal", "Settings"]
    assert ada.buttons(ada.sees("general")[-1]) == keys


@pytest.mark.parametrize(
    ("button", "modal"),
    [("Ask for something", "ask.new"), ("My offers", "offer.edit"), ("Settings", "settings.edit")],
)
def test_every_button_of_the_help_leads_somewhere(team: Team, ada: Person, button: str, modal: str):
    ada.types("/givefirst")
    ada.presses(button)
    assert ada.modal is not None
    assert ada.modal.callback_id == modal


def test_only_the_one_who_typed_reads_the_answer(team: Team, ada: Person):
    ben = team.joins("ben")
    told(ada, "help")
    assert ben.sees("general") == []


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("pause 2w", "Tuesday, 8 December, 09:00"),
        ("pause", "Tuesday, 8 December, 09:00"),
        ("Pause until monday", "Monday, 30 November, 09:00"),
        ("pause bis Montag", "Monday, 30 November, 09:00"),
        ("pause\u00a02w", "Tuesday, 8 December, 09:00"),
    ],
)
def test_a_pause_is_confirmed_with_its_end(team: Team, ada: Person, typed: str, until: str):
    assert until in told(ada, typed)
    assert until in told(ada, "")


@pytest.mark.parametrize("typed", ["pause forever", "pause until yesterday", "pause 9999 years", "pause <!channel>"])
def test_a_pause_that_is_no_time_changes_nothing_and_says_how(team: Team, ada: Person, typed: str):
    read = told(ada, typed)
    assert "until monday" in read
    assert typed.removeprefix("pause ") in read
    assert row(team, ada).paused_until is None


@pytest.mark.parametrize("typed", ["resume", "weiter"])
def test_resuming_ends_a_pause(team: Team, ada: Person, typed: str):
    told(ada, "pause 2w")
    assert "Good to have you back" in told(ada, typed)
    assert row(team, ada).paused_until is None
    assert "not paused" in told(ada, typed)


@pytest.mark.parametrize(("typed", "locale"), [("language de", "de"), ("sprache Deutsch", "de"), ("language EN", "en")])
def test_a_language_can_be_chosen(team: Team, ada: Person, typed: str, locale: str):
    read = told(ada, typed)
    assert {"de": "Deutsch", "en": "English"}[locale] in read
    assert row(team, ada).chosen_locale == locale


def test_the_automatic_language_can_be_chosen_again(team: Team, ada: Person):
    told(ada, "language de")
    told(ada, "sprache automatisch")
    assert row(team, ada).chosen_locale is None


@pytest.mark.parametrize("typed", ["language", "language fr", "language <!here>"])
def test_a_language_we_do_not_speak_is_answered_with_those_we_do(team: Team, ada: Person, typed: str):
    assert "English and German" in told(ada, typed)
    assert row(team, ada).chosen_locale is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("puase 2w", "pause"),
        ("setings", "settings"),
        ("jurnal", "journal"),
        ("tagebch", "tagebuch"),
        ("wochenbrif", "wochenbrief"),
        ("digset here", "digest"),
    ],
)
def test_a_typing_error_is_met_with_what_was_probably_meant(team: Team, ada: Person, typed: str, meant: str):
    read = told(ada, typed)
    assert f"Did you mean /givefirst {meant}?" in read.replace("`", "")
    assert typed in read


@pytest.mark.parametrize("typed", ["frobnicate", "<!channel> hello", "🦊", "x" * 3500])
def test_a_word_that_means_nothing_leads_to_the_help(team: Team, ada: Person, typed: str):
    read = told(ada, typed)
    assert "/givefirst help" in read
    assert "Did you mean" not in read


@pytest.mark.parametrize("typed", ["journal", "Tagebuch"])
def test_the_journal_is_one_word_away(team: Team, ada: Person, typed: str):
    ada.types("/helped", "refilled the copier")
    assert "refilled the copier" in told(ada, typed)


@pytest.mark.parametrize("typed", ["settings", "Einstellungen"])
def test_the_settings_are_one_word_away(team: Team, ada: Person, typed: str):
    ada.types("/givefirst", typed)
    assert ada.modal is not None
    assert ada.modal.callback_id == "settings.edit"


def test_a_channel_gets_its_letter_when_somebody_asks_for_it(team: Team, ada: Person):
    read = told(ada, "digest here weekly Mon 09:00")
    assert "Monday, 09:00" in read
    assert "Monday, 30 November, 09:00" in read
    (letter,) = letters(team)
    assert (letter.weekday, letter.zone, letter.channel) == (
        1,
        "Europe/Berlin",
        team.slack.channel_named("general").id,
    )


def test_a_letter_can_be_moved_looked_up_and_ended(team: Team, ada: Person):
    told(ada, "digest here weekly Mon 09:00")
    assert "Freitag" not in told(ada, "wochenbrief hier freitag 14 uhr deutsch")
    assert "Friday, 14:00 (Europe/Berlin), Deutsch" in told(ada, "digest")
    assert len(letters(team)) == 1
    assert "no weekly letter any more" in told(ada, "digest off")
    assert letters(team) == []
    assert "no weekly letter to end" in told(ada, "digest off")
    assert "no weekly letter yet" in told(ada, "digest")


@pytest.mark.parametrize("typed", ["digest here weekly Mon 25:00", "digest here someday", "digest <!channel>"])
def test_a_letter_that_is_not_understood_changes_nothing_and_says_how(team: Team, ada: Person, typed: str):
    assert "digest here weekly Mon 09:00" in told(ada, typed)
    assert letters(team) == []


@pytest.mark.parametrize("typed", ["digest here weekly Mon 09:00", "digest off", "digest"])
def test_a_letter_into_a_direct_conversation_is_refused_kindly(team: Team, ada: Person, typed: str):
    assert "goes to a channel" in told(ada, typed, in_="@")
    assert letters(team) == []


def test_every_word_leads_to_a_command():
    assert set(givefirst.WORDS.values()) == set(givefirst.COMMANDS)
