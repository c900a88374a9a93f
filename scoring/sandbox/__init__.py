"""Child processes with limits, for whoever opens what a stranger sent.

`ProcessPool` is the parent's side; a module with a function `answer(question, content)` is what a child runs. The
layers above give both a name and limits; nothing here knows what is asked.
"""

from scoring.sandbox.messages import Refused, value_of
from scoring.sandbox.process import Program
from scoring.sandbox.process_pool import ProcessPool

__all__ = ["ProcessPool", "Program", "Refused", "value_of"]
