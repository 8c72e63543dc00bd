package org.lanewise.jmh;

import org.lanewise.table.KernelTable.FloatBinary;
import org.lanewise.table.KernelTable.FloatUnary;

/** Loops over more than two inputs, or with more than one result, as engines write them today. */
public abstract class NaiveFusedLoops {

  /**
   * What they call for an element.
   *
   * @param f an activation; null for losses
   * @param gradient its gradient from input and dy, or that of a loss from input and target
   * @param loss a loss of input and target; null for activations
   */
  public record Functions(FloatUnary f, FloatBinary gradient, FloatBinary loss) {}

  /** {@code dst[i] = f(gate[i])·value[i]}. */
  public abstract void gate(Floats gate, Floats value, Floats dst, int n);

  /** The gradients with respect to gate and value. */
  public abstract void gateGradient(
      Floats gate, Floats value, Floats dy, Floats dGate, Floats dValue, int n);

  /** {@code dst[r][c] = f(x[r][c] + bias[c])}. */
  public abstract void bias(Floats x, float[] bias, Floats dst, int rows, int cols);

  /** The gradient of that with respect to x. */
  public abstract void biasGradient(
      Floats x, float[] bias, Floats dy, Floats dx, int rows, int cols);

  /** The sum of the losses of elements; engines sum in double where they sum whole tensors. */
  public abstract float loss(Floats x, Floats t, int n);

  /** The sum of the losses, and its gradient. */
  public abstract float lossAndGradient(Floats x, Floats t, Floats dx, int n);
}
