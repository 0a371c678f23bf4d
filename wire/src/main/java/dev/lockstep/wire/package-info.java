/**
 * Codecs: CSV, JSON, XML, properties and binary forms of detached event blocks, and the journal
 * file.
 */
@NullMarked
package dev.lockstep.wire;

import org.jspecify.annotations.NullMarked;
