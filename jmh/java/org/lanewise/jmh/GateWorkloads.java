package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.Activation;
import org.lanewise.Gate;
import org.lanewise.Matrix;
import org.lanewise.PRelu;
import org.lanewise.jmh.NaiveFusedLoops.Functions;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.FloatBinary;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;

/** Gates, an activation with a bias, and PReLU. */
final class GateWorkloads {

  private static final String GRADIENT = "Gradient";

  /** The activation that stands for all with a bias. */
  private static final String BIASED = "gelu";

  /** Gates by name, and the names of their activations. */
  private static final Map<String, Named> GATES = gates();

  private record Named(Gate gate, String activation) {}

  private static Map<String, Named> gates() {
    Map<String, Named> gates = new LinkedHashMap<>();
    gates.put("swiglu", new Named(Gate.SWIGLU, "silu"));
    gates.put("geglu", new Named(Gate.GEGLU, "gelu"));
    gates.put("gegluTanh", new Named(Gate.GEGLU_TANH, "geluTanh"));
    gates.put("reglu", new Named(Gate.REGLU, "relu"));
    gates.put("glu", new Named(Gate.GLU, "sigmoid"));
    return gates;
  }

  /** The kernels; a gradient of a gate is both gradients in one call. */
  static final List<RowKernel> ALL = all();

  private GateWorkloads() {}

  private static List<RowKernel> all() {
    List<RowKernel> kernels = new ArrayList<>();
    GATES.forEach(
        (name, gate) -> {
          kernels.add(new RowKernel(name, 3, rows -> gate(rows, gate)));
          kernels.add(new RowKernel(name + GRADIENT, 5, rows -> gateGradient(rows, gate)));
        });
    kernels.add(new RowKernel(BIASED + "WithBias", 2, GateWorkloads::bias));
    kernels.add(new RowKernel(BIASED + "WithBiasGradient", 3, GateWorkloads::biasGradient));
    kernels.add(new RowKernel("prelu", 2, GateWorkloads::prelu));
    kernels.add(new RowKernel("preluGradient", 3, GateWorkloads::preluGradient));
    kernels.add(new RowKernel("preluSlopeGradient", 2, GateWorkloads::preluSlopeGradient));
    kernels.add(new RowKernel("preluPerColumn", 2, GateWorkloads::preluPerColumn));
    kernels.add(new RowKernel("preluPerColumnGradient", 3, GateWorkloads::preluPerColumnGradient));
    kernels.add(
        new RowKernel(
            "preluPerColumnSlopeGradient", 2, GateWorkloads::preluPerColumnSlopeGradient));
    return kernels;
  }

  /** The activation of a kernel here; null for PReLU. */
  static String activation(String kernel) {
    String forward =
        kernel.endsWith(GRADIENT)
            ? kernel.substring(0, kernel.length() - GRADIENT.length())
            : kernel;
    Named gate = GATES.get(forward);
    return gate != null ? gate.activation() : forward.equals(BIASED + "WithBias") ? BIASED : null;
  }

  /** Whether a kernel is one of a gate. */
  static boolean isGate(String kernel) {
    return GATES.containsKey(kernel)
        || (kernel.endsWith(GRADIENT)
            && GATES.containsKey(kernel.substring(0, kernel.length() - GRADIENT.length())));
  }

  private static Functions functions(String activation) {
    MapCase map =
        KernelTable.MAPS.stream().filter(m -> m.name().equals(activation)).findFirst().get();
    ZipCase zip =
        KernelTable.ZIPS.stream().filter(z -> z.name().equals(activation)).findFirst().get();
    // That in the table takes the output of the forward call, which a gate does not keep.
    FloatBinary sigmoidGradient =
        (x, dy) -> {
          double y = 1 / (1 + Math.exp(-x));
          return (float) (dy * y * (1 - y));
        };
    boolean fromOutput = activation.equals("sigmoid");
    return new Functions(map.naive(), fromOutput ? sigmoidGradient : zip.naive(), null);
  }

  private static Workload gate(Rows d, Named kernel) {
    Floats value = d.gradients();
    Floats dst = d.zeros();
    NaiveFusedLoops naive = Naive.fused(functions(kernel.activation()), d.offHeap());
    Gate gate = kernel.gate();
    Matrix g = d.matrix(d.logits());
    Matrix v = d.matrix(value);
    Matrix to = d.matrix(dst);
    return Workload.of(
        d.name(),
        Task.of(() -> gate.apply(g, v, to)),
        Task.of(() -> naive.gate(d.logits(), value, dst, d.elements())),
        dst);
  }

  private static Workload gateGradient(Rows d, Named kernel) {
    Floats value = d.gradients();
    Floats dy = d.floats(Inputs.shares(d.elements()));
    Floats dGate = d.zeros();
    Floats dValue = d.zeros();
    NaiveFusedLoops naive = Naive.fused(functions(kernel.activation()), d.offHeap());
    Gate gate = kernel.gate();
    Matrix g = d.matrix(d.logits());
    Matrix v = d.matrix(value);
    Matrix from = d.matrix(dy);
    Matrix toGate = d.matrix(dGate);
    Matrix toValue = d.matrix(dValue);
    return Workload.of(
        d.name(),
        Task.of(() -> gate.gradient(g, v, from, toGate, toValue)),
        Task.of(() -> naive.gateGradient(d.logits(), value, dy, dGate, dValue, d.elements())),
        dGate,
        dValue);
  }

