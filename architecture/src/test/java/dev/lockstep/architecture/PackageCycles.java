package dev.lockstep.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages that see each other, directly or by way of others: no order to read them in exists. */
final class PackageCycles {
    /** For each package those it sees, and by which classes. */
    private final SortedMap<String, SortedMap<String, SortedSet<String>>> sees = new TreeMap<>();

    private PackageCycles() {}

    /** Every step of every cycle, as {@code from -> to (Class > Class, ...)}; sorted. */
    static List<String> of(Iterable<JavaClass> classes) {
        PackageCycles cycles = new PackageCycles();
        TreeSet<String> ours = new TreeSet<>();
        classes.forEach(c -> ours.add(c.getPackageName()));
        classes.forEach(c -> cycles.add(c, ours));
        List<String> steps = new ArrayList<>();
        cycles.sees.forEach(
                (from, targets) ->
                        targets.forEach(
                                (to, by) -> {
                                    if (cycles.reaches(to, from)) {
                                        steps.add(
                                                from
                                                        + " -> "
                                                        + to
                                                        + " ("
                                                        + String.join(", ", by)
                                                        + ")");
                                    }
                                }));
        return steps;
    }

    private void add(JavaClass c, SortedSet<String> ours) {
        String from = c.getPackageName();
        for (Dependency dependency : c.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            String to = target.getPackageName();
            if (!to.equals(from) && ours.contains(to)) {
                sees.computeIfAbsent(from, p -> new TreeMap<>())
                        .computeIfAbsent(to, p -> new TreeSet<>())
                        .add(c.getSimpleName() + " > " + target.getSimpleName());
            }
        }
    }

    private boolean reaches(String from, String goal) {
        TreeSet<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (next.equals(goal)) {
                return true;
            }
            if (seen.add(next) && sees.containsKey(next)) {
                open.addAll(sees.get(next).keySet());
            }
        }
        return false;
    }
}
