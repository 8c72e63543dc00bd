package org.lanewise.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.jmh.report.RunData;
import org.lanewise.jmh.report.SampleRuns;
import picocli.CommandLine;

class CompareTest {

  @TempDir private Path folder;

  private int compare(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--output", folder.resolve("out").toString()));
    CommandLine command = new CommandLine(new Compare());
    command.setErr(new PrintWriter(new StringWriter()));
    return command.execute(all.toArray(String[]::new));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String run(String name, double factor) throws IOException {
    return write(name + ".json", SampleRuns.run(name, 3, factor).json());
  }

  @Test
  void slowerKernelEndsWithOneOnlyAboveTheShare() throws IOException {
    String before = run("before", 1);
    String after = run("after", 1.2);
    assertEquals(0, compare(before, after));
    assertEquals(1, compare("--fail-above", "10%", before, after));
    assertEquals(0, compare("--fail-above", "30%", before, after));
    assertEquals(0, compare("--fail-above", "10%", "--kernel", "relu", before, after));
    assertEquals(0, compare("--fail-above", "10%", after, before), "faster is no failure");
  }

  @Test
  void whatIsMissingDoesNotPass() throws IOException {
    String before = run("before", 1);
    String text = SampleRuns.run("after", 3, 1).json();
    String stopped =
        write("stopped.json", text.replaceFirst("\"complete\" : true", "\"complete\" : false"));
    assertEquals(1, compare("--fail-above", "10%", before, stopped));
    assertEquals(0, compare(before, stopped));
    assertTrue(Files.readString(folder.resolve("out.md")).contains("stopped before its end"));
    assertEquals(0, compare("--fail-above", "10%", before, run("same", 1)));
    String failed =
        write("failed.json", text.replaceFirst("tanh array 64Ki vector", "exp array 64Ki vector"));
    assertEquals(1, compare("--fail-above", "10%", before, failed));
    assertTrue(Files.readString(folder.resolve("out.md")).contains("exp array 64Ki vector failed"));
  }

  @Test
  void runsOfOneNameAreToldApart() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    String text = SampleRuns.run("machine", 3, 1).json();
    compare(write("run.json", text), write("a/run.json", text), write("b/run.json", text));
    String markdown = Files.readString(folder.resolve("out.md"));
    assertTrue(markdown.contains("machine (run), ns"), markdown);
    assertTrue(markdown.contains("b/run.json), ns"), markdown);
  }

  @Test
  void whatTheFirstRunLacksIsSaidOnce() throws IOException {
    compare(run("before", 1), run("after", 1), run("later", 1));
    String markdown = Files.readString(folder.resolve("out.md"));
    for (String name : List.of("before", "after", "later")) {
      String failure = "- " + name + ": tanh array 64Ki vector failed";
      assertEquals(2, markdown.split(failure, -1).length, "pieces around \"" + failure + "\"");
    }
  }

  @Test
  void figuresOfOneRunAloneAreCounted() throws IOException {
    RunData all = SampleRuns.run("all", 3, 1);
    RunData few =
        all.with("few", all.measurements().stream().filter(m -> m.bits() != 128).toList());
    compare(write("all.json", all.json()), write("few.json", few.json()));
    String markdown = Files.readString(folder.resolve("out.md"));
    assertTrue(markdown.contains("- all: 14 figures that few lacks."), markdown);
  }

  @Test
  void placeThatCannotBeWrittenIsFoundFirst() throws IOException {
    String run = run("run", 1);
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      CommandLine command = new CommandLine(new Compare());
      command.setErr(new PrintWriter(new StringWriter()));
      assertEquals(2, command.execute(run, run, "--output", run + "/out"));
    } finally {
      System.setOut(out);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void pageAndMarkdownNameWhatGotSlower() throws IOException {
    compare(run("before", 1), run("after", 1.2));
    String markdown = Files.readString(folder.resolve("out.md"));
    assertTrue(markdown.contains("| kernel | sigmoid | vector | array | 64Ki |"), markdown);
    assertTrue(markdown.contains("slower"), markdown);
    assertTrue(Files.readString(folder.resolve("out.html")).contains("\"slower\""));
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    String run = run("run", 1);
    assertEquals(2, compare(run, write("jmh.json", "[]")));
    assertEquals(2, compare(run, write("broken.json", "{")));
    assertEquals(
        2, compare(run, write("new.json", "{\"format\":\"lanewise-report\",\"version\":99}")));
    assertEquals(2, compare(run, folder.resolve("none.json").toString()));
    assertEquals(2, compare("--kernel", "nothing", run, run));
    assertEquals(2, compare("--kernel", "relu,nothing", run, run), "a name that no run has");
    assertEquals(2, compare("--path", "vector,fast", run, run));
    assertEquals(2, compare("--group", "kernels", run, run));
    assertEquals(2, compare("--fail-above", "much", run, run));
    assertEquals(2, compare("--fail-above", "10", run, run), "ten times, meant as a percentage");
    assertEquals(2, compare(run));
  }
}
