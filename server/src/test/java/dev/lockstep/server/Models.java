package dev.lockstep.server;

/** Texts of small projects for tests. */
public final class Models {
    private Models() {}

    /** A project p with the query q. */
    public static String project(String windows, String... edges) {
        return projectWith("", "", windows, edges);
    }

    /**
     * @param attributes of the project element
     * @param before elements before the queries
     * @param edges {@code source target} or {@code source target role}
     */
    public static String projectWith(
            String attributes, String before, String windows, String... edges) {
        StringBuilder s = new StringBuilder("<project name='p' ").append(attributes).append('>');
        s.append(before).append("<contqueries>\n<contquery name='q'><windows>\n");
        s.append(windows).append("\n</windows><edges>");
        for (String edge : edges) {
            String[] part = edge.split(" ");
            s.append("<edge source='").append(part[0]).append("' target='").append(part[1]);
            s.append(part.length > 2 ? "' role='" + part[2] : "").append("'/>\n");
        }
        return s.append("</edges></contquery></contqueries></project>\n").toString();
    }

    /** Three fields: {@code id*:int64,name:string,n:int32}. */
    public static String source(String name, String attributes, String... children) {
        return source(name, attributes, "id*:int64,name:string,n:int32", children);
    }

    static String source(String name, String attributes, String schema, String[] children) {
        return window(
                "source",
                name,
                attributes,
                "<schema-string>" + schema + "</schema-string>" + String.join("", children));
    }

    /** A window of any kind. */
    public static String window(String kind, String name, String attributes, String children) {
        String element = "window-" + kind;
        return "<%s name='%s' %s>%s</%s>\n".formatted(element, name, attributes, children, element);
    }

    /** A source of any schema. */
    public static String table(String name, String attributes, String schema, String... children) {
        return source(name, attributes, schema, children);
    }

    /** The element around connectors. */
    public static String connectors(String... connectors) {
        return "<connectors>" + String.join("", connectors) + "</connectors>";
    }

    /**
     * A connector of class fs.
     *
     * @param direction publish or subscribe
     * @param properties names and values in turn
     */
    public static String fs(String name, String direction, Object file, String... properties) {
        String[] all = new String[properties.length + 4];
        all[0] = "fsname";
        all[1] = file.toString();
        all[2] = "fstype";
        all[3] = "csv";
        System.arraycopy(properties, 0, all, 4, properties.length);
        return connector("fs", name, direction, all);
    }

    /**
     * A connector of any class.
     *
     * @param properties names and values in turn
     */
    public static String connector(
            String kind, String name, String direction, String... properties) {
        StringBuilder s = new StringBuilder();
        s.append("<connector class='").append(kind).append("' name='").append(name);
        s.append("' type='").append(direction).append("'><properties>");
        for (int k = 0; k < properties.length; k += 2) {
            s.append("<property name='").append(properties[k]).append("'>");
            s.append(properties[k + 1]).append("</property>\n");
        }
        return s.append("</properties></connector>\n").toString();
    }

    /**
     * A group of connectors.
     *
     * @param entries {@code query/window/connector state}
     */
    public static String group(String name, String... entries) {
        StringBuilder s = new StringBuilder("<connector-group name='").append(name).append("'>");
        for (String entry : entries) {
            String[] part = entry.split(" ");
            s.append("<connector-entry connector='").append(part[0]).append("' state='");
            s.append(part[1]).append("'/>");
        }
        return s.append("</connector-group>\n").toString();
    }

    /** Groups, and one edge {@code source target} between them if given. */
    public static String groups(String edge, String... groups) {
        String[] part = edge.split(" ");
        String edges =
                edge.isEmpty()
                        ? ""
                        : "<edges><edge source='%s' target='%s'/></edges>"
                                .formatted(part[0], part[1]);
        return "<project-connectors><connector-groups>"
                + String.join("", groups)
                + "</connector-groups>"
                + edges
                + "</project-connectors>";
    }
}
