package org.lanewise;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.lanewise.internal.Dispatcher;

/**
 * Which path the kernels take in this JVM, and why. It is chosen once, when the first kernel is
 * called or soon after: kernels start scalar in any case.
 *
 * @param vector whether kernels use the Vector API; otherwise they are scalar
 * @param bits bits of a vector, 32 on the scalar path
 * @param cpu the CPU's name, or its architecture where the name cannot be found
 * @param reason why this path was chosen
 * @param remedy how to get the vector path; empty if there is nothing to be done
 */
public record Backend(boolean vector, int bits, String cpu, String reason, String remedy) {

  /**
   * What was chosen for this JVM.
   *
   * @return the backend
   * @throws IllegalStateException if a property asks for a path that cannot be had
   * @throws IllegalArgumentException if a property has a value that it cannot have
   */
  public static Backend current() {
    Dispatcher.Selection s = Dispatcher.selection();
    return new Backend(s.vector(), s.bits(), cpuName(), s.reason(), s.remedy());
  }

  /**
   * Waits until every kernel that has been used so far runs at full speed. On the vector path a
   * kernel starts scalar and changes over in the background when its vector form is compiled, after
   * about a second each, one after the other; the results do not change. Servers may call each
   * kernel once and then this; nobody has to.
   *
   * @param timeout how long to wait at most
   * @return whether all of them got there: not if the time was too short, nor if one stays scalar,
   *     as the log says
   * @throws InterruptedException if the thread is interrupted
   */
  public static boolean awaitWarmUp(Duration timeout) throws InterruptedException {
    Objects.requireNonNull(timeout, "timeout");
    return Dispatcher.awaitWarmUp(TimeUnit.MILLISECONDS.convert(timeout));
  }

  private static String cpuName() {
    // By a stream, which an interrupt of this thread does not stop.
    try (BufferedReader lines =
        new BufferedReader(new FileReader("/proc/cpuinfo", StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(() -> System.getProperty("os.arch"));
    } catch (IOException | RuntimeException e) {
      return System.getProperty("os.arch"); // no such file on this system
    }
  }

  @Override
  public String toString() {
    return (vector ? "vector, " + bits + " bits" : "scalar")
        + " on "
        + cpu
        + ": "
        + reason
        + (remedy.isEmpty() ? "" : " " + remedy);
  }
}
