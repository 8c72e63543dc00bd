package org.lanewise.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.jmh.report.Measurement;
import org.lanewise.jmh.report.RunData;
import org.lanewise.jmh.report.SampleRuns;

class SentencesTest {

  /** The sentence about the roofline where the vector path of a kernel has this share of it. */
  private static String roofline(String kernel, double share) {
    RunData run = SampleRuns.run("sample", 1, 1);
    List<Measurement> measurements =
        run.measurements().stream().map(m -> m.name().equals(kernel) ? with(m, share) : m).toList();
    List<String> sentences =
        new Sentences(run.facts(), run.peaks(), measurements)
            .all().stream().filter(sentence -> sentence.contains("roofline")).toList();
    assertEquals(1, sentences.size());
    return sentences.getFirst();
  }

  private static Measurement with(Measurement m, double share) {
    Measurement.Rates r = m.rates();
    Measurement.Rates rates =
        new Measurement.Rates(
            r.nanosPerElement(),
            r.gigabytesPerSecond(),
            r.gigaflopsPerSecond(),
            r.flopsPerElement(),
            r.cycles(),
            r.boundNanosPerElement(),
            r.boundBy(),
            share,
            r.speedUp(),
            r.speedUpOverNaive());
    return new Measurement(
        m.group(),
        m.name(),
        m.path(),
        m.bits(),
        m.threads(),
        m.container(),
        m.size(),
        m.elements(),
        m.bytes(),
        m.time(),
        m.allocated(),
        rates,
        m.curve(),
        m.against());
  }

  @Test
  void moreThanTheRooflineAllowsIsExplained() {
    String more = roofline("relu", 1.25);
    assertTrue(more.contains("50 % in the median, and 50 % with"), more);
    assertTrue(more.contains("Above 100 %, as 3 of 9 figures, are kernels"), more);
    String less = roofline("relu", 0.75);
    assertTrue(less.contains("and 75 % with relu"), less);
    assertFalse(less.contains("Above"), less);
  }
}
