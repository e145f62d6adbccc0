"""The file of an interview: an ordinary case file, changed where an answer changed it and nowhere else.

Comments and the order of what stands in it are kept. What a case cannot state, that it was asked who the
victims are and nobody knew, stands in one comment line at the end, which marks the file as an interview's.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import io
import os
import re
import secrets
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.representer import RoundTripRepresenter

from kzpenal.errors import InvalidCase, KzpenalError, Problem
from kzpenal.files import as_path, read_text
from kzpenal.source import parse, plain
from kzpenal.structuring import is_begun, parse_case, to_dict

_MARK = "# kzpenal interview"
_ASKED = "; asked, and not known: "
_LINE = re.compile(rf"^{_MARK}(?:{_ASKED}(?P<paths>[\w.\[\], ]*))?[ \t\r]*$\n?", re.MULTILINE | re.ASCII)
_COMMENT = re.compile(r"(?:^|\s)#\s*(.*\S)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)


@frozen
class CaseFile:
    """What a file holds: the plain data of a case, or of the beginning of one, and what nobody knew.

    `text` is the text of the file; None where there is no file yet.
    """

    path: Path
    data: dict[str, Any]
    unknown: tuple[str, ...] = ()
    text: str | None = None

    @property
    def ours(self) -> bool:
        """Whether an interview wrote it, or nobody did."""
        return not self.text or _LINE.search(self.text) is not None


def read(path: str | Path, cls: type[Any]) -> CaseFile:
    """Return what the file *path* holds of a case of *cls*; a file that does not exist holds nothing.

    Raises InvalidCase for what is no case, nor the beginning of one, and KzpenalError for a file that an
    interview cannot be kept in.
    """
    file = as_path(path)
    if file.suffix.lower() == ".json":
        cure = "name a file that ends in .yaml"
        raise KzpenalError(Problem("KZP406", None, f"an interview is not kept as JSON: `{file}`", cure))
    if not os.path.lexists(file):
        return CaseFile(file, {})
    text = read_text(file)
    if isinstance(text, Problem):
        raise InvalidCase(text)
    return understood(file, text, cls)


def understood(file: Path, text: str, cls: type[Any]) -> CaseFile:
    """Return what *text*, that of *file*, holds; InvalidCase as from `read`."""
    asked = [p for m in _LINE.finditer(text) for p in (m["paths"] or "").split(", ") if p]
    body = _LINE.sub("", text)
    return CaseFile(file, _data(body, str(file), cls), tuple(dict.fromkeys(asked)), text)


def save(held: CaseFile, data: Mapping[str, Any], unknown: tuple[str, ...], cls: type[Any]) -> CaseFile:
    """Write *data* and *unknown* to the file of *held*, and return what it holds then.

    The file is replaced whole, or stays as it was. It is first copied to a file beside it, `.bak` behind its
    name, where it was not an interview's, somebody else changed it since it was read, or a comment would be
    lost. Raises KzpenalError where it cannot be written.
    """
    text = written(held, data, unknown, cls)
    path = Path(os.path.realpath(held.path))
    try:
        now = read_text(path) if path.exists() else None
        if isinstance(now, Problem):
            raise KzpenalError(now)
        lost = now is not None and _comments(now) - _comments(text)
        if now and (not held.ours or now != held.text or lost):
            _copy(path, now)
        _replace(path, text)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it cannot be written").lower()
        cure = "name another file; what was answered last is not kept"
        raise KzpenalError(Problem("KZP406", None, f"cannot write `{held.path}`: {reason}", cure)) from None
    return CaseFile(held.path, dict(data), unknown, text)


# What stands in it


def _data(body: str, name: str, cls: type[Any]) -> dict[str, Any]:
    if all(not line.strip() or line.lstrip().startswith("#") for line in body.splitlines()):
        return {}
    try:
        return to_dict(parse_case(body, name, cls))
    except InvalidCase as error:
        if not is_begun(error):
            raise
    node, _ = parse(body, name)
    found: dict[str, Any] = plain(node)
    return found


def written(held: CaseFile, data: Mapping[str, Any], unknown: tuple[str, ...], cls: type[Any]) -> str:
    """Return the text of the file with *data* in it; made anew where the old one cannot be changed."""
    body = _LINE.sub("", held.text or "")
    for text in _drafts(body, data):
        with contextlib.suppress(KzpenalError):
            if _plain(_data(text, str(held.path), cls)) == _plain(data):
                return f"{text}{_MARK}{_ASKED + ', '.join(unknown) if unknown else ''}\n"
    raise KzpenalError(Problem("KZP406", None, f"the answers cannot be written to `{held.path}`"))


class _Representer(RoundTripRepresenter):
    """What writes "not stated" as `null`, not as nothing."""


_Representer.add_representer(
    type(None), lambda writer, _: writer.represent_scalar("tag:yaml.org,2002:null", "null")
)


def _drafts(body: str, data: Mapping[str, Any]) -> Iterator[str]:
    writer = YAML()
    writer.Representer = _Representer
    writer.preserve_quotes = True
    writer.width = 4096
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.allow_unicode = True
    with contextlib.suppress(YAMLError, TypeError, ValueError, AttributeError, LookupError):
        held = writer.load(body)
        if held is None:
            yield body if body.endswith("\n") or not body else f"{body}\n"
            yield (body and f"{body.rstrip()}\n") + _dumped(writer, _fresh(data))
        elif isinstance(held, CommentedMap):
            _merge(held, data)
            yield _dumped(writer, held)
    yield _dumped(writer, _fresh(data))


def _dumped(writer: YAML, held: Any) -> str:
    out = io.StringIO()
    writer.dump(held, out)
    return out.getvalue()


def _fresh(value: Any) -> Any:
    """Return plain data as it is written: days are days, not texts."""
    if isinstance(value, Mapping):
        return CommentedMap((k, _fresh(v)) for k, v in value.items())
    if isinstance(value, list):
        return [_fresh(v) for v in value]
    if isinstance(value, str) and _DAY.match(value):
        return dt.date.fromisoformat(value)
    return value


def _plain(value: Any) -> Any:
    """Return data in the one form in which two are compared: nothing not stated, days as texts."""
    if isinstance(value, Mapping):
        stated = {str(k): _plain(v) for k, v in value.items()}
        return {k: v for k, v in stated.items() if v is not None and v != {}}
    if isinstance(value, list):
        items = [_plain(v) for v in value]
        return sorted(items) if all(isinstance(i, str) for i in items) else items
    return value.isoformat() if isinstance(value, dt.date) else value


def _merge(held: Any, data: Mapping[str, Any]) -> None:
    """Change *held*, as it was read with its comments, to say *data*; what says so already is not touched."""
    for key in [k for k in held if k not in data and _plain(held[k]) not in (None, {})]:
        del held[key]
    for key, value in data.items():
        old = held.get(key)
        if key in held and _plain(old) == _plain(value):
            continue
        if isinstance(value, Mapping) and isinstance(old, CommentedMap):
            _merge(old, value)
        elif _members(old) and _members(value):
            for mine, theirs in zip(old, value, strict=False):
                _merge(mine, theirs)
            del old[len(value) :]
            old.extend(_fresh(v) for v in value[len(old) :])
        else:
            held[key] = _fresh(value)


def _members(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value)


# Writing


def _comments(text: str) -> set[str]:
    return {m[1] for line in _LINE.sub("", text).splitlines() if (m := _COMMENT.search(line))}


def _copy(path: Path, text: str) -> None:
    """Keep *text* beside *path*, under a name that no file has."""
    for number in range(1, 1_000):
        name = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        with contextlib.suppress(FileExistsError), open(name, "x", encoding="utf-8", newline="") as file:
            file.write(text)
            return
    raise OSError(0, "too many copies of it are beside it")


def _replace(path: Path, text: str) -> None:
    """Put *text* in the place of the file *path*, whole or not at all."""
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    name = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
