"""Where everything handed in is kept: append-only, versioned, each change in a chained audit log."""

from scoring.store.batch_starts import Upload
from scoring.store.batches import FileOutcome
from scoring.store.decisions import UnknownSubmission
from scoring.store.faults import StoreFault
from scoring.store.proof import Finding
from scoring.store.roster import PeriodFull
from scoring.store.seals import Seal
from scoring.store.store import Store, open_store
from scoring.store.submissions import Saved
from scoring.store.systems import SystemMoved, UnknownPeriod

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
