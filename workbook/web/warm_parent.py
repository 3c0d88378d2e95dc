"""The warm parent: a process that has imported everything and forks a kernel for every order.

It has one thread, opens no file and hears of no participant, so that nothing a child takes along
can be anybody's. A line on its standard input orders a kernel (see `Order`); the kernel answers on
the standard output, with the number of the order and its process id, when its sockets are open.
When its input ends, it ends, and its children with it.
"""

import ctypes
import gc
import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path

from workbook.web.confine import confine, prepare
from workbook.web.orders import READY, Order
from workbook.web.warm_kernel import WarmKernel

LATER_IMPORTS = ("workbook.web.opening", "tornado.platform.asyncio", "IPython.core.logger", "bdb")
"""Modules that a kernel would import at its first steps."""
CHARTS = "workbook.report.charts.drawing"
"""Brings pandas, matplotlib and its list of fonts, so that no child has to look for fonts. It comes
before all else: then what every child touches lies close together after it (3 MB less for each)."""
PR_SET_PDEATHSIG = 1  # prctl(2)


def main() -> None:
    """Serve orders until there can be none any more."""
    die_with(os.getppid())
    import_module(CHARTS)
    kernel = WarmKernel.instance()
    kernel.prepare()
    import_what_visits_need()
    prepare()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends us
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children that ended leave nothing behind
    gc.collect()
    gc.freeze()  # a child's collector must not look at, and thereby copy, what it shares
    os.write(1, READY)
    for line in sys.stdin.buffer:
        order = Order(**json.loads(line))
        parent = os.getpid()
        if os.fork() == 0:
            run(kernel, order, parent)


def import_what_visits_need() -> None:
    """Load the content and every module of the pages, for all children at once."""
    from workbook.content.loader import load_content
    from workbook.guidance.draft_check import load_checker
    from workbook.guidance.facts import read_facts
    from workbook.journal import Journal

    for module in LATER_IMPORTS:
        import_module(module)
    read_facts(load_content(), Journal())  # what is worked out of the content stays with it
    load_checker()


def run(kernel: WarmKernel, order: Order, parent: int) -> None:
    """Be a kernel in this process, which was forked for it, and end it."""
    try:
        stand_alone(order, parent)
        kernel.open(order.connection_file)
        os.write(1, f"{order.number} {os.getpid()}\n".encode())
        os.dup2(0, 1)  # the way to the server is closed
        kernel.start()
    except BaseException as error:  # must never run on as a second parent
        print(f"A kernel could not begin: {type(error).__name__}.", file=sys.__stderr__, flush=True)
    os._exit(1)


def stand_alone(order: Order, parent: int) -> None:
    """Leave behind what belongs to the parent: its input, descriptors, signals and surroundings."""
    die_with(parent)
    os.setsid()
    os.umask(0o077)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0,) if order.verbose else (0, 2):
        os.dup2(nothing, descriptor)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.environ.clear()
    os.environ.update(order.environment)
    folder = Path(order.connection_file).parent
    os.chdir(folder)
    if order.confined:
        confine([folder])


def die_with(parent: int) -> None:
    """Be killed when the parent ends, however it ends (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we could say so
        os._exit(1)


if __name__ == "__main__":
    main()
