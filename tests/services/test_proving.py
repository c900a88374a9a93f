"""What a check of everything stored says, in both languages, and the seal that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.analysis.proof_words import finding_words
from scoring.services.proving import Proof, prove, read_seal, seal_text
from scoring.store import Finding, Seal, Store
from scoring.store.seals import UNSEALED
from scoring.store.tables import metadata
from scoring.words import Lang
from tests.databases import Database
from tests.services.conftest import waiting_id


@pytest.fixture
def behind(tmp_path: Path, waiting_store: Store) -> Iterator[Database]:
    """The database of `waiting_store`, without what protects it."""
    database = Database(f"sqlite:///{tmp_path / 'kaoping.db'}")
    database.unlock()
    yield database
    database.close()


def said(proof: Proof, lang: Lang) -> list[str]:
    return [finding_words(one, proof.writes, lambda at: at[:4], lang) for one in proof.findings]


def test_all_is_whole(waiting_store: Store) -> None:
    proof = prove(waiting_store)
    assert proof.is_whole
    assert (proof.since, proof.writes) == (None, {})
    assert proof.seal == waiting_store.newest_seal()


def test_what_was_changed_is_said_in_words(waiting_store: Store, behind: Database) -> None:
    behind.execute(
        "UPDATE facts SET value = 99 WHERE unit = 'U02' AND indicator = 'M01-2' AND field = 'done' "
        "AND seq = (SELECT min(seq) FROM facts WHERE unit = 'U02')"
    )
    year = waiting_store.audit()["at"].iloc[-1][:4]
    proof = prove(waiting_store)
    (seq,) = proof.writes
    assert said(proof, "zh") == [
        f"自评数据（单位编码 U02、指标 M01-2、字段 done、文件 U02.xlsx、工作表 填报、单元格 G3）：存入后被改动（第 {seq} 条记录，{year}，王检查）。"
    ]
    assert said(proof, "en") == [
        f"Figure, self (Unit code U02, indicator M01-2, Field done, File U02.xlsx, Sheet 填报, Cell G3): was changed "
        f"after it was stored (record {seq}, {year}, 王检查)."
    ]


def test_a_mark_is_named_by_its_file(waiting_store: Store, behind: Database) -> None:
    waiting = waiting_id(waiting_store)
    behind.execute("DELETE FROM holds")
    (sentence,) = said(prove(waiting_store), "zh")
    assert sentence.startswith("待确认标记（单位编码 U02、文件 later.xlsx、版本 2）：曾经存入，现已缺失（第 ")
    assert f"第 {waiting + 1} 条记录" in sentence


def test_rows_of_batches_are_said_in_words_too(waiting_store: Store, behind: Database) -> None:
    tables = ("batch_ends", "batch_saves", "batch_uploads", "batch_starts")
    behind.execute("PRAGMA foreign_keys = OFF", *(f"DELETE FROM {table}" for table in tables))
    sentences = said(prove(waiting_store), "zh")
    assert not [sentence for sentence in sentences if "batch" in sentence]
    assert any(s.startswith("文件所属批次（单位编码 U02、文件 later.xlsx、版本 2）：曾经存入") for s in sentences)
    assert any(s.startswith("批次中的待处理文件（文件 later.xlsx）：曾经存入") for s in sentences)


def test_every_table_has_its_words() -> None:
    for name in metadata.tables.keys() - UNSEALED.keys():
        assert name not in finding_words(Finding("missing", 3, name), {}, str, "zh")


def test_an_account_is_named_by_its_login() -> None:
    found = Finding("changed", 3, "accounts", {"login": "wang", "unit": ""})
    assert finding_words(found, {}, str, "zh").startswith("账号（登录名 wang）：")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_has_its_words(lang: Lang) -> None:
    chain = ("log", "seal", "unsealed", "cut_off", "rewritten")
    findings = [
        *(Finding(kind, 3) for kind in chain),
        *(Finding(k, 3, "other") for k in ("changed", "missing", "added", "moved")),
    ]
    words = [finding_words(one, {3: ("2025", "")}, str, lang) for one in findings]
    assert len(set(words)) == len(findings)
    assert all("3" in sentence for sentence in words)
    assert all("other" in sentence and "2025" in sentence for sentence in words[len(chain) :])


def test_a_seal_is_a_line_that_is_read_back(waiting_store: Store) -> None:
    seal = waiting_store.newest_seal()
    assert seal is not None
    line = seal_text(seal)
    assert "\n" not in line
    assert len(line) < 200
    assert read_seal(f" {line}\n") == seal
    assert prove(waiting_store, read_seal(line)).is_whole


HASH = "0" * 64


@pytest.mark.parametrize(
    "words",
    ["", "x", "[]", "3", "{}", "[" * 100_000, '{"seq": 1, "hash": "", "at": ""}', f'{{"seq": -1, "hash": "{HASH}", "at": ""}}',
     f'{{"seq": 1e400, "hash": "{HASH}", "at": ""}}', f'{{"seq": null, "hash": "{HASH}", "at": ""}}'],
)  # fmt: skip
def test_what_is_no_seal_is_refused(words: str) -> None:
    with pytest.raises(ValueError):
        read_seal(words)


def test_a_kept_seal_shows_what_was_made_anew(waiting_store: Store) -> None:
    proof = prove(waiting_store, Seal(2, HASH, ""))
    assert said(proof, "zh") == ["第 2 条记录与留存的存证码不符：该条或其前面的记录已被重新制作。"]
