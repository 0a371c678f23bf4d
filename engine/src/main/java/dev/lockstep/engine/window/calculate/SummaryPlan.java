package dev.lockstep.engine.window.calculate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's use of the algorithm Summary: the variable, the length of the window, and for each
 * output field a statistic or the input field of the same name.
 */
public final class SummaryPlan {
    private static final int NO_FIELD = -1;

    private final Schema input;
    private final Schema output;
    private final int variable;
    private final int windowLength;
    private final int[] passed;
    private final @Nullable Statistic[] statistics;

    private SummaryPlan(
            Schema input,
            Schema output,
            int variable,
            int windowLength,
            int[] passed,
            @Nullable Statistic[] statistics) {
        this.input = input;
        this.output = output;
        this.variable = variable;
        this.windowLength = windowLength;
        this.passed = passed;
        this.statistics = statistics;
    }

    /** Null after an error, which is added to {@code problems}. */
    public static @Nullable SummaryPlan of(
            WindowSpec spec, WindowKind.Calculate kind, Schema input, List<Problem> problems) {
        Reader reader = new Reader(spec, kind, input, problems);
        SummaryPlan plan = reader.read();
        return reader.isSound ? plan : null;
    }

    int windowLength() {
        return windowLength;
    }

    boolean isMissing(EventBlock in, int i) {
        return in.isNull(variable, i);
    }

    /** The variable's value as a double, meaningless if it is missing. */
    double value(EventBlock in, int i) {
        FieldType type = input.type(variable);
        return switch (type.storage()) {
            case INT -> in.ints(variable)[i];
            case DOUBLE -> in.doubles(variable)[i];
            default -> {
                long whole = in.longs(variable)[i];
                yield type == FieldType.MONEY ? whole / (double) FieldType.MONEY_SCALE : whole;
            }
        };
    }

    /** Writes the key fields of row {@code r}; all others become null. */
    void writeKey(EventBlock in, int i, EventBlock out, int r) {
        out.clearNulls(r);
        for (int f = 0; f < passed.length; f++) {
            if (output.field(f).isKey()) {
                pass(in, i, out, r, f);
            } else {
                out.setNull(f, r);
            }
        }
    }

    /** Writes row {@code r}: the fields passed on, and the statistics as they were summed up. */
    void write(EventBlock in, int i, Summary summary, EventBlock out, int r) {
        out.clearNulls(r);
        for (int f = 0; f < passed.length; f++) {
            Statistic s = statistics[f];
            if (s == null) {
                pass(in, i, out, r, f);
            } else if (summary.isNull(s)) {
                out.setNull(f, r);
            } else {
                put(summary.value(s), out, r, f);
            }
        }
    }

    private void pass(EventBlock in, int i, EventBlock out, int r, int f) {
        int from = passed[f];
        if (in.isNull(from, i)) {
            out.setNull(f, r);
            return;
        }
        switch (output.type(f).storage()) {
            case INT, BYTES -> out.ints(f)[r] = in.ints(from)[i];
            case LONG -> out.longs(f)[r] = in.longs(from)[i];
            case DOUBLE -> out.doubles(f)[r] = in.doubles(from)[i];
        }
    }

    /** Whole numbers are truncated; one cannot hold what is not finite, and is null then. */
    private void put(double value, EventBlock out, int r, int f) {
        Storage storage = output.type(f).storage();
        if (storage == Storage.DOUBLE) {
            out.doubles(f)[r] = value;
        } else if (!Double.isFinite(value)) {
            out.setNull(f, r);
        } else if (storage == Storage.LONG) {
            out.longs(f)[r] = (long) value;
        } else {
            out.ints(f)[r] = (int) (long) value;
        }
    }

    /** Checks what the model says. */
    private static final class Reader {
        private final WindowSpec spec;
        private final WindowKind.Calculate kind;
        private final Schema input;
        private final Schema output;
        private final List<Problem> problems;
        private boolean isSound = true;

        Reader(WindowSpec spec, WindowKind.Calculate kind, Schema input, List<Problem> problems) {
            this.spec = spec;
            this.kind = kind;
            this.input = input;
            this.output = spec.schema();
            this.problems = problems;
        }

