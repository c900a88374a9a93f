"""A worker that cannot be loaded."""

raise RuntimeError("no such worker")
