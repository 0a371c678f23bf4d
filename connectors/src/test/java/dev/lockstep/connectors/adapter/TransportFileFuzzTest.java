package dev.lockstep.connectors.adapter;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.transport.TransportSetting;
import dev.lockstep.connectors.ConnectorCode;
import java.nio.charset.StandardCharsets;

/** Any text is a transport's file, or a coded error with its place. */
class TransportFileFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyTextIsSettingsOrACodedError(byte[] bytes) {
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            for (TransportSetting s : TransportFile.parse("fuzz", text)) {
                if (s.name().isEmpty() || s.value().indexOf('\n') >= 0) {
                    throw new IllegalStateException("no setting: " + s);
                }
            }
        } catch (LockstepException e) {
            if (e.problems().get(0).code() != ConnectorCode.BAD_TRANSPORT_FILE
                    || e.problems().get(0).where().line() < 1) {
                throw e;
            }
        }
    }
}
