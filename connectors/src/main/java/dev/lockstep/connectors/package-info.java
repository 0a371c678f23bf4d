/** Built-in connectors, one package each, every one described by itself. */
@NullMarked
package dev.lockstep.connectors;

import org.jspecify.annotations.NullMarked;
