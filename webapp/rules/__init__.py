"""Ground: the law as pure functions; standard library only."""
