"""Reads HotSpot's compilation log: which calls did C2 leave in the vector loops?

Called by check-inlining.sh. Calls on the ways of errors may stay; any other ends this with 1.
"""

import collections
import re
import sys

# Who calls whom on the way of an error alone, by the source of JDK 25: an index out of range, a cast that fails, a
# negative offset, the first use of an operation. Some take a vector, which C2 then boxes on that way alone;
# check-inlining.sh ends with 1 where a loop boxes.
ERRORS = {
    ("AbstractMask.checkIndexByLane", "VectorMask.firstTrue"),
    ("AbstractMask.checkIndexByLane", "AbstractMask.checkIndexFailed"),
    ("AbstractMask.checkIndex0", "VectorMask.or"),
    ("AbstractVector.check", "AbstractSpecies.checkFailed"),
    ("FloatVector$FloatSpecies.longToElementBits", "java.lang.Float.valueOf"),
    ("FloatVector$FloatSpecies.longToElementBits", "AbstractSpecies.badElementBits"),
    ("VectorOperators$ImplCache.find", "VectorOperators$ImplCache.badOp"),
    ("IntVector$$Lambda.apply", "IntVector.binaryOperations"),
    ("IntVector$$Lambda.apply", "IntVector.broadcastIntOperations"),
}
LOOP = re.compile(r"<task .*method='(org\.lanewise\.internal\.vector\.Vector\S+) (\w+) ")


def attribute(line, name):
    match = re.search(r"\b%s='([^']*)'" % name, line)
    return match.group(1) if match else None


def short(name):
    """Without the package of the Vector API, and what the JVM numbers."""
    return re.sub(r"\$\$Lambda/\w+", "$$Lambda", name.removeprefix("jdk.incubator.vector."))


def refused(path, in_use):
    """Caller, callee and reason, counted over the last compilations of the loops in use; their number."""
    last = {}
    kept = None
    classes, methods, callers, callee = {}, {}, [], None
    for line in open(path, errors="replace"):
        if line.startswith("<task "):
            # HotSpot writes the level of all but those of C2.
            match = LOOP.search(line)
            kept = None
            if match and "level='" not in line and match.group(1) in in_use:
                kept = last[match.groups(), "kind='osr'" in line] = collections.Counter()
            classes, methods, callers = {}, {}, []
        elif kept is None:
            continue
        elif line.startswith("<klass "):
            classes[attribute(line, "id")] = attribute(line, "name")
        elif line.startswith("<method "):
            holder = classes.get(attribute(line, "holder"), "?")
            methods[attribute(line, "id")] = short(holder + "." + attribute(line, "name"))
        elif line.startswith(("<parse ", "<late_inline ")):
            callers.append(methods.get(attribute(line, "method"), "?"))
        elif line.startswith(("</parse>", "</late_inline>")):
            callers.pop()
        elif line.startswith("<call "):
            callee = methods.get(attribute(line, "method"), "?")
        elif line.startswith("<inline_fail "):
            kept[callers[-1] if callers else "?", callee, attribute(line, "reason")] += 1
    return sum(last.values(), collections.Counter()), len(last)


def main():
    # What was compiled before, or of copies that were given up since they boxed, runs no more.
    with open(sys.argv[2]) as said:
        in_use = {line.split()[1] for line in said if line.startswith("uses ")}
    counts, compilations = refused(sys.argv[1], in_use)
    wrong = 0
    for (caller, callee, reason), count in counts.most_common():
        if re.match(r"org\.lanewise\..*\.(run|body|shiftedBody|shortBody|tail|rest)$", callee):
            continue  # a loop and its parts, called once a call and without vectors
        fine = (caller, callee) in ERRORS
        wrong += not fine
        print("%6d  %-40s in %-45s %s%s" % (count, callee, caller, reason, "" if fine else "   <- boxes"))
    print("%d compiled parts of %d vector loops read" % (compilations, len(in_use)))
    if compilations < 20:
        print("that is too few: did the log reach this script?")
        wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
