package org.lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.function.Executable;

/** Calls that have to be refused: with the right exception, a message that helps, and no trace. */
public final class Refusals {

  private Refusals() {}

  /**
   * Checks that a call throws.
   *
   * @param type the exception, exactly
   * @param words what its message has to contain
   */
  public static void refused(Class<? extends Throwable> type, Executable call, Object... words) {
    String message = String.valueOf(assertThrowsExactly(type, call).getMessage());
    // What the JVM says of a null that nobody has looked for may name the argument, too.
    assertFalse(message.startsWith("Cannot "), message);
    for (Object word : words) {
      assertTrue(
          message.contains(String.valueOf(word)), () -> "\"" + word + "\" is missing: " + message);
    }
  }

  /** A segment that has been closed. */
  public static MemorySegment closed(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      return arena.allocate(bytes, 64);
    }
  }

  /** A segment that belongs to a thread which has ended. */
  public static MemorySegment foreign(long bytes) {
    return foreign(bytes, segment -> segment);
  }

  /** What a thread makes of a segment of its own, before it ends. */
  @SuppressWarnings("MustBeClosedChecker") // only its owner could close it, and that has ended
  public static <T> T foreign(long bytes, Function<MemorySegment, T> maker) {
    List<T> made = new ArrayList<>();
    Thread owner = new Thread(() -> made.add(maker.apply(Arena.ofConfined().allocate(bytes, 64))));
    owner.start();
    try {
      owner.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return made.getFirst();
  }
}
