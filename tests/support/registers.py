"""A register of sixty practices as kept by an institute: formatted for printing, in its own words.

It does not follow the template: titles merged above the table, two rows of headings, groups of districts,
totals, hidden helper columns, several values in a cell in many formats, colloquial terms.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import xlsxwriter
from support.atlases import REPOSITORY

SIZE = 60
GROUPS: Sequence[tuple[str, str]] = (
    ("Краснодар", "г. Краснодар"),
    ("Новороссийск", "МО г. Новороссийск"),
    ("Анапа", "г-к Анапа"),
    ("Кореновский район", "Кореновский р-н"),
    ("Ейский район", "Ейский район"),
    ("Горячий Ключ", "Гор. Ключ"),
)
"""Groups of rows and the names of their district, merged above each group."""
_THEMES = (
    *("Лаборатория одного вопроса", "Читательский дневник класса", "Карта родного двора", "Задача недели"),
    *("Урок без звонка", "Дневник наблюдений за погодой", "Словарь одного дня", "Школьный музей в коробке"),
    *("Математика на рынке", "Письмо самому себе"),
)
_WAYS = (
    *("в сельской школе", "для малых групп", "с участием родителей", "в летнем лагере"),
    *("по субботам", "для новичков"),
)
_SUBJECTS = (
    *("ОБЖ", "Математика; Физика", "Русский язык\nЛитература", "англ. яз.", "История, обществознание"),
    *("Биологии и химии", "Окр. мир", "ИЗО; технология", "Информатика и ИКТ", "Внеурочка"),
)
_LEVELS = (
    *("ООО", "начальная школа", "НОО; ООО", "основное общее", "5-9 классы", "Среднее общее образование"),
    *("ООО\nСОО", "началка", "Основная школа", "ООО, СОО"),
)
_GRADES = (
    *("7 класс", "1-4", "5, 6 и 7 классы", "8 кл.", "5–9", "10-11 классы", "с 5 по 7 класс", "2 «А» класс"),
    *("5-6 кл.; 8 кл.", "7а, 7б"),
)
_FORMS = ("мастер-класс", "Открытый урок; семинар", "Мастер класс\nвебинар", "консультации", "НПК")
_WHOM = ("учителя", "Педагоги; методисты", "завучи", "молодые специалисты\nнаставники", "Воспитатели")
_STEPS = (
    "1. Собрать группу учителей.\n2. Выбрать вопрос: один на месяц.\n3. Провести урок и обсудить его.",
    "1) Опросить класс 2) Составить план вместе с детьми 3) Показать итог родителям",
    "- Подготовить карточки\n- Разделить класс на группы\n- Подвести итог",
    "Этап 1. Подготовка: собрать задания.\nЭтап 2. Проведение: дать их классу.\nЭтап 3. Итог.",
    "Познакомить учителей с приёмом; провести три урока; сравнить работы",
)
_EFFECTS = (
    ("Доля учеников, которые задают вопросы на уроке", "38 %", "51 %"),
    ("Число участников", "12 чел.", "27 чел."),
    ("Средний балл за пересказ", "3,4 балла", "4,1 балла"),
    ("Количество работ", None, "27 шт"),
    ("Доля выполнивших задание, %", 40, 62.5),
)
_PHONES = ("8 (861) 222-33-44", "8-86142-3-45-67", "тел. 8(86133)4-55-66", "88612223344", "+7(861)222-33-44")
_CONTACTS = (
    "Петрова Ольга Ивановна, методист",
    "Сидоров А. П., зам. директора",
    "методический кабинет",
    "Кузнецова М.В. – учитель",
    "заместитель директора по УВР",
)
_HEADINGS: Mapping[int, str] = {
    0: "№\nп/п",
    1: "Муниципалитет/район",
    2: "Наименование практики",
    3: "Краткое описание практики",
    4: "ОО (сокращённое наименование)",
    7: "Предмет (направление)",
    8: "Актуальность / решаемая проблема",
    9: "Основные этапы реализации",
    13: "Контактное лицо",
    14: "Контактный тел.",
    15: "E-mail ОО",
    16: "Год начала реализации",
    17: "Форма представления опыта",
    18: "Кому адресована",
    19: "Ключевые слова (теги)",
    20: "Протокол экспертной комиссии",
}
_TOP, _COLUMNS = 3, 23
_SUMMARIES = (
    "Ученики каждую неделю выбирают один вопрос, ищут ответ вместе с учителем и показывают его классу.",
    "Практика помогает детям разговориться: сначала они работают в парах и только потом выходят к доске.",
    "Дети ведут общий дневник, по очереди пишут в него и раз в месяц обсуждают, что у них изменилось.",
)


def make_empty_atlas(root: Path) -> Path:
    """Create an atlas with the settings of the region and no records."""
    for folder in ("schemas", "site_config"):
        shutil.copytree(REPOSITORY / folder, root / folder, ignore=shutil.ignore_patterns("filled"))
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "site_config/picks.yaml").unlink(missing_ok=True)  # it refers to records of the region
    (root / "content").mkdir()
    return root


def titles() -> Iterator[str]:
    """Yield the titles of the practices, in the order of their rows."""
    for way in _WAYS:
        for theme in _THEMES:
            yield f"{theme} {way}"


def write_register(file: Path) -> Path:
    """Write the register; return its path."""
    book = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("Реестр ЛП")
    page.merge_range(0, 0, 0, _COLUMNS, "ГБОУ «Институт развития образования»")
    page.merge_range(1, 0, 1, _COLUMNS, "Реестр лучших педагогических практик края, 2025/26 учебный год")
    for column, heading in _HEADINGS.items():
        page.merge_range(_TOP, column, _TOP + 1, column, heading)
    page.merge_range(_TOP, 5, _TOP, 6, "Для кого (уровень, класс)")
    page.write_row(_TOP + 1, 5, ["Уровень", "Класс(ы)"])
    page.merge_range(_TOP, 10, _TOP, 12, "Результативность")
    page.write_row(_TOP + 1, 10, ["Показатель", "до", "после"])
    page.write(_TOP + 1, 22, "вспом.")
    page.set_column(22, 22, None, None, {"hidden": True})
    page.write_row(_TOP + 2, 0, range(1, 22))
    row = _write_groups(page, _TOP + 3)
    page.write_row(row, 0, ["Итого", None, SIZE])
    page.write(row + 2, 1, "Исполнитель: отдел сопровождения, 222-33-44")
    notes = book.add_worksheet("Памятка")
    notes.write(0, 0, "Реестр обновляется раз в квартал.")
    book.close()
    return file


def write_plain_register(file: Path) -> Path:
    """Write another register, with lists and figures in sentences; return its path."""
    book = xlsxwriter.Workbook(str(file), {"strings_to_urls": False})
    page = book.add_worksheet("Лист1")
    page.write(0, 9, "УТВЕРЖДАЮ")
    page.merge_range(2, 0, 2, 14, "СВОДНЫЙ РЕЕСТР ПЕДАГОГИЧЕСКИХ ПРАКТИК")
    page.merge_range(4, 0, 5, 0, "№")
    page.merge_range(4, 1, 4, 3, "Сведения о заявителе")
    page.merge_range(4, 4, 4, 14, "Описание практики")
    page.write_row(5, 1, PLAIN_HEADINGS)
    for number, row in enumerate(PLAIN_ROWS):
        page.write_row(6 + number, 0, [number + 1, *row, f"приказ от 12.04.2025 № {number + 1}"])
    page.write_row(6 + len(PLAIN_ROWS), 0, ["ВСЕГО:", None, None, None, len(PLAIN_ROWS)])
    book.close()
    return file


PLAIN_HEADINGS = (
    *("Муниципалитет", "Образовательная организация", "Контакты (Ф.И.О., тел., e-mail)", "Название"),
    *("Предмет", "Уровень обр-я", "Класс / возраст", "Краткая аннотация", "Актуальность"),
    *("Содержание (этапы)", "Сроки реализации", "Полученные результаты", "Ссылка на материалы"),
    "Реквизиты документа (приказ)",
)
PLAIN_ROWS = (
    (
        *(
            "Тимашевский муниц. район",
            "МБОУ СОШ № 4",
            "Ткаченко Л.В., завуч; 8(86130)4-11-22; sosh4@example.org",
        ),
        *("УРОКИ У ДОСКИ ОБЪЯВЛЕНИЙ В 9 «А» КЛАССЕ", "физ-ра", "НОО", "2-е, 3-и классы", _SUMMARIES[0]),
        "Ученики привыкли ждать готового ответа и редко задают вопросы сами.",
        "1.Собираем вопросы класса 2.Делим на группы 3.Проверяем ответы опытом",
        *("сентябрь 2023 – май 2024", "Средний балл ВПР 3,6 → 4,0", "https://example.org/materialy/1"),
    ),
    (
        *(
            "г. Сочи",
            "МАОУ лицей № 7",
            "тел.: 8-862-264-11-22, e-mail: li7@example.org",
            "Формула завтрака",
        ),
        *("химия/биология", "основная школа", "5 класс (11-12 лет)", _SUMMARIES[1]),
        "Треть класса не приступает к заданию, если в нём больше двух шагов.",
        "• знакомство с задачей;\n• работа в парах – по карточкам;\n• общий итог",
        *("1 сентября 2022 г.", "Участников: 2022 – 14 чел., 2023 – 31 чел.", "Папка: https://example.org/p"),
    ),
    (
        *("МО город Армавир", "МБДОУ д/с № 9", "8(86137)2-11-22 (приёмная); dou9@example.org", "Час опытов"),
        *("Начальные классы", "дошкольное", "6-7 лет", _SUMMARIES[2]),
        "Воспитатели редко показывают опыты: нет готового порядка работы.",
        *(
            "I этап: список опытов.\nII этап: опыты по пятницам.",
            "с 2021 года",
            "Дети стали чаще спрашивать.",
        ),
        "https://example.org/materialy/3",
    ),
)


def _write_groups(page: xlsxwriter.worksheet.Worksheet, row: int) -> int:
    """Write the groups of rows, starting at a row; return the number of the next row."""
    names = [*titles()]
    size = SIZE // len(GROUPS)
    for group, (name, district) in enumerate(GROUPS):
        page.merge_range(row, 0, row, _COLUMNS, f"{name} ({size} практик)")
        row += 1
        page.merge_range(row, 1, row + size - 1, 1, district)
        for place in range(size):
            number = group * size + place
            for column, cell in enumerate(_practice(number, names[number])):
                if cell is not None:
                    page.write(row, column, cell)
            row += 1
    return row


def _practice(number: int, title: str) -> Sequence[object]:
    kind = number % len(_THEMES)
    indicator, before, after = _EFFECTS[number % len(_EFFECTS)]
    quoted = f"«{title}»" if number % 3 == 0 else f"{title}." if number % 7 == 0 else title
    return (
        *(number + 1, None, quoted, _SUMMARIES[number % len(_SUMMARIES)]),
        *(f"МБОУ СОШ № {number + 1}", _LEVELS[kind], _GRADES[kind], _SUBJECTS[kind]),
        f"На уроках «{title.split(maxsplit=1)[0]}» дети редко спрашивают и ждут готового ответа.",
        *(_STEPS[number % len(_STEPS)], indicator, before, after, _CONTACTS[number % len(_CONTACTS)]),
        *(_PHONES[number % len(_PHONES)], f"school{number + 1}@example.org"),
        ("2023", "с 2022 г.", "2021-2022 уч. г.", 2024, "сентябрь 2023 г.")[number % 5],
        *(_FORMS[number % len(_FORMS)], _WHOM[number % len(_WHOM)]),
        *("вопросы, урок; общение", f"Протокол № {number % 4 + 1} от 12.03.2025", None, f"x{number}"),
    )
