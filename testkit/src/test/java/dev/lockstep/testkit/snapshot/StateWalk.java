package dev.lockstep.testkit.snapshot;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.window.aggregate.function.Accumulator;
import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks an engine that has worked, one restored from its snapshot and one that is new, field by
 * field, and reports what the work has changed and the restored engine lacks. Scalars must be
 * equal; of arrays, which may be longer than what they hold, the restored one must not be as the
 * new one's where the worked one's is not. Blocks are output or scratch, never state.
 */
final class StateWalk {
    /** Classes whose freed places keep what was in them; compared by what they write. */
    private static final List<String> KEEPING_RUBBISH =
            List.of("KeyedRows", "FactSide", "PulseStage", "Summary");

    private final List<String> missing = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    static List<String> missing(Object worked, Object restored, Object fresh) {
        StateWalk walk = new StateWalk();
        walk.object("engine", worked, restored, fresh);
        return walk.missing;
    }

    private void object(
            String path,
            @Nullable Object worked,
            @Nullable Object restored,
            @Nullable Object fresh) {
        if (worked == null || worked instanceof EventBlock || !seen.add(worked)) {
            return;
        }
        if (restored == null) {
            missing.add(path + " is null");
        } else if (worked.getClass().isArray()) {
            array(path, worked, restored, fresh);
        } else if (worked instanceof List<?> list) {
            list(path, list, (List<?>) restored, (List<?>) fresh);
        } else if (KEEPING_RUBBISH.contains(worked.getClass().getSimpleName())) {
            same(path, bytes(out -> save(worked, out)), bytes(out -> save(restored, out)));
        } else if (worked instanceof Accumulator a) {
            Accumulator b = (Accumulator) restored;
            int groups = Math.min(room(a), room(b));
            same(path, bytes(out -> a.save(out, groups)), bytes(out -> b.save(out, groups)));
        } else if (isOurs(worked.getClass())) {
            Object f = fresh != null && fresh.getClass() == worked.getClass() ? fresh : null;
            for (Class<?> c = worked.getClass(); isOurs(c); c = c.getSuperclass()) {
                fields(path, c, worked, restored, f);
            }
        }
    }

    /** Saves one part. */
    private interface Saving {
        void save(DataOutput out) throws IOException;
    }

    private static void save(Object part, DataOutput out) {
        try {
            Method save = part.getClass().getDeclaredMethod("save", DataOutput.class);
            save.setAccessible(true);
            save.invoke(part, out);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Saving part) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            part.save(new DataOutputStream(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    private void same(String path, byte[] worked, byte[] restored) {
        if (!Arrays.equals(worked, restored)) {
            missing.add(path + " writes other bytes");
        }
    }

    private static int room(Accumulator a) {
        try {
            Field capacity = Accumulator.class.getDeclaredField("capacity");
            capacity.setAccessible(true);
            return capacity.getInt(a);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOurs(@Nullable Class<?> type) {
        return type != null
                && type.getName().startsWith("dev.lockstep.")
                && !type.isEnum()
                && !type.isRecord()
                && !type.getName().startsWith("dev.lockstep.testkit.");
    }

    private void fields(
            String path, Class<?> type, Object worked, Object restored, @Nullable Object fresh) {
        for (Field f : type.getDeclaredFields()) {
            if (Modifier.isStatic(f.getModifiers()) || f.isAnnotationPresent(Scratch.class)) {
                continue;
            }
            f.setAccessible(true);
            String at = path + "." + f.getName();
            Object a = value(f, worked);
            Object b = value(f, restored);
            if (isScalar(f.getType())) {
                if (!Objects.equals(a, b)) {
                    missing.add(at + " is " + b + " rather than " + a);
                }
            } else {
                object(at, a, b, fresh == null ? null : value(f, fresh));
            }
        }
    }

    private static @Nullable Object value(Field f, Object owner) {
        try {
            return f.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isScalar(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || type == String.class;
    }

    private void list(String path, List<?> worked, List<?> restored, @Nullable List<?> fresh) {
        if (worked.size() != restored.size()) {
            missing.add(path + " has " + restored.size() + " rather than " + worked.size());
            return;
        }
        for (int k = 0; k < worked.size(); k++) {
            object(
                    path + "[" + k + "]",
                    worked.get(k),
                    restored.get(k),
                    fresh != null && k < fresh.size() ? fresh.get(k) : null);
        }
    }

    private void array(String path, Object worked, Object restored, @Nullable Object fresh) {
        if (!worked.getClass().getComponentType().isPrimitive()) {
            for (int k = 0; k < Array.getLength(worked); k++) {
                Object element = Array.get(worked, k);
                if (element instanceof String || element instanceof Enum<?>) {
                    continue;
                }
                object(path + "[" + k + "]", element, element(restored, k), element(fresh, k));
            }
        } else if (differs(worked, fresh) && !differs(restored, fresh)) {
            missing.add(path + " is as in a new engine");
        }
    }

    private static @Nullable Object element(@Nullable Object array, int k) {
        return array == null || k >= Array.getLength(array) ? null : Array.get(array, k);
    }

    /** Whether the array holds anything but what the new engine's holds, or zeros behind it. */
    private static boolean differs(Object array, @Nullable Object fresh) {
        for (int k = 0; k < Array.getLength(array); k++) {
            Object initial = element(fresh, k);
            Object value = Array.get(array, k);
            boolean isSame = initial == null ? isZero(value) : value.equals(initial);
            if (!isSame) {
                return true;
            }
        }
        return false;
    }

    private static boolean isZero(Object value) {
        return value instanceof Number n ? n.doubleValue() == 0 : Boolean.FALSE.equals(value);
    }
}
