"""Runs a program, and every Python that it starts, without what Windows does not have.

`python tests/sandbox/windows.py [-m MODULE | -c CODE | FILE] ARGUMENT...`. What the standard library itself uses on
this system is loaded before it is taken away; `os.name` and `sys.platform` stay, for the library goes by them.
"""

from __future__ import annotations

import asyncio  # noqa: F401  # loads fcntl, and what else the standard library needs here
import multiprocessing.popen_spawn_posix  # noqa: F401
import os
import runpy
import shutil  # noqa: F401
import signal
import subprocess
import sys
import tempfile  # noqa: F401
import warnings
from pathlib import Path
from typing import Any

MODULES = ("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog", "readline", "curses", "crypt", "spwd")
OF_OS = (
    "fork forkpty nice getuid geteuid getgid getegid getgroups setuid setgid seteuid setegid getpgid getpgrp setpgid "
    "setsid getsid getpriority setpriority getresuid getresgid chown lchown fchown fchmod chroot mkfifo mknod killpg "
    "statvfs fstatvfs sysconf pathconf getloadavg sched_getaffinity sched_setaffinity sched_yield pread pwrite "
    "preadv pwritev posix_fallocate posix_fadvise posix_spawn sendfile wait wait3 wait4 waitid register_at_fork openpty "
    "ttyname ctermid lockf sync fdatasync get_blocking set_blocking WNOHANG O_NOFOLLOW O_DIRECTORY O_NONBLOCK O_CLOEXEC "
    "O_SYNC O_DSYNC O_NOCTTY "
)
OF_SIGNAL = (
    "SIGKILL SIGALRM SIGHUP SIGQUIT SIGUSR1 SIGUSR2 SIGCHLD SIGPIPE SIGSTOP SIGTSTP SIGCONT SIGXCPU alarm setitimer "
    "getitimer pause pthread_kill pthread_sigmask sigwait sigpending "
)
_popen = subprocess.Popen.__init__


def _popen_as_here(self: Any, args: Any, *more: Any, **named: Any) -> None:
    """What starts a Python starts it by this file."""
    if isinstance(args, list) and args[0] == sys.executable:
        at = next(
            (n for n, arg in enumerate(args) if n and (arg in ("-m", "-c") or not arg.startswith("-"))), len(args)
        )
        args = [*args[:at], __file__, *args[at:]]
    _popen(self, args, *more, **named)


def take_away() -> None:
    """Leave what Windows has."""
    for name in OF_OS.split():
        if hasattr(os, name):
            delattr(os, name)
    for name in OF_SIGNAL.split():
        if hasattr(signal, name):
            delattr(signal, name)
    sys.modules.update(dict.fromkeys(MODULES))  # type: ignore[arg-type]
    subprocess.Popen.__init__ = _popen_as_here  # type: ignore[method-assign]
    subprocess.Popen.kill = lambda self: self.send_signal(9)  # type: ignore[method-assign]  # by SIGKILL's name else
    # There, a file opened without saying so is in the encoding of the country; tells it with -X warn_default_encoding.
    warnings.filterwarnings("error", category=EncodingWarning, module=r"(scoring|ui|pages|door|app|server)\b")


def main() -> None:
    """Run what the arguments name."""
    take_away()
    kind = sys.argv[1]
    if kind in ("-m", "-c"):
        sys.path.insert(0, str(Path.cwd()))
    if kind == "-m":
        sys.argv = sys.argv[2:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    elif kind == "-c":
        code, sys.argv = sys.argv[2], ["-c", *sys.argv[3:]]
        exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv = sys.argv[1:]
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
