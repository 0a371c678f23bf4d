package dev.lockstep.connectors.fs;

import dev.lockstep.api.connector.ConnectorClass;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.property.PropertyTable;
import java.util.ArrayList;
import java.util.List;

/** The connector class {@code fs}: files, sockets and the standard streams. */
public final class FsConnector implements ConnectorClass {
    @Override
    public String name() {
        return "fs";
    }

    @Override
    public List<PropertySpec> properties() {
        return FsProperties.TABLE.specs();
    }

    /** The table of properties as Markdown. */
    public String markdown() {
        return FsProperties.TABLE.markdown();
    }

    @Override
    public List<Problem> validate(ConnectorConfig config) {
        List<Problem> problems = new ArrayList<>(FsProperties.TABLE.check(config));
        if (problems.stream().anyMatch(Problem::isError)) {
            return problems;
        }
        FsSettings settings = new FsSettings(config);
        settings.rows().check(problems);
        if (settings.rows().headerLines() < 0) {
            bad(config, problems, "header", "is neither true, false, full nor a number");
        } else if (settings.rows().headerLines() > 1 && config.direction() == Direction.SUBSCRIBE) {
            bad(config, problems, "header", "is neither true, false nor full");
        }
        place(config, settings, problems);
        if (problems.stream().noneMatch(Problem::isError)) {
            settings.rows().tryCodec(settings.type(), problems);
        }
        return problems;
    }

    private static void bad(
            ConnectorConfig config, List<Problem> problems, String name, String what) {
        problems.add(PropertyTable.error(config, ConnectorCode.BAD_PROPERTY, name, what));
    }

    private static void place(ConnectorConfig config, FsSettings settings, List<Problem> problems) {
        FsPlace place = settings.place();
        boolean isPublisher = config.direction() == Direction.PUBLISH;
        boolean isFile = place.kind() == FsPlace.Kind.FILE;
        if (place.shown().equals(isPublisher ? "stdout" : "stdin")) {
            bad(config, problems, "fsname", "names the stream of the other direction");
        }
        if (place.port() > 65_535) {
            bad(config, problems, "fsname", "has a port above 65535");
        }
        if (isPublisher) {
            rereading(config, settings, problems);
        }
        // a publisher has no use for these, so that they need not even be numbers
        if (!isPublisher
                && !isFile
                && settings.number("maxfilesize") + settings.number("periodicity") > 0) {
            bad(config, problems, "fsname", "must be a file for maxfilesize and periodicity");
        }
    }

    /** Waiting for a file to grow and reading it again are for files, and exclude each other. */
    private static void rereading(
            ConnectorConfig config, FsSettings settings, List<Problem> problems) {
        FsPlace place = settings.place();
        boolean isFile = place.kind() == FsPlace.Kind.FILE;
        boolean isRepeated = settings.number("repeatcount") > 0;
        if (settings.isTrue("growinginputfile")) {
            if (!isFile || place.isCompressed()) {
                bad(config, problems, "growinginputfile", "needs a plain, uncompressed file");
            } else if (isRepeated) {
                bad(config, problems, "repeatcount", "contradicts growinginputfile");
            }
        }
        if (!isFile && isRepeated) {
            bad(config, problems, "repeatcount", "needs a file");
        }
    }

    @Override
    public Publisher publisher(ConnectorConfig config) {
        return new FsPublisher(new FsSettings(config));
    }

    @Override
    public Subscriber subscriber(ConnectorConfig config) {
        return new FsSubscriber(new FsSettings(config));
    }
}
