package org.lanewise.internal;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.lanewise.Backend;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxMask;
import org.lanewise.SoftmaxOptions;

/** Applications that do what few do, each in a JVM of its own. */
final class AwkwardApplication {

  /** Held here, since the JDK holds loggers weakly. */
  private static final Logger LOGGER = Logger.getLogger("org.lanewise");

  private static final Object LOCK = new Object();

  private AwkwardApplication() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "logger that calls kernels" -> {
        onLog(AwkwardApplication::otherCall);
        float[] first = call();
        System.out.println("same: " + Arrays.equals(first, call()));
      }
      case "initialiser that calls kernels" -> {
        InheritableThreadLocal<String> local =
            new InheritableThreadLocal<>() {
              @Override
              protected String childValue(String parent) {
                System.out.println("inherited");
                otherCall();
                throw new IllegalStateException("not for children");
              }
            };
        local.set("a request's");
        float[] first = call();
        System.out.println("same: " + Arrays.equals(first, call()));
        System.out.println("in the end: " + Backend.awaitWarmUp(Duration.ofSeconds(90)));
      }
      case "logger with a lock" -> {
        onLog(
            () -> {
              synchronized (LOCK) {
                Backend.current();
                otherCall();
              }
            });
        Thread holder =
            Thread.ofPlatform()
                .daemon()
                .start(
                    () -> {
                      synchronized (LOCK) {
                        sleep();
                        Backend.current();
                        otherCall();
                      }
                    });
        Thread caller = Thread.ofPlatform().daemon().start(AwkwardApplication::call);
        holder.join(20_000);
        caller.join(20_000);
        System.out.println("waiting: " + (holder.isAlive() || caller.isAlive()));
      }
      case "no processor time" -> {
        ManagementFactory.getThreadMXBean().setThreadCpuTimeEnabled(false);
        call();
        System.out.println("in the end: " + Backend.awaitWarmUp(Duration.ofSeconds(90)));
      }
      case "kernel that fails" -> {
        Kernel<MapLoop> kernel =
            new Kernel<>(
                "failing",
                (loops, offHeap) -> {
                  if (loops instanceof ScalarLoops) {
                    return loops.map(MapOp.RELU, offHeap);
                  }
                  throw new IllegalStateException("no such loop");
                });
        kernel.array(100);
        System.out.println("in the end: " + Backend.awaitWarmUp(Duration.ofSeconds(90)));
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0); // although threads may wait
  }

  /** Does something whenever the library logs. */
  static void onLog(Runnable action) {
    LOGGER.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            action.run();
            System.out.println("logged");
          }

          @Override
          public void flush() {
            // nothing to flush
          }

          @Override
          public void close() {
            // nothing to close
          }
        });
  }

  private static void sleep() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[] call() {
    int rows = 3;
    int cols = 600;
    float[] x = new float[rows * cols];
    boolean[] keep = new boolean[rows * cols];
    for (int i = 0; i < x.length; i++) {
      x[i] = i * 7 % 11 - 5;
      keep[i] = i % 3 != 0;
    }
    Softmax.softmax(
        Matrix.of(x, rows, cols),
        SoftmaxMask.keep(keep, rows, cols),
        Matrix.of(x, rows, cols),
        SoftmaxOptions.DEFAULT.withScale(0.25f));
    return x;
  }

  private static void otherCall() {
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
    boolean[] keep = {true, false, true, true, true, true, true, true};
    Softmax.softmax(
        Matrix.of(x, 1, 8),
        SoftmaxMask.keep(keep, 1, 8),
        Matrix.of(x, 1, 8),
        SoftmaxOptions.DEFAULT.withScale(3f));
  }
}
