"""Hooks for schemathesis: requests that it made up ask for things that are really there.

Ids that are made up hit nothing, so that every answer would be 404. In most cases with a valid path or body,
ids are replaced by those in the file that KNOWN_THINGS names. Which case asks for what follows from the case
itself, so that the same seed asks the same.
"""

import json
import os
import zlib

import schemathesis
from schemathesis.core.parameters import ParameterLocation

with open(os.environ["KNOWN_THINGS"], encoding="utf-8") as file:
    KNOWN = json.load(file)

# Of ten cases; the others keep what was made up.
REPLACED_OF_TEN = 8
LONGEST_WAIT_SECONDS = 0.1


@schemathesis.hook
def before_call(context, case, kwargs):
    draw = Draw(case)
    if is_valid(case, ParameterLocation.PATH):
        replace_all(case.path_parameters, path_things(case.operation.path), draw)
    if is_valid(case, ParameterLocation.BODY) and isinstance(case.body, dict):
        replace_all(case.body, KNOWN["body"], draw)
    shorten_wait(case.query)


class Draw:
    """Chance that depends on nothing but the case."""

    def __init__(self, case):
        text = repr((case.operation.label, case.path_parameters, case.query, case.body))
        self._number = zlib.crc32(text.encode("utf-8", "surrogatepass"))

    def is_replaced(self):
        return self._number % 10 < REPLACED_OF_TEN

    def one_of(self, things):
        return things[self._number // 10 % len(things)]


def is_valid(case, location):
    """Whether this part of the request is one that the API document allows."""
    component = case.meta.components.get(location) if case.meta else None
    return component is not None and component.mode.is_positive


def path_things(path):
    """Known parameters for a path: complete ones, for an id alone says nothing."""
    longest = max(
        (prefix for prefix in KNOWN["path"] if path.startswith(prefix)),
        key=len,
        default=None,
    )
    return KNOWN["path"].get(longest, [])


def replace_all(values, things, draw):
    """Puts one known thing over those values that it has and the case has too."""
    fitting = [thing for thing in things if thing.keys() & values.keys()]
    if not fitting or not draw.is_replaced():
        return
    for name, value in draw.one_of(fitting).items():
        if name in values:
            values[name] = value


def shorten_wait(query):
    """Nobody has the time for requests that wait for an event as long as they may."""
    try:
        wait = float(query.get("wait", 0))
    except (TypeError, ValueError):
        return
    if LONGEST_WAIT_SECONDS < wait <= KNOWN["longestWaitSeconds"]:
        query["wait"] = LONGEST_WAIT_SECONDS
