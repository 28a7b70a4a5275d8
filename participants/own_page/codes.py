"""Codes of six digits, and their keyed hashes."""

import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

DIGITS = 6
NO_DIGIT = re.compile(r"[^0-9]")


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def code_hash(token_hash: str, code: str) -> str:
    # Keyed: a million codes are soon tried.
    return salted_hmac("participants.own_page", f"{token_hash}:{code}", algorithm="sha256").hexdigest()


def is_right(token_hash: str, typed: str, stored: str) -> bool:
    return constant_time_compare(code_hash(token_hash, NO_DIGIT.sub("", typed)), stored)


def grouped(code: str) -> str:
    return f"{code[:3]} {code[3:]}"
