package org.lanewise.internal;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which loops calls use now: other copies may have been compiled and given up. */
public final class LoopsInUse {

  private LoopsInUse() {}

  /** The names of their classes, as the JVM has them in its logs. */
  public static List<String> classes() throws ReflectiveOperationException {
    List<Object> kernels = new ArrayList<>();
    for (Field field : Kernels.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        Object value = field.get(null);
        kernels.addAll(value instanceof Map<?, ?> shared ? shared.values() : List.of(value));
      }
    }
    List<String> names = new ArrayList<>();
    for (Object kernel : kernels) {
      for (String memory : List.of("array", "offHeap")) {
        Field field = Kernel.class.getDeclaredField(memory);
        field.setAccessible(true);
        Object loop = field.get(kernel);
        if (loop != null) {
          names.add(loop.getClass().getName());
        }
      }
    }
    return names;
  }
}
