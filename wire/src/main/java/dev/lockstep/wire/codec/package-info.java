/**
 * What all codecs share: {@link dev.lockstep.wire.codec.EventDecoder} puts rows into a {@link
 * dev.lockstep.wire.codec.RowTarget}, {@link dev.lockstep.wire.codec.EventEncoder} turns blocks
 * into bytes; one value's text form is the same in CSV, XML, JSON and properties.
 */
@NullMarked
package dev.lockstep.wire.codec;

import org.jspecify.annotations.NullMarked;
