"""What kernel there is, and how jupyter_client treats it."""

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from traitlets import Bool
from traitlets.config import Config

LOOKED_AFTER = 15
"""Seconds between two looks at kernels that nobody uses."""


def kernel_config(forked: bool) -> Config:
    """Return how kernels behave: a dead one stays dead, and ending one is quick."""
    config = Config()
    # A restarted kernel would be empty and the page would not know. Dead is said after a second.
    config.KernelRestarter.restart_limit = 0
    config.KernelRestarter.time_to_dead = 1.0
    config.KernelManager.shutdown_wait_time = 1.0
    if forked:  # sockets in a folder of one's own instead of ports that anybody here can reach
        config.KernelManager.transport = "ipc"
    config.MappingKernelManager.cull_idle_timeout = 1  # `Kernels` itself says which and when
    config.MappingKernelManager.cull_interval = LOOKED_AFTER
    config.OwnKernelSpecs.forked = forked
    config.Kernels.forked = forked
    return config


class OwnKernelSpecs(KernelSpecManager):
    """Knows one kernel, this Python, whatever kernels are installed for the person at the desk."""

    forked = Bool(False, config=True, help="Kernels are forked from a warm parent.")

    def _kernel_dirs_default(self) -> list[str]:
        return []

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return this Python, told to keep no history of what it ran."""
        spec = super().get_kernel_spec("python3")
        spec.argv = [*spec.argv, "--HistoryManager.enabled=False"]
        if self.forked:
            spec.metadata["kernel_provisioner"] = {"provisioner_name": "second-look-fork"}
        return spec
