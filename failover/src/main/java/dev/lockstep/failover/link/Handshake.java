package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import java.io.EOFException;
import java.io.IOException;
import java.security.SecureRandom;

/**
 * The greeting of two engines: Hello, Challenge, Response, Confirmation. The one that connects
 * proves first, so that a stranger who connects learns nothing that he could try secrets on. A
 * recorded greeting is worthless, since both ends choose a fresh nonce and both are part of every
 * proof.
 */
final class Handshake {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;
    private final String project;
    private final String engine;

    Handshake(Secret secret, String project, String engine) {
        this.secret = secret.bytes();
        this.project = project;
        this.engine = engine;
    }

    /** The peer behind a connection. */
    record Peer(String engine, String address, Message.Purpose purpose) {}

    /**
     * Greets as the end that connects.
     *
     * @param address where the own link listens
     * @throws LockstepException if the peer is not one
     */
    Peer connect(Wire wire, String address, Message.Purpose purpose) throws IOException {
        Message.Hello hello = new Message.Hello(project, engine, address, purpose, nonce());
        wire.write(hello);
        if (!(wire.read() instanceof Message.Challenge challenge)) {
            throw unexpected();
        }
        checkName(challenge.engine());
        Proofs proofs = new Proofs(secret, hello, challenge);
        wire.write(new Message.Response(proofs.of(Proofs.CONNECTING)));
        if (!(readAnswer(wire, challenge) instanceof Message.Confirmation confirmation)) {
            throw unexpected();
        }
        if (!proofs.isProof(Proofs.ACCEPTING, confirmation.proof())) {
            throw notProved(challenge.engine());
        }
        wire.seal(
                new Seal(proofs.of(Proofs.FRAMES_OF_ACCEPTING)),
                new Seal(proofs.of(Proofs.FRAMES_OF_CONNECTING)));
        return new Peer(challenge.engine(), "", purpose);
    }

    private static Message readAnswer(Wire wire, Message.Challenge challenge) throws IOException {
        try {
            return wire.read();
        } catch (EOFException e) {
            throw new LockstepException(
                    LinkError.NOT_PROVED,
                    "\"" + printable(challenge.engine()) + "\" hung up when it heard our proof.",
                    e);
        }
    }

    /**
     * Greets as the end that accepted.
     *
     * @throws LockstepException if the peer is not one
     */
    Peer accept(Wire wire) throws IOException {
        if (!(wire.read() instanceof Message.Hello hello)) {
            throw unexpected();
        }
        if (!hello.project().equals(project)) {
            throw new LockstepException(
                    LinkError.WRONG_PEER,
                    "A peer asks for the project \"" + printable(hello.project()) + "\".");
        }
        checkName(hello.engine());
        Message.Challenge challenge = new Message.Challenge(engine, nonce());
        wire.write(challenge);
        if (!(wire.read() instanceof Message.Response response)) {
            throw unexpected();
        }
        Proofs proofs = new Proofs(secret, hello, challenge);
        if (!proofs.isProof(Proofs.CONNECTING, response.proof())) {
            throw notProved(hello.engine());
        }
        wire.write(new Message.Confirmation(proofs.of(Proofs.ACCEPTING)));
        wire.seal(
                new Seal(proofs.of(Proofs.FRAMES_OF_CONNECTING)),
                new Seal(proofs.of(Proofs.FRAMES_OF_ACCEPTING)));
        return new Peer(hello.engine(), hello.address(), hello.purpose());
    }

    private void checkName(String name) {
        if (name.equals(engine)) {
            throw new LockstepException(
                    LinkError.WRONG_PEER, "A peer has the name of this engine, " + engine + ".");
        }
    }

    private static byte[] nonce() {
        byte[] nonce = new byte[Frames.NONCE];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    private static LockstepException unexpected() {
        return new LockstepException(
                LinkError.BAD_FRAME, "A peer said something else than the greeting wants.");
    }

    private static LockstepException notProved(String name) {
        return new LockstepException(
                LinkError.NOT_PROVED,
                "A peer that calls itself \"" + printable(name) + "\" does not know the secret.");
    }

    /** What strangers say goes into the log without control signs and not at any length. */
    static String printable(String text) {
        String cut = text.substring(0, Math.min(80, text.length()));
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
