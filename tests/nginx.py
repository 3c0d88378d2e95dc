"""A real nginx in front of a server: it speaks https and leads on what lies under one path."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STARTS_WITHIN = 20  # seconds
UNPACKED = Path(sys.prefix) / "share" / "test-nginx"
PLACES = os.pathsep.join(["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"])

CONFIGURATION = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events {{}}
http {{
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; "" ""; }}
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    location {path} {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For "";
      proxy_set_header X-Real-Ip $remote_addr;
    }}
  }}
}}
"""


def find_nginx() -> str:
    """Return an nginx that can be started, beside an openssl.

    Raises:
        SystemExit: there is none and none could be fetched.
    """
    return _existing() or _from_debian() or _give_up()


@contextmanager
def running_proxy(folder: Path, behind: int, path: str) -> Iterator[str]:
    """Lead on to the port `behind` what lies under a path; gives the address of that path."""
    nginx = find_nginx()
    certificate, key = _certificate(folder)
    port = _free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(port=port, certificate=certificate, key=key, path=path, behind=behind),
        "utf-8",
    )
    command = [nginx, "-e", "stderr", "-p", str(folder), "-c", str(configuration)]
    with (folder / "nginx.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stderr=log)
    try:
        _wait_for(port, process, folder)
        yield f"https://127.0.0.1:{port}{path}"
    finally:
        process.terminate()
        process.wait(STARTS_WITHIN)


def _existing() -> str:
    places = os.pathsep.join([os.environ.get("PATH", ""), PLACES, str(UNPACKED / "usr" / "sbin")])
    found = shutil.which("nginx", path=places)
    return found if found and shutil.which("openssl") else ""


def _from_debian() -> str:
    """Unpack Debian's nginx: installed, it would open a web server to everybody at once."""
    if not shutil.which("apt-get"):
        return ""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    UNPACKED.mkdir(parents=True, exist_ok=True)
    _run([*as_root, "apt-get", "update", "-qq"])
    _run([*as_root, "apt-get", "install", "-y", "-qq", "openssl", "libpcre2-8-0"])
    for package in ("nginx", "nginx-light"):  # the second where the first is an empty one
        _run(["apt-get", "download", package])
        for file in UNPACKED.glob("*.deb"):
            _run(["dpkg-deb", "--extract", str(file), str(UNPACKED)])
        if found := _existing():
            return found
    return ""


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=UNPACKED, check=False, capture_output=True)


def _give_up() -> str:
    raise SystemExit("No nginx to test with. Install nginx and openssl, then try again.")


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine that nobody else knows of."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *names, *files], check=True, capture_output=True)
    return certificate, key


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"nginx did not open: {(folder / 'nginx.log').read_text()}")
