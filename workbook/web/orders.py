"""What the server and the warm parent say to each other; importing it costs nothing."""

from dataclasses import dataclass

READY = b"ready\n"


@dataclass(frozen=True)
class Order:
    """What a kernel is to be: its connection file and environment, and what it may do."""

    number: int
    connection_file: str
    environment: dict[str, str]
    confined: bool
    verbose: bool
