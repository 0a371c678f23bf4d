/** The journal: the ordered entries of which a project's state and output are a pure function. */
@NullMarked
package dev.lockstep.api.journal;

import org.jspecify.annotations.NullMarked;
