"""English, Russian and Kazakh: nothing lacks its words, numbers agree, and each command speaks all three."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
from attrs import frozen
from click.testing import CliRunner

import kzpenal
from kzpenal import Case, RulesInvalid, enums
from kzpenal.cli import main
from kzpenal.labels import allowed_text, fact_label, named, question, value_label
from kzpenal.operations import GAPS
from kzpenal.provision import BARS, FAULTS, GRAVITIES, KINDS, OPERATIONS, Bar, Define, Duty, Order
from kzpenal.quantity import UNITS
from kzpenal.sanction import KINDS as PENALTIES
from kzpenal.sanction import Penalty
from kzpenal.schemas import OUTCOMES
from kzpenal.vocabulary import fact, vocabulary
from kzpenal.wording import amount, counted, languages, phrase, texts

OTHERS = ("ru", "kk")
EXAMPLES = Path(__file__).parent.parent / "examples"
ENUMS = {
    n.lower(): e for n, e in vars(enums).items() if isinstance(e, type) and issubclass(e, Enum) and len(e)
}


def leaves(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each text of *tree* with its path; the forms of one word after numbers are one text."""
    if isinstance(tree, dict) and not {"one", "other", "many"} & tree.keys():
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    else:
        yield path, " ".join(tree.values()) if isinstance(tree, dict) else str(tree)


