package org.lanewise.jmh;

/**
 * How long each figure is measured.
 *
 * @param name of the kind of run, as it stands in file names
 * @param forks JVMs, one after the other
 * @param warmups iterations that do not count
 * @param iterations iterations that count
 * @param millis length of an iteration
 */
record Effort(String name, int forks, int warmups, int iterations, int millis) {

  static final Effort SMOKE = new Effort("smoke", 1, 2, 3, 100);
  static final Effort QUICK = new Effort("quick", 1, 3, 5, 100);
  static final Effort FULL = new Effort("full", PathBenchmark.FORKS, 5, 5, 300);

  /** The same with another number of forks. */
  Effort withForks(int number) {
    return new Effort(name, number, warmups, iterations, millis);
  }

  boolean isSmoke() {
    return name.equals(SMOKE.name);
  }

  boolean isQuick() {
    return name.equals(QUICK.name);
  }

  /** Milliseconds that one fork measures, its start not counted. */
  long forkMillis() {
    return (long) (warmups + iterations) * millis;
  }
}
