package org.lanewise.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Chooses the path, once per JVM.
 *
 * <p>To look at the JVM and to set up its logging takes some fifty milliseconds, more than twice
 * what the rest of a first call takes. So unless properties ask for something, kernels start
 * scalar, and the warm-up's thread chooses.
 *
 * <p>Nothing here links a class of the incubator module: without it, loading such a class fails for
 * good.
 */
public final class Dispatcher {

  /**
   * What is chosen from.
   *
   * @param backend {@code lanewise.backend}: auto, scalar or vector
   * @param vectorBits {@code lanewise.vectorBits}: 64, 128, 256 or 512; null for the CPU's own
   * @param obstacle why the vector path cannot be had, null if it can
   * @param preferredBits the CPU's preferred vector length, 0 if unknown
   * @param emulate {@code lanewise.emulateVectors}: whether a width that the CPU lacks may be had
   *     all the same, slowly; for tests
   */
  record Request(
      String backend, String vectorBits, Obstacle obstacle, int preferredBits, boolean emulate) {}

  /**
   * Why the vector path cannot be had.
   *
   * @param reason what is missing, as a sentence
   * @param remedy what to do about it, as a sentence
   */
  public record Obstacle(String reason, String remedy) {}

  /**
   * What was chosen.
   *
   * @param vector whether kernels use the Vector API
   * @param bits bits of a vector, 32 on the scalar path
   * @param reason why
   * @param remedy how to get the vector path, empty if nothing is to be done
   */
  public record Selection(boolean vector, int bits, String reason, String remedy) {}

  static final Loops SCALAR_LOOPS = new ScalarLoops();

  /** Null until it has been chosen. */
  private static volatile Selection chosen;

  private Dispatcher() {}

  /** What was chosen. */
  public static Selection selection() {
    Selection s = chosen;
    return s != null ? s : choose();
  }

  private static Selection choose() {
    Selection s;
    synchronized (Dispatcher.class) {
      if (chosen != null) {
        return chosen;
      }
      s = select();
      chosen = s;
    }
    // Without the lock: a logger has locks of its own, and may ask for the backend.
    log(logger -> announce(s, logger));
    return s;
  }

  /** Whether kernels use the Vector API. */
  public static boolean isVector() {
    return selection().vector();
  }

  /** Bits of a vector. */
  public static int vectorBits() {
    return selection().bits();
  }

  /**
   * Whether a kernel starts scalar and changes over when its vector loop is compiled, if there turn
   * out to be vectors. Chooses at once where a property asks for something: an error has to come
   * out of the call.
   */
  static boolean warmsUp() {
    if (!readWarmUp()) {
      return false;
    }
    Selection s = chosen;
    if (s == null && (!backend().equals("auto") || forcedBits() != null)) {
      s = selection();
    }
    return s == null || s.vector();
  }

  static Loops vectorLoops() {
    return VectorHolder.LOOPS;
  }

  /** Waits until every kernel used so far is at full speed; false if the time did not suffice. */
  public static boolean awaitWarmUp(long millis) throws InterruptedException {
    return WarmUp.await(millis);
  }

