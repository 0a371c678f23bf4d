/**
 * The contract of windows and what all kinds share: inputs, steps, blocks, bad events, and {@link
 * dev.lockstep.engine.window.Resolver}, which turns any stream into a canonical one. One
 * sub-package a kind.
 */
@NullMarked
package dev.lockstep.engine.window;

import org.jspecify.annotations.NullMarked;
