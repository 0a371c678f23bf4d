package dev.lockstep.systemtests.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Each engine in a network namespace of its own, from which packets can be lost without a word:
 * what it says is sent to a station that does not exist, what it should hear is thrown away where
 * it comes in. Wants root, {@code ip} and {@code nsenter}. The namespaces go when this process
 * ends, however it ends. One thread.
 */
public final class Namespaces implements Network {
    private static final int TRIES = 20;
    private static final int FIRST_NET = 100;
    private static final int NETS = 100;
    private static final long PATIENCE_SECONDS = 10;

    /** $1 namespace, $2 and $3 the ends of the cable, $4 the first three numbers of addresses. */
    private static final String UP =
            """
            ! ip -4 -o addr | grep -q " $4[.]" && ip netns add $1 && ip link add $2 type veth peer name $3 netns $1 &&
            for a in 1 11 12 13 21 22 23 31 32 33 41 42 43; do ip addr add $4.$a/24 dev $2 || return 1; done &&
            ip link set $2 up && ip netns exec $1 sh -c "ip link set lo up && ip addr add $4.100/24 dev $3 &&
            ip link set $3 up && echo 0 > /proc/sys/net/ipv4/ip_early_demux &&
            ip rule add pref 10 lookup local && ip rule del pref 0\"\
            """;

    private static final String DOWN = "ip link del $2; ip netns del $1";
    private static final String LOSE_OUT =
            "for a in $2; do ip neigh replace $a lladdr 02:00:00:00:00:99 dev $1 nud permanent;"
                    + " done";
    private static final String LOSE_IN =
            "for a in $2; do ip rule add pref 5 from $a iif $1 blackhole; done";
    private static final String MEND =
            "for a in $2; do ip neigh del $a dev $1; ip rule del pref 5 from $a iif $1; done; true";

    private final int net;
    private final List<Guard> guards;
    private final Map<Integer, List<String>> lost = new TreeMap<>();

    private Namespaces(int net, List<Guard> guards) {
        this.net = net;
        this.guards = guards;
    }

    /**
     * Sets them up.
     *
     * @throws IllegalStateException if this is not allowed here
     */
    public static Namespaces start(int engines) {
        long pid = ProcessHandle.current().pid();
        for (int k = 0; ; k++) {
            int net = FIRST_NET + (int) ((pid + k) % NETS);
            List<Guard> guards = new ArrayList<>();
            try {
                for (int e = 1; e <= engines; e++) {
                    guards.add(Guard.start(UP, DOWN, arguments(e, net)));
                }
                return new Namespaces(net, guards);
            } catch (IllegalStateException e) {
                guards.forEach(Guard::close);
                if (k == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Whether they can be set up here. */
    public static boolean isPossible() {
        return Guard.isPossible(
                "ip netns add $1 && nsenter --net=/run/netns/$1 ip rule add pref 5 from 10.1.1.1"
                        + " blackhole",
                "ip netns del $1",
                List.of(name(0)));
    }

    private static String name(int engine) {
        return "lockstep-" + ProcessHandle.current().pid() + "-" + engine;
    }

    private static String device(int engine, String end) {
        return "ls" + ProcessHandle.current().pid() + end + engine;
    }

    private static List<String> arguments(int engine, int net) {
        return List.of(
                name(engine), device(engine, "h"), device(engine, "e"), "10." + net + "." + engine);
    }

    @Override
    public String address(int engine, int last) {
        return "10." + net + "." + engine + "." + last;
    }

    @Override
    public String host(int engine) {
        return address(engine, 100);
    }

    @Override
    public String from(int engine, int last) {
        return address(engine, last);
    }

    @Override
    public List<String> prefix(int engine) {
        // unlike "ip netns exec", this leaves the engine the files that everybody sees
        return List.of("nsenter", "--net=/run/netns/" + name(engine));
    }

    @Override
    public boolean cut(int engine, List<String> addresses, Way way) {
        lost.computeIfAbsent(engine, e -> new ArrayList<>()).addAll(addresses);
        if (way != Way.IN) {
            run(engine, LOSE_OUT, addresses);
        }
        if (way != Way.OUT) {
            run(engine, LOSE_IN, addresses);
        }
        return true;
    }

    @Override
    public void mend() {
        lost.forEach((engine, addresses) -> run(engine, MEND, addresses));
        lost.clear();
    }

    private void run(int engine, String script, List<String> addresses) {
        List<String> command = new ArrayList<>(prefix(engine));
        command.addAll(List.of("sh", "-c", script, "sh"));
        command.add(device(engine, "e"));
        command.add(String.join(" ", addresses));
        try {
            Process p =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!p.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || p.exitValue() != 0) {
                throw new IllegalStateException("failed: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new IllegalStateException("no shell", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String words() {
        return "network namespaces";
    }

    @Override
    public void close() {
        guards.forEach(Guard::close);
    }
}
