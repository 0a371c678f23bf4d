/**
 * Projects and streams made from a seed, and the JUnit extension that runs a test over many seeds.
 * {@link dev.lockstep.testkit.random.RandomDifferential} puts them together: one seed, one project,
 * one stream, two engines, and a shrunken stream where they differ.
 */
@NullMarked
package dev.lockstep.testkit.random;

import org.jspecify.annotations.NullMarked;
