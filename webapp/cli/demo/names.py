"""Names, streets and towns of the demo: common ones, put together by dice, so that nobody is meant."""

from __future__ import annotations

from random import Random
from typing import Final

FIRST: Final = {
    "fr": (
        "Élodie", "Julien", "Nadia", "Olivier", "Camille", "Hugo", "Sarah", "Mathieu", "Inès", "Thomas",
        "Chloé", "Benoît", "Yasmine", "François", "Lucie", "Rachid", "Aurélie", "Simon", "Manon", "Vincent",
    ),
    "nl": (
        "Lotte", "Bram", "Fatima", "Wouter", "Hanne", "Jef", "Emma", "Dries", "Sanne", "Mohamed",
        "Katrien", "Stijn", "Lies", "Pieter", "Ellen", "Bart", "Noor", "Jonas", "Griet", "Tine",
    ),
    "de": ("Ingrid", "Manfred", "Julia", "Stefan", "Anja", "Lukas", "Birgit", "Dieter", "Lea", "Rainer"),
    "en": ("Alice", "James", "Priya", "Daniel", "Grace", "Oliver", "Mei", "Patrick"),
}  # fmt: skip
LAST: Final = {
    "fr": (
        "Lambert", "Dupont", "Martin", "Renard", "Collard", "Delvaux", "Gérard", "Leclercq",
        "Marchal", "Noël",
        "Simon", "Thiry", "Van den Berghe", "Benali", "Fontaine", "Lejeune", "Piron", "Wauters", "Henrard",
    ),
    "nl": (
        "Peeters", "Janssens", "Maes", "Jacobs", "Mertens", "Willems", "Claes", "Goossens",
        "Wouters", "De Smet",
        "Dubois", "Hermans", "Vermeulen", "El Amrani", "De Clercq", "Aerts", "Michiels",
        "Van Damme", "Pauwels",
    ),
    "de": ("Schmitz", "Müller", "Keller", "Heinen", "Lenz", "Reuter", "Kohnen", "Jost", "Pauels"),
    "en": ("Hughes", "Taylor", "Sharma", "Walsh", "Brown", "O'Connor", "Chen"),
}  # fmt: skip
TOWNS: Final = {
    "fr": (
        ("4000", "Liège"), ("5000", "Namur"), ("6000", "Charleroi"), ("7000", "Mons"), ("1300", "Wavre"),
        ("1180", "Uccle"), ("6700", "Arlon"), ("7500", "Tournai"), ("4800", "Verviers"), ("5500", "Dinant"),
    ),
    "nl": (
        ("9000", "Gent"), ("2000", "Antwerpen"), ("3000", "Leuven"), ("8000", "Brugge"), ("3500", "Hasselt"),
        (
        "2800", "Mechelen"), ("8500", "Kortrijk"), ("9300", "Aalst"), ("1700", "Dilbeek"),
        ("2300", "Turnhout",
    ),
    ),
    "de": (("4700", "Eupen"), ("4780", "Sankt Vith"), ("4720", "Kelmis"), ("4760", "Büllingen")),
    "en": (("1000", "Brussels"), ("1050", "Ixelles"), ("3080", "Tervuren")),
}  # fmt: skip
STREETS: Final = {
    "fr": ("Rue du Moulin", "Rue des Écoles", "Chaussée de Namur", "Avenue des Tilleuls", "Place du Marché"),
    "nl": ("Kerkstraat", "Molenweg", "Stationsstraat", "Lindelaan", "Nieuwstraat", "Dorpsplein"),
    "de": ("Bergstraße", "Am Markt", "Hauptstraße", "Lindenweg", "Schulstraße"),
    "en": ("Rue de la Loi", "Chaussée d'Ixelles", "Avenue Louise"),
}
ACTIVITIES: Final = {
    "fr": (
        "menuiserie", "consultance informatique", "salon de coiffure", "graphisme",
        "kinésithérapie", "boulangerie",
    ),
    "nl": ("schrijnwerkerij", "softwareadvies", "kapsalon", "grafisch ontwerp", "kinesitherapie", "bakkerij"),
    "de": ("Tischlerei", "IT-Beratung", "Friseursalon", "Grafik", "Physiotherapie", "Bäckerei"),
    "en": ("software consulting", "translation", "photography", "interior design"),
}  # fmt: skip


def a_name(dice: Random, language: str) -> tuple[str, str]:
    """A first and a last name."""
    return dice.choice(FIRST[language]), dice.choice(LAST[language])


def an_address(dice: Random, language: str) -> tuple[str, str, str]:
    """Street with number, postcode, town."""
    postcode, town = dice.choice(TOWNS[language])
    return f"{dice.choice(STREETS[language])} {dice.randint(1, 180)}", postcode, town


def a_language(dice: Random) -> str:
    """A language, as often as the fund's people speak it."""
    return dice.choices(("nl", "fr", "de", "en"), weights=(48, 42, 6, 4))[0]
