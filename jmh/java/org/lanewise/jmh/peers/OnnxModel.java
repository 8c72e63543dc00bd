package org.lanewise.jmh.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes an ONNX model, which is a message of protocol buffers: fields by number, as {@code
 * onnx.proto} lists them.
 */
final class OnnxModel {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final Message graph = new Message();

  OnnxModel() {
    graph.text(2, "graph");
  }

  /** Adds an input of floats. */
  OnnxModel input(String name, long... shape) {
    graph.message(11, value(name, FLOAT, shape));
    return this;
  }

  /** Adds an input of labels. */
  OnnxModel labels(String name, long... shape) {
    graph.message(11, value(name, INT64, shape));
    return this;
  }

  /** Adds an output of floats. */
  OnnxModel output(String name, long... shape) {
    graph.message(12, value(name, FLOAT, shape));
    return this;
  }

  /** Adds a constant. */
  OnnxModel constant(String name, float[] values, long... shape) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    Message tensor = new Message();
    for (long dimension : shape) {
      tensor.number(1, dimension);
    }
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
    return this;
  }

  /** Adds an operation. */
  OnnxModel node(String operation, String[] inputs, String[] outputs, Attribute... attributes) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    for (String output : outputs) {
      node.text(2, output);
    }
    node.text(4, operation);
    for (Attribute attribute : attributes) {
      node.message(5, attribute.message());
    }
    graph.message(1, node);
    return this;
  }

  /** An attribute of an operation: a whole number, or a text where that is not null. */
  record Attribute(String name, long number, String text) {

    private static final int TYPE_NUMBER = 2;
    private static final int TYPE_TEXT = 3;

    static Attribute of(String name, long number) {
      return new Attribute(name, number, null);
    }

    static Attribute of(String name, String text) {
      return new Attribute(name, 0, text);
    }

    private Message message() {
      Message message = new Message().text(1, name);
      return text == null
          ? message.number(3, number).number(20, TYPE_NUMBER)
          : message.text(4, text).number(20, TYPE_TEXT);
    }
  }

  /** The model's bytes. */
  byte[] bytes() {
    return new Message()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, OPSET))
        .toBytes();
  }

  private static Message value(String name, int elementType, long... shape) {
    Message dimensions = new Message();
    for (long dimension : shape) {
      dimensions.message(1, new Message().number(1, dimension));
    }
    Message tensor = new Message().number(1, elementType).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A message of protocol buffers. */
  private static final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3 | VARINT);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | LENGTH_DELIMITED);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toBytes());
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
