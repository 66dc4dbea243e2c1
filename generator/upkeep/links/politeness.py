"""How sites are accessed: pauses, time limits, and which hosts never are."""

import ipaddress
import socket
from collections.abc import Callable

import msgspec


def is_public(host: str) -> bool:
    """Return whether all IP addresses of a host are public.

    A record must not make the checker contact machines of its own network.

    Raises:
        OSError: the name cannot be resolved.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return all(ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global for *_, address in found)


class Politeness(msgspec.Struct, frozen=True, kw_only=True):
    """How sites are accessed. All times are in seconds.

    `allowed` says whether a host may be contacted at all; it raises OSError for an unknown name.
    """

    agent: str
    """The User-Agent, with the atlas's address, so that its owner can be found."""
    pause: float = 1.0
    """Between two requests to one site, unless its robots.txt asks for more."""
    longest_pause: float = 20.0
    """Sites that ask robots to wait longer are left alone."""
    timeout: float = 20.0
    """For a whole response, including redirects."""
    second_look: float = 60.0
    """Between the first and the second probe of an address."""
    jobs: int = 8
    """How many sites are accessed in parallel."""
    allowed: Callable[[str], bool] = is_public

    @property
    def robot(self) -> str:
        """Our name in robots.txt."""
        return self.agent.partition("/")[0]
