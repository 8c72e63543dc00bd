package org.lanewise.jmh.probe;

import static org.lanewise.jmh.probe.ProbeSpecies.FLOATS;
import static org.lanewise.jmh.probe.ProbeSpecies.INDEX;
import static org.lanewise.jmh.probe.ProbeSpecies.INTS;
import static org.lanewise.jmh.probe.ProbeSpecies.MASK;
import static org.lanewise.jmh.probe.ProbeSpecies.REVERSE;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Operations of the Vector API that are probed, each as a step of a chain: the result of one is the
 * input of the next, so that none can be left out and their latency shows.
 */
public enum Operation {
  FMA("fma", "a·b + c", 2) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.fma(b, c);
    }
  },
  ADD("add", "a + b", 1) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.add(b);
    }
  },
  MUL("mul", "a·b", 1) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.mul(b);
    }
  },
  DIV("div", "c ÷ a", 1) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return c.div(a);
    }
  },
  // The addition keeps the chain from ending at 1, where a square root may be cheaper.
  SQRT("sqrt", "√a + b; the addition is not counted", 1) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.sqrt().add(b);
    }
  },
  MAX("max", "maximum of a and b, NaN and −0 as in Math.max", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.max(b);
    }
  },
  COMPARE_BLEND("compare and blend", "a < b ? c : a", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.blend(c, a.compare(VectorOperators.LT, b));
    }
  },
  MASKED_ADD("masked add", "a + b in every other lane", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.add(b, MASK);
    }
  },
  // No addition of integers: twelve steps of it are more than C2 takes into one method, and it
  // boxes.
  ROTATE("rotate", "the bits of a rotated by 1", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.reinterpretAsInts().lanewise(VectorOperators.ROL, 1).reinterpretAsFloats();
    }
  },
  CONVERT("convert", "float to int and back", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return (FloatVector)
          a.convertShape(VectorOperators.F2I, INTS, 0).convertShape(VectorOperators.I2F, FLOATS, 0);
    }
  },
  REARRANGE("rearrange", "lanes in reverse order", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.rearrange(REVERSE);
    }
  },
  COMPRESS("compress", "every other lane to the front", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.compress(MASK);
    }
  },
  REDUCE_ADD("reduce add", "sum of the lanes, to all lanes", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return ProbeSpecies.all(a.reduceLanes(VectorOperators.ADD));
    }
  },
  REDUCE_MAX("reduce max", "maximum of the lanes, to all lanes", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return ProbeSpecies.all(a.reduceLanes(VectorOperators.MAX));
    }
  },
  LOAD("load", "a + load from the L1 cache", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.add(FloatVector.fromArray(FLOATS, ring, at));
    }
  },
  MASKED_LOAD("masked load", "a + masked load", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.add(FloatVector.fromArray(FLOATS, ring, at, MASK));
    }
  },
  GATHER("gather", "a + gather of every third element", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.add(FloatVector.fromArray(FLOATS, ring, at, INDEX, 0));
    }
  },
  STORE("store", "a + b, stored to the L1 cache", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      FloatVector sum = a.add(b);
      sum.intoArray(ring, at);
      return sum;
    }
  },
  MASKED_STORE("masked store", "a + b, every other lane stored", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      FloatVector sum = a.add(b);
      sum.intoArray(ring, at, MASK);
      return sum;
    }
  },
  SCATTER("scatter", "a + b, scattered to every third element", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      FloatVector sum = a.add(b);
      sum.intoArray(ring, at, INDEX, 0);
      return sum;
    }
  },
  EXP("lanewise exp", "the JVM's own exponential of −|a|", 0) {
    @Override
    FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at) {
      return a.abs().neg().lanewise(VectorOperators.EXP);
    }
  };

  private final String label;
  private final String formula;
  private final int flops;

  Operation(String label, String formula, int flops) {
    this.label = label;
    this.formula = formula;
    this.flops = flops;
  }

  /** The next value of a chain; {@code ring} and {@code at} are for operations on memory. */
  abstract FloatVector step(FloatVector a, FloatVector b, FloatVector c, float[] ring, int at);

  /** As it stands in results. */
  public String label() {
    return label;
  }

  /** What it computes. */
  public String formula() {
    return formula;
  }

  /** Floating-point operations of a lane, 0 where they are not what is asked for. */
  public int flops() {
    return flops;
  }

  /** Whether it is one of the arithmetic operations that have a peak. */
  public boolean isArithmetic() {
    return flops > 0;
  }

  /** The operation with this label. */
  public static Operation of(String label) {
    return Arrays.stream(values())
        .filter(operation -> operation.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "operation is \"" + label + "\", not one of " + labels()));
  }

  /** All labels. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Operation::label).toList();
  }
}
