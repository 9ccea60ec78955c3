"""From files to pages of lines, seals and codes; strangers' bytes are only touched in worker processes."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
"""Before any module of this package can import onnxruntime, in the parent and in each worker: its wheels look up a
telemetry host and keep a device id and a queue of events under the user's cache. Nothing may leave this computer."""
