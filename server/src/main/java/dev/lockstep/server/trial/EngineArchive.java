package dev.lockstep.server.trial;

import dev.lockstep.brokers.JvmArchive;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** What engines that run the class path of this JVM start quicker with. */
public final class EngineArchive {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private EngineArchive() {}

    /** Made or not; the same for all JVMs of that class path. */
    public static JvmArchive ofThisClassPath() {
        return Holder.ARCHIVE;
    }

    private static final class Holder {
        static final JvmArchive ARCHIVE = JvmArchive.besideNodes(kind(), CLASS_PATH);
    }

    /** Class paths of others must not drive each other's archives out. */
    private static String kind() {
        CRC32 sum = new CRC32();
        sum.update(CLASS_PATH.getBytes(StandardCharsets.UTF_8));
        return "engine-%08x".formatted(sum.getValue());
    }
}
