package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A project from a file of orders to a file of totals by symbol. */
final class FileProject {
    private static final String MODEL =
            """
            <project name="files" pubsub="manual" threads="1" heartbeat-interval="1000">
              <contqueries>
                <contquery name="cq">
                  <windows>
                    <window-source name="orders" index="pi_EMPTY" insert-only="true">
                      <schema><fields>
                        <field name="id" type="int64" key="true"/>
                        <field name="symbol" type="string"/>
                        <field name="quantity" type="int64"/>
                      </fields></schema>
                      <connectors>
                        <connector class="fs" name="in">
                          <properties>
                            <property name="type">pub</property>
                            <property name="fstype">csv</property>
                            <property name="fsname">IN</property>
                            <property name="rate">RATE</property>
                          </properties>
                        </connector>
                      </connectors>
                    </window-source>
                    <window-aggregate name="totals">
                      <schema><fields>
                        <field name="symbol" type="string" key="true"/>
                        <field name="count" type="int64"/>
                        <field name="quantity" type="int64"/>
                      </fields></schema>
                      <output>
                        <field-expr>ESP_aCountNonNull(quantity)</field-expr>
                        <field-expr>ESP_aSum(quantity)</field-expr>
                      </output>
                      <connectors>
                        <connector class="fs" name="out">
                          <properties>
                            <property name="type">sub</property>
                            <property name="fstype">csv</property>
                            <property name="header">true</property>
                            <property name="snapshot">false</property>
                            <property name="fsname">OUT</property>
                          </properties>
                        </connector>
                        KAFKA
                      </connectors>
                    </window-aggregate>
                  </windows>
                  <edges><edge source="orders" target="totals"/></edges>
                </contquery>
              </contqueries>
            </project>
            """;

    private final Path folder;
    private final Path orders;

    FileProject(Path folder, int rows) throws IOException {
        this.folder = folder;
        this.orders = folder.resolve("orders.csv");
        StringBuilder text = new StringBuilder();
        for (int k = 1; k <= rows; k++) {
            text.append("i,n,").append(k).append(",S").append(k * 7 % 13);
            text.append(',').append(k % 100).append('\n');
        }
        Files.writeString(orders, text);
    }

    /**
     * Writes the model.
     *
     * @param rate rows a second; 0 for as fast as possible
     * @param connector one more of the window of totals
     */
    Path model(String name, Path out, int rate, String connector) throws IOException {
        String text =
                MODEL.replace("IN<", orders + "<")
                        .replace("OUT<", out + "<")
                        .replace("RATE", String.valueOf(rate))
                        .replace("KAFKA", connector);
        return Files.writeString(folder.resolve(name), text);
    }

    /** What the project puts out without a journal, if nothing happens. */
    Path undisturbed() throws IOException, InterruptedException {
        Path out = folder.resolve("expected.csv");
        Path model = model("undisturbed.xml", out, 0, "");
        Path log = folder.resolve("run.log");
        Process run =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.lockstep.server.Main",
                                "run",
                                model.toString(),
                                "--until-finished")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(Files.readString(log)).isZero();
        return out;
    }

    /** Sum of the counts that each symbol has at the end: every order counts once. */
    static long lastCounts(Path file) throws IOException {
        TreeMap<String, Long> last = new TreeMap<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines) {
            String[] f = line.split(",", -1);
            if (f[0].equals("I") || f[0].equals("UB")) {
                last.put(f[2].trim(), Long.parseLong(f[3].trim()));
            }
        }
        return last.values().stream().mapToLong(v -> v).sum();
    }
}
