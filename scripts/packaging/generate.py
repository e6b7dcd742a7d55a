#!/usr/bin/env python3
"""Makes the files of the package that follow from others: manual pages, completions, changelogs.

The same input gives the same bytes: nothing depends on when and where it runs.
"""

import argparse
import email.utils
import gzip
import os
import pathlib
import re
import subprocess
import sys
import textwrap

SHELLS = ("bash", "zsh", "fish")


def compressed(text):
    return gzip.compress(text.encode("utf-8"), 9, mtime=0)


def asked(program, *words):
    """What a program prints."""
    return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout


def entries_of(changelog, version):
    """The entries of one version in CHANGELOG.md as plain lines; of the unreleased one if that
    version has none yet."""
    sections = {}
    for line in changelog.splitlines():
        heading = re.match(r"## \[([^\]]+)\]", line)
        if heading:
            current = sections.setdefault(heading[1], [])
        elif sections and not line.startswith("#"):
            current.append(line)
    lines = sections.get(version) or sections.get("Unreleased")
    if not lines:
        raise SystemExit(f"CHANGELOG.md says nothing of {version}")
    paragraphs = re.split(r"\n(?=- )", "\n".join(lines).strip())
    return [re.sub(r"\s+", " ", each.removeprefix("- ")).strip() for each in paragraphs]


def date_of(source):
    """When the sources were last changed: SOURCE_DATE_EPOCH, else the last commit."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        seconds = subprocess.run(["git", "-C", source, "log", "-1", "--format=%ct"], check=True,
                                 capture_output=True, text=True).stdout
    return email.utils.formatdate(int(seconds)).replace("-0000", "+0000")


def debian_changelog(options, package):
    """CHANGELOG.md in the form that Debian's tools read."""
    text = (options.source / "CHANGELOG.md").read_text(encoding="utf-8")
    upstream = options.version.rsplit("-", 1)[0]
    lines = [f"{package} ({options.version}) bookworm; urgency=medium", ""]
    for entry in entries_of(text, upstream):
        lines += textwrap.wrap(entry, 78, initial_indent="  * ", subsequent_indent="    ",
                               break_long_words=False, break_on_hyphens=False)
    lines += ["", f" -- {options.maintainer}  {date_of(options.source)}", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("riskctl", "riskmon", "source", "output"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    for name in ("version", "maintainer"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    out = options.output
    out.mkdir(parents=True, exist_ok=True)
    here = pathlib.Path(__file__).resolve().parent
    for page, program in (("riskctl.1", options.riskctl), ("riskmon.8", options.riskmon)):
        (out / f"{page}.gz").write_bytes(compressed(asked(program, "man")))
        for shell in SHELLS:
            (out / f"{program.name}.{shell}").write_text(asked(program, "completion", shell),
                                                         encoding="utf-8")
    for page in ("riskd.8", "risksim.1"):
        (out / f"{page}.gz").write_bytes(compressed((here / page).read_text(encoding="utf-8")))
    changelog = (options.source / "CHANGELOG.md").read_text(encoding="utf-8")
    (out / "changelog.gz").write_bytes(compressed(changelog))
    for package in ("riskd", "riskmon"):
        (out / package).mkdir(exist_ok=True)
        (out / package / "changelog.Debian.gz").write_bytes(
            compressed(debian_changelog(options, package)))


if __name__ == "__main__":
    sys.exit(main())
