package dev.lockstep.model.project;

import dev.lockstep.api.error.Location;

/** Trimmed text and the place of its first character. */
public record Located(String text, Location where) {}
