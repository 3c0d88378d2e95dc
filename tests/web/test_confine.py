"""What a confined process cannot do, and that a kernel still can do all it needs.

Each test confines a process of its own: what is taken away never comes back.
"""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.server import eventually
from workbook.web.confine import FILE_SIZE, LAYERS, confine, described, tried
from workbook.web.syscalls import machine

linux = pytest.mark.skipif(machine() is None, reason="only Linux confines")
HELD = tried()


def confined(code: str, *folders: Path, before: str = "") -> str:
    """Run code in a forked and confined process; return what it printed or how it failed."""
    script = f"""
import os, sys, traceback
from pathlib import Path
{textwrap.dedent(before)}
if os.fork() == 0:
    try:
        from workbook.web.confine import confine
        confine([Path(each) for each in sys.argv[1:]])
        exec(sys.stdin.read())
    except BaseException as error:
        print(type(error).__name__, getattr(error, "errno", ""))
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(0)
os.wait()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, folders)],
        input=textwrap.dedent(code),
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout.strip() or done.stderr


REFUSED = {
    "a connection": ("network", "import socket; socket.create_connection(('127.0.0.1', 9))"),
    "a port": ("network", "import socket; socket.create_server(('127.0.0.1', 0))"),
    "an IPv6 socket": ("network", "import socket; socket.socket(socket.AF_INET6)"),
    "a packet socket": ("network", "import socket; socket.socket(socket.AF_PACKET)"),
    "a netlink socket": ("network", "import socket; socket.socket(socket.AF_NETLINK)"),
    "a socket by UDP": (
        "network",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    ),
    "a program": ("processes", "import subprocess; subprocess.run(['true'])"),
    "a shell": ("processes", "os.execv('/bin/sh', ['sh', '-c', 'true'])"),
    "a fork": ("processes", "os.fork()"),
    "a signal to the server": ("processes", "os.kill(os.getppid(), 15)"),
    "a signal to the group": ("processes", "os.killpg(os.getpgid(0), 15)"),
    "another's limits": (
        "processes",
        "import resource as r; r.prlimit(os.getppid(), r.RLIMIT_CORE, (0, 0))",
    ),
    "another's memory": ("files", "open(f'/proc/{os.getppid()}/mem')"),
    "another's environment": ("files", "open(f'/proc/{os.getppid()}/environ').read()"),
    "a list of processes": ("files", "os.listdir('/proc')"),
    "passwords": ("files", "open('/etc/shadow').read()"),
    "the machine's name for tools": ("files", "open('/etc/machine-id').read()"),
    "a home": ("files", "os.listdir(os.path.expanduser('~'))"),
    "the temporary folder": ("files", "os.listdir('/tmp')"),
    "a file in it": ("files", "open('/tmp/made-by-a-kernel', 'w')"),
    "our own package": ("files", "import workbook; open(workbook.__file__, 'a')"),
    "Python itself": ("files", "open(os.__file__, 'a')"),
    "the root": ("files", "os.listdir('/')"),
    "a link out": ("files", "os.symlink('/etc', Path(sys.argv[1]) / 'link')"),
    "root again": ("files", "os.chroot(sys.argv[1])"),
}


@linux
@pytest.mark.parametrize("what", REFUSED)
def test_a_confined_process_is_refused(what: str, tmp_path: Path):
    layer, code = REFUSED[what]
    (tmp_path / "own").mkdir()
    if layer in HELD:
        assert confined(code, tmp_path / "own").split()[0] == "PermissionError"
    else:  # an old Linux, or a container that keeps it to itself: then the operator is told
        assert layer in described(HELD).partition("not: ")[2]


CALLS = ("ptrace", "bpf", "keyctl", "unshare", "io_uring_setup", "userfaultfd", "mount", "clone")


@linux
@pytest.mark.parametrize("name", CALLS)
def test_a_call_that_python_has_no_name_for_is_refused_too(name: str, tmp_path: Path):
    code = f"from workbook.web.syscalls import call; call({name!r}, 0, 0, 0)"
    assert confined(code, tmp_path).split("\n")[0] == "PermissionError 1"


@linux
def test_the_other_way_of_calling_is_refused(tmp_path: Path):
    code = """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        print(libc.syscall(0x40000000 | 39), ctypes.get_errno())
    """
    assert confined(code, tmp_path) == "-1 1" or machine() != "x86_64"


@linux
def test_another_visitors_folder_is_closed_and_the_own_one_open(tmp_path: Path):
    own, other = tmp_path / "own", tmp_path / "other"
    for folder in (own, other):
        folder.mkdir()
        (folder / "kernel.json").write_text("key")
    code = f"""
        assert (Path({str(own)!r}) / "kernel.json").read_text() == "key"
        (Path({str(own)!r}) / "new").write_text("mine")
        os.rename({str(own / "new")!r}, {str(own / "newer")!r})
        (Path({str(own)!r}) / "folder").mkdir()
        os.remove({str(own / "newer")!r})
        try:
            os.listdir({str(tmp_path)!r})
        except PermissionError:
            print("closed above")
        (Path({str(other)!r}) / "kernel.json").read_text()
    """
    said = confined(code, own)
    assert said.splitlines()[:2] == ["closed above", "PermissionError 13"], said


@linux
def test_a_kernel_that_wants_too_much_memory_is_told_so_and_lives_on(tmp_path: Path):
    code = """
        try:
            bytearray(2 * 2**30)
        except MemoryError:
            print("told", len(bytearray(100 * 2**20)))
    """
    assert confined(code, tmp_path) == f"told {100 * 2**20}"


@linux
def test_no_file_grows_without_end_and_no_crash_leaves_one(tmp_path: Path):
    code = f"""
        import resource
        print(resource.getrlimit(resource.RLIMIT_CORE))
        with open({str(tmp_path / "big")!r}, "wb") as big:
            big.truncate({FILE_SIZE} + 1)
    """
    assert confined(code, tmp_path).splitlines()[:2] == ["(1, 1)", "OSError 27"]


@linux
def test_nothing_is_open_without_end(tmp_path: Path):
    code = "held = [open('/dev/null') for _ in range(1000)]"
    assert confined(code, tmp_path).splitlines()[0] == "OSError 24"


@linux
def test_threads_still_run(tmp_path: Path):
    code = """
        from concurrent.futures import ThreadPoolExecutor
        print(sum(ThreadPoolExecutor(8).map(abs, range(100))))
    """
    assert confined(code, tmp_path) == "4950"


@linux
def test_what_a_page_needs_is_still_there(tmp_path: Path):
    """Modules are loaded late, our content is read, and a draft is checked."""
    code = """
        import asyncio, datetime, getpass, secrets, ssl, tempfile, time, zoneinfo
        import numpy, pandas, nacl.pwhash, ipywidgets, sqlalchemy
        from workbook.content.loader import load_content
        from workbook.guidance import draft_check
        assert numpy.linalg.inv(numpy.eye(300)).sum() == 300
        assert pandas.DataFrame({"a": [1, 2]}).describe().loc["mean", "a"] == 1.5
        zoneinfo.ZoneInfo("Europe/Berlin"); secrets.token_bytes(8); getpass.getuser()
        asyncio.run(asyncio.sleep(0))
        assert tempfile.NamedTemporaryFile().name.startswith(sys.argv[1])
        found = draft_check.check_draft("You owe me an answer. Answer me now.", "message").findings
        print(len(load_content().exercises), bool(found))
    """
    exercises, found = confined(code, tmp_path).split()
    assert int(exercises) >= 12 and found == "True"


KERNEL = """
import sys
from pathlib import Path
from workbook.web.confine import confine

