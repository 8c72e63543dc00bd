package org.lanewise.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lanewise.Matrix;

/**
 * A piece of memory of some kind for one operand, filled with sentinels, so that a write to a wrong
 * place is seen.
 */
public final class Region {

  /** Kinds of memory. */
  public enum Kind {
    /** A {@code float[]} as such. */
    ARRAY(true),
    /** Off the heap. */
    NATIVE(false),
    /** A file in memory. */
    MAPPED(false),
    /** A slice of a segment over a {@code float[]}. */
    FLOATS(true),
    /** A slice of a segment over a {@code float[]} that begins between two elements. */
    FLOATS_BETWEEN(true),
    /** A segment over a {@code byte[]}. */
    BYTES(true);

    private final boolean onHeap;

    Kind(boolean onHeap) {
      this.onHeap = onHeap;
    }

    /** Whether it is a segment. */
    public boolean isSegment() {
      return this != ARRAY;
    }

    /** Whether it lies on the heap. */
    public boolean isOnHeap() {
      return onHeap;
    }
  }

  /**
   * Where the elements of an operand lie.
   *
   * @param byteOffset of the first; a multiple of four in arrays
   * @param rows number of rows
   * @param cols number of columns
   * @param stride elements from row to row
   */
  public record Place(long byteOffset, int rows, int cols, int stride) {

    /** A single row. */
    public static Place row(long byteOffset, int n) {
      return new Place(byteOffset, 1, n, n);
    }

    /** Number of elements. */
    public int size() {
      return rows * cols;
    }

    long rowStart(int r) {
      return byteOffset + (long) r * stride * Float.BYTES;
    }
  }

  /** Room in front of the first place: more than the longest vector. */
  public static final int GUARD = 80;

  private static final byte SENTINEL = (byte) 0xb5;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Kind kind;
  private final float[] array;
  private final MemorySegment segment;
  private final MemorySegment sentinels;

  /** Memory for some floats and the guards around them. */
  public Region(Kind kind, int floats) {
    this.kind = kind;
    int bytes = floats * Float.BYTES + 2 * GUARD;
    array = kind == Kind.ARRAY ? new float[bytes / Float.BYTES] : null;
    segment =
        switch (kind) {
          case ARRAY -> MemorySegment.ofArray(array);
          case NATIVE -> Arena.ofAuto().allocate(bytes, 64);
          case MAPPED -> mapped(bytes);
          case FLOATS -> MemorySegment.ofArray(new float[bytes / 4 + 5]).asSlice(20, bytes);
          case FLOATS_BETWEEN -> MemorySegment.ofArray(new float[bytes / 4 + 6]).asSlice(21, bytes);
          case BYTES -> MemorySegment.ofArray(new byte[bytes + 8]).asSlice(8, bytes);
        };
    sentinels = MemorySegment.ofArray(new byte[bytes]).fill(SENTINEL);
    segment.fill(SENTINEL);
  }

  private static MemorySegment mapped(int bytes) {
    try {
      Path file = Files.createTempFile("lanewise", ".floats");
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kind of memory. */
  public Kind kind() {
    return kind;
  }

  /** The array, null for segments. */
  public float[] array() {
    return array;
  }

  /** The segment; over the array for arrays. */
  public MemorySegment segment() {
    return segment;
  }

  /** The byte offset of element {@code index} behind the guard, and {@code extra} bytes. */
  public static long at(int index, int extra) {
    return GUARD + (long) index * Float.BYTES + extra;
  }

  /** The index in the array of a byte offset. */
  public static int index(long byteOffset) {
    return (int) (byteOffset / Float.BYTES);
  }

  /** The matrix at a place. */
  public Matrix matrix(Place place) {
    return array != null
        ? Matrix.of(array, index(place.byteOffset), place.rows, place.cols, place.stride)
        : Matrix.of(segment, place.byteOffset, place.rows, place.cols, place.stride);
  }

  /** Sentinels everywhere. */
  public void clear() {
    segment.fill(SENTINEL);
  }

  /** Sentinels everywhere but at a place, where the values go, densely row by row. */
  public void put(Place place, float[] values, int from) {
    clear();
    for (int r = 0; r < place.rows; r++) {
      MemorySegment.copy(
          values, from + r * place.cols, segment, FLOAT, place.rowStart(r), place.cols);
    }
  }

  /** The values at a place, densely row by row. */
  public float[] get(Place place) {
    float[] values = new float[place.size()];
    for (int r = 0; r < place.rows; r++) {
      MemorySegment.copy(segment, FLOAT, place.rowStart(r), values, r * place.cols, place.cols);
    }
    return values;
  }

  /** What has been written outside of a place, null if nothing. */
  public String writtenOutside(Place place) {
    long from = 0;
    if (place.size() > 0) {
      for (int r = 0; r < place.rows; r++) {
        String written = written(from, place.rowStart(r));
        if (written != null) {
          return written;
        }
        from = place.rowStart(r) + (long) place.cols * Float.BYTES;
      }
    }
    return written(from, segment.byteSize());
  }

  private String written(long from, long to) {
    long at = MemorySegment.mismatch(segment, from, to, sentinels, from, to);
    return at < 0 ? null : "a byte was written at " + (from + at) + " of " + this;
  }

  @Override
  public String toString() {
    return kind + " of " + segment.byteSize() + " bytes";
  }
}
