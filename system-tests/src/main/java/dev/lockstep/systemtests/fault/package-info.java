/**
 * What can be done to real processes, one class a kind. A fault hurts and says whom it has hurt;
 * getting everybody back to work is the stage's part, the same for all of them.
 */
@NullMarked
package dev.lockstep.systemtests.fault;

import org.jspecify.annotations.NullMarked;