        private void refuse(Location where, String detail) {
            isSound = false;
            problems.add(Problem.error(EngineError.WRONG_CALCULATION, where, detail));
        }

        SummaryPlan read() {
            if (!kind.algorithm().equals("Summary")) {
                refuse(spec.where(), "Algorithm " + kind.algorithm() + " is not known.");
            }
            @Nullable Statistic[] statistics = statistics();
            return new SummaryPlan(
                    input, output, variable(), windowLength(), passed(statistics), statistics);
        }

        private int variable() {
            for (Map.Entry<String, Located> e : kind.inputMap().entrySet()) {
                if (!e.getKey().equals("input")) {
                    refuse(e.getValue().where(), "Summary has no input " + e.getKey() + ".");
                }
            }
            Located name = kind.inputMap().get("input");
            if (name == null) {
                refuse(spec.where(), "The input map does not name Summary's input.");
                return NO_FIELD;
            }
            int f = input.ordinal(name.text());
            if (f < 0 || input.type(f).storage() == Storage.BYTES) {
                refuse(name.where(), name.text() + " is no number field of the input.");
            }
            return f;
        }

        private int windowLength() {
            int length = 0;
            for (Map.Entry<String, Located> e : kind.parameters().entrySet()) {
                Located value = e.getValue();
                if (e.getKey().equals("windowLength")) {
                    length = windowLength(value);
                } else {
                    refuse(value.where(), "Summary has no parameter " + e.getKey() + ".");
                }
            }
            return length;
        }

        private int windowLength(Located value) {
            long most = SummaryLimits.WINDOW.defaultValue();
            long length = -1;
            try {
                length = Long.parseLong(value.text());
            } catch (NumberFormatException e) {
                // said below
            }
            if (length < 0 || length > most) {
                refuse(
                        value.where(),
                        "windowLength is "
                                + value.text()
                                + "; it is a number from 0 to "
                                + most
                                + ".");
                return 0;
            }
            return (int) length;
        }

        private @Nullable Statistic[] statistics() {
            @Nullable Statistic[] all = new @Nullable Statistic[output.size()];
            for (Map.Entry<String, Located> e : kind.outputMap().entrySet()) {
                Location where = e.getValue().where();
                String field = e.getValue().text();
                Statistic s = Statistic.named(e.getKey());
                int f = output.ordinal(field);
                if (s == null) {
                    refuse(
                            where,
                            "Summary has no output "
                                    + e.getKey()
                                    + "; it has "
                                    + Statistic.names()
                                    + ".");
                } else if (f < 0 || !canHold(output.field(f))) {
                    refuse(
                            where,
                            field
                                    + " is no field of type int32, int64 or double outside the key"
                                    + " of the window.");
                } else if (all[f] != null) {
                    refuse(where, "Two outputs are to go to field " + field + ".");
                } else {
                    all[f] = s;
                }
            }
            return all;
        }

        private static boolean canHold(Field f) {
            return !f.isKey()
                    && (f.type() == FieldType.INT32
                            || f.type() == FieldType.INT64
                            || f.type() == FieldType.DOUBLE);
        }

        /** The input field of each output field that is no statistic. */
        private int[] passed(@Nullable Statistic[] statistics) {
            int[] from = new int[output.size()];
            for (int f = 0; f < from.length; f++) {
                Field field = output.field(f);
                from[f] = statistics[f] == null ? input.ordinal(field.name()) : NO_FIELD;
                if (statistics[f] != null) {
                    continue;
                }
                if (from[f] < 0 || input.type(from[f]) != field.type()) {
                    refuse(
                            spec.where(),
                            "Field "
                                    + field.name()
                                    + " is neither in the output map nor a field"
                                    + " of the input with the same type.");
                } else if (field.isKey() != input.field(from[f]).isKey()) {
                    refuse(spec.where(), "The key is not that of the input: " + field.name() + ".");
                }
            }
            for (Field f : input.fields()) {
                if (f.isKey() && output.ordinal(f.name()) < 0) {
                    refuse(spec.where(), "The key is not that of the input: " + f.name() + ".");
                }
            }
            return from;
        }
    }
}
