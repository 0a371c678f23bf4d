/** What is counted while it happens: recorded without locks, read by whoever asks for metrics. */
@NullMarked
package dev.lockstep.server.measure;

import org.jspecify.annotations.NullMarked;
