"""Periods, systems, units, the ranking and one unit's result, as programs read them.

Tested in tests/door/test_api.py.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from door.api import models
from door.api.caller import Caller
from door.api.paging import Cursor, Limit, page
from door.api.refusal import no_such
from door.language import spoken
from scoring.access import Actor
from scoring.reports.score_json import own_answer, ranking_answer, unit_answer
from scoring.services import scores
from ui.frame import stores
from ui.frame.stores import StoreState
from ui.frame.version_cache import version_cache

USUAL = 50
router = APIRouter()


def known_period(period: str) -> StoreState:
    """The store as it is now. Raises Refusal for a period that there is not."""
    state = stores.store_state()
    if period not in stores.periods(state):
        raise no_such(period)
    return state


@router.get("/periods", response_model=models.Periods)
def list_periods(actor: Caller, limit: Limit = USUAL, cursor: Cursor = "") -> dict[str, Any]:
    """The periods there are, newest first."""
    actor.must("read_results")
    state = stores.store_state()
    rows = page(stores.periods(state), "periods", 0, limit, cursor)
    return rows | {"items": [_period(one, state) for one in rows["items"]]}


@router.get("/periods/{period}", response_model=models.Period)
def one_period(period: str, actor: Caller) -> dict[str, Any]:
    """A period, and the system that is in force in it."""
    actor.must("read_results")
    return _period(period, known_period(period))


def _period(period: str, state: StoreState) -> dict[str, Any]:
    system = stores.system(period, state)
    return {"id": period, "system": system.id, "digest": system.digest, "title": system.title.root}


@router.get("/periods/{period}/system", response_model=models.System)
def system_in_force(period: str, actor: Caller) -> dict[str, Any]:
    """The indicator system in force: its text, and the same as a tree."""
    actor.must("read_results")
    system = stores.system(period, known_period(period))
    tree = system.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {"id": system.id, "digest": system.digest, "text": system.source_text, "tree": tree}


@router.get(
    "/periods/{period}/system.yaml",
    response_class=Response,
    responses={200: {"content": {"application/yaml": {"schema": {"type": "string"}}}}},
)
def system_text(period: str, actor: Caller) -> Response:
    """The text of the indicator system in force, byte for byte as its digest has it."""
    actor.must("read_results")
    system = stores.system(period, known_period(period))
    return Response(system.source_text.encode(), media_type="application/yaml")


@router.get("/periods/{period}/units", response_model=models.Units)
def list_units(period: str, actor: Caller, limit: Limit = USUAL, cursor: Cursor = "") -> dict[str, Any]:
    """The units of a period, in the order of the list; a unit gets itself alone."""
    actor.must("read_results")
    state = known_period(period)
    own = [row for row in _units(state, period) if actor.scope.holds(row["code"])]
    return page(own, f"units {period}", stores.store().version(period), limit, cursor)


@version_cache(maxsize=4)
def _units(state: StoreState, period: str) -> list[dict[str, Any]]:  # noqa: ARG001 - key of the cache
    store = stores.store()
    scored = set(scores.units_that_count(store, period)["unit"])
    rows = store.units(period).to_dict("records")
    return [
        {"code": row["unit"], "name": row["name"], "group": row["group"], "reported": row["unit"] in scored}
        for row in rows
    ]


@router.get("/periods/{period}/ranking", response_model=models.Ranking)
def ranking(period: str, actor: Caller, limit: Limit = USUAL, cursor: Cursor = "") -> dict[str, Any]:
    """The totals of every unit with a report that counts, best first."""
    actor.must("read_results")
    actor.must_see_every_unit()
    state = known_period(period)
    return page(_ranking(state, period), f"ranking {period}", stores.store().version(period), limit, cursor)


@version_cache(maxsize=4)
def _ranking(state: StoreState, period: str) -> list[dict[str, Any]]:
    sheet = stores.sheet(period, state=state)
    return [] if sheet is None else ranking_answer(sheet)


@router.get("/periods/{period}/units/{unit}", response_model=models.Result, response_model_exclude_unset=True)
def one_unit(period: str, unit: str, request: Request, actor: Caller) -> dict[str, Any]:
    """One unit with every indicator and why it earned what it did."""
    actor.must("read_results")
    actor.must_see(unit)
    return _result(period, unit, actor, request)


def _result(period: str, unit: str, actor: Actor, request: Request) -> dict[str, Any]:
    sheet = stores.sheet(period, state=known_period(period))
    try:
        if sheet is None:
            raise KeyError(unit)
        answer = unit_answer if actor.scope.units is None else own_answer
        return answer(sheet, unit, spoken(request))
    except KeyError:
        raise no_such(unit) from None
