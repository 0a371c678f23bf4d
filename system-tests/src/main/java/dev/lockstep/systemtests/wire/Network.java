package dev.lockstep.systemtests.wire;

import java.util.List;

/**
 * Where engines and the ends of their wires are. Engines count from 1. Each has addresses of its
 * own, of which the last number says what is there.
 */
public interface Network extends AutoCloseable {
    /** Where an engine finds something. */
    String address(int engine, int last);

    /** Where an engine listens itself. */
    String host(int engine);

    /** From where a wire dials an engine. */
    String from(int engine, int last);

    /** What runs a command where the engine is. */
    List<String> prefix(int engine);

    /**
     * Loses every packet between an engine and some of these addresses.
     *
     * @return whether this network can do that; else nothing was done
     */
    boolean cut(int engine, List<String> addresses, Way way);

    /** Loses no packets any more. */
    void mend();

    /** For people. */
    String words();

    @Override
    void close();

    /** The loopback network, at which any user may have as many addresses as wanted. */
    Network LOOPBACK =
            new Network() {
                private static final String HOME = "127.0.0.1";

                @Override
                public String address(int engine, int last) {
                    return "127.7." + engine + "." + last;
                }

                @Override
                public String host(int engine) {
                    return HOME;
                }

                @Override
                public String from(int engine, int last) {
                    return HOME;
                }

                @Override
                public List<String> prefix(int engine) {
                    return List.of();
                }

                @Override
                public boolean cut(int engine, List<String> addresses, Way way) {
                    return false;
                }

                @Override
                public void mend() {
                    // nothing is ever lost
                }

                @Override
                public String words() {
                    return "proxies at loopback addresses";
                }

                @Override
                public void close() {
                    // stays
                }
            };
}
