"""From a letter to a branch that passes the check, a report and a reply that opens the form again."""

from __future__ import annotations

import base64
import json
import mailbox
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from support.commands import DAY, Told, assert_refused, call
from support.git import commit_all, git
from support.letters import GOOD, PATH, SENDER, body_with, letter, number_of, quote, raw
from support.reviews import atlas_to_change

from generator.source.yaml.reader import Parsed, read_yaml

NUMBER = number_of(GOOD)
LINK = "https://example.org/atlas/propose/practices/#record="


IN_WORDS = """Здравствуйте!

1. Название: Утренний круг в классе
2. Кратко: Каждое утро дети садятся в круг и рассказывают, чего ждут от дня, а к маю говорят все.
3. Муниципалитет: Озёрск
Пришлю ещё фото.
4. Организация
Название: Школа № 2
Электронная почта: kabinet@example.org
5. Проблема — дети приходят из разных сёл и молчат на уроках.
6. Как повторить:
1. Поставить стулья кругом.
2. Спросить каждого.

С уважением,
Мария Иванова
"""


def take(root: Path, place: Path, *words: str) -> Told:
    told = call(root, "inbox", str(place), *DAY, "--no-preview", "--jobs", "1", *words)
    return replace(told, out=told.out.replace("\xa0", " "))


def take_letter(root: Path, folder: Path, data: bytes, name: str = "a.eml") -> Told:
    file = folder / name
    file.write_bytes(data)
    return take(root, file)


def reply_in(root: Path, number: str, name: str = "reply.eml") -> EmailMessage:
    data = (root / ".atlas/inbox" / number / name).read_bytes()
    return message_from_bytes(data, policy=default)


