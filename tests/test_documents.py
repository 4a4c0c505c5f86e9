"""What the documents promise is there."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.__main__ import cli

ROOT = Path(__file__).parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/operations.md"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str):
    links = re.findall(r"\]\(((?!https?://)[^)#]+)", text_of(name))
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_exist(name: str):
    words = re.findall(r"python -m bot ([a-z]+)", text_of(name))
    assert [word for word in words if word not in cli.commands] == []
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    wanted = re.findall(r"(?:^|`)make ([a-z-]+)", text_of(name), re.MULTILINE)
    assert [target for target in wanted if target not in targets] == []


def test_the_two_commands_stand_in_blocks_of_their_own():
    blocks = re.findall(r"^```\w*\n(.*?)^```", text_of("README.md"), re.MULTILINE | re.DOTALL)
    assert {"make playground\n", "make test\n"} <= set(blocks)


def test_every_command_is_told():
    told = "".join(text_of(name) for name in DOCUMENTS)
    assert [name for name in cli.commands if f"python -m bot {name}" not in told and f"`{name}`" not in told] == []


def test_there_is_a_reason_for_every_dependency():
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    names = [re.split(r"[\[<>=]", wanted)[0] for wanted in project["dependencies"]]
    assert re.findall(r"^\| `([a-z-]+)` \| .+ \|$", text_of("CONTRIBUTING.md"), re.MULTILINE) == names
    extra = [re.split(r"[\[<>=]", wanted)[0] for wanted in project["optional-dependencies"]["dev"]]
    assert [name for name in extra if f"`{name}`" not in text_of("CONTRIBUTING.md")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nobody_shouts(name: str):
    prose = re.sub(r"```.*?```|`[^`]*`|!\[", "", text_of(name), flags=re.DOTALL)
    assert "!" not in prose
