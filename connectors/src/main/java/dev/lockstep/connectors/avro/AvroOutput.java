package dev.lockstep.connectors.avro;

import dev.lockstep.wire.bytes.ByteSink;

/** Appends values in Avro's binary encoding. */
final class AvroOutput {
    private AvroOutput() {}

    static void number(long value, ByteSink out) {
        long v = value << 1 ^ value >> 63;
        while ((v & ~0x7FL) != 0) {
            out.put((int) (v & 0x7F | 0x80));
            v >>>= 7;
        }
        out.put((int) v);
    }

    static void real(double value, ByteSink out) {
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < Double.BYTES; i++) {
            out.put((int) (bits >>> 8 * i));
        }
    }

    static void bytes(byte[] bytes, int from, int length, ByteSink out) {
        number(length, out);
        out.put(bytes, from, length);
    }
}
