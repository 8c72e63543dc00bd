package org.lanewise.jmh.peers;

import org.lanewise.jmh.Task;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's native backend, by one thread: operations made once, results written in place. */
final class Nd4jPeer implements Peer {

  private final OpExecutioner executioner;

  Nd4jPeer() {
    executioner = Nd4j.getExecutioner();
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
  }

  @Override
  public Call prepare(Problem p) {
    long[] shape = {p.rows(), p.cols()};
    INDArray x = Nd4j.create(p.input(), shape);
    INDArray y = Nd4j.create(DataType.FLOAT, shape);
    return switch (p.kernel()) {
      case "relu" -> call(new RectifiedLinear(x, y, 0), y);
      case "sigmoid" -> call(new Sigmoid(x, y), y);
      case "tanh" -> call(new Tanh(x, y), y);
      case "exp" -> call(new Exp(x, y), y);
      case "softmax" ->
          call(
              null,
              DynamicCustomOp.builder("softmax")
                  .addInputs(x)
                  .addOutputs(y)
                  .addIntegerArguments(1)
                  .build(),
              null,
              y);
      case "crossEntropyLoss", "crossEntropyGradient" -> crossEntropy(p, x, y);
      default -> throw p.unknown();
    };
  }

  private Call crossEntropy(Problem p, INDArray x, INDArray y) {
    INDArray labels = Nd4j.createFromArray(p.labels());
    INDArray losses = Nd4j.create(DataType.FLOAT, p.rows());
    CustomOp loss =
        DynamicCustomOp.builder("sparse_softmax_cross_entropy_loss_with_logits")
            .addInputs(labels, x)
            .addOutputs(losses)
            .build();
    if (p.kernel().equals("crossEntropyLoss")) {
      return call(losses, loss, null, null);
    }
    CustomOp gradient =
        DynamicCustomOp.builder("sparse_softmax_cross_entropy_loss_with_logits_grad")
            .addInputs(labels, x)
            .addOutputs(y)
            .build();
    return call(losses, loss, gradient, y);
  }

  private Call call(Op op, INDArray y) {
    return new Call() {
      @Override
      public Task task() {
        return () -> {
          executioner.exec(op);
          return 0;
        };
      }

      @Override
      public float[] output() {
        return y.data().asFloat();
      }
    };
  }

  private Call call(INDArray losses, CustomOp first, CustomOp second, INDArray y) {
    return new Call() {
      @Override
      public Task task() {
        return this::run;
      }

      private float run() {
        executioner.exec(first);
        if (second != null) {
          executioner.exec(second);
          // The operation gives the gradient of the sum.
          y.divi(losses.length());
        }
        return losses == null ? 0 : losses.meanNumber().floatValue();
      }

      @Override
      public float[] output() {
        return y == null ? new float[0] : y.data().asFloat();
      }
    };
  }
}
