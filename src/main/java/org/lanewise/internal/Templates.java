package org.lanewise.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Defines copies of loop templates as hidden classes.
 *
 * <p>A template is an ordinary final class with a static final {@link Key} that it takes from its
 * class data. Each copy has bytecode, profile and constants of its own, so that the operation and
 * the kind of memory are constants to the compiler: the same machine code as a loop written by
 * hand, without writing it by hand for each kernel and kind of memory. A copy costs about half a
 * millisecond.
 */
public final class Templates {

  /**
   * What distinguishes the copies of a template.
   *
   * @param op the operation, of the template's own functional interface; null where it needs none
   * @param offHeap whether the copy works on off-heap segments rather than arrays
   * @param store whether it stores its terms, where the template knows both
   */
  public record Key(Object op, boolean offHeap, boolean store) {}

  private Templates() {}

  /** The key of a copy; called once from the static initialiser of a template. */
  public static Key key(MethodHandles.Lookup lookup) {
    try {
      return MethodHandles.classData(lookup, "_", Key.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Defines one copy of a template as it stands.
   *
   * @param lookup full access to the package of the template
   * @param template the class to copy
   * @param type what it extends
   * @param key what makes this copy
   * @return an instance of the copy
   */
  public static <T> T define(MethodHandles.Lookup lookup, String template, Class<T> type, Key key) {
    return define(lookup, classFile(lookup, template), type, key);
  }

  /**
   * The class file of a class.
   *
   * @param lookup from the package of the class
   * @param name simple name of the class
   */
  static byte[] classFile(MethodHandles.Lookup lookup, String name) {
    try (InputStream in = lookup.lookupClass().getResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new IllegalStateException("class file of " + name + " not found");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Defines one copy of a template with the operation and all it calls written out, see {@link
   * Flattener}.
   *
   * @param lookup full access to the package of the template
   * @param template the class to copy
   * @param type what it extends
   * @param key what makes this copy
   * @return an instance of the copy
   */
  public static <T> T defineFlat(
      MethodHandles.Lookup lookup, String template, Class<T> type, Key key) {
    byte[] flat = Flattener.flatten(lookup, template, (Operation) key.op());
    return define(lookup, flat, type, key);
  }

  private static <T> T define(
      MethodHandles.Lookup lookup, byte[] classFile, Class<T> type, Key key) {
    try {
      Class<?> copy = lookup.defineHiddenClassWithClassData(classFile, key, true).lookupClass();
      return type.cast(
          MethodHandles.privateLookupIn(copy, lookup)
              .findConstructor(copy, MethodType.methodType(void.class))
              .invoke());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
