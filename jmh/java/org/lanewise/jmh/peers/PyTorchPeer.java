package org.lanewise.jmh.peers;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lanewise.jmh.Task;

/**
 * PyTorch as DJL packs it, by one thread, through DJL's native methods themselves: each takes the
 * address of a tensor and returns that of a new one. That is the lowest level that Java reaches;
 * DJL's own arrays cost some microseconds more a call.
 */
final class PyTorchPeer implements Peer {

  private static final int FLOAT32 = 0;

  private final NDManager manager;
  private final Natives natives;

  PyTorchPeer() throws ReflectiveOperationException {
    PtEngine.getInstance();
    JniUtils.setNumThreads(1);
    JniUtils.setGradMode(true);
    manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
    natives = new Natives();
  }

  @Override
  public Call prepare(Problem p) {
    Shape shape = new Shape(p.rows(), p.cols());
    long x = handle(manager.create(p.input(), shape));
    return switch (p.kernel()) {
      case "relu" -> new TensorCall(natives, () -> natives.unary(natives.relu, x), p.elements());
      case "sigmoid" ->
          new TensorCall(natives, () -> natives.unary(natives.sigmoid, x), p.elements());
      case "tanh" -> new TensorCall(natives, () -> natives.unary(natives.tanh, x), p.elements());
      case "exp" -> new TensorCall(natives, () -> natives.unary(natives.exp, x), p.elements());
      case "softmax" -> new TensorCall(natives, () -> natives.softmax(x), p.elements());
      case "crossEntropyLoss", "crossEntropyGradient" -> crossEntropy(p, x);
      default -> throw p.unknown();
    };
  }

  private Call crossEntropy(Problem p, long x) {
    long[] values = new long[p.rows()];
    for (int r = 0; r < p.rows(); r++) {
      values[r] = p.labels()[r];
    }
    long labels = handle(manager.create(values, new Shape(p.rows(), 1)));
    boolean gradient = p.kernel().equals("crossEntropyGradient");
    long one = handle(manager.create(1f));
    return new LossCall(natives, x, labels, one, gradient, gradient ? p.elements() : 0);
  }

  private static long handle(ai.djl.ndarray.NDArray array) {
    return ((PtNDArray) array).getHandle();
  }

  /** DJL keeps the class of its native methods to itself. */
  private static final class Natives {
    private final MethodHandles.Lookup lookup;
    private final Object library;
    private final Class<?> type;

    private final MethodHandle relu;
    private final MethodHandle sigmoid;
    private final MethodHandle tanh;
    private final MethodHandle exp;
    private final MethodHandle softmax;
    private final MethodHandle logSoftmax;
    private final MethodHandle gather;
    private final MethodHandle mean;
    private final MethodHandle negate;
    private final MethodHandle detach;
    private final MethodHandle attach;
    private final MethodHandle backward;
    private final MethodHandle gradient;
    private final MethodHandle delete;
    private final MethodHandle buffer;

    Natives() throws ReflectiveOperationException {
      type = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
      lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      library = lookup.findStaticVarHandle(type, "LIB", type).get();
      MethodType unary = MethodType.methodType(long.class, long.class);
      relu = find("torchNNRelu", unary);
      sigmoid = find("torchSigmoid", unary);
      tanh = find("torchTanh", unary);
      exp = find("torchExp", unary);
      MethodType dim = MethodType.methodType(long.class, long.class, long.class, int.class);
      softmax = find("torchSoftmax", dim);
      logSoftmax = find("torchLogSoftmax", dim);
      gather =
          find(
              "torchGather",
              MethodType.methodType(long.class, long.class, long.class, long.class, boolean.class));
      mean = find("torchMean", unary);
      negate = find("torchNeg", unary);
      detach = find("torchDetachGrad", unary);
      attach =
          find("torchAttachGrad", MethodType.methodType(void.class, long.class, boolean.class));
      backward =
          find(
              "torchBackward",
              MethodType.methodType(
                  void.class, long.class, long.class, boolean.class, boolean.class));
      gradient = find("torchGrad", unary);
      delete = find("torchDeleteTensor", MethodType.methodType(void.class, long.class));
      buffer = find("torchDirectByteBuffer", MethodType.methodType(ByteBuffer.class, long.class));
    }

    private MethodHandle find(String name, MethodType signature)
        throws ReflectiveOperationException {
      return lookup.findVirtual(type, name, signature).bindTo(library);
    }

    long unary(MethodHandle function, long x) {
      try {
        return (long) function.invokeExact(x);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    long softmax(long x) {
      try {
        return (long) softmax.invokeExact(x, -1L, FLOAT32);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    void delete(long tensor) {
      try {
        delete.invokeExact(tensor);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    /** The elements of a tensor, without a copy. */
    ByteBuffer buffer(long tensor) {
      try {
        return ((ByteBuffer) buffer.invokeExact(tensor)).order(ByteOrder.nativeOrder());
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A function from one tensor to another. */
  @FunctionalInterface
  private interface Function {
    long apply();
  }

  private static final class TensorCall implements Call {
    private final Natives natives;
    private final Function function;
    private final int elements;

    TensorCall(Natives natives, Function function, int elements) {
      this.natives = natives;
      this.function = function;
      this.elements = elements;
    }

    @Override
    public Task task() {
      return this::run;
    }

    private float run() {
      natives.delete(function.apply());
      return 0;
    }

    @Override
    public float[] output() {
      long result = function.apply();
      float[] values = new float[elements];
      natives.buffer(result).asFloatBuffer().get(0, values);
      natives.delete(result);
      return values;
    }
  }

  /** {@code torch.nn.functional.cross_entropy}, spelt out, and autograd. */
  private static final class LossCall implements Call {
    private final Natives natives;
    private final long x;
    private final long labels;
    private final long one;
    private final boolean wantsGradient;
    private final float[] output;

    LossCall(Natives natives, long x, long labels, long one, boolean wantsGradient, int elements) {
      this.natives = natives;
      this.x = x;
      this.labels = labels;
      this.one = one;
      this.wantsGradient = wantsGradient;
      this.output = new float[elements];
    }

    @Override
    public Task task() {
      return this::run;
    }

    private float run() {
      return run(false);
    }

    @Override
    public float[] output() {
      run(true);
      return output;
    }

    private float run(boolean copy) {
      try {
        long leaf = (long) natives.detach.invokeExact(x);
        if (wantsGradient) {
          natives.attach.invokeExact(leaf, true);
        }
        long logProbabilities = (long) natives.logSoftmax.invokeExact(leaf, -1L, FLOAT32);
        long picked = (long) natives.gather.invokeExact(logProbabilities, labels, 1L, false);
        long mean = (long) natives.mean.invokeExact(picked);
        long loss = (long) natives.negate.invokeExact(mean);
        float result = natives.buffer(loss).getFloat(0);
        if (wantsGradient) {
          natives.backward.invokeExact(loss, one, false, false);
          long gradient = (long) natives.gradient.invokeExact(leaf);
          if (copy) {
            natives.buffer(gradient).asFloatBuffer().get(0, output);
          }
          natives.delete(gradient);
        }
        natives.delete(loss);
        natives.delete(mean);
        natives.delete(picked);
        natives.delete(logProbabilities);
        natives.delete(leaf);
        return result;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
