"""Reads C++ just well enough for the lint scripts: comments, literals and functions."""

import bisect
import dataclasses
import re

_TOKEN = re.compile(
    r"""
      (?P<raw>(?<!\w)(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
    | (?P<comment>//(?:[^\n\\]|\\.)* | /\*.*?\*/)
    | (?P<number>(?<!\w)\.?\d(?:'?[\w.]|(?<=[eEpP])[+-])*)
    | (?P<literal>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    """,
    re.DOTALL | re.VERBOSE,
)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """Returns `text` with comments turned into blanks. Positions and lines stay as they are."""
    return _TOKEN.sub(lambda m: _blank(m[0]) if m["comment"] else m[0], text)


def only_comments(text):
    """Returns `text` with everything but comments turned into blanks."""
    kept, end = [], 0
    for match in _TOKEN.finditer(text):
        kept.append(_blank(text[end : match.start()]))
        kept.append(match[0] if match["comment"] else _blank(match[0]))
        end = match.end()
    kept.append(_blank(text[end:]))
    return "".join(kept)


def only_code(text):
    """Returns `text` with comments and the inside of literals turned into blanks."""

    def replace(match):
        if match["number"]:
            return match[0]
        if match["comment"]:
            return _blank(match[0])
        return match[0][0] + _blank(match[0][1:-1]) + match[0][-1]

    return _TOKEN.sub(replace, text)


class Lines:
    """Translates positions in a text into line numbers, which begin with 1."""

    def __init__(self, text):
        self._starts = [0] + [m.end() for m in re.finditer("\n", text)]

    def of(self, position):
        return bisect.bisect_right(self._starts, position)


@dataclasses.dataclass(frozen=True)
class Function:
    """A function definition or a test: its name, and where its signature begins and its body
    opens and closes in the text that it was found in."""

    name: str
    begin: int
    body: int
    end: int


_NOT_A_NAME = {
    "alignas", "asm", "catch", "decltype", "explicit", "for", "if", "noexcept", "requires",
    "return", "sizeof", "static_assert", "switch", "throw", "while", "__attribute__",
}
_CALLABLE = re.compile(
    r"(?P<name>operator\s*\(\s*\)|operator\s*[^\s\w(]+|operator\s+[\w:<>*& ]+?|~?\w+)\s*\(\s*\)"
)
_AFTER_PARAMETERS = re.compile(
    r"(?:\s|\b(?:const|volatile|noexcept|override|final|try)\b(?:\s*\(\s*\))?|&)*"
    r"(?P<tail>->.*|\brequires\b.*|:(?!:).*)?",
    re.DOTALL,
)
_PREFIX = re.compile(
    r"\s*(?:(?:public|private|protected)\s*:(?!:)|\[\[[^\]]*\]\]"
    r"|\b(?:inline|static|typedef|export|friend)\b)"
)
_SCOPE = re.compile(r"\s*(?:namespace|class|struct|union|enum|extern)\b")
_ASSIGNMENT = re.compile(r"(?<![=<>!+\-*/%&|^])=(?!=)")


def functions(code):
    """Returns the functions in `code`, which comes from `only_code`, in order of their end.

    Lambdas, classes and namespaces are not functions; what stands inside a function belongs to it.
    """
    code = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda m: _blank(m[0]), code, flags=re.M)
    return _Scanner(code).run()


@dataclasses.dataclass(frozen=True)
class _Brace:
    """An open brace: what it opened, and what the scanner knew when it met it."""

    what: object  # "scope", "block", "expression", or the name and beginning of a function.
    position: int
    head: int
    parentheses: int


class _Scanner:
    """Follows braces, and judges each opening one by the text since the last statement."""

    def __init__(self, code):
        self._code = code
        self._found = []
        self._open = []
        self._head = 0
        self._parentheses = 0

    def run(self):
        for match in re.finditer(r"[(){};]", self._code):
            mark, position = match[0], match.start()
            if mark == "(":
                self._parentheses += 1
            elif mark == ")":
                self._parentheses -= 1
            elif mark == ";" and self._parentheses == 0:
                self._head = position + 1
            elif mark == "{":
                self._enter(position)
            elif mark == "}" and self._open:
                self._leave(self._open.pop(), position)
        return self._found

    def _enter(self, position):
        if self._parentheses > 0:
            what = "expression"
        elif any(isinstance(brace.what, tuple) for brace in self._open):
            what = "block"
        else:
            what = _classify(self._code[self._head : position], self._head)
        self._open.append(_Brace(what, position, self._head, self._parentheses))
        self._head, self._parentheses = position + 1, 0

    def _leave(self, brace, position):
        self._parentheses = brace.parentheses
        self._head = brace.head if brace.what == "expression" else position + 1
        if isinstance(brace.what, tuple):
            self._found.append(Function(*brace.what, brace.position, position))


def _classify(head, offset):
    """Says what the brace after `head` opens: a scope, an expression or a function.

    A function is returned as its name and the position of its first character.
    """
    head = _without_template(head)
    masked = _mask(head)
    begin = 0
    while match := _PREFIX.match(masked, begin):
        begin = match.end()
    if _SCOPE.match(masked, begin):
        return "scope"
    if _ASSIGNMENT.search(re.sub(r"operator\s*[^\s\w(]+", _spaces, masked)):
        return "expression"
    while match := _CALLABLE.search(masked, begin):
        after = _AFTER_PARAMETERS.fullmatch(masked, match.end())
        if match["name"] in _NOT_A_NAME or not after:
            begin = match.end()
            continue
        tail = (after["tail"] or "").rstrip()
        if tail.startswith(":") and tail[-1] not in ")}":
            return "expression"  # The braces of a member initializer.
        start = begin + len(masked[begin:]) - len(masked[begin:].lstrip())
        return (match["name"], offset + start)
    return "expression" if masked.strip() else "scope"


def _spaces(match):
    return " " * len(match[0])


def _without_template(head):
    """Blanks `template <...>` introducers, whose keywords would look like classes."""
    while match := re.search(r"\btemplate\s*<", head):
        depth, end = 1, match.end()
        while depth and end < len(head):
            depth += {"<": 1, ">": -1}.get(head[end], 0)
            end += 1
        head = head[: match.start()] + _blank(head[match.start() : end]) + head[end:]
    return head


def _mask(head):
    """Blanks what stands inside parentheses and braces."""
    result, depth = [], 0
    for character in head:
        if character in ")}":
            depth -= 1
        result.append(character if depth == 0 else " ")
        if character in "({":
            depth += 1
    return "".join(result)


def arguments(code, opening):
    """Returns the arguments of the call whose parenthesis opens at `opening`."""
    parts, depth, begin = [], 0, opening + 1
    for position in range(opening, len(code)):
        character = code[position]
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        if depth == 0 or (depth == 1 and character == ","):
            parts.append(code[begin:position].strip())
            begin = position + 1
        if depth == 0:
            break
    return parts
