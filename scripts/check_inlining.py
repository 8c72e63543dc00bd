"""Reads HotSpot's compilation log: which calls did C2 leave in the vector loops?

Called by check-inlining.sh. Calls on the ways of errors may stay; any other ends this with 1.
"""

import collections
import re
import sys

# Reached only where an index is out of range or a cast fails, or for the first use of an operation. One of them takes a
# vector, which C2 then boxes on the way to the error alone; check-inlining.sh ends with 1 where a loop boxes.
ERRORS = {
    "jdk.incubator.vector.IntVector.binaryOperations",
    "jdk.incubator.vector.IntVector.broadcastIntOperations",
    "jdk.incubator.vector.VectorOperators$ImplCache.badOp",
    "java.lang.Float.valueOf",
    "jdk.incubator.vector.AbstractMask.checkIndexFailed",
    "jdk.incubator.vector.AbstractSpecies.badElementBits",
    "jdk.incubator.vector.AbstractSpecies.checkFailed",
    "jdk.incubator.vector.VectorMask.and",
    "jdk.incubator.vector.VectorMask.anyTrue",
    "jdk.incubator.vector.VectorMask.firstTrue",
}
LOOP = re.compile(r"<task .*method='(org\.lanewise\.internal\.vector\.Vector\S+) (\w+) ")


def attribute(line, name):
    match = re.search(r"\b%s='([^']*)'" % name, line)
    return match.group(1) if match else None


def refused(path):
    """Pairs of callee and reason over all loops, counted, and the number of compilations."""
    counts = collections.Counter()
    compilations = 0
    loop = False
    classes, methods, callee = {}, {}, None
    for line in open(path, errors="replace"):
        if line.startswith("<task "):
            # HotSpot writes the level of all but those of C2.
            loop = bool(LOOP.search(line)) and "level='" not in line
            compilations += loop
            classes, methods = {}, {}
        elif not loop:
            continue
        elif line.startswith("<klass "):
            classes[attribute(line, "id")] = attribute(line, "name")
        elif line.startswith("<method "):
            holder = classes.get(attribute(line, "holder"), "?")
            methods[attribute(line, "id")] = holder + "." + attribute(line, "name")
        elif line.startswith("<call "):
            callee = methods.get(attribute(line, "method"), "?")
        elif line.startswith("<inline_fail "):
            counts[callee, attribute(line, "reason")] += 1
    return counts, compilations


def main():
    counts, compilations = refused(sys.argv[1])
    wrong = 0
    for (callee, reason), count in counts.most_common():
        if re.match(r"org\.lanewise\..*\.(run|body|shiftedBody|shortBody|tail|rest)$", callee):
            continue  # a loop and its parts, called once a call and without vectors
        fine = callee in ERRORS
        wrong += not fine
        print("%6d  %-70s %s%s" % (count, callee, reason, "" if fine else "   <- boxes"))
    print("%d compilations of vector loops read" % compilations)
    if compilations < 20:
        print("that is too few: did the log reach this script?")
        wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
