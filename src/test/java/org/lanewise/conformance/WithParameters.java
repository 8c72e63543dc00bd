package org.lanewise.conformance;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lanewise.ArrayMap;
import org.lanewise.ArrayZip;

/** Kernels with parameters, which a case gives as attributes. */
final class WithParameters {

  private WithParameters() {}

  /** A map with one parameter. */
  @FunctionalInterface
  interface OneMap {
    /** Calls the kernel. */
    void apply(float[] src, int srcOffset, float[] dst, int dstOffset, int length, float p);
  }

  /** A map with two parameters. */
  @FunctionalInterface
  interface TwoMap {
    /** Calls the kernel. */
    void apply(
        float[] src, int srcOffset, float[] dst, int dstOffset, int length, float p, float q);
  }

  /** A gradient with one parameter. */
  @FunctionalInterface
  interface OneZip {
    /** Calls the kernel. */
    void apply(
        float[] src,
        int srcOffset,
        float[] dy,
        int dyOffset,
        float[] dx,
        int dxOffset,
        int length,
        float p);
  }

  /** A gradient with two parameters. */
  @FunctionalInterface
  interface TwoZip {
    /** Calls the kernel. */
    void apply(
        float[] src,
        int srcOffset,
        float[] dy,
        int dyOffset,
        float[] dx,
        int dxOffset,
        int length,
        float p,
        float q);
  }

  static Function<Case, ArrayMap> mapWith(OneMap kernel, ToDoubleFunction<Case> p) {
    return c -> {
      float first = (float) p.applyAsDouble(c);
      return (src, srcOffset, dst, dstOffset, length) ->
          kernel.apply(src, srcOffset, dst, dstOffset, length, first);
    };
  }

  static Function<Case, ArrayMap> mapWith(
      TwoMap kernel, ToDoubleFunction<Case> p, ToDoubleFunction<Case> q) {
    return c -> {
      float first = (float) p.applyAsDouble(c);
      float second = (float) q.applyAsDouble(c);
      return (src, srcOffset, dst, dstOffset, length) ->
          kernel.apply(src, srcOffset, dst, dstOffset, length, first, second);
    };
  }

  static Function<Case, ArrayZip> zipWith(OneZip kernel, ToDoubleFunction<Case> p) {
    return c -> {
      float first = (float) p.applyAsDouble(c);
      return (src, srcOffset, dy, dyOffset, dx, dxOffset, length) ->
          kernel.apply(src, srcOffset, dy, dyOffset, dx, dxOffset, length, first);
    };
  }

  static Function<Case, ArrayZip> zipWith(
      TwoZip kernel, ToDoubleFunction<Case> p, ToDoubleFunction<Case> q) {
    return c -> {
      float first = (float) p.applyAsDouble(c);
      float second = (float) q.applyAsDouble(c);
      return (src, srcOffset, dy, dyOffset, dx, dxOffset, length) ->
          kernel.apply(src, srcOffset, dy, dyOffset, dx, dxOffset, length, first, second);
    };
  }

  /** An attribute, under one of its names in the two suites. */
  static ToDoubleFunction<Case> attribute(double otherwise, String... names) {
    return c -> c.number(otherwise, names);
  }

  /** A bound, which is an attribute in PyTorch's cases and a scalar input in those of ONNX. */
  static ToDoubleFunction<Case> bound(double otherwise, String torchName, int onnxPosition) {
    return c ->
        c.hasInput(torchName, onnxPosition)
            ? c.input(torchName, onnxPosition).values()[0]
            : c.number(otherwise, torchName);
  }
}
