package dev.lockstep.expression.eel;

import dev.lockstep.api.schema.FieldType;
import org.antlr.v4.runtime.ParserRuleContext;

/** Conversions between kinds, and from kinds to columns. Text that is no number becomes null. */
final class ValueConversion {
    private static final String RUNTIME = "dev.lockstep.expression.eel.runtime.Conversions.";

    private final ExpressionWriter writer;
    private final MethodWriter method;

    ValueConversion(ExpressionWriter writer, MethodWriter method) {
        this.writer = writer;
        this.method = method;
    }

    Operand convert(Operand o, Kind wanted, ParserRuleContext node) {
        if (o.kind() == wanted) {
            return o;
        }
        if (o.kind() == Kind.NOTHING) {
            return Operand.of(wanted, wanted.zero(), "true");
        }
        return switch (wanted) {
            case INTEGER -> toInteger(o, node);
            case REAL -> toReal(o, node);
            case TEXT -> toText(o, node);
            case BOOLEAN -> truth(o, node);
            case NOTHING -> o;
            case OPAQUE, REGEX -> refused(o, wanted, node);
        };
    }

    private Operand refused(Operand o, Kind wanted, ParserRuleContext node) {
        method.error(
                EelError.WRONG_TYPE,
                node,
                "What is " + o.kind().text() + " cannot become " + wanted.text() + ".");
        return Operand.of(wanted, wanted.zero(), "true");
    }

    private Operand toInteger(Operand o, ParserRuleContext node) {
        return switch (o.kind()) {
            case REAL -> {
                Operand t = writer.temporary(o);
                yield Operand.of(
                        Kind.INTEGER,
                        "((long) " + t.value() + ")",
                        ExpressionWriter.either(
                                t.nul(), "!" + RUNTIME + "fitsLong(" + t.value() + ")"));
            }
            case BOOLEAN -> Operand.small("(" + o.value() + " ? 1L : 0L)", o.nul());
            case TEXT -> textTo(Kind.INTEGER, "0L", "isInteger", "toInteger", o);
            default -> refused(o, Kind.INTEGER, node);
        };
    }

    private Operand toReal(Operand o, ParserRuleContext node) {
        return switch (o.kind()) {
            case INTEGER -> Operand.of(Kind.REAL, "((double) " + o.value() + ")", o.nul());
            case BOOLEAN -> Operand.of(Kind.REAL, "(" + o.value() + " ? 1.0 : 0.0)", o.nul());
            case TEXT -> textTo(Kind.REAL, "0.0", "isNumber", "toReal", o);
            default -> refused(o, Kind.REAL, node);
        };
    }

    private Operand textTo(Kind kind, String zero, String test, String java, Operand o) {
        Operand t = writer.temporary(o);
        String wrong = "!" + RUNTIME + test + "(" + t.value() + ")";
        Operand bad =
                writer.temporary(
                        Operand.of(Kind.BOOLEAN, ExpressionWriter.either(t.nul(), wrong), "false"));
        String read = RUNTIME + java + "(" + t.value() + ")";
        return Operand.of(kind, "(" + bad.value() + " ? " + zero + " : " + read + ")", bad.value());
    }

    /** The operand as an integer or a real; text becomes a real. */
    Operand number(Operand o, ParserRuleContext node) {
        return switch (o.kind()) {
            case INTEGER, REAL, NOTHING -> o;
            case BOOLEAN -> convert(o, Kind.INTEGER, node);
            case TEXT -> convert(o, Kind.REAL, node);
            case OPAQUE, REGEX -> {
                method.error(EelError.WRONG_TYPE, node, "A number is needed here.");
                yield Operand.NULL;
            }
        };
    }

