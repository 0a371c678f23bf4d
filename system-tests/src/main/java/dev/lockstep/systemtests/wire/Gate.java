package dev.lockstep.systemtests.wire;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One direction of a wire: open, slow or shut. What has come to a shut gate waits there, and goes
 * on when it opens, as what TCP sends again does behind a real cut. Safe for use by several
 * threads.
 */
public final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isShut;
    private long delayNanos;
    private long nanosPerByte;

    /** Lets everything through at once. */
    public void open() {
        set(false, 0, 0);
    }

    /** Lets nothing through. */
    public void shut() {
        set(true, 0, 0);
    }

    /**
     * Lets everything through, but late.
     *
     * @param delayMillis for each portion
     * @param bytesPerSecond of each connection; 0 for any number
     */
    public void slow(int delayMillis, int bytesPerSecond) {
        long second = TimeUnit.SECONDS.toNanos(1);
        set(
                false,
                TimeUnit.MILLISECONDS.toNanos(delayMillis),
                bytesPerSecond == 0 ? 0 : second / bytesPerSecond);
    }

    private void set(boolean shut, long delay, long perByte) {
        lock.lock();
        try {
            isShut = shut;
            delayNanos = delay;
            nanosPerByte = perByte;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when so many bytes may go on. */
    void pass(int bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long began = System.nanoTime();
            while (true) {
                if (isShut) {
                    changed.await();
                    continue;
                }
                long left = began + delayNanos + bytes * nanosPerByte - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
