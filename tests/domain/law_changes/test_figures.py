"""The figures of a change add up: by category, by band and at the top, however the fund is cut into ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.contributions import TwoWays
from webapp.domain.law_changes import BANDS
from webapp.domain.law_changes.figures import LARGEST, counted, laid_together, nothing


def pays(before: int | None, after: int | None, category: str = "main") -> TwoWays:
    return TwoWays(category=category, before_cents=before, after_cents=after)


PEOPLE = {
    1: pays(900_00, 900_00),
    2: pays(900_00, 920_00),
    3: pays(100_00, 90_00, "secondary"),
    4: pays(None, 700_00),
    5: pays(800_00, None),
}


def test_who_pays_more_less_and_the_same_is_counted_with_the_sums():
    found = counted(PEOPLE, {})
    assert (found["people"], found["changed"], found["more"], found["less"]) == (3, 2, 1, 1)
    assert (found["before"], found["after"]) == (1_900_00, 1_910_00)


def test_who_is_known_by_one_book_only_is_counted_apart_and_compared_with_nobody():
    found = counted(PEOPLE, {})
    assert (found["began"], found["began_cents"], found["ended"]) == (1, 700_00, 1)
    assert {number for number, *_rest in found["largest"]} == {2, 3}


def test_each_category_has_its_people_those_changed_and_both_sums():
    assert counted(PEOPLE, {})["groups"] == {
        "main": [2, 1, 1_800_00, 1_820_00],
        "secondary": [1, 1, 100_00, 90_00],
    }


@pytest.mark.parametrize(
    ("difference", "place"),
    [
        (-100_01, 0), (-100_00, 0), (-99_99, 1), (-25_00, 1), (-24_99, 2), (-5_00, 2), (-4_99, 3), (-1, 3),
        (0, 4),
        (1, 5), (5_00, 5), (5_01, 6), (25_00, 6), (25_01, 7), (100_00, 7), (100_01, 8),
    ],
)  # fmt: skip
def test_a_difference_stands_in_the_band_whose_end_it_does_not_pass(difference, place):
    bands = counted({1: pays(500_00, 500_00 + difference)}, {})["bands"]
    assert bands == [int(here == place) for here in range(len(BANDS) + 1)]


def test_the_largest_come_first_whether_more_or_less_and_by_number_where_alike():
    people = {1: pays(100, 110), 2: pays(100, 50), 3: pays(100, 150), 4: pays(100, 100)}
    assert counted(people, {})["largest"] == [
        [2, "main", 100, 50],
        [3, "main", 100, 150],
        [1, "main", 100, 110],
    ]


def test_no_more_are_named_than_a_page_can_show():
    people = {number: pays(0, number) for number in range(1, LARGEST + 11)}
    named = [number for number, *_rest in counted(people, {})["largest"]]
    assert named == list(range(LARGEST + 10, 10, -1))


def test_nobody_gives_nothing():
    assert counted({}, {}) == nothing() == laid_together([])


def test_no_change_is_no_difference():
    found = counted({1: pays(900_00, 900_00)}, {})
    assert (found["changed"], found["largest"], found["bands"][BANDS.index(0)]) == (0, [], 1)


def test_values_that_lack_are_added_up_by_name():
    parts = (counted({}, {"a": 2, "b": 1}), counted({}, {"a": 3}))
    assert laid_together(parts)["missing"] == {"a": 5, "b": 1}


cents = st.one_of(st.none(), st.integers(0, 300_00))
people = st.dictionaries(
    st.integers(1, 200), st.builds(pays, cents, cents, st.sampled_from(["main", "student"])), max_size=60
)


@given(people, st.integers(1, 7))
def test_ranges_laid_together_are_the_whole(everybody, cuts):
    ranges = [{one: everybody[one] for one in everybody if one % cuts == rest} for rest in range(cuts)]
    assert laid_together(counted(one, {}) for one in ranges) == counted(everybody, {})


@given(people)
def test_the_parts_of_the_figures_agree_with_each_other(everybody):
    found = counted(everybody, {})
    assert sum(found["bands"]) == found["people"]
    assert found["more"] + found["less"] == found["changed"]
    assert found["people"] + found["began"] + found["ended"] == len(everybody)
