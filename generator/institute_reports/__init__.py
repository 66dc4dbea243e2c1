"""The reports of an institute: one module per report, each a function from a ledger to tables.

`REPORTS` lists them; `formats` writes any of them. A report reads only its ledger, so the same records on the
same day give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from generator.institute_reports.accompaniment import report_accompaniment
from generator.institute_reports.c11 import report_c11
from generator.institute_reports.c12 import report_c12
from generator.institute_reports.communities import report_communities
from generator.institute_reports.contests import report_contests
from generator.institute_reports.curators import report_curators
from generator.institute_reports.expertise import report_expertise
from generator.institute_reports.gaps import report_gaps
from generator.institute_reports.indicators import report_indicators
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.networks import report_networks
from generator.institute_reports.passport import report_passport
from generator.institute_reports.passport_data import report_passport_data
from generator.institute_reports.pool import report_pool
from generator.institute_reports.replication import report_replication
from generator.institute_reports.roadmap import report_roadmap
from generator.institute_reports.statuses import report_statuses
from generator.institute_reports.tables import ReportPart
from generator.institute_reports.verticals import report_verticals

__all__ = ["REPORTS", "ReportKind"]


class ReportKind(msgspec.Struct, frozen=True, kw_only=True):
    """A report: its title, its contents in words, and its function. A `private` one never becomes a page."""

    title: str
    description: str
    make: Callable[[Ledger], ReportPart]
    private: bool = False


REPORTS: Mapping[str, ReportKind] = {
    "passport": ReportKind(
        title="Паспорт муниципалитета",
        description="служба, статусы, соглашения, сети, сообщества, практики, показатели, события, "
        "белые пятна",
        make=report_passport,
    ),
    "gaps": ReportKind(
        title="Белые пятна",
        description="в каких муниципалитетах по какому направлению нет опубликованных практик",
        make=report_gaps,
    ),
    "expertise": ReportKind(
        title="Аналитическая справка по экспертизе практик",
        description="решения, баллы по критериям, рекомендации, сроки, очередь",
        make=report_expertise,
    ),
    "c11": ReportKind(
        title="Ц-11: выполнение шагов",
        description="какие записи подтверждают каждый шаг",
        make=report_c11,
    ),
    "c12": ReportKind(
        title="Ц-12: анализ сообществ",
        description="инструменты сообществ и государственные задачи",
        make=report_c12,
    ),
    "communities": ReportKind(
        title="Сообщества по видам",
        description="сколько сообществ каждого вида, уровня и муниципалитета и сколько в них участий",
        make=report_communities,
    ),
    "indicators": ReportKind(
        title="Показатели и цели",
        description="что измерено или вычислено и достигнута ли цель",
        make=report_indicators,
    ),
    "roadmap": ReportKind(
        title="Дорожные карты и планы",
        description="сроки пунктов, что подтверждено и что просрочено",
        make=report_roadmap,
    ),
    "statuses": ReportKind(
        title="Реестр статусов",
        description="кто какой статус имеет, по какому документу и до какого дня",
        make=report_statuses,
    ),
    "networks": ReportKind(
        title="Сети",
        description="участники сетей и цепочка соглашение, план, отчёт",
        make=report_networks,
    ),
    "accompaniment": ReportKind(
        title="Сопровождение практик",
        description="запросы на сопровождение и ответы на них",
        make=report_accompaniment,
    ),
    "replication": ReportKind(
        title="Внедрение практик",
        description="какие практики переняли другие и где",
        make=report_replication,
    ),
    "verticals": ReportKind(
        title="Предметные вертикали",
        description="сообщества каждого предмета от региона до школы",
        make=report_verticals,
    ),
    "contests": ReportKind(
        title="Конкурсы и практики",
        description="какие практики пришли с каких конкурсов",
        make=report_contests,
    ),
    "curators": ReportKind(
        title="Кураторы",
        description="роли тех, кто ведёт муниципалитеты, сети и центры",
        make=report_curators,
    ),
    "passport-data": ReportKind(
        title="Данные для паспорта ДПО",
        description="числа для разделов паспорта, которые знает атлас",
        make=report_passport_data,
    ),
    "experts": ReportKind(
        title="Реестр экспертов в числах",
        description="сколько экспертов по предметам, направлениям, муниципалитетам и нагрузке; "
        "нужна --private",
        make=report_pool,
        private=True,
    ),
}
"""The reports by the names used by the command line and the site, in the order in which they are listed."""
