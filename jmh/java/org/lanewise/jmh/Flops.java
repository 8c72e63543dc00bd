package org.lanewise.jmh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.internal.LossOp;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.ScalarFused;
import org.lanewise.internal.ScalarOps;
import org.lanewise.internal.SumOp;
import org.lanewise.internal.ZipOp;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;

/**
 * How many floating-point operations a kernel spends on an element, counted in the bytecode of its
 * scalar definition: additions, subtractions, multiplications, divisions, square roots, maxima and
 * minima once, fused multiply-adds twice. Both sides of a selection count, as vectors compute both.
 * Comparisons and operations on bits do not count.
 */
final class Flops {

  private static final String OURS = "org/lanewise/";
  private static final String OPS = ScalarOps.class.getName().replace('.', '/');
  private static final String FUSED = ScalarFused.class.getName().replace('.', '/');
  private static final String GRADIENT = "Gradient";
  private static final String MATH = OURS + "internal/ScalarMath";

  /** Adding an exponential to a sum of two floats. */
  private static final double SUM = 4;

  private static final Map<String, ClassModel> CLASSES = new HashMap<>();
  private static final Map<String, Double> COUNTS = new HashMap<>();

  private Flops() {}

  /** Operations for each element; null where nobody has counted them. */
  static synchronized Double of(String kernel) {
    try {
      for (MapCase row : KernelTable.MAPS) {
        if (row.name().equals(kernel)) {
          return map(row.op());
        }
      }
      for (ZipCase row : KernelTable.ZIPS) {
        if (ElementwiseKernels.gradient(row.name()).equals(kernel)) {
          return zip(row.op());
        }
      }
      return rows(kernel);
    } catch (ReflectiveOperationException | IllegalStateException e) {
      return null; // written in a form that is not known here: no reason to lose a run's results
    }
  }

  private static Double rows(String kernel) throws ReflectiveOperationException {
    double exp = method(MATH, "scaledExp") + SUM;
    return switch (kernel) {
      case "softmax", "logSumExpGradient", "crossEntropyGradient" -> exp + map(MapOp.SOFTMAX_SCALE);
      case "logSoftmax" -> exp + map(MapOp.SHIFT);
      case "logSumExp", "crossEntropyLoss" -> exp;
      case "softmaxGradient" -> sum(SumOp.DOT) + zip(ZipOp.SOFTMAX_GRADIENT);
      case "logSoftmaxGradient" -> sum(SumOp.SUM) + zip(ZipOp.LOG_SOFTMAX_GRADIENT);
      case "denseCrossEntropyLoss" -> exp + sum(SumOp.TARGET_DOT) + sum(SumOp.SUM);
      case "denseCrossEntropyGradient" ->
          exp
              + sum(SumOp.TARGET_DOT)
              + sum(SumOp.SUM)
              + map(MapOp.SOFTMAX_SCALE)
              + zip(ZipOp.SUBTRACT_SCALED);
      default -> fused(kernel);
    };
  }

  /** Gates, biased activations, PReLU and losses; a gradient of a loss counts the loss, too. */
  private static Double fused(String kernel) throws ReflectiveOperationException {
    boolean gradient = kernel.endsWith(GRADIENT);
    String activation = GateWorkloads.activation(kernel);
    if (activation != null) {
      MapOp op = mapOp(activation);
      if (!gradient) {
        return map(op) + 1;
      }
      double both = fromInput(op) + 1;
      return GateWorkloads.isGate(kernel) ? both + map(op) + 1 : both;
    }
    String loss = gradient ? kernel.substring(0, kernel.length() - GRADIENT.length()) : kernel;
    LossOp op =
        switch (loss) {
          case "mse" -> LossOp.SQUARED_ERROR;
          case "l1" -> LossOp.ABSOLUTE_ERROR;
          case "smoothL1" -> LossOp.SMOOTH_L1;
          case "huber" -> LossOp.HUBER;
          case "binaryCrossEntropy", "unlimitedBinaryCrossEntropy" -> LossOp.BINARY_CROSS_ENTROPY;
          case "binaryCrossEntropyWithLogits" -> LossOp.WITH_LOGITS;
          default -> null;
        };
    if (op != null) {
      return lossOf(op) + sum(SumOp.SUM) + (gradient ? operation(FUSED, "gradient", op) : 0);
    }
    return switch (kernel) {
      case "prelu", "preluPerColumn" -> zip(ZipOp.PRELU);
      case "preluGradient", "preluPerColumnGradient" -> zip(ZipOp.LEAKY_RELU_GRADIENT);
      case "preluSlopeGradient", "preluPerColumnSlopeGradient" ->
          zip(ZipOp.PRELU_SLOPE) + sum(SumOp.SUM);
      case "categoricalCrossEntropy" -> categorical();
      case "categoricalCrossEntropyGradient" ->
          categorical() + zip(ZipOp.CATEGORICAL_GRADIENT) + map(MapOp.SCALE);
      default -> null;
    };
  }

  private static double categorical() throws ReflectiveOperationException {
    return map(MapOp.CLIP) + operation(FUSED, "loss", LossOp.BINARY_CROSS_ENTROPY) + sum(SumOp.SUM);
  }

