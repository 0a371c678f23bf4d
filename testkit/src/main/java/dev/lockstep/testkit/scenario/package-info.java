/**
 * Traces worked out by hand: a project, its input and what has to leave each window, as data. Run
 * against the reference and against every engine by {@link
 * dev.lockstep.testkit.scenario.Scenario#mismatches}. {@link
 * dev.lockstep.testkit.scenario.Scenarios} lists them all.
 */
@NullMarked
package dev.lockstep.testkit.scenario;

import org.jspecify.annotations.NullMarked;
