"""The rule of check_tidy.py that every source is part of the build."""

import re

from lint.source_tree import CPP_FOLDERS, Finding


def check(texts):
    """Finds sources that no build file lists: nobody builds them, and no test in them runs.

    `texts` maps the path of each file to its content.
    """
    build_files = {
        path: re.sub(r"#.*", "", text)
        for path, text in texts.items()
        if path.name == "CMakeLists.txt" or path.suffix == ".cmake"
    }
    for path in texts:
        if path.suffix != ".cpp" or path.parts[0] not in CPP_FOLDERS:
            continue
        if not any(_lists(build_file, text, path) for build_file, text in build_files.items()):
            yield Finding(str(path), 1, "not-registered", "no CMakeLists.txt lists this file")


def _lists(build_file, text, path):
    """Says whether a build file names a source, relative to its folder or, as the functions under
    scripts/cmake do, to the repository."""
    if path.is_relative_to(build_file.parent):
        name = str(path.relative_to(build_file.parent))
    elif build_file.suffix == ".cmake":
        name = str(path)
    else:
        return False
    return re.search(rf'(?:^|[\s"(/]){re.escape(name)}(?=$|[\s")])', text, re.MULTILINE) is not None
