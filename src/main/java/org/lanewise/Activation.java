package org.lanewise;

import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lanewise.internal.ActivationTable;
import org.lanewise.internal.ActivationTable.Parameter;
import org.lanewise.internal.ActivationTable.Row;
import org.lanewise.internal.FuseLoop;
import org.lanewise.internal.FusedKernels;
import org.lanewise.internal.FusedOp;
import org.lanewise.internal.Kernel;
import org.lanewise.internal.Kernels;
import org.lanewise.internal.MapLoop;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.Maps;
import org.lanewise.internal.MatrixView;
import org.lanewise.internal.ZipLoop;

/**
 * One of the functions of {@link Activations} with its parameters, as a value that a graph keeps:
 * found by name, applied forward and backward.
 *
 * <p>Immutable. Containers, offsets, threads, allocation, checks, bits, error bounds and special
 * values are those of the function in {@link Activations} and {@link ActivationGradients}, except
 * that {@link #gradient} always starts from the input.
 */
public final class Activation {

  private final Row row;
  private final float p;
  private final float q;
  private final Kernel<MapLoop> forward;
  private final Kernel<ZipLoop> backward;
  private final Kernel<ZipLoop> biased;
  private final Kernel<FuseLoop> biasedGradient;

  private Activation(Row row, float p, float q) {
    this.row = row;
    this.p = p;
    this.q = q;
    forward = Kernels.map(row.op());
    backward = Kernels.gradient(row.op());
    biased = Kernels.biased(row.op());
    biasedGradient = Kernels.fuse(FusedOp.of(FusedOp.Form.BIAS_GRADIENT, row.op()));
  }

  /**
   * The activation of this name, with the usual parameters: the names of {@link Activations},
   * PyTorch's ({@code leaky_relu}, {@code hardtanh}) and those that engines use ({@code gelu_tanh},
   * {@code gelu_new}, {@code quick_gelu}, {@code swish}).
   *
   * @param name the name
   * @return the activation
   * @throws IllegalArgumentException if there is none of this name; the message lists the names
   */
  public static Activation named(String name) {
    return named(name, Map.of());
  }

