import org.lanewise.Activations;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;

/** Runs one kernel for some seconds: {@code scripts/limits.sh} reads what C2 made of it. */
public final class HotKernel {

  private static final int ROWS = 16;
  private static final int COLS = 1024;
  private HotKernel() {}

  public static void main(String[] args) {
    float[] x = new float[ROWS * COLS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i % 257 - 128) / 16f;
    }
    Runnable kernel = kernel(args[0], x);
    long end = System.nanoTime() + Long.parseLong(args[1]) * 1_000_000_000L;
    while (System.nanoTime() < end) {
      kernel.run();
    }
  }

  private static Runnable kernel(String name, float[] x) {
    float[] y = new float[x.length];
    Matrix from = Matrix.of(x, ROWS, COLS);
    Matrix to = Matrix.of(y, ROWS, COLS);
    int[] labels = new int[ROWS];
    CrossEntropyOptions mean = CrossEntropyOptions.DEFAULT;
    return switch (name) {
      case "relu" -> () -> Activations.relu(x, 0, y, 0, x.length);
      case "exp" -> () -> Activations.exp(x, 0, y, 0, x.length);
      case "sigmoid" -> () -> Activations.sigmoid(x, 0, y, 0, x.length);
      case "tanh" -> () -> Activations.tanh(x, 0, y, 0, x.length);
      case "softmax" -> () -> Softmax.softmax(from, to);
      case "crossEntropyLoss" -> () -> SoftmaxCrossEntropy.loss(from, labels, mean);
      case "crossEntropyGradient" ->
          () -> SoftmaxCrossEntropy.lossAndGradient(from, labels, to, mean);
      default -> throw new IllegalArgumentException("kernel is \"" + name + "\"");
    };
  }
}
