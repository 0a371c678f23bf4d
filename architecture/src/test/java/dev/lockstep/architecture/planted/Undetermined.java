package dev.lockstep.architecture.planted;

import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** One use of each thing that is banned from the engine, and some that look like it. */
@SuppressWarnings({
    "unused",
    "DefaultCharset",
    "JavaTimeDefaultTimeZone",
    "JavaUtilDate",
    "StringCaseLocaleUsage",
    "UnnecessaryMethodReference"
})
final class Undetermined {
    Map<String, Integer> hashed = new HashMap<>();
    LongSupplier byReference = System::nanoTime;
    DoubleUnaryOperator inLambda = x -> Math.exp(x);

    Object collections(List<String> list) {
        return new Object[] {
            new HashSet<>(list),
            new IdentityHashMap<String, String>(),
            Set.of("a"),
            Set.copyOf(list),
            Map.of("a", "b"),
            Map.entry("fine", "fine"),
            new ConcurrentHashMap<String, String>(),
            list.stream().collect(Collectors.toSet()),
            list.parallelStream()
        };
    }

    Object clocks() {
        return new Object[] {
            System.currentTimeMillis(),
            Instant.now(),
            LocalDate.now(),
            new Date(),
            ZoneId.systemDefault(),
            TimeZone.getDefault()
        };
    }

    Object chance(List<String> list) {
        Collections.shuffle(list);
        return new Object[] {
            Math.random(),
            UUID.randomUUID(),
            new Random(1).nextInt(),
            ThreadLocalRandom.current().nextInt(),
            new SecureRandom(),
            System.identityHashCode(this)
        };
    }

    Object text(byte[] bytes, double x) {
        return new Object[] {
            String.format("%s", x),
            "%s".formatted(x),
            "I".toLowerCase(),
            "i".toUpperCase(),
            "a".getBytes(),
            new String(bytes),
            Locale.getDefault(),
            Charset.defaultCharset(),
            DateTimeFormatter.ofPattern("MMM"),
            System.getProperty("user.dir")
        };
    }

    Object outside(Path path) throws IOException {
        return new Object[] {
            new File("x"), new FileReader("x"), Files.readString(path), new Socket(), new Thread()
        };
    }

    double transcendental(double x) {
        return Math.sin(x) + Math.pow(x, 2) + Math.log(x) + Math.atan2(x, 1) + Math.cbrt(x);
    }

    Object fine(double x) {
        return new Object[] {
            new LinkedHashMap<String, String>(),
            new TreeMap<String, String>(Comparator.naturalOrder()),
            List.of("a"),
            Math.sqrt(x) + Math.floor(x) + StrictMath.sin(x),
            "I".toLowerCase(Locale.ROOT),
            TimeUnit.MICROSECONDS,
            new AtomicLong()
        };
    }
}
