package org.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a JVM from vectors, as a function of what the JVM says about itself. */
class RuntimesTest {

  /** A JVM that answers as it is made; options that it does not know have their defaults. */
  private record Made(
      boolean hasModule,
      Map<String, String> properties,
      Map<String, String> options,
      List<String> arguments,
      int bits)
      implements Runtimes.Jvm {

    static final Made GOOD =
        new Made(
            true,
            Map.of(
                "java.vm.name", "OpenJDK 64-Bit Server VM", "java.vm.info", "mixed mode, sharing"),
            Map.of(),
            List.of("-Xmx1g"),
            128);

    @Override
    public String property(String name) {
      return properties.getOrDefault(name, "");
    }

    @Override
    public String option(String name, String orElse) {
      return options.getOrDefault(name, orElse);
    }

    @Override
    public int preferredBits() {
      if (!hasModule) {
        throw new AssertionError("the module is touched although it is not there");
      }
      return bits;
    }

    Made withoutModule() {
      return new Made(false, properties, options, arguments, bits);
    }

    Made withProperty(String name, String value) {
      Map<String, String> changed = new HashMap<>(properties);
      changed.put(name, value);
      return new Made(hasModule, changed, options, arguments, bits);
    }

    Made withOption(String name, String value) {
      return new Made(hasModule, properties, Map.of(name, value), arguments, bits);
    }

    Made withArgument(String argument) {
      return new Made(hasModule, properties, options, List.of("-Xmx1g", argument), bits);
    }

    Made withBits(int preferred) {
      return new Made(hasModule, properties, options, arguments, preferred);
    }
  }

  /**
   * A JVM without vectors.
   *
   * @param jvm what it says
   * @param reason begin of the reason
   * @param remedy what the remedy names
   */
  record Case(Runtimes.Jvm jvm, String reason, String remedy) {}

  static Stream<Case> withoutVectors() {
    Made good = Made.GOOD;
    String noC2 = "the JVM's optimising compiler C2 is off.";
    String noSupport = "the JVM does not compile the Vector API.";
    return Stream.of(
        new Case(good.withoutModule(), "the module jdk.incubator.vector is", "--add-modules"),
        new Case(
            good.withProperty("java.vm.name", "Eclipse OpenJ9 VM"),
            "the JVM \"Eclipse OpenJ9 VM\" is not HotSpot.",
            "OpenJDK"),
        new Case(
            good.withProperty("java.vm.info", "interpreted mode"),
            "the JVM only interprets",
            "without -Xint"),
        new Case(good.withProperty("java.vm.info", "mixed mode, emulated-client"), noC2, "-client"),
        new Case(good.withProperty("java.vm.name", "OpenJDK Client VM"), noC2, "-client"),
        new Case(good.withOption("TieredStopAtLevel", "1"), noC2, "TieredStopAtLevel"),
        new Case(good.withOption("TieredStopAtLevel", "3"), noC2, "TieredStopAtLevel"),
        new Case(good.withOption("UseCompiler", "false"), noC2, "UseCompiler"),
        new Case(good.withOption("EnableVectorSupport", "false"), noSupport, "EnableVectorSupport"),
        new Case(good.withArgument("-XX:-EnableVectorSupport"), noSupport, "EnableVectorSupport"),
        new Case(good.withOption("UseJVMCICompiler", "true"), "another compiler", "JVMCI"),
        new Case(good.withOption("UseFMA", "false"), "this CPU or JVM has no fused", "UseFMA"),
        new Case(good.withBits(64), "this CPU and JVM have no vectors", "MaxVectorSize"),
        new Case(good.withBits(127), "this CPU and JVM have no vectors", "MaxVectorSize"));
  }

  @ParameterizedTest
  @MethodSource("withoutVectors")
  void theReasonAndTheRemedyAreNamed(Case c) {
    Dispatcher.Obstacle obstacle = Runtimes.obstacle(c.jvm);
    assertNotNull(obstacle);
    assertTrue(obstacle.reason().startsWith(c.reason), obstacle::reason);
    assertTrue(obstacle.remedy().contains(c.remedy), obstacle::remedy);
  }

  @Test
  void aHotSpotJvmWithC2HasVectors() {
    assertNull(Runtimes.obstacle(Made.GOOD));
    assertNull(Runtimes.obstacle(Made.GOOD.withBits(512)));
    assertNull(Runtimes.obstacle(Made.GOOD.withOption("TieredStopAtLevel", "4")));
    assertNull(Runtimes.obstacle(Made.GOOD.withArgument("-XX:+EnableVectorSupport")));
    // Only one of the two names has to be in it.
    Made hotSpot = Made.GOOD.withProperty("java.vm.name", "Java HotSpot(TM) 64-Bit Server VM");
    assertNull(Runtimes.obstacle(hotSpot));
  }

  @Test
  void theJvmOfTheTestsIsRead() {
    // The build starts tests with the module and with C2.
    assertNull(Runtimes.obstacle());
    assertTrue(List.of(128, 256, 512).contains(Runtimes.preferredBits()));
    assertEquals(ManagementFactory.getRuntimeMXBean().getInputArguments(), Runtimes.arguments());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TieredStopAtLevel", "UseCompiler", "UseFMA", "MaxHeapSize"})
  void optionsAreRead(String name) {
    String value = Runtimes.option(name, "unknown");
    assertTrue(value.matches("true|false|[0-9]+"), value);
    assertEquals("unknown", Runtimes.option("No" + name, "unknown"));
  }
}
