"""Names and sizes in the package: a stranger finds a module by its name, and each is easy to survey."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from support.atlases import REPOSITORY

PACKAGE = REPOSITORY / "generator"
TESTS = REPOSITORY / "tests"
MOST_LINES, MOST_LINES_OF_A_FUNCTION, MOST_PARAMETERS = 300, 40, 7
IRREGULAR = re.compile(
    "begun|bound|brought|built|chosen|done|drawn|felt|found|given|gone|heard|held|hidden|kept|known|laid|led|left|lost"
    "|made|meant|met|paid|said|seen|sent|shown|sought|spelt|spoken|taken|taught|told|understood|woven|written"
)
NOUNS_AND_VERBS = frozenset({"embed", "feed", "need", "seed", "speed", "exceed", "proceed", "breed"})
NOUNS = frozenset(
    {"ending", "finding", "heading", "meaning", "spelling", "string", "thing", "wording", "building"}
)

LEFT_FILES = frozenset({"generator/site/host/mkdocs.py"})
"""Still to be split."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "node_modules" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@cache
def nodes_of(path: Path) -> list[Function | ast.ClassDef]:
    """Return the functions and classes of a file, cached for all tests."""
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, Function | ast.ClassDef)]


def functions(path: Path) -> Iterator[Function]:
    return (node for node in nodes_of(path) if isinstance(node, Function))


def is_property(function: Function) -> bool:
    return any("property" in ast.unparse(one) for one in function.decorator_list)


def is_command(function: Function) -> bool:
    """Return whether a function is a command, which has a parameter for each of its options."""
    return any(ast.unparse(one).startswith("command(") for one in function.decorator_list)


def is_bare_participle(name: str) -> bool:
    """Return whether a name is a single participle, which names the result instead of the action."""
    word = name.strip("_").lower()
    if "_" in word or word in NOUNS_AND_VERBS or word.removesuffix("s") in NOUNS:
        return False
    return IRREGULAR.fullmatch(word) is not None or word.endswith(("ed", "ing"))


def parameters_of(function: Function) -> list[str]:
    given = function.args
    every = (*given.posonlyargs, *given.args, *given.kwonlyargs)
    return [one.arg for one in every if one.arg not in {"self", "cls"}]


def public_classes() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in python_files(PACKAGE):
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(module_of(path))
    return found


def test_each_public_class_has_a_name_of_its_own() -> None:
    assert {name: places for name, places in public_classes().items() if len(places) > 1} == {}


@pytest.mark.parametrize("folder", ["generator", "tests/support"])
def test_functions_are_named_by_what_they_do(folder: str) -> None:
    bare = {
        f"{module_of(path)}: {function.name}"
        for path in python_files(REPOSITORY / folder)
        for function in functions(path)
        if is_bare_participle(function.name) and not is_property(function)
    }
    assert bare == set()


def test_files_and_functions_can_be_overseen() -> None:
    files = {
        module_of(path): size
        for path in python_files(PACKAGE)
        if (size := path.read_text(encoding="utf-8").count("\n")) > MOST_LINES
    }
    long = {
        f"{module_of(path)}: {function.name}": size
        for path in python_files(PACKAGE)
        for function in functions(path)
        if (size := (function.end_lineno or 0) - function.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert files.keys() <= LEFT_FILES
    assert long == {}


def test_no_function_takes_too_many_parameters() -> None:
    many = [
        f"{module_of(path)}: {function.name}"
        for path in python_files(PACKAGE)
        for function in functions(path)
        if len(parameters_of(function)) > MOST_PARAMETERS and not is_command(function)
    ]
    assert many == []


def test_tests_stand_where_the_code_stands() -> None:
    """The folders with tests of modules have the same names as those of the package."""
    whole = {
        "benchmarks",
        "browser",
        "docs",
        "faults",
        "fixtures",
        "fuzz",
        "schemas",
        "support",
        "web",
        "workflows",
    }
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    lost = {
        folder.as_posix()
        for folder in folders
        if folder.parts and folder.parts[0] not in whole and not (PACKAGE / folder).is_dir()
    }
    assert lost == set()
