package dev.lockstep.failover.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.role.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child process with a link, connected to. */
record LinkProcess(Process process, String address) implements AutoCloseable {
    static LinkProcess start(Role role, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LinkChild.class.getName(),
                                role.name()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String address = null;
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (address == null || !Dialer.isAddress(address)) {
            address = out.readLine();
            assertThat(address).as("the child has ended").isNotNull();
        }
        return new LinkProcess(process, address);
    }

    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
