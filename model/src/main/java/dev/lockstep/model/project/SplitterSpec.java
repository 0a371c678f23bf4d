package dev.lockstep.model.project;

import org.jspecify.annotations.Nullable;

/** {@code splitter-expr}: decides the slot of each output event. */
public record SplitterSpec(Located expression, @Nullable InitSpec init) {}