  /** Chooses; a pure function. */
  static Selection select(Request request) {
    int bits = request.preferredBits();
    String forcedBits = request.vectorBits();
    if (forcedBits != null) {
      bits =
          switch (forcedBits) {
            case "64", "128", "256", "512" -> Integer.parseInt(forcedBits);
            default ->
                throw new IllegalArgumentException(
                    "lanewise.vectorBits is \"" + forcedBits + "\", not 64, 128, 256 or 512");
          };
    }
    Obstacle obstacle = request.obstacle();
    return switch (request.backend()) {
      case "scalar" -> new Selection(false, 32, "lanewise.backend=scalar asks for it", "");
      case "vector" -> {
        if (obstacle != null) {
          throw new IllegalStateException(
              "lanewise.backend=vector cannot be had: "
                  + obstacle.reason()
                  + " "
                  + obstacle.remedy());
        }
        requireWidth(request, bits);
        yield new Selection(true, bits, "lanewise.backend=vector asks for it", "");
      }
      case "auto" -> {
        if (obstacle != null) {
          if (forcedBits != null) {
            throw new IllegalStateException(
                "lanewise.vectorBits="
                    + forcedBits
                    + " cannot be had: "
                    + obstacle.reason()
                    + " "
                    + obstacle.remedy());
          }
          yield new Selection(false, 32, obstacle.reason(), obstacle.remedy());
        }
        requireWidth(request, bits);
        yield new Selection(
            true,
            bits,
            forcedBits == null
                ? "the JVM compiles the Vector API to vectors of this width"
                : "lanewise.vectorBits asks for this width",
            "");
      }
      default ->
          throw new IllegalArgumentException(
              "lanewise.backend is \"" + request.backend() + "\", not auto, scalar or vector");
    };
  }

  private static void requireWidth(Request request, int bits) {
    if (bits > request.preferredBits() && !request.emulate()) {
      throw new IllegalStateException(
          "lanewise.vectorBits="
              + bits
              + " cannot be had: this CPU and JVM have vectors of "
              + request.preferredBits()
              + " bits.");
    }
  }

  private static String backend() {
    return System.getProperty("lanewise.backend", "auto").toLowerCase(Locale.ROOT);
  }

  private static String forcedBits() {
    return System.getProperty("lanewise.vectorBits");
  }

  private static Selection select() {
    readWarmUp(); // refuses what it does not know
    Obstacle obstacle = Runtimes.obstacle();
    return select(
        new Request(
            backend(),
            forcedBits(),
            obstacle,
            obstacle == null ? Runtimes.preferredBits() : 0,
            Boolean.getBoolean("lanewise.emulateVectors")));
  }

  /** Logs; where that fails, nothing else does: which path is taken is not for a logger to say. */
  private static void log(Consumer<Logger> message) {
    try {
      message.accept(System.getLogger("org.lanewise"));
    } catch (RuntimeException | Error e) {
      // A logger of the application's is broken, or cannot be had.
    }
  }

  private static void announce(Selection s, Logger log) {
    if (s.vector()) {
      log.log(Level.INFO, "Lanewise uses vectors of {0} bits: {1}.", s.bits(), s.reason());
    } else if (s.remedy().isEmpty()) {
      log.log(Level.INFO, "Lanewise uses its scalar path: {0}.", s.reason());
    } else {
      log.log(Level.WARNING, "Lanewise uses its scalar path: {0} {1}", s.reason(), s.remedy());
    }
  }

  private static boolean readWarmUp() {
    String value = System.getProperty("lanewise.warmUp", "background");
    return switch (value) {
      case "background" -> true;
      case "none" -> false;
      default ->
          throw new IllegalArgumentException(
              "lanewise.warmUp is \"" + value + "\", not background or none");
    };
  }

  static void gaveUp(String kernel) {
    log(
        logger ->
            logger.log(
                Level.WARNING,
                "The vector form of kernel {0} did not become faster than the scalar one, which"
                    + " stays in use. Does this JVM compile the Vector API (C2,"
                    + " EnableVectorSupport)?",
                kernel));
  }

  static void warmUpFailed(String kernel, Throwable cause) {
    log(
        logger ->
            logger.log(
                Level.WARNING,
                "Kernel " + kernel + " could not be warmed up and stays scalar.",
                cause));
  }

  /** Loads the vector path when it is first wanted. */
  private static final class VectorHolder {
    static final Loops LOOPS = load();

    private static Loops load() {
      try {
        return Class.forName("org.lanewise.internal.vector.VectorLoops")
            .asSubclass(Loops.class)
            .getConstructor()
            .newInstance();
      } catch (InvocationTargetException e) {
        throw new IllegalStateException(e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
