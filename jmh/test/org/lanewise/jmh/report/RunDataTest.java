package org.lanewise.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.Backend;

class RunDataTest {

  @TempDir private Path folder;

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("jmh", "report.schema.json")));
  }

  @Test
  void runsAreWhatTheSchemaSays() throws IOException {
    for (RunData run : List.of(SampleRuns.run("a", 1, 1), SampleRuns.unknown())) {
      JsonNode tree = RunData.mapper().readTree(run.json());
      assertEquals(Set.of(), schema().validate(tree));
    }
  }

  @Test
  void peersAreWhatTheSchemaSays() throws IOException {
    RunData run = SampleRuns.run("a", 1, 1);
    Measurement.Time time = Measurement.Time.of(List.of(List.of(270.0, 275.0)), false);
    Measurement.Rates rates =
        new Measurement.Rates(0.27, 29.6, null, null, null, null, null, null, null, 15.0);
    Measurement.Against against = new Measurement.Against(1.1, 2.29, null);
    Measurement peer =
        new Measurement(
            "peer", "sigmoid", "sleef", 32, 1, "", "1Ki", 1024L, 8192L, time, 0.0, rates, null,
            against);
    JsonNode tree = RunData.mapper().readTree(run.with("peers", List.of(peer)).json());
    assertEquals(Set.of(), schema().validate(tree));
    ((ObjectNode) tree.at("/measurements/0/against")).put("maxUlp", "much");
    assertFalse(schema().validate(tree).isEmpty());
  }

  @Test
  void schemaRefusesOtherThings() throws IOException {
    ObjectNode tree = (ObjectNode) RunData.mapper().readTree(SampleRuns.run("a", 1, 1).json());
    tree.put("version", 2);
    assertFalse(schema().validate(tree).isEmpty());
    tree.put("version", 1);
    tree.remove("facts");
    assertFalse(schema().validate(tree).isEmpty());
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    RunData run = SampleRuns.run("a", 3, 1.5);
    Path file = Files.writeString(folder.resolve("a.json"), run.json());
    assertEquals(run.json(), RunData.read(file).json());
  }

  @Test
  void factsAreFoundOrUnknown() throws IOException {
    Backend scalar = new Backend(false, 32, "x", "the module is not there.", "Add it.");
    Facts facts = FactFinder.find(scalar, FactFinder.jvm(List.of()));
    assertEquals(Runtime.getRuntime().availableProcessors(), facts.machine().available());
    assertFalse(
        facts.warnings().stream().filter(w -> w.contains("scalar path")).toList().isEmpty());
    JsonNode tree = RunData.mapper().valueToTree(facts);
    JsonNode run = RunData.mapper().readTree(SampleRuns.unknown().json());
    ((ObjectNode) run).set("facts", tree);
    assertEquals(Set.of(), schema().validate(run));
  }
}
