"""The closed lists of words for facts: acts, sexes, stages, forms, relations, reports."""

from __future__ import annotations

from enum import Enum


class Act(Enum):
    """The conduct and its result, named from the title of the article."""

    MURDER = "murder"
    DRIVE_TO_SUICIDE = "drive-to-suicide"
    INDUCE_SUICIDE = "induce-suicide"
    ASSIST_SUICIDE = "assist-suicide"
    PROMOTE_SUICIDE = "promote-suicide"
    SERIOUS_HARM = "serious-harm"
    MODERATE_HARM = "moderate-harm"
    LIGHT_HARM = "light-harm"
    BATTERY = "battery"
    TORMENT = "torment"
    CARELESS_DEATH = "careless-death"
    CARELESS_SERIOUS_HARM = "careless-serious-harm"
    CARELESS_MODERATE_HARM = "careless-moderate-harm"
    THREAT = "threat"
    STALKING = "stalking"
    UNLAWFUL_ORGAN_REMOVAL = "unlawful-organ-removal"
    VENEREAL_DISEASE_INFECTION = "venereal-disease-infection"
    HIV_ENDANGERMENT = "hiv-endangerment"
    HIV_INFECTION = "hiv-infection"
    LEAVE_IN_DANGER = "leave-in-danger"
    RAPE = "rape"
    VIOLENT_SEXUAL_ACTS = "violent-sexual-acts"
    SEXUAL_HARASSMENT = "sexual-harassment"
    INTERCOURSE_UNDER_16 = "intercourse-under-16"
    SEXUAL_SERVICE_OF_MINOR = "sexual-service-of-minor"
    SEXUAL_COERCION = "sexual-coercion"
    DEPRAVED_ACTS = "depraved-acts"
    KIDNAPPING = "kidnapping"
    UNLAWFUL_CONFINEMENT = "unlawful-confinement"
    FORCED_MARRIAGE = "forced-marriage"
    UNLAWFUL_PSYCHIATRIC_PLACEMENT = "unlawful-psychiatric-placement"
    INHUMAN_TREATMENT = "inhuman-treatment"
    TORTURE = "torture"
    BULLYING = "bullying"
    CYBERBULLYING = "cyberbullying"
    DOMESTIC_MISCONDUCT = "domestic-misconduct"
    NEGLECT_OF_UPBRINGING = "neglect-of-upbringing"
    INVOLVE_MINOR_IN_OFFENCE = "involve-minor-in-offence"
    INVOLVE_MINOR_IN_ANTISOCIAL_ACTS = "involve-minor-in-antisocial-acts"
    INVOLVE_MINOR_IN_PROSTITUTION = "involve-minor-in-prostitution"
    INVOLVE_MINOR_IN_SEXUAL_SERVICES = "involve-minor-in-sexual-services"
    TRAFFICKING_IN_MINORS = "trafficking-in-minors"
    INVOLVE_MINOR_IN_EROTICA = "involve-minor-in-erotica"
    PORNOGRAPHY_OF_MINORS = "pornography-of-minors"
    INVOLVE_MINOR_IN_PORNOGRAPHY = "involve-minor-in-pornography"
    NEGLECT_OF_DUTIES = "neglect-of-duties"
    FAILURE_TO_REPORT = "failure-to-report"
    BULLYING_NOT_HANDLED = "bullying-not-handled"
    MINOR_NOT_HELPED = "minor-not-helped"


class Sex(Enum):
    """As the codes distinguish it."""

    MALE = "male"
    FEMALE = "female"


class Stage(Enum):
    """How far the act came (cc:24, cc:25)."""

    COMPLETED = "completed"
    ATTEMPT = "attempt"
    PREPARATION = "preparation"


class Form(Enum):
    """Privileged forms (cc:100-103, 111-113)."""

    ORDINARY = "ordinary"
    NEWBORN_BY_MOTHER = "newborn-by-mother"
    AFFECT = "affect"
    EXCESS_OF_DEFENCE = "excess-of-defence"
    EXCESS_OF_DETENTION = "excess-of-detention"


class Relation(Enum):
    """The victim is the offender's …"""

    SPOUSE = "spouse"
    FORMER_SPOUSE = "former-spouse"
    COHABITANT = "cohabitant"
    CO_PARENT = "co-parent"
    CLOSE_RELATIVE = "close-relative"
    CHILD = "child"
    STEPCHILD = "stepchild"
    WARD = "ward"
    PUPIL = "pupil"


class Report(Enum):
    """How the authority learned of the act."""

    STATEMENT = "statement"
    OFFICIAL = "official"
    MEDIA = "media"
    ONLINE_PLATFORM = "online-platform"
    SURRENDER = "surrender"
    UNREPORTED = "unreported"


#: Relations that are of the family and household (note to koap:73).
HOUSEHOLD = frozenset(
    {
        Relation.SPOUSE,
        Relation.FORMER_SPOUSE,
        Relation.COHABITANT,
        Relation.CO_PARENT,
        Relation.CLOSE_RELATIVE,
        Relation.CHILD,
        Relation.STEPCHILD,
    }
)
