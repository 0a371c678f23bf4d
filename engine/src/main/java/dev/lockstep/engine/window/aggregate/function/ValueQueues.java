package dev.lockstep.engine.window.aggregate.function;

import java.util.Arrays;

/**
 * Queues of values, by group, in chunks from a common store: a group of few rows costs one chunk,
 * one of many never copies.
 */
final class ValueQueues {
    private static final int NONE = -1;
    private static final int CHUNK = 32;

    private long[][] chunks = {};
    private int[] nextChunk = {};
    private int chunkCount;
    private int freeChunk = NONE;

    private int[] headChunk = {};
    private int[] headAt = {};
    private int[] tailChunk = {};
    private int[] tailAt = {};
    private long[] sizes = {};

    /** Takes one value after another. */
    interface Visitor {
        void visit(long value);
    }

    void grow(int groups) {
        int from = sizes.length;
        headChunk = Arrays.copyOf(headChunk, groups);
        headAt = Arrays.copyOf(headAt, groups);
        tailChunk = Arrays.copyOf(tailChunk, groups);
        tailAt = Arrays.copyOf(tailAt, groups);
        sizes = Arrays.copyOf(sizes, groups);
        Arrays.fill(headChunk, from, groups, NONE);
        Arrays.fill(tailChunk, from, groups, NONE);
    }

    long size(int group) {
        return sizes[group];
    }

    /** The oldest value; there must be one. */
    long head(int group) {
        return chunks[headChunk[group]][headAt[group]];
    }

    void add(int group, long value) {
        int tail = tailChunk[group];
        if (tail == NONE || tailAt[group] == CHUNK) {
            int fresh = allocate();
            if (tail == NONE) {
                headChunk[group] = fresh;
                headAt[group] = 0;
            } else {
                nextChunk[tail] = fresh;
            }
            tail = fresh;
            tailChunk[group] = fresh;
            tailAt[group] = 0;
        }
        chunks[tail][tailAt[group]++] = value;
        sizes[group]++;
    }

    /** Forgets the oldest value. */
    void removeHead(int group) {
        if (--sizes[group] == 0) {
            release(headChunk[group]);
            headChunk[group] = NONE;
            tailChunk[group] = NONE;
        } else if (++headAt[group] == CHUNK) {
            int empty = headChunk[group];
            headChunk[group] = nextChunk[empty];
            headAt[group] = 0;
            release(empty);
        }
    }

    void clear(int group) {
        for (int c = headChunk[group]; c != NONE; ) {
            int after = c == tailChunk[group] ? NONE : nextChunk[c];
            release(c);
            c = after;
        }
        headChunk[group] = NONE;
        tailChunk[group] = NONE;
        sizes[group] = 0;
    }

    /** Oldest first. */
    void forEach(int group, Visitor visitor) {
        int c = headChunk[group];
        int at = headAt[group];
        for (long left = sizes[group]; left > 0; left--) {
            if (at == CHUNK) {
                c = nextChunk[c];
                at = 0;
            }
            visitor.visit(chunks[c][at++]);
        }
    }

    private int allocate() {
        if (freeChunk != NONE) {
            int c = freeChunk;
            freeChunk = nextChunk[c];
            return c;
        }
        if (chunkCount == chunks.length) {
            int length = Math.max(16, chunkCount * 2);
            chunks = Arrays.copyOf(chunks, length);
            nextChunk = Arrays.copyOf(nextChunk, length);
        }
        chunks[chunkCount] = new long[CHUNK];
        return chunkCount++;
    }

    private void release(int c) {
        nextChunk[c] = freeChunk;
        freeChunk = c;
    }
}
