"""Rewords findings for proposers who use a form, a table or a letter and see no file.

Fields are called by their titles, choices by theirs, records by their addresses on the site. What is wrong
with the file itself is nobody's mistake there: the record was damaged on its way.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from generator.base.russian import join_words, quote_all, uncapitalise
from generator.model.findings import Finding
from generator.model.kinds import KIND_BY_FOLDER
from generator.model.settings import Atlas, Settings, Vocabulary
from generator.source.schema_files import vocabularies_of

MOST_LISTED = 12
"""Longer lists of choices are left to the form."""
_ACTIONS: Mapping[str, str] = {
    "id-not-file-name": "Откройте запись в форме и отправьте снова: имя форма составит сама.",
    "missing-key": "",
    "missing-one-of": "Заполните в форме хотя бы одно из этих полей.",
    "not-one-line": "Уберите перевод строки.",
    "reserved-id": "Дайте записи другое название.",
    "unknown-key": "Впишите ответ в подходящее поле формы.",
    "unknown-reference": "Выберите запись из списка в форме или уберите ссылку на неё.",
}
_WITHOUT_ALLOWED = frozenset({"id-not-file-name", "missing-one-of", "unknown-key", "unknown-reference"})
"""Codes whose `allowed` describes a file only, or says what their action says."""
_DAMAGED = frozenset(
    {"alias", "anchor", "bad-file-name", "byte-order-mark", "complex-key", "conflict-marks", "directive"}
    | {"duplicate-key", "empty-file", "foreign-space", "lost-text", "merge-key", "not-a-record", "not-utf8"}
    | {"several-documents", "stray-file", "tag", "too-deep", "unknown-folder", "wrong-folder", "yaml-bracket"}
    | {"yaml-colon", "yaml-indent", "yaml-quote", "yaml-syntax", "yaml-tab"}
)
"""Codes of files that cannot be read as a record."""
_DAMAGE = "Запись дошла повреждённой: целиком её прочитать не удалось"
_MEND_DAMAGE = (
    "Проверьте ответы в форме и отправьте запись ещё раз: лучше всего доходит файл, который форма сохраняет."
)
_WORDS: Sequence[tuple[str, str]] = (
    ("Впишите короткое имя значения латиницей, как в словаре", "Выберите значение из списка в форме"),
    (" нет в словаре «", " нет в списке «"),
    (" — не значение словаря «", " — не значение списка «"),
    ("; у придуманной для показа записи — «Учебный пример» (sample: true)", ""),
    ("удалите поле вместе с ключом", "оставьте это поле формы пустым"),
    ("Удалите поле вместе с ключом", "Оставьте это поле формы пустым"),
    ("удалите его вместе с ключом", "оставьте это поле формы пустым"),
    ("; если он один — вместе с ключом", ""),
    ("удалите пункт", "уберите эту строку ответа"),
    (" своим пунктом", " на своей строке ответа"),
    (" на своей строке под ключом: «- значение»", " на своей строке ответа"),
    ("Поставьте после дефиса обычный пробел: «- значение»", "Впишите каждое значение на своей строке ответа"),
    (
        "Начните пункт с дефиса и пробела, а не с другого знака: «- значение»",
        "Впишите каждое значение отдельно",
    ),
    ("Запишите ключи раздела на строках под этим ключом, с отступом", "Заполните в форме поля этого раздела"),
    ("нужен раздел с ключами", "нужны ответы на несколько вопросов"),
    ("записан раздел с ключами", "записано несколько ответов"),
    (", без скобок и «-»; текст, который с них начинается, возьмите в кавычки", ""),
    ("; если в тексте есть двоеточие, возьмите его в кавычки", ""),
    ("Возьмите значение в кавычки", "Впишите значение заново"),
    ("нужно true (да) или false (нет)", "нужно «да» или «нет»"),
    ("записано true или false", "записано «да» или «нет»"),
    ("Напишите true или false без кавычек", "Выберите в форме «да» или «нет»"),
    ("true, если", "да, если"),
    (", без кавычек и слов", ", без слов"),
    (", в файле после «- »", ""),
    (" (в кавычках, если только год)", ""),
    ("; длинную строку в файле переносит знак «>-» после ключа", ""),
    ("; совпадает с именем файла без «.yaml»", ""),
    (
        "сотрите место, на которое указывает стрелка, и наберите его заново",
        "сотрите это место и наберите заново",
    ),
    (", который редакторы не показывают", ", которого не видно"),
    ("В файле стоит", "В тексте стоит"),
    ("Неизвестный ключ", "В форме нет поля"),
    (
        "Верните прежний файл (git checkout) или сохраните этот в кодировке Windows-1251",
        "Впишите текст заново",
    ),
    (": буквы встанут на место", ""),
    ("Буквы во всём файле испорчены: его открыли не в той кодировке и так сохранили", "Буквы испорчены"),
    ("Кодировка UTF-8 без метки BOM", "Текст, который можно прочесть"),
    (" или скопируйте его из файла, сохранённого в кодировке UTF-8", ""),
)
"""Wording for a file, and for a form."""
_SAID: Mapping[str, str] = {"true": "да", "false": "нет"}
_KEY = re.compile(r"» \([a-z_]+(?:\.[a-z_]+)*(?:: ([^()]*))?\)")
"""What follows the title of a field: its key, and sometimes a value."""
_VOCABULARY = re.compile(r"«site_config/(?:vocabularies/)?([a-z_]+)\.yaml»")
_LISTED = re.compile(rf"Значения из {_VOCABULARY.pattern}.*", re.DOTALL)
_RECORD = re.compile(r"content/([a-z_]+)/([a-z0-9-]+)\.yaml")
_FOLDER = re.compile(r"\b(?:в|из) content/([a-z_]+)/(?![a-z0-9])")
_FILE = re.compile(r" с именем файла «[^»]+\.yaml»")


class FormWording(msgspec.Struct, frozen=True, kw_only=True):
    """Rewords the findings about records of one atlas for a form."""

    atlas: Atlas
    vocabularies: Mapping[str, Vocabulary]

    def reword(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Return findings in the words of a form: first, and once, that the text is damaged."""
        damaged = [one for one in findings if _is_damage(one)]
        first = [replace(one, what=_DAMAGE, allowed="", action=_MEND_DAMAGE, near=()) for one in damaged[:1]]
        return [*first, *(self._reword_one(one) for one in findings if not _is_damage(one))]

    def _reword_one(self, finding: Finding) -> Finding:
        named = _VOCABULARY.search(finding.allowed)
        terms = self.vocabularies.get(named[1]) if named else None
        texts = (
            finding.what,
            "" if finding.code in _WITHOUT_ALLOWED else finding.allowed,
            _ACTIONS.get(finding.code, finding.action),
        )
        what, allowed, action = (self._reword_text(text, terms) for text in texts)
        if finding.code == "missing-key" and allowed:
            what, allowed = f"{what} — {uncapitalise(allowed).rstrip('.')}", ""
        near = tuple(self._name_near(one, finding, terms) for one in finding.near)
        return replace(finding, what=what, allowed=allowed, action=action, near=tuple(filter(None, near)))

    def _reword_text(self, text: str, terms: Vocabulary | None) -> str:
        for words, others in _WORDS:
            text = text.replace(words, others)
        if terms is not None:
            text = _LISTED.sub(_list_terms(terms), text)
        text = _VOCABULARY.sub("списка в форме", text)
        text = _KEY.sub(lambda found: f"»: {_SAID.get(found[1], found[1])}" if found[1] else "»", text)
        text = _RECORD.sub(lambda found: self._page(found[1], found[2]) or found[0], text)
        text = _FILE.sub(" с тем, под которым запись пришла", text)
        return _FOLDER.sub(lambda found: f"среди записей «{self._title_of(found[1])}»", text)

    def _name_near(self, near: str, finding: Finding, terms: Vocabulary | None) -> str:
        """Return a near miss as people know it: empty if only files know it."""
        if terms is not None:
            return terms.by_id[near].title if near in terms.by_id else near
        folder = _FOLDER.search(finding.what)
        if folder:
            return self._page(folder[1], near)
        return "" if finding.code == "unknown-key" else _SAID.get(near, near)

    def _page(self, folder: str, record_id: str) -> str:
        """Return the address of a record on the site; empty if there is no such kind."""
        kind = KIND_BY_FOLDER.get(folder)
        return f"{self.atlas.site_address.rstrip('/')}/{kind.address(record_id)}" if kind else ""

    def _title_of(self, folder: str) -> str:
        kind = KIND_BY_FOLDER.get(folder)
        return self.atlas.kinds[kind.name].title if kind else folder


def form_wording(settings: Settings) -> FormWording:
    """Return the wording for the findings of an atlas."""
    return FormWording(atlas=settings.atlas, vocabularies=vocabularies_of(settings))


def _is_damage(finding: Finding) -> bool:
    """Return whether a finding is about the file as a whole, not about an answer."""
    return finding.code in _DAMAGED or finding.what.startswith("Файл")


def _list_terms(terms: Vocabulary) -> str:
    """Return the choices of a vocabulary; empty if only the form can list them."""
    titles = [term.title for term in terms.terms]
    return f"{join_words(quote_all(titles), 'или')}." if len(titles) <= MOST_LISTED else ""
