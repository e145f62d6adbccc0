"""The facts of a case under the penal law: a closed, typed vocabulary.

Nothing has a default but "not stated" (None). `kzpenal.UNKNOWN` says "asked, and not known".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, TypeAlias, TypeVar, cast

import attrs
from attrs import field, frozen

from kzpenal import structuring
from kzpenal.consistency import (
    IMPLIED,
    age_at,
    conclusions,
    contradictions,
    household,
    mitigated,
    unsettled,
)
from kzpenal.enums import Act, Form, Relation, Report, Sex, Stage
from kzpenal.errors import InvalidCase, Problem
from kzpenal.timeline import months_between, years_between
from kzpenal.values import Broken, is_a, items_of, shown
from kzpenal.vocabulary import UNKNOWN, FactValue, Unknown, about, checked, fact

T = TypeVar("T")
#: Not stated, asked and not known, or a value.
Maybe: TypeAlias = T | Unknown | None


def _no(text: str) -> Any:
    return fact(text=text, closes=True)


# What may be passed for a fact, where that is more than what is kept: a type checker reads it here.
# Nothing is converted yet: that is done, and every fault told at once, when all the facts are there.


def _act(given: Act | str) -> Act:
    return cast(Act, given)


def _day(given: dt.date | str) -> dt.date:
    return cast(dt.date, given)


def _maybe_day(given: Maybe[dt.date | str]) -> Maybe[dt.date]:
    return cast(Maybe[dt.date], given)


def _sex(given: Maybe[Sex | str]) -> Maybe[Sex]:
    return cast(Maybe[Sex], given)


def _stage(given: Maybe[Stage | str]) -> Maybe[Stage]:
    return cast(Maybe[Stage], given)


def _form(given: Maybe[Form | str]) -> Maybe[Form]:
    return cast(Maybe[Form], given)


def _report(given: Maybe[Report | str]) -> Maybe[Report]:
    return cast(Maybe[Report], given)


def _relations(given: Maybe[Collection[Relation | str]]) -> Maybe[frozenset[Relation]]:
    return cast(Maybe[frozenset[Relation]], given)


def _victims(given: Sequence[Victim] | None) -> tuple[Victim, ...] | None:
    return cast("tuple[Victim, ...] | None", given)


@frozen(kw_only=True)
class Victim:
    """One victim.

    >>> Victim(age=9)
    Victim(age=9)
    """

    age: Maybe[int] = fact(text="age in whole years at the act", low=0, high=150)
    born: Maybe[dt.date] = field(
        default=None, converter=_maybe_day, metadata=about("day of birth; gives the age")
    )
    sex: Maybe[Sex] = field(default=None, converter=_sex, metadata=about("sex"))
    pregnant: Maybe[bool] = _no("is pregnant")
    helpless: Maybe[bool] = _no("is in a helpless state")
    dependent: Maybe[bool] = _no("depends on the offender, materially or otherwise")
    mental_disorder: Maybe[bool] = _no("suffers from a mental disorder")
    with_own_child: Maybe[bool] = _no("gave birth while exploited, or has an own minor child with them")
    age_known: Maybe[bool] = fact(text="the offender knew the age")
    helpless_known: Maybe[bool] = fact(text="the offender knew of the helpless state")
    pregnant_known: Maybe[bool] = fact(text="the offender knew of the pregnancy")
    dependent_known: Maybe[bool] = fact(text="the offender knew of the dependence")
    mental_disorder_known: Maybe[bool] = fact(text="the offender knew of the mental disorder")
    relations: Maybe[frozenset[Relation]] = field(
        default=None, converter=_relations, metadata=about("the victim is the offender's …", closes=True)
    )
    duty_of_care: Maybe[bool] = _no("the law charges the offender with the victim's upbringing")
    under_supervision: Maybe[bool] = _no(
        "in the charge of an institution bound to supervise minors, where the offender works"
    )

    def __attrs_post_init__(self) -> None:
        checked(self, "victim.")

    def __repr__(self) -> str:
        return _brief(self)


@frozen(kw_only=True)
class Offender:
    """The person whose liability is asked about."""

    age: Maybe[int] = fact(text="age in whole years at the act", low=0, high=150)
    born: Maybe[dt.date] = field(
        default=None, converter=_maybe_day, metadata=about("day of birth; gives the ages")
    )
    sex: Maybe[Sex] = field(default=None, converter=_sex, metadata=about("sex"))
    age_at_decision: Maybe[int] = fact(text="age in whole years at the decision", low=0, high=150)
    disability_group: Maybe[int] = fact(text="group of disability, 0 for none", low=0, high=3)
    pregnant: Maybe[bool] = fact(text="is pregnant")
    child_under_3: Maybe[bool] = fact(text="has or brings up a child under 3")
    child_under_14: Maybe[bool] = fact(text="has or brings up a child under 14")
    sole_carer: Maybe[bool] = fact(text="brings the child up alone")
    serviceman: Maybe[bool] = fact(text="does military service")
    works: Maybe[bool] = fact(text="has permanent work")
    full_time_student: Maybe[bool] = fact(text="studies full-time, off the job")
    fit_for_work: Maybe[bool] = fact(text="is fit for work")
    has_income: Maybe[bool] = fact(text="has earnings, income or property of their own")
    foreigner: Maybe[bool] = fact(text="is a foreigner or stateless")
    sane: Maybe[bool] = fact(text="was sane at the act")
    disease_known: Maybe[bool] = fact(text="knew of having the disease (cc:117, cc:118)")
    other_dwelling: Maybe[bool] = fact(text="has another dwelling")
    institution_worker: Maybe[bool] = fact(
        text="works in an organisation of education, health or social protection"
    )
    official: Maybe[bool] = fact(text="is an official (note to koap:30)")
    head: Maybe[bool] = fact(text="heads the organisation or body, or stands in for its head")
    immature: Maybe[bool] = fact(
        text="lagged behind in mental development and could not fully understand or govern the act (cc:15(3))"
    )

    def __attrs_post_init__(self) -> None:
        checked(self, "offender.")

    def __repr__(self) -> str:
        return _brief(self)


@frozen(kw_only=True)
class Case:
    """The facts of one act by one offender.

    `victims` not stated means unknown who and how many; `()` an offence without a victim.
    Raises InvalidCase, which names the field, the value and what is allowed.

    >>> case = Case(act="murder", committed=dt.date(2024, 7, 1), victims=[Victim(age=9)])
    >>> case.but({"offender.sex": "female"}).offender
    Offender(sex='female')
    """

    act: Act = field(converter=_act, metadata=about("the conduct and its result"))
    committed: dt.date = field(converter=_day, metadata=about("day of the act"))
    decided: Maybe[dt.date] = field(default=None, converter=_maybe_day, metadata=about("day of the decision"))
    initiated: Maybe[dt.date] = field(
        default=None,
        converter=_maybe_day,
        metadata=about("day the administrative case was opened (koap:44(1))"),
    )
    months_since_act: Maybe[int] = fact(
        text="whole months from the act to the decision; 0 where no day of decision is stated", low=0
    )
    stage: Maybe[Stage] = field(default=None, converter=_stage, metadata=about("how far the act came"))
    form: Maybe[Form] = field(default=None, converter=_form, metadata=about("privileged form"))
    domestic: Maybe[bool] = _no("in the sphere of family and household relations")
    victims: tuple[Victim, ...] | None = field(
        default=None, converter=_victims, metadata=about("the victims", member="victim")
    )
    victims_count: Maybe[int] = fact(text="how many victims, where more than are described", low=1)
    offender: Offender = field(factory=Offender)

    group: Maybe[bool] = _no("by a group of persons")
    conspiracy: Maybe[bool] = _no("by a group by prior conspiracy")
    criminal_group: Maybe[bool] = _no("by a criminal group")
    special_cruelty: Maybe[bool] = _no("with special cruelty")
    hooligan_motive: Maybe[bool] = _no("from hooligan motives")
    hatred_motive: Maybe[bool] = _no("from social, national, racial or religious hatred")
    blood_feud: Maybe[bool] = _no("from blood feud")
    gain_motive: Maybe[bool] = _no("from mercenary motives")
    personal_interest: Maybe[bool] = _no("from personal interest other than mercenary")
    for_hire: Maybe[bool] = _no("for hire")
    organ_purpose: Maybe[bool] = _no("to use the victim's organs or tissues")
    duty_motive: Maybe[bool] = _no("for the victim's or their close ones' service or duty")
    conceal_motive: Maybe[bool] = _no("to conceal or ease another crime")
    exploitation_purpose: Maybe[bool] = _no("for exploitation")
    repeated: Maybe[bool] = _no("repeatedly (cc:12)")
    emergency: Maybe[bool] = _no("in an emergency situation")
    mass_riots: Maybe[bool] = _no("in the course of mass riots")
    death_threat: Maybe[bool] = _no("with a threat of murder")
    telecom: Maybe[bool] = _no("by telecommunication networks or the Internet")
    on_duty: Maybe[bool] = _no("while performing official duties")
    official_position: Maybe[bool] = _no("using an official position")
    dangerous_means: Maybe[bool] = _no("by means dangerous to the life of others")
    weapon: Maybe[bool] = _no("with a weapon or an object used as one")
    dangerous_violence: Maybe[bool] = _no("with violence dangerous to life or health")
    dangerous_violence_threat: Maybe[bool] = _no("with a threat of violence dangerous to life or health")
    with_kidnapping: Maybe[bool] = _no("connected with kidnapping")
    hostage: Maybe[bool] = _no("connected with taking a hostage")
    with_sexual_violence: Maybe[bool] = _no("connected with rape or violent sexual acts")
    with_robbery: Maybe[bool] = _no("connected with robbery")
    extortion: Maybe[bool] = _no("connected with extortion")
    documents_taken: Maybe[bool] = _no("with documents taken away")
    documents_hidden: Maybe[bool] = _no("with the victim's identity documents hidden or destroyed")
    documents_forged: Maybe[bool] = _no("with the victim's identity documents forged")
    deceit: Maybe[bool] = _no("by deceit or breach of trust")
    dependence_used: Maybe[bool] = _no("using the victim's dependence")
    helplessness_used: Maybe[bool] = _no("using the victim's helpless state")
    blackmail: Maybe[bool] = _no("by blackmail")
    property_threat: Maybe[bool] = _no("with a threat to destroy, damage or take away property")
    property_damaged: Maybe[bool] = _no("by destroying or damaging property")
    service_advertised: Maybe[bool] = _no("by promoting or advertising prostitution or other sexual services")
    involvement_purpose: Maybe[bool] = _no("to involve the victim in crimes or other antisocial acts")
    cross_border: Maybe[bool] = _no("by or for taking the victim out of, into or through Kazakhstan")
    grave_crime_involved: Maybe[bool] = _no("the minor was involved in a grave or especially grave crime")
    criminal_group_involved: Maybe[bool] = _no("the minor was involved in the activity of a criminal group")

    careless_death: Maybe[bool] = _no("death by carelessness")
    careless_death_of_two: Maybe[bool] = _no("death of two or more by carelessness")
    careless_serious_harm: Maybe[bool] = _no("serious harm by carelessness")
    careless_moderate_harm: Maybe[bool] = _no("moderate harm by carelessness")
    serious_harm: Maybe[bool] = _no("serious harm to health, by intent or carelessness")
    moderate_harm: Maybe[bool] = _no("moderate harm to health, by intent or carelessness")
    substantial_harm: Maybe[bool] = _no("substantial harm (cc:3(14))")
    hiv_infection: Maybe[bool] = _no("infection with HIV")
    venereal_infection: Maybe[bool] = _no("infection with a venereal disease")
    grave_consequences: Maybe[bool] = _no("other grave consequences (cc:3(4))")
    suicide_attempted: Maybe[bool] = _no("somebody attempted suicide")
    suicide_completed: Maybe[bool] = _no("somebody took their life")

    violence: Maybe[bool] = _no("with violence")
    violence_threat: Maybe[bool] = _no("with a threat of violence")
    proposals: Maybe[bool] = _no("with proposals of a sexual nature")
    touching: Maybe[bool] = _no("with touching of a sexual nature")
    torment_purpose: Maybe[bool] = _no("in order to torment")
    mockery: Maybe[bool] = _no("with mockery")
    torture: Maybe[bool] = _no("with torture")
    systematic: Maybe[bool] = _no("systematically")
    threat_feared: Maybe[bool] = _no("with reason enough to fear that the threat would be carried out")
    bound_to_help: Maybe[bool] = _no(
        "by one who could help, who had to care for the victim or who had put them in danger"
    )
    cruel_treatment: Maybe[bool] = _no("with cruel treatment of the minor (cc:140)")
    by_official: Maybe[bool] = _no("by an official, or at an official's instigation or with their knowledge")
    in_official_capacity: Maybe[bool] = _no(
        "by one who acts in an official capacity, or at their instigation or with their knowledge (cc:146)"
    )

    repeat_within_year: Maybe[bool] = _no("again within a year of an administrative penalty")
    prior_reconciliation: Maybe[bool] = _no("was released through reconciliation before, within limitation")
    prior_reconciliation_for_crime: Maybe[bool] = _no("that release was for a crime (cc:68(4)(8))")
    reconciled_within_year: Maybe[bool] = _no(
        "was released through reconciliation within the last year (koap:64(1-1))"
    )
    convicted_before: Maybe[bool] = _no("was convicted before")
    recidivism: Maybe[bool] = _no("recidivism of crimes, dangerous or not (cc:14)")
    limitation_stopped: Maybe[bool] = _no("the time of limitation was suspended or began anew")
    limitation_interrupted: Maybe[bool] = _no(
        "it began anew, by another grave or especially grave crime (cc:71(4))"
    )

    persisted: Maybe[bool] = _no("went on although told to stop (koap:57(1))")
    minor_involved: Maybe[bool] = _no("drew a minor, or one gravely ill in mind, into the act")
    intoxicated: Maybe[bool] = _no("in a state of intoxication")

    led_to_substances: Maybe[bool] = _no("led the minor to drink or to take drugs")
    led_to_vagrancy: Maybe[bool] = _no("led the minor to vagrancy or begging")
    led_to_offence: Maybe[bool] = _no("led the minor to an intentional offence")

    mitigating: Maybe[bool] = _no("some circumstance of cc:53")
    aggravating: Maybe[bool] = _no("some circumstance of cc:54 that is no element of the offence")
    exceptional_circumstances: Maybe[bool] = _no("some circumstance of cc:55(4)")
    dangerous_disorder: Maybe[bool] = _no("an examination found a dangerous mental disorder (cc:91(2))")

    reconciled: Maybe[bool] = _no("reconciled with the victim")
    compensated: Maybe[bool] = _no("made the harm good")
    plea_agreement: Maybe[bool] = _no("a procedural agreement was fulfilled")
    cooperation_agreement: Maybe[bool] = _no("a procedural agreement on cooperation was fulfilled (cc:67)")
    active_repentance: Maybe[bool] = _no("gave themselves up, helped to solve it, made it good (cc:65)")
    accelerated: Maybe[bool] = _no("accelerated pre-trial investigation")
    order_procedure: Maybe[bool] = _no("convicted in order procedure, without a trial (cc:55(3))")
    complaint: Maybe[bool] = fact(text="the victim complained")
    released_voluntarily: Maybe[bool] = _no("let the victim go of their own will")
    warned: Maybe[bool] = _no("the victim was warned and agreed")
    reported_by: Maybe[Report] = field(
        default=None, converter=_report, metadata=about("how the authority learned of it")
    )

    def __attrs_post_init__(self) -> None:
        problems = list(self._settle_persons())
        try:
            checked(self)
        except InvalidCase as error:
            problems += error.problems
        problems = problems or contradictions(self)
        if problems:
            raise InvalidCase(problems)

    def _settle_persons(self) -> Iterator[Problem]:
        if self.offender is None:
            object.__setattr__(self, "offender", Offender())
        if not is_a(self.offender, Offender):
            yield Problem("KZP101", None, f"`offender` is {shown(self.offender)}, but must be an Offender")
        if self.victims is None:
            return
        try:
            victims = items_of(self.victims)
        except Broken:
            victims = None
        if victims is None or not all(is_a(v, Victim) for v in victims):
            message = f"`victims` is {shown(self.victims)}, but must be a tuple of Victim"
            yield Problem("KZP101", None, message)
        elif len(victims) > structuring.MAX_MEMBERS:
            yield Problem("KZP101", None, f"`victims` has more than {structuring.MAX_MEMBERS:,} entries")
        else:
            object.__setattr__(self, "victims", tuple(victims))

    def __repr__(self) -> str:
        return _brief(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Case:
        """Return the case that plain *data* holds; InvalidCase names every fault.

        >>> Case.from_dict({"act": "murder", "committed": "2024-07-01"})
        Case(act='murder', committed=datetime.date(2024, 7, 1), offender=Offender())
        """
        return structuring.from_dict(cls, data)

    def to_dict(self) -> dict[str, Any]:
        """Return the facts stated as plain data; `from_dict` gives the same case again."""
        return structuring.to_dict(self)

    def but(self, changes: Mapping[str, Any]) -> Case:
        """Return the case with *changes*, by path; None takes a fact back."""
        return structuring.changed(self, changes)

    def derived_facts(self) -> Mapping[str, FactValue]:
        """Return what follows from the facts stated: ages from days of birth, `domestic`, `mitigating`."""
        found: dict[str, FactValue] = {}
        for index, victim in enumerate(self.victims or ()):
            if isinstance(victim.born, dt.date):
                found[f"victims[{index}].age"] = years_between(victim.born, self.committed)
        offender = self.offender
        if isinstance(offender.born, dt.date):
            found["offender.age"] = years_between(offender.born, self.committed)
        if offender.age_at_decision is None and isinstance(self.decided, dt.date):
            age = age_at(self, self.decided)
            if age is not None:
                found["offender.age_at_decision"] = age
        if self.months_since_act is None and self.decided is not UNKNOWN:
            # No day of decision: the answer speaks of the day of the act.
            day = self.decided if isinstance(self.decided, dt.date) else self.committed
            found["months_since_act"] = months_between(self.committed, day)
        if self.domestic is None and household(self):
            found["domestic"] = True
        if self.mitigating is None and mitigated(self):
            found["mitigating"] = True
        if offender.child_under_3 is True and offender.child_under_14 is None:
            found["offender.child_under_14"] = True
        for stated, implied in IMPLIED.items():
            if getattr(self, stated) is True and getattr(self, implied) is None:
                found[implied] = True
        return found

    def concluded(self) -> list[tuple[str, bool, str]]:
        """Return what was concluded about the persons: fact, value and why."""
        return conclusions(self)

    def closed(self) -> Case:
        """Return the case with every unstated fact that the vocabulary marks so stated as "no".

        Circumstances, consequences, elements and history, in victims too; the victims described
        are all of them. Victims of whom nothing is stated stay unknown: "there was no victim" is not
        a thing to take for granted. Facts about the person, and facts stated UNKNOWN, are not touched,
        nor is what the act's name says already: torment is in order to torment, bullying is systematic.
        """
        changes: dict[str, Any] = {n: False for n in _closing(self) if getattr(self, n) is None}
        for name in unsettled(self):
            changes.pop(name, None)
        if self.victims is not None:
            changes["victims"] = tuple(
                attrs.evolve(v, **{n: no for n, no in _closing(v).items() if getattr(v, n) is None})
                for v in self.victims
            )
        return attrs.evolve(self, **changes)


def _closing(part: Any) -> dict[str, Any]:
    return {
        a.name: frozenset() if a.name == "relations" else False
        for a in attrs.fields(type(part))
        if a.metadata.get("closes")
    }


def _brief(part: Any) -> str:
    shown = []
    for a in attrs.fields(type(part)):
        value = getattr(part, a.name)
        if value is None:
            continue
        if isinstance(value, Enum) and value is not UNKNOWN:
            value = value.value
        elif isinstance(value, frozenset):
            value = sorted(v.value for v in value)
        shown.append(f"{a.name}={value!r}")
    return f"{type(part).__name__}({', '.join(shown)})"
