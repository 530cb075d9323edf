"""The README is true: its commands run, and print what it says they print.

`python tests/test_readme.py` writes what they print into it; output that `...` shortens stays as it is while
it fits.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from flows.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_EXAMPLE = re.compile(
    r"^\$ (?P<command>.*(?:\n> .*)*)\n(?P<printed>(?:(?!\$ ).*\n)*)", re.MULTILINE
)  # a command goes on in lines that begin with the shell's "> "


def _examples() -> list[tuple[str, str]]:
    """Commands of the README's console blocks in order, each with what follows it there."""
    return [
        (example["command"], example["printed"])
        for block in _BLOCK.findall(README)
        for example in _EXAMPLE.finditer(block)
    ]


def _fits(printed: str, got: str) -> bool:
    return OutputChecker().check_output(printed, got, ELLIPSIS)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A folder like a fresh clone's: the sources, and no warehouse yet."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "raw", folder / "raw")
    return folder


def _run(command: str, folder: Path) -> str:
    scripts = Path(sys.executable).parent
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment = {
        **quiet,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PREFECT_HOME": str(folder / "prefect"),
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["bash", "-c", command.replace("\n> ", "\n")],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.rstrip().splitlines())


def test_every_example_prints_what_the_readme_says(checkout):
    wrong = []
    for command, printed in _examples():
        got = _run(command, checkout)
        if not _fits(printed, got):
            wrong.append(f"$ {command}\n{got}")
    assert not wrong, "\n".join(["the README does not show this:", *wrong])


def test_there_are_examples():
    assert len(_examples()) >= 5


def test_every_command_is_in_the_readme():
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert [name for name in commands if not re.search(rf"evitable {name}\b", README)] == []


def test_every_command_has_an_example_in_its_help():
    assert [
        c.callback.__name__ for c in app.registered_commands if "Example: evitable" not in (c.epilog or "")
    ] == []


def test_the_files_that_the_readme_names_exist():
    links = re.findall(r"\]\((?!\w+://|#)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def _shortened_like(printed: str, got: str) -> str:
    """Output cut off where the README cut it off until now."""
    shown, cut, _ = printed.partition("  ...\n")
    return "".join([*got.splitlines(keepends=True)[: shown.count("\n")], cut]) if cut else got


def _write() -> None:
    """Put what the examples print now into the README."""
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "raw", Path(folder, "raw"))

        def run(example: re.Match[str]) -> str:
            got = _run(example["command"], Path(folder))
            kept = (
                example["printed"]
                if _fits(example["printed"], got)
                else _shortened_like(example["printed"], got)
            )
            return f"$ {example['command']}\n{kept}"

        written = _BLOCK.sub(lambda block: _EXAMPLE.sub(run, block[0]), README)
    (ROOT / "README.md").write_text(written, "utf-8")


if __name__ == "__main__":
    _write()
