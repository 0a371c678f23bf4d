package dev.lockstep.failover.link;

import dev.lockstep.failover.role.Role;
import java.nio.file.Path;

/**
 * A process that reigns or claims to, for what its link tells; ends with the process that started
 * it.
 */
final class LinkChild {
    private LinkChild() {}

    private static LinkTls tls(String[] arguments) {
        LinkTls.Store store = new LinkTls.Store(Path.of(arguments[1]), arguments[2].toCharArray());
        return LinkTls.of(store, store, true);
    }

    /** Arguments: the role, and perhaps a keystore and its password for TLS. */
    public static void main(String[] arguments) throws Exception {
        LinkSettings plain = LinkSettings.local("p", "child", TestEngine.SECRET);
        LinkSettings settings = arguments.length == 1 ? plain : plain.with(tls(arguments));
        try (TestEngine engine = new TestEngine(settings, Role.valueOf(arguments[0]))) {
            System.out.println(engine.link.address());
            System.out.flush();
            if (System.in.read() < 0) {
                System.err.println("the parent is gone");
            }
        }
    }
}
