package dev.lockstep.model.xml;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.ModelError;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of a document, by its byte order mark or its declaration, else UTF-8. */
public final class XmlText {
    private static final int DECLARATION_BYTES = 200;
    private static final Pattern DECLARED =
            Pattern.compile("^\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([^\"']{1,40})[\"']");

    private final byte[] bytes;
    private final String document;

    private XmlText(byte[] bytes, String document) {
        this.bytes = bytes;
        this.document = document;
    }

    /**
     * The text without its byte order mark.
     *
     * @throws LockstepException for an unknown encoding, and for bytes that are none of its
     */
    public static String of(byte[] bytes, String document) {
        return new XmlText(bytes, document).text();
    }

    private String text() {
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            return decoded(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(0xFE, 0xFF)) {
            return decoded(StandardCharsets.UTF_16BE, 2);
        }
        if (startsWith(0xFF, 0xFE)) {
            return decoded(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(0, '<')) {
            return decoded(StandardCharsets.UTF_16BE, 0);
        }
        if (startsWith('<', 0)) {
            return decoded(StandardCharsets.UTF_16LE, 0);
        }
        return decoded(declared(), 0);
    }

    private boolean startsWith(int... wanted) {
        for (int k = 0; k < wanted.length; k++) {
            if (k >= bytes.length || (bytes[k] & 0xFF) != wanted[k]) {
                return false;
            }
        }
        return true;
    }

    private Charset declared() {
        int length = Math.min(bytes.length, DECLARATION_BYTES);
        Matcher m = DECLARED.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        if (!m.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(m.group(1));
        } catch (IllegalArgumentException e) {
            throw refused(
                    new Location(document, 1, m.start(1) + 1),
                    "The encoding " + m.group(1) + " is not known.");
        }
    }

    private String decoded(Charset charset, int from) {
        CharsetDecoder decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out =
                CharBuffer.allocate((int) Math.ceil(in.remaining() * decoder.maxCharsPerByte()));
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            result = decoder.flush(out);
        }
        String text = out.flip().toString();
        if (result.isError()) {
            long lines = text.chars().filter(c -> c == '\n').count();
            int column = text.length() - text.lastIndexOf('\n');
            throw refused(
                    new Location(document, (int) lines + 1, column),
                    "The bytes there are no characters of " + charset.name() + ".");
        }
        return text;
    }

    private static LockstepException refused(Location where, String detail) {
        return new LockstepException(Problem.error(ModelError.MALFORMED_XML, where, detail));
    }
}
