# Adds up the counts of the test runner's XML reports.
/<testsuite / {
    tests += value("tests")
    failed += value("failures") + value("errors")
    skipped += value("skipped")
}
END { printf "%d tests: %d failed, %d skipped", tests, failed, skipped }

function value(name,    text) {
    if (!match($0, " " name "=\"[0-9]+\"")) return 0
    text = substr($0, RSTART, RLENGTH)
    gsub(/[^0-9]/, "", text)
    return text + 0
}
