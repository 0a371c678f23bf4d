package dev.lockstep.engine.store;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.expression.code.ClassFactory;
import java.util.function.IntFunction;

/** Writes the source of a {@link RowShape}. */
public final class RowShapes {
    /** Fields a generated method handles, so that none outgrows the compiler. */
    private static final int FIELDS_A_METHOD = 40;

    private static final String[] IMPORTS = {
        "dev.lockstep.api.block.EventBlock",
        "dev.lockstep.api.block.StringPool",
        "dev.lockstep.engine.store.RowTable",
        "dev.lockstep.engine.store.HashIndex"
    };

    private final Schema schema;
    private final StringBuilder body = new StringBuilder();

    private RowShapes(Schema schema) {
        this.schema = schema;
    }

    public static RowShape of(Schema schema) {
        return ClassFactory.instantiate(RowShape.class, new RowShapes(schema).write(), IMPORTS);
    }

    private String write() {
        keys();
        String slot = "int c = s >>> RowTable.SHIFT; int r = s & RowTable.MASK;\n";
        perField(
                "put",
                "EventBlock b, int i, RowTable t, int s",
                "b, i, t, s",
                slot,
                nullsOf("t.nulls[c]", "r", "b.nulls()", "i"),
                f -> cell("t", f, "[c][r]") + " = " + column("b", f) + "[i];\n");
        perField(
                "get",
                "RowTable t, int s, EventBlock b, int i",
                "t, s, b, i",
                slot,
                nullsOf("b.nulls()", "i", "t.nulls[c]", "r"),
                f -> column("b", f) + "[i] = " + cell("t", f, "[c][r]") + ";\n");
        perField(
                "copy",
                "EventBlock b, int i, EventBlock t, int s",
                "b, i, t, s",
                "",
                nullsOf("t.nulls()", "s", "b.nulls()", "i"),
                f -> column("t", f) + "[s] = " + column("b", f) + "[i];\n");
        perField(
                "fill",
                "RowTable t, int s, EventBlock b, int i",
                "t, s, b, i",
                slot,
                maskedNulls(),
                f ->
                        "if (b.isNull("
                                + f
                                + ", i)) "
                                + column("b", f)
                                + "[i] = "
                                + cell("t", f, "[c][r]")
                                + ";\n");
        return body.toString();
    }

    /** The null masks come last, since a field's move may ask for the mask that was there. */
    private void perField(
            String name,
            String parameters,
            String arguments,
            String prologue,
            String epilogue,
            IntFunction<String> field) {
        int parts = (schema.size() + FIELDS_A_METHOD - 1) / FIELDS_A_METHOD;
        for (int p = 0; p < parts; p++) {
            body.append("private static void ")
                    .append(name)
                    .append(p)
                    .append('(')
                    .append(parameters)
                    .append(") {\n");
            body.append(prologue);
            for (int f = p * FIELDS_A_METHOD;
                    f < Math.min(schema.size(), (p + 1) * FIELDS_A_METHOD);
                    f++) {
                body.append(field.apply(f));
            }
            body.append("}\n");
        }
        body.append("public void ").append(name).append('(').append(parameters).append(") {\n");
        for (int p = 0; p < parts; p++) {
            body.append(name).append(p).append('(').append(arguments).append(");\n");
        }
        body.append(prologue).append(epilogue).append("}\n");
    }

    private String nullsOf(String to, String toRow, String from, String fromRow) {
        int words = schema.nullWords();
        StringBuilder s = new StringBuilder();
        for (int w = 0; w < words; w++) {
            s.append(to)
                    .append('[')
                    .append(toRow)
                    .append(" * ")
                    .append(words)
                    .append(" + ")
                    .append(w)
                    .append("] = ");
            s.append(from)
                    .append('[')
                    .append(fromRow)
                    .append(" * ")
                    .append(words)
                    .append(" + ")
                    .append(w)
                    .append("];\n");
        }
        return s.toString();
    }

    private String maskedNulls() {
        return nullsOf("b.nulls()", "i", "t.nulls[c]", "r").replace("] = ", "] &= ");
    }

    private String column(String block, int field) {
        return block + "." + array(field) + "(" + field + ")";
    }

    private String cell(String table, int field, String at) {
        return table + "." + array(field) + "[" + field + "]" + at;
    }

    private String array(int field) {
        return switch (schema.type(field).storage()) {
            case INT, BYTES -> "ints";
            case LONG -> "longs";
            case DOUBLE -> "doubles";
        };
    }

