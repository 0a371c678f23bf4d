package dev.lockstep.model.project;

/**
 * The primary index of a window (semantics 2.0). The other hash names are read as {@link #HASH}.
 */
public enum IndexType {
    HASH,
    RBTREE,
    EMPTY,
    /** On disk. */
    HLEVELDB
}
