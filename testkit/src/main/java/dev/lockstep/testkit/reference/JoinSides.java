package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowKind.FieldPair;
import dev.lockstep.model.project.WindowKind.JoinOutput;
import dev.lockstep.model.project.WindowKind.JoinType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which input of a join is what, and what a pair of rows gives. The dimension is the side whose
 * whole key stands in the conditions; where both are, the side that the type preserves is the fact
 * side, the left one if the type does not say.
 *
 * @param leftInput number of the edge that is the left side
 * @param isFactLeft whether facts come from the left
 */
record JoinSides(
        WindowKind.Join kind,
        Schema output,
        Schema left,
        Schema right,
        int leftInput,
        boolean isFactLeft,
        ReferenceExpressions expressions) {

    static JoinSides of(WindowContext context, WindowKind.Join kind) {
        String role = context.edges().get(0).role();
        int leftInput = "right".equals(role) ? 1 : 0;
        Schema left = context.inputs().get(leftInput).schema();
        Schema right = context.inputs().get(1 - leftInput).schema();
        List<String> leftNames = kind.conditions().stream().map(FieldPair::left).toList();
        List<String> rightNames = kind.conditions().stream().map(FieldPair::right).toList();
        boolean isLeftDimension = leftNames.containsAll(keyNames(left));
        boolean isRightDimension = rightNames.containsAll(keyNames(right));
        boolean isFactLeft =
                isLeftDimension && isRightDimension
                        ? kind.type() != JoinType.RIGHT_OUTER
                        : isRightDimension;
        return new JoinSides(
                kind,
                context.spec().schema(),
                left,
                right,
                leftInput,
                isFactLeft,
                context.expressions());
    }

    static List<String> keyNames(Schema schema) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < schema.keyCount(); k++) {
            names.add(schema.field(schema.key(k)).name());
        }
        return names;
    }

    Schema fact() {
        return isFactLeft ? left : right;
    }

    Schema dimension() {
        return isFactLeft ? right : left;
    }

    boolean isFactInput(int input) {
        return (input == leftInput) == isFactLeft;
    }

    /** Whether the fact side's rows are kept, so that dimension changes can renew them. */
    boolean isFactKept() {
        IndexType index = isFactLeft ? kind.leftIndex() : kind.rightIndex();
        return !kind.isNoRegenerates() && index != IndexType.EMPTY;
    }

    boolean isOuter() {
        return kind.type() != JoinType.INNER;
    }

    boolean isFull() {
        return kind.type() == JoinType.FULL_OUTER;
    }

    /** Whether every condition holds; a missing value equals nothing. */
    boolean matches(
            @Nullable List<@Nullable Object> factRow,
            @Nullable List<@Nullable Object> dimensionRow) {
        if (factRow == null || dimensionRow == null) {
            return false;
        }
        for (FieldPair p : kind.conditions()) {
            String factName = isFactLeft ? p.left() : p.right();
            String dimensionName = isFactLeft ? p.right() : p.left();
            Object a = factRow.get(fact().ordinal(factName));
            Object b = dimensionRow.get(dimension().ordinal(dimensionName));
            if (a == null || !a.equals(b)) {
                return false;
            }
        }
        return true;
    }

    /** The output row of a pair of which one may be missing. */
    List<@Nullable Object> row(
            @Nullable List<@Nullable Object> factRow,
            @Nullable List<@Nullable Object> dimensionRow) {
        List<@Nullable Object> leftRow = isFactLeft ? factRow : dimensionRow;
        List<@Nullable Object> rightRow = isFactLeft ? dimensionRow : factRow;
        List<@Nullable Object> values = new ArrayList<>();
        int nextKey = 0;
        int next = 0;
        for (int f = 0; f < output.size(); f++) {
            if (output.field(f).isKey()) {
                values.add(key(nextKey++, factRow, dimensionRow));
            } else {
                Object value = value(kind.output().get(next++), leftRow, rightRow);
                values.add(Evaluator.convert(value, output.type(f)));
            }
        }
        return values;
    }

    /** The fact's key, or in a full outer join without a fact the fields that stand for it. */
    private @Nullable Object key(
            int nth,
            @Nullable List<@Nullable Object> factRow,
            @Nullable List<@Nullable Object> dimensionRow) {
        if (factRow != null) {
            return factRow.get(fact().key(nth));
        }
        String factName = fact().field(fact().key(nth)).name();
        for (FieldPair p : kind.conditions()) {
            if ((isFactLeft ? p.left() : p.right()).equals(factName) && dimensionRow != null) {
                return dimensionRow.get(dimension().ordinal(isFactLeft ? p.right() : p.left()));
            }
        }
        throw new IllegalArgumentException("no condition on the key field " + factName);
    }

    private @Nullable Object value(
            JoinOutput o,
            @Nullable List<@Nullable Object> leftRow,
            @Nullable List<@Nullable Object> rightRow) {
        return switch (o) {
            case JoinOutput.Selection s ->
                    s.isLeft()
                            ? field(left, leftRow, s.field())
                            : field(right, rightRow, s.field());
            case JoinOutput.Expression e ->
                    expressions.evaluate(
                            e.expression().text(), name -> prefixed(name, leftRow, rightRow));
        };
    }

    private @Nullable Object prefixed(
            String name,
            @Nullable List<@Nullable Object> leftRow,
            @Nullable List<@Nullable Object> rightRow) {
        return name.startsWith("l_")
                ? field(left, leftRow, name.substring(2))
                : field(right, rightRow, name.substring(2));
    }

    private static @Nullable Object field(
            Schema schema, @Nullable List<@Nullable Object> row, String name) {
        return row == null ? null : row.get(schema.ordinal(name));
    }

    /** The opcode of a fact's output where the join keeps neither facts nor its output. */
    static byte unmatchedOpcode(byte opcode) {
        return switch (opcode) {
            case Opcode.UPDATE -> Opcode.DELETE;
            case Opcode.UPSERT -> Opcode.SAFE_DELETE;
            default -> opcode;
        };
    }

    static byte flags(boolean retention) {
        return retention ? EventFlags.RETENTION : EventFlags.NORMAL;
    }
}
