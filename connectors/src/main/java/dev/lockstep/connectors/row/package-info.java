/**
 * What connectors of several classes do with rows: {@link dev.lockstep.connectors.row.RowFormat}
 * reads the properties of formats and makes codecs, {@link dev.lockstep.connectors.row.BlockCutter}
 * cuts decoded rows into blocks.
 */
@NullMarked
package dev.lockstep.connectors.row;

import org.jspecify.annotations.NullMarked;
