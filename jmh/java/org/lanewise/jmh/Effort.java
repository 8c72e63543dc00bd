package org.lanewise.jmh;

/**
 * How long each figure is measured.
 *
 * @param name of the kind of run, as it stands in file names
 * @param forks JVMs, one after the other
 * @param everywhere whether rows that are many get as many forks
 * @param warmups iterations that do not count
 * @param iterations iterations that count
 * @param millis length of an iteration
 */
record Effort(String name, int forks, boolean everywhere, int warmups, int iterations, int millis) {

  static final Effort SMOKE = new Effort("smoke", 1, true, 2, 3, 100);
  static final Effort QUICK = new Effort("quick", 1, true, 3, 5, 60);
  static final Effort DEFAULT = new Effort("default", 1, true, 3, 5, 100);
  static final Effort FULL = new Effort("full", 2, false, 3, 5, 100);

  /** Probes are compiled before they are measured. */
  private static final int PROBE_WARMUPS = 1;

  private static final int SHORTEST_PROBE = 40;

  /**
   * Peers are timed in turn in more and shorter windows: what disturbs one meets its neighbours.
   */
  private static final int PEER_ROUNDS = 6;

  /** How long {@link FirstCallsBenchmark} makes calls. */
  private static final int FIRST_CALLS_MILLIS = 3500;

  /** The same with another number of forks, for all rows. */
  Effort withForks(int number) {
    return new Effort(name, number, true, warmups, iterations, millis);
  }

  boolean isSmoke() {
    return name.equals(SMOKE.name);
  }

  boolean isQuick() {
    return name.equals(QUICK.name);
  }

  boolean isDefault() {
    return name.equals(DEFAULT.name);
  }

  boolean isFull() {
    return name.equals(FULL.name);
  }

  /**
   * JVMs for a row. In a full run the main kernels get more than one, from which the error bars
   * show what a JVM makes of chance; the many others and the probe get one.
   */
  int forks(Row row) {
    boolean main = !row.group().isProbe() && Plan.isMain(row.kernel());
    return everywhere || main ? forks : 1;
  }

  /** The same for rows of a group. */
  Effort of(Group group) {
    if (group == Group.FIRST_CALLS) {
      return new Effort(name, forks, everywhere, 0, 1, FIRST_CALLS_MILLIS);
    }
    if (group == Group.PEER) {
      return new Effort(name, forks, true, 0, PEER_ROUNDS + iterations, millis / 5);
    }
    return group.isProbe()
        ? new Effort(
            name,
            forks,
            everywhere,
            PROBE_WARMUPS,
            iterations,
            Math.max(SHORTEST_PROBE, millis / 2))
        : this;
  }

  /** Milliseconds that one fork measures, its start not counted. */
  long forkMillis() {
    return (long) (warmups + iterations) * millis;
  }
}
