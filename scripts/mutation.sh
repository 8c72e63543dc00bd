#!/usr/bin/env bash
# Mutation tests (PIT) of the facades and the scalar side; the report is target/pit-reports/index.html.
# What is mutated stands in pom.xml, profile `mutation`; for a part of it, or any other option of Maven:
#
#   scripts/mutation.sh -DtargetClasses=org.lanewise.internal.ScalarMath
#   scripts/mutation.sh -DtargetClasses='org.lanewise.internal.Runtimes*' \
#     -DtargetTests=org.lanewise.internal.RuntimesTest
#
# Survivors that no test can kill, because the mutant does the same:
#   - a bound that moves from < to <= (or > to >=) where both sides give the same bits at the bound:
#     the limits of exp, scaledExp, expm1, sigmoid, GELU, swish, mish, gates, softplus, celu, hard
#     sigmoid and hard swish, and those of gradients but elu's and selu's; the upper ends of relu6 and
#     hardSigmoidLinear, the edge of softshrink; where two formulas meet and agree (tanh at 0x1.6p-1,
#     erf, tanhshrink's gradient, the quotient of GELU); the knees of smoothL1 and huber and of their
#     gradients; the least logarithm and product of binary cross-entropy; a logit of 0, whose two
#     sides are alike;
#   - the same in rows (SoftmaxRows, CrossEntropyKernels, CrossEntropyRow): one more block, of no
#     elements; an infinite maximum compared with 0; blocks with the same maximum; a sink of −∞ or just
#     at the logsumexp; |logsumexp| = 2^20; a row of exactly 2^19 columns; a label with just a quarter of
#     the sum; smoothing or z-loss of 0;
#   - a slower way to the same bits: columns one by one instead of in panels (wantsLargest, the
#     conditions in run), logsumexp of rows that do not need it, a distribution multiplied by weights
#     of 1, the maximum instead of the rounded logsumexp as what is subtracted;
#   - in CrossEntropyKernels.run factors and weights of rows together, which no facade takes; release,
#     which lets go of memory; fill in sparsePanel, where scaling has made all NaN before;
#   - null instead of the operation in ScalarOps.map, zip and sum: the loops of a JVM have taken theirs
#     before PIT puts the mutant in;
#   - the bound of lengths in Ranges.checkSource, where the next condition refuses the same length;
#   - native memory and an array taken for the same in MatrixView.sameMemory: no native memory lies at
#     addresses as low as offsets in an array; the largest size in MatrixView.copy, which no test has
#     the memory for.
# Survivors that other JVMs would kill, which PIT does not see: what Dispatcher and Backend say of
# warm-up and of vector loops, and which of its loops Kernel gives to a call (the JVMs of PIT take the
# scalar path; WarmUpTest starts others), and
# the ways out of Runtimes.option, for JVMs without jdk.management.
# With GoldenHashesTest among the tests a few classes take minutes: most mutants change a bit.
# BackendTest is left out: the JVMs it starts know nothing of the mutants.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/help.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/find-jdk.sh
exec mvn -B -ntp -Pmutation "-Djdk25.java=$JAVA25" "$@" \
  test-compile org.pitest:pitest-maven:mutationCoverage
