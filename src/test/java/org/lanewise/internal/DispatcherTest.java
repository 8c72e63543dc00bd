package org.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lanewise.testing.Refusals.refused;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.internal.Dispatcher.Obstacle;
import org.lanewise.internal.Dispatcher.Request;
import org.lanewise.internal.Dispatcher.Selection;

/** The choice of the path, as a function of what is asked for and what can be had. */
class DispatcherTest {

  private static final Obstacle NO_MODULE = new Obstacle("The module is away.", "Add it.");

  /** What is asked for and what is there, and what has to come out. */
  record Choice(
      String backend,
      String vectorBits,
      boolean obstacle,
      int preferredBits,
      boolean emulate,
      boolean vector,
      int bits,
      String reason) {

    Request request() {
      Obstacle o = obstacle ? NO_MODULE : null;
      return new Request(backend, vectorBits, o, obstacle ? 0 : preferredBits, emulate);
    }
  }

  private static final String BY_ITSELF =
      "the JVM compiles the Vector API to vectors of this width";
  private static final String WIDTH_ASKED = "lanewise.vectorBits asks for this width";
  private static final String VECTOR_ASKED = "lanewise.backend=vector asks for it";
  private static final String SCALAR_ASKED = "lanewise.backend=scalar asks for it";

  static Stream<Choice> choices() {
    return Stream.of(
        new Choice("auto", null, false, 256, false, true, 256, BY_ITSELF),
        new Choice("auto", null, false, 128, false, true, 128, BY_ITSELF),
        new Choice("auto", null, false, 512, true, true, 512, BY_ITSELF),
        new Choice("auto", null, true, 0, false, false, 32, NO_MODULE.reason()),
        new Choice("auto", null, true, 0, true, false, 32, NO_MODULE.reason()),
        new Choice("auto", "64", false, 256, false, true, 64, WIDTH_ASKED),
        new Choice("auto", "128", false, 256, false, true, 128, WIDTH_ASKED),
        new Choice("auto", "256", false, 256, false, true, 256, WIDTH_ASKED),
        new Choice("auto", "512", false, 256, true, true, 512, WIDTH_ASKED),
        new Choice("vector", null, false, 256, false, true, 256, VECTOR_ASKED),
        new Choice("vector", "64", false, 128, false, true, 64, VECTOR_ASKED),
        new Choice("vector", "512", false, 512, false, true, 512, VECTOR_ASKED),
        new Choice("vector", "512", false, 128, true, true, 512, VECTOR_ASKED),
        new Choice("scalar", null, false, 512, false, false, 32, SCALAR_ASKED),
        new Choice("scalar", null, true, 0, false, false, 32, SCALAR_ASKED),
        new Choice("scalar", "512", false, 128, false, false, 32, SCALAR_ASKED));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void whatIsChosen(Choice choice) {
    Selection selection = Dispatcher.select(choice.request());
    String remedy = choice.reason.equals(NO_MODULE.reason()) ? NO_MODULE.remedy() : "";
    assertEquals(new Selection(choice.vector, choice.bits, choice.reason, remedy), selection);
  }

  @Test
  void whatCannotBeHadIsRefusedWithReasonAndRemedy() {
    refused(
        IllegalStateException.class,
        () -> Dispatcher.select(new Request("vector", null, NO_MODULE, 0, false)),
        "lanewise.backend=vector cannot be had",
        NO_MODULE.reason(),
        NO_MODULE.remedy());
    refused(
        IllegalStateException.class,
        () -> Dispatcher.select(new Request("vector", "128", NO_MODULE, 0, true)),
        "lanewise.backend=vector cannot be had",
        NO_MODULE.remedy());
    refused(
        IllegalStateException.class,
        () -> Dispatcher.select(new Request("auto", "256", NO_MODULE, 0, true)),
        "lanewise.vectorBits=256 cannot be had",
        NO_MODULE.reason(),
        NO_MODULE.remedy());
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "vector"})
  void aWidthThatTheCpuLacksIsRefused(String backend) {
    refused(
        IllegalStateException.class,
        () -> Dispatcher.select(new Request(backend, "512", null, 256, false)),
        "lanewise.vectorBits=512 cannot be had",
        "256 bits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "vector", "scalar"})
  void unknownWidthsAreRefused(String backend) {
    for (String bits : Arrays.asList("", "32", "100", "1024", "256 ", "wide", "-128")) {
      refused(
          IllegalArgumentException.class,
          () -> Dispatcher.select(new Request(backend, bits, null, 512, false)),
          "lanewise.vectorBits is \"" + bits + "\"",
          "64, 128, 256 or 512");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "simd", "vectors", "true", " auto"})
  void unknownBackendsAreRefused(String backend) {
    for (Obstacle obstacle : Arrays.asList(null, NO_MODULE)) {
      refused(
          IllegalArgumentException.class,
          () -> Dispatcher.select(new Request(backend, null, obstacle, 256, false)),
          "lanewise.backend is \"" + backend + "\"",
          "auto, scalar or vector");
    }
  }
}
