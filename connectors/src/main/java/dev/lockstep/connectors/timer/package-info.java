/**
 * The timer connector: events at regular times, said as due times, so that a virtual clock need not
 * wait.
 */
@NullMarked
package dev.lockstep.connectors.timer;

import org.jspecify.annotations.NullMarked;
