package dev.lockstep.api.state;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that means nothing between steps, so that a snapshot leaves it out. Every other
 * field that a step changes is state, and a test looks whether a restored engine has it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Scratch {}
