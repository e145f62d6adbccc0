"""Files as text, and the files of a folder of rules: regular files only, within bounds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kzpenal.errors import KzpenalError, Problem, Span
from kzpenal.values import is_a, shown

#: Characters of one file.
MAX_CHARACTERS = 1_000_000
MAX_BYTES = 4 * MAX_CHARACTERS
#: Files of rules in one folder, and what they hold together.
MAX_FILES = 20_000
MAX_TOTAL = 20_000_000
#: Entries of any kind in a folder of rules, the folders below it included.
MAX_ENTRIES = 100_000
SIZE_HELP = f"a file holds at most {MAX_CHARACTERS:,} characters"
_ENDINGS = (".yaml", ".yml", ".json")


def as_path(path: object) -> Path:
    """Return *path* as a Path; KzpenalError if it is none."""
    if not is_a(path, str, Path) or path == "":
        raise KzpenalError(f"a file is named by a text or a Path, not by {shown(path)}")
    return Path(path)  # type: ignore[arg-type]


def read_text(path: Path, shown_as: str | None = None) -> str | Problem:
    """Return the text of the file at *path*, or the Problem that kept it from being read.

    Only a regular file is read: a pipe or a device may never end.
    """
    name = shown_as or str(path)
    data = read_bytes(path, name)
    return data if isinstance(data, Problem) else decoded(data, name)


def read_bytes(path: Path, shown_as: str | None = None, most: int = MAX_BYTES) -> bytes | Problem:
    """Return what the regular file at *path* holds, of more than *most* bytes one more; or the Problem."""
    name = shown_as or str(path)
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
            cure = "save what it gives as a file; the command reads standard input as `-`"
            return Problem("KZP001", None, f"cannot read `{name}`: it is a pipe or a device", cure)
        with open(path, "rb", opener=_open_without_waiting) as file:
            return file.read(most + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        return Problem("KZP001", None, f"cannot read `{name}`: {reason}")
    except ValueError:
        return Problem("KZP001", None, "the path holds a NUL character")


def decoded(data: bytes, name: str) -> str | Problem:
    """Return *data*, read from *name*, as text, or the Problem that it is not."""
    if len(data) > MAX_BYTES:
        return Problem("KZP001", Span(name, 1, 1), "the file is too large", SIZE_HELP)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 text (byte {error.start})"
        return Problem("KZP001", Span(name, 1, 1), message, "save it as UTF-8")


def _open_without_waiting(path: str, flags: int) -> int:
    # What was a file may be a pipe by now: opening one would wait for a writer.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def rule_files(folder: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files of rules in *folder* and below it, in order, with every Problem found there.

    Symbolic links within the folder are refused, not followed: a rule is never left out in silence,
    and nothing outside the folder is opened.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for number, entry in enumerate(_entries(folder, problems), 1):
        path = Path(entry.path)
        ours = path.suffix.lower() in _ENDINGS
        if number > MAX_ENTRIES or len(found) > MAX_FILES:
            what = "entries" if number > MAX_ENTRIES else "files of rules"
            most = MAX_ENTRIES if number > MAX_ENTRIES else MAX_FILES
            message = f"`{folder}` holds more than {most:,} {what}"
            return (), (Problem("KZP005", None, message, "name the folder of the rules alone"),)
        if entry.is_symlink():
            if ours or os.path.isdir(path):
                message = f"`{path}` is a symbolic link, which is not followed in a folder of rules"
                problems.append(Problem("KZP001", None, message, "put the file itself there"))
        elif ours and not entry.is_dir(follow_symlinks=False):
            found.append(path)
    if not found and not problems:
        problems.append(Problem("KZP001", None, f"`{folder}` holds no .yaml file"))
    return tuple(sorted(found)), tuple(problems)


def _entries(folder: Path, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    """Yield what is in *folder* and in the folders below it; a folder that cannot be read is a Problem."""
    folders: list[str] = [str(folder)]
    while folders:
        here = folders.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    yield entry
        except OSError as error:
            reason = (error.strerror or "it cannot be read").lower()
            problems.append(Problem("KZP001", None, f"cannot read `{here}`: {reason}"))
