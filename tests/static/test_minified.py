"""The minifier sometimes moves an object pattern in front of what it is made of; what we send is free of that."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

BUILT = Path(__file__).parents[2] / "static/built"
PAIRS = {"(": ")", "[": "]", "{": "}"}
STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|`(?:[^`\\]|\\.)*`')
NAME = re.compile(r"(?<![.\w$])[\w$]+")


def declarations(code: str) -> Iterator[list[str]]:
    """Each `const`, `let` or `var` that begins with an object pattern, as the list of what it declares."""
    for found in re.finditer(r"\b(?:const|let|var)(?=\{)", code):
        depth, parts, start = 0, [], found.end()
        for at in range(found.end(), len(code)):
            sign = code[at]
            depth += (sign in "([{") - (sign in ")]}")
            if depth < 0 or (depth == 0 and sign in ";,"):
                parts.append(code[start:at])
                start = at + 1
                if sign != ",":
                    break
        else:
            parts.append(code[start:])
        yield parts


def moved(code: str) -> list[str]:
    """Patterns that are taken from a name which is only declared after them."""
    wrong = []
    for parts in declarations(STRING.sub('""', code)):
        declared = [re.match(r"[\w$]+", part) for part in parts]
        later = {name[0] for name in declared if name}
        source = parts[0].rpartition("}=")[2] if "}=" in parts[0] else ""
        first = NAME.match(source)
        if first and first[0] in later:
            wrong.append(parts[0])
    return wrong


def test_what_the_minifier_once_did_to_us_is_found() -> None:
    assert moved("h=()=>{const{left:o,top:r}=e.getBoundingClientRect(),e=document.activeElement,n=1;return o}") == [
        "{left:o,top:r}=e.getBoundingClientRect()"
    ]
    assert moved("h=()=>{const e=z(),{left:o}=e.r();const{a:b}=window,c=1}") == []


@pytest.mark.parametrize("name", ["loader", "live", "phone", "callback.en", "callback-later.en", "console", "line"])
def test_nothing_we_send_takes_a_pattern_from_what_comes_later(name: str) -> None:
    found = [path for path in BUILT.glob(f"{name}*.js") if path.name.split(".")[0] == name.split(".")[0]]

    assert [wrong for path in found for wrong in moved(path.read_text("utf-8"))] == []
    assert found