def placeholders(text: str) -> set[str]:
    """Return the names that are filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def wanted(lang: str) -> dict[str, set[str]]:
    """Return the words that the texts in *lang* need, by section: one list for all that can be missing."""
    rules = [r.conclusion for law in kzpenal.laws() for r in law.rules]
    facts = set(vocabulary(Case).facts)
    found = {
        "penalty": {*PENALTIES, "increase", "sentence"},
        "unit": set(UNITS),
        "order": {r.kind for r in rules if isinstance(r, Order)},
        "bar": {*BARS, *(r.kind for r in rules if isinstance(r, Bar))},
        "duty": {r.kind for r in rules if isinstance(r, Duty)},
        "class": {r.name for r in rules if isinstance(r, Define)},
        "gap": set(GAPS),
        "kind": set(KINDS),
        "gravity": set(GRAVITIES),
        "fault": set(FAULTS),
        "operation": set(OPERATIONS),
        "op": {*OPERATIONS, "increase"},
        "outcome": set(OUTCOMES),
        "question": facts,
        "fact": set() if lang == "en" else facts,
    }
    return found | {f"value.{n}": {str(word.value) for word in e} for n, e in ENUMS.items()}


@pytest.mark.parametrize("lang", ["en", *OTHERS])
def test_nothing_lacks_its_words(lang: str) -> None:
    """Every fact, value, kind and phrase has words in every language; all that lack them are told at once."""
    here = {".".join(path) for path, _ in leaves(texts(lang))}
    english = {".".join(path) for path, _ in leaves(texts("en"))}
    other = {".".join(path) for path, _ in leaves(texts("ru" if lang == "kk" else "kk"))}
    need = {f"{section}.{word}" for section, words in wanted(lang).items() for word in words}
    lacking = [w for w in need if w not in here and not any(h.startswith(f"{w}.") for h in here)]
    lacking += english - here
    lacking += [] if lang == "en" else other - here
    assert sorted(lacking) == []


@pytest.mark.parametrize("lang", ["en", *OTHERS])
def test_no_words_are_left_of_what_is_gone(lang: str) -> None:
    """No fact, value or question has words that the vocabulary does not know."""
    facts = set(vocabulary(Case).facts)
    assert set(texts(lang)["question"]) == facts
    engine = set(texts("en")["fact"])
    assert set(texts(lang)["fact"]) == (engine if lang == "en" else engine | facts)
    assert not engine & facts
    assert {n: set(v) for n, v in texts(lang)["value"].items()} == {
        n: {w.value for w in e} for n, e in ENUMS.items()
    }


@pytest.mark.parametrize("lang", OTHERS)
def test_translations_fill_in_what_the_english_does(lang: str) -> None:
    """A text names the same placeholders in every language."""
    here, there = dict(leaves(texts(lang))), dict(leaves(texts("kk")))
    english = dict(leaves(texts("en")))
    for path, text in here.items():
        assert placeholders(text) == placeholders(english.get(path, there[path])), path


@pytest.mark.parametrize("lang", OTHERS)
def test_no_latin_letter_hides_in_a_text(lang: str) -> None:
    """Russian and Kazakh are written in Cyrillic letters; a Latin i or c is not seen by eye."""
    for path, text in leaves(texts(lang)):
        assert not re.search("[A-Za-z]", re.sub(r"\{\w*\}", "", text)), path
    for assumption in kzpenal.statute().tree.assumptions:
        assert not re.search("[A-Za-z]", dict(assumption.said)[lang]), assumption.fact


def test_titles_and_reasons_of_assumptions_are_in_every_language() -> None:
    """Each article has its title, and each assumption its reason, in English, Russian and Kazakh."""
    for article in kzpenal.statute().articles:
        assert {lang for lang, text in article.title if text} == set(languages()), article.citation
    for assumption in kzpenal.statute().tree.assumptions:
        assert set(dict(assumption.said)) == set(languages()), assumption.fact
        assert dict(assumption.said)["en"] == assumption.because


# Numbers


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["1 year", "2 years", "5 years", "11 years", "21 years", "up to 1 year", "1 to 3 years"]),
        ("ru", ["1 год", "2 года", "5 лет", "11 лет", "21 год", "до 1 года", "от 1 до 3 лет"]),
        ("kk", ["1 жыл", "2 жыл", "5 жыл", "11 жыл", "21 жыл", "1 жылға дейін", "1 жылдан 3 жылға дейін"]),
    ],
)
def test_numbers_and_their_units_agree(lang: str, told: list[str]) -> None:
    """A unit takes the form that its number, and the words around it, ask for."""
    exact = [amount(n, n, "year", lang) for n in (1, 2, 5, 11, 21)]
    assert [*exact, amount(None, 1, "year", lang), amount(1, 3, "year", lang)] == told


@pytest.mark.parametrize(
    "told",
    [
        "0 месяцев",
        "1 месяц",
        "3 месяца",
        "5 месяцев",
        "11 месяцев",
        "12 месяцев",
        "14 месяцев",
        "21 месяц",
        "22 месяца",
        "25 месяцев",
        "101 месяц",
        "111 месяцев",
        "112 месяцев",
        "1002 месяца",
    ],
)
def test_russian_counts_by_the_last_digits(told: str) -> None:
    """Russian has three forms after a number; 11 to 14 take the third."""
    assert counted(int(told.split()[0]), "month", "ru") == told


@pytest.mark.parametrize("lang", ["en", *OTHERS])
@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_has_every_form(lang: str, unit: str) -> None:
    """Any number of any unit is told in any place."""
    for number in (*range(130), 1000):
        for form in ("exact", "low", "high", "bound"):
            assert str(number) in counted(number, unit, lang, form)


# Labels


def test_values_speak_the_language() -> None:
    """Words, lists, yes and no, and a number are told as a reader says them."""
    assert value_label("act", kzpenal.Act.TORMENT, "ru") == "истязание"
    assert value_label("victim.relations", {"child", "pupil"}, "kk") == "баласы, тәрбиеленушісі (оқушысы)"
    assert value_label("victims[2].pregnant", False, "ru") == "нет"
    assert value_label("offender.age", 34, "kk") == "34"
    assert value_label("charge.gravity", "grave", "kk") == "ауыр"
    assert value_label("act", "no such act", "ru") == "no such act"
    assert allowed_text(vocabulary(Case).facts["offender.age"], "ru") == "целое число от 0 до 150"


@frozen
class Dog:
    """Somebody else's facts: one path is a fact of Case too, with another meaning."""

    act: Literal["bite", "bark"] = fact(attrs.NOTHING, text="what the dog did")
    stage: kzpenal.Stage | None = fact(text="how far the dog came")
    bites: int | None = fact(text="how many bites")
    muzzle: bool | None = None


