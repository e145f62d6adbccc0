"""The interview: what may be said to it, what it keeps, and that it ends as `assess` does."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import frozen
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import kzpenal
from kzpenal import UNKNOWN, Case, InvalidCase, KzpenalError, Statute, casefile, dialogue
from kzpenal.asking import Question
from kzpenal.cli import interview as terminal
from kzpenal.cli import main
from kzpenal.dialogue import COMMANDS, Dialogue, begin, say
from kzpenal.facts import Maybe
from kzpenal.testing import strategies
from kzpenal.vocabulary import checked, fact

from .test_asking import snapshot
from .test_foreign import GENERAL, SPECIAL, Farm, Lamp, write
from .test_languages import CRIMES

ANSWERED, WRONG_INPUT, USAGE, NO_ANSWER = 0, 1, 2, 3
NOW = dt.date(2023, 1, 1)
DAY_AND_ACT = "2024-07-01\nbattery\n"
#: What a person says who is asked about `CRIMES`; nobody knows anything else.
KNOWN = {
    "committed": "2024-07-01",
    "act": "battery",
    "special_cruelty": "no",
    "offender.age": "30",
    "victims": "1",
    "victims[0].relations": "child, ward",
}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a small law over the facts of `Case`."""
    folder = tmp_path_factory.mktemp("crimes")
    for number, text in enumerate(CRIMES.split("---")):
        (folder / f"{number}.yaml").write_text(text, "utf-8")
    return str(folder)


@pytest.fixture(scope="module")
def crimes(rules: str) -> Statute:
    """Return that law."""
    return kzpenal.load(rules)


@pytest.fixture(scope="module")
def beasts(tmp_path_factory: pytest.TempPathFactory) -> Statute:
    """Return somebody else's law, over their own facts, which state no day."""
    return kzpenal.load(write(tmp_path_factory.mktemp("beasts"), GENERAL | SPECIAL), facts=Farm)


def run(*arguments: str, text: str | None = None) -> Result:
    """Return what `kzpenal interview` does with *arguments* and the lines *text*."""
    return CliRunner().invoke(main, ["interview", *arguments], input=text, catch_exceptions=False)


def told(state: Dialogue, *said: str, lang: str = "en") -> Dialogue:
    """Return *state* after all of *said*, none of which is refused."""
    for text in said:
        turn = say(state, text, lang)
        assert turn.message is None, turn.message
        state = turn.dialogue
    return state


def asked(state: Dialogue) -> str:
    """Return the path that *state* asks about."""
    assert state.question is not None
    return state.question.path


@pytest.fixture(scope="module")
def lines(crimes: Statute) -> list[str]:
    """Return the lines that such a person says, in the order in which it is asked."""
    state, found = begin(crimes), []
    while state.question is not None:
        found.append(KNOWN.get(state.question.path, "unknown"))
        state = told(state, found[-1])
    assert {"unknown", *KNOWN.values()} == set(found)
    return found


# What is said


def test_it_begins_with_what_every_law_needs(crimes: Statute) -> None:
    """From nothing the day of the act is asked for, then what was done; then what is open."""
    state = begin(crimes)
    assert asked(state) == "committed"
    state = told(state, "2024-07-01")
    assert asked(state) == "act"
    state = told(state, "battery")
    assert asked(state) in {p for e in kzpenal.assess(state.case, statute=crimes).possible for p in e.missing}


def test_it_goes_on_from_a_case(crimes: Statute) -> None:
    """What is known is not asked again, and nothing is asked about a case of which nothing is open."""
    data = {
        "act": "battery",
        "committed": "2024-07-01",
        "offender": {"age": 30, "sex": "male"},
        "victims": [],
    }
    state = begin(crimes, data)
    assert asked(state) == "special_cruelty"
    assert begin(crimes, {**data, "special_cruelty": False}).question is None
    assert begin(crimes, {**data, "special_cruelty": "unknown"}).question is None


