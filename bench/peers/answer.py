"""Answers calls: one JSON line in, one out, with the seconds that the work itself took."""

import json
import sys
import time


def answer(functions):
    """Each function takes the call's arguments by name and returns something JSON can hold.

    A function that returns another one has prepared its input: only the second is timed.
    """
    for line in sys.stdin:
        request = json.loads(line)
        try:
            work = functions[request.pop("call")](**request)
            start = time.perf_counter()
            result = work()
            seconds = time.perf_counter() - start
            print(json.dumps({"seconds": seconds, "result": result}))
        except Exception as error:
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}))
        sys.stdout.flush()
