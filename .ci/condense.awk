# Shows of a Maven run what a reader wants: each module as it begins, each test class with its time,
# lines that a test marks as "Lockstep part:", what failed and why, and the time of each module at the end.
/^\[INFO\] Building Lockstep / { sub(/^\[INFO\] Building /, ""); sub(/ +\[.*/, ""); print "== " $0; fflush(); next }
/Tests run: .* -- in / {
    line = $0
    sub(/^\[[A-Z]+\] +/, "", line)
    sub(/, Time elapsed: /, ", ", line)
    print "   " line
    fflush()
    next
}
/^Lockstep part: / { sub(/^Lockstep part: /, ""); print "   " $0; fflush(); next }

# a failed test: its name, then its message up to the stack
/^\[ERROR\] .* <<< (FAILURE|ERROR)!$/ { print; message = 30; fflush(); next }
message > 0 && /^(\tat |\[INFO\]|\[ERROR\])/ { message = 0 }
message > 0 { print "      " substr($0, 1, 300); message--; next }

# what Maven says after each failure, whatever it was
/^\[ERROR\] *$|\[Help 1\]|full stack trace|full debug logging|more information|you can resume|mvn <args>|dump files/ { next }
/^\[ERROR\]/ { print; fflush() }
/^\[INFO\] Lockstep.* (SUCCESS|FAILURE|SKIPPED)/ {
    if (!summary++) print "== Time of each module"
    sub(/^\[INFO\] /, "   ")
    print
    fflush()
}
