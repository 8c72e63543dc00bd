package org.lanewise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.golden.GoldenHashes.Scope;
import org.lanewise.testing.ExpectedPath;

/** Every kernel returns what it returned when the golden hashes were written, on every path. */
@Tag("bits")
class GoldenHashesTest {

  private static final String WRONG = "0123456789abcdef";

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
    GoldenHashes.Result result = GoldenHashes.check(file(), Scope.ALL);
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
    List<String> differences = GoldenHashes.check(lines, Scope.SHORT).differences();
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
            () -> GoldenHashes.check(List.of("Activations.relu mixed-7"), Scope.SHORT));
    assertEquals("not a line of golden hashes: Activations.relu mixed-7", e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            GoldenHashes.check(
                List.of("a b 0123456789abcdef", "a b 0123456789abcdef"), Scope.SHORT));
  }

  @Test
  void aScopeHoldsTheLinesWhoseNamesItFinds() throws IOException {
    List<String> lines = new ArrayList<>(file());
    lines.replaceAll(line -> line.replaceFirst("^(Activations.tanh mixed-7) .*", "$1 " + WRONG));
    lines.add("Activations.tanh mixed-8 " + WRONG);
    lines.add("Activations.sinh mixed-8 " + WRONG);
    Scope scope = new Scope(true, Pattern.compile("^Activations.tanh mixed"), 3, null);
    GoldenHashes.Result result = GoldenHashes.check(lines, scope);
    assertEquals(3 * 4, result.compared());
    assertEquals(hashes(lines) - 5, result.leftOut());
    List<String> differences = result.differences();
    assertEquals(1 + 3, differences.size(), differences::toString);
    assertEquals(
        "Activations.tanh mixed-8: in the file, but no such kernel or set", differences.get(0));
    assertTrue(differences.get(3).startsWith("Activations.tanh mixed-7: expected " + WRONG));
  }

  @Test
  void verifiedLinesAreNotComparedAgain(@TempDir Path folder) throws IOException {
    List<String> lines = new ArrayList<>(file());
    lines.replaceAll(line -> line.replaceFirst("^(Activations.tanh mixed-7) .*", "$1 " + WRONG));
    Path verified = folder.resolve("verified.txt");
    Scope scope = new Scope(true, Pattern.compile("^Activations.tanh mixed"), 1, verified);
    GoldenHashes.Result result = GoldenHashes.check(lines, scope);
    assertEquals(4, result.compared());
    assertEquals(1, result.differences().size());
    List<String> equal =
        lines.stream().filter(line -> scope.kernels().matcher(line).find()).toList();
    assertEquals(
        equal.stream().filter(line -> !line.endsWith(WRONG)).toList(),
        Files.readAllLines(verified));

    result = GoldenHashes.check(file(), scope);
    assertEquals(1, result.compared());
    assertEquals(3, result.earlier());
    assertEquals(hashes(lines) - 4, result.leftOut());
    assertEquals(List.of(), result.differences());
    assertEquals(4, Files.readAllLines(verified).size());
    assertEquals(0, GoldenHashes.check(file(), scope).compared());

    // A line whose hash has changed since counts as new.
    assertEquals(1, GoldenHashes.check(lines, scope).differences().size());
  }

  private static int hashes(List<String> lines) {
    return (int) lines.stream().filter(line -> !line.startsWith("#")).count();
  }
}
