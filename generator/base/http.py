"""HTTP helpers shared by all our clients of `requests`."""

import requests

_CHUNK = 1 << 16


def read_body(response: requests.Response, limit: int) -> bytes:
    """Return at most `limit` bytes of the body of a streamed response.

    Raises:
        requests.RequestException: the connection broke off.
    """
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) >= limit:
            break
    return bytes(body[:limit])
