"""Supported operating systems."""

from importlib.util import find_spec


def refusal() -> str:
    """Return why the generator does not run on this system; empty where it does.

    A new site replaces the old one under a lock that Linux and macOS have and Windows does not.
    """
    if find_spec("fcntl") is not None:
        return ""
    advice = "Установите в ней Linux командой «wsl --install» и повторите всё в нём."
    return f"прямо в Windows атлас не работает. {advice}"
