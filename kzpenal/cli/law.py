"""`kzpenal law`: the laws there are to ask, and what is known of one."""

from __future__ import annotations

from decimal import Decimal

import click

import kzpenal
from kzpenal.cli.common import answering, find_law, lang_option, out, told
from kzpenal.lists import Instrument
from kzpenal.money import exchanged
from kzpenal.provision import Bill, Charge, title_in
from kzpenal.rendering import period_text
from kzpenal.wording import counted, phrase


@click.command(short_help="List the laws, or what is held of one.")
@click.argument("law_id", metavar="[ID]", required=False)
@lang_option
@answering
def law(law_id: str | None, lang: str) -> None:
    """List the laws, or tell what is held of one: a bill, or the law of a day such as 2024-06-16."""
    found = find_law(law_id)
    if found is None:
        for each in kzpenal.laws():
            out(f"{each.id}  {counted(len(each.provisions()), 'provision', lang)}  {each.hash}")
    elif found.kind == "bill":
        _bill(next(b for b in kzpenal.statute().bills if b.id == found.id), lang)
    else:
        _in_force(found, lang)


def _in_force(found: kzpenal.Law, lang: str) -> None:
    out(phrase("law-of-day", lang, on=found.on), "bold")
    out(f"  {found.hash}")
    for article in found.articles:
        read = article.version.text_read
        held = phrase("law-article", lang, period=period_text(article.version.in_force, lang), read=read)
        out(f"  {article.citation} {title_in(article.title, lang)} ({held})")
    for silence in found.silences:
        out("  " + phrase("law-silence", lang, text=silence.problem.message))


def _bill(bill: Bill, lang: str) -> None:
    out(f"{bill.id} {title_in(bill.title, lang)}", "bold")
    out("  " + phrase("bill-reported", lang, day=bill.reported, source=bill.source))
    out(phrase("bill-way", lang), "bold")
    instrument = next((i for i in kzpenal.statute().instruments if i.id == bill.id), None)
    for line in _stages(instrument, lang):
        out(f"  {line}")
    out(phrase("bill-held", lang), "bold")
    for provision in bill.provisions:
        out(f"  {provision.citation}")
        out("    " + told(provision.text, lang))
        for rule in provision.rules:
            if isinstance(rule.conclusion, Charge):
                for line in _money(bill, rule.conclusion, lang):
                    out(f"    {line}")
    for text in (*bill.remarks.interpretation, *bill.remarks.not_encoded):
        out("  " + phrase("show-read-as", lang, text=told(text, lang)))
    out("  " + phrase("bill-nothing-else", lang))


def _stages(instrument: Instrument | None, lang: str) -> list[str]:
    if instrument is None:
        return [phrase("bill-unknown", lang)]
    return [
        f"{stage}: {day or phrase('day-not-known', lang)}" + (f" ({source})" if source else "")
        for stage, day, source in instrument.stages
    ]


def _money(bill: Bill, charge: Charge, lang: str) -> list[str]:
    if charge.sanction is None or charge.sanction.one_of is None:
        return [phrase("bill-no-penalty", lang)]
    lines = []
    for alternative in charge.sanction.one_of:
        penalty = alternative.penalty
        if penalty.unit == "mci" and penalty.max is not None:
            tenge = kzpenal.statute().tenge(penalty.max, on=bill.reported)
            line = phrase("bill-money", lang, mci=penalty.max, tenge=_number(tenge, lang))
            if bill.rate is not None:
                currency, rate = bill.rate
                foreign = f"{_number(exchanged(tenge, rate), lang)} {currency}"
                line += phrase("bill-exchanged", lang, foreign=foreign, rate=_number(rate, lang))
            lines.append(line)
    return lines


def _number(number: int | Decimal, lang: str) -> str:
    """Return *number* with its thousands apart: 1,631.05 in English, 1 631,05 in Russian and Kazakh."""
    told = f"{number:,}"
    return told if lang == "en" else told.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
