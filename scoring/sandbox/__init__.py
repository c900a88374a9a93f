"""Child processes with limits: for whoever opens what a stranger sent, and for work that takes long.

`ProcessPool` is the parent's side of many short questions; a module with a function `answer(question, content)` is what
a child runs. `Job` makes one file by a program of its own. The layers above give both a name and limits; nothing here
knows what is asked.
"""

from scoring.sandbox.job import Job
from scoring.sandbox.messages import Refused, value_of
from scoring.sandbox.process import Program
from scoring.sandbox.process_pool import ProcessPool

__all__ = ["Job", "ProcessPool", "Program", "Refused", "value_of"]
