"""The penal law of Kazakhstan on violence against children, women and in the family, as rules.

`assess(case)` answers what a court must impose, what it may add, what is barred, and why.
"""

from kzpenal.api import (
    assess,
    assessment_schema,
    bounds_schema,
    case_schema,
    compare,
    flips_schema,
    law,
    laws,
    load,
    proceedings,
    question_schema,
    read_case,
    reason_schema,
    statute,
    supports_schema,
    verify,
)
from kzpenal.asking import Question
from kzpenal.assessment import Assessment
from kzpenal.bounding import Bounds
from kzpenal.comparing import Comparison
from kzpenal.enums import Act, Form, Relation, Report, Sex, Stage
from kzpenal.errors import (
    EngineDisagreement,
    EngineUnavailable,
    InvalidCase,
    KzpenalError,
    NoLawForDay,
    NotEncoded,
    NotHeld,
    Problem,
    RulesInvalid,
    Span,
)
from kzpenal.facts import Case, Offender, Victim
from kzpenal.flipped import Flip, Flips
from kzpenal.joining import Prior, Proceedings
from kzpenal.labels import fact_label, question, value_label
from kzpenal.laws import Law
from kzpenal.papers import Receipt, Verification
from kzpenal.statute import Statute
from kzpenal.supporting import Support, Supports
from kzpenal.version import __version__
from kzpenal.vocabulary import UNKNOWN
from kzpenal.wording import languages

__all__ = [
    "UNKNOWN",
    "Act",
    "Assessment",
    "Bounds",
    "Case",
    "Comparison",
    "EngineDisagreement",
    "EngineUnavailable",
    "Flip",
    "Flips",
    "Form",
    "InvalidCase",
    "KzpenalError",
    "Law",
    "NoLawForDay",
    "NotEncoded",
    "NotHeld",
    "Offender",
    "Prior",
    "Problem",
    "Proceedings",
    "Question",
    "Receipt",
    "Relation",
    "Report",
    "RulesInvalid",
    "Sex",
    "Span",
    "Stage",
    "Statute",
    "Support",
    "Supports",
    "Verification",
    "Victim",
    "__version__",
    "assess",
    "assessment_schema",
    "bounds_schema",
    "case_schema",
    "compare",
    "fact_label",
    "flips_schema",
    "languages",
    "law",
    "laws",
    "load",
    "proceedings",
    "question",
    "question_schema",
    "read_case",
    "reason_schema",
    "statute",
    "supports_schema",
    "value_label",
    "verify",
]
