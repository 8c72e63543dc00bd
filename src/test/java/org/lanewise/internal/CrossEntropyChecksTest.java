package org.lanewise.internal;

import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.CrossEntropyRows;

/** What is refused of the results per row and of classes along rows. */
class CrossEntropyChecksTest {

  private static final int ROWS = 4;
  private static final int CLASSES = 5;

  private final MatrixView logits = matrix();
  private final int[] labels = {0, 4, 2, 1};

  private static MatrixView matrix() {
    return MatrixView.of(new float[ROWS * CLASSES], 0, ROWS, CLASSES, CLASSES);
  }

  private void check(CrossEntropyRows rows) {
    CrossEntropyChecks.check(
        logits, labels, null, null, null, null, rows, null, CrossEntropyOptions.DEFAULT);
  }

  private void refusedRows(Class<? extends Throwable> type, CrossEntropyRows rows, Object word) {
    refused(type, () -> check(rows), word);
  }

  @Test
  void resultsOfRowsThatFitAreGood() {
    check(CrossEntropyRows.NONE);
    check(
        CrossEntropyRows.NONE
            .withLosses(new float[ROWS])
            .withLogSumExps(new float[ROWS])
            .withWeights(new float[] {0f, 1f, Float.MAX_VALUE, Float.MIN_VALUE})
            .withArgMax(new int[ROWS])
            .withCorrect(new int[1]));
  }

  @Test
  void resultsOfRowsThatAreTooShortAreRefused() {
    Class<IndexOutOfBoundsException> type = IndexOutOfBoundsException.class;
    CrossEntropyRows none = CrossEntropyRows.NONE;
    refusedRows(type, none.withLosses(new float[ROWS - 1]), "rows.losses");
    refusedRows(type, none.withLogSumExps(new float[ROWS - 1]), "rows.logSumExps");
    refusedRows(type, none.withWeights(new float[ROWS - 1]), "rows.weights");
    refusedRows(type, none.withArgMax(new int[ROWS - 1]), "rows.argMax");
    refusedRows(type, none.withCorrect(new int[0]), "rows.correct");
  }

  @Test
  void arraysThatMeetAreRefused() {
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    CrossEntropyRows none = CrossEntropyRows.NONE;
    float[] floats = new float[ROWS];
    String same = "rows.logSumExps is the array";
    refusedRows(type, none.withLosses(floats).withLogSumExps(floats), same);
    refusedRows(type, none.withWeights(floats).withLogSumExps(floats), same);
    refused(
        type,
        () ->
            CrossEntropyChecks.check(
                logits,
                labels,
                null,
                floats,
                null,
                null,
                none.withLogSumExps(floats),
                null,
                CrossEntropyOptions.DEFAULT),
        same);
    refusedRows(type, none.withArgMax(labels), "rows.argMax is the array of the labels");
    refusedRows(type, none.withCorrect(labels), "rows.correct is the array of the labels");
    int[] ints = new int[ROWS];
    refusedRows(type, none.withCorrect(ints).withArgMax(ints), "rows.correct is the array");
    refused(
        type,
        () ->
            CrossEntropyChecks.check(
                logits,
                null,
                matrix(),
                null,
                null,
                null,
                none.withCorrect(new int[1]),
                null,
                CrossEntropyOptions.DEFAULT),
        "there are no labels");
    float[] data = (float[]) logits.memory();
    refusedRows(type, none.withLosses(data), "logits lies in the array rows.losses");
    refusedRows(type, none.withLogSumExps(data), "logits lies in the array rows.logSumExps");
  }

  @Test
  void weightsOfRowsAreFiniteAndNotNegative() {
    float[] wrong = {-Float.MIN_VALUE, Float.POSITIVE_INFINITY, Float.NaN, -1f};
    for (int row = 0; row < ROWS; row++) {
      for (float weight : wrong) {
        float[] weights = new float[ROWS + 1];
        weights[row] = weight;
        refusedRows(
            IllegalArgumentException.class,
            CrossEntropyRows.NONE.withWeights(weights),
            "rows.weights[" + row + "] is " + weight);
      }
    }
    // What lies behind the rows is nobody's business.
    float[] longer = new float[ROWS + 1];
    longer[ROWS] = Float.NaN;
    check(CrossEntropyRows.NONE.withWeights(longer));
  }

  private static void along(int rows, int cols, int classes, int[] labels) {
    MatrixView view = new MatrixView(MemorySegment.ofArray(new byte[4]), null, 0, rows, cols, cols);
    CrossEntropyChecks.check(
        view,
        labels,
        null,
        null,
        null,
        null,
        CrossEntropyRows.NONE,
        null,
        CrossEntropyOptions.DEFAULT.withClassesAlongRows(classes));
  }

  @Test
  void classesAlongRowsDivideTheRows() {
    along(6, 2, 3, new int[] {0, 1, 2, 0});
    refused(
        IllegalArgumentException.class,
        () -> along(7, 2, 3, new int[4]),
        "logits has 7 rows, no multiple of classesAlongRows, 3");
    refused(
        IndexOutOfBoundsException.class,
        () -> along(6, 2, 3, new int[3]),
        "labels: offset 0 and length 4");
    refused(
        IndexOutOfBoundsException.class,
        () -> along(6, 2, 3, new int[] {0, 1, 3, 0}),
        "labels[2] is 3, not a class in 0 … 2");
    refused(
        IllegalArgumentException.class,
        () -> along(2, Integer.MAX_VALUE, 1, new int[1]),
        "logits has 4294967294 rows of classes, too many");
    refused(
        IndexOutOfBoundsException.class,
        () -> along(1, Integer.MAX_VALUE, 1, new int[1]),
        "length 2147483647");
  }
}
