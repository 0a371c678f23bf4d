/**
 * The file and socket connector. {@link dev.lockstep.connectors.fs.FsConnector} describes it,
 * {@link dev.lockstep.connectors.fs.FsPublisher} reads, {@link
 * dev.lockstep.connectors.fs.FsSubscriber} writes; formats are those of the wire module.
 */
@NullMarked
package dev.lockstep.connectors.fs;

import org.jspecify.annotations.NullMarked;
