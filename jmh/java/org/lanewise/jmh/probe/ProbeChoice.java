package org.lanewise.jmh.probe;

/**
 * What this JVM probes. A fork measures one operation at one width only: it is chosen before the
 * class that holds the loops is initialised, so that both are constants for the compiler.
 */
final class ProbeChoice {

  private static int bits;
  private static Operation operation;

  private ProbeChoice() {}

  /** Chooses; every thread of a fork chooses the same. */
  static synchronized void choose(int chosenBits, Operation chosenOperation) {
    boolean first = bits == 0;
    if (!first && (bits != chosenBits || operation != chosenOperation)) {
      throw new IllegalStateException("this JVM probes " + operation + " at " + bits + " bits");
    }
    bits = chosenBits;
    operation = chosenOperation;
  }

  static synchronized int bits() {
    return bits;
  }

  static synchronized Operation operation() {
    return operation;
  }
}
