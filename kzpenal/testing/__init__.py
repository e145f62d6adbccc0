"""Hypothesis strategies for cases, conditions and rules: for suites that test against this library.

Needs the extra `kzpenal[testing]`.
"""

try:
    from kzpenal.testing.strategies import cases, learned, offenders, victims
except ModuleNotFoundError as error:  # pragma: no cover - seen only where hypothesis is not installed
    message = 'kzpenal.testing needs hypothesis: pip install "kzpenal[testing]"'
    raise ModuleNotFoundError(message) from error

__all__ = ["cases", "learned", "offenders", "victims"]
