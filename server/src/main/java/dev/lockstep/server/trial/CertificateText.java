package dev.lockstep.server.trial;

import java.io.PrintWriter;
import java.util.Locale;

/** A certificate for people. */
public final class CertificateText {
    private static final int DIGEST_SHOWN = 16;

    private CertificateText() {}

    public static void print(Certificate c, PrintWriter out) {
        Comparison total = c.total();
        out.println();
        out.println(
                c.isClean()
                        ? "FAILOVER CERTIFICATE: the output is that of an undisturbed run"
                        : "NO CERTIFICATE: the output is NOT that of an undisturbed run");
        line(
                out,
                "events in",
                number(c.eventsIn()) + " of " + number(c.published()) + " published");
        line(
                out,
                "events out",
                number(total.seen()) + " of " + number(total.expected()) + " expected");
        line(out, "lost", number(total.lost()));
        line(out, "repeated", number(total.repeated()));
        line(out, "reordered", number(total.reordered()));
        if (total.foreign() > 0) {
            line(out, "altered", number(total.foreign()));
        }
        line(out, "epochs", String.valueOf(c.reigns()));
        for (String fault : c.faults()) {
            line(out, "journal", fault);
        }
        out.println();
        out.printf(
                "  %-34s %-10s %-10s %9s %14s%n",
                "what was done", "to", "successor", "gap", "gap before it");
        for (Certificate.Stroke s : c.strokes()) {
            out.printf(
                    Locale.ROOT,
                    "  %-34s %-10s %-10s %6.0f ms %11.0f ms%n",
                    s.blow().cause(),
                    s.blow().victim(),
                    s.blow().successor(),
                    s.gapMillis(),
                    s.usualMillis());
        }
        out.println();
        c.outputs()
                .forEach(
                        (topic, o) ->
                                out.printf(
                                        "  %-36s %11s records  SHA-256 %s… %s%n",
                                        topic,
                                        number(o.seen()),
                                        c.digests()
                                                .getOrDefault(topic, "")
                                                .substring(0, DIGEST_SHOWN),
                                        o.isClean()
                                                ? "as it should be"
                                                : "DIFFERS at record " + o.firstDifference()));
        out.println();
        out.flush();
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("  %-12s %s%n", name, value);
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
