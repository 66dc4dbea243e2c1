"""Приём записей, которые форма атласа отправляет сама: образец для сервера редакции.

    python3 intake_receiver.py ПАПКА ПОРТ АДРЕС_САЙТА

Нужен только Python. Каждое предложение ложится в ПАПКУ письмом .eml, которое читает «atlas inbox ПАПКА».
Снаружи перед образцом ставят nginx с https. Что здесь должно отвечать, сказано в docs/ru/intake.md.
"""

import hashlib
import sys
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

MOST = 300_000  # байтов в одном предложении
MOST_WAITING = 1_000  # писем в папке: больше — значит, её никто не разбирает


class Receiver(BaseHTTPRequestHandler):
    """Принимает POST с текстом письма и кладёт его в папку."""

    folder = Path()
    site = ""
    timeout = 20

    def do_POST(self) -> None:
        """Положить предложение в папку; 200 — оно на диске."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MOST:
            return self._answer(413)
        if len(list(self.folder.glob("*.eml"))) >= MOST_WAITING:
            return self._answer(503)
        try:
            text = self.rfile.read(int(length)).decode("utf-8")
        except UnicodeDecodeError:
            return self._answer(400)
        subject, _, body = text.partition("\n\n")
        if "\n" in subject or not subject.startswith("Атлас: предложение P-"):
            return self._answer(400)
        letter = EmailMessage()
        letter["Subject"] = subject
        letter["From"] = letter["To"] = "form@invalid"
        name = hashlib.sha256(text.encode()).hexdigest()[:32]  # то же предложение ещё раз — тот же файл
        letter["Message-ID"] = f"<{name}@form.invalid>"
        letter.set_content(body)
        part = self.folder / f"{name}.part"
        part.write_bytes(bytes(letter))
        part.replace(self.folder / f"{name}.eml")
        return self._answer(200)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", self.site)  # иначе форма не узнает, принято ли
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """В журнал не попадает ничего: в адресах и текстах — данные людей."""


if __name__ == "__main__":
    _, *words = sys.argv
    if len(words) < 3 or not words[1].isdigit():  # noqa: PLR2004
        sys.exit("Нужны папка, порт и адрес сайта: python3 intake_receiver.py ПАПКА ПОРТ АДРЕС_САЙТА")
    place = urlsplit(words[2])  # браузер называет сайт без пути: https://example.org, а не …/atlas/
    Receiver.folder, Receiver.site = Path(words[0]), f"{place.scheme}://{place.netloc}"
    Receiver.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sys.stdout.write(f"Записи с {Receiver.site} ложатся в {Receiver.folder}. Остановить — Ctrl+C.\n")
    sys.stdout.flush()
    ThreadingHTTPServer(("127.0.0.1", int(words[1])), Receiver).serve_forever()
