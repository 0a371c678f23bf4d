package dev.lockstep.wire.bytes;

/** Bytes that are all there, such as a record of a message bus. Used again; one thread. */
public final class ByteRange implements ByteInput {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int at;
    private int end;

    /** Begins anew with these bytes, which are not copied. */
    public ByteRange set(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
        return this;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        int left = end - at;
        if (left == 0) {
            return -1;
        }
        int count = Math.min(left, length);
        System.arraycopy(bytes, at, into, from, count);
        at += count;
        return count;
    }

    @Override
    public int expectedBytes() {
        return end - at;
    }

    @Override
    public void await() {
        // no more will come
    }

    @Override
    public void close() {
        set(NOTHING, 0, 0);
    }
}
