# Shows of a Maven run what a reader wants: each module as it begins, each test class with its time,
# lines that a test marks as "Lockstep part:", errors, and the time of each module at the end.
/^\[INFO\] Building Lockstep / { sub(/^\[INFO\] Building /, ""); sub(/ +\[.*/, ""); print "== " $0; fflush() }
/Tests run: .* -- in / {
    line = $0
    sub(/^\[[A-Z]+\] +/, "", line)
    sub(/, Time elapsed: /, ", ", line)
    print "   " line
    fflush()
}
/^Lockstep part: / { sub(/^Lockstep part: /, ""); print "   " $0; fflush() }
/^\[ERROR\]/ && !/Tests run: .* -- in / { print; fflush() }
/^\[INFO\] Lockstep.* (SUCCESS|FAILURE|SKIPPED)/ {
    if (!summary++) print "== Time of each module"
    sub(/^\[INFO\] /, "   ")
    print
    fflush()
}
