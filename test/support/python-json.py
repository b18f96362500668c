"""Reads base64 lines, each a JSON document; answers how Python's json reads it, as json-readings.ts has it."""

import base64
import json
import struct
import sys


def reading(value):
    if isinstance(value, str):
        return ["string", value]
    if isinstance(value, bool) or value is None:
        return ["literal", {True: "true", False: "false", None: "null"}[value]]
    if isinstance(value, int):
        return ["number", str(value)]
    if isinstance(value, float):
        return ["number", str(int(value)) if value.is_integer() else struct.pack(">d", value).hex()]
    if isinstance(value, list):
        return ["array", [reading(item) for item in value]]
    return ["object", [[key, reading(item)] for key, item in value.items()]]


for line in sys.stdin:
    try:
        answer = {"reading": reading(json.loads(base64.b64decode(line)))}
    except (ValueError, OverflowError, RecursionError) as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
