package org.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NpyTest {

  @Test
  void eachType() {
    check("float64", "<f8", data(16).putDouble(-0.1).putDouble(Double.NaN), -0.1, Double.NaN);
    check("float32", "<f4", data(8).putFloat(-0f).putFloat(Float.MIN_VALUE), -0.0, 0x1p-149);
    check(
        "float16",
        "<f2",
        data(4).putShort((short) 0x3c01).putShort((short) 1),
        1 + 0x1p-10,
        0x1p-24);
    check(
        "bfloat16",
        "<u2",
        data(4).putShort((short) 0x3f81).putShort((short) 0xff80),
        1 + 0x1p-7,
        Double.NEGATIVE_INFINITY);
    check("int64", "<i8", data(16).putLong(-100).putLong(1L << 53), -100, 0x1p53);
    check("int32", "<i4", data(8).putInt(-100).putInt(Integer.MAX_VALUE), -100, Integer.MAX_VALUE);
    check("int8", "|i1", data(2).put((byte) -100).put((byte) 127), -100, 127);
    check("uint8", "|u1", data(2).put((byte) 200).put((byte) 1), 200, 1);
    check("bool", "|b1", data(2).put((byte) 0).put((byte) 1), 0, 1);
  }

  private static ByteBuffer data(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void check(String type, String description, ByteBuffer data, double... expected) {
    Tensor tensor = Npy.parse(file(description, "False", "(2,)", data), type);
    assertArrayEquals(expected, tensor.values(), type);
    assertEquals(1, tensor.rank(), type);
    assertEquals(2, tensor.dimension(-1), type);
  }

  @Test
  void shapes() {
    assertEquals(0, Npy.parse(file("<f4", "False", "()", data(4).putFloat(1)), "float32").rank());
    Tensor none = Npy.parse(file("<f4", "False", "(2, 0, 4)", data(0)), "float32");
    assertEquals(0, none.size());
    assertEquals(new Tensor.Lines(2, 0, 4), none.lines(1));
    assertEquals(new Tensor.Lines(2, 0, 4), none.lines(-2));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    refuses("an npy file", new byte[128], "float32");
    refuses("in C order", file("<f4", "True", "(1,)", data(4).putFloat(1)), "float32");
    refuses("type <f4", file("<f4", "False", "(1,)", data(4).putFloat(1)), "int32");
    refuses("4 bytes for 2", file("<f4", "False", "(2,)", data(4).putFloat(1)), "float32");
    refuses(
        "fit into double", file("<i8", "False", "(1,)", data(8).putLong(1L << 53 | 1)), "int64");
  }

  private static void refuses(String message, byte[] file, String type) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Npy.parse(file, type));
    assertEquals(true, e.getMessage().contains(message), e.getMessage());
  }

  /** A file of version 1.0 with what was put into {@code data}. */
  static byte[] file(String description, String fortran, String shape, ByteBuffer data) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
            .formatted(description, fortran, shape);
    byte[] file = new byte[10 + header.length() + data.flip().remaining()];
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) header.length())
        .put(header.getBytes(StandardCharsets.US_ASCII))
        .put(data);
    return file;
  }
}
