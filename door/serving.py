"""Whether the server may listen where it was told to: beyond this machine only with accounts and encrypted."""

from __future__ import annotations

import os

import streamlit as st

from door.hosts import is_loopback
from scoring.services import accounts, installation
from scoring.store import StoreFault
from scoring.words import LANGS, Text, text

PROXY = "KAOPING_PROXY"  # 'tls' states that a proxy before the server encrypts
NO_ADMINISTRATOR = text(
    "没有启动：还没有管理员账号，不能对网络开放。请先运行 python -m scoring user add 登录名 --role admin。",
    "Not started: there is no administrator account, so the network cannot be served. "
    "First run: python -m scoring user add LOGIN --role admin",
)
NOT_ENCRYPTED = text(
    "没有启动：{address} 没有加密。请用 make CERT=证书 KEY=私钥 serve；"
    "前面有代理做 TLS 的，请用 make PROXY=tls serve。",
    "Not started: {address} would not be encrypted. Use make CERT=certificate KEY=key serve, or make PROXY=tls serve "
    "where a proxy does TLS.",
)


def refusal(address: str, names: list[str], *, is_encrypted: bool, has_administrator: bool) -> Text | None:
    """Why the server may not start; None where it may.

    Args:
        address: what it listens on, '' for every address.
        names: those that it was told to answer to besides this machine's own.
        is_encrypted: whether it has a certificate, or a proxy is said to have one.
    """
    is_open = not is_loopback(address)
    if (is_open or names) and not has_administrator:
        return NO_ADMINISTRATOR
    if is_open and not is_encrypted:
        return NOT_ENCRYPTED.filled(address=address or "0.0.0.0")  # noqa: S104 - words
    return None


def refuse_if_unsafe() -> None:
    """End the program with one sentence, in both languages, where it may not listen as its settings say."""
    address = str(st.get_option("server.address") or "")
    names = [name for name in st.get_option("server.allowedHosts") or () if not is_loopback(str(name))]
    is_encrypted = bool(st.get_option("server.sslCertFile")) or os.environ.get(PROXY) == "tls"
    if is_loopback(address) and not names:
        return
    said = refusal(address, names, is_encrypted=is_encrypted, has_administrator=_has_administrator())
    if said is not None:
        raise SystemExit("\n".join(said.get(lang) for lang in LANGS))


def _has_administrator() -> bool:
    """Whether somebody could let others in; not where the data cannot even be read."""
    try:
        return accounts.has_administrator(installation.store())
    except StoreFault:
        return False
