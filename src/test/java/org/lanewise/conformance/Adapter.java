package org.lanewise.conformance;

/** Calls the library as the cases of an operator want it. */
@FunctionalInterface
interface Adapter {

  /** Calls the library with the inputs of {@code c} and hands the results to {@code outputs}. */
  void run(Case c, Outputs outputs);
}
