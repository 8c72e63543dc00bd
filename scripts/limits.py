"""How near the kernels are to what the machine's ports allow; called by limits.sh.

Counts the vector instructions of the machine code that C2 made of each kernel's loops, times what
the probe measured of such an instruction, beside the kernels' measured times.
"""

import collections
import json
import os
import re
import subprocess
import sys
import tempfile

MAPS = ("relu", "exp", "sigmoid", "tanh")
# The kernels, and the loops that each is made of.
LOOPS = {
    **dict.fromkeys(MAPS, {"VectorMap"}),
    "softmax": {"VectorMax", "VectorExp", "VectorMap"},
    "crossEntropyLoss": {"VectorMax", "VectorExp"},
    "crossEntropyGradient": {"VectorMax", "VectorExp", "VectorMap"},
}
LONGEST_RUN = 64
REGISTER = re.compile(r"%([xyz])mm\d+")
BITS = {"x": 128, "y": 256, "z": 512}

# By the pipes that take them. What is in none of these moves data or counts the loop.
MULTIPLY = re.compile(r"v(fn?m(add|sub)\d+|mul)p[sd]$")
DIVIDE = re.compile(r"v(div|sqrt)p[sd]$")
ADD = re.compile(
    r"v((add|sub|max|min|cmp\w*|range|rndscale|round|scalef|getexp|getmant|fixupimm)p[sd]"
    r"|cvt\w+)$"
)
OTHER = re.compile(
    r"v?(p(add|sub|max|min|sll|srl|sra|rol|ror|and|andn|or|xor|ternlog|cmp|blendm?|test|abs|mul)\w*"
    r"|(and|andn|or|xor|blendm?|blendv?)p[sd]|perm\w+|p?shuf\w+|unpck\w+|insert\w+|extract\w+)$"
)
MOVE = re.compile(r"vmov(u|a|dqu|dqa|ntp?)\w*$")


def machine_code(text):
    """Pairs of method and bytes of all that C2 compiled, the last compilation of each."""
    compiled = {}
    name, code, inside = None, None, False
    for line in text:
        header = re.match(r"Compiled method \((c\d)\) .* (\S+)::(\w+) (@ -?\d+ )?\(\d+ bytes\)", line)
        if header:
            name = header.group(2) + "::" + header.group(3) if header.group(1) == "c2" else None
            code, inside = {}, False
        elif line.startswith("[MachCode]"):
            inside = name is not None
        elif line.startswith("[/MachCode]"):
            if inside:
                compiled[name] = code
            inside = False
        elif inside:
            piece = re.match(r"\s*0x([0-9a-f]+):((?:\s+\|?\s*[0-9a-f]{2,4})+)\s*$", line)
            if piece:
                data = bytes.fromhex(re.sub(r"[\s|]", "", piece.group(2)))
                code[int(piece.group(1), 16)] = data
    return compiled


