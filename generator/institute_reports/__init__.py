"""The reports of an institute: one module per report, with a function from a ledger to tables.

`REPORTS` lists them; `whole` makes and `formats` writes any of them. A report reads only its ledger, so the
same records on the same day give the same bytes.
"""

from collections.abc import Mapping

import msgspec

__all__ = ["REPORTS", "ReportKind"]


class ReportKind(msgspec.Struct, frozen=True):
    """A report: its title and its contents in words. A `private` one never becomes a page."""

    title: str
    description: str
    private: bool = False


REPORTS: Mapping[str, ReportKind] = {
    "passport": ReportKind(
        "Паспорт муниципалитета",
        "служба, статусы, соглашения, сети, сообщества, практики, показатели, события, белые пятна",
    ),
    "gaps": ReportKind(
        "Белые пятна", "в каких муниципалитетах по какому направлению нет опубликованных практик"
    ),
    "expertise": ReportKind(
        "Аналитическая справка по экспертизе практик",
        "решения, баллы по критериям, рекомендации, сроки, очередь",
    ),
    "c11": ReportKind("Ц-11: выполнение шагов", "какие записи подтверждают каждый шаг"),
    "c12": ReportKind("Ц-12: анализ сообществ", "инструменты сообществ и государственные задачи"),
    "communities": ReportKind(
        "Сообщества по видам",
        "сколько сообществ каждого вида, уровня и муниципалитета и сколько в них участий",
    ),
    "indicators": ReportKind("Показатели и цели", "что измерено или вычислено и достигнута ли цель"),
    "roadmap": ReportKind("Дорожные карты и планы", "сроки пунктов, что подтверждено и что просрочено"),
    "statuses": ReportKind("Реестр статусов", "кто какой статус имеет, по какому документу и до какого дня"),
    "networks": ReportKind("Сети", "участники сетей и цепочка соглашение, план, отчёт"),
    "accompaniment": ReportKind("Сопровождение практик", "запросы на сопровождение и ответы на них"),
    "replication": ReportKind("Внедрение практик", "какие практики переняли другие и где"),
    "verticals": ReportKind("Предметные вертикали", "сообщества каждого предмета от региона до школы"),
    "contests": ReportKind("Конкурсы и практики", "какие практики пришли с каких конкурсов"),
    "curators": ReportKind("Кураторы", "роли тех, кто ведёт муниципалитеты, сети и центры"),
    "passport-data": ReportKind(
        "Данные для паспорта ДПО", "числа для разделов паспорта, которые знает атлас"
    ),
    "experts": ReportKind(
        "Реестр экспертов в числах",
        "сколько экспертов по предметам, направлениям, муниципалитетам и нагрузке; нужна --private",
        private=True,
    ),
}
"""The reports by name, in the order of lists. `report_NAME` in the module NAME makes one."""