@pytest.mark.parametrize("text", ["yes", "YES", "y", "true", " yes ", "да", "иә"])
def test_yes_is_said_in_many_ways(crimes: Statute, text: str) -> None:
    """Yes and no are taken in each language, and as a case file writes them."""
    data = {
        "act": "battery",
        "committed": "2024-07-01",
        "offender": {"age": 30, "sex": "male"},
        "victims": [],
    }
    assert told(begin(crimes, data), text).case.special_cruelty is True


@pytest.mark.parametrize(
    ("lang", "words", "found"),
    [
        ("en", "child, former-spouse", {"child", "former-spouse"}),
        ("ru", "ребенок; Ward", {"child", "ward"}),
        ("kk", "баласы", {"child"}),
        ("ru", "ничего", set()),
        ("kk", "none", set()),
    ],
)
def test_words_are_said_by_their_labels(crimes: Statute, lang: str, words: str, found: set[str]) -> None:
    """A word of a list is taken as a case file writes it, or as the language has it; several by commas."""
    data = {"act": "battery", "committed": "2024-07-01", "offender": {"age": 30, "sex": "male"}}
    state = begin(crimes, {**data, "victims": [{"age": 9}], "special_cruelty": False})
    assert asked(state) == "victims[0].relations"
    case = told(state, words, lang=lang).case
    assert {r.value for r in case.victims[0].relations} == found
    assert '"none" for none of them' in str(say(state, "?").message)


@pytest.mark.parametrize(
    "text", ["", "  ", "maybe", "151", "-1", "3.5", "٣", "1" * 5_000, "9\x00", "[]", "{}", "None"]
)
def test_what_is_no_answer_changes_nothing(crimes: Statute, text: str) -> None:
    """A wrong answer gets one line that says what is allowed, and the question stands."""
    state = begin(
        crimes, {"act": "battery", "committed": "2024-07-01", "victims": [], "offender": {"sex": "male"}}
    )
    assert asked(state) == "offender.age"
    turn = say(state, text)
    assert turn.dialogue is state
    assert turn.end is None
    assert turn.message is not None
    assert len(turn.message.splitlines()) == 1
    assert len(turn.message) < 2_100
    if text.strip():
        assert "`offender.age`" in turn.message
        assert "a whole number from 0 to 150" in turn.message


def test_a_contradiction_is_refused_with_its_reason(crimes: Statute) -> None:
    """An answer that the other facts exclude is told so, and the question stands."""
    data = {"act": "battery", "committed": "2024-07-01", "victims": [], "offender": {"age_at_decision": 20}}
    state = begin(crimes, {**data, "special_cruelty": False})
    assert asked(state) == "offender.age"
    turn = say(state, "21")
    assert (turn.dialogue, turn.end) == (state, None)
    assert "age_at_decision` is 20, which the other ages and days exclude" in str(turn.message)


def test_a_day_without_a_law_is_told_at_once(crimes: Statute) -> None:
    """A day of which no law is held, and an act that no article is about, are refused when they are said."""
    state = begin(crimes)
    turn = say(state, "2019-12-31")
    assert (turn.dialogue, turn.end) == (state, None)
    assert "2019-12-31" in str(turn.message)
    state = told(state, "2024-07-01")
    turn = say(state, "murder")
    assert turn.dialogue is state
    assert "no article encoded" in str(turn.message)


def test_why_tells_what_hangs_on_it(crimes: Statute) -> None:
    """A question mark is answered by why it is asked, what is allowed, and what else may be said."""
    state = begin(crimes, {"act": "battery", "committed": "2024-07-01"})
    assert state.question is not None
    for lang in kzpenal.languages():
        turn = say(state, " ? ", lang)
        assert (turn.dialogue, turn.end) == (state, None)
        lines = str(turn.message).splitlines()
        assert lines[0] == state.question.reason(lang)
        assert state.question.allowed(lang) in lines[1]
        assert lines[-1] == dialogue.commands(lang)