def test_somebody_elses_facts_speak_for_themselves() -> None:
    """A foreign fact has its own text in every language, or its path, even where Case has one of its name."""
    words = vocabulary(Dog)
    for lang in languages():
        assert fact_label("stage", lang, words) == "how far the dog came"
        assert question("bites", lang, words) == "how many bites"
        assert fact_label("muzzle", lang, words) == "muzzle"
        assert value_label("stage", "attempt", lang, words) == "attempt"
        assert value_label("act", "bite", lang, words) == "bite"
    assert named("muzzle", "ru", words) == "muzzle"
    assert named("bites", "ru", words) == "how many bites (bites)"
    assert fact_label("no.such", "kk") == "no.such"


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_a_release_is_told_apart_from_the_punishment_beside_it(lang: str) -> None:
    """Where a release is mandatory, and only there, the words beneath say that no punishment is imposed then."""
    facts = {"act": "intercourse-under-16", "committed": dt.date(2024, 7, 1)}
    victims, boy = [{"age": 15, "age_known": True}], {"age": 16, "sex": "male"}
    peers = Case.from_dict({**facts, "victims": victims, "offender": boy, "compensated": True}).closed()
    said = phrase("mandatory-release", lang, provision="cc:122(1)")
    for reconciled in (True, False):
        answer = kzpenal.assess(peers.but({"reconciled": reconciled}), engine="reference")
        lines = answer.explain(lang).splitlines()
        assert (said in lines) is reconciled
        assert {m.kind for m in answer.mandatory} >= {"restriction-of-liberty"}


def test_an_answer_about_somebody_elses_facts_keeps_their_words(tmp_path: Path) -> None:
    """Reasons, presumed and missing facts of a foreign law are told in its own words, in any language."""
    law = statute(tmp_path, DOGS, Dog).law(on=DAY)
    answer = kzpenal.assess(Dog("bite"), law=law, engine="reference")
    told = answer.explain("ru")
    assert "what the dog did — bite: да (act = bite)" in told
    assert "обвинение x:1(2): укажите: how many bites (bites)" in told
    assert "how far the dog came (stage) = completed: it is asked about so" in told


# Whole answers


