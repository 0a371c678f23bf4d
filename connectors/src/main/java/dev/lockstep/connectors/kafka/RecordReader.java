package dev.lockstep.connectors.kafka;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.row.BlockCutter;
import dev.lockstep.connectors.row.RecordCodec;
import dev.lockstep.connectors.row.RowFormat;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteRange;
import dev.lockstep.wire.codec.BadRows;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into blocks for a source window. A binary record is one block, with its id; records
 * of other forms are rows, which are cut into blocks. What a record becomes depends on nothing but
 * the settings, the records before it since {@link #flush}, and its bytes, partition and offset.
 *
 * <p>A record, or a row of one, that cannot be read goes to {@link BlockSink#badRow} with {@code
 * topic:partition:offset} as its place; if bad rows are not ignored nothing more is wanted then,
 * and {@link #failOnBadRow} tells why. One thread.
 */
public final class RecordReader implements RowTarget {
    private static final byte[] NOTHING = {};
    private static final int SHOWN_BYTES = (int) WireLimits.BAD_TEXT_CHARS.defaultValue() / 2;

    private final KafkaSettings settings;
    private final KafkaType.Kind kind;
    private final BlockCutter cutter;
    private final BinaryFrame frame;
    private final @Nullable EventDecoder decoder;
    private final @Nullable RecordCodec codec;
    private final byte addedOpcode;
    private final boolean isKeyGenerated;
    private final boolean isKeepingOld;
    private final ByteRange range = new ByteRange();

    private int partition = -1;
    private String document = "";
    private long offset;
    private byte[] record = NOTHING;

    /**
     * @param form of the same settings
     */
    public RecordReader(KafkaSettings settings, RecordForm form, BlockSink sink) {
        this(settings, form, sink, false);
    }

    /**
     * @param isKeepingOld whether updates keep the rows that they replace; not for input
     */
    RecordReader(KafkaSettings settings, RecordForm form, BlockSink sink, boolean isKeepingOld) {
        this.settings = settings;
        this.isKeepingOld = isKeepingOld;
        RowFormat rows = settings.rows();
        kind = settings.type().kind();
        cutter = new BlockCutter(sink, settings.blocks());
        frame = new BinaryFrame(settings.config().schema());
        decoder = kind.isText() ? rows.decoder(kind.codec()) : null;
        codec = form.codec();
        addedOpcode = rows.addedOpcode();
        isKeyGenerated = settings.config().isAutogenKey();
    }

    /**
     * Reads one record.
     *
     * @param value its bytes, which are not kept; null for a record without any, which is a bad row
     * @param atOffset of the record; with {@code useoffsetmsgid} the block's message id is the
     *     position behind the record, one more than this, since an id of 0 means none
     * @return whether more records are wanted
     */
    public boolean read(byte @Nullable [] value, int ofPartition, long atOffset)
            throws IOException, InterruptedException {
        if (ofPartition != partition) {
            partition = ofPartition;
            document = settings.topic().name() + ":" + ofPartition;
        }
        offset = atOffset;
        if (value == null) {
            return bad(ConnectorCode.BAD_RECORD, "the record has no value", "");
        }
        if (kind == KafkaType.Kind.BINARY) {
            return block(value);
        }
        return kind == KafkaType.Kind.FIELD ? field(value) : rows(value);
    }

    private boolean rows(byte[] value) throws IOException, InterruptedException {
        RecordCodec c = codec;
        EventDecoder text = decoder;
        record = value;
        try {
            if (c != null) {
                c.decode(value, this);
            } else if (text != null) {
                text.decode(range.set(value, 0, value.length), this);
            }
        } catch (LockstepException e) {
            if (c != null && !RecordCodec.isFaultOfRecord(e)) {
                throw e;
            }
            return bad(e, value);
        } finally {
            record = NOTHING;
        }
        return cutter.isWanted();
    }

    private boolean block(byte[] value) throws InterruptedException {
        EventBlock block = cutter.block();
        try {
            frame.read(value, 0, value.length, block);
        } catch (LockstepException e) {
            block.reset(0);
            return bad(e, value);
        }
        // an update is one event of input, and each event is its own cause
        if (!isKeepingOld) {
            block.carriesOld(false);
        }
        for (int r = 0; r < block.rows(); r++) {
            block.causes()[r] = r;
            block.place(r, document, offset);
        }
        block.claim(EventBlock.NUMBERED);
        number(block);
        return cutter.blockEnded();
    }

    private void number(EventBlock block) {
        if (settings.failover().isOffsetId()) {
            block.messageId(offset + 1);
        }
    }

    private boolean field(byte[] value) throws InterruptedException {
        if (value.length > WireLimits.FIELD_BYTES.defaultValue()) {
            return bad(
                    WireCode.FIELD_TOO_LONG,
                    "the record has " + value.length + " bytes",
                    shown(value));
        }
        Schema schema = settings.config().schema();
        BlockBuilder row = new BlockBuilder(cutter.block(), null).row(addedOpcode);
        if (!isKeyGenerated) {
            row.set(schema.key(0), offset);
        }
        row.set(settings.type().field(), value, 0, value.length);
        rowEnded();
        return cutter.isWanted();
    }

    private boolean bad(LockstepException e, byte[] value) throws InterruptedException {
        Problem p = e.problems().get(0);
        return bad(p.code(), p.detail(), shown(value));
    }

    private boolean bad(ErrorCode code, String reason, String text) {
        return cutter.badRow(new BadRow(code, place(), reason, text)) && cutter.isWanted();
    }

    private String place() {
        return document + ":" + offset;
    }

    /** Text as it is; of bytes that are none the digits. */
    private String shown(byte[] value) {
        if (kind.isText() || kind == KafkaType.Kind.FIELD) {
            return BadRows.cut(value, 0, value.length);
        }
        int length = Math.min(value.length, SHOWN_BYTES);
        String digits = HexFormat.of().formatHex(value, 0, length);
        return length < value.length ? digits + "..." : digits;
    }

    /** Whether records are wanted: fewer events than asked for, no bad row that ends it. */
    public boolean isWanted() {
        return cutter.isWanted();
    }

    /** Whether a bad row has ended the reading: the last record was not, or not wholly, taken. */
    public boolean hasFailed() {
        return cutter.hasFailed();
    }

    /** Hands on rows that wait for their block to be full. */
    public void flush() throws InterruptedException {
        cutter.flush();
    }

    /**
     * @throws LockstepException {@link ConnectorCode#BAD_INPUT} when a bad row has ended the
     *     reading
     */
    public void failOnBadRow() {
        cutter.failOnBadRow(settings.name());
    }

    // what follows is for the decoder

    @Override
    public EventBlock block() {
        return cutter.block();
    }

    @Override
    public boolean rowEnded() throws InterruptedException {
        EventBlock block = cutter.block();
        block.place(block.rows() - 1, document, offset);
        number(block);
        // a record is read as a whole, even if the reader is to stop meanwhile
        return cutter.rowEnded() || !cutter.isFull();
    }

    @Override
    public boolean badRow(BadRow row) {
        // of a document only the whole is at hand
        String text = row.text().isEmpty() ? shown(record) : row.text();
        return cutter.badRow(new BadRow(row.code(), place(), row.reason(), text));
    }

    /** A record never waits for more bytes. */
    @Override
    public boolean idle() {
        return true;
    }
}
