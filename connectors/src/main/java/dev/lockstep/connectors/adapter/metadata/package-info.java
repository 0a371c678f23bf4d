/**
 * Questions for schemas over a topic of metadata, and their answers. The published system has such
 * topics; what their records hold is not public, so this form is our own (docs, formats).
 */
@NullMarked
package dev.lockstep.connectors.adapter.metadata;

import org.jspecify.annotations.NullMarked;
