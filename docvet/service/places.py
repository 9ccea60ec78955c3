"""Where the service's folders may lie: what kind of disk a path is on, and what lies inside what."""

from __future__ import annotations

from pathlib import Path

import psutil

_SHARES = (
    "nfs", "cifs", "smb", "afs", "9p", "fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "ceph", "glusterfs", "lustre",
    "davfs", "fuse.davfs", "ncpfs", "vboxsf", "prl_fs", "fuse.vmhgfs", "drvfs",
)  # fmt: skip
"""Beginnings of the names of file systems whose locks and shared memory cannot be relied on."""


def is_network_share(path: Path) -> bool:
    """The path is on a disk of another machine, as far as the system tells."""
    existing = path.resolve()
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    if str(existing).startswith("\\\\"):
        return True
    best, kind = "", ""
    for mount in psutil.disk_partitions(all=True):
        point = mount.mountpoint
        if len(point) >= len(best) and existing.is_relative_to(point):
            best, kind = point, f"{mount.fstype},{mount.opts}" if mount.fstype == "" else mount.fstype
    return kind.lower().startswith(_SHARES)
