package dev.lockstep.failover.link;

import dev.lockstep.failover.role.Role;
import java.nio.file.Path;

/** A process that reigns, for what its link tells; ends with the process that started it. */
final class LinkChild {
    private LinkChild() {}

    private static LinkTls tls(String[] arguments) {
        LinkTls.Store store = new LinkTls.Store(Path.of(arguments[0]), arguments[1].toCharArray());
        return LinkTls.of(store, store, true);
    }

    /** Arguments: none, or a keystore and its password for TLS. */
    public static void main(String[] arguments) throws Exception {
        LinkSettings plain = LinkSettings.local("p", "child", TestEngine.SECRET);
        LinkSettings settings = arguments.length == 0 ? plain : plain.with(tls(arguments));
        try (TestEngine engine = new TestEngine(settings, Role.ACTIVE)) {
            System.out.println(engine.link.address());
            System.out.flush();
            if (System.in.read() < 0) {
                System.err.println("the parent is gone");
            }
        }
    }
}
