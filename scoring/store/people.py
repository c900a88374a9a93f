"""Who may come in: accounts, passwords, sessions and tokens, one method a question or a change.

It is a part of the store with a door of its own (`Store.people`), for nothing of it is ever scored.

Tested in tests/store/test_accounts.py.
"""

from __future__ import annotations

from scoring.access import Account
from scoring.store import accounts, sessions, tokens
from scoring.store.accounts import Password
from scoring.store.connection import Database
from scoring.store.sessions import Session
from scoring.store.tokens import Token


class People:
    """Each change is one transaction. Moments (`now`) are seconds since 1970; digests are of secrets kept nowhere."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # --- accounts -------------------------------------------------------------------------------

    def accounts(self) -> list[Account]:
        """Every account, those that are disabled too, by login."""
        with self._db.read() as conn:
            return accounts.listed(conn)

    def account(self, login: str) -> Account | None:
        """The account of a login."""
        with self._db.read() as conn:
            return accounts.one(conn, login)

    def exist(self) -> bool:
        """Whether there are any accounts."""
        with self._db.read() as conn:
            return accounts.exist(conn)

    def add(self, account: Account, password: Password, by: str) -> bool:
        """Add an account with its first password; whether its login was free."""
        with self._db.write() as conn:
            if accounts.one(conn, account.login) is not None:
                return False
            accounts.put(conn, account, by)
            accounts.set_password(conn, account.login, password, by)
            return True

    def change(self, account: Account, by: str) -> bool:
        """Let an account be otherwise from now on, unless no administrator would be left; whether it was done.

        What may be done changes with the next click; who is disabled is signed out.
        """
        with self._db.write() as conn:
            others = [one for one in accounts.listed(conn) if one.login != account.login]
            if not any(_can_manage(one) for one in [*others, account]):
                return False
            accounts.put(conn, account, by)
            if account.disabled:
                sessions.end_all(conn, account.login)
            return True

    def password(self, login: str) -> Password | None:
        """What is kept of an account's password."""
        with self._db.read() as conn:
            return accounts.password(conn, login)

    def set_password(self, login: str, password: Password, by: str, but: str = "") -> None:
        """Put a password in the place of the one there was; every session but one ends, every failure is forgotten."""
        with self._db.write() as conn:
            accounts.set_password(conn, login, password, by)
            sessions.end_all(conn, login, but)
            sessions.forget_failures(conn, login)

    def rehash(self, login: str, old: str, new: str) -> None:
        """Keep the same password by a better hash, unless it is another one by now."""
        with self._db.write() as conn:
            accounts.rehash(conn, login, old, new)

    # --- signing in -----------------------------------------------------------------------------

    def failures(self, login: str, address: str, device: str, now: float) -> tuple[int, int]:
        """How often it failed of late: for a login from one known browser or ('') all others, and from an address."""
        with self._db.read() as conn:
            of_login = sessions.failures_of_login(conn, login, device, now)
            return of_login, sessions.failures_of_address(conn, address, now)

    def note_failure(self, login: str, address: str, device: str, now: float) -> None:
        """Note that somebody gave a wrong name or password."""
        with self._db.write() as conn:
            is_account = accounts.one(conn, login) is not None
            sessions.note_failure(conn, login, address, device, now, is_account=is_account)

    def forget_failures(self, login: str) -> None:
        """Forget the failures of a login."""
        with self._db.write() as conn:
            sessions.forget_failures(conn, login)

    def is_known(self, device: str, login: str) -> bool:
        """Whether somebody has signed in as a login from a browser before."""
        with self._db.read() as conn:
            return sessions.is_known(conn, device, login)

    def begin_session(self, digest: str, login: str, device: str, was: str, now: float, how: str) -> bool:
        """Sign a browser in, unless the account is disabled by now; whether it was done.

        Args:
            device: the digest of the secret by which the browser is known from now on; `was`: by which it was before.
            how: `password` or `oidc`.
        """
        with self._db.write() as conn:
            account = accounts.one(conn, login)
            if account is None or account.disabled:
                return False
            sessions.forget_failures(conn, login, was)
            sessions.forget_device(conn, was)
            sessions.begin(conn, digest, login, device, now, how)
            return True

    def session(self, digest: str) -> tuple[Session, Account, bool] | None:
        """A session, whose it is, and whether the password has to be changed first."""
        with self._db.read() as conn:
            session = sessions.found(conn, digest)
            account = None if session is None else accounts.one(conn, session.login)
            if session is None or account is None:
                return None
            password = accounts.password(conn, session.login)
            return session, account, password is not None and password.must_change

    def see(self, digest: str, now: float) -> None:
        """Note that a session was heard of."""
        with self._db.write() as conn:
            sessions.see(conn, digest, now)

    def end_session(self, digest: str, why: str) -> None:
        """End a session: `logout`, or `expired`."""
        with self._db.write() as conn:
            sessions.end(conn, digest, why)

    def end_sessions(self, login: str, by: str) -> int:
        """End every session of a login; how many there were."""
        with self._db.write() as conn:
            return sessions.end_every(conn, login, by)

    # --- tokens ---------------------------------------------------------------------------------

    def add_token(self, token: Token, digest: str, by: str) -> int:
        """Keep a new token; returns its number."""
        with self._db.write() as conn:
            return tokens.add(conn, token, digest, by)

    def revoke_token(self, number: int, by: str) -> bool:
        """End a token; whether there was one that had not been ended."""
        with self._db.write() as conn:
            return tokens.revoke(conn, number, by)

    def tokens(self) -> list[Token]:
        """Every token there has been, the newest first."""
        with self._db.read() as conn:
            return tokens.listed(conn)

    def token(self, digest: str) -> Token | None:
        """The token of a secret."""
        with self._db.read() as conn:
            return tokens.found(conn, digest)


def _can_manage(account: Account) -> bool:
    return account.role == "admin" and not account.disabled