def test_unknown_is_kept_and_not_asked_again(crimes: Statute) -> None:
    """What nobody knows is stated so; who the victims are cannot be, and is kept beside the case."""
    state = begin(crimes, {"act": "battery", "committed": "2024-07-01", "offender": {"age": 30}})
    seen = []
    while state.question is not None:
        seen.append(state.question.path)
        state = told(state, "unknown")
    assert sorted(seen) == ["offender.sex", "special_cruelty", "victims"]
    assert state.unknown == ("victims",)
    assert state.case.special_cruelty is UNKNOWN
    assert begin(crimes, dict(state.data), unknown=state.unknown).question is None


def test_what_every_law_needs_cannot_be_unknown(crimes: Statute) -> None:
    """Without the day and the act there is nothing to assess: neither may be skipped."""
    state = begin(crimes)
    for command in ("unknown", "enough", ":enough"):
        turn = say(state, command)
        assert (turn.dialogue, turn.end) == (state, None)
        assert turn.message == "without this no law can be asked"


def test_stop_and_enough_end_it(crimes: Statute) -> None:
    """`stop` and `enough` end an interview and change nothing; what is settled ends by itself."""
    state = begin(crimes, {"act": "battery", "committed": "2024-07-01"})
    assert say(state, "stop").end == "stopped"
    assert say(state, "enough").end == "enough"
    assert say(state, "Достаточно", "kk").end == "enough"
    assert say(state, "stop").dialogue is say(state, "enough").dialogue is state
    ended = attrs.evolve(state, question=None)
    assert say(ended, "anything").end == "settled"


def test_back_takes_the_last_answer_back(crimes: Statute) -> None:
    """`back` gives the question before, as it was; before the first answer there is nothing to go back to."""
    first = begin(crimes)
    assert say(first, "back").message == "nothing was answered before this"
    states = [first]
    for text in ("2024-07-01", "battery", "unknown", "unknown"):
        states.append(told(states[-1], text))
    here = states[-1]
    for before in reversed(states[:-1]):
        here = told(here, "back")
        assert here == before


def test_only_one_answer_is_no_question(crimes: Statute) -> None:
    """Where the case states how many victims there are, they are described without a question."""
    data = {
        "act": "battery",
        "committed": "2024-07-01",
        "victims_count": 2,
        "offender": {"age": 30, "sex": "male"},
    }
    state = begin(crimes, {**data, "special_cruelty": False})
    assert state.case.victims == (kzpenal.Victim(), kzpenal.Victim())
    assert asked(state).startswith("victims[")


# Somebody else's facts


@frozen(kw_only=True)
class Trip:
    """A facts class that needs more than an act, in a part and in its group, and has a command as a word."""

    @frozen(kw_only=True)
    class Way:
        """How."""

        by: kzpenal.Sex = fact(attrs.NOTHING, text="by what")

    @frozen(kw_only=True)
    class Stop:
        """Where."""

        night: bool | None = None

    way: Way
    stops: tuple[Stop, ...]
    far: bool | None = None

    def __attrs_post_init__(self) -> None:
        checked(self)
        if self.far is True and self.stops:
            raise ValueError("not so far with a stop")


TRIPS = """
article: t:1
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-07-01, url: "https://example.org"}]
    parts:
      "1": {when: far, sanction: {one_of: [fine 1..2 mci]}}
      "2": {of: ["1"], when: stop.night, sanction: {one_of: [fine 3..4 mci]}}
"""


def test_a_facts_class_that_needs_more_is_asked_for_it(tmp_path: Path) -> None:
    """What a facts class requires in a part of it, and of its group, comes first, whatever it is."""
    (tmp_path / "t.yaml").write_text(TRIPS, "utf-8")
    statute = kzpenal.load(tmp_path, facts=Trip)
    with pytest.raises(KzpenalError, match="states no day of the act"):
        begin(statute)
    law = statute.law(on=NOW)
    state = begin(statute, law=law)
    assert asked(state) == "way.by"
    assert "must be" in str(say(state, "sled").message)
    state = told(state, "male")
    assert asked(state) == "stops"
    assert "stops" in str(say(state, "many").message)
    state = told(state, "1")
    turn = say(state, "yes") if asked(state) == "far" else say(told(state, "no"), "yes")
    assert turn.message == "not so far with a stop"


