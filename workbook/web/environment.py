"""What a kernel hears of the server's surroundings."""

from collections.abc import Mapping

PASSED_ON = (
    *("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP"),
    *("VIRTUAL_ENV", "CONDA_PREFIX", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT"),
    *("APPDATA", "LOCALAPPDATA", "USERPROFILE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
)
PREFIXES = ("LC_", "PYTHON", "WORKBOOK_")


def kernel_environment(surroundings: Mapping[str, str], own: bool) -> dict[str, str]:
    """Return the environment of every kernel.

    On one's own computer it is one's own: the keyring, for one, is found by it. For others it is
    what Python and the workbook need, and no secret that the operator may keep there.
    """
    if own:
        return dict(surroundings)
    return {
        name: value
        for name, value in surroundings.items()
        if name.upper() in PASSED_ON or name.upper().startswith(PREFIXES)
    }
