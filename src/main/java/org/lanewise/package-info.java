/**
 * Neural-network kernels for inference engines: static calls over {@code float[]} and memory
 * segments, with the same bits on every CPU and a bound on every error.
 */
package org.lanewise;
