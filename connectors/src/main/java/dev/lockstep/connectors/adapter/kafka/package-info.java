/**
 * The transport {@code kafka}: windows' topics by their published names, schemas over the topic of
 * metadata, and groups of adapters of which one writes.
 */
@NullMarked
package dev.lockstep.connectors.adapter.kafka;

import org.jspecify.annotations.NullMarked;
