package org.lanewise.internal;

import java.io.Serializable;

/**
 * An operation of the vector path: a lambda that holds nothing but constants and further
 * operations. Serializable, so that {@link Flattener} can find its code; nobody writes it anywhere.
 */
public interface Operation extends Serializable {}
