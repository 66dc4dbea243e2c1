"""Which addresses are a person's page, also on sites where people's and organisations' pages look alike."""

from __future__ import annotations

from generator.base.personal_data import HANDLE_SIGN, PAGE_SIGN, find_person_pages

OF_PERSONS = [
    "https://nsportal.ru/ivanova-mariya-petrovna",
    "https://nsportal.ru/user/123456",
    "https://infourok.ru/user/ivanova-mariya",
    "https://infourok.ru/user/petrova-olga-ivanovna/page/kontakty",
    "https://multiurok.ru/ivanovama/",
    "https://multiurok.ru/id22334455/",
    "https://multiurok.ru/sidorenko/",
    "https://www.proshkolu.ru/user/ivanova65/",
    "https://proshkolu.ru/user/olga_p/folder/123/",
    "https://www.maam.ru/users/ivanova",
    "https://znanio.ru/user/12345",
    "https://урок.рф/user/123456/ivanova.html",
    "https://vk.com/wall18273645_12",
    "https://vk.com/ivanova_olga",
    "https://vk.com/albums123456",
    "https://www.youtube.com/@ivanova-olga",
    "https://vk.com/id5",
    "https://videouroki.net/user/5",
    "@maria_ivanova",
    "телеграм @petrova-olga, пишите",
    "Ведущий (@ivanov.aa)",
]
OF_BODIES = [
    "https://nsportal.ru/shkola/fizika/library/2020/01/12/urok-po-teme",
    "https://nsportal.ru/detskiy-sad",
    "https://nsportal.ru/shkola",
    "https://infourok.ru/prezentaciya-po-fizike-123456.html",
    "https://infourok.ru/konspekt",
    "https://multiurok.ru/files/opyty-na-podokonnike.html",
    "https://multiurok.ru/index.php/files/urok.html",
    "https://proshkolu.ru/org/sosh5/",
    "https://vk.com/wall-123_45",
    "https://vk.com/album-123_1",
    "https://vk.com/shkola5anapa",
    "https://vk.com/club123",
    "https://vk.com/sosh12_kropotkin",
    "https://vk.com/iro23",
    "https://www.youtube.com/watch?v=ivanova",
    "https://www.youtube.com/@sosh5",
    "https://www.youtube.com/playlist?list=1",
    "https://rutube.ru/video/123/",
    "https://rutube.ru/channel/123/",
    "https://dzen.ru/iro23",
    "https://www.maam.ru/detskijsad/opyty.html",
    "https://uchportal.ru/load/123",
    "https://videouroki.net/blog/opyty.html",
    "https://урок.рф/library/opyty_123.html",
    "https://znanio.ru/media/opyty-1",
    "https://vk.com/video-123_4",
    "@sosh5_anapa",
    "канал @metodist_kubani",
    "methodist.ivanova@school5.example.org",
]


def is_signed(text: str) -> bool:
    return bool(PAGE_SIGN.search(text) or HANDLE_SIGN.search(text))


def test_a_page_of_a_person_is_told_from_one_of_a_body() -> None:
    assert [one for one in OF_PERSONS if not is_signed(one) or not list(find_person_pages(one))] == []
    assert [one for one in OF_BODIES if list(find_person_pages(one))] == []
