package dev.lockstep.connectors.adapter.metadata;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Anybody may write to the topics of metadata: what is no message is passed over. */
class MetadataFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyBytesAreAMessageOrNone(byte[] bytes) {
        SchemaRequest request = MetadataCodec.request(bytes);
        if (request != null) {
            check(request, MetadataCodec.request(MetadataCodec.write(request)));
            SchemaReply no = new SchemaReply(request.id(), request.window(), null, "no");
            check(no, MetadataCodec.reply(MetadataCodec.write(no), request.id()));
        }
        try {
            SchemaReply reply = MetadataCodec.reply(bytes, "");
            if (reply != null) {
                check(reply, MetadataCodec.reply(MetadataCodec.write(reply), ""));
            }
        } catch (LockstepException e) {
            if (e.problems().get(0).code() != ConnectorCode.BAD_METADATA) {
                throw e;
            }
        }
    }

    private static void check(Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new IllegalStateException(expected + " became " + actual);
        }
    }
}
