"""Where everything handed in is kept: append-only, versioned, each change in a chained audit log."""

from scoring.store.batches import FileOutcome
from scoring.store.roster import PeriodFull
from scoring.store.store import (
    Finding,
    Saved,
    Seal,
    Store,
    StoreFault,
    SystemMoved,
    UnknownPeriod,
    UnknownSubmission,
    Upload,
    open_store,
)

__all__ = [
    "FileOutcome",
    "Finding",
    "PeriodFull",
    "Saved",
    "Seal",
    "Store",
    "StoreFault",
    "SystemMoved",
    "UnknownPeriod",
    "UnknownSubmission",
    "Upload",
    "open_store",
]
