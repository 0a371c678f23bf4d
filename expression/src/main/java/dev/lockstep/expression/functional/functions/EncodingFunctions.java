package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.document.XmlText;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Texts in other forms, and digests of them. Bytes are those of UTF-8. */
public final class EncodingFunctions {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private EncodingFunctions() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static FunctionalFault malformed() {
        return new FunctionalFault(FunctionalError.NOT_CONVERTIBLE);
    }

    /** Fails where the bytes are not UTF-8, rather than putting marks in their place. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            throw malformed();
        }
    }

    @Function(meaning = "The text in base64.", example = "base64Encode('abcd')", gives = "YWJjZA==")
    public static String base64Encode(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    @Function(
            meaning = "The text that base64 spells, with or without padding.",
            example = "base64Decode('YWJjZA==')",
            gives = "abcd")
    public static String base64Decode(String text) {
        try {
            return text(Base64.getMimeDecoder().decode(ascii(text)));
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
    }

    private static byte[] ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && !Character.isLetterOrDigit(c) && "+/=-_".indexOf(c) < 0 || c > 126) {
                throw malformed();
            }
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Function(
            meaning = "The text in base64 for addresses, without padding.",
            example = "base64UrlEncode('a?>')",
            gives = "YT8-")
    public static String base64UrlEncode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
    }

    @Function(
            meaning = "The text that base64 for addresses spells.",
            example = "base64UrlDecode('YT8-')",
            gives = "a?>")
    public static String base64UrlDecode(String text) {
        try {
            return text(Base64.getUrlDecoder().decode(ascii(text.strip())));
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
    }

    @Function(
            meaning =
                    "The text with everything but letters, digits and - . _ ~ as percent "
                            + "codes.",
            example = "urlEncode('a b&ü')",
            gives = "a%20b%26%C3%BC")
    public static String urlEncode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes(text)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    @Function(
            meaning = "The text that percent codes spell; a plus sign is a blank.",
            example = "urlDecode('a+b%26%C3%BC')",
            gives = "a b&ü")
    public static String urlDecode(String text) {
        byte[] in = bytes(text);
        byte[] out = new byte[in.length];
        int size = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out[size++] = in[i] == '+' ? (byte) ' ' : in[i];
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw malformed();
            }
            out[size++] = (byte) (high * 16 + low);
            i += 2;
        }
        return text(java.util.Arrays.copyOf(out, size));
    }

    @Function(
            meaning = "The bytes of the text in hexadecimal digits.",
            example = "hexEncode('aü')",
            gives = "61c3bc")
    public static String hexEncode(String text) {
        return HexFormat.of().formatHex(bytes(text));
    }

    @Function(
            meaning = "The text whose bytes hexadecimal digits spell.",
            example = "hexDecode('61C3BC')",
            gives = "aü")
    public static String hexDecode(String text) {
        try {
            return text(HexFormat.of().parseHex(text.strip()));
        } catch (IllegalArgumentException notHex) {
            throw malformed();
        }
    }

    @Function(
            meaning = "An integer in hexadecimal digits, negative ones as 64 bits.",
            example = "toHex(255)",
            gives = "ff")
    public static String toHex(long number) {
        return Long.toHexString(number);
    }

    @Function(
            meaning = "The integer that hexadecimal digits spell, with or without 0x.",
            example = "fromHex('0xFF')",
            gives = "255")
    public static long fromHex(String text) {
        String digits = text.strip().toLowerCase(Locale.ROOT);
        return parse(digits.startsWith("0x") ? digits.substring(2) : digits, 16);
    }

    @Function(
            meaning = "An integer in the digits of a base from 2 to 36.",
            example = "toBase(10, 2)",
            gives = "1010")
    public static String toBase(long number, long base) {
        return Long.toString(number, radix(base));
    }

    @Function(
            meaning = "The integer that digits of a base from 2 to 36 spell.",
            example = "fromBase('1010', 2)",
            gives = "10")
    public static long fromBase(String text, long base) {
        return parse(text.strip(), radix(base));
    }

    private static int radix(long base) {
        if (base < 2 || base > 36) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        return (int) base;
    }

    /** Ones of 64 bits are negative, as they are written. */
    private static long parse(String digits, int radix) {
        if (digits.length() > 65) {
            throw malformed();
        }
        try {
            BigInteger value = new BigInteger(digits, radix);
            if (value.bitLength() > 64) {
                throw new ArithmeticException("more than 64 bits");
            }
            return value.longValue();
        } catch (NumberFormatException noDigits) {
            throw malformed();
        }
    }

    private static String digest(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(bytes(text)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Function(
            meaning = "The MD5 digest of the text in hexadecimal digits.",
            example = "md5('abc')",
            gives = "900150983cd24fb0d6963f7d28e17f72")
    public static String md5(String text) {
        return digest("MD5", text);
    }

    @Function(
            meaning = "The SHA-1 digest of the text in hexadecimal digits.",
            example = "sha1('abc')",
            gives = "a9993e364706816aba3e25717850c26c9cd0d89d")
    public static String sha1(String text) {
        return digest("SHA-1", text);
    }

    @Function(
            meaning = "The SHA-256 digest of the text in hexadecimal digits.",
            example = "left(sha256('abc'), 16)",
            gives = "ba7816bf8f01cfea")
    public static String sha256(String text) {
        return digest("SHA-256", text);
    }

    @Function(
            meaning = "The SHA-512 digest of the text in hexadecimal digits.",
            example = "left(sha512('abc'), 16)",
            gives = "ddaf35a193617aba")
    public static String sha512(String text) {
        return digest("SHA-512", text);
    }

    @Function(
            meaning = "The CRC-32 check sum of the text.",
            example = "crc32('123456789')",
            gives = "3421780262")
    public static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(bytes(text));
        return crc.getValue();
    }

    @Function(
            meaning =
                    "A number from 0 on, below the second argument if given, that is the "
                            + "same for equal texts everywhere: 64-bit FNV-1a without the sign.",
            example = "hash('abc', 10)",
            gives = "3",
            optional = 1)
    public static long hash(String text, @Nullable Long below) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : bytes(text)) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        if (below == null) {
            return hash & Long.MAX_VALUE;
        }
        if (below <= 0) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        return (hash & Long.MAX_VALUE) % below;
    }

    @Function(
            meaning = "The text with the entities of XML where it needs them.",
            example = "xmlEscape('a<b & \"c\"')",
            gives = "a&lt;b &amp; &quot;c&quot;",
            aliases = "escapeXml")
    public static String xmlEscape(String text) {
        StringBuilder out = new StringBuilder();
        XmlText.escape(text, out);
        return out.toString();
    }

    @Function(
            meaning = "The text with the entities of XML resolved.",
            example = "xmlUnescape('a&lt;b&#33;')",
            gives = "a<b!",
            aliases = "unescapeXml")
    public static String xmlUnescape(String text) {
        return XmlText.unescape(text);
    }

    @Function(
            meaning = "How many bytes the text takes in UTF-8.",
            example = "utf8Length('aü€')",
            gives = "6")
    public static long utf8Length(String text) {
        return bytes(text).length;
    }
}
