package dev.lockstep.testkit.fuzz;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A fuzz target of the project, as the launcher of the fuzzer takes it. A planted crash is armed
 * for one input of many, so that it takes many that come as far as the place of the crash. It comes
 * once: what is found after it is no plant. The run ends a while after it, however long it took.
 */
public final class FuzzEntry {
    private static final int RARITY = 499;
    private static final long NANOS_AFTER_CRASH =
            TimeUnit.SECONDS.toNanos(Integer.getInteger("lockstep.fuzz.seconds", 0));
    private static final AtomicBoolean HAS_CRASHED = new AtomicBoolean();
    private static final Object TARGET;
    private static final Method METHOD;
    private static volatile boolean isArmed;
    private static volatile long crashedAt;
    private static long inputs;
    private static long inputsToCrash;

    /** Ends the run, as the finding after which the fuzzer does not go on. */
    static final class TimeIsUp extends RuntimeException {
        TimeIsUp(long inputs, long inputsAfter) {
            super(inputs + " inputs, " + inputsAfter + " of them after the crash");
        }
    }

    static {
        try {
            Class<?> type = Class.forName(System.getProperty("lockstep.fuzz.class", ""));
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            TARGET = constructor.newInstance();
            METHOD =
                    type.getDeclaredMethod(
                            System.getProperty("lockstep.fuzz.method", ""), byte[].class);
            METHOD.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private FuzzEntry() {}

    /** Whether to crash here and now. */
    static boolean takeCrash() {
        if (!isArmed || !HAS_CRASHED.compareAndSet(false, true)) {
            return false;
        }
        crashedAt = System.nanoTime();
        return true;
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) throws Throwable {
        if (inputsToCrash > 0 && System.nanoTime() - crashedAt > NANOS_AFTER_CRASH) {
            throw new TimeIsUp(inputs, inputs - inputsToCrash);
        }
        inputs++;
        int sum = 0;
        for (byte b : data) {
            sum += b & 0xFF;
        }
        isArmed = sum % RARITY == RARITY / 2;
        try {
            METHOD.invoke(TARGET, (Object) data);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw cause == null ? e : cause;
        } finally {
            if (inputsToCrash == 0 && HAS_CRASHED.get()) {
                inputsToCrash = inputs;
            }
        }
    }
}
