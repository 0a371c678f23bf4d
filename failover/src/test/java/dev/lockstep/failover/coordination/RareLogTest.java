package dev.lockstep.failover.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RareLogTest {
    private static final long SECOND = 1_000_000_000;

    private final Logger logger = new LoggerContext().getLogger("rare");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong clock = new AtomicLong();
    private final RareLog log = new RareLog(logger, clock::get);

    RareLogTest() {
        lines.start();
        logger.addAppender(lines);
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void eachCodeIsSaidOnceInTenSecondsAndTheRestIsCounted() {
        for (int i = 0; i < 5; i++) {
            log.warn(CoordinationError.REFUSED, "First.");
            log.warn(CoordinationError.OUT_OF_TOUCH, "Second.");
        }
        assertThat(lines()).hasSize(2);
        clock.set(10 * SECOND);
        log.warn(CoordinationError.REFUSED, "Third.");
        log.warn(CoordinationError.REFUSED, "Fourth.");

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0)).startsWith("LS-7041: First. (").doesNotContain("like this");
        assertThat(lines().get(2)).contains("Third.").endsWith("and 4 like this before");
    }
}
