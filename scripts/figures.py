"""Makes the figures of the README's table of kernels; see figures.sh, which calls it."""
import datetime
import json
import os
import re
import subprocess
import sys

TABLE = "src/test/resources/table"
MEASURED = "target/measured"

ERROR_COMMANDS = "mvn test -Dwidths.skip -Dtest='*AccuracyTest,LossTest' and scripts/exhaustive.sh"

# What peers are compared at; those that were measured at other sizes only are left out.
PEER_SIZES = ("16Ki", "16384", "64Ki", "64x1000")


def cpu():
    """The CPU's name; unknown where there is no /proc/cpuinfo."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return re.search(r"model name\s*:\s*(.+)", file.read()).group(1).strip()
    except (OSError, AttributeError):
        return "unknown"


def jdk(java):
    out = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    return re.search(r'"([^"]+)"', out).group(1)


def write(name, facts, lines):
    with open(f"{TABLE}/{name}.txt", "w", encoding="utf-8") as file:
        for key, value in facts.items():
            file.write(f"# {key}: {value}\n")
        for line in lines:
            file.write(line + "\n")
    print(f"{TABLE}/{name}.txt: {len(lines)} lines")


def swept(report):
    """The largest error of each kernel over all floats, whatever its parameters."""
    errors = {}
    with open(report, encoding="utf-8") as file:
        for line in file:
            match = re.match(r"(\w+)(\([^)]*\))?\s+\d+\s+([\d.]+)\s+[\d.]+\s+[\d.]+%\s+\d+", line)
            # With dy = 1 the derivative is measured in other units.
            if match and "dy=1" not in (match.group(2) or ""):
                errors[match.group(1)] = max(float(match.group(3)), errors.get(match.group(1), 0.0))
    return errors


def sweeps_known():
    """What earlier sweeps over all floats found."""
    with open(f"{TABLE}/errors.txt", encoding="utf-8") as file:
        lines = [line.split() for line in file if not line.startswith("#")]
    return {kernel: (how, unit, float(value)) for kernel, how, unit, value in lines if how == "all"}


def errors(java, report=None):
    figures = {}
    for name in sorted(os.listdir(MEASURED)):
        with open(f"{MEASURED}/{name}", encoding="utf-8") as file:
            for line in file:
                kernel, how, unit, value = line.split()
                known = figures.get(kernel)
                if known is None or float(value) > known[2]:
                    figures[kernel] = (how, unit, float(value))
    sweeps = sweeps_known()
    # A report of some kernels says nothing of the others.
    for kernel, error in swept(report).items() if report else ():
        sweeps[kernel] = ("all", "ulp", error)
    for kernel, (how, unit, error) in sweeps.items():
        sample = figures.get(kernel, ("", unit, 0.0))
        figures[kernel] = (how, unit, max(error, sample[2]))
    facts = {"cpu": cpu(), "jdk": jdk(java), "date": datetime.date.today(), "command": ERROR_COMMANDS}
    write("errors", facts, [f"{k} {how} {unit} {value:.6f}" for k, (how, unit, value) in sorted(figures.items())])


def run(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    facts = {
        "cpu": data["facts"]["machine"]["cpu"],
        "bits": data["facts"]["library"]["bits"],
        "jdk": data["facts"]["jvm"]["version"],
        "date": data["run"]["started"][:10],
        "command": re.sub(r" --output \S+", "", data["run"]["command"]),
    }
    return facts, data["measurements"]


def times(_, path):
    facts, measurements = run(path)
    figures = {}
    for m in measurements:
        if m["group"] == "kernel" and m["threads"] == 1 and m["container"] == "array":
            kernel = figures.setdefault(m["name"], {})
            if m["path"] in kernel:
                sys.exit(f"{path} has more than one size of {m['name']}")
            kernel[m["path"]] = m["rates"]["nanosPerElement"]
    lines = [
        f"{name} {paths['vector']:.4g} {paths['naive']:.4g}"
        for name, paths in figures.items()
        if "vector" in paths and "naive" in paths
    ]
    if not lines:
        sys.exit(f"{path} has no kernel on both paths, vector and naive, over arrays")
    write("times", facts, lines)


def peers(_, path):
    facts, measurements = run(path)
    best = {}
    for m in measurements:
        ratio = (m.get("against") or {}).get("timesOurs")
        is_peer = m["group"] == "peer" and m["path"] != "naive" and not m["path"].startswith("lanewise")
        if not is_peer or ratio is None or m["size"] not in PEER_SIZES:
            continue
        if m["name"] not in best or ratio < best[m["name"]][1]:
            best[m["name"]] = (m["path"], ratio, m["size"])
    if not best:
        sys.exit(f"{path} has no peer at {', '.join(PEER_SIZES)}")
    write("peers", facts, [f"{name} {peer} {ratio:.3g} {size}" for name, (peer, ratio, size) in best.items()])


if __name__ == "__main__":
    {"errors": errors, "times": times, "peers": peers}[sys.argv[2]](sys.argv[1], *sys.argv[3:])
