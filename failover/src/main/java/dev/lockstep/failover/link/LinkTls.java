package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS 1.3 between engines, where both ends show a certificate.
 *
 * @param context keys and what is trusted
 * @param checksHost whether a peer's certificate must name the host that was connected to
 */
public record LinkTls(SSLContext context, boolean checksHost) {
    /** A file with keys or certificates, PKCS #12 or JKS, and its password. */
    public record Store(Path file, char[] password) {}

    /**
     * Keys and trust from files.
     *
     * @throws LockstepException {@link LinkError#TLS} if they cannot be used
     */
    public static LinkTls of(Store keys, Store trust, boolean checksHost) {
        try {
            KeyManagerFactory own =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(load(keys), keys.password());
            TrustManagerFactory others =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            others.init(load(trust));
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(own.getKeyManagers(), others.getTrustManagers(), null);
            return new LinkTls(context, checksHost);
        } catch (GeneralSecurityException | IOException e) {
            throw new LockstepException(
                    LinkError.TLS, "The link's keystores cannot be used: " + e, e);
        }
    }

    private static KeyStore load(Store store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store.file())) {
            keys.load(in, store.password());
        }
        return keys;
    }

    /** Puts TLS around a connection that this end opened. */
    Socket connecting(Socket socket, String host, int port) throws IOException {
        SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
        SSLParameters parameters = tls.getSSLParameters();
        if (checksHost) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setProtocols(new String[] {"TLSv1.3"});
        tls.setSSLParameters(parameters);
        tls.setUseClientMode(true);
        tls.startHandshake();
        return tls;
    }

    /** Puts TLS around a connection that a peer opened. */
    Socket accepted(Socket socket) throws IOException {
        SSLSocket tls =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, "peer", socket.getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setNeedClientAuth(true);
        tls.setUseClientMode(false);
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }
}
