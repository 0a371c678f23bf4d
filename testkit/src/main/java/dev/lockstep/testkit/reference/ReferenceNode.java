package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.SplitterSpec;
import dev.lockstep.model.project.WindowSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A window in its query: its history, which undoes transactions, and its outgoing edges. */
final class ReferenceNode {
    /** One outgoing edge: the target and the number of the edge among the target's. */
    record Out(ReferenceNode target, int input, int slot) {}

    private final WindowContext context;
    private final List<Out> outs = new ArrayList<>();
    private final List<Cause> history = new ArrayList<>();
    private ReferenceWindow window;
    private long badEvents;

    /** What the causes of the current run bring, one list a cause. */
    private List<List<Cause.Arrival>> inbox = new ArrayList<>();

    ReferenceNode(WindowContext context) {
        this.context = context;
        this.window = context.create();
    }

    WindowSpec spec() {
        return context.spec();
    }

    void connect(ReferenceNode target, int input, int slot) {
        outs.add(new Out(target, input, slot));
    }

    void open(int causes) {
        inbox = new ArrayList<>();
        for (int i = 0; i < causes; i++) {
            inbox.add(new ArrayList<>());
        }
    }

    void deliver(int cause, int input, Change change) {
        inbox.get(cause).add(new Cause.Arrival(input, change));
    }

    /**
     * Applies what was delivered and routes what leaves.
     *
     * @param run the causes, without arrivals
     * @return what left, one list a cause
     */
    List<List<Change>> run(List<Cause> run, boolean isTransactional) {
        int remembered = history.size();
        long failures = 0;
        long faults = 0;
        long arrivals = 0;
        List<List<Change>> left = new ArrayList<>();
        for (int i = 0; i < run.size(); i++) {
            // the edges deliver in the order of their windows, a window wants the order of its
            // edges
            List<Cause.Arrival> sorted = new ArrayList<>(inbox.get(i));
            sorted.sort(Comparator.comparingInt(Cause.Arrival::input));
            arrivals += sorted.size();
            Cause frame = run.get(i);
            Cause cause = new Cause(frame.micros(), frame.ordinal(), frame.kind(), sorted);
            left.add(
                    sorted.isEmpty() && cause.kind() == Cause.Kind.EVENT
                            ? List.of()
                            : applied(cause));
            failures += window.takeFailures();
            faults += window.takeFaults();
        }
        if (isTransactional && failures > 0) {
            rollBack(remembered);
            badEvents += arrivals;
            return run.stream().map(c -> List.<Change>of()).toList();
        }
        badEvents += failures + faults;
        for (int i = 0; i < left.size(); i++) {
            for (Change c : left.get(i)) {
                route(i, c);
            }
        }
        return left;
    }

    private List<Change> applied(Cause cause) {
        history.add(cause);
        List<Change> out = new ArrayList<>(window.apply(cause));
        if (context.spec().isOutputInsertOnly()) {
            out.removeIf(c -> c.opcode() != Opcode.INSERT);
        }
        return out;
    }

    private void rollBack(int entries) {
        history.subList(entries, history.size()).clear();
        window = context.create();
        for (Cause c : history) {
            window.apply(c);
        }
        window.takeFailures();
        window.takeFaults();
    }

    private void route(int cause, Change c) {
        Integer slot = slot(c, c.row());
        List<@Nullable Object> old = c.old();
        Integer oldSlot = old == null ? slot : slot(c, old);
        for (Out o : outs) {
            boolean isTarget = slot != null && slot == o.slot();
            boolean wasTarget = oldSlot != null && oldSlot == o.slot();
            if (o.slot() == EdgeSpec.EVERY_SLOT || isTarget && wasTarget) {
                o.target().deliver(cause, o.input(), c);
            } else if (isTarget) {
                Change in = new Change(Opcode.INSERT, c.flags(), c.row(), null);
                o.target().deliver(cause, o.input(), in);
            } else if (wasTarget && old != null) {
                Change gone = new Change(Opcode.DELETE, c.flags(), old, null);
                o.target().deliver(cause, o.input(), gone);
            }
        }
    }

    private @Nullable Integer slot(Change c, List<@Nullable Object> row) {
        SplitterSpec splitter = context.spec().splitter();
        if (splitter == null) {
            return null;
        }
        String text = splitter.expression().text();
        Object value = context.evaluator().value(text, row, c.opcode(), c.flags());
        return value == null ? null : (Integer) ((Number) value).intValue();
    }

    List<List<@Nullable Object>> rows() {
        return window.rows();
    }

    long badEvents() {
        return badEvents;
    }
}
