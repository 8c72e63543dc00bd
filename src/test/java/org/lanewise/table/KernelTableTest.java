package org.lanewise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lanewise.ActivationGradients;
import org.lanewise.Activations;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.ZipOp;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;
import org.lanewise.table.RowTable.RowCase;
import org.lanewise.testing.BitsCheck;

/**
 * The tables and the library are complete with respect to each other: a kernel without a row would
 * be tested by nobody, and a bound in the Javadoc that is not the table's would be proved by
 * nobody.
 */
class KernelTableTest {

  /** A Javadoc comment, and the name of the public static method behind it. */
  private static final Pattern DOCUMENTED_METHOD =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*public static \\S+ (\\w+)\\(",
          Pattern.DOTALL);

  private static final Pattern BOUND =
      Pattern.compile(
          "Error: (?:none: the result is (exact)|at most ([0-9.]+) ULP"
              + "|the derivative at most (1e-6) relative to the larger of 1 and its size)");

  private static Set<String> publicMethods(Class<?> facade) {
    return Arrays.stream(facade.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> unique(List<String> names) {
    Set<String> set = new TreeSet<>(names);
    assertEquals(names.size(), set.size(), () -> "two rows of one name: " + names);
    return set;
  }

  @Test
  void everyElementwiseMethodHasARow() {
    List<String> maps = KernelTable.MAPS.stream().map(MapCase::name).toList();
    List<String> zips = KernelTable.ZIPS.stream().map(ZipCase::name).toList();
    assertEquals(publicMethods(Activations.class), unique(maps));
    assertEquals(publicMethods(ActivationGradients.class), unique(zips));
  }

  @Test
  void everyMethodOverRowsHasARow() {
    List<String> names = RowTable.ROWS.stream().map(RowCase::name).toList();
    unique(names);
    assertEquals(publicMethods(Softmax.class), methodsOf("Softmax.", names));
    assertEquals(
        publicMethods(SoftmaxCrossEntropy.class), methodsOf("SoftmaxCrossEntropy.", names));
  }

  private static Set<String> methodsOf(String facade, List<String> names) {
    return names.stream()
        .filter(name -> name.startsWith(facade))
        .map(name -> name.substring(facade.length()).replaceAll("\\(.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyOperationWithABoundHasARow() {
    Set<MapOp> maps = EnumSet.noneOf(MapOp.class);
    KernelTable.MAPS.forEach(map -> maps.add(map.op()));
    assertEquals(
        Arrays.stream(MapOp.values()).filter(op -> !(op.ulp() < 0)).collect(Collectors.toSet()),
        maps);
    Set<ZipOp> zips = EnumSet.noneOf(ZipOp.class);
    KernelTable.ZIPS.forEach(zip -> zips.add(zip.op()));
    assertEquals(
        Arrays.stream(ZipOp.values()).filter(op -> !(op.ulp() < 0)).collect(Collectors.toSet()),
        zips);
  }

  @Test
  void everyElementwiseMethodComesForArraysAndForSegments() {
    for (Class<?> facade : List.of(Activations.class, ActivationGradients.class)) {
      Set<String> arrays = new TreeSet<>();
      Set<String> segments = new TreeSet<>();
      for (Method method : facade.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())) {
          List<Class<?>> types = List.of(method.getParameterTypes());
          boolean overSegments = types.contains(MemorySegment.class);
          assertFalse(overSegments && types.contains(float[].class), method::toString);
          String shape =
              types.stream()
                  .map(Class::getSimpleName)
                  .map(overSegments ? KernelTableTest::asForArrays : type -> type)
                  .collect(Collectors.joining(",", method.getName() + "(", ")"));
          assertTrue((overSegments ? segments : arrays).add(shape), method::toString);
        }
      }
      assertEquals(arrays, segments);
    }
  }

  private static String asForArrays(String type) {
    return switch (type) {
      case "MemorySegment" -> "float[]";
      case "long" -> "int";
      default -> type;
    };
  }

  @Test
  void theBoundsInTheJavadocAreThoseOfTheTable() {
    List<String> maps =
        KernelTable.MAPS.stream().map(map -> map.name() + " " + map.op().ulp()).toList();
    assertEquals(new TreeSet<>(maps), bounds(Activations.class));
    List<String> zips =
        KernelTable.ZIPS.stream().map(zip -> zip.name() + " " + zip.op().ulp()).toList();
    assertEquals(new TreeSet<>(zips), bounds(ActivationGradients.class));
  }

  /**
   * Method and bound in ULP, as the Javadoc has them; 0 for exact ones, NaN for absolute bounds.
   */
  private static Set<String> bounds(Class<?> facade) {
    String source = source(facade);
    Set<String> bounds = new TreeSet<>();
    Matcher method = DOCUMENTED_METHOD.matcher(source);
    int methods = 0;
    while (method.find()) {
      String text = method.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ");
      Matcher bound = BOUND.matcher(text);
      assertTrue(bound.find(), () -> "no bound in the Javadoc of " + method.group(2) + ": " + text);
      double ulp =
          bound.group(1) != null
              ? 0
              : bound.group(2) != null ? Double.parseDouble(bound.group(2)) : Double.NaN;
      bounds.add(method.group(2) + " " + ulp);
      methods++;
    }
    long all =
        Stream.of(facade.getDeclaredMethods())
            .filter(m -> Modifier.isPublic(m.getModifiers()))
            .count();
    assertEquals(all, methods, "methods found in the source of " + facade.getName());
    return bounds;
  }

  private static String source(Class<?> type) {
    Path root = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
    Path file = root.resolve("src/main/java/" + type.getName().replace('.', '/') + ".java");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theSpecialResultsAreExact() {
    List<String> wrong = new ArrayList<>();
    for (MapCase map : KernelTable.MAPS) {
      for (float[] special : map.specials()) {
        float[] x = {special[0]};
        map.arrays().apply(x, 0, x, 0, 1);
        note(wrong, map.name() + "(" + special[0] + ")", special[1], x[0]);
      }
      assertTrue(map.specials().length > 0, map.name());
    }
    for (ZipCase zip : KernelTable.ZIPS) {
      for (float[] special : zip.specials()) {
        float[] x = {special[0]};
        float[] y = {special[1]};
        zip.arrays().apply(x, 0, y, 0, x, 0, 1);
        String call = zip.name() + " gradient(" + special[0] + ", " + special[1] + ")";
        note(wrong, call, special[2], x[0]);
      }
      assertTrue(zip.specials().length > 0, zip.name());
    }
    assertEquals(List.of(), wrong);
  }

  private static void note(List<String> wrong, String call, float expected, float actual) {
    if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
      wrong.add(call + ": expected " + BitsCheck.hex(expected) + ", got " + BitsCheck.hex(actual));
    }
  }
}
