"""A repository on GitVerse, by its published description (Swagger 1.10.0 of api.gitverse.ru).

Requests, issues and comments look like Gitea's; pages, the address and the version header look like GitHub's.
Only comments under requests can be edited. No ref for requests is documented, so a request's branch is
fetched from its own repository.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.robots.forge import Request, Thread
from generator.robots.gitea import Gitea, RequestItem, open_api, part_address

_ROOT = "https://api.gitverse.ru"
_HEADERS: Mapping[str, str] = {"Accept": "application/vnd.gitverse.object+json;version=1"}


@dataclass(frozen=True, kw_only=True)
class GitVerse(Gitea):
    """GitVerse, where it differs from Gitea."""

    def to_request(self, item: RequestItem) -> Request:
        """Return a request with its branch in the author's fork."""
        place = item.head.repo.clone_url if item.head.repo else ""
        ref = f"refs/heads/{item.head.ref}"
        return Request(name=str(item.number), commit=item.head.sha, place=place or "origin", ref=ref)

    def comment_path(self, thread: Thread, number: int) -> str:
        """Return the path of a comment, below its request."""
        return f"{self.repository_path}/issues/{thread.number}/comments/{number}"


def connect_gitverse(address: str, environment: Mapping[str, str]) -> GitVerse:
    """Return the repository at an address of the settings; `ATLAS_API` overrides the address of the API.

    Raises:
        AtlasError: there is no key, or the address is not one of a repository.
    """
    api = open_api("GitVerse", _ROOT, environment, headers=_HEADERS)
    _, repository = part_address(address)
    return GitVerse(api=api, address=address.rstrip("/"), repository=repository)
