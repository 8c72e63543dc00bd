package org.lanewise.jmh.peers;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Functions of native libraries. */
final class Functions {

  private Functions() {}

  /** A function of a library. */
  static MethodHandle find(SymbolLookup library, String name, FunctionDescriptor signature) {
    return Linker.nativeLinker()
        .downcallHandle(
            library
                .find(name)
                .orElseThrow(() -> new IllegalStateException("the library has no " + name)),
            signature);
  }

  /** What a call threw, as an exception that nobody declares. */
  static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException(cause);
  }
}
