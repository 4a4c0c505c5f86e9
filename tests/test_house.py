"""The rules of the house that no other tool checks; who may import whom stands in pyproject.toml."""

import ast
import fnmatch
import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from pathlib import Path

import pytest

import models

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "models")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE = 400
# The playground plays Slack, which has a clock of its own.
CLOCKS = {"bot/clock.py", "bot/playground/world.py"}

ROOMS = {"alembic", "bench", "bot", "docs", "handlers", "models", "tests"}
WELL_KNOWN = {"CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile", "README.md", "pyproject.toml"}

READS_THE_CLOCK = re.compile(
    r"(?:^|\.)(?: datetime\.(?:now|utcnow|today) | date\.today | func\.(?:now|current_timestamp)"
    r" | time\.(?:time|time_ns|localtime|gmtime|ctime|strftime) )$",
    re.VERBOSE,
)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def places(find: Callable[[ast.Module], Iterator[int]], *, but: Collection[str] = ()) -> list[str]:
    """Say where in our code `find` finds something: "bot/app.py:12"."""
    return [f"{name_of(path)}:{line}" for path in SOURCES if name_of(path) not in but for line in find(tree_of(path))]


def dotted(node: ast.expr) -> str:
    """Say a chain of attributes as it is written: `dt.datetime.now`."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def clock_readings(tree: ast.Module) -> Iterator[int]:
    """Yield the lines that read the wall clock, called or passed on; a monotonic clock is not one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            names = [dotted(node)]
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            names = [f"time.{alias.name}" for alias in node.names]
        else:
            continue
        if any(READS_THE_CLOCK.search(name) for name in names):
            yield node.lineno


def calls(tree: ast.Module, name: str) -> Iterator[int]:
    """Yield the lines that call a function or a method of that name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if (isinstance(called, ast.Attribute) and called.attr == name) or dotted(called) == name:
                yield node.lineno


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now(UTC)",
        "dt.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "field(default_factory=datetime.now)",
        "from time import time",
        "func.now()",
    ],
)
def test_a_look_at_the_wall_clock_is_noticed(line: str):
    assert list(clock_readings(ast.parse(line))) == [1]


@pytest.mark.parametrize("line", ["clock.now()", "time.monotonic()", "from time import monotonic", "request.now"])
def test_other_clocks_are_left_alone(line: str):
    assert list(clock_readings(ast.parse(line))) == []


@pytest.mark.parametrize("line", ["tx.commit()", "Session(engine).commit()", "commit()"])
def test_a_commit_is_noticed(line: str):
    assert list(calls(ast.parse(line), "commit")) == [1]


def test_there_is_something_to_look_at():
    assert {name_of(path).split("/")[0] for path in SOURCES} == set(PACKAGES)


def test_the_wall_clock_is_read_in_one_place():
    assert places(clock_readings, but=CLOCKS) == []


def test_one_module_commits_what_people_do():
    assert places(partial(calls, name="commit"), but={"bot/db.py", "bot/migrate.py"}) == []


def test_nothing_is_printed():
    assert places(partial(calls, name="print")) == []


def test_every_file_says_what_it_is_for():
    assert [name_of(path) for path in SOURCES if not ast.get_docstring(tree_of(path))] == []


def test_every_file_is_short_enough_to_be_read():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_the_migrations_are_not_a_package():
    assert not (ROOT / "alembic" / "__init__.py").exists(), "it would hide the library of the same name"


def test_there_are_no_other_rooms():
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]
    entries = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith(".")}
    ours = {entry for entry in entries if not any(fnmatch.fnmatch(entry, pattern) for pattern in ignored)}
    assert ours - ROOMS - WELL_KNOWN == set()


def test_every_module_of_the_bot_has_its_floor():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}
    listed = set(re.findall(r"bot\.(\w+)", " ".join(contracts["floors"]["layers"])))
    there = {path.stem for path in (ROOT / "bot").glob("*.py")} - {"__init__"}
    there |= {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}
    assert there - listed == set(), "say in pyproject.toml on which floor it stands"


def test_every_row_says_its_workspace():
    rows = {mapper.class_ for mapper in models.Base.registry.mappers} - {models.Workspace}
    assert rows
    assert [row.__name__ for row in rows if "workspace_id" not in row.__table__.columns] == []
    assert [row.__name__ for row in rows if row.__table__.columns["workspace_id"].nullable] == []
