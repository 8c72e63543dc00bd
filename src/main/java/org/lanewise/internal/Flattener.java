package org.lanewise.internal;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a loop template out: what it calls of its own package, the operation and the maths behind
 * it, takes the place of the calls, so that a loop is one method that calls nothing but the JDK.
 *
 * <p>C2 boxes every vector that passes through a call, so that one refused call makes a loop fifty
 * times slower; and it refuses calls for reasons that nobody has in hand: a method was compiled on
 * its own before the loop ("already compiled into a big method"), it has more than 325 bytes, it
 * comes behind 18,000 nodes of others. Code without calls cannot be refused.
 *
 * <p>C2 also boxes vectors whose class it does not know where they meet the next operation, if in
 * sum over all methods inlined into a loop more than a hundred branches "never taken" have been
 * taken (PerMethodTrapLimit): it then compiles the error for a wrong class, too, whose message
 * takes both vectors. One such trap in {@code ImplCache.find} or {@code FloatVector.lanewise},
 * which other loops and other users of the Vector API cause, counts once for each operation. So in
 * one JVM of six, all copies of all long loops (softplus, GELU) boxed a vector a turn. Therefore
 * the class is written behind each operation. C2 knows most of them without that, but not behind
 * its first 18,000 nodes, where it puts calls off and goes by their declared types: without those
 * casts the tails of long loops boxed in one JVM of four. (To call all operations beforehand, so
 * that none is new to those methods, was no good: it makes C2 compile the first loops too early,
 * and half of them allocate in tails at the end of an array.)
 *
 * <p>What can be put in place: static methods of the package without exception handlers and
 * switches, and operations, that is lambdas without state but constants and further operations.
 */
final class Flattener {

  private static final String VECTOR_API = "jdk/incubator/vector/";

  /**
   * The fields of {@code Lanes} with the very classes of what methods of the Vector API return. All
   * masks are of floats, and all vectors of unknown lanes come from conversions to double.
   */
  private static final Map<String, String> EXACT =
      Map.of(
          "FloatVector",
          "FLOATS",
          "IntVector",
          "INTS",
          "DoubleVector",
          "DOUBLES",
          "Vector",
          "DOUBLES",
          "VectorMask",
          "MASKS");

