package dev.lockstep.failover.zookeeper;

import dev.lockstep.failover.coordination.CoordinationLimits;
import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.coordination.MemberText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of engines below one path, as one client sees them. Every call may wait for ZooKeeper,
 * for about a session at most.
 */
final class Nodes implements AutoCloseable {
    private static final String STEM = "server-n_";
    private static final Pattern NAME = Pattern.compile("server-n_(\\d{10})");
    private static final int RETRIES = 1;
    private static final int RETRY_MILLIS = 50;

    final CuratorFramework client;
    private final String root;

    /**
     * A node with what its engine says of itself.
     *
     * @param owner the session that it lives and ends with
     */
    record Node(String path, long owner, Member member) {}

    Nodes(ZooKeeperCoordinationSettings settings) {
        this.root = settings.root();
        CuratorFrameworkFactory.Builder builder =
                CuratorFrameworkFactory.builder()
                        .connectString(settings.connect())
                        .sessionTimeoutMs(settings.sessionMillis())
                        .connectionTimeoutMs(settings.sessionMillis())
                        .retryPolicy(new RetryNTimes(RETRIES, RETRY_MILLIS));
        String digest = settings.digest();
        if (digest != null) {
            builder.authorization("digest", digest.getBytes(StandardCharsets.UTF_8));
            builder.aclProvider(new OwnerOnly());
        }
        client = builder.build();
    }

    /** Whoever creates a node may do everything with it, and nobody else anything. */
    private static final class OwnerOnly implements ACLProvider {
        @Override
        public List<ACL> getDefaultAcl() {
            return ZooDefs.Ids.CREATOR_ALL_ACL;
        }

        @Override
        public List<ACL> getAclForPath(String path) {
            return ZooDefs.Ids.CREATOR_ALL_ACL;
        }
    }

    long session() throws Exception {
        return client.getZookeeperClient().getZooKeeper().getSessionId();
    }

    /** What the servers made of the session that was asked for. */
    int sessionMillis() throws Exception {
        return client.getZookeeperClient().getZooKeeper().getSessionTimeout();
    }

    /** Creates a node of this client at the end of the line. */
    String create(Member member) throws Exception {
        return client.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                .forPath(root + "/" + STEM, MemberText.write(member));
    }

    void write(String path, Member member) throws Exception {
        client.setData().forPath(path, MemberText.write(member));
    }

    void delete(String path) throws Exception {
        try {
            client.delete().forPath(path);
        } catch (KeeperException.NoNodeException e) {
            // gone is gone
        }
    }

    /**
     * All engines of all projects, in the order of their arrival. What others write below the same
     * path is passed over.
     *
     * @throws TooMany if there are more than the limit says
     */
    List<Node> all() throws Exception {
        List<String> names;
        try {
            names = client.getChildren().forPath(root);
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        }
        List<Node> nodes = new ArrayList<>();
        for (String name : names) {
            Node node = NAME.matcher(name).matches() ? read(root + "/" + name, null) : null;
            if (node != null) {
                nodes.add(node);
            }
            if (nodes.size() > CoordinationLimits.MEMBERS.defaultValue()) {
                throw new TooMany();
            }
        }
        nodes.sort(Comparator.comparingLong(n -> n.member().number()));
        return nodes;
    }

    static final class TooMany extends Exception {}

    /** The node there, or null if there is none, or none of ours. */
    @Nullable Node read(String path, @Nullable CuratorWatcher watcher) throws Exception {
        Stat stat = new Stat();
        try {
            byte[] data =
                    watcher == null
                            ? client.getData().storingStatIn(stat).forPath(path)
                            : client.getData()
                                    .storingStatIn(stat)
                                    .usingWatcher(watcher)
                                    .forPath(path);
            Member member = MemberText.read(data);
            return member == null
                    ? null
                    : new Node(path, stat.getEphemeralOwner(), member.withNumber(number(path)));
        } catch (KeeperException.NoNodeException | KeeperException.NoAuthException e) {
            return null;
        }
    }

    private static long number(String path) {
        return Long.parseLong(path.substring(path.length() - 10));
    }

    @Override
    public void close() {
        client.close();
    }
}
