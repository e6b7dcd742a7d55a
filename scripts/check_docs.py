#!/usr/bin/env python3
"""Fails when a Markdown file names something that does not exist, or leaves out a log event.

Looked at are relative links and their anchors, and, in `code` and in command blocks, paths that
begin with a folder or are a file of the repository; and whether docs/LOG_EVENTS.md has every event
that the sources log. Usage: check_docs.py [ROOT]
"""

import pathlib
import re
import sys

from lint import source_tree
from lint.source_tree import Finding

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|!\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"(`+)(.+?)\1")
FENCE = re.compile(r"^\s*(?:```|~~~)(\w*)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
FOLDERS = source_tree.CPP_FOLDERS + ("scripts", "docs")
#: A path below one of our folders, up to a place where people put names to be filled in.
PATH = re.compile(rf"(?<![\w./$-])(?:\./)?((?:{'|'.join(FOLDERS)}|\.ci)/[\w./*{{}},-]*)")

#: Where every event that may be logged is explained, and how the sources name one.
EVENTS = pathlib.Path("docs", "LOG_EVENTS.md")
LOGGED = re.compile(
    r"\blog_?\s*\.\s*(?:debug|info|warn|error|critical)\(\s*\"([a-z_]+(?:\.[a-z_]+)+)\""
)

#: Named by the README and not there yet.
PLANNED = set()


def anchor_of(heading):
    """Returns the anchor that renderers give a heading."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors_in(text):
    """Returns the anchors of all headings; repeated ones get a number."""
    seen, inside = {}, False
    for line in text.splitlines():
        if FENCE.match(line):
            inside = not inside
        match = None if inside else HEADING.match(line)
        if match:
            anchor = anchor_of(match[1])
            seen[anchor] = seen.get(anchor, 0) + 1
    return {
        anchor if index == 0 else f"{anchor}-{index}"
        for anchor, count in seen.items()
        for index in range(count)
    }


def expand(name):
    """Yields the paths that `a.{hpp,cpp}` stands for."""
    match = re.search(r"\{([^{}]*)\}", name)
    if match is None:
        yield name
        return
    for choice in match[1].split(","):
        yield from expand(name[: match.start()] + choice + name[match.end() :])


def missing_path(root, name):
    """Says whether a path of the repository that some text names is missing."""
    name = name.rstrip(".,:;-")
    if "..." in name or "NNNN" in name or name in PLANNED:
        return False
    return not all(any(root.glob(path.rstrip("/"))) for path in expand(name))


def check_link(root, path, target):
    """Returns what is wrong with a link, or None."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    name, _, anchor = target.partition("#")
    file = (root / path).parent / name if name else root / path
    if not file.exists():
        return f"{target} does not exist"
    if anchor and file.suffix == ".md" and anchor not in anchors_in(file.read_text("utf-8")):
        return f"{target}: no such heading"
    return None


def check_file(root, path):
    """Yields the findings in one Markdown file."""
    inside = False
    for number, line in enumerate((root / path).read_text("utf-8").splitlines(), 1):
        if FENCE.match(line):
            inside = not inside
            continue
        spans = [line] if inside else [match[2] for match in CODE.finditer(line)]
        for span in spans:
            for match in PATH.finditer(span):
                # A name to be filled in, as in tests/<folder>/, ends the path.
                if span[match.end() : match.end() + 1] not in ("<", "$") and missing_path(
                    root, match[1]
                ):
                    yield Finding(str(path), number, "docs", f"{match[1]} does not exist")
        if not inside:
            for match in LINK.finditer(CODE.sub("", line)):
                problem = check_link(root, path, match[1] or match[2])
                if problem:
                    yield Finding(str(path), number, "docs", problem)


def check_events(root):
    """Yields the logged events that are not explained."""
    if not (root / EVENTS).exists():
        return
    explained = set(re.findall(r"^\| `([^`]+)`", (root / EVENTS).read_text("utf-8"), re.MULTILINE))
    for path in source_tree.cpp_files(root):
        if path.parts[0] == "tests":
            continue
        text = (root / path).read_text("utf-8")
        for match in LOGGED.finditer(text):
            if match[1] not in explained:
                number = text.count("\n", 0, match.start()) + 1
                yield Finding(str(path), number, "docs", f"{match[1]} is not in {EVENTS}")


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else source_tree.repository()
    files = [path for path in source_tree.all_files(root) if path.suffix == ".md"]
    findings = [finding for path in files for finding in check_file(root, path)]
    findings += check_events(root)
    for finding in findings:
        print(finding)
    print(f"docs: {len(files)} files, {len(findings)} findings")
    return 1 if findings or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
