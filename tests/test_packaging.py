"""What is built: the wheel alone answers, and holds what it should and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version as installed_version
from pathlib import Path

import pytest

import kzpenal
from kzpenal.api import rules_folder

# One worker builds, for all of these tests (`pytest --dist loadgroup`).
pytestmark = pytest.mark.xdist_group("packaging")

ROOT = Path(__file__).parent.parent
#: Somebody's program, as a type checker and an interpreter see it.
PROGRAM = """\
import datetime as dt

import kzpenal
from kzpenal import Act, Assessment, Case, Law, Offender, Sex, Statute, Victim

case = Case(
    act=Act.MURDER,
    committed=dt.date(2024, 7, 1),
    victims=(Victim(age=9),),
    offender=Offender(age=34, sex=Sex.MALE),
)
law: Law = kzpenal.law(on=case.committed)
statute: Statute = kzpenal.statute()
answer: Assessment = kzpenal.assess(case.but({"decided": None}), law=law)
provisions: list[str] = [charge.provision for charge in answer.charges]
read: Case = kzpenal.read_case("case.yaml")
assert answer == kzpenal.assess(read)
print(provisions[0], kzpenal.__version__)
"""
CASE = "act: murder\ncommitted: 2024-07-01\nvictims: [{age: 9}]\noffender: {age: 34, sex: male}\n"


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Return what *command* printed, run in *cwd* with no checkout on the path."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV_"))}
    done = subprocess.run(
        [str(c) for c in command],
        cwd=cwd,
        env=environment | {"PYTHONIOENCODING": "utf-8", "COLUMNS": "200"} | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done


def build(source: Path, out: Path, kind: str) -> Path:
    """Return the wheel or sdist that is built from *source*, by the build backend of the environment."""
    run(sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "-o", out, source, cwd=out.parent)
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sdist of this checkout."""
    return build(ROOT, tmp_path_factory.mktemp("built") / "sdist", "sdist")


@pytest.fixture(scope="session")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the sdist unpacks to."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (found,) = folder.iterdir()
    return found


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    return build(ROOT, tmp_path_factory.mktemp("built") / "wheel", "wheel")


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of an environment that was empty, and holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    found = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(found, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, cwd=folder.parent)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a program and a case, far from the checkout."""
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    return tmp_path


def names(wheel: Path) -> set[str]:
    """Return the files in *wheel*."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def tracked(*folders: str) -> set[str]:
    """Return the files of the checkout in *folders*, caches aside."""
    found = (p for f in folders for p in (ROOT / f).rglob("*") if p.is_file())
    return {p.relative_to(ROOT).as_posix() for p in found if "__pycache__" not in p.parts}


def test_the_wheel_holds_the_package_and_its_rules_and_nothing_else(wheel: Path) -> None:
    """Every module, text and rule is in the wheel; no test, document or scratch file is."""
    found = {n for n in names(wheel) if ".dist-info/" not in n}
    rules = {n for n in tracked("rules") if n.endswith(".yaml")}
    assert found == tracked("kzpenal") | {f"kzpenal/{n}" for n in rules}
    assert {Path(n).suffix for n in found} <= {".py", ".typed", ".yaml"}
    assert "kzpenal/py.typed" in found


def test_the_sdist_holds_what_a_contributor_needs(unpacked: Path) -> None:
    """Code, rules, tests, documents and examples are in the sdist; what was built from them is not."""
    found = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()}
    for each in ("kzpenal", "rules", "tests", "docs", "examples", "bench"):
        assert tracked(each) <= found, tracked(each) - found
    assert {"README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile"} <= found
    scratch = re.compile(r"(^|/)(\.venv|__pycache__|dist|build|site|\.git|\.hypothesis)/|\.pyc$")
    assert not [n for n in found if scratch.search(n)]


def test_a_wheel_from_the_sdist_is_the_same(wheel: Path, unpacked: Path, tmp_path: Path) -> None:
    """The wheel that is built from the sdist holds the same files, to the byte."""
    again = build(unpacked, tmp_path / "again", "wheel")
    assert names(again) == names(wheel)
    with zipfile.ZipFile(again) as one, zipfile.ZipFile(wheel) as other:
        assert [n for n in names(wheel) if one.read(n) != other.read(n)] == []


