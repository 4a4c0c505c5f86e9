"""Settings: what is accepted, what is refused with which words, and that the documents say the same."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import config
from bot.config import BadSettings, Settings

ROOT = Path(__file__).parent.parent
BOT = "xoxb-1-2-three"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, and no settings around."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


def problems() -> tuple[str, ...]:
    with pytest.raises(BadSettings) as bad:
        config.read()
    return bad.value.problems


@pytest.mark.parametrize(
    ("name", "value", "becomes"),
    [
        ("DATABASE_URL", "sqlite:///elsewhere.db", "sqlite:///elsewhere.db"),
        ("DATABASE_URL", "postgresql://ada:x@db/givefirst", "postgresql+psycopg://ada:x@db/givefirst"),
        ("DATABASE_URL", "postgres://db/givefirst", "postgresql+psycopg://db/givefirst"),
        ("DATABASE_URL", "postgresql+psycopg://db/givefirst", "postgresql+psycopg://db/givefirst"),
        ("DATABASE_URL", "", "sqlite:///givefirst.db"),
        ("SLACK_BOT_TOKEN", BOT, SecretStr(BOT)),
        ("SLACK_BOT_TOKEN", f" {BOT} ", SecretStr(BOT)),
        ("SLACK_BOT_TOKEN", "xoxe.xoxb-1-rotating", SecretStr("xoxe.xoxb-1-rotating")),
        ("SLACK_BOT_TOKEN", "  ", None),
        ("SLACK_APP_TOKEN", "xapp-1-A", SecretStr("xapp-1-A")),
        ("SLACK_SIGNING_SECRET", SECRET, SecretStr(SECRET)),
        ("SLACK_API_URL", "http://127.0.0.1:9/api", "http://127.0.0.1:9/api/"),
        ("SLACK_API_URL", "https://slack.com/api/", "https://slack.com/api/"),
        ("HOST", "::1", "::1"),
        ("PORT", "0", 0),
        ("PORT", "65535", 65535),
        ("LOG_LEVEL", "debug", "DEBUG"),
        ("LOG_LEVEL", "WARNING", "WARNING"),
        ("LOG_FORMAT", "JSON", "json"),
        ("MATCH_BY_MEANING", "off", False),
    ],
)
def test_a_good_value_is_taken(name: str, value: str, becomes: object, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(name, value)
    assert getattr(config.read(), name.lower()) == becomes


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "mysql://db/x", "DATABASE_URL must begin with sqlite:/// or postgresql://."),
        ("DATABASE_URL", "givefirst.db", "must begin with"),
        ("DATABASE_URL", "postgresql+asyncpg://db/x", "must begin with"),
        ("DATABASE_URL", "postgresql://db:port/x", "cannot be read"),
        ("DATABASE_URL", "sqlite://", "must name a file"),
        ("DATABASE_URL", "sqlite:///:memory:", "must name a file"),
        ("DATABASE_URL", "sqlite:///not/there/x.db", "in the folder not/there, which does not exist"),
        ("SLACK_BOT_TOKEN", "xapp-1-A", "holds an app-level token (xapp-...), which belongs elsewhere"),
        ("SLACK_BOT_TOKEN", "xoxp-1-A", "holds a user token"),
        ("SLACK_BOT_TOKEN", f'"{BOT}"', "has blanks, quotes"),
        ("SLACK_BOT_TOKEN", "xoxb-1 2", "has blanks, quotes"),
        ("SLACK_BOT_TOKEN", "xoxb-1\u2013-2", "special characters"),
        ("SLACK_APP_TOKEN", BOT, "holds a bot token (xoxb-...)"),
        ("SLACK_SIGNING_SECRET", BOT, "holds a bot token"),
        ("SLACK_SIGNING_SECRET", "one two", "Basic Information"),
        ("SLACK_API_URL", "slack.com/api", "must be an address such as https://slack.com/api/"),
        ("PORT", "http", "PORT must be a whole number from 0 to 65535."),
        ("PORT", "65536", "PORT must be a whole number"),
        ("PORT", "-1", "PORT must be a whole number"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR."),
        ("LOG_FORMAT", "xml", "LOG_FORMAT must be lines or json."),
    ],
)
def test_a_bad_value_is_refused_in_one_plain_sentence(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(name, value)
    (sentence,) = problems()
    assert sentence.startswith(name)
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_all_problems_are_told_at_once_and_no_secret_is_repeated(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://ada:hunter22@db/x")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxp-hidden")
    monkeypatch.setenv("PORT", "x")
    told = problems()
    assert [sentence.split()[0] for sentence in told] == ["DATABASE_URL", "SLACK_BOT_TOKEN", "PORT"]
    assert "hunter22" not in "".join(told)
    assert "hidden" not in "".join(told)


def test_what_is_missing_depends_on_how_slack_is_reached():
    nothing, bot = Settings(), Settings(slack_bot_token=SecretStr(BOT))
    assert [words.split()[0] for words in nothing.missing(listens=True)] == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]
    assert [words.split()[0] for words in nothing.missing(listens=False)] == ["SLACK_BOT_TOKEN"]
    assert [words.split()[0] for words in bot.missing(listens=True)] == ["SLACK_SIGNING_SECRET"]
    assert bot.model_copy(update={"slack_signing_secret": SecretStr(SECRET)}).missing(listens=True) == []
    assert bot.model_copy(update={"slack_app_token": SecretStr("xapp-1")}).missing(listens=True) == []


def test_a_file_gives_what_the_environment_does_not(nowhere: Path, monkeypatch: pytest.MonkeyPatch):
    (nowhere / ".env").write_text("PORT=4000\nHOST=127.0.0.1\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("PORT", "5000")
    assert (config.read().port, config.read().host) == (5000, "127.0.0.1")


def test_a_file_that_cannot_be_read_is_told(nowhere: Path):
    (nowhere / ".env").write_bytes(b"PORT=\xff\xfe")
    assert "The file .env cannot be read" in problems()[0]


def test_settings_show_no_secret_when_printed():
    settings = Settings(slack_bot_token=SecretStr(BOT), slack_signing_secret=SecretStr(SECRET))
    assert BOT not in repr(settings)
    assert SECRET not in str(settings.model_dump())


def test_whoever_writes_logs_learns_every_secret():
    settings = Settings(
        database_url="postgresql://ada:hunter22@db/x",
        slack_bot_token=SecretStr(BOT),
        slack_signing_secret=SecretStr(SECRET),
        slack_client_secret=SecretStr("cs"),
        token_encryption_key=SecretStr("key"),
    )
    assert set(settings.secrets) == {BOT, SECRET, "cs", "key", "hunter22"}


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        Settings().port = 1  # type: ignore[misc] # mypy knows it, too


def test_the_table_in_the_readme_is_what_settings_are():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.+) \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [
        (name.upper(), "" if field.default is None else f"`{field.default}`", field.description)
        for name, field in Settings.model_fields.items()
    ]


def test_the_example_file_is_what_settings_are():
    told: list[tuple[str, str, str]] = []
    words: list[str] = []
    for line in (ROOT / ".env.example").read_text("utf-8").splitlines():
        assigned = re.fullmatch(r"#?([A-Z_]+)=(.*)", line)
        if assigned:
            told.append((assigned[1], assigned[2], " ".join(words)))
        words = [*words, line.removeprefix("# ")] if line.startswith("# ") else []
    assert told == [
        (name.upper(), "" if field.default is None else str(field.default), field.description)
        for name, field in Settings.model_fields.items()
    ]


def test_the_example_file_itself_sets_nothing_but_what_must_be_filled_in(nowhere: Path):
    (nowhere / ".env").write_text((ROOT / ".env.example").read_text("utf-8"))
    assert config.read() == Settings(_env_file=None)
