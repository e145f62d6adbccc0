"""cc:54, read again: redactions 12.09.2022, 20.05.2023, 19.04.2024, 16.06.2024, 09.09.2024, 16.07.2025,
16.09.2025 and 08.03.2026; one text, not amended in the span. The elements of the charges are read from
the special part of 12.09.2022, 19.04.2024 and 08.03.2026 and its footnotes.

Settled: what no fact tells exactly is stated as `aggravating`: a weapon (the fact takes in objects used as
one), coercion (violence and threats by themselves show none), torments (қинау; the fact `torture` is азаптау,
and a purpose is no torment), drawing in others (the fact takes in minors of an age to answer), drunkenness,
which a court may leave out of account. None of them shows an element either. The other reading: the facts
nearest to them show them.
Settled: what counts as an element is asked of the charged part and of the parts whose deeds it takes up
("деяния, предусмотренные частями …"), whichever point of it was met, whether or not the part asks for
knowledge of it, and whether it names dependence or its use. The other readings: of the whole article
("соответствующей статьей"); only of what the charge in hand took into account.
Settled: consequences of cc:3(4) aggravate where they go beyond what the part names; what a part names by
itself is never "grave consequences", and so no aggravating element; where a part speaks of grave
consequences, or of what it names "or other (иные) grave consequences", these are elements, for cc:3 speaks
only where the law shows no other meaning. The other reading: what a part names is never a grave consequence.
The number of victims is not on the list.
Settled: serious harm is no grave consequence of the offence that it makes, nor of a killing, and a suicide
none of cc:105 and 313-1, in any of their parts.
Settled: of the forms of complicity the highest counts; a part that names it or a lower one has made it an
element. The other reading: the higher form aggravates where only the lower one is named.
Settled: special cruelty, mockery and torments are read word by word: suffering as an element (cc:146, and
cc:110 before 16.06.2024) takes in neither special cruelty nor mockery, which cc:110 names beside it since.
The other reading: point 9 is one circumstance.
Settled: cc:99(3) takes up no circumstance of cc:99(2). The other reading: it does, as "murder".
Read: a minor, and one under 16, as an element take in the victim under 14 of point 7. In cc:120 and 121 a
helpless state is an element, though violence be the means. In cc:100 and cc:119 a victim of point 7 is an
element always. To use a helpless state or dependence is to act against one helpless or dependent.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:54"
INHUMAN = dt.date(2023, 5, 20)
REFORM = dt.date(2024, 6, 16)
TRAFFICKING = dt.date(2024, 9, 9)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 19),
    INHUMAN,
    dt.date(2024, 6, 15),
    REFORM,
    TRAFFICKING,
    dt.date(2025, 9, 15),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)
#: The forms of complicity, the lowest first.
FORMS = ("group", "conspiracy", "criminal-group")
#: The consequences of cc:3(4) that facts tell.
GRAVE = ("death", "serious-harm", "suicide", "grave")
#: The articles on minors, in which the young victim is an element of each part.
ON_MINORS = ("cc:132", "cc:133", "cc:134", "cc:135", "cc:140", "cc:144", "cc:312")

_KILLINGS = ("cc:99", "cc:100", "cc:101", "cc:102", "cc:103", "cc:104")
_HARM = ("cc:106", "cc:111", "cc:112", "cc:113", "cc:114(3)", "cc:114(4)", "cc:119(2)")
_DEATH = ("cc:104", "cc:106(3)", "cc:112(2)", "cc:119(3)", "cc:119(4)", "cc:120(4)", "cc:121(4)")
#: The parts that name a consequence of cc:3(4) by itself: it is no grave consequence there.
NAMED_RESULT: dict[str, tuple[str, ...]] = {
    "serious-harm": (*_KILLINGS, *_HARM),
    "death": _DEATH,
    "suicide": ("cc:105", "cc:313-1"),
}


def shown(case: Any) -> set[str]:
    """Return the circumstances of part 1 that the facts show, by names of their own."""
    victims = case.victims or ()
    facts = {
        "repetition": case.repeated,
        "recidivism": case.recidivism,
        "death": case.careless_death or case.careless_death_of_two,
        "serious-harm": case.serious_harm or case.careless_serious_harm,
        "suicide": case.suicide_completed,
        "grave": case.grave_consequences,
        "group": case.group,
        "conspiracy": case.conspiracy,
        "criminal-group": case.criminal_group,
        "hatred": case.hatred_motive,
        "conceal": case.conceal_motive,
        "pregnant": any(v.pregnant and v.pregnant_known for v in victims),
        "young": any(v.age < 14 for v in victims),
        "helpless": case.helplessness_used or any(v.helpless for v in victims),
        "dependent": case.dependence_used or any(v.dependent for v in victims),
        "duty": case.duty_motive,
        "special-cruelty": case.special_cruelty,
        "mockery": case.mockery,
        "dangerous-means": case.dangerous_means,
        "emergency": case.emergency,
        "riots": case.mass_riots,
    }
    return {name for name, fact in facts.items() if fact}


def elements(day: dt.date) -> dict[str, tuple[str, ...]]:
    """Return which circumstances each part makes an element, those of parts it takes up included."""
    dependent = ("dependent",) if day >= INHUMAN else ()
    harm = ("duty", "helpless", "hatred", "repetition", "young")
    of: dict[str, tuple[str, ...]] = {
        "cc:99(2)": (
            *("duty", "helpless", "pregnant", "special-cruelty", "dangerous-means", *FORMS),
            *("conceal", "hatred", "repetition", "young", "emergency", "riots"),
        ),
        "cc:99(3)": ("young",),
        "cc:100": ("young", "helpless"),
        "cc:105(2)": ("helpless", "dependent", "conspiracy", "criminal-group"),
        "cc:106(2)": (*harm, *dependent, "special-cruelty", "group", "conspiracy", "emergency", "riots"),
        "cc:107(2)": (*harm, *dependent, "special-cruelty", "conspiracy", "criminal-group"),
        "cc:108-1(2)": (*harm, "dependent", "special-cruelty", "group", "conspiracy"),
        "cc:109-1(2)": (*harm, "dependent", "group", "conspiracy"),
        "cc:110(1)": ("special-cruelty", "mockery") if day >= REFORM else (),
        "cc:116(2)": ("helpless", "young", "group", "conspiracy", "repetition", "pregnant", "dependent"),
        "cc:117(2)": (*GRAVE, "young"),
        "cc:118(3)": ("young",),
        "cc:119": ("young", "helpless"),
        "cc:121-1": ("young",),
        "cc:122": ("young",),
        "cc:123(1)": ("dependent",),
        "cc:123(2)": ("dependent", "young"),
        "cc:124": ("young",),
        "cc:124(3)": ("repetition",),
        "cc:125-1(2)": ("young", "dependent", "group", "conspiracy"),
        "cc:127(2)": ("young", *GRAVE),
        **dict.fromkeys(ON_MINORS, ("young",)),
        "cc:133(3)": ("repetition",),
        "cc:134(2)": ("dependent",),
        "cc:134(3)": ("dependent", "conspiracy", "repetition"),
        "cc:144(2)": ("conspiracy", "criminal-group", "repetition"),
        "cc:312(3)": ("conspiracy", "criminal-group", "repetition"),
    }
    of["cc:105(3)"] = (*of["cc:105(2)"], "young")
    of["cc:106(3)"] = (*of["cc:106(2)"], "criminal-group")
    of["cc:110(2)"] = (*of["cc:110(1)"], "young", "helpless", "dependent", "pregnant", "hatred")
    of["cc:116(3)"] = (*of["cc:116(2)"], *GRAVE, "criminal-group")
    of["cc:122(4)" if day >= TRAFFICKING else "cc:122(3)"] = ("repetition",)
    of["cc:125-1(3)"] = (*of["cc:125-1(2)"], *GRAVE)
    of["cc:134(4)"] = (*of["cc:134(3)"], "criminal-group")
    for article in ("cc:120", "cc:121"):
        first = of[f"{article}(1)"] = ("helpless",)
        second = of[f"{article}(2)"] = (*first, "group", "conspiracy", "special-cruelty", "repetition")
        results = ("serious-harm", "hiv", "suicide", "grave")
        third = of[f"{article}(3)"] = (*second, *results, "emergency", "riots")
        for last in ("3-1", "3-2", "4"):
            of[f"{article}({last})"] = (*third, "young", "criminal-group")
    taken = ("conspiracy", "repetition", "pregnant")
    minor = ("young",) if day < REFORM else ()
    of["cc:125(2)"] = (*taken, *minor)
    of["cc:126(2)"] = (*taken, *minor, "dependent")
    for article in ("cc:125", "cc:126"):
        of[f"{article}(3)"] = (*of[f"{article}(2)"], "young", "criminal-group", *GRAVE)
    of["cc:135(2)"] = of["cc:135(3)"] = ("conspiracy", "repetition", "dependent", "pregnant", "helpless")
    of["cc:135(4)"] = (*of["cc:135(2)"], "criminal-group", *GRAVE)
    qualified = ("group", "conspiracy", "repetition", "pregnant", "young")
    for number in ("2", "3") if day < INHUMAN else ("3", "4"):
        of[f"cc:146({number})"] = qualified
    return of


def classes(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return whether a circumstance aggravates, and whether one is an element of the charged part."""
    if not charge.provision.startswith("cc:"):
        return set()
    facts = shown(case) | ({"hiv"} if case.hiv_infection else set())
    named = {c for key, names in elements(day).items() if charge.within(key) for c in names}
    results = {result for result, parts in NAMED_RESULT.items() if charge.within(*parts)}
    if charge.within("cc:146(3)" if day < INHUMAN else "cc:146(4)"):
        results |= {"serious-harm", "death"}
    forms = [form for form in FORMS if form in facts]
    joined = [form for form in forms if named & set(FORMS[: FORMS.index(form) + 1])]
    beyond = facts - named - results - {"hiv", *FORMS}
    if forms and forms[-1] not in joined:
        beyond.add(forms[-1])
    found = set()
    if case.aggravating or beyond:
        found.add("aggravating-circumstance")
    if charge.within("cc:100", "cc:119") or joined or (facts & named) - set(FORMS):
        found.add("aggravating-element")
    return found
