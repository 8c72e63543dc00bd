package org.lanewise.conformance;

/**
 * An output for which the library has a rule of its own, the same for all its elements.
 *
 * @param caseName the name of a case of PyTorch's
 * @param output the name of the output
 * @param expected what the library's rule makes of it
 * @param why the rule
 */
record OwnRule(String caseName, String output, double expected, String why) {}