DAY = dt.date(2024, 7, 1)
DOGS = """
article: x:1
acts: [bite]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-07-01, url: "https://example.org"}]
    parts:
      "1": {when: act is bite and stage is completed, sanction: {one_of: [fine 1..2 mci]}}
      "2": {of: ["1"], when: bites at least 2, sanction: {one_of: [fine 3..4 mci]}}
---
assumptions:
  - {fact: stage, value: completed, because: it is asked about so}
"""
CRIMES = """
article: x:1
title: {en: Battery, ru: Побои, kk: Ұрып-соғу}
acts: [battery]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-07-01, url: "https://example.org"}]
    parts:
      "1":
        when: act is battery and stage is completed
        sanction: {one_of: [fine up to 21 mci, arrest 1..21 days]}
      "2":
        of: ["1"]
        when: victim.age under 14 and victim.relations has child or pupil
        sanction: {one_of: [imprisonment up to 1 year], and_also: [confiscation may]}
        interpretation: A remark.
      "3":
        when: act is battery and special_cruelty
        sanction: {one_of: [imprisonment 2..3 years]}
---
article: x:2
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-07-01, url: "https://example.org"}]
    parts:
      "1": {classify: crime, when: statutory.has is imprisonment}
      "2": {liability: liable, when: offender.age at least 16 and offender.sex is not female}
      "3": {order: contact-ban may 3..12 months, when: charge.kind is crime}
---
assumptions:
  - fact: stage
    value: completed
    because: {en: as asked, ru: как спрошено, kk: сұралғандай}
"""
RU = """\
Закон, действующий на 2024-07-01 (текст прочитан по состоянию на 2024-07-01)
Итог: установлено как минимум указанное обвинение; возможно, есть признаки и последующей части статьи или иного обвинения
Обвинение x:1(2) Побои: преступление [как минимум эта часть]
  по статье: лишение свободы, до 1 года, без альтернативы; кроме того: конфискация имущества, если так решит суд
    признаки x:1(2): да
      признаки x:1(1): да
        деяние — побои: да (act = побои)
        стадия деяния — оконченное деяние: да (stage = оконченное деяние, принято без указания)
      есть потерпевший, о котором верно: да
        потерпевший 1: да
          возраст потерпевшего на момент деяния, полных лет — менее 14: да (victims[0].age = 9)
          кем потерпевший приходится виновному — ребенок или воспитанник (ученик): да (victims[0].relations = ребенок)
    подлежит ответственности по x:2(2): да
      возраст виновного на момент деяния, полных лет — не менее 16: да (offender.age = 40)
      пол виновного — не женский: да (offender.sex = мужской)
Суд обязан назначить: ничего не установлено
Суд может также назначить:
  - запрет вопреки воле потерпевшего разыскивать, преследовать, посещать его и вступать с ним в контакты, от 3 до 12 месяцев — x:2(3), за x:1(2)
Зависит от неизвестных фактов:
  - обвинение x:1(3): укажите: с особой жестокостью (special_cruelty)
Принято, поскольку не указано иное:
  - стадия деяния (stage) = оконченное деяние: как спрошено
  - в сфере семейно-бытовых отношений (domestic) = да: потерпевший состоит в семейно-бытовых отношениях с виновным
Выбранные толкования:
  - A remark. (на английском языке) — x:1(2)
Вывод сделал reference без второй проверки."""
KK = """\
2024-07-01 күні қолданыстағы заң (мәтін 2024-07-01 күнгі жай-күйі бойынша оқылды)
Қорытынды: кемінде көрсетілген айыптау анықталды; баптың кейінгі бөлігінің немесе өзге айыптаудың да белгілері болуы мүмкін
Айыптау x:1(2) Ұрып-соғу: қылмыс [кемінде осы бөлік]
  бап бойынша: бас бостандығынан айыру, 1 жылға дейін, баламасыз; сондай-ақ: мүлкін тәркілеу, егер сот солай шешсе
    x:1(2) белгілері: иә
      x:1(1) белгілері: иә
        іс-әрекет — ұрып-соғу: иә (act = ұрып-соғу)
        іс-әрекеттің сатысы — аяқталған: иә (stage = аяқталған, көрсетілмесе де қабылданды)
      мынадай жәбірленуші бар: иә
        жәбірленуші 1: иә
          іс-әрекет жасалған уақыттағы жәбірленушінің жасы, толық жыл — 14 санынан кем: иә (victims[0].age = 9)
          жәбірленуші кінәлі адамға кім болып келеді — баласы немесе тәрбиеленушісі (оқушысы): иә (victims[0].relations = баласы)
    x:2(2) бойынша жауаптылыққа жатады: иә
      іс-әрекет жасалған уақыттағы кінәлі адамның жасы, толық жыл — кемінде 16: иә (offender.age = 40)
      кінәлі адамның жынысы — әйел емес: иә (offender.sex = еркек)
Сот тағайындауға міндетті: ештеңе анықталған жоқ
Сот сондай-ақ тағайындай алады:
  - жәбірленушінің еркіне қарамастан оны іздестіруге, оның ізіне түсуге, оған баруға және онымен байланыс жасауға тыйым салу, 3 айдан 12 айға дейін — x:2(3), x:1(2) үшін
Белгісіз фактілерге байланысты:
  - айыптау x:1(3): көрсетіңіз: аса қатыгездікпен (special_cruelty)
Өзгеше көрсетілмегендіктен қабылданды:
  - іс-әрекеттің сатысы (stage) = аяқталған: сұралғандай
  - отбасы-тұрмыстық қатынастар аясында (domestic) = иә: жәбірленуші кінәлі адаммен отбасы-тұрмыстық қатынастарда
Таңдалған түсіндірулер:
  - A remark. (ағылшын тілінде) — x:1(2)
Шығарған: reference, екінші тексерусіз."""


def statute(folder: Path, files: str, facts: type[Any] = Case) -> kzpenal.Statute:
    """Return the statute that *files*, divided by lines of three dashes, hold."""
    for number, text in enumerate(files.split("\n---\n")):
        (folder / f"{number}.yaml").write_text(text, "utf-8")
    return kzpenal.load(folder, facts=facts)


@pytest.mark.parametrize(("lang", "told"), [("ru", RU), ("kk", KK)])
def test_a_whole_answer_is_told(lang: str, told: str, tmp_path: Path) -> None:
    """An answer with its reasons, in Russian and in Kazakh; the place of a rule is left out here."""
    case = Case.from_dict(
        {
            "act": "battery",
            "committed": "2024-07-01",
            "victims": [{"age": 9, "relations": ["child"]}],
            "offender": {"age": 40, "sex": "male"},
        }
    )
    answer = kzpenal.assess(case, law=statute(tmp_path, CRIMES).law(on=DAY), engine="reference")
    assert re.sub(r"  \[.*yaml:\d+\]", "", answer.explain(lang)) == told


