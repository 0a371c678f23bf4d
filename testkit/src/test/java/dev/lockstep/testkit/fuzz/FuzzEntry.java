package dev.lockstep.testkit.fuzz;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * A fuzz target of the project, as the launcher of the fuzzer takes it. A planted crash is armed
 * for one input of many, so that it takes many that come as far as the place of the crash.
 */
public final class FuzzEntry {
    private static final int RARITY = 499;
    private static final Object TARGET;
    private static final Method METHOD;
    private static boolean isArmed;

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

    static boolean isArmed() {
        return isArmed;
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) throws Throwable {
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
        }
    }
}
