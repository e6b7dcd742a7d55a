"""Calls over HTTP whose bodies are JSON. Prices and money stay decimal."""

import decimal
import json
import urllib.error
import urllib.request


def read(text):
    return json.loads(text, parse_float=decimal.Decimal)


def _plain(value):
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"cannot be written as JSON: {value!r}")


def call(url, body=None, token=None, timeout=10.0):
    """GETs, or POSTs `body`. Returns the status and the answer, which is None if it has no body."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body, default=_plain).encode()
    request = urllib.request.Request(url, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            status, text = answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        status, text = refusal.code, refusal.read()
    return status, read(text) if text else None
