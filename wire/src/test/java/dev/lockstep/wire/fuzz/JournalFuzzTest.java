package dev.lockstep.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.binary.BlockCodec;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.journal.JournalReader;
import java.io.ByteArrayInputStream;

/** A damaged journal ends in a coded error; what is read before can be used. */
class JournalFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyBytesAreAJournalOrACodedError(byte[] bytes) throws Exception {
        try (JournalReader reader = new JournalReader(new ByteArrayInputStream(bytes), "fuzz")) {
            for (JournalEntry e = reader.next(); e != null; e = reader.next()) {
                if (e instanceof JournalEntry.Block b) {
                    BlockCodec.write(b.block(), new ByteSink(64));
                }
            }
        } catch (LockstepException e) {
            for (Problem p : e.problems()) {
                if (!(p.code() instanceof WireCode)) {
                    throw e;
                }
            }
        }
    }
}
