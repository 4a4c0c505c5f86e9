"""Logs: for people or for machines, and never with anything secret in them."""

import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from bot import logs

TOKEN = "xoxb-12-34-abcDEF"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root, names = logging.getLogger(), [*logs.OURS, *logs.TALKATIVE]
    before = root.handlers[:], root.level, [logging.getLogger(name).level for name in names]
    hooks = sys.excepthook, threading.excepthook
    yield
    root.handlers[:], root.level = before[0], before[1]
    for name, level in zip(names, before[2], strict=True):
        logging.getLogger(name).setLevel(level)
    sys.excepthook, threading.excepthook = hooks
    logging.captureWarnings(capture=False)


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        (f"the answer to {TOKEN} was no", TOKEN),
        ("xapp-1-A0-99-ffee is refused", "xapp-1-A0-99-ffee"),
        ("a user's xoxp-1-2-3", "xoxp-1-2-3"),
        ("rotated: xoxe.xoxb-1-MGt.x", "xoxe.xoxb-1-MGt.x"),
        ("refresh with xoxe-1-zzz!", "xoxe-1-zzz"),
        ("POST https://hooks.slack.com/commands/T1/22/secretpart failed", "secretpart"),
        ("POST http://127.0.0.1:8123/hooks/T1/77 failed", "T1/77"),
        ("{'response_url': 'https://example.com/a/b?c'}", "example.com"),
        ("payload=%7B%7D&response_url=https%3A%2F%2Fx.y&user=U1", "x.y"),
        ("{'Authorization': 'Bearer abcdefgh'}", "abcdefgh"),
        ("authorization: Basic dXNlcjpwdw==", "dXNlcjpwdw"),
        ("curl -H 'Bearer abc.def-123'", "abc.def-123"),
        ("token=abcdef&channel=C1", "abcdef"),
        ('{"client_secret": "s3cret"}', "s3cret"),
        ("X-Slack-Signature=v0=123abc", "123abc"),
        ("wss://wss-primary.slack.com/link/?ticket=1111-aaaa&app_id=2", "1111-aaaa"),
        ("postgresql+psycopg://ada:hunter22@db/x is away", "hunter22"),
        ("the signing secret 0123456789abcdef", "0123456789abcdef"),
    ],
)
@pytest.mark.parametrize("form", ["lines", "json"])
def test_nothing_secret_is_logged(said: str, secret: str, form: str, capsys: pytest.CaptureFixture[str]):
    logs.set_up("DEBUG", form, secrets=["0123456789abcdef"])
    log = logging.getLogger("bot.test")
    log.info(said)
    log.info("%s", said)
    log.error("it failed", exc_info=RuntimeError(said))
    written = capsys.readouterr().err
    assert secret not in written
    assert written.count(logs.GONE) >= 3


@pytest.mark.parametrize(
    "said",
    [
        "message 12 will be tried again in 2 s: channel_not_found",
        "Slack refuses the token: invalid_auth",
        "listening on http://127.0.0.1:3000/slack/events",
        "the job people failed",
    ],
)
def test_what_is_not_secret_stays_readable(said: str):
    assert logs.redact(said, ["0123456789abcdef"]) == said


def test_a_very_short_secret_does_not_tear_words_apart(capsys: pytest.CaptureFixture[str]):
    logs.set_up(secrets=["a", ""])
    logging.getLogger("bot").info("all is well")
    assert capsys.readouterr().err.endswith("bot: all is well\n")


def test_the_text_of_an_ask_is_not_logged_with_a_row_that_did_not_fit(postgres_url: str):
    engine = create_engine(postgres_url, hide_parameters=True)
    worry = " ".join(["my\n\nsecret", "worry"])
    with engine.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE notes (id int PRIMARY KEY, words text, more int NOT NULL)"))
        with pytest.raises(DBAPIError) as trouble:
            connection.execute(text("INSERT INTO notes VALUES (1, :words, NULL)"), {"words": worry})
    engine.dispose()
    assert "secret worry" in str(trouble.value), "PostgreSQL has become discreet; the rule may go"
    record = logging.LogRecord("bot", logging.ERROR, "", 0, "no", (), (DBAPIError, trouble.value, trouble.tb))
    written = logs.Lines().format(record)
    assert "secret worry" not in written
    assert "violates not-null constraint" in written
    assert "[SQL: INSERT INTO notes" in written


def test_a_line_for_people_is_one_line(capsys: pytest.CaptureFixture[str]):
    logs.set_up()
    logging.getLogger("bot.sender").warning("first\nsecond\r")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(r" WARNING bot.sender: first\nsecond\r")


def test_a_line_for_machines_is_one_object(capsys: pytest.CaptureFixture[str]):
    logs.set_up("INFO", "json")
    logging.getLogger("handlers.edge").error("went %s", "wrong", exc_info=ValueError("füll\nwords"))
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "handlers.edge", "went wrong")
    assert told["time"].endswith("Z")
    assert told["trouble"].endswith("ValueError: füll\nwords")


@pytest.mark.parametrize(
    "library",
    ["slack_sdk.web", "slack_bolt.App", "apscheduler.scheduler", "sqlalchemy.engine", "waitress", "psycopg", "asyncio"],
)
def test_libraries_never_speak_below_warning(library: str, capsys: pytest.CaptureFixture[str]):
    logs.set_up("DEBUG")
    log = logging.getLogger(library)
    log.debug("the text of an ask")
    log.info("the text of an ask")
    assert capsys.readouterr().err == ""
    log.warning("something is wrong")
    assert "something is wrong" in capsys.readouterr().err


def test_the_level_is_for_our_own_words(capsys: pytest.CaptureFixture[str]):
    logs.set_up("ERROR")
    logging.getLogger("bot.sender").warning("quiet")
    logging.getLogger("handlers").error("loud")
    written = capsys.readouterr().err
    assert "quiet" not in written
    assert "loud" in written


def test_setting_up_twice_does_not_log_twice(capsys: pytest.CaptureFixture[str]):
    logs.set_up()
    logs.set_up()
    logging.getLogger("bot").info("once")
    assert capsys.readouterr().err.count("once") == 1


def test_a_thread_that_dies_is_logged_without_secrets(capsys: pytest.CaptureFixture[str]):
    logs.set_up()

    def dies() -> None:
        raise RuntimeError(TOKEN)

    thread = threading.Thread(target=dies)
    thread.start()
    thread.join()
    written = capsys.readouterr().err
    assert "stopped by trouble nobody caught" in written
    assert "RuntimeError" in written
    assert TOKEN not in written


def test_warnings_of_python_go_to_the_log(capsys: pytest.CaptureFixture[str]):
    logs.set_up()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"do not use {TOKEN}", stacklevel=1)
    written = capsys.readouterr().err
    assert "py.warnings" in written
    assert TOKEN not in written
