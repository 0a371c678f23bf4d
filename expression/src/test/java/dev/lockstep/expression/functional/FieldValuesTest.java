package dev.lockstep.expression.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldValuesTest {
    private final Evaluation evaluation = new Evaluation();

    private @Nullable Object convert(@Nullable Object value, FieldType type) {
        return FieldValues.convert(evaluation.scope(), value, type);
    }

    private static final byte[] BLOB = {0, -1, 65};

    private static byte[] whole() {
        byte[] array = ArrayCodec.allocate(3);
        ArrayCodec.setLong(array, 0, -7);
        ArrayCodec.setMissing(array, 1);
        return array;
    }

    private static byte[] doubles() {
        byte[] doubles = ArrayCodec.allocate(2);
        ArrayCodec.setDouble(doubles, 0, 2.5);
        ArrayCodec.setMissing(doubles, 1);
        return doubles;
    }

    private static int code(StringPool pool, byte[] bytes) {
        return pool.intern(bytes, 0, bytes.length);
    }

    /** A value of each type in the first row, nulls in the second. */
    private static void fill(EventBlock block, StringPool pool) {
        for (int f = 0; f < FieldType.values().length; f++) {
            block.setNull(f, 1);
            switch (block.schema().type(f)) {
                case INT32 -> block.ints(f)[0] = -5;
                case INT64, DATE, STAMP -> block.longs(f)[0] = 1L << 40;
                case MONEY -> block.longs(f)[0] = 123_456;
                case DOUBLE -> block.doubles(f)[0] = 0.1;
                case STRING, RSTRING -> block.ints(f)[0] = pool.intern("é €");
                case BLOB -> block.ints(f)[0] = code(pool, BLOB);
                case ARRAY_INT32, ARRAY_INT64 -> block.ints(f)[0] = code(pool, whole());
                case ARRAY_DOUBLE -> block.ints(f)[0] = code(pool, doubles());
            }
        }
    }

    @Test
    void fieldsOfEveryTypeAreReadAndWrittenBack() {
        List<Field> fields = new ArrayList<>();
        for (FieldType type : FieldType.values()) {
            fields.add(new Field(type.name(), type, fields.isEmpty()));
        }
        Schema schema = new Schema(fields);
        StringPool pool = new StringPool();
        EventBlock block = EventBlock.attached(schema);
        block.ensureCapacity(2);
        block.rows(2);
        fill(block, pool);
        for (int f = 0; f < fields.size(); f++) {
            FieldType type = schema.type(f);
            Object value = FieldValues.read(block, pool, f, 0);
            Object expected =
                    switch (type) {
                        case INT32 -> -5L;
                        case INT64, DATE, STAMP -> 1L << 40;
                        case MONEY -> 12.3456;
                        case DOUBLE -> 0.1;
                        case STRING, RSTRING -> "é €";
                        case BLOB -> "AP9B";
                        case ARRAY_INT32, ARRAY_INT64 -> Arrays.asList(-7L, null, 0L);
                        case ARRAY_DOUBLE -> Arrays.asList(2.5, null);
                    };
            assertThat(value).as(type.text()).isEqualTo(expected);
            Object back = convert(value, type);
            Object original =
                    switch (type) {
                        case MONEY -> 123_456L;
                        case BLOB -> BLOB;
                        case ARRAY_INT32, ARRAY_INT64 -> whole();
                        case ARRAY_DOUBLE -> doubles();
                        default -> expected;
                    };
            assertThat(back).as(type.text()).isEqualTo(original);
            assertThat(FieldValues.read(block, pool, f, 1)).isNull();
            assertThat(convert(null, type)).isNull();
        }
        assertThat(evaluation.errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INT32, 2147483647, 2147483647,",
        "INT32, 2147483648, , NUMERIC_OVERFLOW",
        "INT32, 12.9, 12,",
        "INT64, -12.9, -12,",
        "INT64, 1e30, , NUMERIC_OVERFLOW",
        "INT64, x, , NOT_CONVERTIBLE",
        "INT64, '', ,",
        "DOUBLE, ' 1.5 ', 1.5,",
        "DOUBLE, abc, , NOT_CONVERTIBLE",
        "MONEY, 1.00005, 10000,",
        "MONEY, 1.00015, 10002,",
        "MONEY, -0.29, -2900,",
        "MONEY, 1e300, , NUMERIC_OVERFLOW",
        "BLOB, '!', , NOT_CONVERTIBLE",
        "STRING, 'a b', 'a b',",
    })
    void valuesThatDoNotFitAreNullAndCounted(
            FieldType type, String value, @Nullable String result, FunctionalError error) {
        Object converted = convert(value, type);
        assertThat(converted == null ? null : converted.toString()).isEqualTo(result);
        assertThat(evaluation.errors).isEqualTo(error == null ? List.of() : List.of(error));
    }

    @Test
    void aTextBecomesAnArrayAtItsCommas() {
        byte[] bytes = (byte[]) Objects.requireNonNull(convert("1, 2.9,x,", FieldType.ARRAY_INT64));
        assertThat(ArrayCodec.length(bytes)).isEqualTo(4);
        assertThat(ArrayCodec.longAt(bytes, 1)).isEqualTo(2);
        assertThat(ArrayCodec.isMissing(bytes, 2)).isTrue();
        assertThat(ArrayCodec.isMissing(bytes, 3)).isTrue();
        assertThat(evaluation.errors).containsExactly(FunctionalError.NOT_CONVERTIBLE);
        assertThat((byte[]) convert("YQ==", FieldType.BLOB))
                .isEqualTo("a".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void opcodesAreNamesOrLetters() {
        FunctionalNames names = new FunctionalNames();
        names.defineField("op");
        List<Problem> problems = new ArrayList<>();
        OpcodeExpression field = OpcodeExpression.compile("$op", names, problems, Location.UNKNOWN);
        OpcodeExpression literal =
                OpcodeExpression.compile("upsert", names, problems, Location.UNKNOWN);
        OpcodeExpression blank = OpcodeExpression.compile("", names, problems, Location.UNKNOWN);
        assertThat(problems).isEmpty();
        FunctionalScope scope = evaluation.field("op", " SafeDelete ").scope();
        assertThat(field.evaluate(scope, Opcode.INSERT)).isEqualTo(Opcode.SAFE_DELETE);
        assertThat(literal.evaluate(scope, Opcode.INSERT)).isEqualTo(Opcode.UPSERT);
        assertThat(blank.evaluate(scope, Opcode.UPDATE)).isEqualTo(Opcode.UPDATE);
        scope.value(names.field("op"), "d");
        assertThat(field.evaluate(scope, Opcode.INSERT)).isEqualTo(Opcode.DELETE);
        scope.value(names.field("op"), null);
        assertThat(field.evaluate(scope, Opcode.INSERT)).isEqualTo(Opcode.INSERT);
        assertThat(evaluation.errors).isEmpty();
        scope.value(names.field("op"), "merge");
        assertThat(field.evaluate(scope, Opcode.INSERT)).isZero();
        assertThat(evaluation.errors).containsExactly(FunctionalError.UNKNOWN_OPCODE);
        OpcodeExpression.compile("'merge'", names, problems, Location.UNKNOWN);
        assertThat(problems)
                .extracting(p -> p.code())
                .containsExactly(FunctionalError.UNKNOWN_OPCODE_TEXT);
    }
}
