"""Changes of the law between two releases: drafted, reckoned for everybody, published by a second person.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.law_changes.books import keep_up, look_again
from webapp.domain.law_changes.figures import BANDS
from webapp.domain.law_changes.lines import (
    LONGEST_SOURCE,
    SURE_ENOUGH,
    BadTextError,
    BadValueError,
    read_toml_lines,
    read_value,
)
from webapp.domain.law_changes.models import State
from webapp.domain.law_changes.queries import (
    ChangeView,
    PublishedValue,
    ReckoningView,
    RemarkLine,
    all_changes,
    change,
    in_the_way,
    last_reckoning,
    obstacles,
    published,
    read_things,
    reckoning_of,
    remarks,
    values_of,
)
from webapp.domain.law_changes.reckoning import reckon, reckon_range
from webapp.domain.law_changes.service import (
    ChangedMeanwhileError,
    NotAllowedError,
    ObstacleError,
    RefusedLinesError,
    StandsAlreadyError,
    begin,
    mark_read,
    publish,
    put_lines,
    remark,
    take_out,
    withdraw,
)
from webapp.domain.law_changes.verify import invariants

__all__ = [
    "BANDS",
    "LONGEST_SOURCE",
    "SURE_ENOUGH",
    "BadTextError",
    "BadValueError",
    "ChangeView",
    "ChangedMeanwhileError",
    "NotAllowedError",
    "ObstacleError",
    "PublishedValue",
    "ReckoningView",
    "RefusedLinesError",
    "RemarkLine",
    "StandsAlreadyError",
    "State",
    "all_changes",
    "begin",
    "change",
    "in_the_way",
    "invariants",
    "keep_up",
    "last_reckoning",
    "look_again",
    "mark_read",
    "obstacles",
    "publish",
    "published",
    "put_lines",
    "read_things",
    "read_toml_lines",
    "read_value",
    "reckon",
    "reckon_range",
    "reckoning_of",
    "remark",
    "remarks",
    "take_out",
    "values_of",
    "withdraw",
]