  private static Workload bias(Rows d) {
    float[] bias = Inputs.gradients(d.cols());
    Floats dst = d.zeros();
    NaiveFusedLoops naive = Naive.fused(functions(BIASED), d.offHeap());
    Activation activation = Activation.named(BIASED);
    Matrix from = d.matrix(d.logits());
    Matrix to = d.matrix(dst);
    return Workload.of(
        d.name(),
        Task.of(() -> activation.applyWithBias(from, bias, to)),
        Task.of(() -> naive.bias(d.logits(), bias, dst, d.rows(), d.cols())),
        dst);
  }

  private static Workload biasGradient(Rows d) {
    float[] bias = Inputs.gradients(d.cols());
    Floats dy = d.gradients();
    Floats dx = d.zeros();
    NaiveFusedLoops naive = Naive.fused(functions(BIASED), d.offHeap());
    Activation activation = Activation.named(BIASED);
    Matrix x = d.matrix(d.logits());
    Matrix from = d.matrix(dy);
    Matrix to = d.matrix(dx);
    return Workload.of(
        d.name(),
        Task.of(() -> activation.gradientWithBias(x, bias, from, to)),
        Task.of(() -> naive.biasGradient(d.logits(), bias, dy, dx, d.rows(), d.cols())),
        dx);
  }

  /** Calls the library and the naive loop with x, slopes and a place for the result. */
  private static Workload prelu(Rows d) {
    return maps(
        d,
        d.rows(),
        (x, slopes, dst) -> () -> PRelu.apply(x, slopes, dst),
        (x, slopes, dst) -> () -> d.naive().prelu(x, slopes, dst, d.rows(), d.cols()));
  }

  private static Workload preluPerColumn(Rows d) {
    return maps(
        d,
        d.cols(),
        (x, slopes, dst) -> () -> PRelu.applyPerColumn(x, slopes, dst),
        (x, slopes, dst) -> () -> d.naive().preluPerColumn(x, slopes, dst, d.rows(), d.cols()));
  }

  /** A call over x, slopes and a result. */
  private interface Call<T> {
    Runnable on(T x, float[] slopes, T dst);
  }

  private static Workload maps(Rows d, int slopes, Call<Matrix> kernel, Call<Floats> naive) {
    float[] factors = Inputs.shares(slopes);
    Floats dst = d.zeros();
    return Workload.of(
        d.name(),
        Task.of(kernel.on(d.matrix(d.logits()), factors, d.matrix(dst))),
        Task.of(naive.on(d.logits(), factors, dst)),
        dst);
  }

  private static Workload preluGradient(Rows d) {
    float[] slopes = Inputs.shares(d.rows());
    Floats dy = d.gradients();
    Floats dx = d.zeros();
    Matrix x = d.matrix(d.logits());
    Matrix from = d.matrix(dy);
    Matrix to = d.matrix(dx);
    return Workload.of(
        d.name(),
        Task.of(() -> PRelu.gradient(x, slopes, from, to)),
        Task.of(() -> d.naive().preluGradient(d.logits(), slopes, dy, dx, d.rows(), d.cols())),
        dx);
  }

  private static Workload preluPerColumnGradient(Rows d) {
    float[] slopes = Inputs.shares(d.cols());
    Floats dy = d.gradients();
    Floats dx = d.zeros();
    Matrix x = d.matrix(d.logits());
    Matrix from = d.matrix(dy);
    Matrix to = d.matrix(dx);
    return Workload.of(
        d.name(),
        Task.of(() -> PRelu.gradientPerColumn(x, slopes, from, to)),
        Task.of(
            () -> d.naive().preluPerColumnGradient(d.logits(), slopes, dy, dx, d.rows(), d.cols())),
        dx);
  }

  private static Workload preluSlopeGradient(Rows d) {
    Floats dy = d.floats(Inputs.shares(d.elements())); // terms of one sign do not cancel
    float[] results = new float[d.rows()];
    Matrix x = d.matrix(d.logits());
    Matrix from = d.matrix(dy);
    return Workload.ofRows(
        d.name(),
        Task.of(() -> PRelu.slopeGradient(x, from, results)),
        Task.of(() -> d.naive().preluSlopeGradient(d.logits(), dy, results, d.rows(), d.cols())),
        results);
  }

  private static Workload preluPerColumnSlopeGradient(Rows d) {
    Floats dy = d.floats(Inputs.shares(d.elements())); // terms of one sign do not cancel
    float[] results = new float[d.cols()];
    Matrix x = d.matrix(d.logits());
    Matrix from = d.matrix(dy);
    return Workload.ofRows(
        d.name(),
        Task.of(() -> PRelu.slopeGradientPerColumn(x, from, results)),
        Task.of(
            () ->
                d.naive().preluPerColumnSlopeGradient(d.logits(), dy, results, d.rows(), d.cols())),
        results);
  }
}
