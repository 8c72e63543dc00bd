package org.lanewise.jmh;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Facts that figures depend on. */
final class Machine {

  @SuppressWarnings("unused")
  private static FileLock lock;

  private Machine() {}

  /** The JVM and the system, in a line. */
  static String describe() {
    return System.getProperty("java.vm.name")
        + " "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + "), "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors";
  }

  /**
   * Takes the lock by which JMH keeps two runs apart; a warning if another run has it. It is held
   * to the end of this process.
   */
  static Optional<String> lock() {
    System.setProperty("jmh.ignoreLock", "true"); // JMH would refuse to run
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
    } catch (IOException e) {
      return Optional.empty(); // somebody else's file
    }
    return lock != null
        ? Optional.empty()
        : Optional.of("Another JMH run is going on: times will be too long.");
  }
}
