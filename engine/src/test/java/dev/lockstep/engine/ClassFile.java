package dev.lockstep.engine;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** As much of a class file as it takes to see how long the byte code of each method is. */
public final class ClassFile {
    private static final int FIELD_AND_METHOD_HEAD = 6;

    private ClassFile() {}

    /** Bytes of code by method. */
    public static Map<String, Integer> codeLengths(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        in.skipNBytes(8);
        String[] texts = constants(in);
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        Map<String, Integer> lengths = new TreeMap<>();
        for (int part = 0; part < 2; part++) {
            int members = in.readUnsignedShort();
            for (int m = 0; m < members; m++) {
                member(in, texts, m, lengths);
            }
        }
        return lengths;
    }

    private static void member(
            DataInputStream in, String[] texts, int number, Map<String, Integer> lengths)
            throws IOException {
        byte[] head = new byte[FIELD_AND_METHOD_HEAD];
        in.readFully(head);
        String name = texts[(head[2] & 0xFF) << 8 | head[3] & 0xFF] + "#" + number;
        int attributes = in.readUnsignedShort();
        for (int a = 0; a < attributes; a++) {
            boolean isCode = "Code".equals(texts[in.readUnsignedShort()]);
            DataInputStream content =
                    new DataInputStream(new ByteArrayInputStream(in.readNBytes(in.readInt())));
            if (isCode) {
                content.skipNBytes(4);
                lengths.put(name, content.readInt());
            }
        }
    }

    private static String[] constants(DataInputStream in) throws IOException {
        String[] texts = new String[in.readUnsignedShort()];
        for (int k = 1; k < texts.length; k++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[k] = in.readUTF();
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    k++;
                }
                default -> in.skipNBytes(4);
            }
        }
        return texts;
    }
}
