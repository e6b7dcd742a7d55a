"""What can be changed in a source: one token at a time, each a mistake that a person could make."""

import dataclasses
import json
import re
import typing

#: What can be a condition by itself: a name or a call, with its members.
OPERAND = r"[a-z][\w.]*(?:->\w+)*(?:\([^()\n]*\))?"

#: Comments, directives and strings are left alone, as are tokens that only look like operators and
#: brackets of template arguments, which formatting tells from comparisons.
TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])'|^[ \t]*\#[^\n]*"
    r"|<=>|->\*?|<<=?|>>=?|::|std::array<[^>]*>"
    r"|(?P<token>==|!=|<=|>=|(?<!\w)&&(?=[ ])|\|\||\+=|-=|\+\+|--|[ ][<>+*/-][ ]"
    r"|(?<=[\s(,])(?:[!-](?=[\w(*]))|\bstd::(?:min|max)\b|\btrue\b|\bfalse\b"
    rf"|\bif \((?={OPERAND}(?:\)(?: {{)?$| &&| \|\|))"
    rf"|(?<![\w.:])(?<![=!<>]= )(?<![<>] ){OPERAND}(?= \? )"
    r"|(?<![\w.'])\d[\d']*(?=s?\b))",
    re.DOTALL | re.MULTILINE,
)

FLIPS = {
    "==": ("!=",),
    "!=": ("==",),
    "<=": ("<", ">"),
    ">=": (">", "<"),
    " < ": (" <= ", " >= "),
    " > ": (" >= ", " <= "),
    "&&": ("||",),
    "||": ("&&",),
    "+=": ("-=",),
    "-=": ("+=",),
    "++": ("--",),
    "--": ("++",),
    " + ": (" - ",),
    " - ": (" + ",),
    " * ": (" / ",),
    " / ": (" * ",),
    "!": ("",),
    "-": ("",),
    "std::min": ("std::max",),
    "std::max": ("std::min",),
    "true": ("false",),
    "false": ("true",),
}


class Identity(typing.NamedTuple):
    """What names a mutant however far its line moves."""

    file: str
    line: str
    becomes: str


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One change of one token of a source."""

    path: str
    text: str
    offset: int
    token: str
    replacement: str

    @property
    def line(self):
        """Number of the changed line, from 1."""
        return self.text.count("\n", 0, self.offset) + 1

    @property
    def mutated(self):
        """The whole source with the change."""
        return self.text[:self.offset] + self.replacement + self.text[self.offset + len(self.token):]

    @property
    def identity(self):
        before = self.text.splitlines()[self.line - 1].strip()
        after = self.mutated.splitlines()[self.line - 1].strip()
        return Identity(self.path, before, after)

    def __str__(self):
        return f"{self.path}:{self.line}: {self.identity.line}  =>  {self.identity.becomes}"


def replacements(token):
    """Returns what a token becomes: its opposites, or of a whole number the next one."""
    if token[0].isdigit():
        return (str(int(token.replace("'", "")) + 1),)
    if token == "if (":
        return ("if (!",)
    return FLIPS.get(token) or ("!" + token,)


def of_source(path, text):
    """Returns every mutant of one source."""
    return [
        Mutant(path, text, match.start("token"), match["token"], replacement)
        for match in TOKEN.finditer(text) if match["token"]
        for replacement in replacements(match["token"])
    ]


def read_equivalents(path):
    """Returns the reason for each mutant that is known to change nothing.

    Raises ValueError for an entry without a reason.
    """
    reasons = {}
    for entry in json.loads(path.read_text(encoding="utf-8")):
        identity = Identity(entry["file"], entry["line"], entry["becomes"])
        if not entry["reason"].strip():
            raise ValueError(f"no reason given: {identity}")
        reasons[identity] = entry["reason"]
    return reasons
