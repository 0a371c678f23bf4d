package dev.lockstep.engine;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.function.UserAggregate;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.window.EventText;
import dev.lockstep.engine.window.Resources;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A project under test: events go in as lines, output comes out as lines. Time is in seconds. */
final class Trial {
    private final ProjectSpec project;
    private final List<UserAggregate> functions;
    private final Resources resources;
    private final Engine engine;
    private final List<String> bad = new ArrayList<>();
    private long nowMicros = 1_000_000_000_000_000L;

    /**
     * @param project the query's windows and edges; the frame around them is made here
     */
    Trial(String projectAttributes, String windows, String edges) {
        this(projectAttributes, windows, edges, List.of());
    }

    /**
     * @param functions of the user
     */
    Trial(String projectAttributes, String windows, String edges, List<UserAggregate> functions) {
        this(project(projectAttributes, windows, edges), functions, Resources.standard());
        start();
    }

    /**
     * @param resources stores and bounds
     */
    Trial(String projectAttributes, String windows, String edges, Resources resources) {
        this(project(projectAttributes, windows, edges), List.of(), resources);
        start();
    }

    private Trial(ProjectSpec project, List<UserAggregate> functions, Resources resources) {
        this.project = project;
        this.functions = functions;
        this.resources = resources;
        engine =
                Engine.open(
                        project,
                        new EngineOptions(
                                b -> bad.add(b.code().code() + " " + b.window() + " " + b.text()),
                                t -> {},
                                resources,
                                functions));
    }

    private Trial(Trial saved) {
        this(saved.project, saved.functions, saved.resources);
        nowMicros = saved.nowMicros;
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        saved.engine.save(snapshot);
        engine.restore(new ByteArrayInputStream(snapshot.toByteArray()));
    }

    private void start() {
        engine.step(new JournalEntry.Start(nowMicros, 42, "", ""));
    }

    /** A project of one query {@code q}. */
    static ProjectSpec project(String projectAttributes, String windows, String edges) {
        String xml =
                "<project name='p' pubsub='auto' threads='1' "
                        + projectAttributes
                        + "><contqueries><contquery name='q'><windows>"
                        + windows
                        + "</windows><edges>"
                        + edges
                        + "</edges></contquery></contqueries></project>";
        return ProjectReader.read(
                        xml.getBytes(StandardCharsets.UTF_8),
                        "t.xml",
                        n -> null,
                        new ReadOptions(List.of(), false))
                .orThrow();
    }

    /** The same project in a new engine that goes on from a snapshot of this one. */
    Trial restored() {
        return new Trial(this);
    }

    Engine engine() {
        return engine;
    }

    List<String> bad() {
        return bad;
    }

    /** Collects a window's output from now on: {@code U 1,2 was 1,1}. */
    List<String> watch(String window, boolean wantsOld) {
        List<String> lines = new ArrayList<>();
        engine.subscribe(
                "q/" + window,
                b -> {
                    for (int i = 0; i < b.rows(); i++) {
                        lines.add(line(b, i));
                    }
                },
                wantsOld);
        return lines;
    }

    String line(EventBlock b, int i) {
        String text = text(b, i);
        String flags = EventFlags.text(b.flags()[i]);
        String head = Opcode.letter(b.opcodes()[i]) + (flags.equals("N") ? "" : flags) + " ";
        if (b.opcodes()[i] == Opcode.UPDATE && b.carriesOld()) {
            EventBlock old = b.old();
            old.opcodes()[i] = Opcode.UPDATE;
            return head + text + " was " + text(old, i);
        }
        return head + text;
    }

    private String text(EventBlock b, int i) {
        byte flags = b.flags()[i];
        b.flags()[i] = 0;
        String s = EventText.of(b, i, engine.pool()).substring(4);
        b.flags()[i] = flags;
        return s;
    }

    /** One block with these events: {@code I 1,IBM,10.5}; {@code IP} for a partial one. */
    Trial push(String window, String... events) {
        return push(window, false, events);
    }

    Trial pushWhole(String window, String... events) {
        return push(window, true, events);
    }

    private Trial push(String window, boolean isTransactional, String... events) {
        Schema schema = engine.schema("q/" + window);
        EventBlock block = EventBlock.detached(schema);
        BlockBuilder builder = new BlockBuilder(block, null);
        for (String e : events) {
            add(builder, schema, e);
        }
        block.transactional(isTransactional);
        engine.step(new JournalEntry.Block(nowMicros, "q/" + window, block));
        return this;
    }

    private static void add(BlockBuilder builder, Schema schema, String event) {
        int blank = event.indexOf(' ');
        String head = event.substring(0, blank);
        byte opcode = (byte) (" IUDPS".indexOf(head.charAt(0)));
        builder.row(opcode, head.length() > 1 ? EventFlags.PARTIAL : EventFlags.NORMAL);
        String[] values = event.substring(blank + 1).split(",", -1);
        for (int f = 0; f < Math.min(values.length, schema.size()); f++) {
            if (!values[f].isEmpty()) {
                set(builder, f, schema.type(f), values[f]);
            }
        }
    }

    private static void set(BlockBuilder builder, int f, FieldType type, String value) {
        switch (type.storage()) {
            case INT -> builder.set(f, Integer.parseInt(value));
            case LONG -> builder.set(f, Long.parseLong(value));
            case DOUBLE -> builder.set(f, Double.parseDouble(value));
            case BYTES -> builder.set(f, value);
        }
    }

    /** Lets seconds pass, with a heartbeat each. */
    Trial pass(int seconds) {
        for (int k = 0; k < seconds; k++) {
            nowMicros += 1_000_000;
            engine.step(new JournalEntry.Heartbeat(nowMicros));
        }
        return this;
    }

    List<String> retained(String window) {
        EventBlock b = engine.retained("q/" + window);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < b.rows(); i++) {
            lines.add(text(b, i));
        }
        return lines;
    }

    /** The rows that a subscriber who comes now is shown first. */
    List<String> shown(String window) {
        List<String> lines = new ArrayList<>();
        engine.snapshot(
                "q/" + window,
                b -> {
                    for (int i = 0; i < b.rows(); i++) {
                        lines.add(text(b, i));
                    }
                });
        return lines;
    }
}
