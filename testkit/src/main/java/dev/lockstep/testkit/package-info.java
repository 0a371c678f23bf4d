/**
 * What proves an engine, written without looking at one: {@link dev.lockstep.testkit.reference}
 * interprets a project naively, {@link dev.lockstep.testkit.random} makes projects and streams,
 * {@link dev.lockstep.testkit.scenario} holds traces worked out by hand. An engine plugs in behind
 * {@link dev.lockstep.testkit.EngineUnderTest}; {@link dev.lockstep.testkit.DifferentialCheck} and
 * {@link dev.lockstep.testkit.WindowVerifier} judge it.
 */
@NullMarked
package dev.lockstep.testkit;

import org.jspecify.annotations.NullMarked;
