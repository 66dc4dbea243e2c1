"""How often and how long other people's sites are asked, and which hosts never."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass


def is_public(host: str) -> bool:
    """Tell whether all addresses of a host are public.

    A record must not make the checker ask machines of the network in which it runs.

    Raises:
        OSError: the name cannot be resolved.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return all(ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global for *_, address in found)


@dataclass(frozen=True, kw_only=True)
class Politeness:
    """How sites are asked. All times are in seconds.

    `allowed` tells whether a host may be asked at all; it raises OSError where a name is not known.
    """

    agent: str
    """The User-Agent, with the atlas's address, so that its owner can be found."""
    pause: float = 1.0
    """Between two requests to one site, unless its robots.txt asks for more."""
    longest_pause: float = 20.0
    """A site that asks robots to wait longer is left alone."""
    timeout: float = 20.0
    second_look: float = 60.0
    """Between the first probe of an address and the second one."""
    jobs: int = 8
    """How many sites are asked in parallel."""
    allowed: Callable[[str], bool] = is_public
