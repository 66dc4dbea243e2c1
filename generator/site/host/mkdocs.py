"""MkDocs renders the hand-written pages and the frames of all others.

A frame is one page for each section of the site and each folder depth, with sentinels in its slots (see
`frames`). Records are never in MkDocs' navigation, which would make the build time quadratic.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from markupsafe import escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from generator.base.errors import AtlasError
from generator.model import addresses
from generator.model.kinds import KINDS
from generator.site.host.content_security import PLACE, add_policy
from generator.site.host.frames import SENTINELS, Frame, FrameKey, FramePlan, Frames, HandWrittenPage, cut
from generator.site.host.mkdocs_config import PLUGIN, list_sources, load
from generator.site.host.mkdocs_links import ExternalLinks, list_linked_pages
from generator.site.host.mkdocs_log import LogCapture
from generator.site.host.mkdocs_theme import add_theme
from generator.site.render.renderer import Head, Slots
from generator.site.render.template_errors import TEMPLATE_ERRORS, describe

Config: TypeAlias = MkDocsConfig

CONTENT_ANCHOR = "content"

_FRAME_FOLDER = "xatlasframex"
_ASSETS = "assets/"
_ABORTED = "Aborted with "
"""How MkDocs reports wrong settings; the reason is in its log, which is translated below."""
_LOST, _LOST_TOLD = "Страница не найдена", "Такой страницы нет или она переехала: поиск и разделы атласа."
_RESTORE = "Исправьте шаблон или верните прежний из хранилища: git checkout -- site_config/theme"


def add_plugin(config: Config, plugin: FramePlugin) -> None:
    """Add our plugin to a run of MkDocs that has started, so that it receives the remaining events."""
    config.plugins[PLUGIN] = plugin  # type: ignore[assignment]  # anything with MkDocs' event methods works


class FramePlugin:
    """A MkDocs plugin that collects the frames: its `on_` methods are MkDocs' events."""

    def __init__(
        self, plan: FramePlan, after: Callable[[Frames, Path], None] = lambda _frames, _folder: None
    ) -> None:
        """Set what has to be rendered, and what to call after MkDocs has written its files."""
        self._plan, self._after = plan, after
        self._addresses = {draft.address for draft in plan.drafts}
        self._targets: dict[str, str | FrameKey] = {}
        self._frames: dict[str | FrameKey, Frame] = {}
        self._slots: dict[str, Slots] = {}
        self._written: list[HandWrittenPage] = []
        self._sections: dict[str, StructureItem] = {}
        self._sources: tuple[str, ...] = ()
        self._asked: dict[str, bool] = {}
        self._base_path = "/"
        self._policy = PLACE
        self._repository = plan.settings.atlas.repository
        self._posts_to = plan.settings.atlas.intake.origin

    def frames(self, notes: Sequence[str] = ()) -> Frames:
        """Return the frames, after MkDocs has run."""
        return Frames(
            by_address={key: frame for key, frame in self._frames.items() if isinstance(key, str)},
            by_key={key: frame for key, frame in self._frames.items() if not isinstance(key, str)},
            written=tuple(sorted(self._written, key=lambda page: page.address)),
            notes=notes,
            sources=() if notes else self._sources,
            asked=self._asked,
        )

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set the site's name and other values from the settings of the atlas."""
        atlas = self._plan.settings.atlas
        self._sources = list_sources(config, self._plan.root)
        # `mkdocs serve` sets its own address here: then the 404 page has another path, and each page contains
        # a script that differs each time, so that its hash cannot be in a policy
        shown_at = urlsplit(config.site_url or atlas.site_address)
        self._base_path = shown_at.path or "/"
        self._policy = "" if shown_at.netloc == str(config.dev_addr) else PLACE
        add_theme(config, self._plan.root, as_it_is=bool(self._sources))
        config.site_name = escape(atlas.title)
        config.site_description = atlas.description
        config.extra["atlas"] = atlas
        config.theme.static_templates.discard("sitemap.xml")
        config.theme.static_templates.add("404.html")
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", _slugify)
        config.markdown_extensions.append(ExternalLinks())  # type: ignore[arg-type]  # Markdown accepts it
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the frame pages and the assets, including those of the atlas."""
        for file in [file for file in files if file.src_dir in config.theme.dirs]:
            if file.src_uri.startswith(_ASSETS):
                files.remove(file)
        for name, path in self._plan.assets.files.items():
            address = f"{self._plan.assets.folder}/{name}"
            files.append(File.generated(config, address, abs_src_path=str(path)))
        config.nav = list(self._filter_nav(_list_every_kind(config.nav or []), files, config))
        for section, depth in sorted(self._plan.frame_keys):
            name = "/".join([f"{_FRAME_FOLDER}{section}", *["x"] * (depth - 1), "index.md"])
            self._add(name, (section, depth), files, config)
        for target in list_linked_pages(files):
            if (linked := self._find_page(target, config)) is not None:
                linked.inclusion = InclusionLevel.EXCLUDED  # MkDocs need only know where the link leads
                files.append(linked)
        return files

    def on_nav(self, nav: Navigation, **_: object) -> Navigation:
        """Give the pages of kinds their titles; store the navigation item of each section."""
        titles = {kind.folder: self._plan.settings.atlas.kinds[kind.name].title for kind in KINDS}
        for page in nav.pages:
            section = page.url.split("/")[0] or "home"
            if section in titles and page.title is None:
                page.title = titles[section]
            self._sections.setdefault(section, page.parent or page)
            for ancestor in page.ancestors:  # Material treats titles as HTML
                ancestor.title = escape(ancestor.title or "")
        return nav

    def on_pre_page(self, page: MkDocsPage, **_: object) -> MkDocsPage:
        """Put a frame into its section, so that its tab is active; give a hand-written page its edit link."""
        target = self._targets.get(page.file.src_uri)
        if target is None:
            page.edit_url = addresses.edit_file(self._repository, _source(page, self._plan.root))
        if isinstance(target, tuple):
            page.parent = self._sections.get(target[0])  # type: ignore[assignment]  # a tab may be a page
        return page

    def on_page_content(self, content: str, /, *, page: MkDocsPage, **_: object) -> str:
        """Escape the title for the theme's navigation, which treats it as HTML."""
        page.title = escape(html.unescape(str(page.title or "")))
        return content

    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, **_: object) -> TemplateContext:
        """Give the theme's templates sentinels for the slots; store the values of a hand-written page."""
        framed = page.file.src_uri in self._targets
        if framed:
            # a section with a single page needs no side navigation
            page.meta["hide"] = [] if isinstance(page.parent, Section) else ["navigation"]
            page.toc = TableOfContents([AnchorLink("", CONTENT_ANCHOR, 1)])
        else:
            self._slots[page.file.src_uri] = self._slots_of(page)
        return self._set_variables(context, framed=framed, filling=SENTINELS, contents=_list_headings(page))

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, **_: object
    ) -> TemplateContext:
        """Give the 404 page addresses relative to the site's root: it is shown at any depth."""
        head = Head(address=template_name, title=_LOST, description=_LOST_TOLD, listed=False)
        filling = Slots(title=head.title, head=self._plan.head(head), content="", contents_state="hidden")
        base_url = self._base_path.rstrip("/") or "/"
        return self._set_variables(context, framed=False, filling=filling, contents=(), base_url=base_url)

    def on_post_template(self, output: str, /, **_: object) -> str:
        """Give the 404 page its content security policy."""
        return add_policy(output, self._posts_to)

    def on_post_page(self, output: str, *, page: MkDocsPage, **_: object) -> str:
        """Store a frame instead of writing it; fill the frame of a hand-written page."""
        frame, target = cut(output, self._posts_to), self._targets.get(page.file.src_uri)
        if not frame.is_whole or self._policy not in output:
            message = "в main.html нет места для заголовка, содержания или правил безопасности"
            raise Abort(message)
        if target is None:
            self._written.append(HandWrittenPage(address=page.url, path=_source(page, self._plan.root)))
            return frame.fill(self._slots.pop(page.file.src_uri)).decode()
        self._frames[target] = frame
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Call the next step with the frames."""
        self._after(self.frames(), Path(config.site_dir))

    def _slots_of(self, page: MkDocsPage) -> Slots:
        title = page.title or ""
        description = str(page.meta.get("description", ""))
        head = Head(address=page.url, title=title, description=description)
        return Slots(title=title, head=self._plan.head(head), content=page.content or "")

    def _set_variables(self, context: TemplateContext, **variables: object) -> TemplateContext:
        given = {**variables, "assets": self._plan.assets.folder, "policy": self._policy}
        context.update(given)  # type: ignore[typeddict-item]  # the theme's templates use these too
        return context

    def _filter_nav(self, items: Sequence[Any], files: Files, config: MkDocsConfig) -> Iterator[Any]:
        """Yield the navigation without the pages that this atlas lacks; add frames for those it has."""
        for item in items:
            title, target = next(iter(item.items())) if isinstance(item, dict) else (None, item)
            if isinstance(target, list):
                if below := list(self._filter_nav(target, files, config)):
                    yield {title: below}
            elif self._has_page(str(target), files, config):
                yield item

    def _has_page(self, target: str, files: Files, config: MkDocsConfig) -> bool:
        if not target.endswith(".md") or files.get_file_from_path(target):
            return True
        if (file := self._find_page(target, config)) is not None:
            self._add(target, _address(file), files, config)
        return file is not None

    def _find_page(self, target: str, config: MkDocsConfig) -> File | None:
        """Return a page of the atlas as a file for MkDocs; None if the atlas has no such page.

        Each answer is stored with the frames: they can be used again while it stays the same.
        """
        file = File.generated(config, target, content="")
        address = _address(file)
        self._asked[address] = address in self._addresses
        return file if self._asked[address] else None

    def _add(self, name: str, target: str | FrameKey, files: Files, config: MkDocsConfig) -> None:
        in_nav = isinstance(target, str)
        level = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
        self._targets[name] = target
        files.append(File.generated(config, name, content="", inclusion=level))


def _list_every_kind(nav: Sequence[Any]) -> list[Any]:
    """Return the navigation with the missing kinds added after the last kind in it."""
    pages = [f"{kind.folder}/index.md" for kind in KINDS]
    targets = [next(iter(item.values())) if isinstance(item, dict) else item for item in nav]
    named = set(_named_pages(nav))
    last = max((place for place, target in enumerate(targets, 1) if target in pages), default=0)
    return [*nav[:last], *(page for page in pages if last and page not in named), *nav[last:]]


def _named_pages(nav: Iterable[Any]) -> Iterator[str]:
    """Yield the pages that a navigation mentions, at any depth."""
    for item in nav:
        target = next(iter(item.values())) if isinstance(item, dict) else item
        if isinstance(target, list):
            yield from _named_pages(target)
        else:
            yield str(target)


def draw(plan: FramePlan, site_dir: Path) -> Frames:
    """Write the theme's files and the hand-written pages, and return the frames.

    Raises:
        NotAnAtlasError: the root has no mkdocs.yml.
        AtlasError: MkDocs refused its settings or a page, or a template of the theme is broken.
    """
    plugin = FramePlugin(plan)
    with LogCapture() as log:
        try:
            config = load(plan.root, site_dir)
            add_plugin(config, plugin)
            mkdocs_build(config)
        except (MkDocsException, UnicodeDecodeError) as error:
            what = "в mkdocs.yml ошибка" if str(error).startswith(_ABORTED) and log.lines else str(error)
            message = f"MkDocs не собрал страницы: {what.rstrip('.!')}"
            raise AtlasError(message, "\n".join(log.lines)) from error
        except RecursionError as error:
            message = "страницы не нарисованы: в одной из них слишком глубокая вложенность"
            raise AtlasError(message, "Уберите лишние уровни списков и цитат") from error
        except TEMPLATE_ERRORS as error:
            message = f"страницы не нарисованы: {describe(error)}"
            raise AtlasError(message, _RESTORE) from error
    return plugin.frames(log.lines)


def _list_headings(page: MkDocsPage) -> list[AnchorLink]:
    """Return the headings of a page below its title."""
    found = page.toc.items
    return found[0].children if found and found[0].level == 1 else found


def _slugify(title: str, separator: str) -> str:
    return addresses.slug(title).replace("-", separator)


def _address(file: File) -> str:
    return "" if file.url in {".", "./"} else file.url


def _source(page: MkDocsPage, root: Path) -> str:
    return Path(page.file.abs_src_path or "").relative_to(root.resolve()).as_posix()
