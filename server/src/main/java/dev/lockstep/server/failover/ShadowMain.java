package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * The process of {@link ShadowProcess}: an order on standard input, an answer on standard output.
 */
public final class ShadowMain {
    private ShadowMain() {}

    /** Answers and ends; ends at once when standard input does. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // what else is said, by expressions for example, is not for the server
        System.setOut(new PrintStream(PrintStream.nullOutputStream(), false));
        DataInputStream in = new DataInputStream(System.in);
        ShadowOrder order = ShadowOrder.read(in);
        Thread.ofPlatform().name("parent").daemon().start(() -> awaitEnd(in));
        DataOutputStream out = new DataOutputStream(answers);
        try {
            ShadowWork.Done done = new ShadowWork(order).run();
            out.writeBoolean(true);
            out.writeUTF(done.folder().toString());
            out.writeLong(done.index());
            out.writeLong(done.journalNext());
        } catch (LockstepException e) {
            refuse(e.problems().get(0).toString(), out);
        } catch (IOException | InterruptedException | RuntimeException e) {
            refuse(e.toString(), out);
        }
        out.flush();
        // threads of stores and connectors may be left
        Runtime.getRuntime().halt(0);
    }

    private static void refuse(String why, DataOutputStream out) throws IOException {
        int most = 10_000;
        out.writeBoolean(false);
        out.writeUTF(why.substring(0, Math.min(most, why.length())));
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // nothing more is said
            }
        } catch (IOException e) {
            // as good as an end
        }
        Runtime.getRuntime().halt(1);
    }
}
