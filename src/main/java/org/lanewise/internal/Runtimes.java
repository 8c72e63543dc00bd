package org.lanewise.internal;

import java.lang.reflect.Method;
import java.util.List;

/** What can be found out about the JVM and the CPU without touching the incubator module. */
final class Runtimes {

  private static final String MODULE = "jdk.incubator.vector";

  /** What is asked about a JVM; a test can answer in its place. */
  interface Jvm {

    /** Whether the incubator module is there. Nothing else may touch it if not. */
    boolean hasModule();

    /** A system property, or empty. */
    String property(String name);

    /** The value of an option of the JVM, or the default if it cannot be read. */
    String option(String name, String orElse);

    /** The options that the JVM was started with, where they can be found out. */
    List<?> arguments();

    /** The vector length that the JVM prefers on this CPU, in bits. */
    int preferredBits();
  }

  private Runtimes() {}

  /** The first reason why the vector path cannot be had, null if it can. */
  static Dispatcher.Obstacle obstacle() {
    return obstacle(new ThisJvm());
  }

  /** The first reason why the vector path cannot be had in a JVM, null if it can. */
  static Dispatcher.Obstacle obstacle(Jvm jvm) {
    if (!jvm.hasModule()) {
      return new Dispatcher.Obstacle(
          "the module jdk.incubator.vector is not there.",
          "Start the JVM with --add-modules jdk.incubator.vector.");
    }
    String vm = jvm.property("java.vm.name");
    if (!vm.contains("HotSpot") && !vm.contains("OpenJDK")) {
      return new Dispatcher.Obstacle(
          "the JVM \"" + vm + "\" is not HotSpot.", "Use a HotSpot JVM, such as OpenJDK.");
    }
    String mode = jvm.property("java.vm.info");
    if (mode.contains("interpreted")) {
      return new Dispatcher.Obstacle(
          "the JVM only interprets (-Xint).", "Start the JVM without -Xint.");
    }
    if (mode.contains("emulated-client")
        || vm.contains("Client")
        || !"4".equals(jvm.option("TieredStopAtLevel", "4"))
        || "false".equals(jvm.option("UseCompiler", "true"))) {
      return new Dispatcher.Obstacle(
          "the JVM's optimising compiler C2 is off.",
          "Start the JVM without -client, -XX:TieredStopAtLevel and -XX:-UseCompiler.");
    }
    if ("false".equals(jvm.option("EnableVectorSupport", "true"))
        || jvm.arguments().contains("-XX:-EnableVectorSupport")) {
      return new Dispatcher.Obstacle(
          "the JVM does not compile the Vector API.",
          "Start the JVM without -XX:-EnableVectorSupport.");
    }
    if ("true".equals(jvm.option("UseJVMCICompiler", "false"))) {
      return new Dispatcher.Obstacle(
          "another compiler takes the place of C2.", "Start the JVM with -XX:-UseJVMCICompiler.");
    }
    if ("false".equals(jvm.option("UseFMA", "true"))) {
      return new Dispatcher.Obstacle(
          "this CPU or JVM has no fused multiply-add, so that all takes a thousand times as long.",
          "Start the JVM without -XX:-UseFMA and -XX:UseAVX or UseSSE limits.");
    }
    if (jvm.preferredBits() < 128) {
      return new Dispatcher.Obstacle(
          "this CPU and JVM have no vectors of 128 bits or more.",
          "Start the JVM without -XX:MaxVectorSize and -XX:UseAVX or UseSSE limits.");
    }
    return null;
  }

  /** The vector length that the JVM prefers on this CPU, in bits. */
  static int preferredBits() {
    try {
      Class<?> species = Class.forName("jdk.incubator.vector.VectorSpecies");
      Object preferred =
          Class.forName("jdk.incubator.vector.FloatVector").getField("SPECIES_PREFERRED").get(null);
      return Math.min(512, (Integer) species.getMethod("vectorBitSize").invoke(preferred));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of an option of the JVM, or the default if it cannot be read. */
  static String option(String name, String orElse) {
    try {
      Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
      Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
      Object bean = factory.getMethod("getPlatformMXBean", Class.class).invoke(null, type);
      Object option = type.getMethod("getVMOption", String.class).invoke(bean, name);
      Method value = option.getClass().getMethod("getValue");
      return (String) value.invoke(option);
    } catch (ReflectiveOperationException | LinkageError e) {
      return orElse; // no jdk.management, or an option that has to be unlocked first
    }
  }

  static List<?> arguments() {
    try {
      Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
      Object bean = factory.getMethod("getRuntimeMXBean").invoke(null);
      Class<?> type = Class.forName("java.lang.management.RuntimeMXBean");
      return (List<?>) type.getMethod("getInputArguments").invoke(bean);
    } catch (ReflectiveOperationException | LinkageError e) {
      return List.of();
    }
  }

  private static final class ThisJvm implements Jvm {
    @Override
    public boolean hasModule() {
      return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    @Override
    public String property(String name) {
      return System.getProperty(name, "");
    }

    @Override
    public String option(String name, String orElse) {
      return Runtimes.option(name, orElse);
    }

    @Override
    public List<?> arguments() {
      return Runtimes.arguments();
    }

    @Override
    public int preferredBits() {
      return Runtimes.preferredBits();
    }
  }
}
