package dev.lockstep.server.persist;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * What a snapshot holds, as lines of text; the last one is a checksum of those before.
 *
 * @param name of the snapshot's folder, so that one put in the place of another is noticed
 * @param project of the snapshot, as the name of its folder
 * @param model SHA-256 of the project's document, in hexadecimal
 * @param position of the last entry that the state is made of
 * @param timeMicros of that entry
 */
record Manifest(
        String name,
        String project,
        String model,
        long position,
        long timeMicros,
        List<Section> sections) {
    static final int VERSION = 1;
    private static final String FIRST = "lockstep-snapshot ";

    /**
     * A file of the snapshot.
     *
     * @param crc CRC-32C of its bytes
     */
    record Section(String name, long bytes, int crc) {}

    /** What is wrong with a manifest, as a part of a sentence. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        final boolean isOtherVersion;

        Refused(String why, boolean isOtherVersion) {
            super(why);
            this.isOtherVersion = isOtherVersion;
        }

        String why() {
            String message = getMessage();
            return message == null ? "" : message;
        }
    }

    byte[] bytes() {
        StringBuilder s = new StringBuilder();
        s.append(FIRST).append(VERSION).append('\n');
        s.append("name ").append(name).append('\n');
        s.append("project ").append(project).append('\n');
        s.append("model ").append(model).append('\n');
        s.append("position ").append(position).append('\n');
        s.append("time ").append(timeMicros).append('\n');
        for (Section e : sections) {
            s.append("section ").append(e.name()).append(' ').append(e.bytes()).append(' ');
            s.append(hex(e.crc())).append('\n');
        }
        String sum = hex(crc(s.toString()));
        s.append("end ").append(sum).append('\n');
        return s.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(int crc) {
        return String.format(Locale.ROOT, "%08x", crc);
    }

    private static int crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }

    /**
     * @throws Refused if it is damaged or of another version
     */
    static Manifest read(byte[] bytes) throws Refused {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith(FIRST) && !text.startsWith(FIRST + VERSION + "\n")) {
            // what another version writes behind its number only that one knows
            String version = text.substring(FIRST.length()).lines().findFirst().orElse("");
            if (version.matches("[0-9]{1,9}")) {
                throw new Refused("was written in format " + version, true);
            }
        }
        int end = text.lastIndexOf("\nend ") + 1;
        if (!text.startsWith(FIRST)
                || end == 0
                || !text.substring(end).equals("end " + hex(crc(text.substring(0, end))) + "\n")) {
            throw new Refused("has a damaged list of contents", false);
        }
        try {
            return parse(text.substring(0, end).split("\n"));
        } catch (RuntimeException e) {
            // the checksum is right, so that whoever wrote it was wrong
            throw new Refused("has a list of contents that makes no sense", false);
        }
    }

    private static Manifest parse(String[] lines) {
        List<Section> sections = new ArrayList<>();
        for (int k = 6; k < lines.length; k++) {
            String[] part = value(lines[k], "section").split(" ");
            sections.add(
                    new Section(
                            part[0],
                            Long.parseLong(part[1]),
                            Integer.parseUnsignedInt(part[2], 16)));
        }
        return new Manifest(
                value(lines[1], "name"),
                value(lines[2], "project"),
                value(lines[3], "model"),
                Long.parseLong(value(lines[4], "position")),
                Long.parseLong(value(lines[5], "time")),
                List.copyOf(sections));
    }

    private static String value(String line, String key) {
        if (!line.startsWith(key + " ")) {
            throw new IllegalArgumentException(line);
        }
        return line.substring(key.length() + 1);
    }
}
