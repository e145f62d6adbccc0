"""`kzpenal law`: the laws there are to ask, and what is known of one."""

from __future__ import annotations

import click

import kzpenal
from kzpenal.cli.common import answering, find_law, out
from kzpenal.lists import Instrument
from kzpenal.money import exchanged
from kzpenal.provision import Bill, Charge, title_in


@click.command(short_help="List the laws, or what is held of one.")
@click.argument("law_id", metavar="[ID]", required=False)
@answering
def law(law_id: str | None) -> None:
    """List the laws, or tell what is held of one: a bill, or the law of a day such as 2024-06-16."""
    found = find_law(law_id)
    if found is None:
        for each in kzpenal.laws():
            out(f"{each.id}  {len(each.provisions())} provisions  {each.hash}")
    elif found.kind == "bill":
        _bill(next(b for b in kzpenal.statute().bills if b.id == found.id))
    else:
        _in_force(found)


def _in_force(found: kzpenal.Law) -> None:
    out(f"Law in force on {found.on}", "bold")
    out(f"  {found.hash}")
    for article in found.articles:
        read = article.version.text_read
        title = title_in(article.title, "en")
        out(f"  {article.citation} {title} (in force {article.version.in_force}; read {read})")
    for silence in found.silences:
        out(f"  not answered: {silence.problem.message}")


def _bill(bill: Bill) -> None:
    out(f"{bill.id} {title_in(bill.title, 'en')}", "bold")
    out(f"  reported {bill.reported}: {bill.source}")
    out("Its way:", "bold")
    instrument = next((i for i in kzpenal.statute().instruments if i.id == bill.id), None)
    for line in _stages(instrument):
        out(f"  {line}")
    out("What was reported:", "bold")
    for provision in bill.provisions:
        out(f"  {provision.citation}")
        out(f"    {provision.text}")
        for rule in provision.rules:
            if isinstance(rule.conclusion, Charge):
                for line in _money(bill, rule.conclusion):
                    out(f"    {line}")
    for text in (*bill.remarks.interpretation, *bill.remarks.not_encoded):
        out(f"  read as: {text}")
    out("  Nothing else is held: no liability, no minimum, no amount that was not reported.")


def _stages(instrument: Instrument | None) -> list[str]:
    if instrument is None:
        return ["nothing is known of it"]
    return [
        f"{stage}: {day or 'day not known'}" + (f" ({source})" if source else "")
        for stage, day, source in instrument.stages
    ]


def _money(bill: Bill, charge: Charge) -> list[str]:
    if charge.sanction is None or charge.sanction.one_of is None:
        return ["no penalty reported"]
    lines = []
    for alternative in charge.sanction.one_of:
        penalty = alternative.penalty
        if penalty.unit == "mci" and penalty.max is not None:
            tenge = kzpenal.statute().tenge(penalty.max, on=bill.reported)
            line = f"{penalty.max} MCI = {tenge:,} tenge"
            if bill.rate is not None:
                currency, rate = bill.rate
                line += f" = {exchanged(tenge, rate):,} {currency} at {rate} tenge"
            lines.append(line)
    return lines
