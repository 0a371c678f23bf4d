package dev.lockstep.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What would make two runs of one journal differ: salted or identity hashing, clocks, chance,
 * threads, the outside world, defaults of the machine, functions whose last bit the virtual machine
 * may choose. See ADR 0001.
 */
final class Determinism {
    /** One a line: {@code *} stands for anything, braces hold alternatives. */
    private static final Pattern BANNED_TYPES =
            anyOf(
                    """
                    java.util.{HashMap,HashSet,Hashtable,IdentityHashMap,WeakHashMap}
                    java.util.concurrent.*
                    java.util.{Random,SplittableRandom,random.*}
                    java.security.SecureRandom
                    java.util.{Timer,Calendar,GregorianCalendar}
                    java.time.{Clock,InstantSource}
                    java.util.{Formatter,Scanner}
                    java.text.{*Format,*FormatSymbols,Collator,BreakIterator}
                    java.lang.{Thread,ThreadLocal,ThreadGroup,Runtime,Process*}
                    java.io.{File,File?*,RandomAccessFile,Console,PrintStream,PrintWriter}
                    java.nio.{file,channels}.*
                    {java,javax}.net.*
                    """);

    /** Of a banned package, what is harmless. */
    private static final Pattern HARMLESS_TYPES =
            anyOf(
                    """
                    java.util.concurrent.TimeUnit
                    java.util.concurrent.atomic.*
                    """);

    private static final Pattern BANNED_MEMBERS =
            anyOf(
                    """
                    java.lang.System.{nanoTime,currentTimeMillis,identityHashCode}(*
                    java.lang.System.{getenv,getProperty,lineSeparator}(*
                    java.lang.System.{in,out,err}
                    java.time.*.now(*
                    java.util.Date.<init>()
                    java.time.ZoneId.systemDefault(*
                    java.util.{TimeZone,Locale}.getDefault(*
                    java.nio.charset.Charset.defaultCharset(*
                    java.util.{Set,Map}.{of,ofEntries,copyOf}(*
                    java.util.stream.Collectors.{toSet,toMap,toUnmodifiable?*,grouping*,partitioning*}(*
                    *.parallelStream()
                    java.util.stream.*.parallel()
                    java.util.Collections.shuffle(*
                    java.util.UUID.randomUUID(*
                    java.lang.String.{format,formatted}(*
                    java.lang.String.{toLowerCase,toUpperCase,getBytes}()
                    java.lang.String.<init>([B)
                    java.lang.String.<init>([B, int, int)
                    java.time.format.DateTimeFormatter.ofPattern(java.lang.String)
                    java.time.format.DateTimeFormatter.ofLocalized*
                    java.time.format.DateTimeFormatterBuilder.toFormatter()
                    java.lang.Math.{sin,cos,tan,asin,acos,atan,atan2,sinh,cosh,tanh}(*
                    java.lang.Math.{exp,expm1,log,log10,log1p,pow,cbrt,hypot,random}(*
                    """);

    /** The same functions of Math where they stand in text that becomes generated code. */
    static final Pattern BANNED_IN_GENERATED_CODE =
            Pattern.compile(
                    "(?<![A-Za-z])Math\\.(sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|exp|expm1"
                            + "|log|log10|log1p|pow|cbrt|hypot|random)\\b");

    private Determinism() {}

    /** A pattern that any of the lines matches. */
    private static Pattern anyOf(String lines) {
        return Pattern.compile(
                lines.lines()
                        .map(line -> line.replaceAll("[.()\\[<>]", "\\\\$0"))
                        .map(line -> line.replaceAll("(\\?)?[*]", "$1.*").replace("?.*", ".+"))
                        .map(line -> line.replaceAll(",(?! )", "|"))
                        .map(line -> line.replace('{', '(').replace('}', ')'))
                        .collect(Collectors.joining("|")));
    }

    /** Everything banned that a class uses, sorted, as {@code type} or {@code type.member(...)}. */
    static List<String> bannedUses(JavaClass c) {
        TreeSet<String> found = new TreeSet<>();
        for (Dependency dependency : c.getDirectDependenciesFromSelf()) {
            String type = dependency.getTargetClass().getBaseComponentType().getName();
            if (BANNED_TYPES.matcher(type).matches() && !HARMLESS_TYPES.matcher(type).matches()) {
                found.add(type);
            }
        }
        for (JavaAccess<?> access : c.getAccessesFromSelf()) {
            String member = member(access);
            if (BANNED_MEMBERS.matcher(member).matches()) {
                found.add(member);
            }
        }
        return List.copyOf(found);
    }

    private static String member(JavaAccess<?> access) {
        HasName target = access.getTarget();
        String member = access.getTargetOwner().getName() + "." + target.getName();
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit
                ? member
                        + "("
                        + String.join(", ", HasName.Utils.namesOf(unit.getRawParameterTypes()))
                        + ")"
                : member;
    }
}
