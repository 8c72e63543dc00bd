package org.lanewise.jmh.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.jmh.Task;
import org.lanewise.jmh.peers.OnnxModel.Attribute;

/**
 * ONNX Runtime: a model of one operation (of four for loss and gradient, which it has no operation
 * for), run by one thread on tensors in native memory, results written in place.
 */
final class OnnxRuntimePeer implements Peer {

  private final OrtEnvironment environment;

  OnnxRuntimePeer() {
    environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "peer");
  }

  @Override
  public Call prepare(Problem p) throws OrtException {
    long rows = p.rows();
    long cols = p.cols();
    OnnxModel model = new OnnxModel().input("x", rows, cols);
    boolean hasLoss = p.kernel().startsWith("crossEntropy");
    boolean hasOutput = !p.kernel().equals("crossEntropyLoss");
    if (hasLoss) {
      model.labels("t", rows).output("loss");
    }
    if (hasOutput) {
      model.output("y", rows, cols);
    }
    String[] x = {"x"};
    String[] y = {"y"};
    switch (p.kernel()) {
      case "relu" -> model.node("Relu", x, y);
      case "sigmoid" -> model.node("Sigmoid", x, y);
      case "tanh" -> model.node("Tanh", x, y);
      case "exp" -> model.node("Exp", x, y);
      case "softmax" -> model.node("Softmax", x, y, Attribute.of("axis", -1));
      case "crossEntropyLoss" ->
          model.node("SoftmaxCrossEntropyLoss", new String[] {"x", "t"}, new String[] {"loss"});
      case "crossEntropyGradient" -> gradient(model, p);
      default -> throw p.unknown();
    }
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    OrtSession session = environment.createSession(model.bytes(), options);
    return new OrtCall(environment, session, p, hasLoss, hasOutput);
  }

  /** The gradient is (softmax − one-hot) / rows. */
  private static void gradient(OnnxModel model, Problem p) {
    float[] minusOnes = new float[p.rows()];
    java.util.Arrays.fill(minusOnes, -1);
    model
        .constant("minusOnes", minusOnes, p.rows(), 1)
        .constant("factor", new float[] {1f / p.rows()})
        .labels("index", p.rows(), 1)
        .node(
            "SoftmaxCrossEntropyLoss",
            new String[] {"x", "t"},
            new String[] {"loss", "logProbabilities"})
        .node("Exp", new String[] {"logProbabilities"}, new String[] {"probabilities"})
        .node(
            "ScatterElements",
            new String[] {"probabilities", "index", "minusOnes"},
            new String[] {"difference"},
            Attribute.of("axis", 1),
            Attribute.of("reduction", "add"))
        .node("Mul", new String[] {"difference", "factor"}, new String[] {"y"});
  }

  private static final class OrtCall implements Call {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxTensor> outputs = new HashMap<>();
    private final FloatBuffer loss = floats(1);
    private final FloatBuffer output;

    /** The buffers must live as long as the tensors over them. */
    @SuppressWarnings("unused")
    private final List<Object> buffers = new ArrayList<>();

    OrtCall(
        OrtEnvironment environment,
        OrtSession session,
        Problem p,
        boolean hasLoss,
        boolean hasOutput)
        throws OrtException {
      this.session = session;
      long[] shape = {p.rows(), p.cols()};
      FloatBuffer input = floats(p.elements()).put(0, p.input());
      buffers.add(input);
      inputs.put("x", OnnxTensor.createTensor(environment, input, shape));
      output = hasOutput ? floats(p.elements()) : floats(0);
      if (hasOutput) {
        outputs.put("y", OnnxTensor.createTensor(environment, output, shape));
      }
      if (hasLoss) {
        LongBuffer labels = bytes(p.rows() * Long.BYTES).asLongBuffer();
        for (int r = 0; r < p.rows(); r++) {
          labels.put(r, p.labels()[r]);
        }
        buffers.add(labels);
        inputs.put("t", OnnxTensor.createTensor(environment, labels, new long[] {p.rows()}));
        if (hasOutput) {
          inputs.put(
              "index", OnnxTensor.createTensor(environment, labels, new long[] {p.rows(), 1}));
        }
        outputs.put("loss", OnnxTensor.createTensor(environment, loss, new long[0]));
      }
    }

    private static ByteBuffer bytes(int n) {
      return ByteBuffer.allocateDirect(n).order(ByteOrder.nativeOrder());
    }

    private static FloatBuffer floats(int n) {
      return bytes(n * Float.BYTES).asFloatBuffer();
    }

    @Override
    public Task task() {
      return this::run;
    }

    private float run() {
      try (OrtSession.Result ignored = session.run(inputs, outputs)) {
        return loss.get(0);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public float[] output() {
      float[] values = new float[output.capacity()];
      output.get(0, values);
      return values;
    }
  }
}
