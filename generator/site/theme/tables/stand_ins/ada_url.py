"""Stands in for ada-url: the browser's own URL follows the same WHATWG standard."""

from js import URL as BrowserURL


class URL:
    """An address as browsers understand it."""

    def __init__(self, address: str, base: str | None = None) -> None:
        """Parse an address, perhaps relative to another.

        Raises:
            ValueError: browsers reject it.
        """
        try:
            self.href = str((BrowserURL.new(address, base) if base else BrowserURL.new(address)).href)
        except Exception as error:  # what JavaScript throws
            raise ValueError(address) from error
