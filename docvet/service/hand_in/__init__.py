"""Folders handed in from elsewhere: safe names, files that land aside, and an application that appears whole or not at all."""
