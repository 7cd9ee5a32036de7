"""Check digits of numbers that callers key in. Pure."""

from telephony.ivr.types import CheckKind


def passes(*, digits: str, check: CheckKind) -> bool:
    """Return whether the digits are whole by this check. One that asks elsewhere (URL) is not decided here."""
    if check is CheckKind.LUHN:
        return luhn(digits)
    if check is CheckKind.MOD11:
        return mod11(digits)
    return True


def luhn(digits: str) -> bool:
    """Luhn's check, of payment cards and IMEI numbers (ISO/IEC 7812-1, annex B): the last digit is the check."""
    if not digits.isdigit() or len(digits) < 2:
        return False
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    plain = [int(digit) for digit in digits[-1::-2]]
    return (sum(value - 9 if value > 9 else value for value in doubled) + sum(plain)) % 10 == 0


def mod11(digits: str) -> bool:
    """Weights 2, 3, 4 ... from the right, modulo 11 (ISBN-10, ISO 2108); * stands for X, that is 10, at the end."""
    body, last = digits[:-1], digits[-1:]
    if not body.isdigit() or not (last.isdigit() or last == "*"):
        return False
    check = 10 if last == "*" else int(last)
    return (
        check + sum(int(digit) * weight for weight, digit in enumerate(reversed(body), start=2))
    ) % 11 == 0
