#!/usr/bin/env python3
"""Sets the probe's figures beside those of likwid-bench (Debian: likwid), an independent tool in assembly.

    scripts/bench.sh --part probe --threads 1 --output probe
    scripts/check-probe.py probe.json

Run both on a quiet machine, one after the other. x86 only. Prints a table in Markdown; a ratio above 1 means
that the probe reached more. likwid-bench works on doubles where it has no kernel for floats, which moves as
many bytes, and its arrays are aligned as the probe's native memory is.
"""
import json
import re
import subprocess
import sys

# Other sizes straddle caches, where a difference of a few kilobytes decides.
L1 = 32 * 1024

SUFFIX = {128: "sse", 256: "avx", 512: "avx512"}


def likwid(kernel, size, field):
    """The best of two runs of a kernel on `size` bytes, in 10^9 a second."""
    best = 0.0
    for _ in range(2):
        run = subprocess.run(
            ["likwid-bench", "-t", kernel, "-w", f"S0:{max(1, size // 1000)}kB:1"],
            capture_output=True, text=True, check=False)
        match = re.search(field + r":\s+([\d.]+)", run.stdout)
        if not match:
            sys.exit(f"likwid-bench -t {kernel} failed:\n{run.stdout}{run.stderr}")
        best = max(best, float(match.group(1)) / 1e3)
    return best


def best(measurement, rate):
    """The rate of the fastest iteration: likwid's is the best of several, too."""
    time = measurement["time"]
    return rate * time["median"] / min(min(fork) for fork in time["samples"])


def main():
    if sys.argv[1:] in (['-h'], ['--help']):
        print(__doc__.strip())
        return
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        run = json.load(file)
    print("| what | size | bits | probe | likwid-bench | ratio |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    shown = 0
    sizes = sorted(m["bytes"] for m in run["measurements"] if m["group"] == "bandwidth")
    for m in run["measurements"]:
        suffix = SUFFIX.get(m["bits"])
        if m["threads"] != 1 or suffix is None:
            continue
        if m["group"] == "throughput" and m["name"] == "fma":
            kernel = f"peakflops_sp_{suffix}_fma"
            if suffix == "sse":
                continue
            ours = best(m, m["rates"]["gigaflopsPerSecond"])
            theirs = likwid(kernel, 20_000, "MFlops/s")
            what = "fma, GFLOP/s"
        elif m["group"] == "bandwidth" and m["container"] == "native" and m["bytes"] in (L1, sizes[-1]):
            kernel = f"{m['name']}_{suffix}"
            ours = best(m, m["rates"]["gigabytesPerSecond"])
            theirs = likwid(kernel, m["bytes"], "MByte/s")
            what = f"{m['name']}, GB/s"
        else:
            continue
        shown += 1
        print(f"| {what} | {m['size']} | {m['bits']} | {ours:.1f} | {theirs:.1f} | {ours / theirs:.2f} |", flush=True)
    if not shown:
        sys.exit("This run has nothing that likwid-bench measures, too.")


if __name__ == "__main__":
    main()