def instructions(code):
    """Address, mnemonic and operands of every instruction."""
    start = min(code)
    image = bytearray(max(a + len(d) for a, d in code.items()) - start)
    for address, data in code.items():
        image[address - start : address - start + len(data)] = data
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(image)
        file.flush()
        text = subprocess.run(
            ["objdump", "-D", "-b", "binary", "-m", "i386:x86-64", "--no-show-raw-insn"]
            + ["--adjust-vma=%d" % start, file.name],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    found = []
    for line in text.splitlines():
        match = re.match(r"\s*([0-9a-f]+):\s+(?:\{\w+\}\s+)?(\S+)\s*(.*)$", line)
        if match:
            found.append((int(match.group(1), 16), match.group(2), match.group(3)))
    return found


def loops(code):
    """The innermost loops: what lies between a jump back and its target, without such a jump."""
    jumps = []
    for i, (address, name, operands) in enumerate(code):
        target = re.match(r"0x([0-9a-f]+)", operands)
        if name.startswith("j") and target and int(target.group(1), 16) <= address:
            jumps.append((int(target.group(1), 16), i))
    for target, last in jumps:
        body = [entry for entry in code[: last + 1] if entry[0] >= target]
        inner = [j for t, j in jumps if j != last and t >= target and code[j][0] < code[last][0]]
        if body and not inner:
            yield body


def count(body):
    """How many instructions of each kind a loop has, for each vector of its elements."""
    kinds = collections.Counter()
    loads = indexed = stores = bits = 0
    for _, name, operands in body:
        width = max([BITS[w] for w in REGISTER.findall(operands)], default=0)
        # Constants and what was spilled are no elements.
        memory = re.search(r"\((?!%rip\)|%rsp)", operands) is not None
        # Not the address of the other end of a row, say.
        indexed += width > 0 and re.search(r"\(%\w+,%\w+", operands) is not None
        if MOVE.match(name):
            if memory:
                stores += operands.rstrip().endswith(")") or "){" in operands.replace(" ", "")
                loads += operands.startswith(("0x", "(", "-0x"))
                bits = max(bits, width)
            continue
        for kind, form in (("mul", MULTIPLY), ("div", DIVIDE), ("add", ADD), ("other", OTHER)):
            if form.match(name):
                kinds[kind] += 1
                bits = max(bits, width)
                loads += memory
                break
    # A loop that stores nothing may read constants beside its elements, but those have an index.
    vectors = stores or indexed or loads
    if not vectors or not bits:
        return None
    result = {kind: kinds[kind] / vectors for kind in ("mul", "div", "add", "other")}
    return {**result, "vectors": vectors, "bits": bits, "instructions": len(body) / vectors}


def loop_of(code):
    """The main loop of a method: the one that takes most vectors at a time."""
    counted = [c for c in map(count, loops(code)) if c]
    return max(counted, key=lambda c: (c["bits"], c["vectors"]), default=None)


def counts(java, kernel, wanted):
    """The loops of a kernel, by the template that they are copies of."""
    seconds = 4
    while True:
        run = subprocess.run(
            java + ["jmh/limits/HotKernel.java", kernel, str(seconds)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        found = {}
        for method, code in machine_code(run.stdout.splitlines()).items():
            loop = loop_of(instructions(code))
            if loop:
                found.setdefault(method.split("/")[0].split(".")[-1].split("+")[0], loop)
        if found.keys() >= wanted or seconds >= LONGEST_RUN:
            return found
        seconds *= 2


def median(data, group, name, bits):
    for m in data["measurements"]:
        if m["group"] == group and m["name"] == name and m["bits"] == bits and m["threads"] == 1:
            return m["time"]["median"]
    return None


def bound(loops_found, costs):
    """Nanoseconds of an element at least, and the pipes that set it, over all loops."""
    total, by = 0, collections.Counter()
    for loop in loops_found.values():
        lanes = loop["bits"] / 32
        times = {
            "multiply pipes": (loop["mul"] + loop["div"]) * costs["mul"],
            "divider": loop["div"] * costs["div"],
            "add pipes": loop["add"] * costs["add"],
            # No x86 core starts more than four vector operations a cycle.
            "all pipes": (loop["mul"] + loop["div"] + loop["add"] + loop["other"])
            * costs["cycle"] / 4,
        }  # fmt: skip
        name = max(times, key=times.get)
        total += times[name] / lanes
        by[name] += times[name]
    return total, by.most_common(1)[0][0]


def table(header, rows):
    widths = "| " + " | ".join(header) + " |\n|" + "|".join(
        " --- " if i == 0 else " ---: " for i in range(len(header))
    ) + "|\n"
    return widths + "".join("| " + " | ".join(map(str, row)) + " |\n" for row in rows)


def main():
    report, out = sys.argv[1], sys.argv[2]
    java = sys.argv[3:]
    with open(report) as file:
        data = json.load(file)
    bits = data["facts"]["library"]["bits"]
    clock = data["peaks"]["clockGigahertz"]
    costs = {
        "mul": median(data, "throughput", "fma", bits),
        "div": median(data, "throughput", "div", bits),
        "add": median(data, "throughput", "add", bits),
        "cycle": 1 / clock if clock else None,
    }
    lacking = [name for name, value in costs.items() if value is None]
    if lacking:
        sys.exit("The report lacks the probe's " + ", ".join(lacking))
    copies = {
        (m["container"], m["elements"]): m["rates"]["nanosPerElement"]
        for m in data["measurements"]
        if m["group"] == "copy"
    }
    loop_rows, rows, found_all = [], [], {}
    for kernel, wanted in LOOPS.items():
        found = counts(java, kernel, wanted)
        lacking = sorted(wanted - found.keys())
        if lacking:
            sys.exit("C2 did not compile all loops of %s: no %s" % (kernel, ", ".join(lacking)))
        found_all[kernel] = found
        for name, loop in sorted(found.items()):
            loop_rows.append(
                [kernel, name, loop["bits"]]
                + ["%.3g" % loop[k] for k in ("mul", "div", "add", "other", "instructions")]
            )
        ports, by = bound(found, costs)
        for m in data["measurements"]:
            if m["group"] != "kernel" or m["name"] != kernel or m["path"] != "vector":
                continue
            nanos = m["rates"]["nanosPerElement"]
            copy = copies.get((m["container"], m["elements"])) if kernel in MAPS else None
            least = max(ports, copy) if copy else ports
            rows.append({
                "kernel": kernel, "memory": m["container"], "size": m["size"],
                "nanosPerElement": nanos, "portsNanosPerElement": ports, "portsBy": by,
                "copyNanosPerElement": copy, "timesBound": nanos / least,
                "shareOfCopy": copy / nanos if copy else None,
            })  # fmt: skip
    text = "Cost of a vector of %d bits, ns: multiply or fma %.3f, division %.3f, addition %.3f; " % (
        bits, costs["mul"], costs["div"], costs["add"],
    ) + "one cycle %.3f.\n\nInstructions for each vector in C2's machine code:\n\n" % costs["cycle"]  # fmt: skip
    text += table(
        ["kernel", "loop", "bits", "multiply", "divide", "add", "other", "all"], loop_rows
    )
    text += "\nbound: the larger of the ports' and, for maps, of a copy of that size, ns/element:\n\n"
    number = lambda value, form="%.3f": "-" if value is None else form % value
    text += table(
        ["kernel", "memory", "size", "measured", "ports", "by", "copy", "times bound", "of copy"],
        [
            [r["kernel"], r["memory"], r["size"], number(r["nanosPerElement"]),
             number(r["portsNanosPerElement"]), r["portsBy"], number(r["copyNanosPerElement"]),
             number(r["timesBound"], "%.2f"), number(r["shareOfCopy"], "%.2f")]
            for r in rows
        ],
    )  # fmt: skip
    print(text)
    with open(out + ".md", "w") as file:
        file.write(text)
    with open(out + ".json", "w") as file:
        json.dump({"costs": costs, "loops": found_all, "limits": rows}, file, indent=2)
    print("Written: %s.md, %s.json" % (out, out))


if __name__ == "__main__":
    main()
