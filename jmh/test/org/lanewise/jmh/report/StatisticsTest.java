package org.lanewise.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void intervalOfMeanIsStudents() {
    // Logarithms 0, ln 2, ln 4: mean ln 2, deviation ln 2, quantile of two degrees 4.302653.
    Statistics.Interval mean = Statistics.mean(List.of(List.of(1.0, 2.0, 4.0)));
    double half = 4.302653 * Math.log(2) / Math.sqrt(3);
    assertEquals(2, mean.value(), 1e-12);
    assertEquals(2 * Math.exp(-half), mean.low(), 1e-6);
    assertEquals(2 * Math.exp(half), mean.high(), 1e-4);
  }

  @Test
  void ratioOfEqualSpreadHasWelchsDegrees() {
    // Equal variances and sizes: four degrees of freedom, quantile 2.776445.
    Statistics.Interval ratio =
        Statistics.ratio(List.of(List.of(1.0, 2.0, 4.0)), List.of(List.of(3.0, 6.0, 12.0)));
    double half = 2.776445 * Math.log(2) * Math.sqrt(2.0 / 3);
    assertEquals(3, ratio.value(), 1e-12);
    assertEquals(3 * Math.exp(-half), ratio.low(), 1e-5);
    assertEquals(3 * Math.exp(half), ratio.high(), 1e-4);
  }

  @Test
  void threeForksCountAsThreeMeasurements() {
    List<List<Double>> forks =
        List.of(List.of(1.0, 1.0, 9.0), List.of(2.0, 2.0, 9.0), List.of(4.0, 4.0, 9.0));
    assertEquals(2, Statistics.mean(forks).value(), 1e-12);
  }

  @Test
  void oneMeasurementHasNoInterval() {
    Statistics.Interval mean = Statistics.mean(List.of(List.of(7.0)));
    assertEquals(7, mean.low(), 1e-12);
    assertEquals(7, mean.high(), 1e-12);
  }

  @Test
  void nothingMeasuredIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Statistics.mean(List.of()));
  }

  @Test
  void verdictNeedsSizeAndCertainty() {
    assertEquals("slower", Comparison.verdict(new Statistics.Interval(1.2, 1.1, 1.3), 0.05));
    assertEquals("unclear", Comparison.verdict(new Statistics.Interval(1.2, 0.9, 1.5), 0.05));
    assertEquals("same", Comparison.verdict(new Statistics.Interval(1.02, 1.01, 1.03), 0.05));
    assertEquals("faster", Comparison.verdict(new Statistics.Interval(0.8, 0.7, 0.9), 0.05));
  }
}
