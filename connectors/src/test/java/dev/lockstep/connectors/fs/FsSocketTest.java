package dev.lockstep.connectors.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.RecordingSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FsSocketTest {
    private static final Schema SCHEMA =
            new Schema(List.of(new Field("id", FieldType.INT64, true)));

    private static ConnectorConfig config(Direction direction, Map<String, String> properties) {
        return new ConnectorConfig(
                "p/q/w/c", direction, SCHEMA, false, properties, Path.of("."), Location.UNKNOWN);
    }

    private static CompletableFuture<Void> run(Publisher publisher, RecordingSink sink) {
        return CompletableFuture.runAsync(
                () -> {
                    try (publisher) {
                        publisher.run(sink);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    /** Connects as soon as somebody listens. */
    private static Socket connect(int port) {
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "xml", "properties"})
    void aPartialBlockLeavesWhenNoBytesWait(String type) throws Exception {
        Map<String, String[]> texts =
                Map.of(
                        "csv", new String[] {"i,n,1\ni,n", ",2\n"},
                        "json", new String[] {"[{\"id\":1},{\"id\"", ":2}]"},
                        "xml",
                                new String[] {
                                    "<events><event><id>1</id></event><event><id>",
                                    "2</id></event></events>"
                                },
                        "properties", new String[] {"id=1\n\nid", "=2\n\n"});
        String[] parts = texts.getOrDefault(type, new String[2]);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String name = "127.0.0.1:" + server.getLocalPort();
            Publisher publisher =
                    new FsConnector()
                            .publisher(
                                    config(
                                            Direction.PUBLISH,
                                            Map.of(
                                                    "fsname",
                                                    name,
                                                    "fstype",
                                                    type,
                                                    "blocksize",
                                                    "100")));
            assertThat(publisher.isFinite()).isFalse();
            RecordingSink sink = new RecordingSink(SCHEMA);
            CompletableFuture<Void> run = run(publisher, sink);
            try (Socket socket = server.accept()) {
                send(socket, parts[0]);
                sink.awaitFirst();
                assertThat(sink.text()).isEqualTo("I,N, 1\n");
                send(socket, parts[1]);
            }
            run.join();
            assertThat(sink.sizes()).containsExactly(1, 1);
            assertThat(sink.text()).isEqualTo("I,N, 1\nI,N, 2\n");
        }
    }

    @Test
    void aListenerTakesOneConnectionAfterTheOther() throws Exception {
        int port = freePort();
        RecordingSink sink = new RecordingSink(SCHEMA);
        Publisher publisher =
                new FsConnector()
                        .publisher(
                                config(
                                        Direction.PUBLISH,
                                        Map.of("fsname", ":" + port, "maxevents", "3")));
        assertThat(publisher.isFinite()).isTrue();
        CompletableFuture<Void> run = run(publisher, sink);
        try (Socket a = connect(port)) {
            send(a, "i,n,1\ni,n,2");
        }
        try (Socket b = connect(port)) {
            send(b, "i,n,3\ni,n,4\n");
            run.join();
        }
        assertThat(sink.text()).isEqualTo("I,N, 1\nI,N, 2\nI,N, 3\n");
    }

    /** What has come before a client's connection is reset, and what of it counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "csv; i,n,1|i,n,2; i,n,2; i,n,3|",
                "csv; i,n,1|; ``; i,n,3|",
                "csv; i,n,1|i,n,\"2|i,n,7; i,n,7; i,n,3|",
                "properties; id=1||id=2; id=2; id=3||",
                "json; [{\"id\":1},{\"id\":2; [{\"id\":1},{\"id\":2; [{\"id\":3}]",
                "xml; <events><event><id>1</id></event>|<event>; <event>;"
                        + " <events><event><id>3</id></event></events>",
            })
    void aClientWhoseConnectionIsResetEndsAloneAndItsPartOfARowIsBad(
            String type, String sent, String part, String next) throws Exception {
        int port = freePort();
        RecordingSink sink = new RecordingSink(SCHEMA);
        Publisher publisher =
                new FsConnector()
                        .publisher(
                                config(
                                        Direction.PUBLISH,
                                        Map.of(
                                                "fsname",
                                                ":" + port,
                                                "fstype",
                                                type,
                                                "maxevents",
                                                "2")));
        CompletableFuture<Void> run = run(publisher, sink);
        try (Socket a = connect(port)) {
            send(a, sent.replace('|', '\n'));
            sink.awaitFirst();
            // closed like this, a connection is reset
            a.setSoLinger(true, 0);
        }
        try (Socket b = connect(port)) {
            send(b, next.replace('|', '\n'));
            run.join();
        }
        assertThat(sink.text()).isEqualTo("I,N, 1\nI,N, 3\n");
        assertThat(sink.bad()).hasSize(1);
        BadRow bad = sink.bad().get(0);
        assertThat(bad.code()).isEqualTo(ConnectorCode.CLIENT_LOST);
        assertThat(bad.place()).isEqualTo(":" + port);
        assertThat(bad.reason()).contains("127.0.0.1", "was lost");
        assertThat(bad.text()).isEqualTo(part);
    }

    @Test
    void closingEndsAListenerThatWaits() throws Exception {
        int port = freePort();
        RecordingSink sink = new RecordingSink(SCHEMA);
        Publisher publisher =
                new FsConnector()
                        .publisher(config(Direction.PUBLISH, Map.of("fsname", ":" + port)));
        CompletableFuture<Void> run = run(publisher, sink);
        try (Socket a = connect(port)) {
            send(a, "i,n,1\n");
            sink.awaitFirst();
            publisher.close();
        }
        run.join();
        assertThat(sink.rows()).isEqualTo(1);
    }

    @Test
    void nobodyThereIsAnErrorWithACode() throws Exception {
        String name = "127.0.0.1:" + freePort();
        Publisher publisher =
                new FsConnector().publisher(config(Direction.PUBLISH, Map.of("fsname", name)));
        assertThatThrownBy(() -> publisher.run(new RecordingSink(SCHEMA)))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4115");
        Subscriber subscriber =
                new FsConnector().subscriber(config(Direction.SUBSCRIBE, Map.of("fsname", name)));
        assertThatThrownBy(subscriber::open)
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4110");
    }

    @Test
    void subscribersWriteToSocketsTheyConnectToOrWaitFor() throws Exception {
        EventBlock block = EventBlock.detached(SCHEMA);
        new BlockBuilder(block, null).row(Opcode.DELETE).set(0, 5L);
        int port = freePort();
        for (boolean listens : new boolean[] {true, false}) {
            try (ServerSocket server = listens ? new ServerSocket() : new ServerSocket(port)) {
                String name = (listens ? "" : "localhost") + ":" + port;
                Subscriber subscriber =
                        new FsConnector()
                                .subscriber(config(Direction.SUBSCRIBE, Map.of("fsname", name)));
                CompletableFuture<Void> run =
                        CompletableFuture.runAsync(
                                () -> {
                                    try (subscriber) {
                                        subscriber.open();
                                        subscriber.accept(block);
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
                try (Socket socket = listens ? connect(port) : server.accept()) {
                    byte[] all = socket.getInputStream().readAllBytes();
                    assertThat(new String(all, StandardCharsets.UTF_8)).isEqualTo("D,N, 5\n");
                }
                run.join();
            }
        }
    }
}
