package dev.lockstep.expression.eel;

/**
 * The source of one method as it grows. Where it would outgrow the just-in-time compiler, what is
 * there becomes a method of its own and a call takes its place. Buffers nest: {@link #open} starts
 * an inner one, {@link #close} appends it to the outer. Temporaries of an inner buffer are used in
 * it alone, so it may be moved as a whole.
 */
final class CodeBuffer {
    /** Characters of source a method holds before it is cut; far below 8000 bytes of byte code. */
    private static final int FULL = 6_000;

    /** Source shorter than this is not worth a call. */
    private static final int WORTH_A_CALL = 160;

    private final EelUnit unit;
    private final boolean mayCut;
    private StringBuilder out = new StringBuilder();

    /**
     * @param mayCut whether the variables of the method can be seen from other methods
     */
    CodeBuffer(EelUnit unit, boolean mayCut) {
        this.unit = unit;
        this.mayCut = mayCut;
    }

    StringBuilder out() {
        return out;
    }

    /** Starts an inner buffer; returns the outer one for {@link #close}. */
    StringBuilder open() {
        StringBuilder outer = out;
        out = new StringBuilder();
        return outer;
    }

    void close(StringBuilder outer) {
        outer.append(out);
        out = outer;
    }

    boolean isFull() {
        return mayCut && out.length() > FULL;
    }

    /** Whether the inner buffer had better not be appended to the outer as it is. */
    boolean overflows(StringBuilder outer) {
        return mayCut && out.length() > WORTH_A_CALL && outer.length() + out.length() > FULL;
    }

    /** Moves the source that computes a value; returns the value of the call. */
    Operand moveValue(Operand o) {
        if (o.kind() == Kind.NOTHING || o.kind() == Kind.REGEX) {
            return o;
        }
        boolean isCode = o.code() != null;
        String type = isCode ? "int" : o.kind().java();
        String name = unit.fresh("part");
        unit.addMember("private " + type + " " + name + "(EventBlock b, int i) {\n" + out);
        if (!o.isNeverNull()) {
            unit.addMember("nul = " + o.nul() + ";\n");
        }
        unit.addMember("return " + (isCode ? o.code() : o.value()) + ";\n}\n");
        out = new StringBuilder();
        String v = unit.fresh("v");
        out.append(type).append(' ').append(v).append(" = ").append(name).append("(b, i);\n");
        String nul = "false";
        if (!o.isNeverNull()) {
            nul = v + "n";
            out.append("boolean ").append(nul).append(" = nul;\n");
        }
        return isCode ? Operand.text(pooled(v, nul), nul, v) : o.at(v, nul);
    }

    /** Source of the text of a code, empty when null. */
    static String pooled(String code, String nul) {
        return nul.equals("false")
                ? "x.pool().string(" + code + ")"
                : "(" + nul + " ? \"\" : x.pool().string(" + code + "))";
    }

    /**
     * Moves statements into a method that tells whether they have returned.
     *
     * @param hasReturned whether every path through them does
     */
    void moveStatements(boolean hasReturned) {
        String name = unit.fresh("part");
        unit.addMember("private boolean " + name + "(EventBlock b, int i) {\n" + out);
        unit.addMember(hasReturned ? "}\n" : "return false;\n}\n");
        out = new StringBuilder();
        out.append(hasReturned ? "return " + name + "(b, i);\n" : "");
        out.append(hasReturned ? "" : "if (" + name + "(b, i)) return true;\n");
    }
}
