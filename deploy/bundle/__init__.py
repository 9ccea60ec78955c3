"""Bundles: docvet with all that it needs for one system, to be unpacked and started with a double click, offline.

    python -m deploy.bundle [linux-x86_64 …] [--output DIR] [--python 3.11 …]

``make bundle`` makes all of them. Only this step downloads (through pip, each file checked against ``requirements.lock``); what a bundle does on the
machine where it is started needs no network.
"""
