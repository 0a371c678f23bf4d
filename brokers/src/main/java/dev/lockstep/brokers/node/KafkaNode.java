package dev.lockstep.brokers.node;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.DescribeClusterRequest;
import org.apache.kafka.common.requests.DescribeClusterResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * Main class of the process of one Kafka node, broker and controller at once. Formats its folder
 * where that has not been done, then serves until its parent stops it or goes.
 */
public final class KafkaNode implements NodeServer {
    private static final short DESCRIBE_VERSION = 1;
    private static final int ANSWER_MILLIS = 2000;

    private final Properties properties;
    private final String clusterId;
    private final int nodes;
    private final int id;
    private volatile @Nullable KafkaRaftServer server;

    private KafkaNode(Properties properties, String clusterId, int nodes) {
        this.properties = properties;
        this.clusterId = clusterId;
        this.nodes = nodes;
        this.id = Integer.parseInt(properties.getProperty("node.id"));
    }

    /**
     * Runs a node.
     *
     * @param args the file to say "ready" in; how many brokers must be seen before the node counts
     *     as ready, itself included; the file with Kafka's properties; the cluster's id
     */
    public static void main(String[] args) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[2]))) {
            properties.load(in);
        }
        KafkaNode node = new KafkaNode(properties, args[3], Integer.parseInt(args[1]));
        NodeProcess.run(node, Path.of(args[0]));
    }

    @Override
    public void start() throws Exception {
        String folder = properties.getProperty("log.dirs");
        new Formatter()
                .setClusterId(clusterId)
                .setNodeId(id)
                .addDirectory(folder)
                .setMetadataLogDirectory(folder)
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setIgnoreFormatted(true)
                .run();
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server = starting;
        starting.startup();
    }

    /** Asks this node over its own port which brokers it knows to be alive. */
    @Override
    public boolean isReady() throws IOException {
        String[] address = properties.getProperty("advertised.listeners").split("[/:,]+");
        DescribeClusterRequest request =
                new DescribeClusterRequest.Builder(new DescribeClusterRequestData())
                        .build(DESCRIBE_VERSION);
        RequestHeader header =
                new RequestHeader(ApiKeys.DESCRIBE_CLUSTER, DESCRIBE_VERSION, "readiness", 1);
        ByteBuffer body = request.serializeWithHeader(header);
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(
                    new InetSocketAddress(address[1], Integer.parseInt(address[2])), ANSWER_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(body.remaining());
            out.write(body.array(), body.arrayOffset() + body.position(), body.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            return knowsEnough(ByteBuffer.wrap(answer), header);
        }
    }

    private boolean knowsEnough(ByteBuffer answer, RequestHeader header) {
        ResponseHeader.parse(
                answer, ApiKeys.DESCRIBE_CLUSTER.responseHeaderVersion(header.apiVersion()));
        DescribeClusterResponse response =
                DescribeClusterResponse.parse(new ByteBufferAccessor(answer), header.apiVersion());
        return response.nodes().size() >= nodes && response.nodes().containsKey(id);
    }

    @Override
    public void stop() {
        KafkaRaftServer running = server;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }
}
