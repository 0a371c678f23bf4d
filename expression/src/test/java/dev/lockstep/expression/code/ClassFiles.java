package dev.lockstep.expression.code;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Reads from class files how long the byte code of each method is. */
public final class ClassFiles {
    private ClassFiles() {}

    /** Method names (with a number each) and the bytes of their code. */
    public static Map<String, Integer> codeLengths(Class<?> base, String body, String... imports) {
        Map<String, Integer> lengths = new TreeMap<>();
        for (byte[] file : ClassFactory.classFiles(base, body, imports).values()) {
            try {
                read(new DataInputStream(new ByteArrayInputStream(file)), lengths);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lengths;
    }

    private static void read(DataInputStream in, Map<String, Integer> lengths) throws IOException {
        in.skipNBytes(8);
        String[] texts = constants(in);
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        members(in, texts, new TreeMap<>());
        members(in, texts, lengths);
    }

    private static String[] constants(DataInputStream in) throws IOException {
        String[] texts = new String[in.readUnsignedShort()];
        for (int k = 1; k < texts.length; k++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[k] = in.readUTF();
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    k++;
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("constant of kind " + tag);
            }
        }
        return texts;
    }

    private static void members(DataInputStream in, String[] texts, Map<String, Integer> lengths)
            throws IOException {
        int count = in.readUnsignedShort();
        for (int k = 0; k < count; k++) {
            in.skipNBytes(2);
            String name = texts[in.readUnsignedShort()] + "#" + k;
            in.skipNBytes(2);
            int attributes = in.readUnsignedShort();
            for (int a = 0; a < attributes; a++) {
                boolean isCode = "Code".equals(texts[in.readUnsignedShort()]);
                int length = in.readInt();
                if (isCode) {
                    in.skipNBytes(4);
                    lengths.put(name, in.readInt());
                    in.skipNBytes(length - 8);
                } else {
                    in.skipNBytes(length);
                }
            }
        }
    }
}
