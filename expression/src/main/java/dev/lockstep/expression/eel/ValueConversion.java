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
                "A value of kind " + o.kind() + " cannot become one of kind " + wanted + ".");
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
            case BOOLEAN -> Operand.of(Kind.INTEGER, "(" + o.value() + " ? 1L : 0L)", o.nul());
            case TEXT -> toInteger(toReal(o, node), node);
            default -> refused(o, Kind.INTEGER, node);
        };
    }

    private Operand toReal(Operand o, ParserRuleContext node) {
        return switch (o.kind()) {
            case INTEGER -> Operand.of(Kind.REAL, "((double) " + o.value() + ")", o.nul());
            case BOOLEAN -> Operand.of(Kind.REAL, "(" + o.value() + " ? 1.0 : 0.0)", o.nul());
            case TEXT -> {
                Operand t = writer.temporary(o);
                Operand bad =
                        writer.temporary(
                                Operand.of(
                                        Kind.BOOLEAN,
                                        ExpressionWriter.either(
                                                t.nul(),
                                                "!" + RUNTIME + "isNumber(" + t.value() + ")"),
                                        "false"));
                yield Operand.of(
                        Kind.REAL,
                        "(" + bad.value() + " ? 0.0 : " + RUNTIME + "toReal(" + t.value() + "))",
                        bad.value());
            }
            default -> refused(o, Kind.REAL, node);
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
                Operand t = writer.temporary(convert(o, Kind.INTEGER, node));
                yield Operand.of(
                        Kind.INTEGER,
                        "(int) " + t.value(),
                        o.kind() == Kind.BOOLEAN
                                ? t.nul()
                                : ExpressionWriter.either(
                                        t.nul(), "!" + RUNTIME + "fitsInt(" + t.value() + ")"));
            }
            case INT64, DATE, STAMP -> convert(o, Kind.INTEGER, node);
            case DOUBLE -> convert(o, Kind.REAL, node);
            case MONEY -> {
                Operand t = writer.temporary(convert(o, Kind.REAL, node));
                yield Operand.of(Kind.INTEGER, RUNTIME + "toMoney(" + t.value() + ")", t.nul());
            }
            case STRING, RSTRING -> textField(convert(o, Kind.TEXT, node));
            case BLOB, ARRAY_INT32, ARRAY_INT64, ARRAY_DOUBLE -> opaqueField(o, type, node);
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