@frozen(kw_only=True)
class Guest:
    """Somebody who cannot be described with nothing stated."""

    name: kzpenal.Sex = fact(attrs.NOTHING)
    late: bool | None = None


@frozen(kw_only=True)
class Party:
    """A facts class that will not hear of what is not known, nor of a guest without a name."""

    guests: tuple[Guest, ...] | None = None
    loud: Maybe[bool] = None

    def __attrs_post_init__(self) -> None:
        if self.loud is UNKNOWN:
            raise ValueError("somebody must have heard it")


def test_what_a_facts_class_cannot_state_is_left_out(tmp_path: Path) -> None:
    """Members that cannot be described are not asked about; "unknown" is kept beside a case without it."""
    rules = TRIPS.replace("far", "loud").replace("stop.night", "guest.late")
    (tmp_path / "t.yaml").write_text(rules, "utf-8")
    statute = kzpenal.load(tmp_path, facts=Party)
    law = statute.law(on=NOW)
    state = begin(statute, law=law)
    assert asked(state) == "loud"
    unknown = told(state, "unknown")
    assert (unknown.question, unknown.unknown, unknown.data) == (None, ("loud",), {})
    known = told(state, "yes")
    assert known.question is None
    assert "guests" in {p for e in kzpenal.assess(known.case, law=law).possible for p in e.missing}


def test_the_least_that_facts_can_be_is_asked_about(tmp_path: Path) -> None:
    """Facts without an act, a day or a group are asked about too."""
    rules = TRIPS.replace("far", "lit").replace("stop.night", "broken")
    (tmp_path / "t.yaml").write_text(rules, "utf-8")
    statute = kzpenal.load(tmp_path, facts=Lamp)
    state = begin(statute, law=statute.law(on=NOW))
    assert {asked(state), asked(told(state, "yes"))} == {"lit", "broken"}
    state = told(state, "yes", "no")
    assert state.question is None
    assert state.case == Lamp(lit=True, broken=False)


def test_data_that_is_none_is_refused(crimes: Statute) -> None:
    """Data of the wrong shape is an InvalidCase, not a failure inside."""
    wrong: list[Any] = [[], "act", {"act": "x"}, {"committed": "x"}, {"committed": 1}, {"far": 1}]
    for data in wrong:
        with pytest.raises(InvalidCase):
            begin(crimes, data)


ANSWERS = ("yes", "no", "0", "1", "2", "14", "30", "male", "completed", "chip", "none", "dog", "kill", "beat")
SAID = st.one_of(
    st.sampled_from(ANSWERS),
    st.sampled_from(ANSWERS),
    st.sampled_from([*COMMANDS, "?", ":back"]),
    st.text(max_size=9),
)


@settings(max_examples=30)
@given(st.lists(SAID, max_size=25), st.sampled_from(["en", "ru", "kk"]))
def test_whatever_is_said_it_goes_on_or_ends(beasts: Statute, said: list[str], lang: str) -> None:
    """Nothing that is said raises; what is refused changes nothing; what is known is a case or its beginning,
    and reads back from its file with the same question next.
    """
    state = begin(beasts, law=beasts.law(on=NOW))
    for text in said:
        turn = say(state, text, lang)
        if turn.message is not None:
            assert turn.dialogue is state
        if turn.end is not None:
            break
        state = turn.dialogue
    held = casefile.CaseFile(Path("x.yaml"), {})
    text = casefile.written(held, state.data, state.unknown, Farm)
    again = casefile.understood(Path("x.yaml"), text, Farm)
    resumed = begin(beasts, again.data, unknown=again.unknown, law=beasts.law(on=NOW))
    assert resumed.question == state.question
    assert attrs.evolve(resumed, past=()).unknown == state.unknown


