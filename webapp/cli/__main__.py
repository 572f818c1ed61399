"""`python -m webapp.cli` is the same as `guichet`."""

from webapp.cli import main

main()
