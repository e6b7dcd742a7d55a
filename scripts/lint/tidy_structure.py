"""The rules of check_tidy.py about one whole file."""

import ast
import re

from lint import cpp_text
from lint.source_tree import CPP_SUFFIXES, Finding

FUNCTION_LINES = 70
FILE_LINES_SOFT = 400
FILE_LINES_HARD = 600
#: Files that programs write and nobody reads through.
GENERATED_FILES = {"package-lock.json"}
VAGUE_NAMES = {"util", "utils", "utility", "utilities", "helper", "helpers", "common", "misc"}


def check_name(path):
    """Finds a file or folder whose name says nothing."""
    for part in path.with_suffix("").parts:
        if VAGUE_NAMES & set(re.split(r"[_.\-]", part.lower())):
            yield Finding(str(path), 1, "vague-name", f"'{part}' does not say what is inside")


def check_length(path, text):
    """Finds a file that is too long."""
    if path.name in GENERATED_FILES:
        return
    count = text.count("\n")
    if count > FILE_LINES_HARD:
        message = f"{count} lines, the limit is {FILE_LINES_HARD}"
        yield Finding(str(path), FILE_LINES_HARD, "file-length", message)


def length_warnings(path, text):
    """Finds a file that grows too long."""
    count = text.count("\n")
    if FILE_LINES_SOFT < count <= FILE_LINES_HARD:
        message = f"warning: {count} lines, aim at {FILE_LINES_SOFT}"
        yield Finding(str(path), FILE_LINES_SOFT, "file-length", message)


def check_python(path, text):
    """Finds Python functions that are too long."""
    for node in ast.walk(ast.parse(text, str(path))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _too_long(path, node.name, node.lineno, node.end_lineno)


def check_cpp(path, text):
    """Finds what is wrong with the functions of one C++ file."""
    code = cpp_text.only_code(text)
    lines = cpp_text.Lines(text)
    for function in cpp_text.functions(code):
        yield from _too_long(path, function.name, lines.of(function.begin), lines.of(function.end))
    yield from _check_then(path, code, lines)
    if path.suffix == ".hpp" and not re.search(r"^#pragma once$", code, re.MULTILINE):
        yield Finding(str(path), 1, "pragma-once", "missing")


def check_first_include(root, path, text):
    """Finds a source that does not prove that its own header stands alone."""
    own = path.with_suffix(".hpp")
    if path.suffix != ".cpp" or not (root / own).is_file():
        return
    match = re.search(r"^#include (.*)$", cpp_text.without_comments(text), re.MULTILINE)
    if match is None or match[1] != f'"{own}"':
        line = cpp_text.Lines(text).of(match.start()) if match else 1
        yield Finding(str(path), line, "own-header-first", f'the first include is "{own}"')


def _too_long(path, name, first, last):
    count = last - first + 1
    if count > FUNCTION_LINES:
        message = f"{name} has {count} lines, the limit is {FUNCTION_LINES}"
        yield Finding(str(path), first, "function-length", message)


def _check_then(path, code, lines):
    """Finds requests whose errors nobody handles."""
    if path.parts[0] not in ("actors", "apps"):
        return
    for match in re.finditer(r"(?:\.|->)\s*then\s*\(", code):
        if len(cpp_text.arguments(code, match.end() - 1)) < 2:
            message = "then without an error handler"
            yield Finding(str(path), lines.of(match.start()), "caf-then", message)


def check(root, path, text):
    """Yields what the rules about one whole file find."""
    yield from check_name(path)
    yield from check_length(path, text)
    if path.suffix == ".py":
        yield from check_python(path, text)
    if path.suffix in CPP_SUFFIXES:
        yield from check_cpp(path, text)
        yield from check_first_include(root, path, text)
