package org.lanewise.jmh;

/** One call of a kernel on memory of its own. */
@FunctionalInterface
public interface Task {

  /**
   * Runs the call.
   *
   * @return its result where it has one, so that nobody can leave the call out
   */
  float run();

  /** A call without a result. */
  static Task of(Runnable call) {
    return () -> {
      call.run();
      return 0;
    };
  }
}
