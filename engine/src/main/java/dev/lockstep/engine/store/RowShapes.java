package dev.lockstep.engine.store;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.expression.code.ClassFactory;
import java.util.ArrayList;
import java.util.List;
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
        keyTest(
                "hasNullKey",
                "EventBlock b, int i",
                "b, i",
                "",
                f -> "if (b.isNull(" + f + ", i)) return true;\n",
                false);
        hash(
                "hash",
                "EventBlock b, int i, StringPool p",
                "b, i, p",
                "",
                f -> column("b", f) + "[i]");
        hash(
                "hashSlot",
                "RowTable t, int s, StringPool p",
                "t, s, p",
                "int c = s >>> RowTable.SHIFT; int r = s & RowTable.MASK;\n",
                f -> cell("t", f, "[c][r]"));
        keyTest(
                "same",
                "RowTable t, int s, EventBlock b, int i, StringPool p",
                "t, s, b, i, p",
                "int c = s >>> RowTable.SHIFT; int r = s & RowTable.MASK;\n",
                f ->
                        "if (!("
                                + equal(f, cell("t", f, "[c][r]"), column("b", f) + "[i]")
                                + ")) return false;\n",
                true);
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
        moveKey("putKey", "EventBlock b, int i, RowTable t, int s", "b, i, t, s", true);
        moveKey("getKey", "RowTable t, int s, EventBlock b, int i", "t, s, b, i", false);
        compare();
    }

    /** Key fields in pieces that a method handles. */
    private List<List<Integer>> keyPieces() {
        List<List<Integer>> pieces = new ArrayList<>();
        for (int k = 0; k < schema.keyCount(); k++) {
            if (k % FIELDS_A_METHOD == 0) {
                pieces.add(new ArrayList<>());
            }
            pieces.getLast().add(schema.key(k));
        }
        return pieces;
    }

    private static void each(StringBuilder s, List<Integer> fields, IntFunction<String> code) {
        fields.forEach(f -> s.append(code.apply(f)));
    }

    /**
     * Writes a method whose code for a field may return.
     *
     * @param result what it returns if no field did
     */
    private void keyTest(
            String name,
            String parameters,
            String arguments,
            String prologue,
            IntFunction<String> field,
            boolean result) {
        List<List<Integer>> pieces = keyPieces();
        for (int p = 0; p < pieces.size(); p++) {
            body.append("private static boolean ").append(name).append(p);
            body.append('(').append(parameters).append(") {\n").append(prologue);
            each(body, pieces.get(p), field);
            body.append("return ").append(result).append(";\n}\n");
        }
        body.append("public boolean ").append(name).append('(').append(parameters).append(") {\n");
        for (int p = 0; p < pieces.size(); p++) {
            body.append("if (").append(result ? "!" : "").append(name).append(p).append('(');
            body.append(arguments).append(")) return ").append(!result).append(";\n");
        }
        body.append("return ").append(result).append(";\n}\n");
    }

    private void moveKey(String name, String parameters, String arguments, boolean isPut) {
        List<List<Integer>> pieces = keyPieces();
        StringBuilder calls = new StringBuilder();
        for (int p = 0; p < pieces.size(); p++) {
            body.append("private static void ").append(name).append(p);
            body.append('(').append(parameters).append(") {\n");
            body.append("int c = s >>> RowTable.SHIFT; int r = s & RowTable.MASK;\n");
            each(body, pieces.get(p), f -> move(f, isPut));
            body.append("}\n");
            calls.append(name).append(p).append('(').append(arguments).append(");\n");
        }
        body.append("public void ").append(name).append('(').append(parameters).append(") {\n");
        body.append(calls).append("}\n");
    }

    private String move(int field, boolean isPut) {
        String stored = cell("t", field, "[c][r]");
        String value = column("b", field) + "[i]";
        return isPut ? stored + " = " + value + ";\n" : value + " = " + stored + ";\n";
    }

    private void hash(
            String name,
            String parameters,
            String arguments,
            String prologue,
            IntFunction<String> value) {
        Storage first = schema.type(schema.key(0)).storage();
        if (schema.keyCount() == 1 && (first == Storage.INT || first == Storage.LONG)) {
            body.append("public int ").append(name).append('(').append(parameters);
            body.append(") {\n").append(prologue).append("return hashOfOne((long) ");
            body.append(value.apply(schema.key(0))).append(");\n}\n");
            return;
        }
        List<List<Integer>> pieces = keyPieces();
        StringBuilder calls = new StringBuilder();
        for (int p = 0; p < pieces.size(); p++) {
            body.append("private static long ").append(name).append(p).append("(long h, ");
            body.append(parameters).append(") {\n").append(prologue);
            each(body, pieces.get(p), f -> "h = mix(h ^ (" + bits(f, value) + "));\n");
            body.append("return h;\n}\n");
            calls.append("h = ").append(name).append(p).append("(h, ").append(arguments);
            calls.append(");\n");
        }
        body.append("public int ").append(name).append('(').append(parameters).append(") {\n");
        body.append("long h = ").append(schema.keyCount()).append("L;\n").append(calls);
        body.append("return (int) (h >>> 32);\n}\n");
    }

    private String bits(int field, IntFunction<String> value) {
        String v = value.apply(field);
        return switch (schema.type(field).storage()) {
            case INT -> "(long) " + v;
            case LONG -> v;
            case DOUBLE -> "keyBits(" + v + ")";
            case BYTES -> "(long) p.hash(" + v + ")";
        };
    }

    private String equal(int field, String a, String b) {
        return switch (schema.type(field).storage()) {
            case INT, LONG -> a + " == " + b;
            case DOUBLE -> "keyBits(" + a + ") == keyBits(" + b + ")";
            case BYTES -> "p.same(" + a + ", " + b + ")";
        };
    }

    private void compare() {
        String parameters = "(RowTable t, int a, int z, StringPool p) {\n";
        List<List<Integer>> pieces = keyPieces();
        StringBuilder calls = new StringBuilder();
        for (int p = 0; p < pieces.size(); p++) {
            body.append("private static int compareKeys").append(p).append(parameters);
            body.append("int c = a >>> RowTable.SHIFT; int r = a & RowTable.MASK;\n");
            body.append("int d = z >>> RowTable.SHIFT; int q = z & RowTable.MASK;\nint v;\n");
            each(body, pieces.get(p), f -> "v = " + order(f) + ";\nif (v != 0) return v;\n");
            body.append("return 0;\n}\n");
            calls.append("v = compareKeys").append(p).append("(t, a, z, p);\n");
            calls.append("if (v != 0) return v;\n");
        }
        body.append("public int compareKeys").append(parameters).append("int v;\n").append(calls);
        body.append("return 0;\n}\n");
    }

    private String order(int field) {
        String x = cell("t", field, "[c][r]");
        String y = cell("t", field, "[d][q]");
        return switch (schema.type(field).storage()) {
            case INT, LONG -> x + " < " + y + " ? -1 : " + x + " > " + y + " ? 1 : 0";
            case DOUBLE -> "Double.compare(" + x + " + 0.0, " + y + " + 0.0)";
            case BYTES -> "p.compare(" + x + ", " + y + ")";
        };
    }
}
