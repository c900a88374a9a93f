"""Indicator systems: read, compared with the period they are of, put into force."""

from __future__ import annotations

import pytest

from scoring.access import Actor
from scoring.problems import SystemError_
from scoring.services import systems
from scoring.store import Store
from scoring.system import load_system_text
from tests.services.conftest import ACTOR
from tests.small_period import SYSTEM

CHANGED = load_system_text(SYSTEM.replace("target: 10", "target: 20"))
WITHOUT_B = load_system_text(SYSTEM.replace(", b: {title: {zh: 乙组, en: Group B}}", ""))


def test_the_bundled_system_can_be_read() -> None:
    assert systems.bundled().digest == systems.read("indicators.yaml", systems.BUNDLED.read_bytes()).digest


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert systems.read("x.yaml", b"\xef\xbb\xbf" + SYSTEM.encode()).title.get("en") == "Small system"


def test_what_is_no_text_is_a_mistake_on_its_line() -> None:
    with pytest.raises(SystemError_) as bad:
        systems.read("x.yaml", b"format: 1\nid: \xff\n")
    assert [(p.code, p.file, p.line) for p in bad.value.problems] == [("yaml_not_text", "x.yaml", 2)]


def test_a_new_year_makes_a_period(empty: Store) -> None:
    system = load_system_text(SYSTEM)
    assert systems.readiness(empty, system) == systems.Readiness(True, False, ())
    systems.put_into_force(empty, system, ACTOR)
    assert empty.periods() == ["2025"]
    assert list(empty.systems("2025")["by"]) == ["王检查"]


def test_the_same_again_is_in_force_already(store: Store) -> None:
    assert systems.readiness(store, load_system_text(SYSTEM)) == systems.Readiness(False, True, ())


def test_another_one_becomes_a_new_version(store: Store) -> None:
    assert systems.readiness(store, CHANGED) == systems.Readiness(False, False, ())
    systems.put_into_force(store, CHANGED, ACTOR)
    versions = systems.versions(store)
    assert [(v.period, v.version) for v in versions] == [("2025", 2), ("2025", 1)]
    assert [v.system.digest for v in versions] == [CHANGED.digest, load_system_text(SYSTEM).digest]
    assert all(len(v.day) == 10 for v in versions)


def test_no_unit_is_left_without_its_group(store: Store) -> None:
    assert systems.readiness(store, WITHOUT_B).lacking_groups == ("b",)
    with pytest.raises(systems.GroupsLacking) as refused:
        systems.put_into_force(store, WITHOUT_B, ACTOR)
    assert refused.value.groups == ("b",)
    assert list(store.systems("2025")["version"]) == [1]


def test_facts_that_would_no_longer_count_are_named(reported: Store) -> None:
    other = load_system_text(SYSTEM.replace("facts: count, rule: {kind: target", "facts: number, rule: {kind: target"))
    affected = systems.affected_facts(reported, other)
    assert affected[["indicator", "reason", "units"]].to_numpy().tolist() == [["M01-1", "facts", 2]]
    assert systems.affected_facts(reported, CHANGED).empty


def test_a_system_is_not_put_over_another_than_it_was_compared_with(store: Store) -> None:
    seen = store.version()
    second, third = (load_system_text(SYSTEM.replace("小体系", title)) for title in ("中体系", "大体系"))
    assert systems.put_into_force(store, second, Actor.local("赵主任"), seen) == []
    (told,) = systems.put_into_force(store, third, Actor.local("李主任"), seen)
    assert (told.code, told.params["by"], told.params["version"]) == ("system_moved", "赵主任", 2)
    assert store.system("2025").digest == second.digest