# Its file

COMMENTED = """\
# The file of Mrs. N.
act: battery   # she says
committed: 2024-07-01

# Two of them:
victims:
  # the elder
  - age: 9     # in May
    sex: "female"
  - {age: 7}
offender:
  sex: male  # seen
  born: null
"""


def test_comments_and_order_are_kept(tmp_path: Path, crimes: Statute) -> None:
    """An answer is put where it belongs, and each line that it does not change stays as it was."""
    file = tmp_path / "case.yaml"
    file.write_text(COMMENTED, "utf-8")
    held = casefile.read(file, Case)
    before = held.data
    state = told(begin(crimes, before), "30", "yes")
    held = casefile.save(held, state.data, state.unknown, Case)
    text = file.read_text("utf-8")
    assert held.text == text
    added = [line for line in text.splitlines() if line not in COMMENTED.splitlines()]
    assert added == ["  age: 30", "special_cruelty: true", "# kzpenal interview"]
    assert [line for line in text.splitlines() if line in COMMENTED.splitlines()] == COMMENTED.splitlines()
    assert kzpenal.read_case(file) == state.case
    casefile.save(held, before, (), Case)
    assert file.read_text("utf-8") == COMMENTED + "# kzpenal interview\n"


@pytest.mark.parametrize(
    "text",
    [
        '{"act": "battery", "committed": "2024-07-01", "victims": [{"age": 9, "relations": ["child"]}]}',
        "---\nact: battery\r\ncommitted: 2024-07-01\r\n",
        "committed: '2024-07-01'\n# only a comment",
        "# nothing yet\n\n",
        "",
        "act: battery\ncommitted: 2024-07-01\nvictims: [{age: 9}, {age: unknown}]\noffender:\n...\n",
        "\N{ZERO WIDTH NO-BREAK SPACE}act: battery\ncommitted: 2024-07-01\nvictims: []\n",
    ],
)
def test_a_file_of_any_shape_takes_the_answers(tmp_path: Path, crimes: Statute, text: str) -> None:
    """However a case is written, the file holds what was known and what was answered, and is a case file."""
    file = tmp_path / "case.yaml"
    file.write_bytes(text.encode())
    held = casefile.read(file, Case)
    state = begin(crimes, held.data)
    while state.question is not None and state.question.path in KNOWN:
        state = told(state, KNOWN[state.question.path])
    state = told(state, "unknown")
    held = casefile.save(held, state.data, state.unknown, Case)
    again = casefile.read(file, Case)
    assert kzpenal.read_case(file) == state.case
    assert begin(crimes, again.data).question == state.question
    if text.strip():
        assert file.with_name("case.yaml.bak").read_bytes() == text.removeprefix("\ufeff").encode()


@st.composite
def commented(draw: st.DrawFn) -> tuple[Case, str]:
    """Draw a case, and a text that holds it, with comments between and behind the lines."""
    case = draw(strategies.cases())
    out = io.StringIO()
    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.dump(case.to_dict(), out)
    written = []
    for number, line in enumerate(out.getvalue().splitlines()):
        before, behind = draw(st.booleans()), draw(st.booleans())
        inside = len(line) - len(line.lstrip(" -"))
        written += [f"{' ' * inside}# before {number}"] if before else []
        written += [f"{line}  # behind {number}" if behind else line]
    return case, "\n".join(written) + draw(st.sampled_from(["", "\n", "\n\n# the end\n"]))


