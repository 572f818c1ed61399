"""What the demo fund wrote to its readers: two issues in four languages, and one that is being written."""

from __future__ import annotations

from typing import Final

Words = dict[str, tuple[str, str]]

QUARTER_ENDS: Final[Words] = {
    "fr": (
        "Avant la fin du trimestre : trois choses utiles",
        """Bonjour,

Le trimestre se termine bientôt. Trois choses prennent dix minutes et vous évitent des frais.

## Payez avant le dernier jour du trimestre

C’est la date à laquelle l’argent doit être **sur notre compte**, pas celle de votre virement.
Comptez deux jours ouvrables. La communication structurée de votre avis suffit : nous reconnaissons
votre paiement grâce à elle.

## Vos revenus baissent ? Demandez une réduction maintenant

Vos cotisations provisoires suivent vos revenus d’il y a trois ans. Si vous gagnez moins cette
année, vous pouvez demander à payer moins, avec une estimation et quelques pièces. [Voici
comment](page:payment_difficulties).

## Vous avez déménagé ?

Dites-le-nous en ligne : vos lettres arrivent alors où vous êtes, et votre gestionnaire reste la
même personne.

Une question ? [Appelez ou écrivez-nous](page:contact).
""",
    ),
    "nl": (
        "Voor het kwartaal eindigt: drie dingen die lonen",
        """Goedendag,

Het kwartaal loopt bijna af. Drie dingen kosten u tien minuten en besparen u kosten.

## Betaal voor de laatste dag van het kwartaal

Op die dag moet het geld **op onze rekening** staan. De dag waarop u overschrijft, telt niet. Reken
op twee werkdagen. De gestructureerde mededeling van uw bericht volstaat: daaraan herkennen wij uw
betaling.

## Daalt uw inkomen? Vraag nu een vermindering

Uw voorlopige bijdragen volgen uw inkomen van drie jaar geleden. Verdient u dit jaar minder, dan
kunt u vragen om minder te betalen, met een schatting en enkele stukken. [Zo gaat
het](page:payment_difficulties).

## Verhuisd?

Meld het online: dan komen uw brieven aan waar u woont, en uw dossierbeheerder blijft dezelfde.

Een vraag? [Bel of schrijf ons](page:contact).
""",
    ),
    "de": (
        "Vor dem Quartalsende: drei Dinge, die sich lohnen",
        """Guten Tag,

das Quartal endet bald. Drei Dinge kosten Sie zehn Minuten und ersparen Ihnen Kosten.

## Zahlen Sie vor dem letzten Tag des Quartals

An diesem Tag muss das Geld **auf unserem Konto** sein; der Tag Ihrer Überweisung zählt nicht.
Rechnen Sie mit zwei Werktagen. Die strukturierte Mitteilung Ihres Schreibens genügt: an ihr
erkennen wir Ihre Zahlung.

## Ihr Einkommen sinkt? Fragen Sie jetzt nach einer Ermäßigung

Ihre vorläufigen Beiträge folgen Ihrem Einkommen von vor drei Jahren. Verdienen Sie dieses Jahr
weniger, können Sie beantragen, weniger zu zahlen, mit einer Schätzung und einigen Belegen. [So geht
es](page:payment_difficulties).

## Umgezogen?

Melden Sie es online: Dann kommen Ihre Briefe an, wo Sie wohnen, und Ihre Ansprechperson bleibt
dieselbe.

Eine Frage? [Rufen Sie an oder schreiben Sie uns](page:contact).
""",
    ),
    "en": (
        "Before the quarter ends: three things worth doing",
        """Hello,

The quarter is nearly over. Three things take ten minutes and save you costs.

## Pay before the last day of the quarter

That is the day on which the money must be **in our account**; the day of your transfer does not
count. Allow two working days. The structured communication of your notice is enough: it tells us
whose payment it is.

## Is your income falling? Ask for a reduction now

Your provisional contributions follow your income of three years ago. If you earn less this year you
can ask to pay less, with an estimate and a few documents. [This is how](page:payment_difficulties).

## Moved?

Tell us online: your letters then arrive where you are, and your contact person stays the same.

A question? [Call or write to us](page:contact).
""",
    ),
}

