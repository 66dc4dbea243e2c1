"""Which links are considered dead, and which not; how the crawler behaves as a guest."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace
from protego import Protego
from support.atlases import AS_OF
from support.web import INNER, UNKNOWN, allow_sites, small_web

from generator.base.errors import AtlasError
from generator.base.web_address import resolve_address
from generator.upkeep.links.crawl import check_links, fetch_rules
from generator.upkeep.links.politeness import Politeness
from generator.upkeep.links.request import Prober
from generator.upkeep.links.results import Outcome, ProbeResult
from generator.upkeep.links.state_file import LinkStates, read_states, write_states
from generator.upkeep.links.targets import LinkTarget
from generator.upkeep.links.verdicts import judge_links

DAY = dt.date.fromisoformat(AS_OF)
MANNERS = Politeness(agent="atlas-links/1", pause=0, timeout=9, second_look=0, allowed=allow_sites)
SECOND_GROUP = "User-agent: x\nAllow: /\nUser-agent: atlas-links\nDisallow: /b"
WEEK = dt.timedelta(days=7)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.ALIVE),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (401, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (405, Outcome.REFUSED),
        (418, Outcome.REFUSED),
        (429, Outcome.REFUSED),
        (451, Outcome.REFUSED),
        (999, Outcome.REFUSED),
        (500, Outcome.SILENT),
        (503, Outcome.SILENT),
        (0, Outcome.SILENT),
    ],
)
def test_only_an_answer_that_says_so_is_gone(
    monkeypatch: pytest.MonkeyPatch, status: int, outcome: Outcome
) -> None:
    with small_web(monkeypatch, page=status) as web:
        manners = replace(MANNERS, timeout=9 if status else 0.3)
        look = Prober(politeness=manners).probe(web.address("/page"))
    assert look.outcome is outcome
    assert bool(look.why) is (outcome is not Outcome.ALIVE)


def test_a_name_that_nobody_knows_is_gone_and_an_inner_one_is_never_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with small_web(monkeypatch, page=200, onward=(302, {"Location": f"http://{INNER}/page"})) as web:
        prober = Prober(politeness=MANNERS)
        assert prober.probe(f"http://{UNKNOWN}/page").outcome is Outcome.GONE
        assert prober.probe(web.address("/page", INNER)).outcome is Outcome.REFUSED
        assert prober.probe(web.address("/onward")).outcome is Outcome.REFUSED
    assert web.times("/page") == 0


def test_the_network_of_the_machine_is_not_public() -> None:
    for host in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "localhost"):
        look = Prober(politeness=Politeness(agent="a")).probe(f"http://{'[::1]' if host == '::1' else host}/")
        assert look.outcome is Outcome.REFUSED


def test_a_page_that_moved_for_good_says_where_to(monkeypatch: pytest.MonkeyPatch) -> None:
    with small_web(
        monkeypatch,
        old=(301, {"Location": "/new"}),
        today=(302, {"Location": "/new"}),
        circle=(301, {"Location": "/circle"}),
        lost=(301, {"Location": "/nowhere"}),
        file=(301, {"Location": "file:///etc/passwd"}),
        new=200,
    ) as web:
        prober = Prober(politeness=MANNERS)
        looks = {
            name: prober.probe(web.address(f"/{name}")) for name in ("old", "today", "circle", "lost", "file")
        }
    assert looks["old"] == ProbeResult(outcome=Outcome.ALIVE, moved_to=web.address("/new"))
    assert looks["today"] == ProbeResult(outcome=Outcome.ALIVE)
    assert looks["circle"].outcome is Outcome.SILENT
    assert looks["lost"].outcome is Outcome.GONE
    assert looks["file"].outcome is Outcome.SILENT


def test_a_second_look_comes_before_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    with small_web(monkeypatch, flaky=[404, 200], gone=404, well=200) as web:
        addresses = [web.address(path) for path in ("/flaky", "/gone", "/well")]
        known = check_links(addresses, MANNERS, LinkStates(), today=DAY)
    assert {one: known.addresses[one].outcome for one in addresses} == {
        web.address("/flaky"): Outcome.ALIVE,
        web.address("/gone"): Outcome.GONE,
        web.address("/well"): Outcome.ALIVE,
    }
    assert (web.times("/flaky"), web.times("/gone"), web.times("/well")) == (2, 2, 1)


def test_rules_for_robots_are_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = "User-agent: atlas-links\nDisallow: /closed\nCrawl-delay: 1\n"
    with small_web(monkeypatch, robots__txt=rules, open=200, other=200, closed=200) as web:
        addresses = [web.address(path) for path in ("/closed", "/open", "/other")]
        known = check_links(addresses, MANNERS, LinkStates(), today=DAY)
    assert known.addresses[web.address("/closed")].outcome is Outcome.REFUSED
    assert web.times("/closed") == 0
    times = [when for when, path, _ in web.asked if path in {"/open", "/other"}]
    assert times[1] - times[0] >= 1
    assert {agent for *_, agent in web.asked} == {"atlas-links/1"}


@pytest.mark.parametrize(
    ("rules", "closed", "open_"),
    [
        ("Allow: /\nDisallow: /private/", "/private/x", "/public"),
        ("Disallow: /*?print=", "/a?print=1", "/a"),
        ("Disallow: /\nAllow: /docs/", "/other", "/docs/x"),
        ("Disallow: /*.pdf$", "/plan.pdf", "/plan.pdf.html"),
        ("Disallow: /новости/", "/новости/1", "/о-школе"),
        ("Disallow: /%D0%BD/", "/н/1", "/о/"),
        ("Disallow: /closed\nDisallow: /x\nAllow: /x", "/x/y/../../closed", "/x"),
        ("Allow: /\nDisallow: /closed # why", "/closed", "/open"),
        ("DISALLOW : /closed", "/closed", "/Closed"),
        ("Disallow:\nDisallow: /closed", "/closed", "/open"),
        ("Sitemap: /s.xml\nDisallow: /closed", "/closed", "/open"),
        ("Disallow: /open\n\nUser-agent: *\nDisallow: /closed", "/closed", "/x"),
        ("Disallow: /\nUser-agent: other\nUser-agent: Atlas-Links\nDisallow: /closed", "/closed", "/open"),
        ("Disallow: /\nUser-agent: atlas-links\nDisallow: /a\n" + SECOND_GROUP, "/b", "/c"),
    ],
)
def test_the_longest_rule_of_robots_txt_wins(
    monkeypatch: pytest.MonkeyPatch, rules: str, closed: str, open_: str
) -> None:
    with small_web(monkeypatch, robots__txt=f"\ufeffUser-agent: *\n{rules}\n") as web:
        site_rules = fetch_rules(web.address("/"), Prober(politeness=MANNERS))
    assert isinstance(site_rules, Protego)
    assert not site_rules.can_fetch(resolve_address(web.address(closed)), MANNERS.robot)
    assert site_rules.can_fetch(resolve_address(web.address(open_)), MANNERS.robot)


def test_robots_txt_counts_to_its_end_however_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    chunks = (
        200,
        {"Transfer-Encoding": "chunked"},
        ["User-agent: *\n", "# long\n" * 20_000, "Disallow: /\n"],
    )
    with small_web(monkeypatch, robots__txt=chunks, page=200) as web:
        known = check_links([web.address("/page")], MANNERS, LinkStates(), today=DAY)
    assert known.addresses[web.address("/page")].outcome is Outcome.REFUSED
    assert web.times("/page") == 0


@pytest.mark.parametrize(
    ("rules", "outcome", "asked"),
    [
        (404, Outcome.ALIVE, 1),
        (403, Outcome.ALIVE, 1),
        (429, Outcome.ALIVE, 1),
        (500, Outcome.REFUSED, 0),
        (503, Outcome.REFUSED, 0),
        ((301, {"Location": "/far"}), Outcome.REFUSED, 0),
        ((302, {"Location": "/nowhere"}), Outcome.ALIVE, 1),
        ((200, {}, ["<html><p>Disallow: /</p></html>"]), Outcome.ALIVE, 1),
        ("User-agent: *\n" + "# long\n" * 80_000 + "Disallow: /\n", Outcome.ALIVE, 1),
        ("User-agent: *\nAllow: /\nCrawl-delay: 3600", Outcome.REFUSED, 0),
        ("User-agent: *\nCrawl-delay: nan\nDisallow: /x", Outcome.ALIVE, 1),
    ],
)
def test_robots_txt_is_what_rfc_9309_says(
    monkeypatch: pytest.MonkeyPatch, rules: object, outcome: Outcome, asked: int
) -> None:
    far = "User-agent: *\nDisallow: /page"
    with small_web(monkeypatch, robots__txt=rules, far=far, page=200) as web:
        known = check_links([web.address("/page")], MANNERS, LinkStates(), today=DAY)
    assert known.addresses[web.address("/page")].outcome is outcome
    assert web.times("/page") == asked


def test_a_redirect_to_a_closed_page_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = "User-agent: *\nDisallow: /closed"
    answers = {"old": (301, {"Location": "/closed"}), "closed": 200}
    with small_web(monkeypatch, robots__txt=rules, **answers) as web:
        known = check_links([web.address("/old")], MANNERS, LinkStates(), today=DAY)
    assert known.addresses[web.address("/old")].outcome is Outcome.REFUSED
    assert web.times("/closed") == 0


def test_a_site_that_asks_to_wait_or_keeps_silent_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [f"/page{number}" for number in range(6)]
    with small_web(
        monkeypatch, page0=(429, {"Retry-After": "3600"}), **{path[1:]: 200 for path in paths[1:]}
    ) as web:
        known = check_links([web.address(path) for path in paths], MANNERS, LinkStates(), today=DAY)
    assert {one.outcome for one in known.addresses.values()} == {Outcome.REFUSED}
    assert len(web.asked) == len(["/robots.txt", "/page0"])


def test_no_network_is_no_dead_link(monkeypatch: pytest.MonkeyPatch) -> None:
    with small_web(monkeypatch), pytest.raises(AtlasError, match="нет сети"):
        check_links([f"http://{UNKNOWN}/a", f"http://{UNKNOWN}/b"], MANNERS, LinkStates(), today=DAY)


def test_what_was_alive_lately_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with small_web(monkeypatch, page=[200, 404]) as web:
        known = check_links([web.address("/page")], MANNERS, LinkStates(), today=DAY)
        again = check_links([web.address("/page")], MANNERS, known, today=DAY + WEEK, fresh_days=7)
        assert again == known
        late = check_links([web.address("/page")], MANNERS, known, today=DAY + 2 * WEEK, fresh_days=7)
    assert late.addresses[web.address("/page")].outcome is Outcome.GONE


def test_long_silence_is_told_and_a_short_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with small_web(monkeypatch, ill=500, shy=403) as web:
        targets = [LinkTarget(address=web.address(path), places=()) for path in ("/ill", "/shy")]
        known, told = LinkStates(), []
        for week in range(3):
            known = check_links([one.address for one in targets], MANNERS, known, today=DAY + week * WEEK)
            told.append(judge_links(targets, known, DAY + week * WEEK))
    assert [len(one.silent) for one in told] == [0, 0, 1]
    assert [len(one.unsure) for one in told] == [2, 2, 1]
    assert told[2].urgent[0].seen.failing_since == DAY


def test_what_is_remembered_is_read_again_and_rubbish_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "deep" / "links.json"
    with small_web(monkeypatch, page=404) as web:
        known = check_links([web.address("/page"), web.address("/x")], MANNERS, LinkStates(), today=DAY)
    write_states(file, known)
    assert read_states(file) == known
    first = file.read_bytes()
    write_states(file, read_states(file))
    assert file.read_bytes() == first
    for rubbish in (b"", b"[]", b'{"version": 2}', b'{"addresses": {"a": 1}}', b"\xff" * 9):
        file.write_bytes(rubbish)
        assert read_states(file) == LinkStates()
    assert list(file.parent.iterdir()) == [file]
