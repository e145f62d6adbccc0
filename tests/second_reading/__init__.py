"""Second readings: each article read again from the official text, by one who has not seen its rules.

A module is about one article, in plain Python, and names what it read. It may define:

- `ARTICLE`, the citation; `DAYS`, at least one day of each text of the article that was read;
- `parts(case, day)`: for each part, and each point of it, whether its elements are met;
- `sanctions(day)`: what each part threatens, as the JSON of an answer has it;
- `categories(day)`: the kind and gravity of each part;
- `liability(part, case, day)`: "liable", "not-liable", or None where the article says nothing;
- `operations`, `orders`, `bars`, `classes` of `(charge, case, day)`, and `duties(case, day)`.

`case` is a `kzpenal.Case` in which every fact is stated; `charge` and `part` are a `Subject`. Nothing
here imports rules or engines. `tests/test_second_reading.py` holds each reading against the rules.
"""
