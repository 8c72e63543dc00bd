package org.lanewise;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.lanewise.internal.FuseLoop;
import org.lanewise.internal.FusedKernels;
import org.lanewise.internal.FusedOp;
import org.lanewise.internal.Kernel;
import org.lanewise.internal.Kernels;
import org.lanewise.internal.Maps;
import org.lanewise.internal.ZipLoop;

/**
 * Gated linear units: {@code dst = f(gate)·value} for an activation f, and their gradients.
 *
 * <p>Packed halves are two views of one matrix, in either order: {@code
 * Gate.SWIGLU.apply(packed.columns(0, n), packed.columns(n, 2 * n), dst)}.
 *
 * <p>Error: that of the activation, and one rounding; where f(gate) is a subnormal float, its ULP
 * times the value. Special values are those of the activation, times the value.
 *
 * <p>Immutable. Every method may be called from any thread and allocates nothing in steady state
 * (memory that is neither off-heap nor in a {@code float[]}, and calls that mix arrays and off-heap
 * memory, are copied). Outputs may be any of the inputs; any other overlap throws. All arguments
 * are checked before the first element is written. The bits are the same on the scalar and the
 * vector path, for all vector widths, containers, offsets and lengths.
 */
public final class Gate {

  /** {@code silu(gate)·value}. */
  public static final Gate SWIGLU = new Gate(Activation.named("silu"));

  /** {@code gelu(gate)·value}, by the error function. */
  public static final Gate GEGLU = new Gate(Activation.named("gelu"));

  /** {@code gelu(gate)·value}, by the hyperbolic tangent. */
  public static final Gate GEGLU_TANH = new Gate(Activation.named("geluTanh"));

  /** {@code relu(gate)·value}. */
  public static final Gate REGLU = new Gate(Activation.named("relu"));

  /** {@code sigmoid(gate)·value}; PyTorch's glu has the value first, in its packed halves, too. */
  public static final Gate GLU = new Gate(Activation.named("sigmoid"));

  private final Activation activation;
  private final Kernel<ZipLoop> kernel;
  private final Kernel<FuseLoop> gradient;

  private Gate(Activation activation) {
    this.activation = activation;
    kernel = Kernels.gate(activation.op());
    gradient = Kernels.fuse(FusedOp.of(FusedOp.Form.GATE_GRADIENT, activation.op()));
  }

  /**
   * A gate of any activation.
   *
   * @param activation the activation of the gate
   * @return the gate
   */
  public static Gate of(Activation activation) {
    return new Gate(Objects.requireNonNull(activation, "activation"));
  }

  /**
   * {@code dst = f(gate)·value}.
   *
   * @param gate what goes through the activation
   * @param gateOffset index of its first element
   * @param value what is gated
   * @param valueOffset index of its first element
   * @param dst output; may be {@code gate} or {@code value} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public void apply(
      float[] gate,
      int gateOffset,
      float[] value,
      int valueOffset,
      float[] dst,
      int dstOffset,
      int length) {
    Maps.zip(
        kernel,
        "gate",
        gate,
        gateOffset,
        "value",
        value,
        valueOffset,
        "dst",
        dst,
        dstOffset,
        length,
        activation.p(),
        activation.q());
  }

  /**
   * {@code dst = f(gate)·value}.
   *
   * @param gate what goes through the activation
   * @param gateOffset byte offset of its first element
   * @param value what is gated
   * @param valueOffset byte offset of its first element
   * @param dst output; may be {@code gate} or {@code value} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public void apply(
      MemorySegment gate,
      long gateOffset,
      MemorySegment value,
      long valueOffset,
      MemorySegment dst,
      long dstOffset,
      long length) {
    Maps.zip(
        kernel,
        "gate",
        gate,
        gateOffset,
        "value",
        value,
        valueOffset,
        "dst",
        dst,
        dstOffset,
        length,
        activation.p(),
        activation.q());
  }

  /**
   * {@code dst = f(gate)·value}, row by row.
   *
   * @param gate what goes through the activation, rows × cols
   * @param value what is gated, of the same shape
   * @param dst where the output goes, of the same shape; may be {@code gate} or {@code value}
   * @throws IllegalArgumentException if the shapes differ, or {@code dst} overlaps an input without
   *     being the same, or is read-only
   */
  public void apply(Matrix gate, Matrix value, Matrix dst) {
    FusedKernels.gate(
        kernel,
        Activation.view("gate", gate),
        Activation.view("value", value),
        Activation.view("dst", dst),
        activation.p(),
        activation.q());
  }

  /**
   * The gradients, row by row: {@code dGate = f'(gate)·(value·dy)} and {@code dValue = f(gate)·dy}.
   *
   * <p>Error: that of {@link Activation#gradient}, with value·dy, which rounds, as its dy; and of
   * {@link #apply}. Where value·dy overflows and f'(gate) is 0, dGate is NaN.
   *
   * @param gate the gate of the forward call, rows × cols
   * @param value the value of the forward call, of the same shape
   * @param dy the gradient with respect to the output, of the same shape
   * @param dGate where the gradient with respect to the gate goes; may be any of the inputs
   * @param dValue where the gradient with respect to the value goes; may be any of the inputs, but
   *     not {@code dGate}
   * @throws IllegalArgumentException if the shapes differ, or outputs overlap each other, or
   *     overlap inputs without being the same, or are read-only
   */
  public void gradient(Matrix gate, Matrix value, Matrix dy, Matrix dGate, Matrix dValue) {
    FusedKernels.gateGradient(
        kernel,
        gradient,
        Activation.view("gate", gate),
        Activation.view("value", value),
        Activation.view("dy", dy),
        Activation.view("dGate", dGate),
        Activation.view("dValue", dValue),
        activation.p(),
        activation.q());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Gate g && activation.equals(g.activation);
  }

  @Override
  public int hashCode() {
    return activation.hashCode() + 1;
  }

  @Override
  public String toString() {
    return "gate of " + activation;
  }
}
