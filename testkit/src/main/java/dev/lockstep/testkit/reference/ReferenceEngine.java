package dev.lockstep.testkit.reference;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.testkit.EngineUnderTest;
import dev.lockstep.testkit.OutputEvent;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The naive interpreter. A normal block is taken apart and its events run through the whole query
 * one after the other; a transactional one runs window by window, so that each can refuse it.
 */
public final class ReferenceEngine implements EngineUnderTest {
    /** Opens references; they have no snapshots. */
    public static final Factory FACTORY =
            new Factory() {
                @Override
                public EngineUnderTest open(ProjectSpec project) {
                    return new ReferenceEngine(project);
                }

                @Override
                public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
                    throw new UnsupportedOperationException("the reference has no snapshots");
                }
            };

    private final ProjectSpec project;
    private final ReferenceExpressions expressions;
    private final Map<String, List<ReferenceNode>> queries = new LinkedHashMap<>();
    private final Map<String, ReferenceNode> nodes = new LinkedHashMap<>();
    private boolean isStarted;

    public ReferenceEngine(ProjectSpec project) {
        this(project, new NaiveExpressions());
    }

    public ReferenceEngine(ProjectSpec project, ReferenceExpressions expressions) {
        this.project = project;
        this.expressions = expressions;
    }

    private void start(long micros) {
        if (!isStarted) {
            isStarted = true;
            project.queries().forEach(q -> connect(q, micros));
        }
    }

    private void connect(QuerySpec query, long micros) {
        Map<String, ReferenceNode> byName = new LinkedHashMap<>();
        for (WindowSpec w : query.windows()) {
            List<EdgeSpec> edges = edgesTo(query, w.name());
            WindowContext context =
                    new WindowContext(
                            w,
                            edges.stream().map(e -> window(query, e.source())).toList(),
                            edges,
                            project.useRetentionTracking(),
                            edges.stream()
                                    .map(e -> window(query, e.source()))
                                    .map(new InsertOnly(query)::outputOf)
                                    .toList(),
                            micros,
                            expressions);
            byName.put(w.name(), new ReferenceNode(context));
        }
        for (WindowSpec w : query.windows()) {
            List<EdgeSpec> edges = edgesTo(query, w.name());
            for (int i = 0; i < edges.size(); i++) {
                EdgeSpec e = edges.get(i);
                node(byName, e.source()).connect(node(byName, w.name()), i, e.slot());
            }
            nodes.put(query.name() + "/" + w.name(), node(byName, w.name()));
        }
        queries.put(query.name(), sorted(query, byName));
    }

    private static ReferenceNode node(Map<String, ReferenceNode> byName, String name) {
        ReferenceNode node = byName.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no window " + name);
        }
        return node;
    }

    private static List<EdgeSpec> edgesTo(QuerySpec query, String name) {
        return query.edges().stream().filter(e -> e.target().equals(name)).toList();
    }

    private static WindowSpec window(QuerySpec query, String name) {
        return query.windows().stream()
                .filter(w -> w.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every window after the windows that feed it. */
    private static List<ReferenceNode> sorted(QuerySpec query, Map<String, ReferenceNode> byName) {
        List<String> done = new ArrayList<>();
        while (done.size() < byName.size()) {
            int before = done.size();
            for (String name : byName.keySet()) {
                boolean isReady =
                        edgesTo(query, name).stream().allMatch(e -> done.contains(e.source()));
                if (isReady && !done.contains(name)) {
                    done.add(name);
                }
            }
            if (done.size() == before) {
                throw new IllegalArgumentException("a cycle in query " + query.name());
            }
        }
        return done.stream().map(name -> node(byName, name)).toList();
    }

    @Override
    public Map<String, List<OutputEvent>> step(JournalEntry entry) {
        start(entry.timeMicros());
        Map<String, List<OutputEvent>> out = new LinkedHashMap<>();
        switch (entry) {
            case JournalEntry.Start s -> {}
            case JournalEntry.Block b -> block(b, out);
            case JournalEntry.Heartbeat h -> time(h.timeMicros(), Cause.Kind.HEARTBEAT, out);
            case JournalEntry.End e -> time(e.timeMicros(), Cause.Kind.END, out);
        }
        return out;
    }

    private void time(long micros, Cause.Kind kind, Map<String, List<OutputEvent>> out) {
        for (Map.Entry<String, List<ReferenceNode>> q : queries.entrySet()) {
            q.getValue().forEach(n -> n.open(1));
            run(q.getKey(), List.of(new Cause(micros, 0, kind, List.of())), false, out);
        }
    }

    private void block(JournalEntry.Block entry, Map<String, List<OutputEvent>> out) {
        EventBlock block = entry.block();
        List<Change> changes = new ArrayList<>();
        List<Cause> causes = new ArrayList<>();
        for (int r = 0; r < block.rows(); r++) {
            List<@Nullable Object> row = Rows.read(block, r, null);
            changes.add(new Change(block.opcodes()[r], block.flags()[r], row, null));
            causes.add(
                    new Cause(entry.timeMicros(), block.causes()[r], Cause.Kind.EVENT, List.of()));
        }
        int step = block.isTransactional() ? Math.max(1, causes.size()) : 1;
        for (int from = 0; from < causes.size(); from += step) {
            run(
                    entry.source(),
                    changes.subList(from, from + step),
                    causes.subList(from, from + step),
                    block.isTransactional(),
                    out);
        }
    }

    private void run(
            String source,
            List<Change> changes,
            List<Cause> causes,
            boolean isTransactional,
            Map<String, List<OutputEvent>> out) {
        String query = source.substring(0, source.indexOf('/'));
        ReferenceNode entrance = node(nodes, source);
        queries.getOrDefault(query, List.of()).forEach(n -> n.open(causes.size()));
        for (int i = 0; i < causes.size(); i++) {
            entrance.deliver(i, 0, changes.get(i));
        }
        run(query, causes, isTransactional, out);
    }

    private void run(
            String query,
            List<Cause> causes,
            boolean isTransactional,
            Map<String, List<OutputEvent>> out) {
        for (ReferenceNode n : queries.getOrDefault(query, List.of())) {
            List<List<Change>> left = n.run(causes, isTransactional);
            for (int i = 0; i < causes.size(); i++) {
                for (Change c : left.get(i)) {
                    out.computeIfAbsent(query + "/" + n.spec().name(), k -> new ArrayList<>())
                            .add(published(n.spec(), c, causes.get(i).ordinal()));
                }
            }
        }
    }

    private static OutputEvent published(WindowSpec w, Change c, int cause) {
        List<@Nullable Object> old = w.isCollapseUpdates() ? null : c.old();
        return new OutputEvent(c.opcode(), c.flags(), cause, c.row(), old);
    }

    @Override
    public List<List<@Nullable Object>> retained(String window) {
        return isStarted ? node(nodes, window).rows() : List.of();
    }

    @Override
    public long badEvents(String window) {
        return isStarted ? node(nodes, window).badEvents() : 0;
    }

    @Override
    public byte @Nullable [] snapshot() {
        return null;
    }

    @Override
    public void close() {}
}
