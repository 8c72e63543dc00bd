package org.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Templates are written out with all that they call, and do what they did before. */
class FlattenerTest {

  /** What HotSpot still compiles, see DontCompileHugeMethods. */
  private static final int HUGE = 8000;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /** An operation on two integers. */
  @FunctionalInterface
  interface IntOperation extends Operation {
    int apply(int x, int y);
  }

  /** What a copy of the template is called through. */
  interface Calculator {
    long calculate(int[] values, long factor);
  }

  /** A template with loops, branches, wide variables and an operation. */
  static final class Sample implements Calculator {
    private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
    private static final IntOperation OP = (IntOperation) KEY.op();

    Sample() {}

    @Override
    public long calculate(int[] values, long factor) {
      long sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += Helpers.scaled(factor, OP.apply(values[i], OP.apply(i, 1))) + own(i);
      }
      return sum;
    }

    private static int own(int i) {
      return i & 1;
    }
  }

  /** What the sample calls. */
  static final class Helpers {

    private Helpers() {}

    static long scaled(long factor, int x) {
      if (x < 0) {
        return factor * clamped(-x);
      }
      return clamped(x) - factor;
    }

    static int clamped(int x) {
      int low = Math.min(x, 1000);
      return low > 10 ? low : 10;
    }

    static int thrown(int x, int y) {
      try {
        return x / y;
      } catch (ArithmeticException e) {
        return 0;
      }
    }
  }

  @SuppressWarnings("serial")
  private static IntOperation plus(int constant) {
    return (x, y) -> x + y - constant;
  }

  @SuppressWarnings("serial")
  private static IntOperation twice(IntOperation inner) {
    return (x, y) -> inner.apply(inner.apply(x, y), Helpers.clamped(y));
  }

  private static Calculator flat(IntOperation op) {
    return Templates.defineFlat(
        LOOKUP, "FlattenerTest$Sample", Calculator.class, new Templates.Key(op, false, false));
  }

  private static Calculator plain(IntOperation op) {
    return Templates.define(
        LOOKUP, "FlattenerTest$Sample", Calculator.class, new Templates.Key(op, false, false));
  }

  private static List<String> calls(byte[] classFile, String packageName) {
    ClassModel model = ClassFile.of().parse(classFile);
    List<String> calls = new ArrayList<>();
    for (MethodModel method : model.methods()) {
      if (method.methodName().stringValue().startsWith("<")) {
        continue;
      }
      method.code().stream()
          .flatMap(code -> code.elementStream())
          .filter(InvokeInstruction.class::isInstance)
          .map(InvokeInstruction.class::cast)
          .filter(call -> call.owner().asInternalName().startsWith(packageName))
          .filter(call -> !call.owner().asSymbol().equals(model.thisClass().asSymbol()))
          .forEach(call -> calls.add(call.owner().asInternalName() + "." + call.name()));
    }
    return calls;
  }

  @Test
  void resultsStay() {
    int[] values = {3, -5, 0, 12345, -2_000_000_000, 7, 7, 7};
    for (IntOperation op : List.of(plus(0), plus(41), twice(plus(3)), twice(twice(plus(-9))))) {
      for (long factor : new long[] {0, -3, 1L << 40}) {
        assertEquals(plain(op).calculate(values, factor), flat(op).calculate(values, factor));
      }
    }
    assertEquals(0, flat(plus(0)).calculate(new int[0], 1));
  }

  @Test
  void nothingOfThePackageIsCalled() {
    byte[] flat = Flattener.flatten(LOOKUP, "FlattenerTest$Sample", twice(plus(1)));
    assertEquals(List.of(), calls(flat, "org/lanewise/"));
    try (InputStream in = FlattenerTest.class.getResourceAsStream("FlattenerTest$Sample.class")) {
      List<String> before = calls(in.readAllBytes(), "org/lanewise/");
      assertTrue(before.size() >= 3, before::toString);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @SuppressWarnings("serial")
  void whatCannotBeWrittenOutIsRefused() {
    IntOperation throwing = (x, y) -> Helpers.thrown(x, y);
    assertThrows(IllegalStateException.class, () -> flat(throwing));
    int[] state = {1};
    IntOperation withState = (x, y) -> x + state[0];
    assertThrows(RuntimeException.class, () -> flat(withState));
    IntOperation noLambda =
        new IntOperation() {
          @Override
          public int apply(int x, int y) {
            return x;
          }
        };
    assertThrows(IllegalStateException.class, () -> flat(noLambda));
  }

  @Test
  void everyVectorLoopIsOneMethodThatHotSpotCompiles() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(
            Class.forName("org.lanewise.internal.vector.VectorLoops"), LOOKUP);
    Class<?> operations = Class.forName("org.lanewise.internal.vector.VectorOps");
    List<byte[]> loops = new ArrayList<>();
    for (MapOp op : MapOp.values()) {
      loops.add(Flattener.flatten(lookup, "VectorMap", operation(operations, "map", op)));
    }
    for (ZipOp op : ZipOp.values()) {
      loops.add(Flattener.flatten(lookup, "VectorZip", operation(operations, "zip", op)));
    }
    for (SumOp op : SumOp.values()) {
      loops.add(Flattener.flatten(lookup, "VectorSum", operation(operations, "sum", op)));
    }
    for (String template : List.of("VectorExp", "VectorMax")) {
      loops.add(Flattener.flatten(lookup, template, null));
    }
    for (byte[] loop : loops) {
      assertEquals(List.of(), calls(loop, "org/lanewise/internal/vector/"));
      assertEquals(List.of(), classless(loop));
      Stream<MethodModel> methods = ClassFile.of().parse(loop).methods().stream();
      int longest =
          methods
              .mapToInt(m -> ((CodeAttribute) m.code().orElseThrow()).codeLength())
              .max()
              .orElse(0);
      assertTrue(longest > 100 && longest < HUGE, "bytes of code: " + longest);
    }
  }

  /** Calls that return a vector of a class unknown to C2 which no cast to its class follows. */
  private static List<String> classless(byte[] classFile) {
    List<String> found = new ArrayList<>();
    for (MethodModel method : ClassFile.of().parse(classFile).methods()) {
      List<Instruction> code =
          method.code().stream()
              .flatMap(c -> c.elementStream())
              .filter(Instruction.class::isInstance)
              .map(Instruction.class::cast)
              .toList();
      for (int i = 0; i < code.size(); i++) {
        if (code.get(i) instanceof InvokeInstruction call
            && call.owner().asInternalName().startsWith("jdk/incubator/vector/")
            && call.name().stringValue().matches("from.+|reinterpret.+|convert.+")
            && !(code.get(i + 1) instanceof FieldInstruction field
                && field.owner().asInternalName().endsWith("/Lanes")
                && code.get(i + 3) instanceof InvokeInstruction cast
                && cast.owner().asInternalName().equals("java/lang/Class")
                && cast.name().equalsString("cast"))) {
          found.add(method.methodName() + " calls " + call.name());
        }
      }
    }
    return found;
  }

  private static Operation operation(Class<?> operations, String method, Enum<?> op)
      throws ReflectiveOperationException {
    var find = operations.getDeclaredMethod(method, op.getDeclaringClass());
    find.setAccessible(true);
    return (Operation) find.invoke(null, op);
  }
}
