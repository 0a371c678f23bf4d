package dev.lockstep.model.reading;

import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.model.xml.XmlElement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values that several elements share. */
final class Values {
    private static final List<String> INDEX_NAMES =
            List.of(
                    "pi_HASH",
                    "pi_RBTREE",
                    "pi_EMPTY",
                    "pi_LN_HASH",
                    "pi_CL_HASH",
                    "pi_FW_HASH",
                    "pi_HLEVELDB");

    private Values() {}

    /** The element's {@code index}, or {@code inherited}. */
    static IndexType index(Reading reading, XmlElement e, IndexType inherited) {
        IndexType own = index(reading, e, "index");
        return own == null ? inherited : own;
    }

    static @Nullable IndexType index(Reading reading, XmlElement e, String attribute) {
        String v = reading.attribute(e, attribute);
        if (v == null || v.isEmpty()) {
            return null;
        }
        return switch (v) {
            case "pi_HASH", "pi_LN_HASH", "pi_CL_HASH", "pi_FW_HASH" -> IndexType.HASH;
            case "pi_RBTREE" -> IndexType.RBTREE;
            case "pi_EMPTY" -> IndexType.EMPTY;
            case "pi_HLEVELDB" -> IndexType.HLEVELDB;
            default -> {
                reading.error(
                        ModelError.BAD_VALUE,
                        e.where(),
                        "There is no index " + v + "." + Reading.near(v, INDEX_NAMES));
                yield null;
            }
        };
    }

    static @Nullable RetentionSpec retention(Reading reading, XmlElement e) {
        String name = reading.required(e, "type", "");
        if (name.isEmpty()) {
            return null;
        }
        RetentionSpec.Type type;
        try {
            type = RetentionSpec.Type.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException x) {
            reading.error(
                    ModelError.BAD_VALUE,
                    e.where(),
                    "There is no retention type "
                            + name
                            + "."
                            + Reading.near(
                                    name,
                                    List.of(
                                            "bytime_sliding",
                                            "bytime_jumping",
                                            "bytime_jumping_lookback",
                                            "bycount_sliding",
                                            "bycount_jumping")));
            return null;
        }
        boolean isCount =
                type == RetentionSpec.Type.BYCOUNT_SLIDING
                        || type == RetentionSpec.Type.BYCOUNT_JUMPING;
        String text = reading.text(e).text();
        long amount =
                isCount
                        ? reading.number(text, e.textWhere())
                        : reading.duration(text, 1_000_000, e.textWhere());
        if (amount <= 0) {
            reading.error(
                    ModelError.BAD_VALUE,
                    e.textWhere(),
                    "A retention of " + text + " keeps nothing.");
            amount = 1;
        }
        String unit = reading.attribute(e, "unit");
        long lookBack =
                type == RetentionSpec.Type.BYTIME_JUMPING_LOOKBACK
                        ? unit == null || unit.isEmpty()
                                ? amount
                                : reading.duration(
                                        unit.matches("[0-9].*") ? unit : "1 " + unit,
                                        1_000_000,
                                        e.where())
                        : 0;
        String field = reading.attribute(e, "field");
        return new RetentionSpec(
                type, amount, field == null || field.isEmpty() ? null : field, lookBack, e.where());
    }
}
