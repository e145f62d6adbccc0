"""Remarks of rules in Russian and Kazakh: all there, true to the English, read only when asked for."""

from __future__ import annotations

import datetime as dt
import pickle
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

import kzpenal
from kzpenal.cli import main
from kzpenal.errors import RulesInvalid

STATUTE = kzpenal.statute()
REMARKS = sorted(STATUTE.remarks())
OTHERS = [lang for lang in kzpenal.languages() if lang != "en"]
CODE = re.compile(r"`[^`]*`")
CITED = re.compile(r"\b(?:cc|koap|cpc):[0-9]+(?:-[0-9]+)*(?:\([0-9]+(?:-[0-9]+)*\))*")
NUMBER = re.compile(r"[0-9]+")
THOUSANDS = re.compile(r"(?<=[0-9])[,  ](?=[0-9]{3})")
RULES = """
article: t:1
title: Theft of apples
acts: [murder]
versions:
  - in_force: {from: 2024-01-01}
    read: [{redaction: 2024-01-01, url: "https://example.org"}]
    when: act is murder
    sanction: {one_of: [imprisonment 8..15 years]}
    interpretation: [Apples are read as fruit., Pears are not.]
"""
APPLES = "Яблоки понимаются как плоды."
TOLD = f"""# of the rules beside it
translations:
  - en: Apples are read as fruit.
    ru: {APPLES}
"""


def folder(path: Path, told: str = TOLD) -> kzpenal.Statute:
    """Return a statute of one article, with the translations *told*."""
    (path / "1.yaml").write_text(RULES, "utf-8")
    (path / "other.yaml").write_text(told, "utf-8")
    return kzpenal.load(path)


def answer(statute: kzpenal.Statute) -> kzpenal.Assessment:
    """Return what *statute* makes of a murder."""
    case = kzpenal.Case(act="murder", committed=dt.date(2024, 2, 1))
    return kzpenal.assess(case, law=statute.law(on=dt.date(2024, 2, 1)), engine="reference")


@pytest.mark.parametrize("lang", OTHERS)
def test_every_remark_is_translated(lang: str) -> None:
    """Each text, reading and omission of the rules is there in each language, and nothing else is."""
    assert STATUTE.translation_problems() == ()
    assert [r for r in REMARKS if STATUTE.tree.translations.of(r, lang) is None] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_translations_keep_numbers_citations_and_names_of_facts(lang: str) -> None:
    """A translation cites, names facts and counts as the English does."""
    for english in REMARKS:
        told = STATUTE.tree.translations.of(english, lang)
        assert told is not None
        for kept in (CODE, CITED):
            assert Counter(kept.findall(told)) == Counter(kept.findall(english)), english
        counts = [THOUSANDS.sub("", CITED.sub("", CODE.sub("", text))) for text in (english, told)]
        assert Counter(NUMBER.findall(counts[0])) == Counter(NUMBER.findall(counts[1])), english


@pytest.mark.parametrize("lang", OTHERS)
def test_translations_hold_no_english(lang: str) -> None:
    """No English word is left in a translation, but in names of facts, citations and quotations."""
    for english in REMARKS:
        told = CITED.sub("", CODE.sub("", STATUTE.tree.translations.of(english, lang) or ""))
        assert re.findall(r"[A-Za-z]*[a-z]{3,}", told) == [], told


def test_an_answer_is_told_in_its_language_and_marked_where_it_is_not(tmp_path: Path) -> None:
    """A remark is told in the language asked for; one that is not translated in English, marked so."""
    found = [r.text("ru") for r in answer(folder(tmp_path)).interpretations]
    assert found == [f"{APPLES} — t:1", "Pears are not. (на английском языке) — t:1"]
    assert answer(folder(tmp_path)).interpretations[0].text() == "Apples are read as fruit. — t:1"


def test_translations_change_no_answer(tmp_path: Path) -> None:
    """Translations change neither hash nor JSON, and travel with the answer."""
    (tmp_path / "1.yaml").write_text(RULES, "utf-8")
    without = kzpenal.load(tmp_path)
    before, after = answer(without), answer(folder(tmp_path))
    assert before.law == after.law
    assert before.to_dict() == after.to_dict()
    again = pickle.loads(pickle.dumps(after))
    assert again.interpretations[0].text("ru") == after.interpretations[0].text("ru")


def test_faulty_translations_are_told_by_check_and_hinder_no_answer(tmp_path: Path) -> None:
    """Rules load and answer whatever a file of translations holds; `check` tells each of its faults."""
    faulty = """translations:
  - {en: Apples are read as fruit., ru: Яблоки}
  - {en: Apples are read as fruit., ru: Плоды}
  - {en: Plums are blue., ru: Сливы синие}
  - {ru: Без английского}
  - {en: Pears are not., de: Birnen nicht}
  - just words
"""
    statute = folder(tmp_path, faulty)
    assert answer(statute).interpretations[0].text("ru") == "Яблоки — t:1"
    heads = [(p.code, p.span.line if p.span else 0) for p in statute.translation_problems()]
    assert heads == [("KZP004", 3), ("KZP021", 5), ("KZP020", 6), ("KZP021", 6), ("KZP022", 7), ("KZP044", 4)]
    printed = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert printed.exit_code == 1
    assert "KZP044 no rule says `Plums are blue.`" in printed.output
    assert printed.output.endswith("6 problems, 0 notes\n")


@pytest.mark.parametrize(
    "told",
    ["translations: []\nmci: []\n", '{"translations": [], "mci": []}', "---\ntranslations: []\nmci: []\n"],
)
def test_no_other_key_is_passed_over_beside_translations(told: str, tmp_path: Path) -> None:
    """A file of translations that holds anything else is refused when rules are loaded."""
    with pytest.raises(RulesInvalid, match="unknown key `mci` in a file of translations"):
        folder(tmp_path, told)


def test_rules_loaded_again_are_told_in_the_new_words(tmp_path: Path) -> None:
    """A translation that was mended is told as it stands when the rules are loaded again."""
    assert answer(folder(tmp_path)).interpretations[0].text("ru") == f"{APPLES} — t:1"
    again = folder(tmp_path, TOLD.replace(APPLES, "Яблоки — плоды."))
    assert answer(again).interpretations[0].text("ru") == "Яблоки — плоды. — t:1"


def test_translations_are_read_when_a_language_is_asked_for(tmp_path: Path) -> None:
    """Loading and an English answer read no translation; one that is gone by then is told in English."""
    statute = folder(tmp_path)
    (tmp_path / "other.yaml").unlink()
    assert answer(statute).interpretations[0].text() == "Apples are read as fruit. — t:1"
    assert answer(statute).interpretations[0].text("ru").startswith("Apples are read as fruit. (")