A_CHILD: Final[Words] = {
    "fr": (
        "Un enfant arrive : vos droits comme indépendante",
        """Bonjour,

Une naissance, c’est aussi du repos, une allocation et une aide pour la reprise. Beaucoup
d’indépendantes ne demandent pas tout ce à quoi elles ont droit.

## Le repos de maternité

Vous choisissez vous-même une partie des semaines, à temps plein ou à mi-temps. C’est votre
mutualité qui paie l’allocation ; nous, nous vous dispensons de cotisations.

## L’aide à la maternité

Des titres-services vous attendent après la naissance. **Vous n’avez presque rien à faire** : nous
vous écrivons.

## L’autre parent

Un congé existe aussi pour le père ou la coparente qui est indépendant.

[Tout lire, avec les montants d’aujourd’hui](page:child_is_born).
""",
    ),
    "nl": (
        "Een kind op komst: uw rechten als zelfstandige",
        """Goedendag,

Bij een geboorte horen ook rust, een uitkering en hulp bij het weer beginnen. Veel zelfstandigen
vragen niet alles waarop ze recht hebben.

## De moederschapsrust

Een deel van de weken kiest u zelf, voltijds of halftijds. Uw ziekenfonds betaalt de uitkering; wij
stellen u vrij van bijdragen.

## De moederschapshulp

Na de geboorte liggen er dienstencheques voor u klaar. **U hoeft bijna niets te doen**: wij
schrijven u.

## De andere ouder

Ook voor een vader of meeouder die zelfstandige is, bestaat er verlof.

[Lees alles, met de bedragen van vandaag](page:child_is_born).
""",
    ),
    "de": (
        "Ein Kind kommt: Ihre Rechte als Selbstständige",
        """Guten Tag,

zu einer Geburt gehören auch Ruhe, eine Entschädigung und Hilfe beim Wiederbeginn. Viele
Selbstständige beantragen nicht alles, was ihnen zusteht.

## Die Mutterschaftsruhe

Einen Teil der Wochen wählen Sie selbst, ganz oder halbtags. Ihre Krankenkasse zahlt die
Entschädigung; wir befreien Sie von den Beiträgen.

## Die Mutterschaftshilfe

Nach der Geburt warten Dienstleistungsschecks auf Sie. **Sie müssen fast nichts tun**: Wir schreiben
Ihnen.

## Der andere Elternteil

Auch für einen selbstständigen Vater oder Mitelternteil gibt es Urlaub.

[Alles lesen, mit den heutigen Beträgen](page:child_is_born).
""",
    ),
    "en": (
        "A child on the way: your rights as self-employed",
        """Hello,

A birth also means rest, an allowance and help when you start again. Many self-employed people do
not ask for all they are entitled to.

## Maternity rest

You choose part of the weeks yourself, full time or half time. Your health fund pays the allowance;
we exempt you from contributions.

## Maternity help

Service vouchers wait for you after the birth. **There is almost nothing to do**: we write to you.

## The other parent

A self-employed father or co-parent has leave too.

[Read it all, with the amounts of today](page:child_is_born).
""",
    ),
}

NEW_YEAR: Final[Words] = {
    "fr": (
        "La nouvelle année et vos cotisations",
        """Bonjour,

Chaque année, les plafonds et les minimums suivent l’évolution des prix. Voici ce qui change pour
vous, et où voir le calcul de votre propre montant.

## Votre montant, expliqué

Dans votre compte, chaque trimestre a sa page « Pourquoi ce montant ? » : les étapes, la loi, les
dates.
""",
    ),
    "nl": (
        "Het nieuwe jaar en uw bijdragen",
        """Goedendag,

Elk jaar volgen de grenzen en de minima de prijzen. Dit verandert er voor u, en hier ziet u hoe uw
eigen bedrag is berekend.
""",
    ),
}
