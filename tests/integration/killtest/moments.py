"""Times of the broker and of riskd as microseconds since 1970."""

import datetime
import time

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_MICROSECOND = datetime.timedelta(microseconds=1)

SECOND = 1_000_000


def microseconds(text):
    return (datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - _EPOCH) // _MICROSECOND


def now():
    return time.time_ns() // 1000


def clock_in_half_a_day():
    """A time of day that is not near: no trading day ends while this lasts."""
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=12)
    return then.strftime("%H:%M")