  /** All steps to a loss. */
  private static double lossOf(LossOp op) throws ReflectiveOperationException {
    double all = operation(FUSED, "loss", op);
    if (op == LossOp.BINARY_CROSS_ENTROPY) {
      return all + operation(FUSED, "loss", LossOp.BINARY_CROSS_ENTROPY_REST);
    }
    return op == LossOp.WITH_LOGITS
        ? all + operation(FUSED, "loss", LossOp.WITH_LOGITS_EXP) + map(MapOp.LOG1P)
        : all;
  }

  /** The gradient of an activation from its input; some have it from the output alone. */
  private static double fromInput(MapOp op) throws ReflectiveOperationException {
    return op == MapOp.SIGMOID ? map(op) + zip(ZipOp.SIGMOID_GRADIENT) : zip(ZipOp.gradientOf(op));
  }

  private static MapOp mapOp(String activation) {
    return KernelTable.MAPS.stream()
        .filter(row -> row.name().equals(activation))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no activation " + activation))
        .op();
  }

  private static double map(MapOp op) throws ReflectiveOperationException {
    if (op == MapOp.RELU || op == MapOp.RELU6) {
      return 0; // comparisons, which the scalar loop writes as arithmetic for C2 to vectorise them
    }
    return operation(OPS, "map", op);
  }

  private static double zip(ZipOp op) throws ReflectiveOperationException {
    return operation(OPS, "zip", op);
  }

  /** The term of a sum and its addition. */
  private static double sum(SumOp op) throws ReflectiveOperationException {
    return operation(OPS, "sum", op) + 1;
  }

  /** Follows the case of an operation to the lambda that it returns. */
  private static double operation(String owner, String method, Enum<?> op)
      throws ReflectiveOperationException {
    List<CodeElement> code = code(owner, method).elementList();
    int number = caseOf(owner, op);
    for (CodeElement element : code) {
      if (element instanceof TableSwitchInstruction table) {
        for (SwitchCase branch : table.cases()) {
          if (branch.caseValue() == number) {
            return lambda(owner, code, branch);
          }
        }
      }
    }
    throw new IllegalStateException("no case of " + op + " in " + owner + "." + method);
  }

  private static double lambda(String owner, List<CodeElement> code, SwitchCase branch) {
    boolean found = false;
    for (CodeElement element : code) {
      found |= element instanceof LabelTarget target && target.label().equals(branch.target());
      if (found && element instanceof InvokeDynamicInstruction dynamic) {
        for (ConstantDesc argument : dynamic.bootstrapArgs()) {
          if (argument instanceof DirectMethodHandleDesc handle) {
            return method(owner, handle.methodName());
          }
        }
      }
    }
    throw new IllegalStateException("no lambda at " + branch);
  }

  /** The number that javac gave to a constant in the switches of a class. */
  private static int caseOf(String owner, Enum<?> op) throws ReflectiveOperationException {
    Class<?> declaring = op.getDeclaringClass();
    Field numbers =
        Class.forName(owner.replace('/', '.') + "$1")
            .getDeclaredField("$SwitchMap$" + declaring.getName().replace('.', '$'));
    numbers.setAccessible(true);
    return ((int[]) numbers.get(null))[op.ordinal()];
  }

  private static double method(String owner, String name) {
    String key = owner + "." + name;
    Double known = COUNTS.get(key);
    if (known != null) {
      return known;
    }
    double count = 0;
    for (CodeElement element : code(owner, name)) {
      if (element instanceof OperatorInstruction operator) {
        count += isFloat(operator.opcode()) ? 1 : 0;
      } else if (element instanceof InvokeInstruction call) {
        count += call(call);
      }
    }
    COUNTS.put(key, count);
    return count;
  }

  private static double call(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    if (owner.equals("java/lang/Math") || owner.equals("java/lang/StrictMath")) {
      return switch (name) {
        case "fma" -> 2;
        case "sqrt", "max", "min" -> isFloat(call.typeSymbol().returnType()) ? 1 : 0;
        default -> 0;
      };
    }
    return owner.startsWith(OURS) ? method(owner, name) : 0;
  }

  /** Maxima and minima of integers are operations on bits. */
  private static boolean isFloat(ClassDesc type) {
    return type.equals(ConstantDescs.CD_float) || type.equals(ConstantDescs.CD_double);
  }

  private static boolean isFloat(Opcode opcode) {
    return switch (opcode) {
      case FADD, FSUB, FMUL, FDIV, DADD, DSUB, DMUL, DDIV -> true;
      default -> false;
    };
  }

  private static CodeModel code(String owner, String name) {
    ClassModel model = CLASSES.computeIfAbsent(owner, Flops::parse);
    for (MethodModel method : model.methods()) {
      if (method.methodName().equalsString(name) && method.code().isPresent()) {
        return method.code().get();
      }
    }
    throw new IllegalStateException("no method " + owner + "." + name);
  }

  private static ClassModel parse(String owner) {
    try (InputStream in = ScalarOps.class.getClassLoader().getResourceAsStream(owner + ".class")) {
      if (in == null) {
        throw new IllegalStateException("no class " + owner);
      }
      return ClassFile.of().parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
