package dev.lockstep.connectors.avro;

import dev.lockstep.connectors.row.RecordCodec;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas records have. Immutable.
 *
 * @param schema JSON of the schema of records that are written, and of those that are read where
 *     each does not name its own; empty where each does
 * @param id of that schema in the registry; -1 where records do not begin with the number of their
 *     schema
 * @param registry that knows the schemas of other records; null where there are none
 */
public record AvroForm(AvroLayout layout, String schema, int id, @Nullable Registry registry) {
    /** The id where the records have no frame. */
    public static final int BARE = -1;

    /** Records that are values of one schema and nothing else. */
    public static AvroForm bare(AvroLayout layout, String schema) {
        return new AvroForm(layout, schema, BARE, null);
    }

    /** Records of one schema, each of which begins with its number. */
    public static AvroForm framed(AvroLayout layout, String schema, int id) {
        return new AvroForm(layout, schema, id, null);
    }

    /** Records to be read that each name a schema of the registry. */
    public static AvroForm named(AvroLayout layout, Registry registry) {
        return new AvroForm(layout, "", BARE, registry);
    }

    boolean isFramed() {
        return id != BARE || registry != null;
    }

    /**
     * A codec for one thread.
     *
     * @param isWriting whether it is to write
     * @throws dev.lockstep.api.error.LockstepException if the schema does not fit the window
     */
    public RecordCodec codec(boolean isWriting) {
        return new AvroCodec(this, isWriting);
    }
}
