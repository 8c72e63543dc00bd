package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lanewise.internal.ActivationTable;
import org.lanewise.table.KernelTable;

/** Activations by name, and what they and gates refuse. */
class ActivationTest {

  @Test
  void everyFunctionHasItsNames() {
    assertEquals(
        KernelTable.MAPS.stream().map(KernelTable.MapCase::name).toList(),
        ActivationTable.ROWS.stream().map(row -> row.names().getFirst()).toList());
    List<String> names =
        ActivationTable.ROWS.stream().flatMap(row -> row.names().stream()).toList();
    assertEquals(names.size(), Set.copyOf(names).size(), "a name stands for two functions");
    for (KernelTable.MapCase map : KernelTable.MAPS) {
      assertEquals(
          map.parameters().length, ActivationTable.of(map.op()).parameters().size(), map.name());
    }
    assertEquals(new TreeSet<>(names), Activation.names());
  }

  @Test
  void operatorsOfOnnxHaveTheirDefaults() {
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("Relu", "relu"),
            Map.entry("LeakyRelu", "leakyRelu(slope=0.01)"),
            Map.entry("Clip", "clip(min=-3.4028235E38, max=3.4028235E38)"),
            Map.entry("ThresholdedRelu", "thresholdedRelu(alpha=1.0)"),
            Map.entry("Elu", "elu(alpha=1.0)"),
            Map.entry("Selu", "selu"),
            Map.entry("Celu", "celu(alpha=1.0)"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("HardSigmoid", "hardSigmoidLinear(slope=0.2, offset=0.5)"),
            Map.entry("Tanh", "tanh"),
            Map.entry("Softplus", "softplus(beta=1.0, threshold=Infinity)"),
            Map.entry("Softsign", "softsign"),
            Map.entry("Gelu", "gelu"),
            Map.entry("Swish", "swish(beta=1.0)"),
            Map.entry("HardSwish", "hardSwish"),
            Map.entry("Mish", "mish"),
            Map.entry("Exp", "exp"),
            Map.entry("Log", "log"),
            Map.entry("Erf", "erf"),
            Map.entry("Shrink", "hardshrink(lambda=0.5)"));
    Map<String, String> actual =
        Activation.onnxOperators().stream()
            .collect(
                Collectors.toMap(
                    name -> name, name -> Activation.ofOnnx(name, Map.of()).toString()));
    assertEquals(expected, actual);
  }

  @Test
  void attributesAndParametersAreTaken() {
    assertEquals(
        "leakyRelu(slope=0.1)", Activation.ofOnnx("LeakyRelu", Map.of("alpha", 0.1f)).toString());
    assertEquals(
        Activation.named("geluTanh"), Activation.ofOnnx("Gelu", Map.of("approximate", "tanh")));
    Map<String, Object> noValue = new HashMap<>();
    noValue.put("approximate", null);
    assertEquals(Activation.named("gelu"), Activation.ofOnnx("Gelu", noValue));
    assertEquals(
        "softshrink(lambda=1.5)",
        Activation.ofOnnx("Shrink", Map.of("bias", 1.5f, "lambd", 1.5f)).toString());
    assertEquals(
        Activation.ofOnnx("LeakyRelu", Map.of("alpha", 0.25)),
        Activation.named("leaky_relu", Map.of("negative_slope", 0.25)));
    assertEquals(
        "hardtanh(min=-2.0, max=1.0)",
        Activation.named("hardtanh", Map.of("min_val", -2)).toString());
    assertEquals("softplus(beta=1.0, threshold=20.0)", Activation.named("softplus").toString());
    float[] y = new float[2];
    Activation.named("leaky_relu", Map.of("slope", 0.5f)).apply(new float[] {-2f, 3f}, 0, y, 0, 2);
    assertArrayEquals(new float[] {-1f, 3f}, y);
  }

  @Test
  void equalActivationsAndGatesAreEqual() {
    Activation one = Activation.named("swish", Map.of("beta", 2f));
    Activation two = Activation.ofOnnx("Swish", Map.of("alpha", 2));
    assertEquals(one, two);
    assertEquals(one.hashCode(), two.hashCode());
    assertEquals(Gate.of(one), Gate.of(two));
    assertEquals(Gate.of(one).hashCode(), Gate.of(two).hashCode());
    assertEquals("gate of swish(beta=2.0)", Gate.of(one).toString());
    assertNotEquals(one, Activation.named("swish"));
    assertNotEquals(one, Activation.named("silu"));
    assertNotEquals(Gate.SWIGLU, Gate.GEGLU);
  }

  @Test
  void whatIsUnknownIsRefused() {
    refused(
        IllegalArgumentException.class,
        () -> Activation.named("geluu"),
        "geluu",
        "gelu_tanh",
        "leaky_relu");
    refused(
        IllegalArgumentException.class,
        () -> Activation.ofOnnx("Softmax", Map.of()),
        "Softmax",
        "LeakyRelu");
    refused(
        IllegalArgumentException.class,
        () -> Activation.ofOnnx("LeakyRelu", Map.of("slope", 1f)),
        "slope",
        "alpha");
    refused(
        IllegalArgumentException.class,
        () -> Activation.named("elu", Map.of("beta", 1f)),
        "beta",
        "alpha");
    refused(
        IllegalArgumentException.class,
        () -> Activation.ofOnnx("Elu", Map.of("alpha", "one")),
        "alpha",
        "one");
    refused(
        IllegalArgumentException.class,
        () -> Activation.named("softplus", Map.of("beta", 0f)),
        "beta is 0.0");
    refused(
        IllegalArgumentException.class,
        () -> Activation.named("softplus", Map.of("beta", 0x1p-101f)),
        "beta is 3.9443045E-31");
    refused(
        IllegalArgumentException.class,
        () -> Activation.ofOnnx("Selu", Map.of("alpha", Float.NaN)),
        "alpha is NaN");
    refused(NullPointerException.class, () -> Activation.named("elu", null), "parameters");
  }

