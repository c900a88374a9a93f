"""Which passwords may be used, and how they are kept: argon2id with the parameters that its library recommends.

Length and lists count, not kinds of characters (NIST SP 800-63B, 5.1.1.2). What is easy to guess is zxcvbn's judgement
(Wheeler, USENIX Security 2016): the most used passwords, rows of keys, repeats, dates, and the login name.
"""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from zxcvbn import zxcvbn

from scoring.problems import Problem

LEAST, MOST = 12, 128  # characters
_GUESSABLE = 2  # zxcvbn's scores below it: fewer than a hundred million guesses
_LOOKED_AT = 72  # characters, as many as zxcvbn takes
_hasher = PasswordHasher()


def mistake(password: str, login: str) -> Problem | None:
    """Why a password may not be used; None if it may."""
    if len(password) < LEAST:
        return Problem("password_short", {"least": LEAST})
    if len(password) > MOST:
        return Problem("password_long", {"most": MOST})
    if zxcvbn(password[:_LOOKED_AT], user_inputs=[login, "kaoping", "考评台"])["score"] < _GUESSABLE:
        return Problem("password_common")
    return None


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(_same(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one of which that is kept; takes as long where nothing is."""
    try:
        return _hasher.verify(kept or _nobodys(), _same(password)[: 4 * MOST]) and kept is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was hashed by other parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def generated() -> str:
    """A first password: as hard to guess as a key of 100 bits, and easy to read out."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def _same(password: str) -> str:
    """The same for whoever types it, whatever the keyboard makes of accents and width."""
    return unicodedata.normalize("NFKC", password)


_kept_for_nobody: list[str] = []


def _nobodys() -> str:
    """A hash that no password has, made once."""
    if not _kept_for_nobody:
        _kept_for_nobody.append(_hasher.hash(secrets.token_urlsafe()))
    return _kept_for_nobody[0]