  private static final MethodTypeDesc CAST =
      MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);

  /** Classes that have been read, by internal name: all loops call the same maths. */
  private static final Map<String, ClassModel> MODELS = new HashMap<>();

  private final MethodHandles.Lookup lookup;
  private final ClassFile classFile;
  private final String directory;

  private Flattener(MethodHandles.Lookup lookup) {
    this.lookup = lookup;
    this.classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofClassLoading(lookup.lookupClass().getClassLoader())),
            ClassFile.DebugElementsOption.DROP_DEBUG,
            ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);
    this.directory = lookup.lookupClass().getPackageName().replace('.', '/') + "/";
  }

  /**
   * Writes a template out.
   *
   * @param lookup full access to the package of the template
   * @param template simple name of the class
   * @param op the operation that the template's field of such a type holds; null if there is none
   * @return the class file
   */
  static synchronized byte[] flatten(MethodHandles.Lookup lookup, String template, Operation op) {
    return new Flattener(lookup).flatten(template, op);
  }

  private byte[] flatten(String template, Operation op) {
    ClassModel model = model(directory + template);
    ClassDesc self = model.thisClass().asSymbol();
    return classFile.transformClass(
        model,
        (builder, element) -> {
          if (element instanceof MethodModel method
              && method.code().isPresent()
              && !method.methodName().stringValue().startsWith("<")) {
            CodeAttribute code = (CodeAttribute) method.code().get();
            builder.withMethodBody(
                method.methodName(),
                method.methodType(),
                method.flags().flagsMask(),
                out -> new Copier(out, self, op, code.maxLocals()).copy(code, 0, Map.of(), null));
          } else {
            builder.with(element);
          }
        });
  }

  private ClassModel model(String name) {
    return MODELS.computeIfAbsent(
        name, n -> classFile.parse(Templates.classFile(lookup, n.substring(directory.length()))));
  }

  /** The lambda behind an operation: its method and what it captured. */
  private static SerializedLambda lambda(Operation op) {
    try {
      Method replace = op.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return (SerializedLambda) replace.invoke(op);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("an operation is no lambda: " + op, e);
    }
  }

  /** Copies one method of a template. */
  private final class Copier {

    private final CodeBuilder out;
    private final ClassDesc self;
    private final Operation op;

    /** Operations on the stack: pushed by a load, popped by the call that they are for. */
    private final Deque<Operation> pending = new ArrayDeque<>();

    private int nextLocal;

    Copier(CodeBuilder out, ClassDesc self, Operation op, int nextLocal) {
      this.out = out;
      this.self = self;
      this.op = op;
      this.nextLocal = nextLocal;
    }

    /**
     * Copies code.
     *
     * @param base what is added to the numbers of its local variables
     * @param captured what the variables of captured values hold
     * @param end where returns go; null in the template itself
     */
    void copy(CodeModel code, int base, Map<Integer, Object> captured, Label end) {
      if (!code.exceptionHandlers().isEmpty()) {
        throw new IllegalStateException(code + " has exception handlers");
      }
      Map<Label, Label> labels = new HashMap<>();
      List<CodeElement> elements = code.elementList();
      int last = elements.size() - 1;
      while (!(elements.get(last) instanceof Instruction)) {
        last--;
      }
      for (int i = 0; i < elements.size(); i++) {
        CodeElement element = elements.get(i);
        switch (element) {
          case LabelTarget target -> out.labelBinding(label(labels, target.label()));
          case BranchInstruction branch ->
              out.branch(branch.opcode(), label(labels, branch.target()));
          case LoadInstruction load -> {
            if (captured.containsKey(load.slot())) {
              push(captured.get(load.slot()));
            } else {
              out.loadLocal(load.typeKind(), base + load.slot());
            }
          }
          case StoreInstruction store -> out.storeLocal(store.typeKind(), base + store.slot());
          case IncrementInstruction increment ->
              out.iinc(base + increment.slot(), increment.constant());
          case ReturnInstruction done -> {
            if (end == null) {
              out.with(done);
            } else if (i < last) {
              out.goto_(end);
            }
          }
          case FieldInstruction field -> {
            if (op != null && isOperation(field)) {
              push(op);
            } else {
              out.with(field);
            }
          }
          case InvokeInstruction invoke -> call(invoke);
          case TableSwitchInstruction other -> throw new IllegalStateException("" + other);
          case LookupSwitchInstruction other -> throw new IllegalStateException("" + other);
          case Instruction other -> out.with(other);
          default -> {} // positions, frames: made anew
        }
      }
    }

    private Label label(Map<Label, Label> labels, Label label) {
      return labels.computeIfAbsent(label, key -> out.newLabel());
    }

    private boolean isOperation(FieldInstruction field) {
      try {
        return field.owner().asSymbol().equals(self)
            && Operation.class.isAssignableFrom(field.typeSymbol().resolveConstantDesc(lookup));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("unknown type of field " + field, e);
      }
    }

    private void push(Object value) {
      if (value instanceof Operation operation) {
        pending.push(operation);
        out.aconst_null(); // popped by the call
      } else {
        out.loadConstant((ConstantDesc) value);
      }
    }

    private void call(InvokeInstruction invoke) {
      MethodTypeDesc type = invoke.typeSymbol();
      String owner = invoke.owner().asInternalName();
      String name = invoke.name().stringValue();
      switch (invoke.opcode()) {
        case INVOKEINTERFACE -> {
          if (pending.isEmpty() || !owner.startsWith(directory)) {
            out.with(invoke);
            return;
          }
          SerializedLambda lambda = lambda(pending.pop());
          Object[] constants = new Object[lambda.getCapturedArgCount()];
          for (int i = 0; i < constants.length; i++) {
            constants[i] = lambda.getCapturedArg(i);
          }
          MethodTypeDesc full = MethodTypeDesc.ofDescriptor(lambda.getImplMethodSignature());
          place(lambda.getImplClass(), lambda.getImplMethodName(), full, constants, true);
        }
        case INVOKESTATIC -> {
          if (owner.startsWith(directory) && !invoke.owner().asSymbol().equals(self)) {
            place(owner, name, type, new Object[0], false);
          } else {
            callApi(invoke);
          }
        }
        default -> callApi(invoke);
      }
    }

    private void callApi(InvokeInstruction invoke) {
      out.with(invoke);
      ClassDesc declared = invoke.typeSymbol().returnType();
      String exact = EXACT.get(declared.displayName());
      if (exact != null && invoke.owner().asInternalName().startsWith(VECTOR_API)) {
        castTo(exact, declared);
      }
    }

    /** Casts a vector on the stack to the very class that a field of the template's package has. */
    private void castTo(String field, ClassDesc declared) {
      out.getstatic(ClassDesc.ofInternalName(directory + "Lanes"), field, ConstantDescs.CD_Class)
          .swap()
          .invokevirtual(ConstantDescs.CD_Class, "cast", CAST)
          .checkcast(declared);
    }

    /** Puts a static method in place of its call: arguments on the stack become variables. */
    private void place(
        String owner, String name, MethodTypeDesc type, Object[] constants, boolean receiver) {
      MethodModel method = method(owner, name, type);
      CodeAttribute code = (CodeAttribute) method.code().orElseThrow();
      int base = nextLocal;
      nextLocal += code.maxLocals();
      int count = type.parameterCount();
      int[] slots = new int[count];
      int slot = 0;
      for (int i = 0; i < count; i++) {
        slots[i] = slot;
        slot += TypeKind.from(type.parameterType(i)).slotSize();
      }
      Map<Integer, Object> captured = new HashMap<>();
      for (int i = 0; i < constants.length; i++) {
        captured.put(slots[i], constants[i]);
      }
      for (int i = count - 1; i >= constants.length; i--) {
        out.storeLocal(TypeKind.from(type.parameterType(i)), base + slots[i]);
      }
      if (receiver) {
        out.pop();
      }
      Label end = out.newLabel();
      copy(code, base, captured, end);
      out.labelBinding(end);
      nextLocal = base;
    }

    private MethodModel method(String owner, String name, MethodTypeDesc type) {
      for (MethodModel method : model(owner).methods()) {
        if (method.methodName().equalsString(name)
            && method.methodTypeSymbol().equals(type)
            && method.flags().has(AccessFlag.STATIC)) {
          return method;
        }
      }
      throw new IllegalStateException("no static method " + owner + "." + name + type);
    }
  }
}
