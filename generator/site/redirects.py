"""Redirects: a page at each former address that leads to the current one."""

from collections.abc import Mapping
from pathlib import Path

from generator.base.files import index_file, write_file
from generator.site.host.content_security import policy
from generator.site.render.renderer import Renderer


def write_redirects(folder: Path, renderer: Renderer, redirects: Mapping[str, str]) -> Mapping[str, int]:
    """Write the pages into the folder of the site; return their sizes by path in it.

    `redirects` maps former addresses to current ones.
    """
    sizes: dict[str, int] = {}
    for former, present in redirects.items():
        root = "../" * former.count("/")
        html = renderer.render_file("redirect.html.j2", root=root, target=present, policy=policy(""))
        path = index_file("", former).lstrip("/")
        sizes[path] = write_file(folder / path, html.encode())
    return sizes
