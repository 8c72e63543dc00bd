package org.lanewise.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.lanewise.jmh.peers.SideBySide;
import org.lanewise.jmh.peers.SideBySide.Answer;
import org.lanewise.jmh.report.RunData;

/** A JVM that measures peers side by side, and another without the peer that ends it. */
final class PeerFork {

  private static final long MOST_MINUTES = 10;
  private static final int LAST_LINES = 40;

  private final List<String> jvmArgs;
  private final Effort effort;
  private final StringBuilder log = new StringBuilder();

  PeerFork(List<String> jvmArgs, Effort effort) {
    this.jvmArgs = jvmArgs;
    this.effort = effort;
  }

  /** What the JVMs that were ended said last. */
  String log() {
    return log.toString();
  }

  /** The answers of all peers of a row. */
  List<Answer> run(Row row) throws IOException {
    List<Answer> answers = new ArrayList<>();
    List<String> peers = new ArrayList<>(row.paths());
    while (!peers.isEmpty()) {
      String last = run(row, peers, answers);
      if (last == null) {
        return answers;
      }
      answers.removeIf(answer -> answer.missing() == null && answer.failure() == null);
      answers.add(new Answer(last, null, "it ended the JVM", null, null, null, null));
      answers.forEach(answer -> peers.remove(answer.peer()));
    }
    return answers;
  }

  /** Null, or the peer whose code ran when the JVM was ended. */
  private String run(Row row, List<String> peers, List<Answer> answers) throws IOException {
    Process process = ChildCommand.of(jvmArgs, SideBySide.class, words(row, peers)).start();
    CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES)
        .execute(process::destroyForcibly);
    String last = peers.getFirst();
    int answered = answers.size();
    List<String> lines = new ArrayList<>();
    try (BufferedReader in = process.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(SideBySide.NEXT)) {
          last = line.substring(SideBySide.NEXT.length());
        } else if (line.startsWith(SideBySide.ANSWER)) {
          answers.add(
              RunData.mapper().readValue(line.substring(SideBySide.ANSWER.length()), Answer.class));
        } else {
          lines.add(line);
        }
      }
    }
    if (answers.size() - answered == peers.size()) {
      return null;
    }
    lines.stream().skip(Math.max(0, lines.size() - LAST_LINES)).forEach(l -> log.append(l + "\n"));
    return last;
  }

  private List<String> words(Row row, List<String> peers) {
    List<String> words = new ArrayList<>();
    words.add(row.kernel());
    words.add(row.size().param());
    words.add(Integer.toString(effort.iterations()));
    words.add(Integer.toString(effort.millis()));
    words.addAll(peers);
    return words;
  }
}
