"""cc:54, read again: redactions 12.09.2022, 20.05.2023, 19.04.2024, 16.06.2024, 09.09.2024, 16.07.2025,
16.09.2025 and 08.03.2026; one text, not amended in the span. The elements of the charges are read from
the special part of 12.09.2022, 19.04.2024 and 08.03.2026 and its footnotes.

Not compared: the rules state the points that they ask of no fact (weapons, coercion, intoxication, drawing in
others) as `aggravating`, ask what an element is of the facts that the part and its points name, and take
knowledge to go with pregnancy alone; this reading says each of these in another way, so that the two cannot
be held against each other by names alone. What it showed of the law is settled in the rules: serious harm
done by intent is a grave consequence where it is no element. It is kept for the next who reads the article.

Read: what counts as an element is asked of the charged part and of the parts whose deeds it takes up
("деяния, предусмотренные частями …"). Other reading: of the whole article ("соответствующей статьей").
Read: consequences of cc:3(4) are aggravating where they go beyond the result that makes the basic
offence, and an element where a part is made of them. Other reading: by the reserve in cc:3(4), what a
part names is never "grave consequences". The number of victims is not on the list.
Read: violence and threats by themselves show no coercion (point 10), an official position used no trust
(point 14), for by part 3 nothing is added to the list. Other reading: they show it.
Read: a minor drawn into the act shows point 5, an object used as a weapon, point 10, social hatred, point
6; the facts are not finer. Drunkenness counts although a court may disregard it.
Read: "minor" and "under 16" as an element take in the victim under 14 of point 7; a helpless state used
takes in the helpless victim; a higher form of complicity takes in the lower ones; special cruelty takes
in all of point 9, and so does suffering in cc:110 and cc:146. In cc:100, cc:119 and, before 16.06.2024,
cc:124, a victim of point 7 is an element always.
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
FORMS = ("group", "conspiracy", "criminal-group")
GRAVE = ("death", "deaths", "serious-harm", "suicide", "grave")

#: The result that makes the offence: neither aggravating nor an element that aggravates.
OWN_RESULT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("cc:99", "cc:100", "cc:101", "cc:102", "cc:103"), ("serious-harm",)),
    "cc:104(1)": ("death", "serious-harm"),
    "cc:104(2)": ("death", "deaths", "serious-harm"),
    "cc:105": ("suicide",),
    **dict.fromkeys(("cc:106", "cc:111", "cc:112", "cc:113"), ("serious-harm",)),
    **dict.fromkeys(("cc:114(3)", "cc:114(4)"), ("serious-harm",)),
}


def shown(case: Any) -> set[str]:
    """Return the circumstances of part 1 that the facts show, by names of their own."""
    victims = case.victims or ()
    facts = {
        "repetition": case.repeated,
        "recidivism": case.recidivism,
        "death": case.careless_death,
        "deaths": case.careless_death_of_two,
        "serious-harm": case.serious_harm or case.careless_serious_harm,
        "suicide": case.suicide_completed,
        "grave": case.grave_consequences,
        "group": case.group,
        "conspiracy": case.conspiracy,
        "criminal-group": case.criminal_group,
        "minor-involved": case.minor_involved,
        "hatred": case.hatred_motive,
        "conceal": case.conceal_motive,
        "pregnant": any(v.pregnant and v.pregnant_known for v in victims),
        "young": any(v.age < 14 for v in victims),
        "helpless": case.helplessness_used or any(v.helpless for v in victims),
        "dependent": case.dependence_used or any(v.dependent for v in victims),
        "duty": case.duty_motive,
        "cruelty": case.special_cruelty or case.mockery or case.torment_purpose or case.torture,
        "weapon": case.weapon,
        "dangerous-means": case.dangerous_means,
        "emergency": case.emergency,
        "riots": case.mass_riots,
        "intoxicated": case.intoxicated,
    }
    return {name for name, fact in facts.items() if fact}


def named(day: dt.date) -> dict[str, tuple[str, ...]]:
    """Return which circumstances each part makes an element, those of parts it takes up included."""
    dependent = ("dependent-known",) if day >= INHUMAN else ()
    harm = ("duty", "helpless-known", "hatred", "repetition", "minor-known")
    of = {
        "cc:99(2)": (
            *("duty", "helpless-known", "pregnant", "special-cruelty", "dangerous-means", *FORMS),
            *("conceal", "hatred", "repetition", "minor-known", "emergency", "riots"),
        ),
        "cc:99(3)": ("young",),
        "cc:100": ("young", "helpless"),
        "cc:105(2)": ("helpless-known", "dependent-known", "conspiracy", "criminal-group"),
        "cc:106(2)": (*harm, *dependent, "special-cruelty", "group", "conspiracy", "emergency", "riots"),
        "cc:107(2)": (*harm, *dependent, "special-cruelty", "conspiracy", "criminal-group"),
        "cc:108-1(2)": (*harm, "dependent-known", "special-cruelty", "group", "conspiracy"),
        "cc:109-1(2)": (*harm, "dependent-known", "group", "conspiracy"),
        "cc:110(1)": ("cruelty",),
        "cc:110(2)": ("cruelty", "minor-known", "helpless-known", "dependent-known", "pregnant", "hatred"),
        "cc:112(2)": ("death", "deaths"),
        "cc:116(2)": (
            *("helpless-known", "minor-known", "group", "conspiracy", "repetition", "weapon", "pregnant"),
            "dependent-used",
        ),
        "cc:117(2)": (*GRAVE, "minor-known"),
        "cc:118(3)": ("minor-known",),
        "cc:119(1)": ("young", "helpless"),
        "cc:119(2)": ("young", "helpless", "serious-harm"),
        "cc:119(3)": ("young", "helpless", "death"),
        "cc:119(4)": ("young", "helpless", "death", "deaths"),
        "cc:121-1": ("minor-known",),
        "cc:123(1)": ("dependent-used",),
        "cc:123(2)": ("dependent-used", "young"),
        "cc:124(1)": ("minor-known",) if day >= REFORM else ("young",),
        "cc:124(2)": ("young",),
        "cc:124(3)": ("young", "repetition"),
        "cc:125-1(2)": ("minor-known", "dependent-used", "group", "conspiracy"),
        "cc:127(2)": ("minor-known", *GRAVE),
        "cc:313-1(3)": ("suicide",),
    }
    of["cc:105(3)"] = (*of["cc:105(2)"], "young")
    of["cc:106(3)"] = (*of["cc:106(2)"], "death", "deaths", "criminal-group")
    of["cc:116(3)"] = (*of["cc:116(2)"], *GRAVE, "criminal-group")
    of["cc:125-1(3)"] = (*of["cc:125-1(2)"], *GRAVE)
    for article in ("cc:120", "cc:121"):
        first = of[f"{article}(1)"] = ("helpless-used",)
        second = of[f"{article}(2)"] = (*first, "group", "conspiracy", "special-cruelty", "repetition")
        third = of[f"{article}(3)"] = (
            *second,
            "serious-harm",
            "suicide",
            "grave",
            "hiv",
            "emergency",
            "riots",
        )
        of[f"{article}(3-1)"] = of[f"{article}(3-2)"] = (*third, "young", "criminal-group")
        of[f"{article}(4)"] = (*third, "young", "criminal-group", "death", "deaths")
    for part in ("cc:122(1)", "cc:122(2)", "cc:122(3)", "cc:122(4)"):
        of[part] = ("young",)
    of["cc:122(1)"] = ("minor-known",)
    if day >= TRAFFICKING:
        of["cc:122(2)"] = ("minor-known",)
    of["cc:122(4)" if day >= TRAFFICKING else "cc:122(3)"] = ("young", "repetition")
    taken = ("conspiracy", "repetition", "weapon", "pregnant")
    minor = ("minor-known",) if day < REFORM else ()
    of["cc:125(2)"] = (*taken, *minor)
    of["cc:126(2)"] = (*taken, *minor, "dependent-used")
    of["cc:125(3)"] = (*of["cc:125(2)"], "minor-known", "criminal-group", *GRAVE)
    of["cc:126(3)"] = (*of["cc:126(2)"], "minor-known", "criminal-group", *GRAVE)
    for number in range(1, 6):
        of[f"cc:132({number})"] = ("young", "minor-involved")
    of["cc:133(1)"] = of["cc:133(2)"] = ("young",)
    of["cc:133(3)"] = ("young", "repetition")
    of["cc:134(1)"] = ("young",)
    of["cc:134(2)"] = ("young", "dependent-used")
    of["cc:134(3)"] = ("young", "dependent-used", "conspiracy", "repetition")
    of["cc:134(4)"] = (*of["cc:134(3)"], "criminal-group")
    of["cc:135(1)"] = ("young",)
    of["cc:135(2)"] = of["cc:135(3)"] = (
        *("young", "conspiracy", "repetition", "weapon", "dependent-used", "pregnant", "helpless-known"),
    )
    of["cc:135(4)"] = (*of["cc:135(2)"], "criminal-group", *GRAVE)
    of["cc:140(2)"] = of["cc:140(3)"] = ("young",)
    of["cc:144(1)"] = of["cc:312(1)"] = of["cc:312(2)"] = ("young",)
    of["cc:144(2)"] = of["cc:312(3)"] = ("young", "conspiracy", "criminal-group", "repetition")
    qualified = ("cruelty", "group", "conspiracy", "repetition", "pregnant", "young")
    of["cc:146(1)"] = of["cc:146(2)"] = ("cruelty",)
    of["cc:146(2)" if day < INHUMAN else "cc:146(3)"] = qualified
    of["cc:146(3)" if day < INHUMAN else "cc:146(4)"] = (*qualified, "serious-harm", "death", "deaths")
    return of


def elements(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the circumstances that the facts make elements of the charged part."""
    victims = case.victims or ()
    closer = {
        "helpless-known": ("helpless", any(v.helpless and v.helpless_known for v in victims)),
        "helpless-used": ("helpless", case.helplessness_used),
        "dependent-known": ("dependent", any(v.dependent and v.dependent_known for v in victims)),
        "dependent-used": ("dependent", case.dependence_used),
        "minor-known": ("young", any(v.age < 14 and v.age_known for v in victims)),
        "special-cruelty": ("cruelty", case.special_cruelty),
        "hiv": ("hiv", case.hiv_infection),
    }
    facts = shown(case)
    found = set()
    for name in named(day).get(charge.provision, ()):
        circumstance, met = closer.get(name, (name, name in facts))
        if met:
            found.add(circumstance)
    return found


def found_by_this_reading(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return whether a circumstance aggravates, and whether one is an element of the charged part."""
    if not charge.provision.startswith("cc:"):
        return set()
    facts, inside = shown(case), elements(charge, case, day)
    taken = {c for key, results in OWN_RESULT.items() if charge.within(key) for c in results}
    complicity = [form for form in FORMS if form in facts]
    higher = [FORMS.index(form) for form in complicity if form in inside]
    taken |= {form for form in complicity if higher and FORMS.index(form) < max(higher)}
    found = set()
    if case.aggravating or facts - inside - taken:
        found.add("aggravating-circumstance")
    always = charge.within("cc:100", "cc:119", "cc:110" if day >= REFORM else "cc:124")
    if always or inside:
        found.add("aggravating-element")
    return found