confine([Path(sys.argv[1])])

from ipykernel import kernelapp


class Pipeless(kernelapp.IOPubThread):
    def __init__(self, socket, pipe, session):
        super().__init__(socket, session=session)  # the pipe would be a TCP port


kernelapp.IOPubThread = Pipeless
app = kernelapp.IPKernelApp.instance(transport="ipc", ip=sys.argv[1] + "/k")
app.connection_file = sys.argv[1] + "/kernel.json"
app.initialize(["--HistoryManager.enabled=False"])
app.start()
"""
ASK = """
import sys
from jupyter_client.blocking import BlockingKernelClient

client = BlockingKernelClient(connection_file=sys.argv[1] + "/kernel.json")
client.load_connection_file()
client.start_channels()
client.wait_for_ready(timeout=60)
for code in sys.argv[2:]:
    client.execute_interactive(
        code,
        timeout=60,
        output_hook=lambda message: print(
            message["content"].get("text") or message["content"].get("ename") or "", end="\\n"
        ),
    )
client.shutdown()
"""


@linux
def test_a_whole_kernel_lives_confined_and_a_bad_cell_hurts_nothing_else(tmp_path: Path):
    kernel = subprocess.Popen([sys.executable, "-c", KERNEL, str(tmp_path)])
    try:
        ready = tmp_path / "kernel.json"
        assert eventually(lambda: ready.exists() and ready.stat().st_size > 0, within=60)
        cells = [
            "import ipywidgets, pandas; print(ipywidgets.IntSlider().value)",
            "import socket; socket.socket()",
            "import os; print('no shell' if os.system('true') else 'a shell')",
            "x = bytearray(2 * 2**30)",
            "from workbook import open_exercise; page = open_exercise('start'); print('open')",
        ]
        asked = subprocess.run(
            [sys.executable, "-c", ASK, str(tmp_path), *cells],
            capture_output=True,
            text=True,
            timeout=150,
        )
        said = [line for line in asked.stdout.splitlines() if line]
        assert said == ["0", "PermissionError", "no shell", "MemoryError", "open"], asked.stderr
        assert kernel.wait(20) == 0
    finally:
        kernel.kill()


@linux
def test_a_child_of_a_busy_parent_is_confined(tmp_path: Path):
    before = """
import numpy, threading
from workbook.web.confine import prepare
numpy.linalg.inv(numpy.eye(300))
threading.Thread(target=threading.Event().wait, daemon=True).start()
prepare()
"""
    code = """
        print(numpy.linalg.inv(numpy.eye(300)).sum(), flush=True)
        os.listdir("/")
    """
    said = confined(code, tmp_path, before=before).splitlines()
    assert said[0] == "300.0"
    assert said[1] == "PermissionError 13" or "files" not in HELD


@linux
def test_a_process_with_a_second_thread_is_not_confined_by_half():
    code = """
import threading
from workbook.web.confine import confine
threading.Thread(target=threading.Event().wait, daemon=True).start()
try:
    confine([])
except RuntimeError:
    open("/etc/passwd").close()
    print("untouched", flush=True)
    import os
    os._exit(0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "untouched\n", done.stderr


def test_the_operator_is_told_what_holds_and_what_does_not():
    assert described(frozenset(LAYERS)) == (
        "Kernels are confined: privileges, limits, files, network, processes."
    )
    assert described(frozenset({"limits"})) == (
        "Kernels are confined: limits; not: privileges, files, network, processes."
    )
    assert described(frozenset()).startswith("Kernels are confined: in nothing; not: ")


def test_what_holds_here_is_found_out_without_being_confined():
    before = os.listdir("/") if os.name == "posix" else []
    assert tried() == HELD
    assert os.name != "posix" or os.listdir("/") == before
    assert callable(confine)
