package org.lanewise.conformance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads NumPy's {@code .npy} files: little-endian, C order, the types of the test vectors. */
final class Npy {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern HEADER =
      Pattern.compile(
          "'descr': *'([^']+)', *'fortran_order': *(True|False), *'shape': *\\(([0-9, ]*)\\)");

  private Npy() {}

  /**
   * Reads a file.
   *
   * @param type the type that the index names; a file of bfloat16 says uint16 of itself
   */
  static Tensor read(Path file, String type) throws IOException {
    try {
      return parse(Files.readAllBytes(file), type);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  static Tensor parse(byte[] file, String type) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    bytes.get(magic);
    require(Arrays.equals(magic, MAGIC), "not an npy file");
    int version = bytes.get();
    bytes.get(); // the minor version means nothing
    byte[] text = new byte[version == 1 ? bytes.getShort() & 0xffff : bytes.getInt()];
    bytes.get(text);
    String header = new String(text, StandardCharsets.UTF_8);
    Matcher found = HEADER.matcher(header);
    require(found.find(), "unknown header " + header);
    require(found.group(2).equals("False"), "not in C order");
    String description = found.group(1);
    require(description.equals(description(type)), "type " + description + ", not that of " + type);

    int[] shape =
        Arrays.stream(found.group(3).split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    double[] values = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    int width = description.charAt(2) - '0';
    require(
        bytes.remaining() == values.length * width,
        bytes.remaining() + " bytes for " + values.length + " elements");
    for (int i = 0; i < values.length; i++) {
      values[i] = element(bytes, type);
    }
    return new Tensor(shape, values);
  }

  private static String description(String type) {
    return switch (type) {
      case "float64" -> "<f8";
      case "float32" -> "<f4";
      case "float16" -> "<f2";
      case "bfloat16" -> "<u2";
      case "int64" -> "<i8";
      case "int32" -> "<i4";
      case "int8" -> "|i1";
      case "uint8" -> "|u1";
      case "bool" -> "|b1";
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }

  private static double element(ByteBuffer bytes, String type) {
    return switch (type) {
      case "float64" -> bytes.getDouble();
      case "float32" -> bytes.getFloat();
      case "float16" -> Float.float16ToFloat(bytes.getShort());
      case "bfloat16" -> Float.intBitsToFloat(bytes.getShort() << 16);
      case "int64" -> exact(bytes.getLong());
      case "int32" -> bytes.getInt();
      case "int8" -> bytes.get();
      case "uint8", "bool" -> bytes.get() & 0xff;
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }

  private static double exact(long value) {
    require((long) (double) value == value, value + " does not fit into double");
    return value;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