def test_the_metadata_is_complete(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    """A package index accepts the metadata and renders the README; version and licence are stated once."""
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist, cwd=tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in names(wheel) if n.endswith(".dist-info/METADATA")]
        metadata = archive.read(name).decode("utf-8")
    assert f"\nVersion: {kzpenal.__version__}\n" in metadata
    assert "\nLicense-Expression: Apache-2.0\n" in metadata
    assert "\nProject-URL: " in metadata
    assert installed_version("kzpenal") == kzpenal.__version__
    written = [p.name for p in ROOT.glob("kzpenal/*.py") if kzpenal.__version__ in p.read_text("utf-8")]
    assert written == ["version.py"]
    assert f'version = "{kzpenal.__version__}"' not in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_wheel_alone_answers(python: Path, folder: Path) -> None:
    """In an environment of its own, far from the checkout, the library answers a program and the command."""
    done = run(python, "-W", "error", "program.py", cwd=folder)
    assert done.stdout == f"cc:99(3) {kzpenal.__version__}\n"
    assert done.stderr == ""
    answer = run(python.parent / "kzpenal", "assess", "case.yaml", "--json", cwd=folder)
    here = kzpenal.assess(kzpenal.read_case(folder / "case.yaml")).to_dict()
    assert json.loads(answer.stdout) | {"engine": here["engine"]} == here
    assert (
        run(python.parent / "kzpenal", "check", cwd=folder).stdout.splitlines()[-1].startswith("0 problems")
    )


def test_the_example_of_the_readme_runs_on_the_wheel(python: Path, folder: Path) -> None:
    """Whoever installs the wheel and types the README's example gets what the README says."""
    (folder / "README.md").write_text((ROOT / "README.md").read_text("utf-8"), "utf-8")
    done = run(python, "-m", "doctest", "README.md", "-v", cwd=folder)
    assert "Test passed." in done.stdout


def test_the_wheel_is_typed(python: Path, folder: Path) -> None:
    """A strict type checker takes the types of the installed library for those of a program."""
    checker = (sys.executable, "-m", "mypy", "--strict", "--cache-dir", "mypy", "--python-executable", python)
    run(*checker, "program.py", cwd=folder)
    wrong = PROGRAM.replace("victims=(Victim(age=9),)", 'victims=(Victim(age="9"),)')
    (folder / "wrong.py").write_text(wrong, "utf-8")
    with pytest.raises(AssertionError, match="arg-type"):
        run(*checker, "wrong.py", cwd=folder)


def test_strategies_without_hypothesis_are_refused_by_name(python: Path, folder: Path) -> None:
    """Who imports the strategies without their extra is told what to install."""
    code = "try:\n import kzpenal.testing\nexcept ModuleNotFoundError as error: print(error)"
    done = run(python, "-c", code, cwd=folder)
    assert done.stdout == 'kzpenal.testing needs hypothesis: pip install "kzpenal[testing]"\n'


def test_a_checkout_on_the_path_answers(python: Path, folder: Path) -> None:
    """A checkout that is only put on the path finds its rules beside the package."""
    program = PROGRAM + "print(kzpenal.__file__)\n"
    (folder / "program.py").write_text(program, "utf-8")
    done = run(python, "program.py", cwd=folder, PYTHONPATH=str(ROOT))
    place = ROOT / "kzpenal" / "__init__.py"
    assert done.stdout == f"cc:99(3) {kzpenal.__version__}\n{place}\n"


def test_an_editable_install_finds_its_rules() -> None:
    """As these tests run, from an editable install, the rules are those of the checkout."""
    assert Path(kzpenal.__file__).parent.parent == ROOT
    assert rules_folder() == ROOT / "rules"


def test_a_zipped_import_is_refused_by_name(wheel: Path, folder: Path) -> None:
    """Imported from inside the wheel, the library says that it has no rules there, and what to do."""
    code = (
        "import kzpenal\n"
        "assert '.whl' in kzpenal.__file__\n"
        "try:\n kzpenal.statute()\nexcept kzpenal.RulesInvalid as error: print(error.problems[0].code)"
    )
    assert run(sys.executable, "-c", code, cwd=folder, PYTHONPATH=str(wheel)).stdout == "KZP006\n"
