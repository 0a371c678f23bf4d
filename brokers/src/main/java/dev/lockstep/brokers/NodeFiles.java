package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** Files that nodes are given. */
final class NodeFiles {
    private NodeFiles() {}

    /** The text in the file, or that of the supplier, which the file then keeps. */
    static String keep(Path file, Supplier<String> maker) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.resolveSibling(""));
                Files.writeString(file, maker.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new LockstepException(
                    BrokersError.FOLDER, "The file " + file + " cannot be written.", e);
        }
    }

    /** A name beside the file that nobody else uses, for what is not yet whole. */
    static Path fresh(Path file) {
        return file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + "." + System.nanoTime());
    }

    /** Writes a file of properties, and its folder where that is missing. */
    static void writeProperties(Path file, Map<String, String> properties) {
        StringBuilder text = new StringBuilder();
        properties.forEach(
                (name, value) ->
                        text.append(name)
                                .append('=')
                                .append(value.replace("\\", "\\\\"))
                                .append('\n'));
        write(file, text.toString());
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new LockstepException(
                    BrokersError.FOLDER, "The file " + file + " cannot be written.", e);
        }
    }
}
