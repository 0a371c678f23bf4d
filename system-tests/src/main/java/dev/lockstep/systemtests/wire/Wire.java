package dev.lockstep.systemtests.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All connections from one engine to one listener. While the way there is shut, a connection stands
 * only as far as this process: the listener does not learn of it. Safe for use by several threads.
 */
public final class Wire implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final int PORTION = 32 * 1024;

    private final @Nullable InetSocketAddress from;
    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final Gate there = new Gate();
    private final Gate back = new Gate();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /**
     * Listens from now on.
     *
     * @param from where connections to the target come from; null for anywhere
     * @throws IOException if it cannot
     */
    public Wire(InetSocketAddress at, @Nullable InetSocketAddress from, InetSocketAddress target)
            throws IOException {
        this.from = from;
        this.target = target;
        this.listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(at, BACKLOG);
        Thread.ofVirtual().name("wire-" + at).start(this::accept);
    }

    /** From the engine to the listener. */
    public Gate there() {
        return there;
    }

    /** From the listener to the engine. */
    public Gate back() {
        return back;
    }

    private void accept() {
        while (!isClosed) {
            try {
                Socket engine = listener.accept();
                open.add(engine);
                Thread.ofVirtual().start(() -> join(engine));
            } catch (IOException e) {
                // closed, or the one that dialled has gone
            }
        }
    }

    private void join(Socket engine) {
        Socket far = new Socket();
        open.add(far);
        try (engine;
                far) {
            engine.setTcpNoDelay(true);
            there.pass(0);
            far.bind(from);
            far.connect(target);
            far.setTcpNoDelay(true);
            Thread answers = Thread.ofVirtual().start(() -> carry(far, engine, back));
            carry(engine, far, there);
            answers.join();
        } catch (IOException e) {
            // nobody listens: the engine sees its connection end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(engine);
            open.remove(far);
        }
    }

    /** Ends both connections when one has broken, and half of them when one side has said all. */
    private static void carry(Socket from, Socket to, Gate gate) {
        byte[] portion = new byte[PORTION];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(portion); n >= 0; n = in.read(portion)) {
                gate.pass(n);
                out.write(portion, 0, n);
            }
            // that a side has gone is not heard through a cut either
            gate.pass(0);
            to.shutdownOutput();
        } catch (IOException e) {
            end(gate, from, to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Gate gate, Socket from, Socket to) {
        try {
            gate.pass(0);
            from.close();
            to.close();
        } catch (IOException e) {
            // closed it is
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all connections and listens no more. */
    @Override
    public void close() throws IOException {
        isClosed = true;
        listener.close();
        there.open();
        back.open();
        for (Socket s : open) {
            s.close();
        }
    }
}
