package org.lanewise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.ExpectedPath;

/** Every kernel returns what it returned when the golden hashes were written, on every path. */
@Tag("bits")
class GoldenHashesTest {

  @BeforeAll
  static void thePathIsTheOneAskedFor() {
    ExpectedPath.check();
  }

  private static List<String> file() throws IOException {
    try (InputStream in = GoldenHashesTest.class.getResourceAsStream("/golden/hashes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void allHashesAreTheGoldenOnes() throws IOException {
    GoldenHashes.Result result = GoldenHashes.check(file(), false);
    System.out.printf(
        "GoldenHashesTest on %s: %d hashes compared%n", ExpectedPath.describe(), result.compared());
    assertTrue(result.compared() > 100, "too few hashes: " + result.compared());
    assertEquals(List.of(), result.differences());
  }

  @Test
  void aDifferentAMissingAndAnUnknownLineAreFound() throws IOException {
    List<String> lines = new ArrayList<>(file());
    lines.replaceAll(
        line ->
            line.startsWith("Activations.relu mixed-7 ")
                ? "Activations.relu mixed-7 0123456789abcdef"
                : line.replace("Activations.tanh mixed-1 ", "Activations.tanh mixed-01 "));
    List<String> differences = GoldenHashes.check(lines, true).differences();
    assertEquals(3, differences.size(), differences::toString);
    assertTrue(differences.get(0).startsWith("Activations.tanh mixed-01: in the file"));
    assertTrue(
        differences.get(1).startsWith("Activations.relu mixed-7: expected 0123456789abcdef"));
    assertTrue(differences.get(2).startsWith("Activations.tanh mixed-1: not in the file"));
  }

  @Test
  void aLineThatIsNoHashIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> GoldenHashes.check(List.of("Activations.relu mixed-7"), true));
    assertEquals("not a line of golden hashes: Activations.relu mixed-7", e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> GoldenHashes.check(List.of("a b 0123456789abcdef", "a b 0123456789abcdef"), true));
  }
}
