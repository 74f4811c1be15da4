"""Child processes that never outlive their parent, not even when it is killed the hard way."""
from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(sign: signal.Signals) -> None:
    """Called in the child: the kernel sends it `sign` when its parent is gone. Linux only."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)


def fork(target: Callable[[], None]) -> int:
    """A child that shares this process's memory (so Django is loaded once) and runs `target`; returns its pid."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        # Ctrl-C reaches the whole terminal; only the parent decides, and tells by SIGTERM.
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for sign in (signal.SIGCHLD, signal.SIGHUP):
            signal.signal(sign, signal.SIG_DFL)
        # When the parent was killed, its database goes too: there is nothing left to end in order.
        die_with_parent(signal.SIGKILL)
        if os.getppid() == parent:
            target()
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