@pytest.mark.dear
@settings(max_examples=30)
@given(commented(), st.data())
def test_no_comment_and_no_fact_is_lost(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[Case, str], data: st.DataObject
) -> None:
    """After any answers, and when they are taken back, no fact is lost, and no comment without a copy."""
    case, text = drawn
    file = tmp_path_factory.mktemp("drawn") / "case.yaml"
    # Of an interview's own file a copy is made only where a comment would be lost.
    file.write_text(f"{text}\n# kzpenal interview\n", "utf-8")
    held = casefile.read(file, Case)
    other = case
    for _ in range(data.draw(st.integers(1, 3))):
        other = data.draw(strategies.learned(other))
    for state in (other, case):
        held = casefile.save(held, state.to_dict(), ("victims",), Case)
        assert kzpenal.read_case(file) == state
        assert casefile.read(file, Case).unknown == ("victims",)
        kept = "".join(p.read_text("utf-8") for p in file.parent.iterdir())
        comments = [line.partition("# ")[2] for line in text.splitlines() if "# " in line]
        assert [c for c in comments if c not in kept] == []
    added = len(file.read_text("utf-8").splitlines()) - len(text.rstrip("\n").splitlines())
    assert added <= 4
    assert {p.name for p in file.parent.iterdir()} <= {
        f"case.yaml{s}" for s in ("", ".bak", ".bak2", ".bak3")
    }


def test_what_is_no_case_is_not_touched(tmp_path: Path, rules: str) -> None:
    """A file that is no case, a folder, a pipe and JSON are refused with a cure, and stay as they are."""
    for name, text in (
        ("list.yaml", "- shopping\n"),
        ("notes.yaml", "Dear diary: today\n"),
        ("bad.yaml", "act: batery\n"),
        ("case.json", '{"act": "battery"}'),
        ("binary.yaml", "\x00\x01"),
    ):
        file = tmp_path / name
        file.write_text(text, "utf-8")
        result = run(str(file), "--rules", rules, text=DAY_AND_ACT)
        assert result.exit_code == WRONG_INPUT, name
        assert result.stderr
        assert "Traceback" not in result.output
        assert file.read_text("utf-8") == text
    assert run(str(tmp_path), "--rules", rules, text=DAY_AND_ACT).exit_code == WRONG_INPUT
    os.mkfifo(tmp_path / "pipe.yaml")
    assert run(str(tmp_path / "pipe.yaml"), "--rules", rules, text=DAY_AND_ACT).exit_code == WRONG_INPUT
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        ["list.yaml", "notes.yaml", "bad.yaml", "case.json", "binary.yaml", "pipe.yaml"]
    )


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writing fails half-way, the file is what it was, nothing is left beside it, and it is told."""
    file = tmp_path / "case.yaml"
    held = casefile.save(casefile.read(file, Case), {"committed": "2024-07-01"}, (), Case)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, fail)
            with pytest.raises(KzpenalError, match=r"cannot write `.*`: no space left") as raised:
                casefile.save(held, {"committed": "2025-07-01"}, (), Case)
        assert raised.value.problems[0].code == "KZP406"
        assert file.read_text("utf-8") == held.text
        assert [p.name for p in tmp_path.iterdir()] == ["case.yaml"]
    with pytest.raises(KzpenalError, match="cannot write"):
        casefile.save(casefile.read(tmp_path / "no" / "such.yaml", Case), {}, (), Case)


def test_what_somebody_else_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    """A file that changed since it was read, or that is no interview's, is copied before it is replaced."""
    file = tmp_path / "case.yaml"
    held = casefile.save(casefile.read(file, Case), {"committed": "2024-07-01"}, (), Case)
    assert [p.name for p in tmp_path.iterdir()] == ["case.yaml"]
    for number, name in ((1, "case.yaml.bak"), (2, "case.yaml.bak2")):
        file.write_text(f"by hand {number}", "utf-8")
        held = casefile.save(held, {"committed": f"2024-07-0{number}"}, (), Case)
        assert (tmp_path / name).read_text("utf-8") == f"by hand {number}"
    held = casefile.save(held, {"committed": "2024-08-01"}, (), Case)
    assert len(list(tmp_path.iterdir())) == 3


