package org.lanewise.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One test vector: an operator with its attributes, inputs and expected outputs.
 *
 * @param suite where it comes from
 * @param name its name in the index
 * @param operator the operator, as the suite calls it
 * @param attributes the attributes, defaults included
 * @param inputs the inputs, in the operator's order; absent ones have no file
 * @param outputs the expected outputs
 */
record Case(
    Suite suite,
    String name,
    String operator,
    Map<String, JsonNode> attributes,
    List<Value> inputs,
    List<Value> outputs) {

  /**
   * An input or output.
   *
   * @param name its name; empty if it is absent
   * @param type the type of its elements
   * @param file where they are; null if it is absent
   */
  record Value(String name, String type, Path file) {

    boolean isPresent() {
      return file != null;
    }

    Tensor read() {
      try {
        return Npy.read(file, type);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** All cases of a suite. */
  static List<Case> load(Path vectors, Suite suite) {
    Path folder = vectors.resolve(suite.toString());
    List<Case> cases = new ArrayList<>();
    try {
      for (JsonNode node : new ObjectMapper().readTree(folder.resolve("index.json").toFile())) {
        Map<String, JsonNode> attributes = new HashMap<>();
        node.path("default_attributes").forEachEntry(attributes::put);
        node.path("attributes").forEachEntry(attributes::put);
        cases.add(
            new Case(
                suite,
                node.required("name").asText(),
                node.required("op_type").asText(),
                attributes,
                values(folder, node.required("inputs")),
                values(folder, node.required("outputs"))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static List<Value> values(Path folder, JsonNode nodes) {
    List<Value> values = new ArrayList<>();
    for (JsonNode node : nodes) {
      JsonNode file = node.required("file");
      values.add(
          new Value(
              node.required("name").asText(),
              node.required("dtype").asText(),
              file.isNull() ? null : folder.resolve(file.asText())));
    }
    return values;
  }

  /** Whether an attribute is given, under one of its names in the two suites. */
  boolean has(String... names) {
    return attribute(names) != null;
  }

  double number(double otherwise, String... names) {
    JsonNode value = attribute(names);
    return value == null ? otherwise : value.asDouble();
  }

  String text(String otherwise, String... names) {
    JsonNode value = attribute(names);
    return value == null ? otherwise : value.asText();
  }

  private JsonNode attribute(String... names) {
    for (String name : names) {
      JsonNode value = attributes.get(name);
      if (value != null && !value.isNull()) {
        return value;
      }
    }
    return null;
  }

  /** Whether there is an input of this name, which only PyTorch's cases know. */
  boolean hasInput(String torchName) {
    return position(torchName, inputs.size()) < inputs.size();
  }

  /** Whether there is an input that PyTorch's cases name and ONNX' have at a position. */
  boolean hasInput(String torchName, int onnxPosition) {
    int position = position(torchName, onnxPosition);
    return position < inputs.size() && inputs.get(position).isPresent();
  }

  Tensor input(String torchName) {
    return inputs.get(position(torchName, inputs.size())).read();
  }

  Tensor input(String torchName, int onnxPosition) {
    return inputs.get(position(torchName, onnxPosition)).read();
  }

  Tensor input(int position) {
    return inputs.get(position).read();
  }

  private int position(String torchName, int onnxPosition) {
    if (suite == Suite.ONNX) {
      return onnxPosition;
    }
    int position = 0;
    while (position < inputs.size() && !inputs.get(position).name().equals(torchName)) {
      position++;
    }
    return position;
  }

  /** The output of this name, or null. */
  Value output(String name) {
    return outputs.stream().filter(o -> o.name().equals(name)).findFirst().orElse(null);
  }

  @Override
  public String toString() {
    return suite + " " + name;
  }
}
