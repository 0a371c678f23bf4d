package dev.lockstep.engine.window.join;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.WindowKind;

/**
 * Which side is the fact and which the dimension. The dimension is the side whose whole key stands
 * in the conditions; where that is true of both, the type decides, the left being the fact of an
 * inner or full join.
 */
public record JoinSides(boolean isLeftFact, boolean keepsFacts, boolean keepsDimensions) {
    /**
     * @param keepsDimensions whether a dimension row without a fact leaves too: full outer
     */
    public static JoinSides of(WindowKind.Join join, Schema left, Schema right) {
        boolean leftIsKeyed = isKeyed(join, left, true);
        boolean rightIsKeyed = isKeyed(join, right, false);
        boolean isLeftFact =
                rightIsKeyed && (!leftIsKeyed || join.type() != WindowKind.JoinType.RIGHT_OUTER);
        return switch (join.type()) {
            case INNER -> new JoinSides(isLeftFact, false, false);
            case LEFT_OUTER, RIGHT_OUTER -> new JoinSides(isLeftFact, true, false);
            case FULL_OUTER -> new JoinSides(isLeftFact, true, true);
        };
    }

    private static boolean isKeyed(WindowKind.Join join, Schema side, boolean isLeft) {
        for (int k = 0; k < side.keyCount(); k++) {
            String key = side.field(side.key(k)).name();
            boolean found = false;
            for (WindowKind.FieldPair pair : join.conditions()) {
                found |= key.equals(isLeft ? pair.left() : pair.right());
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }
}
