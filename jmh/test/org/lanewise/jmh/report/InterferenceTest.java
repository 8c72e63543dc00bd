package org.lanewise.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.jmh.report.Interference.Times;

/** What took processors away from a run. */
class InterferenceTest {

  private static final String SYSTEM =
      """
      cpu  1000 20 300 8000 50 6 7 90 4 0
      cpu0 500 10 150 4000 25 3 3 45 4 0
      cpu1 500 10 150 4000 25 3 4 45 0 0
      intr 12345
      """;

  /** The name of a process may hold spaces and brackets. */
  private static final String SELF =
      "42 (my (java) 1) S 1 42 42 0 -1 4194560 9 8 7 6 100 20 3000 400 20 0 5 0 99 1 2";

  @Test
  void timesAreReadFromWhatLinuxShows() {
    assertEquals(new Times(9473, 1333, 90, 3520, 2), Times.parse(SYSTEM, SELF));
  }

  @Test
  void ownTimeIsNoInterference() {
    Times begin = new Times(1000, 100, 5, 50, 2);
    assertEquals(List.of(), Interference.warnings(begin, new Times(3000, 1190, 14, 1050, 2)));
  }

  @Test
  void othersAndNeighboursAreNamed() {
    Times begin = new Times(1000, 100, 5, 50, 2);
    assertEquals(
        List.of(
            "Other programs took 0.3 of 2 processors while the run went on: times are too long.",
            "Other virtual machines took 0.2 of 2 processors while the run went on: times are too"
                + " long."),
        Interference.warnings(begin, new Times(3000, 1400, 205, 1050, 2)));
  }

  @Test
  void nothingIsSaidOfNoTime() {
    Times times = new Times(1000, 100, 5, 50, 2);
    assertEquals(List.of(), Interference.warnings(times, times));
    assertEquals(List.of(), Interference.warnings(times, null));
  }
}
