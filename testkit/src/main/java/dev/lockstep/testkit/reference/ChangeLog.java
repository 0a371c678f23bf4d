package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes that one cause makes to a stateful window's rows, in order. Those of one key leave as
 * one, at the place of the first; under retention tracking what retention did leaves apart.
 */
final class ChangeLog {
    private static final class Entry {
        final List<@Nullable Object> key;
        final @Nullable List<@Nullable Object> before;
        @Nullable List<@Nullable Object> after;
        boolean isRetentionOnly;

        /** Whether only this window's own retention made it. */
        boolean isExpiry;

        Entry(
                List<@Nullable Object> key,
                @Nullable List<@Nullable Object> before,
                @Nullable List<@Nullable Object> after,
                boolean retention) {
            this.key = key;
            this.before = before;
            this.after = after;
            this.isRetentionOnly = retention;
        }
    }

    private final boolean tracking;
    private final List<Entry> entries = new ArrayList<>();

    ChangeLog(boolean tracking) {
        this.tracking = tracking;
    }

    /** The key's row was {@code before} and is {@code after}; null means there is none. */
    void add(
            List<@Nullable Object> key,
            @Nullable List<@Nullable Object> before,
            @Nullable List<@Nullable Object> after,
            boolean retention) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry known = entries.get(i);
            if (known.key.equals(key)) {
                if (tracking && known.isRetentionOnly != retention) {
                    break;
                }
                known.after = after;
                known.isRetentionOnly &= retention;
                known.isExpiry = false;
                return;
            }
        }
        entries.add(new Entry(key, before, after, retention));
    }

    /** The window's own retention gave the row up. */
    void expire(List<@Nullable Object> key, List<@Nullable Object> before) {
        int entriesBefore = entries.size();
        add(key, before, null, true);
        if (entries.size() > entriesBefore) {
            entries.get(entriesBefore).isExpiry = true;
        }
    }

    /** Arriving changes first, then what retention gave up, unless its key came again later. */
    private List<Entry> inOrderOfLeaving() {
        List<Entry> first = new ArrayList<>();
        List<Entry> last = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry e = entries.get(i);
            boolean comesAgain =
                    entries.subList(i + 1, entries.size()).stream()
                            .anyMatch(later -> later.key.equals(e.key));
            (e.isExpiry && !comesAgain ? last : first).add(e);
        }
        first.addAll(last);
        return first;
    }

    /** What leaves the window, then forgets it. */
    List<Change> drain() {
        List<Change> out = new ArrayList<>();
        for (Entry e : inOrderOfLeaving()) {
            byte flags = e.isRetentionOnly ? EventFlags.RETENTION : EventFlags.NORMAL;
            List<@Nullable Object> before = e.before;
            List<@Nullable Object> after = e.after;
            if (before == null && after != null) {
                out.add(new Change(Opcode.INSERT, flags, after, null));
            } else if (before != null && after != null) {
                out.add(new Change(Opcode.UPDATE, flags, after, before));
            } else if (before != null) {
                out.add(new Change(Opcode.DELETE, flags, before, null));
            }
        }
        entries.clear();
        return out;
    }
}
