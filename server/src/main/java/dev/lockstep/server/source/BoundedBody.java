package dev.lockstep.server.source;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.limit.Limit;
import dev.lockstep.server.error.ServerError;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer, given up as soon as it is larger than a limit. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final Limit most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    BoundedBody(Limit most) {
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription = s;
        s.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (bytes.size() + part.remaining() > most.defaultValue()) {
                Flow.Subscription s = subscription;
                if (s != null) {
                    s.cancel();
                }
                body.completeExceptionally(
                        new LockstepException(
                                ServerError.REQUEST_TOO_LARGE,
                                "The document is larger than "
                                        + most.name()
                                        + " = "
                                        + most.defaultValue()
                                        + " "
                                        + most.unit()
                                        + "."));
                return;
            }
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
    }

    @Override
    public void onError(Throwable e) {
        body.completeExceptionally(e);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }
}