@pytest.mark.dear
@pytest.mark.parametrize("lang", OTHERS)
def test_every_answer_is_told_in_every_language(lang: str) -> None:
    """Each example says itself, item for item, without an English heading."""
    english = {t for p, t in leaves(texts("en")) if p[0] == "phrase" and t.endswith(":")}
    for path in sorted(EXAMPLES.glob("*.yaml")):
        answer = kzpenal.assess(kzpenal.read_case(path), engine="reference")
        told = answer.explain(lang)
        assert not [line for line in told.splitlines() if line in english]
        items: tuple[Any, ...] = (*answer.mandatory, *answer.orders, *answer.bars, *answer.possible)
        for item in (*items, *answer.duties, *answer.gaps, *answer.by, *answer.presumed):
            assert item.text(lang) in told
            assert re.search("[а-яәғқңөұүһі]{3}", item.text(lang))


MONEY = """
article: koap:1
acts: [battery]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-07-01, url: "https://example.org"}]
    parts:
      "1": {when: act is battery, sanction: {one_of: [fine 3..4 mci]}, kind: administrative-offence}
      "2": {liability: liable, when: offender.age at least 16}
      "3": {index: {of: fine, day: initiated}}
---
mci:
  - {from: 2024-01-01, tenge: 3692, law: "law 1"}
"""


@pytest.mark.parametrize(
    ("lang", "initiated", "told"),
    [
        (
            "en",
            "2024-07-01",
            "fine: 11 076 to 14 768 tenge, at 3692 tenge of 2024-07-01 — koap:1(3), for koap:1(1)",
        ),
        (
            "ru",
            "2024-07-01",
            "штраф: от 11 076 до 14 768 тенге, при МРП в 3692 тенге на 2024-07-01 — koap:1(3), за koap:1(1)",
        ),
        (
            "kk",
            "2024-07-01",
            "айыппұл: 11 076 теңгеден 14 768 теңгеге дейін, 2024-07-01 күнгі АЕК 3692 теңге болғанда"
            " — koap:1(3), koap:1(1) үшін",
        ),
        ("en", None, "fine: tell initiated — koap:1(3), for koap:1(1)"),
        (
            "ru",
            None,
            "штраф: укажите: день возбуждения дела об административном правонарушении (initiated)"
            " — koap:1(3), за koap:1(1)",
        ),
        ("en", "2031-01-01", "fine: tell the monthly calculation index of 2031 — koap:1(3), for koap:1(1)"),
        ("ru", "2031-01-01", "штраф: укажите: МРП на 2031 год — koap:1(3), за koap:1(1)"),
        ("kk", "2031-01-01", "айыппұл: көрсетіңіз: 2031 жылғы АЕК — koap:1(3), koap:1(1) үшін"),
    ],
)
def test_money_and_what_it_lacks_are_told(
    lang: str, initiated: str | None, told: str, tmp_path: Path
) -> None:
    """A fine in tenge, or the fact or the index without which it cannot be said."""
    facts = {"act": "battery", "committed": "2024-07-01", "offender": {"age": 40}, "initiated": initiated}
    case = Case.from_dict({k: v for k, v in facts.items() if v is not None})
    answer = kzpenal.assess(case, law=statute(tmp_path, MONEY).law(on=DAY), engine="reference")
    assert [m.text(lang) for m in answer.money] == [told]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "ru",
            [
                "Деяние 2: неоднократно (статья 12 УК) (repeated) = да, по cc:12(1), вместе с деянием 1",
                "Деяние 1: cc:109-1(1) — одно обвинение с cc:109-1(2) деяния 2",
                "Неотбытая часть прежнего наказания присоединяется по cc:60(3): полное или частичное сложение наказаний",
                "  пределы назвать нельзя, пока обвинения или наказания не установлены",
            ],
        ),
        (
            "kk",
            [
                "2-іс-әрекет: бірнеше рет (ҚК 12-бабы) (repeated) = иә, cc:12(1) бойынша, 1-іс-әрекетпен бірге",
                "1-іс-әрекет: cc:109-1(1) — 2-іс-әрекеттің cc:109-1(2) айыптауымен бір айыптау",
                "Алдыңғы жазаның өтелмеген бөлігі cc:60(3) бойынша қосылады: жазаларды толық немесе ішінара қосу",
                "  айыптаулар немесе жазалар анықталмайынша, шектерін айту мүмкін емес",
            ],
        ),
    ],
)
def test_several_acts_are_told(lang: str, told: list[str]) -> None:
    """What follows from several acts is told after the answers about each, in the language asked."""
    facts = {"act": "battery", "victims": [{"age": 30}], "offender": {"age": 34, "sex": "male"}}
    acts = [Case.from_dict({**facts, "committed": f"2024-0{month}-01"}).closed() for month in (7, 8)]
    prior = kzpenal.Prior(Penalty("imprisonment", 2, 2, "year"), "crime", "grave", 96)
    lines = kzpenal.proceedings(acts, prior=prior, engine="reference").explain(lang).splitlines()
    assert lines[-4:] == told


