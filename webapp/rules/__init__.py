"""The ground of the house: the law as pure functions, standard library only (and NumPy in `batch`).

Nothing here knows the web, the database or today's date. A rule takes named facts and the law of one day
and gives back its result together with the steps that led to it (`webapp.rules.explained`).
"""
