"""Fault drills: `make faults`, or `make faults ONLY=F1`.

One file is one drill, named by its number and what breaks (`f10_database_stops.py`, `h1_terminal_killed.py`). It says
`PROMISE` and has `drill() -> tuple[str, bool]`: what was measured, and whether the promise held. Drills kill, stop
and cut real processes of their own; they are not part of the test suite because some of them take minutes.
"""