    private void keys() {
        body.append("public boolean hasNullKey(EventBlock b, int i) {\nreturn false");
        for (int k = 0; k < schema.keyCount(); k++) {
            body.append(" || b.isNull(").append(schema.key(k)).append(", i)");
        }
        body.append(";\n}\n");
        body.append("public int hash(EventBlock b, int i, StringPool p) {\n");
        hashBody(f -> column("b", f) + "[i]");
        body.append("public int hashSlot(RowTable t, int s, StringPool p) {\n");
        body.append("int c = s >>> RowTable.SHIFT; int r = s & RowTable.MASK;\n");
        hashBody(f -> cell("t", f, "[c][r]"));
        body.append(
                "private static boolean same(RowTable t, int s, EventBlock b, int i, StringPool p)"
                        + " {\n");
        body.append("int c = s >>> RowTable.SHIFT; int r = s & RowTable.MASK;\nreturn true");
        for (int k = 0; k < schema.keyCount(); k++) {
            int f = schema.key(k);
            body.append(" && ").append(equal(f, cell("t", f, "[c][r]"), column("b", f) + "[i]"));
        }
        body.append(";\n}\n");
        body.append(
                        "public int find(HashIndex x, RowTable t, int h, EventBlock b, int i,"
                                + " StringPool p) {\n")
                .append("int s = x.segment(h); long[] e = x.entries(s);\nint o = x.first(s);\n")
                .append("int m = x.mask(s);\nint j = h & m;\n")
                .append("while (true) {\nlong v = e[o + j];\nif (v == 0L) return -1;\n")
                .append(
                        "if ((int) (v >>> 32) == h && same(t, (int) v - 1, b, i, p)) return (int) v"
                                + " - 1;\n")
                .append("j = (j + 1) & m;\n}\n}\n");
        moveKey("putKey(EventBlock b, int i, RowTable t, int s)", true);
        moveKey("getKey(RowTable t, int s, EventBlock b, int i)", false);
        compare();
    }

    private void moveKey(String method, boolean isPut) {
        body.append("public void ").append(method).append(" {\n");
        body.append("int c = s >>> RowTable.SHIFT; int r = s & RowTable.MASK;\n");
        for (int k = 0; k < schema.keyCount(); k++) {
            int f = schema.key(k);
            String stored = cell("t", f, "[c][r]");
            String value = column("b", f) + "[i]";
            body.append(isPut ? stored : value).append(" = ").append(isPut ? value : stored);
            body.append(";\n");
        }
        body.append("}\n");
    }

    private void hashBody(IntFunction<String> value) {
        Storage first = schema.type(schema.key(0)).storage();
        if (schema.keyCount() == 1 && (first == Storage.INT || first == Storage.LONG)) {
            body.append("return hashOfOne((long) " + value.apply(schema.key(0)) + ");\n}\n");
            return;
        }
        body.append("long h = ").append(schema.keyCount()).append("L;\n");
        for (int k = 0; k < schema.keyCount(); k++) {
            int f = schema.key(k);
            String v = value.apply(f);
            String bits =
                    switch (schema.type(f).storage()) {
                        case INT -> "(long) " + v;
                        case LONG -> v;
                        case DOUBLE -> "keyBits(" + v + ")";
                        case BYTES -> "(long) p.hash(" + v + ")";
                    };
            body.append("h = mix(h ^ (").append(bits).append("));\n");
        }
        body.append("return (int) (h >>> 32);\n}\n");
    }

    private String equal(int field, String a, String b) {
        return switch (schema.type(field).storage()) {
            case INT, LONG -> a + " == " + b;
            case DOUBLE -> "keyBits(" + a + ") == keyBits(" + b + ")";
            case BYTES -> "p.same(" + a + ", " + b + ")";
        };
    }

    private void compare() {
        body.append("public int compareKeys(RowTable t, int a, int z, StringPool p) {\n");
        body.append("int c = a >>> RowTable.SHIFT; int r = a & RowTable.MASK;\n");
        body.append("int d = z >>> RowTable.SHIFT; int q = z & RowTable.MASK;\nint v;\n");
        for (int k = 0; k < schema.keyCount(); k++) {
            int f = schema.key(k);
            String x = cell("t", f, "[c][r]");
            String y = cell("t", f, "[d][q]");
            Storage storage = schema.type(f).storage();
            body.append("v = ")
                    .append(
                            switch (storage) {
                                case INT, LONG ->
                                        x + " < " + y + " ? -1 : " + x + " > " + y + " ? 1 : 0";
                                case DOUBLE -> "Double.compare(" + x + " + 0.0, " + y + " + 0.0)";
                                case BYTES -> "p.compare(" + x + ", " + y + ")";
                            })
                    .append(";\nif (v != 0) return v;\n");
        }
        body.append("return 0;\n}\n");
    }
}