  @Test
  void messagesNameWhatWasGiven() {
    refused(
        IllegalArgumentException.class,
        () -> Activation.ofOnnx("HardSigmoid", Map.of("beta", Float.POSITIVE_INFINITY)),
        "beta is Infinity");
    refused(
        IllegalArgumentException.class,
        () -> Activation.ofOnnx("LeakyRelu", Map.of("alpha", 1e300)),
        "alpha is 1.0E300");
    refused(
        IllegalArgumentException.class,
        () -> Activation.named("leaky_relu", Map.of("negative_slope", Float.NaN)),
        "negative_slope is NaN");
    refused(
        IllegalArgumentException.class,
        () -> Activation.named("leaky_relu", Map.of("slope", 0.1, "negative_slope", 0.2)),
        "slope is 0.1",
        "negative_slope",
        "0.2");
  }

  @Test
  void parametersHaveTheirRanges() {
    for (float bad : new float[] {0f, -1f, 0x1p-91f, 0x1p91f, Float.NaN}) {
      refused(
          IllegalArgumentException.class,
          () -> Activation.named("celu", Map.of("alpha", bad)),
          "alpha is " + bad);
    }
    for (float bad : new float[] {0x1p-101f, -0x1p-101f, 0x1p101f, Float.NaN}) {
      refused(
          IllegalArgumentException.class,
          () -> Activation.named("elu", Map.of("alpha", bad)),
          "alpha is " + bad);
      refused(
          IllegalArgumentException.class,
          () -> Activation.named("swish", Map.of("beta", bad)),
          "beta is " + bad);
    }
    refused(
        IllegalArgumentException.class,
        () -> Activation.named("elu", Map.of("alpha", -0x1.8p32f)),
        "alpha is " + -0x1.8p32f);
    refused(
        IllegalArgumentException.class,
        () -> Activation.ofOnnx("Gelu", Map.of("approximate", "sigmoid")),
        "sigmoid");
    refused(
        IllegalArgumentException.class,
        () -> Activation.ofOnnx("Shrink", Map.of("bias", 1f)),
        "bias is 1.0");
    refused(
        IllegalArgumentException.class,
        () -> Activation.ofOnnx("Selu", Map.of("alpha", 2f, "gamma", 3f)),
        "alpha is 2.0");
    assertThrows(NullPointerException.class, () -> Activation.named(null));
    assertThrows(NullPointerException.class, () -> Gate.of(null));
  }

  @Test
  void badMatricesAreRefusedAndNothingIsWritten() {
    float[] memory = new float[60];
    float[] other = new float[60];
    Matrix x = Matrix.of(memory, 2, 10);
    Matrix y = Matrix.of(other, 2, 10);
    Matrix z = Matrix.of(other, 30, 2, 10, 10);
    Matrix small = Matrix.of(new float[20], 2, 9);
    Matrix shifted = Matrix.of(memory, 3, 2, 10, 10);
    Matrix readOnly = Matrix.of(MemorySegment.ofArray(new float[20]).asReadOnly(), 2, 10);
    Activation f = Activation.named("sigmoid");
    Class<IllegalArgumentException> bad = IllegalArgumentException.class;
    refused(bad, () -> Gate.GLU.apply(x, small, y), "value", "2 × 9");
    refused(bad, () -> Gate.GLU.apply(x, y, small), "dst", "2 × 9");
    refused(bad, () -> Gate.GLU.apply(x, y, shifted), "gate and dst overlap");
    refused(bad, () -> Gate.GLU.apply(y, x, shifted), "value and dst overlap");
    refused(bad, () -> Gate.GLU.apply(x, x, readOnly), "dst is read-only");
    refused(bad, () -> Gate.GLU.gradient(x, x, small, y, z), "dy", "2 × 9");
    refused(bad, () -> Gate.GLU.gradient(x, x, x, y, y), "dGate and dValue");
    refused(bad, () -> Gate.GLU.gradient(x, y, y, shifted, z), "gate and dGate overlap");
    refused(bad, () -> Gate.GLU.gradient(y, x, y, z, shifted), "value and dValue overlap");
    refused(bad, () -> Gate.GLU.gradient(y, y, x, z, shifted), "dy and dValue overlap");
    refused(bad, () -> f.applyWithBias(x, other, y), "dst lies in the array bias");
    refused(bad, () -> f.applyWithBias(x, new float[10], shifted), "x and dst overlap");
    refused(bad, () -> f.gradientWithBias(x, new float[10], small, y), "dy", "2 × 9");
    refused(IndexOutOfBoundsException.class, () -> f.applyWithBias(x, new float[9], y), "bias", 10);
    refused(NullPointerException.class, () -> Gate.GLU.apply(x, null, y), "value");
    refused(IndexOutOfBoundsException.class, () -> x.columns(3, 11), 11);
    assertArrayEquals(new float[60], memory);
    assertArrayEquals(new float[60], other);
    assertTrue(x.columns(3, 7).cols() == 4);
  }
}
