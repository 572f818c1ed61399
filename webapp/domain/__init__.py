"""Rooms, one per subject, lowest first; each has one front door, its `__init__`."""
