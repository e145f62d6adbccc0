"""What a condition may name, by what its rule is about: the act, a part, or a charge."""

from __future__ import annotations

from kzpenal import sanction
from kzpenal.provision import FAULTS, GRAVITIES, KINDS
from kzpenal.syntax import Words
from kzpenal.vocabulary import Fact, Vocabulary

#: How grave the gravest and the lightest of several charges is.
GRADES = ("misdemeanour", *GRAVITIES)
#: What is known of several charges, or of a new and an old sentence, that are joined.
TOGETHER = (
    Fact("together.gravest", "enum", GRADES),
    Fact("together.lightest", "enum", GRADES),
    Fact("together.longest", "int"),
    Fact("together.fined", "bool"),
    Fact("together.life", "bool"),
    Fact("together.each.classes", "set"),
    Fact("together.some.classes", "set"),
)


def words_for(vocabulary: Vocabulary, about: str | None) -> Words:
    """Return the words of a rule about a "part", a "charge", a part before any case ("classify"),
    several charges "together", or None for the act.
    """
    if about == "together":
        told = "is a fact of one case, and the rule is about several"
        not_here = dict.fromkeys([*vocabulary.facts, vocabulary.group or ""], told)
        cure = f"ask about {', '.join(f'`{f.path}`' for f in TOGETHER)}"
        return Words(vocabulary, "together", {f.path: f for f in TOGETHER}, not_here, cure)
    facts: dict[str, Fact] = {}
    elsewhere: dict[str, str] = {}
    # Kind and gravity are known before any case: they may ask about the part alone.
    before_any_case = about == "classify"
    subject = "part" if before_any_case else about
    for name in ("part", "charge"):
        where = facts if name == subject else None
        entries = [
            Fact(f"{name}.kind", "enum", KINDS),
            Fact(f"{name}.gravity", "enum", GRAVITIES),
        ]
        if name == "charge":
            entries.append(Fact("charge.classes", "set"))
            entries.append(Fact("charge.elements", "set", tuple(vocabulary.facts)))
        for entry in entries:
            if where is None:
                told = "of a part" if name == "part" else "about a charge"
                elsewhere[entry.path] = f"is known only in rules {told}"
            else:
                where[entry.path] = entry
    printed = [
        Fact("statutory.only", "enum", sanction.MAIN),
        Fact("statutory.has", "set", sanction.KINDS),
        Fact("statutory.max.imprisonment", "int"),
        Fact("fault", "enum", FAULTS),
    ]
    for entry in printed:
        if subject is None:
            elsewhere[entry.path] = "is known only in rules of a part or about a charge"
        else:
            facts[entry.path] = entry
    if before_any_case:
        told = "is a fact of a case, and kind and gravity come before any case"
        elsewhere |= dict.fromkeys([*vocabulary.facts, vocabulary.group or ""], told)
        elsewhere["part.gravity"] = "is what is being concluded"
        cure = "ask about `part.kind`, `fault` or the printed sanction, such as `statutory.has`"
        return Words(vocabulary, subject, facts, elsewhere, cure)
    elsewhere |= {f.path: "is known only in rules about several acts" for f in TOGETHER}
    return Words(vocabulary, subject, facts, elsewhere)
