"""Reads the .def files of the compiler: macro calls whose arguments are words, numbers and C string literals."""

import pathlib
import re

ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"'}


def unescape(body: str) -> str:
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[0]), body)


def without_comments(text: str) -> str:
    """The text without // comments; a // inside a string stays."""
    return re.sub(r'("(?:[^"\\]|\\.)*")|//[^\n]*', lambda match: match[1] or "", text)


def read_whole(path: pathlib.Path) -> str:
    """A list with those it includes, which stand beside it."""
    text = path.read_text(encoding="utf-8")
    included = re.compile(r'^#include "[^"]*/([^"/]+\.def)"$', re.MULTILINE)
    return included.sub(lambda match: read_whole(path.parent / match[1]), text)


def read_calls(path: pathlib.Path, macro: str) -> list[list[str]]:
    """The arguments of each call of `macro`, adjacent string literals joined."""
    text = without_comments(read_whole(path))
    token = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|(\w+)|([(),]))')
    calls = []
    for start in re.finditer(re.escape(macro) + r"\s*\(", text):
        position, arguments, current = start.end(), [], ""
        while True:
            match = token.match(text, position)
            if match is None:
                line = text.count("\n", 0, position) + 1
                raise SystemExit(f"{path}:{line}: cannot read a call of {macro}")
            position = match.end()
            if match[1] is not None:
                current += unescape(match[1])
            elif match[2] is not None:
                current += match[2]
            else:
                arguments.append(current)
                current = ""
                if match[3] == ")":
                    break
        calls.append(arguments)
    return calls
