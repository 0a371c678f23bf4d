/**
 * Records in Avro: schemas from files, from a registry or made from a window, and the codec between
 * them and blocks. Depends on the library for schemas only; bytes are read here, within bounds.
 */
@NullMarked
package dev.lockstep.connectors.avro;

import org.jspecify.annotations.NullMarked;
