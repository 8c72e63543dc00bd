#!/usr/bin/env python3
"""Derives the constants in Coefficients.java and LogCoefficients.java and prints them as Java, with
the errors that were found.

    scripts/coefficients.py [family ...]      all families by default, some four minutes
    scripts/coefficients.py --check [family ...]
    scripts/coefficients.py --list

--check compares them with the sources, too, and ends with 1 if one differs or is derived nowhere.

Needs python3-mpmath and python3-numpy. The same input gives the same output: the random numbers
have fixed seeds. coefficients_exp.py and coefficients_log.py hold the families, minimax.py fits.
"""

import re
import sys
from pathlib import Path

import coefficients_exp
import coefficients_log

SOURCES = Path(__file__).resolve().parent.parent / "src/main/java/org/lanewise/internal"
CLASSES = {"Coefficients": coefficients_exp, "LogCoefficients": coefficients_log}


def in_source(name):
    """The constants of a class that are literals; those taken from another class are not."""
    text = (SOURCES / f"{name}.java").read_text()
    constants = {}
    for kind, key, value in re.findall(r"static final (float|int) (\w+) =\s*([^;]+);", text):
        if "Coefficients." in value:
            continue
        if kind == "int":
            constants[key] = int(value, 0)
        else:
            terms = [float.fromhex(term.strip().rstrip("f")) if "x" in term
                     else float(term) for term in value.split(" + ")]
            constants[key] = sum(terms)
    return constants


def differences(name, derived, complete):
    lines = []
    source = in_source(name)
    for key, value in source.items():
        if key in derived and derived[key] != value:
            lines.append(f"{name}.{key} is {value!r}, derived is {derived[key]!r}")
        elif key not in derived and complete:
            lines.append(f"{name}.{key} is derived nowhere")
    return lines


def main(arguments):
    check = "--check" in arguments
    names = [a for a in arguments if a != "--check"]
    known = [f for module in CLASSES.values() for f in module.FAMILIES]
    if names == ["--list"]:
        print("\n".join(known))
        return 0
    unknown = [n for n in names if n not in known]
    if unknown:
        print(f"There is no family {unknown[0]}; --list shows them.", file=sys.stderr)
        return 2
    wrong = []
    for name, module in CLASSES.items():
        chosen = [f for f in module.FAMILIES if not names or f in names]
        if not chosen:
            continue
        print(f"// {name}\n")
        for family in chosen:
            module.FAMILIES[family]()
        if check:
            wrong += differences(name, module.CONSTANTS, not names)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:] in (['-h'], ['--help']):
        print(__doc__.strip())
    else:
        sys.exit(main(sys.argv[1:]))
