#!/usr/bin/env python3
"""Writes docs/openapi.yaml as JSON into a C++ source, so that riskd carries it.

Reads the part of YAML that the document is written in and nothing else: block mappings and
sequences, flow sequences of scalars, literal blocks, quoted and plain scalars of one line. What it
does not know is an error, with its line.

Usage: embed_openapi.py DOCUMENT OUTPUT
"""

import json
import pathlib
import re
import sys

# `key:` or `key: value`, where the key may be in quotes.
MEMBER = re.compile(r'("[^"\\]*"|[^\s"#\[{&*!|>%@`][^:#]*):(?: (.*))?$')


class Malformed(Exception):
    """The document uses more of YAML than is understood here."""


def scalar(text):
    if text.startswith('"'):
        if len(text) < 2 or not text.endswith('"') or "\\" in text or '"' in text[1:-1]:
            raise Malformed(f"a text in quotes that is not understood: {text}")
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    if text == "null":
        return None
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    if text[0] in "'{[&*!|>%@`#" or " #" in text or ": " in text:
        raise Malformed(f"a text that has to stand in quotes: {text}")
    return text


class Reader:
    """Goes through the lines once."""

    def __init__(self, text):
        self.lines = text.splitlines()
        self.next = 0

    def skip_blank(self):
        while self.next < len(self.lines) and not self.lines[self.next].strip():
            self.next += 1

    def indent(self):
        """Of the next line that is not blank; -1 at the end."""
        self.skip_blank()
        if self.next == len(self.lines):
            return -1
        line = self.lines[self.next]
        return len(line) - len(line.lstrip(" "))

    def rest(self):
        return self.lines[self.next].strip()

    def block(self, indent):
        return self.sequence(indent) if self.rest().startswith("- ") else self.mapping(indent)

    def sequence(self, indent):
        out = []
        while self.indent() == indent and self.rest().startswith("- "):
            # What follows the dash stands as if it began a line of its own.
            item = self.rest()[2:]
            if MEMBER.match(item):
                self.lines[self.next] = " " * (indent + 2) + item
                out.append(self.mapping(indent + 2))
            else:
                self.next += 1
                out.append(scalar(item))
        return out

    def mapping(self, indent):
        out = {}
        while self.indent() == indent:
            found = MEMBER.match(self.rest())
            if not found:
                raise Malformed(f"no member: {self.rest()}")
            self.next += 1
            key = found[1].strip('"')
            if key in out:
                raise Malformed(f"a member twice: {key}")
            out[key] = self.value(found[2] or "", indent)
        if self.indent() > indent:
            raise Malformed(f"an indentation that fits nothing: {self.rest()}")
        return out

    def value(self, text, indent):
        if text == "|":
            return self.literal(indent)
        if text.startswith("["):
            if not text.endswith("]"):
                raise Malformed(f"a list that goes on: {text}")
            return [scalar(each) for each in text[1:-1].split(", ")] if text != "[]" else []
        if text:
            return scalar(text)
        if self.indent() <= indent:
            raise Malformed("a member without a value")
        return self.block(self.indent())

    def literal(self, indent):
        depth = self.indent()
        out = []
        while self.next < len(self.lines):
            line = self.lines[self.next]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                break
            out.append(line[depth:])
            self.next += 1
        return "\n".join(out).rstrip("\n") + "\n"


def source_of(document):
    # Literals of one line stay below what compilers have to accept.
    text = json.dumps(document, ensure_ascii=True, separators=(",", ":"))
    parts = [text[at:at + 2000] for at in range(0, len(text), 2000)]
    literals = "\n".join(f'    R"riskd({each})riskd"' for each in parts)
    return f"""// Made from docs/openapi.yaml.
#include "adapters/control_api/openapi_routes.hpp"

namespace riskd::control_api {{

std::string_view openapi_document() {{
  return
{literals};
}}

}} // namespace riskd::control_api
"""


def main():
    document, output = map(pathlib.Path, sys.argv[1:])
    reader = Reader(document.read_text(encoding="utf-8"))
    try:
        read = reader.block(0)
        if reader.indent() != -1:
            raise Malformed(f"something after the end: {reader.rest()}")
    except Malformed as wrong:
        sys.exit(f"{document}:{min(reader.next + 1, len(reader.lines))}: {wrong}")
    output.write_text(source_of(read), encoding="utf-8")


main()
