"""The penal law of Kazakhstan on violence against children, women and in the family, as rules.

`assess(case)` answers what a court must impose, what it may add, what is barred, and why.
"""

from kzpenal.api import (
    assess,
    assessment_schema,
    case_schema,
    compare,
    law,
    laws,
    load,
    proceedings,
    question_schema,
    read_case,
    statute,
)
from kzpenal.asking import Question
from kzpenal.assessment import Assessment
from kzpenal.comparing import Comparison
from kzpenal.enums import Act, Form, Relation, Report, Sex, Stage
from kzpenal.errors import (
    EngineDisagreement,
    EngineUnavailable,
    InvalidCase,
    KzpenalError,
    NoLawForDay,
    NotEncoded,
    Problem,
    RulesInvalid,
    Span,
)
from kzpenal.facts import Case, Offender, Victim
from kzpenal.joining import Prior, Proceedings
from kzpenal.labels import fact_label, question, value_label
from kzpenal.laws import Law
from kzpenal.statute import Statute
from kzpenal.version import __version__
from kzpenal.vocabulary import UNKNOWN
from kzpenal.wording import languages

__all__ = [
    "UNKNOWN",
    "Act",
    "Assessment",
    "Case",
    "Comparison",
    "EngineDisagreement",
    "EngineUnavailable",
    "Form",
    "InvalidCase",
    "KzpenalError",
    "Law",
    "NoLawForDay",
    "NotEncoded",
    "Offender",
    "Prior",
    "Problem",
    "Proceedings",
    "Question",
    "Relation",
    "Report",
    "RulesInvalid",
    "Sex",
    "Span",
    "Stage",
    "Statute",
    "Victim",
    "__version__",
    "assess",
    "assessment_schema",
    "case_schema",
    "compare",
    "fact_label",
    "languages",
    "law",
    "laws",
    "load",
    "proceedings",
    "question",
    "question_schema",
    "read_case",
    "statute",
    "value_label",
]
