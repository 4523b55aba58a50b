package io.github.tlmaven.download;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response's body, taken piece by piece by the thread that wants it. The JDK's client has no timeout between two pieces;
 * here the wait for the next one has. A piece is asked for when the one before was taken, so a slow disk slows the server
 * down and fills no memory.
 */
final class BodyQueue implements BodySubscriber<BodyQueue>, AutoCloseable {

    /** What arrives: bytes, else the end, which a failure may have brought. */
    private record Signal(
            List<ByteBuffer> bytes, boolean isEnd, @Nullable Throwable failure) {}

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;

    @Override
    public CompletionStage<BodyQueue> getBody() {
        return CompletableFuture.completedFuture(this); // the headers are there: the body is read from now on
    }

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        subscription = granted;
        if (closed) {
            granted.cancel();
        } else {
            granted.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        signals.add(new Signal(bytes, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(List.of(), true, null));
    }

    /**
     * The next bytes; nothing after the last.
     *
     * @param stall how long they may take
     * @throws StalledException if they take longer
     * @throws IOException      if the connection was cut
     */
    Optional<List<ByteBuffer>> next(Duration stall) throws IOException, InterruptedException {
        Signal signal = signals.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
        if (signal == null) {
            throw new StalledException(stall);
        }
        if (signal.failure() != null) {
            throw new IOException(signal.failure().getMessage(), signal.failure());
        }
        if (signal.isEnd()) {
            return Optional.empty();
        }
        Flow.Subscription granted = subscription;
        if (granted != null) {
            granted.request(1);
        }
        return Optional.of(signal.bytes());
    }

    /** Ends the connection where the body has not been read to its end. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription granted = subscription;
        if (granted != null) {
            granted.cancel();
        }
    }
}
