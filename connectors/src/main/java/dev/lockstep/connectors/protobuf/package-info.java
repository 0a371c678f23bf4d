/**
 * Records in Protocol Buffers: message types from {@code .proto} files or sets of descriptors, and
 * the codec between messages and blocks.
 */
@NullMarked
package dev.lockstep.connectors.protobuf;

import org.jspecify.annotations.NullMarked;
