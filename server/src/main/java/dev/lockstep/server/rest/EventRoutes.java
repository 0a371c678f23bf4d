package dev.lockstep.server.rest;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.project.ProjectLimits;
import java.util.List;
import java.util.Set;

/** What windows retain. */
final class EventRoutes {
    private static final Set<String> READING =
            Set.of("filter", "event_filter", "eventFilter", "sort_by", "sortBy", "limit", "format");

    private final RestInterface.Parts parts;

    EventRoutes(RestInterface.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                new Route(
                        "GET",
                        "events/{project}/{query}/{window}",
                        READING,
                        "The rows that a window retains; `filter` chooses by a functional"
                                + " expression, `sort_by=FIELD:ascending` or `:descending` orders,"
                                + " `limit` bounds.",
                        this::events));
    }

    private Answer events(RestRequest r) throws InterruptedException {
        Windows.Found f = Windows.get(parts.projects(), r);
        long most = ProjectLimits.READ_ROWS.defaultValue();
        long limit = r.number("limit", most, most);
        String filter = r.parameter("filter", "event_filter", "eventFilter");
        String sort = r.parameter("sort_by", "sortBy");
        RowOrder order = RowOrder.of(f.window().schema(), sort);
        boolean needsAll = filter != null || sort != null || r.parameter("limit") == null;
        if (needsAll && f.project().stats(f.local()).rows() > most) {
            throw new LockstepException(
                    ServerError.TOO_MANY_ROWS,
                    "Window "
                            + f.full()
                            + " retains more rows than "
                            + ProjectLimits.READ_ROWS.name()
                            + " = "
                            + most
                            + ".");
        }
        List<EventBlock> blocks = f.project().rows(f.local(), needsAll ? most : limit);
        List<RowOrder.Row> found =
                filter == null
                        ? RowOrder.rows(blocks)
                        : new EventFilter(f.window().schema(), filter).choose(blocks);
        List<RowOrder.Row> rows = order.sorted(found, limit);
        EventForm form = new EventForm(f.full(), f.window().schema());
        return r.isJson()
                ? Answer.of(Answer.JSON, out -> form.json(rows, out))
                : Answer.of(Answer.XML, out -> form.xml(rows, out));
    }
}