    private Operand toText(Operand o, ParserRuleContext node) {
        return switch (o.kind()) {
            case INTEGER -> Operand.of(Kind.TEXT, "Long.toString(" + o.value() + ")", o.nul());
            case REAL, BOOLEAN ->
                    Operand.of(Kind.TEXT, RUNTIME + "toText(" + o.value() + ")", o.nul());
            default -> refused(o, Kind.TEXT, node);
        };
    }

    Operand truth(Operand o, ParserRuleContext node) {
        return switch (o.kind()) {
            case BOOLEAN -> o;
            case NOTHING -> Operand.of(Kind.BOOLEAN, "false", "true");
            case INTEGER, REAL ->
                    writer.temporary(
                            Operand.of(
                                    Kind.BOOLEAN,
                                    ExpressionWriter.both(
                                            ExpressionWriter.not(o.nul()), o.value() + " != 0"),
                                    o.nul()));
            case TEXT ->
                    writer.temporary(
                            Operand.of(
                                    Kind.BOOLEAN,
                                    ExpressionWriter.both(
                                            ExpressionWriter.not(o.nul()),
                                            RUNTIME + "toBoolean(" + o.value() + ")"),
                                    o.nul()));
            case OPAQUE, REGEX -> refused(o, Kind.BOOLEAN, node);
        };
    }

    /** The value as a column of this type holds it. */
    Operand toField(Operand o, FieldType type, ParserRuleContext node) {
        return switch (type) {
            case INT32 -> {
                Operand t = int32(convert(o, Kind.INTEGER, node));
                yield t.at("(int) " + t.value(), t.nul());
            }
            case INT64, DATE, STAMP -> convert(o, Kind.INTEGER, node);
            case DOUBLE -> convert(o, Kind.REAL, node);
            case MONEY -> {
                Operand t = writer.temporary(convert(o, Kind.REAL, node));
                yield Operand.of(
                        Kind.INTEGER,
                        RUNTIME + "toMoney(" + t.value() + ")",
                        ExpressionWriter.either(
                                t.nul(), "!" + RUNTIME + "fitsMoney(" + t.value() + ")"));
            }
            case STRING, RSTRING -> textField(convert(o, Kind.TEXT, node));
            case BLOB, ARRAY_INT32, ARRAY_INT64, ARRAY_DOUBLE -> opaqueField(o, type, node);
        };
    }

    /** The integer if it fits 32 bits, else null. */
    private Operand int32(Operand o) {
        Operand t = writer.temporary(o);
        return t.at(
                t.value(),
                ExpressionWriter.either(t.nul(), "!" + RUNTIME + "fitsInt(" + t.value() + ")"));
    }

    /** The value as a user function of this type returns it. */
    Operand toFunction(Operand o, FieldType type, ParserRuleContext node) {
        return switch (type) {
            case INT32 -> int32(convert(o, Kind.INTEGER, node));
            case BLOB, ARRAY_INT32, ARRAY_INT64, ARRAY_DOUBLE -> opaqueField(o, type, node);
            default -> convert(o, Kind.of(type), node);
        };
    }

    private Operand textField(Operand o) {
        if (o.code() != null) {
            return Operand.of(Kind.OPAQUE, o.code(), o.nul());
        }
        Operand t = writer.temporary(o);
        String value =
                "x.pool().intern("
                        + RUNTIME
                        + "limited("
                        + t.value()
                        + ", "
                        + method.unit().maxText()
                        + "))";
        return Operand.of(
                Kind.OPAQUE,
                t.isNeverNull() ? value : "(" + t.nul() + " ? 0 : " + value + ")",
                t.nul());
    }

    private Operand opaqueField(Operand o, FieldType type, ParserRuleContext node) {
        if (o.kind() == Kind.NOTHING) {
            return Operand.of(Kind.OPAQUE, "0", "true");
        }
        if (o.kind() != Kind.OPAQUE || o.opaque() != type) {
            method.error(
                    EelError.WRONG_TYPE,
                    node,
                    "The result must be a field of type " + type.text() + ".");
        }
        return o;
    }
}
