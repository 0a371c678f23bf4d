package dev.lockstep.connectors.fs;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.replica.RecordEncoder;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.EventEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's file whose content is nothing but its blocks, one behind the other: a function of
 * the sequence of blocks, so that a place in it can be found again. Rolling and compressed files
 * are none, nor sockets, pipes, the standard streams, or documents that need an end.
 */
public final class PlainFile {
    private final FsSettings settings;
    private final ConnectorConfig config;

    private PlainFile(FsSettings settings, ConnectorConfig config) {
        this.settings = settings;
        this.config = config;
    }

    /**
     * @param config of a checked connector of class {@code fs}
     */
    public static Optional<PlainFile> of(ConnectorConfig config) {
        FsSettings settings = new FsSettings(config);
        FsPlace place = settings.place();
        boolean isPlain =
                config.direction() == Direction.SUBSCRIBE
                        && place.kind() == FsPlace.Kind.FILE
                        && !place.isCompressed()
                        && settings.number("maxfilesize") == 0
                        && settings.number("periodicity") == 0
                        && !settings.type().equals("xml")
                        && (Files.isRegularFile(place.path()) || !Files.exists(place.path()));
        return isPlain ? Optional.of(new PlainFile(settings, config)) : Optional.empty();
    }

    public Path path() {
        return settings.place().path();
    }

    /** Writes blocks as they stand in the file; what begins the file goes before the first. */
    public RecordEncoder encoder() {
        boolean isBinary = settings.type().equals("binary");
        return isBinary
                ? new Encoding(null, new BinaryFrame(config.schema()))
                : new Encoding(settings.encoder(), null);
    }

    private static final class Encoding implements RecordEncoder {
        private static final int FIRST_BYTES = 4096;

        private final @Nullable EventEncoder text;
        private final @Nullable BinaryFrame frame;
        private final ByteSink sink = new ByteSink(FIRST_BYTES);

        Encoding(@Nullable EventEncoder text, @Nullable BinaryFrame frame) {
            this.text = text;
            this.frame = frame;
        }

        @Override
        public void encode(
                EventBlock block, long sequence, long messageId, Consumer<byte[]> records) {
            sink.clear();
            EventEncoder t = text;
            BinaryFrame f = frame;
            if (t != null) {
                if (sequence == 1) {
                    t.begin(sink);
                }
                t.encode(block, sink);
            } else if (f != null) {
                // a number of the process would not be the same on every engine
                f.write(block, messageId, sink);
            }
            records.accept(Arrays.copyOf(sink.bytes(), sink.size()));
        }
    }
}
