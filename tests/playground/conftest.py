"""A small bot on a real socket, and a workspace around it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.playground.persona import Persona
from bot.playground.web_api import Server, serve
from bot.playground.world import Slack
from tests.playground.little_bot import Clock, LittleBot, run


@pytest.fixture
def bot() -> Iterator[LittleBot]:
    little = LittleBot()
    stop = run(little)
    yield little
    stop()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = serve()
    yield running
    running.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slack(server: Server, bot: LittleBot, clock: Clock) -> Iterator[Slack]:
    workspace = server.add(Slack(bot_url=bot.url, now=clock))
    for name, real_name in (("ada", "Ada Novak"), ("ben", "Ben Okafor")):
        workspace.add_user(name, real_name)
    workspace.add_channel("general")
    yield workspace
    server.remove(workspace)


@pytest.fixture
def ada(slack: Slack) -> Persona:
    return Persona(slack, next(u.id for u in slack.users.values() if u.name == "ada"))


@pytest.fixture
def ben(slack: Slack) -> Persona:
    return Persona(slack, next(u.id for u in slack.users.values() if u.name == "ben"))


@pytest.fixture
def general(slack: Slack) -> str:
    return slack.channel_named("general").id


@pytest.fixture
def api(slack: Slack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