def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    """A link is followed, the rights of a file are kept, and a file that may not be written is not."""
    file, link = tmp_path / "case.yaml", tmp_path / "link.yaml"
    file.write_text("act: battery\ncommitted: 2024-07-01\n", "utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    held = casefile.read(link, Case)
    held = casefile.save(held, {**held.data, "group": True}, (), Case)
    assert link.is_symlink()
    assert file.read_text("utf-8").splitlines()[2:] == ["group: true", "# kzpenal interview"]
    assert file.stat().st_mode & 0o777 == 0o640
    file.chmod(0o440)
    if not os.access(file, os.W_OK):
        with pytest.raises(KzpenalError, match="permission denied"):
            casefile.save(held, {**held.data, "group": False}, (), Case)


# The command


def test_an_interview_ends_as_assess_does(
    tmp_path: Path, rules: str, crimes: Statute, lines: list[str]
) -> None:
    """Lines of the standard input are answers; the file is a case file, and its answer is printed last."""
    file = tmp_path / "case.yaml"
    result = run(str(file), "--rules", rules, text="\n".join(lines))
    assert result.exit_code == ANSWERED
    assert result.stderr == ""
    case = kzpenal.read_case(file)
    assert case.offender.age == 30
    said = kzpenal.assess(case, statute=crimes).explain()
    assert result.stdout.endswith(f"Nothing is left to ask.\n\n{said}\n")
    assert run(str(file), "--rules", rules, text="").stdout == f"Nothing is left to ask.\n\n{said}\n"


def test_it_is_stopped_and_resumed(tmp_path: Path, rules: str, lines: list[str]) -> None:
    """One answer a run, each of which ends with the input, comes to the same file as all in one run."""
    whole, parts = tmp_path / "whole.yaml", tmp_path / "parts.yaml"
    once = run(str(whole), "--rules", rules, text="\n".join(lines))
    for line in lines:
        result = run(str(parts), "--rules", rules, text=line)
        assert result.exit_code == ANSWERED
        if "Nothing is left" in result.stdout:
            break
        assert result.stdout.endswith(f"Stopped. To go on: kzpenal interview {parts} --rules {rules}\n")
    assert parts.read_text("utf-8") == whole.read_text("utf-8")
    assert result.stdout.split("\n\n")[-1] == once.stdout.split("\n\n")[-1]


def test_stop_before_any_answer_writes_nothing(tmp_path: Path, rules: str) -> None:
    """Where nothing was answered, no file is made."""
    for text in ("", "stop\n", "nonsense\n?\n", "стоп\n"):
        assert run(str(tmp_path / "case.yaml"), "--rules", rules, text=text).exit_code == ANSWERED
        assert list(tmp_path.iterdir()) == []


def test_an_interruption_is_a_stop(tmp_path: Path, rules: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C keeps what was answered and says how to go on."""
    said = iter(["2024-07-01\n"])

    def line(*_: object) -> str:
        for text in said:
            return text
        raise KeyboardInterrupt

    monkeypatch.setattr(terminal, "_line", line)
    file = tmp_path / "my case.yaml"
    result = run(str(file), "--rules", rules, "--lang", "ru")
    assert result.exit_code == ANSWERED
    assert f"kzpenal interview '{file}' --rules {rules} --lang ru" in result.stdout
    assert file.read_text("utf-8") == "committed: 2024-07-01\n# kzpenal interview\n"


def test_wrong_calls_end_with_a_message(tmp_path: Path, rules: str) -> None:
    """The standard input is no file; a day or act without a law ends as everywhere."""
    assert run("-", text=DAY_AND_ACT).exit_code == USAGE
    assert run(str(tmp_path / "a.yaml"), "--law", "bill-2", "--rules", rules, text="").exit_code == USAGE
    assert run(str(tmp_path / "a.yaml"), "--rules", str(tmp_path / "none"), text="").exit_code == WRONG_INPUT
    old = tmp_path / "old.yaml"
    old.write_text("act: battery\ncommitted: 2019-01-01\n", "utf-8")
    assert run(str(old), "--rules", rules, text="").exit_code == NO_ANSWER
    assert run(str(tmp_path / "no" / "a.yaml"), "--rules", rules, text=DAY_AND_ACT).exit_code == WRONG_INPUT


def test_lines_that_are_no_text_or_endless_are_refused(tmp_path: Path, rules: str) -> None:
    """Bytes that are no letters, and a line of very many, get a message, and the next line is read."""
    file = str(tmp_path / "case.yaml")
    lines = b"\xff\xfe\n" + b"9" * 10_001 + b"\n2024-07-01\nstop\n"
    result = CliRunner().invoke(
        main, ["interview", file, "--rules", rules], input=lines, catch_exceptions=False
    )
    assert result.exit_code == ANSWERED
    assert result.stdout.count("must be a day as YYYY-MM-DD") == 2
    assert kzpenal.casefile.read(file, Case).data["committed"].isoformat() == "2024-07-01"


@pytest.mark.parametrize("lang", kzpenal.languages())
def test_an_interview_reads_as_it_was_reviewed(
    tmp_path: Path, rules: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Greeting, questions, reasons, refusals and the end are told in each language."""
    monkeypatch.chdir(tmp_path)
    text = "back\nunknown\n2024-07-01\nbattery\n?\nno\nback\n\nunknown\n?\n30\n?\n1\n?\nstop\n"
    result = run("--rules", rules, "--lang", lang, text=text)
    assert result.exit_code == ANSWERED
    snapshot(f"interview.{lang}.txt", result.stdout.replace(rules, "rules"))


# A terminal


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give what is typed to the library of prompts, as if there were a terminal."""
    input_module = pytest.importorskip("prompt_toolkit.input")
    session = pytest.importorskip("prompt_toolkit.application")
    output = pytest.importorskip("prompt_toolkit.output")
    with (
        input_module.create_pipe_input() as pipe,
        session.create_app_session(input=pipe, output=output.DummyOutput()),
    ):
        yield pipe


def test_a_terminal_gives_what_is_chosen(keys: Any, crimes: Statute) -> None:
    """Yes, no and words of a list are chosen; numbers and days are typed; a list ends with the commands."""
    state = begin(crimes)
    assert state.question is not None
    keys.send_text("2024-07-01\r")
    assert terminal._on_terminal(state.question, "en") == "2024-07-01"
    data = {
        "act": "battery",
        "committed": "2024-07-01",
        "offender": {"age": 30, "sex": "male"},
        "victims": [],
    }
    question = begin(crimes, data).question
    assert question is not None
    down = "\x1b[B"
    for presses, said in ((0, "true"), (1, "false"), (2, ":unknown"), (3, ":back"), (5, ":stop"), (6, "?")):
        keys.send_text(down * presses + "\r")
        assert terminal._on_terminal(question, "ru") == said
    keys.send_text("\x03")
    with pytest.raises(KeyboardInterrupt):
        terminal._on_terminal(question, "en")


def test_a_long_list_is_searched(keys: Any, crimes: Statute) -> None:
    """Of a long list, such as that of acts, one is found by typing a piece of it."""
    question = told(begin(crimes), "2024-07-01").question
    assert question is not None
    keys.send_text("batter\r")
    assert terminal._on_terminal(question, "en") == "battery"


def test_without_the_library_of_prompts_a_terminal_is_told_so(
    tmp_path: Path, rules: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal without questionary the cure is told; nothing is written."""
    monkeypatch.setitem(sys.modules, "questionary", None)
    question: Question | None = begin(kzpenal.load(rules)).question
    assert question is not None
    with pytest.raises(KzpenalError) as raised:
        terminal._on_terminal(question, "en")
    (problem,) = raised.value.problems
    assert problem.code == "KZP405"
    assert "pip install 'kzpenal[interview]'" in str(problem.help)
    monkeypatch.setattr(terminal, "_line", terminal._on_terminal)
    result = run(str(tmp_path / "case.yaml"), "--rules", rules, text="x\n")
    assert result.exit_code == WRONG_INPUT
    assert "kzpenal[interview]" in result.stderr
    assert list(tmp_path.iterdir()) == []