  /**
   * The activation of this name with parameters, under their names in {@link Activations} or in
   * PyTorch, for example {@code named("leaky_relu", Map.of("negative_slope", 0.2))}. The usual
   * value stands for one that is not given.
   *
   * @param name the name, see {@link #named(String)}
   * @param parameters parameters by name
   * @return the activation
   * @throws IllegalArgumentException if there is none of this name, or it does not have such a
   *     parameter, or a value is not allowed
   */
  public static Activation named(String name, Map<String, ? extends Number> parameters) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(parameters, "parameters");
    Row row =
        ActivationTable.ROWS.stream()
            .filter(r -> r.names().contains(name))
            .findFirst()
            .orElseThrow(() -> unknown("name", name, names()));
    float[] values = new float[2];
    Set<String> left = new TreeSet<>(parameters.keySet());
    for (int i = 0; i < row.parameters().size(); i++) {
      Parameter parameter = row.parameters().get(i);
      Number value = parameters.get(parameter.name());
      Number torch = parameters.get(parameter.torch());
      if (value != null && torch != null && !parameter.name().equals(parameter.torch())) {
        throw new IllegalArgumentException(
            parameter.name()
                + " is "
                + value
                + ", and "
                + parameter.torch()
                + ", its other name, is "
                + torch);
      }
      values[i] =
          value != null
              ? checked(parameter, parameter.name(), value)
              : torch != null ? checked(parameter, parameter.torch(), torch) : parameter.value();
      left.remove(parameter.name());
      left.remove(parameter.torch());
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          name
              + " has no parameter "
              + left
              + ", but "
              + row.parameters().stream().map(Parameter::name).toList());
    }
    return new Activation(row, values[0], values[1]);
  }

  /**
   * The activation that an operator of ONNX stands for, with its attributes and their defaults:
   * Clip with {@code min} and {@code max}, which newer versions of ONNX give as inputs and whose
   * defaults are the least and the largest float, so that it takes infinities to them, Gelu with
   * {@code approximate}, Shrink as hard or soft shrink.
   *
   * @param operator the operator's name, for example LeakyRelu
   * @param attributes numbers and strings by name; those that are missing have the defaults of ONNX
   * @return the activation
   * @throws IllegalArgumentException if the operator is unknown or there is an attribute that it
   *     does not have, or a value is not allowed
   */
  public static Activation ofOnnx(String operator, Map<String, ?> attributes) {
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(attributes, "attributes");
    return switch (operator) {
      case "Gelu" -> gelu(attributes);
      case "Shrink" -> shrink(attributes);
      case "Selu" -> selu(attributes);
      default -> {
        Row row =
            ActivationTable.ROWS.stream()
                .filter(r -> operator.equals(r.onnx()))
                .findFirst()
                .orElseThrow(() -> unknown("operator", operator, onnxOperators()));
        float[] values = new float[2];
        Set<String> known = new TreeSet<>();
        for (int i = 0; i < row.parameters().size(); i++) {
          Parameter parameter = row.parameters().get(i);
          if (parameter.onnx() != null) {
            known.add(parameter.onnx());
          }
          Number given = parameter.onnx() == null ? null : number(attributes, parameter.onnx());
          values[i] =
              given == null ? parameter.onnxValue() : checked(parameter, parameter.onnx(), given);
        }
        checkAttributes(operator, attributes, known);
        yield new Activation(row, values[0], values[1]);
      }
    };
  }

  private static Activation gelu(Map<String, ?> attributes) {
    checkAttributes("Gelu", attributes, Set.of("approximate"));
    Object approximate = attributes.get("approximate");
    return switch (approximate == null ? "none" : approximate.toString()) {
      case "none" -> named("gelu");
      case "tanh" -> named("geluTanh");
      default ->
          throw new IllegalArgumentException(
              "approximate is \"" + approximate + "\", not none or tanh");
    };
  }

  private static Activation shrink(Map<String, ?> attributes) {
    checkAttributes("Shrink", attributes, Set.of("bias", "lambd"));
    float bias = number(attributes, "bias", 0f);
    float lambda = number(attributes, "lambd", 0.5f);
    if (bias != 0f && bias != lambda) {
      throw new IllegalArgumentException(
          "bias is " + bias + ", neither 0 (hard shrink) nor lambd " + lambda + " (soft shrink)");
    }
    return named(bias == 0f ? "hardshrink" : "softshrink", Map.of("lambd", lambda));
  }

  private static Activation selu(Map<String, ?> attributes) {
    checkAttributes("Selu", attributes, Set.of("alpha", "gamma"));
    float alpha = number(attributes, "alpha", 1.6732632f);
    float gamma = number(attributes, "gamma", 1.050701f);
    // Models store these constants with five digits and more.
    if (!(Math.abs(alpha - 1.6732632f) <= 5e-6f && Math.abs(gamma - 1.050701f) <= 5e-6f)) {
      throw new IllegalArgumentException(
          "alpha is " + alpha + " and gamma " + gamma + ", not those of SELU");
    }
    return named("selu");
  }

  private static void checkAttributes(
      String operator, Map<String, ?> attributes, Set<String> known) {
    for (String name : attributes.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            operator + " has no attribute " + name + ", but " + known);
      }
    }
  }

  private static float number(Map<String, ?> attributes, String name, float otherwise) {
    Number value = number(attributes, name);
    return value == null ? otherwise : narrowed(name, value);
  }

  private static Number number(Map<String, ?> attributes, String name) {
    Object value = attributes.get(name);
    if (value == null || value instanceof Number) {
      return (Number) value;
    }
    throw new IllegalArgumentException(name + " is " + value + ", not a number");
  }

  /** A parameter's value, checked under the name that it was given. */
  private static float checked(Parameter parameter, String name, Number value) {
    float number = narrowed(name, value);
    parameter.check().run(name, number);
    return number;
  }

  private static float narrowed(String name, Number value) {
    float number = value.floatValue();
    if (Float.isInfinite(number) && !Double.isInfinite(value.doubleValue())) {
      throw new IllegalArgumentException(name + " is " + value + ", beyond all floats");
    }
    return number;
  }

  private static IllegalArgumentException unknown(String what, String name, Set<String> known) {
    return new IllegalArgumentException(what + " is \"" + name + "\", not one of " + known);
  }

  /**
   * All names that {@link #named(String)} knows.
   *
   * @return the names, in order
   */
  public static Set<String> names() {
    return ActivationTable.ROWS.stream()
        .flatMap(row -> row.names().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * All operators that {@link #ofOnnx} knows.
   *
   * @return the operators, in order
   */
  public static Set<String> onnxOperators() {
    Set<String> operators =
        ActivationTable.ROWS.stream()
            .map(Row::onnx)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    operators.add("Shrink");
    return operators;
  }

  /**
   * Applies the activation: {@code dst = f(src)}.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public void apply(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(forward, src, srcOffset, dst, dstOffset, length, p, q);
  }

  /**
   * Applies the activation: {@code dst = f(src)}.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public void apply(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(forward, src, srcOffset, dst, dstOffset, length, p, q);
  }

  /**
   * The gradient, from the input: {@code dx = f'(src)·dy}.
   *
   * <p>Error: that of {@link ActivationGradients}; sigmoid, tanh, exp and expm1 go through their
   * rounded output, and theirs is within 2 ULP of dy or of the result, whichever is larger.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public void gradient(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(backward, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, p, q);
  }

  /**
   * The gradient, from the input: {@code dx = f'(src)·dy}. Its error is that of the call over
   * arrays.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public void gradient(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(backward, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, p, q);
  }

  /**
   * Adds a bias to each row and applies the activation: {@code dst = f(x + bias)}, the sum rounded.
   *
   * @param x the input, rows × cols
   * @param bias one a column
   * @param dst where the output goes, of the same shape; may be {@code x}
   * @throws IndexOutOfBoundsException if {@code bias} is shorter than a row
   * @throws IllegalArgumentException if the shapes differ, or {@code dst} overlaps {@code x}
   *     without being the same, lies in {@code bias} or is read-only
   */
  public void applyWithBias(Matrix x, float[] bias, Matrix dst) {
    FusedKernels.biased(biased, view("x", x), bias, view("dst", dst), p, q);
  }

  /**
   * The gradient of {@link #applyWithBias}: {@code dx = f'(x + bias)·dy}. The gradient with respect
   * to the bias is the sum of the rows of {@code dx}.
   *
   * @param x the input of the forward call, rows × cols
   * @param bias one a column
   * @param dy the gradient with respect to the output, of the same shape
   * @param dx where the gradient goes, of the same shape; may be {@code x} or {@code dy}
   * @throws IndexOutOfBoundsException if {@code bias} is shorter than a row
   * @throws IllegalArgumentException if the shapes differ, or {@code dx} overlaps an input without
   *     being the same, lies in {@code bias} or is read-only
   */
  public void gradientWithBias(Matrix x, float[] bias, Matrix dy, Matrix dx) {
    FusedKernels.biasedGradient(
        biasedGradient, view("x", x), bias, view("dy", dy), view("dx", dx), p, q);
  }

  static MatrixView view(String name, Matrix matrix) {
    return Objects.requireNonNull(matrix, name).view();
  }

  MapOp op() {
    return row.op();
  }

  float p() {
    return p;
  }

  float q() {
    return q;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Activation a
        && row.op() == a.row.op()
        && Float.compare(p, a.p) == 0
        && Float.compare(q, a.q) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(row.op(), p, q);
  }

  @Override
  public String toString() {
    if (row.parameters().isEmpty()) {
      return row.names().getFirst();
    }
    StringBuilder text = new StringBuilder(row.names().getFirst()).append('(');
    for (int i = 0; i < row.parameters().size(); i++) {
      text.append(i == 0 ? "" : ", ")
          .append(
              String.format(Locale.ROOT, "%s=%s", row.parameters().get(i).name(), i == 0 ? p : q));
    }
    return text.append(')').toString();
  }
}
