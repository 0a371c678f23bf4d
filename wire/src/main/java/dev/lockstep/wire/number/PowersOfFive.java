package dev.lockstep.wire.number;

import java.math.BigInteger;

/**
 * The first 128 bits of 5^q for each exponent that a double can need: truncated for positive q,
 * rounded up for negative ones, as the algorithm of Eisel and Lemire wants them.
 */
final class PowersOfFive {
    static final int MIN = -342;
    static final int MAX = 308;

    private static final long[] HIGH = new long[MAX - MIN + 1];
    private static final long[] LOW = new long[MAX - MIN + 1];

    static {
        for (int q = MIN; q <= MAX; q++) {
            BigInteger bits = q < 0 ? reciprocal(-q) : power(q);
            HIGH[q - MIN] = bits.shiftRight(64).longValue();
            LOW[q - MIN] = bits.longValue();
        }
    }

    private PowersOfFive() {}

    private static BigInteger power(int q) {
        BigInteger power = BigInteger.valueOf(5).pow(q);
        return power.shiftLeft(128 - power.bitLength());
    }

    private static BigInteger reciprocal(int q) {
        BigInteger power = BigInteger.valueOf(5).pow(q);
        int z = power.subtract(BigInteger.ONE).bitLength();
        int shift = q <= 27 ? z + 127 : 2 * z + 128;
        BigInteger bits = BigInteger.ONE.shiftLeft(shift).divide(power).add(BigInteger.ONE);
        int surplus = bits.bitLength() - 128;
        return surplus > 0 ? bits.shiftRight(surplus) : bits;
    }

    static long high(int q) {
        return HIGH[q - MIN];
    }

    static long low(int q) {
        return LOW[q - MIN];
    }
}