def text_of(reply: EmailMessage) -> str:
    body = reply.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_the_whole_way(root: Path, tmp_path: Path) -> None:
    before = git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")
    told = take_letter(root, tmp_path, letter(quote(body_with())).as_bytes())
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"a.eml: {NUMBER}, {PATH}.\n1 письмо. Новых предложений: 1, уже известных: 0,")
    assert (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")) == before
    branch = f"proposal/{NUMBER}"
    assert git(root, "show", f"{branch}:{PATH}") == GOOD.strip()
    assert git(root, "diff", "--name-only", f"main...{branch}") == PATH
    assert call(root, "check", *DAY, "--proposal", f"main...{branch}").code == 0
    assert SENDER not in git(root, "log", "--all", "--format=%an %ae %cn %ce %B")
    folder = root / ".atlas/inbox" / NUMBER
    assert "Измерения на школьном дворе" in (folder / "review.md").read_text(encoding="utf-8")
    assert SENDER not in (folder / "proposal.json").read_text(encoding="utf-8")
    reply = reply_in(root, NUMBER)
    assert (reply["To"], reply["In-Reply-To"]) == (SENDER, "<1@example.org>")
    assert reply["Subject"] == f"Атлас: предложение {NUMBER} — получено"
    words = text_of(reply)
    assert "получено, ошибок в нём нет. Его посмотрит редактор" in words
    link = next(line for line in words.split("\n") if "#record=" in line)
    data = link.removeprefix(LINK)
    assert data != link
    read = read_yaml(GOOD.encode())
    assert isinstance(read, Parsed)
    assert json.loads(base64.urlsafe_b64decode(data + "=" * (-len(data) % 4))) == read.value


def test_nothing_is_done_twice(root: Path, tmp_path: Path) -> None:
    take_letter(root, tmp_path, letter(body_with()).as_bytes())
    commit = git(root, "rev-parse", f"proposal/{NUMBER}")
    again = take_letter(root, tmp_path, letter(body_with(), Received="by another").as_bytes())
    assert f"a.eml: {NUMBER} — " in again.out
    same = letter(body_with(), Message_ID="<2@example.org>", From="kollega@example.org").as_bytes()
    assert (
        f"{NUMBER} — то же предложение из другого письма, ветка прежняя"
        in take_letter(root, tmp_path, same).out
    )
    (second,) = [
        file
        for file in (root / ".atlas/inbox" / NUMBER).glob("reply-*.eml")
        if b"kollega" in file.read_bytes()
    ]
    assert "уже пришло раньше и ждёт редактора" in text_of(reply_in(root, NUMBER, second.name))
    told = take_letter(root, tmp_path, same)
    assert f"{NUMBER} — разобрано раньше" in told.out
    assert "Новых предложений: 0, уже известных: 1" in told.out
    assert git(root, "rev-parse", f"proposal/{NUMBER}") == commit


def test_what_to_mend_is_told_field_by_field(root: Path, tmp_path: Path) -> None:
    text = GOOD.replace("id: izmereniya-na-shkolnom-dvore", "id: zamery").replace(
        "subjects:\n  - ", "subjects:\n  - x"
    )
    path = "content/practices/zamery.yaml"
    sent = letter(body_with(text, path), subject=f"Атлас: предложение {number_of(text)}")
    told = take_letter(root, tmp_path, sent.as_bytes())
    assert f"{number_of(text)}, {path}: " in told.out
    words = text_of(reply_in(root, number_of(text)))
    assert "принять его пока нельзя" in words
    assert "Что исправить:\n\n1. " in words
    assert "«Предметы»: значения «x" in words
    assert "subjects" not in words.partition("https:")[0]
    assert "Исправьте ответы в форме и нажмите «Отправить» ещё раз" in words
    assert LINK in words


def test_broken_letters_are_answered_and_block_nobody(root: Path, tmp_path: Path) -> None:
    other = GOOD.replace("izmereniya-na-shkolnom-dvore", "izmereniya-dlin")
    path = "content/practices/izmereniya-dlin.yaml"
    letters = {
        "a-empty.eml": b"",
        "b-words.eml": letter("Когда выйдет запись?", subject="Вопрос").as_bytes(),
        "c-cut.eml": letter(body_with()[:700], Message_ID="<c@example.org>").as_bytes(),
        "d-path.eml": letter(body_with(path="../../etc/passwd"), Message_ID="<d@x.org>").as_bytes(),
        "e-robot.eml": letter(body_with(), Auto_Submitted="auto-replied").as_bytes(),
        "f-binary.eml": bytes(range(256)) * 40,
        "g-header.eml": b"From: =?utf-8?b?\xff?= <a@b.org\r\nBcc: x@y.z>\nSubject: =?nope?q?x?=\n\n\xff\xfe",
        "h-yaml.eml": raw(body_with("id: [\n").encode(), "text/plain; charset=nonsense"),
        "i-good.eml": letter(body_with(other, path), subject="x", Message_ID="<i@x.org>").as_bytes(),
    }
    folder = tmp_path / "letters"
    folder.mkdir()
    for name, data in letters.items():
        (folder / name).write_bytes(data)
    told = take(root, folder)
    assert told.code == 0
    lines = dict(line.split(": ", 1) for line in told.out.splitlines())
    assert "в нём не нашлось записи атласа" in lines["b-words.eml"]
    assert "почтовая программа обрезала письмо" in lines["c-cut.eml"]
    assert "в строке «запись атласа» нет её пути" in lines["d-path.eml"]
    assert lines["e-robot.eml"] == "автоматическое письмо, ответа не нужно."
    assert "ошибка" in lines["h-yaml.eml"]
    assert path in lines["i-good.eml"]
    assert len([name for name in letters if name in lines]) == len(letters)
    assert "passwd" not in git(root, "log", "--all", "--name-only")
    again = take(root, folder)
    assert "Новых предложений: 0" in again.out
    number = lines["b-words.eml"].partition(" ")[0]
    assert "его прочитает редактор" in text_of(reply_in(root, number))


def test_words_to_a_proposal_are_for_the_editor(root: Path, tmp_path: Path) -> None:
    """The reply asks for corrections in words: whoever sends some is told that they have arrived."""
    take_letter(root, tmp_path, letter(body_with()).as_bytes())
    words = letter("Спасибо! Исправьте, пожалуйста, телефон.", subject=f"Re: предложение {NUMBER}")
    told = take_letter(root, tmp_path, words.as_bytes(), "b.eml")
    line = next(one for one in told.out.splitlines() if one.startswith("b.eml"))
    assert f"письмо к предложению {NUMBER} без записи: прочитайте его сами" in line
    number = line.split()[1]
    assert "внесёт исправления или ответит вам" in text_of(reply_in(root, number))
    assert_refused(call(root, "reply", number, "--accept"), "принимать нечего")
    assert call(root, "reply", number.lower(), "--ask", "Какой телефон?").code == 0
    answer = reply_in(root, number, "answer.eml")
    assert answer["Subject"] == "Атлас: ответ на ваше письмо"
    assert "Какой телефон?" in text_of(answer)


def test_an_attached_table_is_kept_for_the_import(root: Path, tmp_path: Path) -> None:
    sent = letter("Наш реестр.", subject="Реестр", files={"../Реестр Ивановой.xlsx": b"PK-table"})
    told = take_letter(root, tmp_path, sent.as_bytes())
    assert "приложена таблица; проверьте её: atlas import " in told.out
    (file,) = root.glob(".atlas/inbox/T-*/table-1.xlsx")
    assert file.read_bytes() == b"PK-table"
    assert "пришлёт вам её же с пометками" in text_of(reply_in(root, file.parent.name))
    assert "разобрано раньше" in take_letter(root, tmp_path, sent.as_bytes()).out


def test_what_the_form_has_sent_itself_is_answered_to_the_contact(root: Path, tmp_path: Path) -> None:
    """The receiver from the documentation knows no sender: «form@invalid» is not an address."""
    text = GOOD.replace("izmereniya-na-shkolnom-dvore", "izmereniya-postom")
    path = "content/practices/izmereniya-postom.yaml"
    sent = letter(body_with(text, path), From="form@invalid", Message_ID="<f@form.invalid>", subject="x")
    told = take_letter(root, tmp_path, sent.as_bytes())
    assert "впишите его в ответ" not in told.out
    assert reply_in(root, told.out.split()[1].strip(",:"))["To"] == "shkola@example.org"
    bare = text.replace("  email: shkola@example.org\n", "  phone: +7 861 222-33-44\n").replace(
        "postom", "bez-pochty"
    )
    other = letter(body_with(bare, path.replace("postom", "bez-pochty")), From="form@invalid", subject="x")
    told = take_letter(root, tmp_path, other.as_bytes(), "b.eml")
    assert "адреса отправителя в письме нет — впишите его в ответ" in told.out


def test_what_a_program_wrote_is_not_answered(root: Path, tmp_path: Path) -> None:
    for subject in ("Автоответ: отпуск", "Out of office", "Прочитано: письмо"):
        told = take_letter(root, tmp_path, letter("Меня нет", subject=subject).as_bytes())
        assert "автоматическое письмо" in told.out
    receipt = raw(b"--a\n\nread\n--a--\n", "multipart/report; boundary=a")
    assert "автоматическое письмо" in take_letter(root, tmp_path, receipt).out


def test_a_record_in_words_is_a_proposal(root: Path, tmp_path: Path) -> None:
    told = take_letter(
        root, tmp_path, letter(IN_WORDS, subject="Практика", Message_ID="<w@x.org>").as_bytes()
    )
    path = "content/practices/utrenny-krug-v-klasse.yaml"
    assert f", {path}" in told.out
    number = told.out.split()[1].strip(",.")
    made: Any = read_yaml(git(root, "show", f"proposal/{number}:{path}").encode()).value
    assert made["municipality"] == "ozersk"
    assert made["organisation"] == {"name": "Школа № 2"}
    assert made["contact"] == {"email": "kabinet@example.org"}
    assert [step["title"] for step in made["steps"]] == ["Поставить стулья кругом", "Спросить каждого"]
    assert "Мария" not in str(made)
    words = text_of(reply_in(root, number))
    assert "Запись собрана из слов вашего письма, раздел — «Практики». В неё не вошло" in words
    assert "\n- Пришлю ещё фото.\n" in words


def test_words_correct_a_record_of_the_same_title(root: Path, tmp_path: Path) -> None:
    old = next((root / "content/practices").glob("*.yaml"))
    value: Any = read_yaml(old.read_bytes()).value
    body = f"Название: {value['title']}\nТелефон: +7 861 222-33-44\n"
    told = take_letter(root, tmp_path, letter(body, subject="Новый телефон", Message_ID="<c@x>").as_bytes())
    number = told.out.split()[1].strip(",.:")
    path = old.relative_to(root).as_posix()
    made: Any = read_yaml(git(root, "show", f"proposal/{number}:{path}").encode()).value
    assert made == {**value, "contact": {**value["contact"], "phone": "+7 861 222-33-44"}}


def test_a_letter_damaged_on_its_way_is_no_record(root: Path, tmp_path: Path) -> None:
    whole = base64.encodebytes(body_with().encode())
    broken = whole[:400] + b"!!!" + whole[403:]
    head = f"From: {SENDER}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    sent = f"{head}Content-Transfer-Encoding: base64\n\n".encode() + broken
    told = take_letter(root, tmp_path, sent)
    assert "письмо повреждено в пути" in told.out
    footer = f"{head}Content-Transfer-Encoding: base64\n\n".encode() + whole + b"-- \n"
    assert "повреждено" not in take_letter(root, tmp_path, footer).out


def test_a_taken_number_and_a_foreign_message_id_hide_nobody(root: Path, tmp_path: Path) -> None:
    text = GOOD.replace("izmereniya-na-shkolnom-dvore", "izmereniya-ploshchadei")
    sent = letter(body_with(text, "content/practices/izmereniya-ploshchadei.yaml")).as_bytes()
    take_letter(root, tmp_path, letter(body_with()).as_bytes())
    told = take_letter(root, tmp_path, sent)
    assert f"a.eml: {number_of(text)}, content/practices/izmereniya-ploshchadei.yaml" in told.out


def test_several_records_of_a_letter_and_of_a_mailbox(root: Path, tmp_path: Path) -> None:
    names = ["izmereniya-a", "izmereniya-b"]
    texts = [GOOD.replace("izmereniya-na-shkolnom-dvore", name) for name in names]
    body = "".join(
        body_with(text, f"content/practices/{name}.yaml") for text, name in zip(texts, names, strict=True)
    )
    box = mailbox.mbox(tmp_path / "all.mbox")
    box.add(letter(body, subject="Две записи").as_bytes())
    box.add(letter("Письмо ни о чём", Message_ID="<n@x.org>").as_bytes())
    box.close()
    told = take(root, tmp_path / "all.mbox")
    assert f"all.mbox, письмо 1: {number_of(texts[0])}, content/practices/izmereniya-a.yaml" in told.out
    assert f"all.mbox, письмо 1: {number_of(texts[1])}, content/practices/izmereniya-b.yaml" in told.out
    assert "2 письма. Новых предложений: 2" in told.out
    box_ = mailbox.Maildir(tmp_path / "maildir")
    box_.add(letter(body, subject="Две записи").as_bytes())
    assert "Новых предложений: 0, уже известных: 2" in take(root, tmp_path / "maildir").out


def test_what_is_attached_and_not_read_is_named(root: Path, tmp_path: Path) -> None:
    files = {"Практика.docx": b"PK\x03\x04", "winmail.dat": b'x\x9f>"'}
    told = take_letter(root, tmp_path, letter("Посылаю", Message_ID="<w@x.org>", files=files).as_bytes())
    said = "приложено то, что атлас не читает: «практика.docx» и «winmail.dat» (так Outlook упаковывает"
    assert said in told.out


def test_a_branch_called_as_the_folder_of_proposals_stops_nobody(tmp_path: Path) -> None:
    root = atlas_to_change(tmp_path / "atlas")
    git(root, "branch", "proposal")
    told = take_letter(root, tmp_path, letter(body_with()).as_bytes())
    assert (told.code, told.err) == (0, "")
    assert git(root, "show", f"letter/{NUMBER}:{PATH}") == GOOD.strip()
    assert NUMBER in call(root, "proposals", *DAY).out


def test_an_editor_who_accepts_mistakes_is_reminded_of_them(root: Path, tmp_path: Path) -> None:
    text = GOOD.replace("- ooo", "- oooo")
    assert text != GOOD
    number = number_of(text)
    take_letter(root, tmp_path, letter(body_with(text)).as_bytes())
    said = "проверка нашла в ней 1 ошибку: отправляйте, если в ветке это исправлено"
    assert said in call(root, "reply", number, "--accept").out.replace("\xa0", " ")
    assert said not in call(root, "reply", number, "--decline", "Нет").out.replace("\xa0", " ")


def test_the_editor_answers(root: Path, tmp_path: Path) -> None:
    take_letter(root, tmp_path, letter(body_with()).as_bytes())
    for words, told in (
        (("--accept",), "принято. Спасибо! Сайт покажет запись, когда она дойдёт до этапа «Размещена»"),
        (("--ask", "Сколько было детей?"), "Сколько было детей?"),
        (("--decline", "Это не практика."), "не принято. Причина:\n\n\nЭто не практика."),
    ):
        assert call(root, "reply", NUMBER, *words).code == 0
        answer = reply_in(root, NUMBER, "answer.eml")
        assert answer["To"] == SENDER
        assert " ".join(told.split()) in " ".join(text_of(answer).split())
    assert_refused(call(root, "reply", "P-20260101-0000", "--accept"), "предложения «P-20260101-0000»")
    git(root, "checkout", "-q", f"proposal/{NUMBER}")
    (root / PATH).write_text(f"{GOOD}stage: placed\n", encoding="utf-8")
    commit_all(root)
    git(root, "checkout", "-q", "main")
    assert call(root, "reply", NUMBER, "--accept").code == 0
    told = text_of(reply_in(root, NUMBER, "answer.eml"))
    assert "После ближайшего обновления сайта запись будет здесь:" in told
    for wrong in ((), ("--accept", "--ask", "x"), ("--decline", " ")):
        assert_refused(call(root, "reply", NUMBER, *wrong), "нужно одно решение", code=2)


def test_what_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert_refused(take(root, tmp_path / "a.txt"), "не письмо: нужна папка с письмами")
    assert_refused(take(root, tmp_path / "none"), "не найдено", code=2)
    public = root / "content/inbox"
    assert_refused(take(root, tmp_path, "--output", str(public)), "попадёт в git")
