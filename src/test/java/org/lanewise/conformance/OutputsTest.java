package org.lanewise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a wrong result is found: a comparison that nothing fails proves nothing. */
class OutputsTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final Tolerance ONE_ULP = Tolerance.ulps(1);

  @TempDir Path folder;

  private final List<Case.Value> outputs = new ArrayList<>();
  private final Row row = new Row(null, "test", null);

  @Test
  void distance() throws IOException {
    expect("y", 1.0, 1.0);
    passes(1f, 1f + 0x1p-23f);
    fails("y[1]", 1f, 1f + 0x1p-22f);
    fails("y[0]", 1f - 0x1p-22f, 1f);
  }

  @Test
  void distanceOfSubnormals() throws IOException {
    expect("y", 0x1p-149, 0x1p-140);
    passes(0f, 0x1p-140f + 0x1p-149f);
    fails("y[1]", 0f, 0x1p-140f + 0x1p-148f);
  }

  @Test
  void distanceInHalfPrecision() throws IOException {
    write("y", "float16", "<f2", 2, data(2).putShort(Float.floatToFloat16(1f)));
    passes(1f + 0x1.8p-11f);
    fails("y[0]", 1f + 0x1p-9f);
  }

  @Test
  void specialValues() throws IOException {
    expect("y", NAN, INF, -INF, 1e39);
    float inf = Float.POSITIVE_INFINITY;
    passes(Float.NaN, inf, -inf, inf);
    fails("y[0]", 0f, inf, -inf, inf);
    fails("y[1]", Float.NaN, Float.NaN, -inf, inf);
    fails("y[2]", Float.NaN, inf, inf, inf);
    fails("y[3]", Float.NaN, inf, -inf, Float.MAX_VALUE);
  }

  @Test
  void numbersWhereNanIsExpectedAndTheOtherWay() throws IOException {
    expect("y", 1, NAN);
    fails("y[0]", Float.NaN, Float.NaN);
    fails("y[1]", 1f, 1f);
  }

  @Test
  void signOfZero() throws IOException {
    expect("y", 0.0, -0.0);
    passes(-0f, 0f);
    row.signedZeros();
    passes(0f, -0f);
    fails("y[0]", -0f, -0f);
    fails("y[1]", 0f, 0f);
  }

  @Test
  void numberOfElements() throws IOException {
    expect("y", 1, 2);
    fails("elements", 1f);
    fails("elements", 1f, 2f, 3f);
  }

  @Test
  void undefinedValuesAreNotCompared() throws IOException {
    expect("y", 1, 2);
    write("y_defined", "int8", "|i1", 1, data(2).put((byte) 1).put((byte) 0));
    passes(1f, 7f);
    fails("y[0]", 7f, 2f);
  }

  @Test
  void ownRulesStandIn() throws IOException {
    expect("y", NAN);
    expect("y_limit", 1);
    passes(1f);
    fails("y[0]", Float.NaN);
  }

  @Test
  void forgottenOutputs() throws IOException {
    expect("y", 1);
    expect("dx", 1);
    fails("dx is neither", 1f);
    Outputs compared = outputs();
    compared.first(new float[] {1}, ONE_ULP);
    compared.leaveOut("dx", "a reason");
    compared.leaveOut("dother", "not asked for");
    compared.finish();
    assertEquals(Map.of("dx", "a reason"), compared.leftOut());
  }

  private static ByteBuffer data(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void expect(String name, double... values) throws IOException {
    ByteBuffer data = data(Double.BYTES * values.length);
    for (double value : values) {
      data.putDouble(value);
    }
    write(name, "float64", "<f8", Double.BYTES, data);
  }

  private void write(String name, String type, String description, int width, ByteBuffer data)
      throws IOException {
    Path file = folder.resolve(name + ".npy");
    String shape = "(" + data.capacity() / width + ",)";
    Files.write(file, NpyTest.file(description, "False", shape, data));
    outputs.add(new Case.Value(name, type, file));
  }

  private Outputs outputs() {
    return new Outputs(new Case(Suite.TORCH, "test", "test", Map.of(), List.of(), outputs), row);
  }

  private void passes(float... actual) {
    Outputs compared = outputs();
    compared.first(actual, ONE_ULP);
    compared.finish();
  }

  private void fails(String message, float... actual) {
    Outputs compared = outputs();
    compared.first(actual, ONE_ULP);
    AssertionError e = assertThrows(AssertionError.class, compared::finish);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
