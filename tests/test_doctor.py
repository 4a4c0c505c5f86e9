"""The doctor: plain words about settings, database and Slack, a line each."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import clock, db, doctor, manifest, migrate
from bot.config import Settings
from tests.small_slack import SmallSlack as Slack

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture
def slack() -> Iterator[Slack]:
    running = Slack()
    yield running
    running.close()


@pytest.fixture
def settings(slack: Slack, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A complete installation; a test takes something out of it."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-2-3")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SECRET)
    monkeypatch.setenv("SLACK_API_URL", slack.url)
    return monkeypatch


def found() -> tuple[list[str], list[str]]:
    """What is fine and what is not."""
    findings = list(doctor.examine())
    return [one.said for one in findings if one.is_ok], [one.said for one in findings if not one.is_ok]


def the_problem() -> str:
    (problem,) = found()[1]
    return problem


@pytest.mark.usefixtures("settings")
def test_a_complete_installation_is_well():
    fine, problems = found()
    assert problems == []
    assert "Slack knows the bot: givefirst in Acme." in fine
    assert "The database is migrated." in fine
    assert "All scopes are granted." in fine
    assert "This machine's clock agrees with Slack's." in fine


@pytest.mark.usefixtures("settings")
def test_each_finding_is_one_line_with_a_mark_and_no_secret(slack: Slack):
    slack.scopes = ""
    lines = [str(one) for one in doctor.examine()]
    assert {line.split()[0] for line in lines} == {"ok", "problem"}
    assert all("\n" not in line for line in lines)
    assert SECRET not in "".join(lines)
    assert "xoxb-1-2-3" not in "".join(lines)


def test_what_is_not_set_is_named_with_the_place_to_find_it(settings: pytest.MonkeyPatch):
    settings.delenv("SLACK_BOT_TOKEN")
    settings.delenv("SLACK_SIGNING_SECRET")
    problems = found()[1]
    assert [problem.split()[0] for problem in problems] == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]
    assert "OAuth & Permissions" in problems[0]
    assert "Basic Information" in problems[1]


def test_settings_that_cannot_be_read_are_told_instead_of_all_else(settings: pytest.MonkeyPatch, slack: Slack):
    settings.setenv("PORT", "many")
    assert the_problem() == "PORT must be a whole number from 0 to 65535."
    assert slack.heard == []


def test_a_secret_of_unusual_length_is_only_remarked(settings: pytest.MonkeyPatch):
    settings.setenv("SLACK_SIGNING_SECRET", "short")
    fine, problems = found()
    assert problems == []
    assert "SLACK_SIGNING_SECRET is set, though it is not 32 characters long as usual." in fine


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
@pytest.mark.usefixtures("settings")
def test_a_token_that_slack_refuses_is_told_with_slacks_reason(error: str, slack: Slack):
    slack.answers["auth.test"] = {"ok": False, "error": error}
    assert the_problem().startswith(f"Slack refuses SLACK_BOT_TOKEN ({error}): you find it at api.slack.com/apps")


@pytest.mark.usefixtures("settings")
def test_missing_scopes_are_named_with_what_to_do(slack: Slack):
    slack.scopes = ",".join(manifest.scopes() - {"dnd:read", "users:read"} | {"team:read"})
    problem = the_problem()
    assert problem.startswith("Scopes are missing: dnd:read, users:read.")
    assert "python -m bot manifest" in problem


@pytest.mark.usefixtures("settings")
def test_a_slack_that_says_little_is_no_problem(slack: Slack):
    slack.scopes = slack.date = None
    fine, problems = found()
    assert problems == []
    assert "Slack does not say which scopes were granted." in fine
    assert "Slack does not say what time it is." in fine


@pytest.mark.parametrize(
    ("minutes", "words"), [(10, "10 minutes ahead of Slack's"), (-10, "10 minutes behind Slack's")]
)
@pytest.mark.usefixtures("settings")
def test_a_clock_that_is_wrong_is_told(minutes: int, words: str, slack: Slack):
    slack.date = (clock.now() - timedelta(minutes=minutes)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert words in the_problem()


@pytest.mark.usefixtures("settings")
def test_a_clock_that_is_a_minute_off_is_well(slack: Slack):
    slack.date = (clock.now() - timedelta(minutes=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert found()[1] == []


def test_a_slack_out_of_reach_is_told(settings: pytest.MonkeyPatch):
    settings.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
    assert the_problem().startswith("Slack cannot be reached at http://127.0.0.1:1/api/")


@pytest.mark.usefixtures("settings")
def test_something_that_is_not_slack_is_told(slack: Slack):
    slack.status = 502
    assert the_problem().startswith("Slack gives no sensible answer.")


def test_a_database_that_is_not_migrated_is_told(settings: pytest.MonkeyPatch, tmp_path: Path):
    database = db.Database(f"sqlite:///{tmp_path / 'new.db'}")
    migrate.upgrade(database)
    migrate.downgrade(database)
    database.close()
    settings.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert the_problem().startswith("The database is not migrated. `python -m bot migrate` does it")


def test_looking_for_a_file_does_not_make_it(settings: pytest.MonkeyPatch, tmp_path: Path):
    settings.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert the_problem().startswith("There is no database yet")
    assert not (tmp_path / "none.db").exists()


def test_a_database_out_of_reach_is_told_without_its_password(settings: pytest.MonkeyPatch):
    settings.setenv("DATABASE_URL", "postgresql://ada:hunter22@127.0.0.1:1/x")
    problem = the_problem()
    assert problem.startswith("The database cannot be reached: postgresql+psycopg://ada:***@127.0.0.1:1/x")
    assert "hunter22" not in problem


def test_the_socket_is_tried_when_there_is_a_token_for_it(settings: pytest.MonkeyPatch, slack: Slack):
    settings.delenv("SLACK_SIGNING_SECRET")
    settings.setenv("SLACK_APP_TOKEN", "xapp-1")
    fine, problems = found()
    assert problems == []
    assert "Slack opens a socket for SLACK_APP_TOKEN." in fine
    assert ("apps.connections.open", "Bearer xapp-1") in slack.heard
    slack.answers["apps.connections.open"] = {"ok": False, "error": "invalid_auth"}
    assert "App-Level Tokens" in the_problem()