def test_a_later_day_is_marked_in_the_language_asked() -> None:
    """That a text is taken as unchanged, and a conclusion about persons, are told in each language."""
    case = kzpenal.read_case(EXAMPLES / "battery-media-report.yaml").but({"committed": "2031-01-01"})
    answer = kzpenal.assess(case, engine="reference")
    because = {p.fact: p for p in answer.presumed}
    assert "считается, что он не изменился" in because["law.text_read"].text("ru")
    assert "ол өзгермеген деп есептеледі" in because["law.text_read"].text("kk")
    assert because["law.text_read"].because in because["law.text_read"].text()
    assert "семейно-бытовых" in because["domestic"].text("ru")
    assert "отбасы" in because["domestic"].text("kk")


@pytest.mark.parametrize(
    ("because", "fault"),
    [
        ("{ru: как спрошено}", "`because` lacks the key `en`"),
        ("{en: as asked, de: wie gefragt}", "`de`"),
        ("{en: [as asked]}", "`because` is text, not a list"),
        ("[as asked]", "`because` is text, not a list"),
    ],
)
def test_a_reason_has_english_and_only_known_languages(because: str, fault: str, tmp_path: Path) -> None:
    """The reason of an assumption without English, in another language or no text, is refused."""
    with pytest.raises(RulesInvalid) as caught:
        statute(tmp_path, f"assumptions:\n  - {{fact: stage, value: completed, because: {because}}}\n")
    assert fault in str(caught.value)


# The command


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize(
    "command",
    [
        ["assess", str(EXAMPLES / "child-murder.yaml")],
        ["compare", str(EXAMPLES / "child-murder.yaml")],
        ["explain", str(EXAMPLES / "child-murder.yaml"), "cc:99(3)"],
        ["show", "cc:46"],
        ["show", "bill-2024-02-21:murder-of-minor"],
        ["show", "cc:12"],
        ["show", "cc:58"],
        ["coverage"],
        ["coverage", "cc:99"],
        ["law"],
        ["law", "2024-07-01"],
        ["law", "bill-2024-02-21"],
        ["facts"],
    ],
    ids=lambda c: " ".join(c).replace(str(EXAMPLES), "…"),
)
def test_every_command_speaks_the_language(command: list[str], lang: str) -> None:
    """Each command answers in the language asked, and says what is in English."""
    result = CliRunner().invoke(main, [*command, "--lang", lang], catch_exceptions=False)
    assert result.exit_code == 0
    assert re.search("[а-яәғқңөұүһі]{3}", result.stdout)
    heading = re.compile("^ *(Law|The|What|Its|Charge|Outcome|read|if|in force|not|worked) ", re.MULTILINE)
    assert "together." not in result.stdout
    assert not heading.search(result.stdout)


def test_a_language_that_is_not_there_is_wrong_usage() -> None:
    """`--lang` names the languages there are."""
    result = CliRunner().invoke(main, ["facts", "--lang", "de"])
    assert result.exit_code == 2
    assert "'en', 'kk', 'ru'" in result.stderr
