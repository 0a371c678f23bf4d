/** Numbers as text, exactly: parsing rounds correctly, printing shows the exact binary value. */
@NullMarked
package dev.lockstep.wire.number;

import org.jspecify.annotations.NullMarked;
